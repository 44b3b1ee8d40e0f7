"""Companies, teams, products and places that look like persons, in stories about what does not exist."""

from __future__ import annotations

import pytest
from tests.made import article

from tellings.mark.conduct import settle_conduct
from tellings.mark.names import find_names
from tellings.mark.parse import parse, pipeline
from tellings.mark.tokens import Spot, read_tokens


def kinds(text: str, *words: str) -> dict[str, str]:
    """The kind that each word of a text has in the end, taken for a person wherever it stands."""
    doc = pipeline()(text)
    tokens = read_tokens(doc)
    spots, keys = [], []
    for i in range(len(doc)):
        for name in words:
            size = len(name.split())
            if tokens.texts[i : i + size] == name.split():
                spots.append(Spot(i, i + size, "person", 3, 1.0))
                keys.append(name.lower())
    settled, idle = settle_conduct(spots, keys, dict.fromkeys(keys, "person"), doc, tokens)
    return {name: "nobody" if name.lower() in idle else settled[name.lower()] for name in words}


@pytest.mark.parametrize(
    "text",
    [
        "Brenvik raised its offer. Shareholders of the mill liked Brenvik stock.",
        "She bought the Brenvik 2 in May.",
        "The law firm Brenvik kept the papers. Brenvik did not answer.",
        "Brenvik, a small startup in the north, was quiet. Brenvik grew.",
        "Ostrel co-founder Ann Hale left. Brenvik co-founder Bo Lind stayed.",
        "The chip is made by BrenVik. Nobody had heard of BrenVik.",
        "The mayor sent it on Brenvik and later deleted Brenvik.",
    ],
)
def test_what_behaves_as_a_company_or_a_product_is_no_person(text: str) -> None:
    name = "BrenVik" if "BrenVik" in text else "Brenvik"
    assert kinds(text, name) == {name: "body"}


@pytest.mark.parametrize(
    "text",
    [
        "The artist Brenvik painted it. Brenvik said he was glad.",
        "President Brenvik raised the offer. Brenvik stock rose.",
        "Brenvik, 43, bought shares.",
        "His wife, Brenvik, stayed at home with Brenvik prints.",
        "Brenvik who lives in the north was quiet.",
    ],
)
def test_a_title_an_age_or_a_pronoun_speak_for_a_person(text: str) -> None:
    assert kinds(text, "Brenvik") == {"Brenvik": "person"}


def test_what_stands_where_places_stand_is_a_place() -> None:
    text = "The crowd in Brenvik waited. The shop in Brenvik was shut, and snow fell near Brenvik."
    assert kinds(text, "Brenvik") == {"Brenvik": "place"}


def test_words_of_the_dictionary_are_no_name_of_a_person_but_a_given_name_is() -> None:
    text = "Purple Thunder and Ann Thunder met."
    assert kinds(text, "Purple Thunder", "Ann Thunder") == {"Purple Thunder": "body", "Ann Thunder": "person"}


def test_a_part_follows_the_name_that_it_is_of() -> None:
    text = "Ann Brenvik came. The Brenvik stock fell and Brenvik shares were sold."
    assert kinds(text, "Ann Brenvik", "Brenvik") == {"Ann Brenvik": "person", "Brenvik": "person"}


def test_a_lone_word_for_which_nothing_speaks_is_nobody() -> None:
    assert kinds("Trophies were there, and Brenvik too.", "Brenvik") == {"Brenvik": "nobody"}
    assert kinds("Cecilia was there, and Marta too.", "Marta") == {"Marta": "person"}


def test_he_is_not_the_company() -> None:
    text = "Brenvik sued Ostrel. For Mr. Lind, Brenvik shares were cheap, and Brenvik raised its bid."
    (parsed,) = parse([article(text)])
    assert {name.span.text for name in find_names(parsed) if name.kind == "person"} == {"Mr. Lind"}
