"""Speakers: names, pronouns, descriptions and documents resolved within the article."""

from __future__ import annotations

import pytest
from tests.made import article

from tellings.mark.parse import parse
from tellings.mark.statements import find_statements
from tellings.model import Name, NameKind


def speakers(text: str, **names: tuple[NameKind, str]) -> list[str]:
    """The speakers of a text; `names` gives for a word (its last letters a to z) kind and fullest form."""
    made = article(text)
    marks = []
    for word, (kind, full) in names.items():
        at = text.find(word)
        while at >= 0:
            marks.append(Name(made.span(at, at + len(word)), kind, full))
            at = text.find(word, at + 1)
    [parsed] = parse([made])
    return [one.speaker for one in find_statements(parsed, sorted(marks, key=lambda n: n.span), (), ())]


HALE: tuple[NameKind, str] = ("person", "Anna Hale")
RUIZ: tuple[NameKind, str] = ("person", "Pedro Ruiz")
FIRM: tuple[NameKind, str] = ("body", "Harbour Mills")


def test_a_surname_stands_for_the_full_name() -> None:
    text = "The engineer Hale left. Hale said that the mill was safe."
    assert speakers(text, Hale=HALE) == ["Anna Hale"]


@pytest.mark.parametrize(("pronoun", "expected"), [("She", "Anna Hale"), ("He", "Pedro Ruiz")])
def test_a_pronoun_goes_to_the_last_of_its_gender(pronoun: str, expected: str) -> None:
    text = f"Hale met Ruiz at the harbour. {pronoun} said that the mill was safe."
    assert speakers(text, Hale=HALE, Ruiz=RUIZ) == [expected]


def test_it_is_the_body_that_spoke() -> None:
    text = "The ministry said that the mill was safe. It said that the road was open."
    assert speakers(text) == ["The ministry", "The ministry"]


def test_they_are_those_who_spoke() -> None:
    text = "Officials said that the mill was safe. They said that the road was open."
    assert speakers(text) == ["Officials", "Officials"]


def test_a_title_goes_to_who_bears_it() -> None:
    text = "The spokesman, Ruiz, left early. The spokesman said that the mill was safe."
    assert speakers(text, Ruiz=RUIZ) == ["Pedro Ruiz"]


def test_a_common_noun_goes_to_the_body_named_before() -> None:
    text = "Mills opened a road on Monday. The company said that the road was safe."
    assert speakers(text, Mills=FIRM) == ["Harbour Mills"]


def test_a_statement_speaks_for_who_made_it() -> None:
    text = "Hale said in a statement that the mill was safe.\n“The road is open to all,” the statement said."
    assert speakers(text, Hale=HALE) == ["Anna Hale", "Anna Hale"]


def test_an_owner_is_resolved() -> None:
    text = "Hale left the mill. Her office said that the road was open."
    assert speakers(text, Hale=HALE) == ["Anna Hale's office"]


def test_several_are_all_named() -> None:
    text = "Hale and Ruiz said that the mill was safe."
    assert speakers(text, Hale=HALE, Ruiz=RUIZ) == ["Anna Hale and Pedro Ruiz"]


def test_a_pronoun_without_anybody_before_stays_open() -> None:
    assert speakers("She said that the mill was safe.") == [""]


def test_a_name_inside_a_quotation_is_not_he() -> None:
    text = "Ruiz left. “Jones knows the mill,” he said. He said that the road was open."
    jones: tuple[NameKind, str] = ("person", "David Jones")
    assert speakers(text, Ruiz=RUIZ, Jones=jones) == ["Pedro Ruiz", "Pedro Ruiz"]


def test_a_description_is_not_the_end_of_a_list_in_the_headline() -> None:
    text = (
        "Meeting of Kenya, Japan, and South Korea Fisheries Advisers Raises Concerns over Nets\n\n"
        "The three fisheries advisers met. The advisers also pointed out that the nets were too fine."
    )
    assert speakers(text) == [
        "Kenya, Japan, and South Korea Fisheries Advisers",
        "The three fisheries advisers",
    ]


def test_a_meeting_of_people_is_no_speaker() -> None:
    text = "A private meeting of the Velanian envoys raised concerns over the nets. Hale warned that the nets tear."
    assert speakers(text, Hale=HALE) == ["the Velanian envoys", "Anna Hale"]


def test_a_body_that_meets_speaks_as_its_meeting() -> None:
    text = "A meeting of the harbour council warned that the mill was unsafe."
    assert speakers(text) == ["A meeting of the harbour council"]


def test_who_is_nobody_in_particular_is_nobodys_he() -> None:
    text = "Hale met the press. Anybody who says that the mill is safe has not seen it. She said that it was shut."
    assert speakers(text, Hale=HALE) == ["Anybody", "Anna Hale"]


