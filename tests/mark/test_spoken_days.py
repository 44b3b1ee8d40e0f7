"""The day a statement was made: where the article lets one work it out, and where it does not."""

from __future__ import annotations

import pytest
from tests.made import article

from tellings.mark.dates import find_dates
from tellings.mark.names import find_names
from tellings.mark.parse import parse
from tellings.mark.spoken_days import settle_days
from tellings.mark.statements import find_statements
from tellings.model import Statement

FRIDAY = "2021-06-18"


def statements(text: str, published: str = FRIDAY) -> tuple[Statement, ...]:
    [parsed] = parse([article(text, published=published)])
    names, dates = find_names(parsed), find_dates(parsed)
    return settle_days(parsed, find_statements(parsed, names, (), dates), dates)


def said_on(text: str, published: str = FRIDAY) -> list[str]:
    return [one.said_on for one in statements(text, published)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Mayor Tom Hale said on Thursday that the dam was safe.", "2021-06-17"),
        ("At a briefing on Tuesday, Mayor Hale said the dam was safe.", "2021-06-15"),
        ("The dam is safe, Mayor Hale said in a statement Thursday.", "2021-06-17"),
        ("During Wednesday's briefing, Mayor Tom Hale said that the dam was safe.", "2021-06-16"),
        ("Speaking on Wednesday, Mayor Tom Hale said that the dam was safe.", "2021-06-16"),
        ("In a letter published Monday, Mayor Hale wrote that the dam was safe.", "2021-06-14"),
        ("Mayor Tom Hale toured the dam on Monday and said that it was safe.", "2021-06-14"),
    ],
)
def test_the_day_of_the_occasion_is_that_of_the_statement(text: str, day: str) -> None:
    assert day in said_on(text)


@pytest.mark.parametrize(
    "text",
    [
        "Mayor Tom Hale said that the dam had burst on Monday.",
        "Earlier this week, Mayor Hale stated that the dam was safe.",
        "The victims of Monday's flood said that the dam was unsafe.",
        "Ahead of Thursday's vote, Mayor Tom Hale said that the dam was safe.",
        "Mayor Tom Hale has said since Monday that the dam was safe.",
        "Mayor Tom Hale toured the dam on Monday and later said that it was safe.",
        "Mayor Tom Hale now says that the dam was never safe.",
    ],
)
def test_what_is_not_the_day_of_saying_gives_none(text: str) -> None:
    assert set(said_on(text)) <= {""}


def test_who_goes_on_speaking_speaks_on_the_same_day() -> None:
    text = "Tom Hale said on Thursday that the dam was safe. Hale said that the valley could sleep."
    assert said_on(text) == ["2021-06-17", "2021-06-17"]


def test_another_day_between_ends_the_talk() -> None:
    text = "Mayor Tom Hale said on Tuesday that the dam was safe. On Wednesday it burst. Hale said nobody was hurt."
    assert said_on(text)[-1] == ""


def test_what_had_been_said_before_is_not_carried_on() -> None:
    text = "Tom Hale said on Thursday that the dam was safe. Hale had said that it would burst."
    assert said_on(text)[-1] == ""


def test_what_tells_of_the_day_of_publication_was_said_on_it() -> None:
    assert said_on("The dam burst on Friday, Mayor Hale said.") == [FRIDAY]


def test_what_tells_of_the_day_before_may_have_been_said_on_either() -> None:
    assert said_on("The dam burst on Thursday, Mayor Hale said.") == [""]


def test_an_article_dated_before_what_it_tells_gives_no_day_of_its_own() -> None:
    text = "The dam burst on Friday, Mayor Hale said. The envoy left on Saturday."
    assert said_on(text)[0] == ""


@pytest.mark.parametrize("text", ["", "Friday", "“", "said Friday said Thursday " * 50, "“Friday” he said " * 50])
def test_hostile_texts_have_days_of_the_calendar_or_none(text: str) -> None:
    assert all(one.said_on in ("", "2021-06-17", FRIDAY) for one in statements(text))


def test_what_somebody_had_said_on_another_day_does_not_date_what_follows() -> None:
    text = "Mayor Tom Hale had said on Tuesday that the dam was safe. “It will hold,” Hale told reporters."
    assert said_on(text) == ["2021-06-15", ""]
