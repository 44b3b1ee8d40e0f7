"""Surnames that no name is marked over; made-up people."""

from __future__ import annotations

import pytest

from tests.made import article, marks, view

FULL = article("Gregory Thane spoke for Castellan Works. Nobody else did.")
TOLD = marks(FULL, names=[("Gregory Thane", "person"), ("Castellan Works", "body")])


def meant(text: str, surname: str = "Thane", *names: tuple[str, str]) -> str:
    """Whom an article of one story with Gregory Thane's means by a surname; "" for nobody."""
    one = article(text)
    bearer = view((FULL, TOLD), (one, marks(one, names=names))).bearer(one.id, surname)
    return bearer.name if bearer else ""


@pytest.mark.parametrize("text", ["Thane had denied it.", "On Monday Thane left.", "It was Thane's day."])
def test_a_surname_alone_means_the_one_of_the_story_who_bears_it(text: str) -> None:
    assert meant(text) == "Gregory Thane"


@pytest.mark.parametrize(
    "text", ["Thane Street was shut.", "Laura Thane left.", "Thane of the North opens.", "No one."]
)
def test_a_longer_name_is_not_the_surname(text: str) -> None:
    assert meant(text) == ""


def test_a_word_that_is_written_small_is_no_surname() -> None:
    assert meant("Thane came. Each thane had a hall.") == ""


def test_a_word_of_a_body_is_no_surname() -> None:
    one = article("John Castellan left.")
    text = article("Castellan fell.")
    found = view((FULL, TOLD), (one, marks(one, names=[("John Castellan", "person")])), (text, marks(text)))
    assert found.bearer(text.id, "Castellan") is None


def test_of_two_who_bear_it_the_one_of_the_article_is_meant() -> None:
    assert meant("Laura Thane left. Thane wept.", "Thane", ("Laura Thane", "person")) == "Laura Thane"


def test_of_two_who_bear_it_elsewhere_neither_is_meant() -> None:
    one, text = article("Laura Thane left."), article("Thane wept.")
    found = view((FULL, TOLD), (one, marks(one, names=[("Laura Thane", "person")])), (text, marks(text)))
    assert found.bearer(text.id, "Thane") is None


def test_a_name_that_is_marked_stays_what_it_is() -> None:
    assert meant("Thane won the cup.", "Thane", ("Thane", "body")) == "Thane"