@pytest.mark.parametrize(
    "source",
    [
        "His envoy to the Harbour Alliance Anna Hale",
        "Regional mill chief Anna Hale",
        "Harbour Alliance envoy Anna Hale (left)",
    ],
)
def test_the_one_person_who_ends_a_source_behind_titles_speaks(source: str) -> None:
    names: dict[str, tuple[NameKind, str]] = {"Anna Hale": HALE, "Harbour Alliance": ("body", "Harbour Alliance")}
    assert speakers(f"{source} said that the road was open.", **names) == ["Anna Hale"]


def test_friends_of_somebody_speak_for_themselves() -> None:
    text = "Friends of the singer Anna Hale said that the road was open."
    assert speakers(text, **{"Anna Hale": HALE}) == ["Friends of the singer Anna Hale"]


def test_a_body_is_called_by_its_name_behind_the_word_for_what_it_is() -> None:
    text = "The local law firm Harbour Mills said that the road was open."
    assert speakers(text, **{"Harbour Mills": FIRM}) == ["Harbour Mills"]


def test_nobody_is_no_he() -> None:
    text = "Hale sat down. Nobody said that the mill was safe. She thought that the road was open."
    assert speakers(text, Hale=HALE)[-1] == "Anna Hale"


def test_she_is_whom_the_paragraph_introduces_not_who_spoke_above_it() -> None:
    text = "Hale said that the mill was safe.\nWaiting at the gate was Sand, 54. “Nobody tells us,” she said."
    assert speakers(text, Hale=HALE, Sand=("person", "Ruth Sand")) == ["Anna Hale", "Ruth Sand"]


def test_who_spoke_goes_on_where_a_paragraph_introduces_nobody() -> None:
    text = "Hale said that the mill was safe.\nThe road was closed on Monday. “Nobody tells us,” she said."
    assert speakers(text, Hale=HALE) == ["Anna Hale", "Anna Hale"]


def test_who_wrote_the_article_is_nobodys_he() -> None:
    text = "Mill burns\nBy Pedro Ruiz\nThe fire killed a 9-year-old boy. His parents said that the mill was old."
    assert speakers(text, Ruiz=RUIZ) == ["the boy's parents"]


@pytest.mark.parametrize("noun", ["union", "ministry", "hospital", "newspaper", "university"])
def test_a_body_that_is_not_called_so_is_not_meant(noun: str) -> None:
    text = f"Harbour Mills closed on Monday. The {noun} said that the mill was safe."
    assert speakers(text, Mills=FIRM) == [f"The {noun}"]


def test_the_company_is_a_body_of_which_nothing_else_is_told() -> None:
    text = "Harbour Mills closed on Monday. The company said that the mill was safe."
    assert speakers(text, Mills=FIRM) == ["Harbour Mills"]


def test_a_body_described_as_another_kind_is_not_the_company() -> None:
    text = "Seafarers, a trade union, struck on Monday. The company said that the mill was safe."
    assert speakers(text, Seafarers=("body", "Seafarers")) == ["The company"]


@pytest.mark.parametrize(
    "source",
    ["the clinic's director, Dr. Hale", "Hale, chair and chief executive of the mill", "its chief engineer, Hale"],
)
def test_a_person_named_beside_a_description_speaks(source: str) -> None:
    assert speakers(f"The mill was safe, {source}, said.", Hale=HALE) == ["Anna Hale"]


def test_several_beside_each_other_are_not_one() -> None:
    text = "Hale, Ruiz and the union said that the mill was safe."
    assert speakers(text, Hale=HALE, Ruiz=RUIZ) != ["Anna Hale"]


def test_his_family_is_that_of_the_nearer_unnamed_person() -> None:
    text = "Ruiz won the vote. A 24-year-old student died on Monday, his family said in a statement."
    assert speakers(text, Ruiz=RUIZ) == ["the student's family"]


def test_his_family_is_that_of_a_named_person_nearer_than_the_unnamed() -> None:
    text = "A student left the hall. Ruiz fell ill on Monday, his family said in a statement."
    assert speakers(text, Ruiz=RUIZ) == ["Pedro Ruiz's family"]


def test_one_of_several_speaks() -> None:
    assert speakers("One of the divers said that the water was black.") == ["One of the divers"]


def test_witnesses_speak() -> None:
    assert speakers("Witnesses said that the mill was safe.") == ["Witnesses"]


def test_a_quotation_introduced_as_somebodys_words_is_theirs() -> None:
    text = "Ruiz's words - “Whoever digs must pay for the hole” - were misquoted, his spokeswoman Hale said."
    assert "Pedro Ruiz" in speakers(text, Hale=HALE, Ruiz=RUIZ)


def test_the_aged_one_is_who_spoke_in_the_paragraph() -> None:
    text = "A fan said that the mill was safe. “I flew here from the coast,” the 19-year-old said."
    assert speakers(text) == ["A fan", "A fan"]
