"""Fines, terms of prison and damage."""

from __future__ import annotations

import pytest

from tellings.link.dues import dues_of
from tellings.link.measures import find_measures
from tellings.model import Article, Marks
from tests.made import article, figure, marks, view


def told(text: str, amount: str, unit: str, **more: str) -> tuple[Article, Marks]:
    one = article(text, published="2031-05-09")
    value = float("".join(filter(str.isdigit, amount)))
    names = [(words, "person") for words in ("Mara Dorel", "Ivo Lund") if words in text]
    return one, marks(one, figures=[figure(one, amount, value, value, unit=unit, counted="", **more)], names=names)


@pytest.mark.parametrize(
    ("text", "amount", "unit", "called"),
    [
        ("The court fined Mara Dorel 40000 pesetas.", "40000", "ESP", ["fine"]),
        ("She must pay a fine of 40000 pesetas.", "40000", "ESP", ["fine"]),
        ("She was jailed for 9 years.", "9", "year", ["prison term"]),
        ("A court gave her 9 years in prison.", "9", "year", ["prison term"]),
        ("Prosecutors had asked for 15 years.", "15", "year", ["prison term asked for"]),
        ("Insurers put the damage at 300 marks.", "300", "mark", ["damage"]),
        ("The storm did $300 in damage.", "$300", "USD", ["damage"]),
        ("She was freed from prison after 9 years.", "9", "year", []),
        ("She worked there for 9 years.", "9", "year", []),
        ("The jail cost 40000 pesetas.", "40000", "ESP", []),
    ],
)
def test_what_an_amount_is_due_for(text: str, amount: str, unit: str, called: list[str]) -> None:
    assert [one.called for one in dues_of(view(told(text, amount, unit))).values()] == called


def test_what_one_faces_at_most_is_no_term() -> None:
    assert not dues_of(view(told("He faces 12 years in prison.", "12", "year", bound="at_most")))


def sizes(*pairs: tuple[Article, Marks]) -> list[int]:
    return sorted(len(one.figures) for one in find_measures(view(*pairs)))


def test_one_fine_told_otherwise_is_one_measure() -> None:
    first = told("The court fined Mara Dorel 40000 pesetas.", "40000", "ESP")
    assert sizes(first, told("She must pay a fine of 400000 pesetas.", "400000", "ESP")) == [2]


def test_the_terms_of_two_people_are_two() -> None:
    first = told("Mara Dorel was jailed for 9 years.", "9", "year")
    assert sizes(first, told("Ivo Lund was jailed for 5 years.", "5", "year")) == [1, 1]


def test_what_prosecutors_asked_for_is_not_what_was_imposed() -> None:
    first = told("Mara Dorel was jailed for 9 years.", "9", "year")
    assert sizes(first, told("Prosecutors had asked for 15 years.", "15", "year")) == [1, 1]
