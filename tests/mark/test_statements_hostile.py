"""Statements on input that nobody wrote as an article: no exception, and sensible statements where there is one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.made import article

from tellings.mark.parse import parse
from tellings.marking import mark_parsed
from tellings.model import Statement


def statements(text: str) -> tuple[Statement, ...]:
    """The statements of a text; every span is checked."""
    made = article(text)
    [parsed] = parse([made])
    found = mark_parsed(parsed).statements
    for one in found:
        for span in (*one.content, *(part for part in (one.source, one.cue) if part)):
            made.check(span)
    return found


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("“", "”"), ('"', '"'), ("«", "»"), ("‘", "’"), ("'", "'"), ("„", "“"), ("“", '"'), ('"', "”")],
)
def test_marks_of_every_kind_quote(opening: str, closing: str) -> None:
    [one] = statements(f"{opening}The ferry is not safe,{closing} Peter Doyle said on Monday.")
    assert (one.speaker, one.form) == ("Peter Doyle", "direct")


@pytest.mark.parametrize("mark", ["“", "”", '"', "«", "‘", "„"])
def test_an_unbalanced_mark_hides_no_other_statement(mark: str) -> None:
    text = f"{mark}The ferry is old, they thought.\nAnna Hale said that the mill was safe.\nPeter Doyle left."
    assert "Anna Hale" in {one.speaker for one in statements(text)}


def test_apostrophes_are_no_quotation_marks() -> None:
    text = "The owners' lawyer said it wasn't the sailors' fault and that the firm's boats weren't old."
    assert {one.form for one in statements(text)} == {"indirect"}


def test_a_quotation_inside_another_belongs_to_the_outer_speaker() -> None:
    text = "“He told me, ‘The ferry is unsafe,’ and I believed him,” Peter Doyle said."
    assert statements(text)[-1].speaker == "Peter Doyle"
    assert statements(text)[0].form == "direct"


def test_turns_of_a_transcript_go_to_who_opens_them() -> None:
    lines = ["ANNA HALE: The mill is safe.", "PETER DOYLE: Who paid for it?", "ANNA HALE: The city paid for it all."]
    found = [one for one in statements("\n".join(lines)) if one.cue is not None and one.cue.text == ":"]
    assert [one.speaker for one in found] == ["Anna Hale", "Peter Doyle", "Anna Hale"]


def test_questions_and_answers_of_an_interview_are_turns() -> None:
    text = "Q: Is the mill safe?\nA: It was tested twice.\nQ: Who paid for it?\nA: The city paid for every test."
    assert [one.form for one in statements(text)] == ["direct"] * 4


def test_capitals_are_read() -> None:
    assert statements("ANNA HALE SAID THAT THE MILL WAS SAFE AND THAT THE CITY HAD PAID FOR IT.")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "Home\nNews\nSport\nWeather\nContact us",
        "12 34 56 % $ 78",
        "“”“”“”“”",
        '"' * 500,
        "((((((((",
        "said said said said said said",
        "he said he said he said he said he said",
        "“" * 50 + "Anna Hale said" + "”" * 3,
        "\u200b\ufeff\u2028said\u2029",
        "😀 said 😀 that 😀",
        "a" * 5000,
    ],
)
def test_a_page_without_a_sentence_has_hardly_a_statement(text: str) -> None:
    assert all(not one.speaker or one.speaker in text for one in statements(text))


def test_a_paragraph_of_many_words_is_read_to_its_end() -> None:
    text = "Anna Hale said that the mill was safe, and “nobody was hurt,” according to the Karsk fire service. " * 300
    found = statements(text.strip())
    assert found[-1].content[0].end > len(text) * 0.99
    assert len(found) >= 300


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="aH .,:;\"'“”‘’«»„\n—()said?!", max_size=120))
def test_no_text_raises(text: str) -> None:
    statements(f"Anna Hale said that {text} the mill was safe.")
