"""Statements: source, cue and content of every way to report, and bad input."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.made import article

from tellings.mark.parse import parse
from tellings.mark.statements import find_statements
from tellings.model import Statement, When

# What sentences of a hostile text are made of, the line end among them.
WORDS = (
    "said",
    "that",
    "Hale",
    "he",
    "“",
    "”",
    '"',
    "'",
    ",",
    ".",
    ":",
    "told",
    "according",
    "to",
    "it",
    "claims",
    "\n",
)


def statements(text: str, dates: tuple[When, ...] = ()) -> list[Statement]:
    [parsed] = parse([article(text)])
    return list(find_statements(parsed, (), (), dates))


def parts(statement: Statement) -> tuple[str, str, list[str]]:
    source, cue = statement.source, statement.cue
    return source.text if source else "", cue.text if cue else "", [piece.text for piece in statement.content]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“The mill is safe,” Hale said.", ("Hale", "said", ["“The mill is safe,”"])),
        ("“The mill is safe,” said Hale.", ("Hale", "said", ["“The mill is safe,”"])),
        ("Hale said: “The mill is safe.”", ("Hale", "said", ["“The mill is safe.”"])),
        ("“The mill,” Hale said, “is safe.”", ("Hale", "said", ["“The mill,”", "“is safe.”"])),
        ("“It is safe,” Hale said. “Go home now.”", ("Hale", "said", ["“It is safe,”", "“Go home now.”"])),
        ("“The mill is safe for all.” — Anna Hale", ("Anna Hale", "—", ["“The mill is safe for all.”"])),
    ],
)
def test_direct_speech(text: str, expected: tuple[str, str, list[str]]) -> None:
    assert [parts(statement) for statement in statements(text)] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hale said that the mill was safe.", ("Hale", "said", ["that the mill was safe"])),
        ("Hale has also said the mill was safe.", ("Hale", "has also said", ["the mill was safe"])),
        ("The mill was safe, Hale said.", ("Hale", "said", ["The mill was safe"])),
        ("The mill, Hale said, was safe.", ("Hale", "said", ["The mill", "was safe"])),
        ("According to Hale, the mill was safe.", ("Hale", "According to", ["the mill was safe"])),
        ("The mill was safe, according to Hale.", ("Hale", "according to", ["The mill was safe"])),
        ("Hale called the plan a mistake.", ("Hale", "called", ["the plan a mistake"])),
        ("Hale warned of a flood.", ("Hale", "warned of", ["a flood"])),
        ("Hale called on the owner to leave.", ("Hale", "called on", ["the owner to leave"])),
        ("Hale condemned the attack.", ("Hale", "condemned", ["the attack"])),
        ("The mill was safe, Hale added.", ("Hale", "added", ["The mill was safe"])),
    ],
)
def test_reported_speech(text: str, expected: tuple[str, str, list[str]]) -> None:
    assert parts(statements(text)[0]) == expected


def test_a_quotation_over_two_paragraphs_is_one_statement() -> None:
    [one] = statements("“The mill is safe,” Hale said. “It was always safe.\n“Everybody can go home now.”")
    assert len(one.content) == 3


def test_a_quotation_of_its_own_goes_on_with_the_last_speaker() -> None:
    first, second = statements("Hale said that the mill was safe.\n“Everybody can go home now.”")
    assert (first.speaker, second.speaker, second.form) == ("Hale", "Hale", "direct")


def test_quoted_words_inside_a_clause_belong_to_it() -> None:
    [one] = statements("The owner “is testing the town”, Hale said.")
    assert (one.form, one.content[0].text) == ("mixed", "The owner “is testing the town”")


def test_words_in_quotation_marks_that_nobody_says_are_no_statement() -> None:
    assert statements("The ship “Morning Star” left the harbour.") == []


def test_a_statement_inside_another_is_a_row_of_its_own() -> None:
    outer, inner = statements("Hale said that the mayor had told her that the mill was safe.")
    assert (inner.inside, inner.via, inner.speaker) == (outer.id, ("Hale",), "the mayor")


def test_who_only_passes_on_stands_in_the_chain() -> None:
    [one] = statements("According to Harbour News Agency, Hale reported that the mill was safe.")
    assert (one.speaker, one.via) == ("Hale", ("Harbour News Agency",))


def test_who_is_cited_is_the_speaker() -> None:
    [one] = statements("Hale cited military intelligence, indicating that the mill was safe.")
    assert (one.speaker, one.via) == ("military intelligence", ("Hale",))


def test_what_is_told_to_a_newspaper_came_through_it() -> None:
    [one] = statements("Hale told the Harbour Times that the mill was safe.")
    assert (one.via, one.addressee) == (("the Harbour Times",), "the Harbour Times")


def test_addressee_and_venue() -> None:
    [one] = statements("Hale told reporters at a briefing that the mill was safe.")
    assert (one.addressee, one.venue) == ("reporters", "at a briefing")


def test_the_day_is_that_of_the_verb() -> None:
    text = "Hale said on Monday that the mill had closed on Friday."
    made = article(text)
    days = [("Monday", "2021-06-14"), ("Friday", "2021-06-11")]
    dates = tuple(
        When(made.span(text.index(word), text.index(word) + len(word)), "DATE", day, day, day) for word, day in days
    )
    assert [one.said_on for one in statements(text, dates)] == ["2021-06-14"]


def test_a_source_named_in_the_middle_of_a_sentence_without_a_verb_ends() -> None:
    assert statements("A mill, according to Hale, on the road")


def test_who_is_asked_does_not_say_what_is_asked() -> None:
    first, second = statements("Asked about the fire, Hale said that the mill was safe.")
    assert (first.source, second.speaker) == (None, "Hale")


def test_a_side_clause_has_a_speaker_of_its_own() -> None:
    assert statements("The road is dry while Ruiz has claimed that it was wet.")[0].speaker == "Ruiz"


def test_a_transcript_is_read_by_its_labels() -> None:
    found = statements("ANNA HALE: The mill is safe.\nREPORTER: Why now?\nANNA HALE: It rained.\nREPORTER: Thank you.")
    assert [one.source.text for one in found if one.source] == ["ANNA HALE", "REPORTER", "ANNA HALE", "REPORTER"]


@pytest.mark.parametrize("text", ["", "Hale", "\n\n", '"', "“said", "said said said", "(" * 50, "HALE SAID IT RAINED."])
def test_poor_input_raises_nothing(text: str) -> None:
    assert all(one.content for one in statements(text))


@given(
    st.lists(
        st.sampled_from(WORDS),
        max_size=40,
    )
)
@settings(deadline=None, max_examples=60)
def test_spans_hold_their_words_and_ids_differ(words: list[str]) -> None:
    made = article(" ".join(words))
    [parsed] = parse([made])
    found = find_statements(parsed, (), (), ())
    for one in found:
        for span in (*one.content, *([one.source] if one.source else []), *([one.cue] if one.cue else [])):
            assert made.check(span)
    assert len({one.id for one in found}) == len(found)


def test_what_the_writer_counts_is_not_what_another_says() -> None:
    text = (
        "How many boats?\n\nHow many boats are there? The Harbour Ministry says at least nine. "
        "Mayor Peter Doyle says 12. I count 13 hulls in the pictures, including two barges."
    )
    assert not [span for one in statements(text) for span in one.content if "hulls" in span.text]


def test_claims_that_are_something_are_no_statement() -> None:
    assert not statements("The U.S./NATO claims are nothing but a fishing story.")


@pytest.mark.parametrize("text", ["Hale was named chair of the mill.", "The mill, also known as the Wheel, was shut."])
def test_a_name_or_a_post_that_is_given_is_no_statement(text: str) -> None:
    assert not [one for one in statements(text) if one.source is None]
