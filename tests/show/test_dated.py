"""How the day of an article is known, in a reader's words."""

from dataclasses import replace

import pytest
from tests.made import article, marks, span, statement, view

from tellings.model import Account, Article, Basis, Passage, When
from tellings.show.dated import days_meant, days_spoken, how_dated

TEXT = "The mill of Oru burned on Tuesday, the mayor said on Wednesday. He had bought it on Friday (October 25)."


def dated(basis: Basis, *words: str) -> Article:
    one = article(TEXT, published="2024-10-30")
    return replace(one, published_basis=basis, published_words=tuple(span(one, word) for word in words))


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (dated("given"), ""),
        (dated("metadata"), ""),
        (dated("dateline", "Tuesday"), "by its dateline"),
        (dated("inferred"), "inferred from its story"),
        (dated("inferred", "Tuesday", "Wednesday"), "inferred from “Tuesday”, “Wednesday” and its story"),
    ],
)
def test_how_a_day_is_known(one: Article, words: str) -> None:
    assert how_dated(one) == words


def test_words_that_speak_against_a_given_day_are_told() -> None:
    one = dated("given")
    doubted = replace(one, published_doubt=(span(one, "October 25"),))
    assert how_dated(doubted) == "but its words speak of “October 25”: the given day may be wrong"


def test_an_open_day_is_told_with_the_few_it_may_be() -> None:
    one = replace(article(TEXT), published_among=("2024-10-30", "2024-10-29"))
    assert how_dated(one).startswith("perhaps ")
    assert " or " in how_dated(one)
    assert how_dated(replace(one, published_among=tuple(f"2024-10-{n}" for n in range(20, 30)))) == ""


@pytest.mark.parametrize(
    ("iso", "told"),
    [("2024-10-24", "2024-10-21/2024-10-24"), ("2024-10-25", "2024-10-25"), ("", "")],
)
def test_a_day_that_is_one_of_several_is_told_with_the_first(iso: str, told: str) -> None:
    one = article("Earlier this week 12 mills burned.", published="2024-10-25")
    week = When(span(one, "Earlier this week"), "DATE", "2024-W43", "2024-10-21", "2024-10-24")
    seen = view((one, replace(marks(one), dates=(week,))))
    assert days_meant(seen, Passage(one.id, span(one, one.text)), iso) == told


@pytest.mark.parametrize(("source", "day"), [("Marn", "2031-05-05/2031-05-07"), ("Brel", "2031-05-07")])
def test_what_was_said_on_some_day_of_several_is_told_with_all(source: str, day: str) -> None:
    one = article("Marn said earlier this week the mole had cracked.", published="2031-05-08")
    said = statement(one, "the mole had cracked", "Marn", cue="said")
    when = When(span(one, "earlier this week"), "DATE", "2031-W19", "2031-05-05", "2031-05-07")
    seen = view((one, replace(marks(one, statements=[said]), dates=(when,))))
    account = Account("asserts", Passage(one.id, one.span(0, len(one.text))), source, "2031-05-07")
    assert days_spoken(seen, account) == day
