"""Dates of an article: spans in the source, the anchor, and the tense of the verb."""

from __future__ import annotations

import pytest
from tests.made import article

from tellings.mark.dates import find_dates
from tellings.mark.parse import parse
from tellings.model import When

FRIDAY = "2021-06-18"


def dates(text: str, published: str = FRIDAY) -> list[When]:
    [parsed] = parse([article(text, published=published)])
    return list(find_dates(parsed))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The envoy met the mayor on Thursday.", "2021-06-17"),
        ("The envoy will meet the mayor on Thursday.", "2021-06-24"),
        ("The envoy plans to visit the harbour on Monday.", "2021-06-21"),
        ("The offer stands until Wednesday.", "2021-06-23"),
        ("The harbour has been closed since Wednesday.", "2021-06-16"),
    ],
)
def test_the_verb_says_which_weekday(text: str, value: str) -> None:
    assert [when.value for when in dates(text)] == [value]


def test_first_and_last_day_and_anchor_are_iso() -> None:
    [when] = dates("The mill opened last month.")
    assert (when.value, when.earliest, when.latest, when.anchor) == ("2021-05", "2021-05-01", "2021-05-31", FRIDAY)


def test_a_full_date_needs_no_anchor() -> None:
    [when] = dates("The mill opened on May 3, 1987.")
    assert (when.value, when.anchor) == ("1987-05-03", "")


def test_without_publication_a_weekday_is_open() -> None:
    [when] = dates("The mill opened on Friday.", published="")
    assert (when.value, when.earliest, when.latest) == ("XXXX-WXX-5", "", "")


def test_a_time_of_publication_will_do_as_anchor() -> None:
    [when] = dates("The mill opened yesterday.", published="2021-06-18T09:30:00")
    assert when.value == "2021-06-17"


@pytest.mark.parametrize(
    "text", ["", "\n", "Thursday", "“", "May " * 300, "1 " * 500, "the " * 500, "\u2028Monday\U0001f600"]
)
def test_hostile_texts_have_spans_that_check(text: str) -> None:
    one = article(text, published=FRIDAY)
    [parsed] = parse([one])
    for when in find_dates(parsed):
        one.check(when.span)
