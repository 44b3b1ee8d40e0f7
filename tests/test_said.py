"""On which days something was said, where an article names a single one, several, or none."""

from dataclasses import replace

import pytest

from tellings.model import Marks, Statement, When
from tellings.said import days_said, period_said
from tellings.view import StoryView
from tests.made import article, marks, span, statement, view


def told(text: str, words: str, *, said_on: str = "", published: str = "2031-05-08") -> tuple[StoryView, Statement]:
    """The view of an article in which Marn said something, and the statement; `words` mean 5 to 7 May."""
    one = article(text, published=published)
    said = replace(statement(one, "the mole had cracked", "Marn", cue="said"), said_on=said_on)
    when = When(span(one, words), "DATE", "2031-W19", "2031-05-05", "2031-05-07")
    found: Marks = replace(marks(one, statements=[said]), dates=(when,))
    return view((one, found)), said


def days(text: str, words: str = "earlier this week", **more: str) -> tuple[str, str]:
    seen, said = told(text, words, **more)
    return days_said(seen, next(iter(seen.articles)), said)


@pytest.mark.parametrize(
    "text", ["Marn said earlier this week the mole had cracked.", "Earlier this week, Marn said the mole had cracked."]
)
def test_some_day_of_several_is_told_by_the_first_and_the_last(text: str) -> None:
    words = "arlier this week"
    assert days(text, words) == ("2031-05-05", "2031-05-07")


def test_a_single_day_is_both() -> None:
    assert days("Earlier this week, Marn said the mole had cracked.", "arlier this week", said_on="2031-05-06") == (
        "2031-05-06",
        "2031-05-06",
    )


def test_a_period_of_what_was_said_is_not_one_of_saying_it() -> None:
    seen, said = told("Marn said the mole had cracked earlier this week.", "earlier this week")
    longer = replace(
        said, content=(span(next(iter(seen.articles.values())), "the mole had cracked earlier this week"),)
    )
    key = next(iter(seen.articles))
    changed = view((seen.articles[key], replace(seen.marks[key], statements=(longer,))))
    assert days_said(changed, key, longer) == ("", "")


def test_a_period_that_is_not_over_is_none() -> None:
    assert days("Marn said earlier this week the mole had cracked.", published="2031-05-07") == ("", "")


def test_a_period_in_another_sentence_is_none() -> None:
    assert days("The port closed earlier this week. Marn said the mole had cracked.") == ("", "")


def test_a_period_that_tells_which_thing_is_meant_is_none() -> None:
    assert days("Marn said last month’s storm: the mole had cracked.", "last month") == ("", "")


def test_a_period_is_told_with_a_slash() -> None:
    seen, said = told("Marn said earlier this week the mole had cracked.", "earlier this week")
    assert period_said(seen, next(iter(seen.articles)), said) == "2031-05-05/2031-05-07"
