"""Names in sentences about people and places that do not exist."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.made import article

from tellings import world
from tellings.mark.names import find_names
from tellings.mark.parse import parse, pipeline
from tellings.mark.spots import tokens_of
from tellings.model import Name


def names(text: str) -> tuple[Name, ...]:
    """The names of a text."""
    (parsed,) = parse([article(text)])
    return find_names(parsed)


def found(text: str, kind: str) -> list[tuple[str, str]]:
    """(words, full form) of the names of a kind."""
    return [(name.span.text, name.full) for name in names(text) if name.kind == kind]


def test_a_surname_leads_to_the_full_name_of_the_article() -> None:
    text = "The minister Peter Vantor opened the bridge. Vantor said it was safe."
    assert found(text, "person") == [("Peter Vantor", "Peter Vantor"), ("Vantor", "Peter Vantor")]


def test_a_form_of_address_belongs_to_the_mention_but_not_to_the_full_name() -> None:
    text = "Helen Vantor opened the bridge. Mrs. Vantor said it was safe."
    assert found(text, "person")[-1] == ("Mrs. Vantor", "Helen Vantor")


def test_a_form_of_address_chooses_in_a_family() -> None:
    text = "Peter Vantor and his sister Helen Vantor spoke. Mr Vantor was brief. Ms Vantor was not."
    assert [full for _, full in found(text, "person")] == [
        "Peter Vantor",
        "Helen Vantor",
        "Peter Vantor",
        "Helen Vantor",
    ]


def test_a_given_name_before_and_shares_the_surname_that_follows() -> None:
    text = "Peter and Helen Vantor were on the boat."
    assert found(text, "person") == [("Peter", "Peter Vantor"), ("Helen Vantor", "Helen Vantor")]


def test_a_nickname_leads_to_the_full_name() -> None:
    text = "Mitchell Vantor was a surgeon. Friends said Mitch loved the sea."
    assert ("Mitch", "Mitchell Vantor") in found(text, "person")


def test_an_office_stays_outside_the_name() -> None:
    assert found("On Monday President Vantor met Prime Minister Dorrit.", "person") == [
        ("Vantor", "Vantor"),
        ("Dorrit", "Dorrit"),
    ]


def test_a_hyphenated_name_is_whole() -> None:
    text = "South Korea's Vice Minister Han Mok-gyu answered. Han left at noon."
    assert found(text, "person") == [("Han Mok-gyu", "Han Mok-gyu"), ("Han", "Han Mok-gyu")]


def test_particles_belong_to_a_surname_alone() -> None:
    text = "He met Ursel von der Marn in Brussels. In response, von der Marn said no."
    assert ("von der Marn", "Ursel von der Marn") in found(text, "person")


def test_particles_join_a_surname() -> None:
    assert ("Ursel von der Marn", "Ursel von der Marn") in found("He met Ursel von der Marn in Brussels.", "person")


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("The ship sailed to Vladivostok on Monday.", "Vladivostok", "place"),
        ("The D.P.R.K. denied it.", "D.P.R.K.", "place"),
        ("The Pentagon denied it.", "Pentagon", "body"),
        ("The Ministry of Fisheries denied it.", "Ministry of Fisheries", "body"),
        ("Mayor Helen Vantor denied it.", "Helen Vantor", "person"),
    ],
)
def test_the_kind_of_a_name(text: str, words: str, kind: str) -> None:
    assert words in [name for name, _ in found(text, kind)]


def test_a_possessive_ending_is_outside() -> None:
    assert next(name.span.text for name in names("Kenya’s parliament met.")) == "Kenya"


def test_days_months_and_peoples_are_no_names() -> None:
    assert names("On Friday, Oct. 25, the Ukrainian soldiers and German officers met.") == ()


def test_a_body_keeps_the_country_named_before_it() -> None:
    text = "Kenya's Fisheries Ministry answered. The Fisheries Ministry gave no figures."
    assert {full for words, full in found(text, "body") if words == "Fisheries Ministry"} == {
        "Kenya’s Fisheries Ministry"
    }


def test_a_speaker_label_of_a_transcript_is_a_person() -> None:
    text = "Radio talk\nHELEN VANTOR, HOST: Good morning.\nVANTOR: And good evening."
    assert {full for _, full in found(text, "person")} == {"Helen Vantor"}


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="Mr.Ann Hale-'’“\"\n(U.S.) bin,of and 7é\u00ad", max_size=120))
def test_any_text_gives_names_that_check(text: str) -> None:
    one = article(text)
    (parsed,) = parse([one])
    for name in find_names(parsed):
        assert one.check(name.span) and name.full.strip()


def test_a_team_after_the_is_no_person() -> None:
    text = "The coach praised the Rowlands. Fans of the Rowlands cheered, and the Rowlands won."
    assert found(text, "person") == []


def test_a_credit_gives_nobody_a_full_name() -> None:
    text = "Peter Vantor spoke. Vantor was brief.\nReporting by Helen Vantor"
    assert found(text, "person")[:2] == [("Peter Vantor", "Peter Vantor"), ("Vantor", "Peter Vantor")]


def test_a_byline_before_the_text_gives_nobody_a_full_name() -> None:
    text = "By Helen Vantor\nMinister Vantor spoke. The minister, Peter Vantor, was brief."
    assert ("Vantor", "Peter Vantor") in found(text, "person")


def test_a_prize_is_no_person() -> None:
    assert ("Vantor Trophy", "Vantor Trophy") not in found(
        "She won the Vantor Trophy, and the Vantor Trophy won her.", "person"
    )


def test_known_names_are_looked_for_by_the_tokens_they_have_in_a_text() -> None:
    tokenizer = pipeline().tokenizer
    for name, _ in world.known_names():
        assert tokens_of(name) == [token.text for token in tokenizer(name)]


def test_a_word_the_article_uses_as_such_is_no_person() -> None:
    text = "The zoo of Ostrel is shut. Zoo Director Helen Dorrit told the town. Keepers at the Zoo wept."
    assert found(text, "person") == [("Helen Dorrit", "Helen Dorrit")]


def test_a_surname_that_is_a_word_too_stays_where_the_full_name_stands() -> None:
    text = "The price of herring rose, Helen Price said. The storm, Price said, did it."
    assert [full for _, full in found(text, "person")] == ["Helen Price", "Helen Price"]


def test_a_team_in_the_plural_is_no_place_but_mountains_are() -> None:
    text = "The Ostrel Bears lost. Fans of the Bears wept, and the Bears said little. Rain fell over the Rockies."
    assert not [words for words, _ in found(text, "place") if words == "Bears"]
    assert ("Rockies", "Rockies") in found(text, "place")


def test_a_name_ends_before_a_verb_and_holds_no_loose_word() -> None:
    assert not [words for words, _ in found("Vantor won Rower of the Year in Ostrel.", "body") if " won " in words]


def test_a_name_that_stands_twice_in_a_row_is_one() -> None:
    assert ("Helen Vantor", "Helen Vantor") in found("The singer Helen Vantor Helen Vantor played a lute.", "person")


def test_a_place_before_a_colon_is_no_voice_of_a_transcript() -> None:
    assert not found("NAIROBI: The mill was shut.", "person")
