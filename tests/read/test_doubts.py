"""A given day of publication that the text does not agree with is told, with the words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.made import article

from tellings.read.doubts import doubt_published


def doubt(text: str, published: str) -> list[str]:
    one = replace(article(text, published=published), published_basis="given")
    return [span.text for span in doubt_published(one).published_doubt]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The mayor of Velm spoke on Wednesday, October 2, of the bridge.", ["Wednesday, October 2"]),
        ("The bridge of Velm fell. — Ana Brel (@brel) October 9, 2024", ["October 9, 2024"]),
        ("The bridge of Velm fell.\nUpdated: 2024-10-20", ["2024-10-20"]),
    ],
)
def test_a_day_told_as_past_that_was_still_to_come(text: str, words: list[str]) -> None:
    assert doubt(text, "2024-09-18") == words


def test_weekdays_that_fall_on_other_days_that_year() -> None:
    text = "The mill burned on Friday (October 25). It had been sold on Monday, October 21."
    assert doubt(text, "2023-10-26") == ["October 25", "Monday, October 21"]
    assert doubt(text, "2024-10-26") == []


def test_one_right_weekday_is_enough() -> None:
    assert doubt("The mill burned on Friday (October 25). It was sold on Tuesday, October 21.", "2024-10-26") == []


def test_posts_shown_long_before_the_given_day() -> None:
    text = "Divers found the bell of Velm on Tuesday. — Ana Brel (@brel) March 14, 2023"
    assert doubt(text, "2023-04-02") == ["March 14, 2023"]
    assert doubt(text, "2023-03-16") == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The mayor spoke on Thursday.",
        "The fair of Oru opens on Wednesday, October 2, the mayor said.",
        "The mill burned on March 3, 1999, and again on May 5, 2020.",
        "It opened on Monday, February 30.",
    ],
)
def test_what_may_be_so_is_not_doubted(text: str) -> None:
    assert doubt(text, "2024-09-18") == []


def test_an_inferred_day_is_not_doubted() -> None:
    one = replace(
        article("The mill burned on Friday (October 25).", published="2023-10-26"), published_basis="inferred"
    )
    assert doubt_published(one) is one
