"""The day of publication from the text: decided where it is clear, left open where it is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.made import article

from tellings.read.published import infer_from_neighbours, infer_published

TODAY = date(2024, 12, 1)


def inferred(text: str) -> str:
    return infer_published(article(text), TODAY).published


def test_a_weekday_with_its_date_fixes_the_year() -> None:
    text = "The harbour of Oru reopened on Tuesday (May 14), its master said. On Monday it had been shut by a storm."
    assert inferred(text) == "2024-05-14"


def test_a_full_date_with_weekdays_around_it() -> None:
    text = (
        "Fire broke out in Velm on Sunday, March 5, 2023. On Monday divers searched the hall, the mayor said Tuesday. "
        "He resigned on Tuesday."
    )
    assert inferred(text) == "2023-03-07"


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("yesterday, March 14,", "2023-03-15"),
        ("today (March 14)", "2023-03-14"),
        ("last night, Tuesday, March 14,", "2023-03-15"),
    ],
)
def test_a_day_named_as_yesterday_s_settles_the_day_of_writing(words: str, day: str) -> None:
    text = (
        "Fire broke out in Velm in 2023, and on Tuesday (March 14) the mayor met the miller. "
        f"The miller said {words} that no one had been hurt."
    )
    assert inferred(text) == day


def test_a_dateline_with_a_year_gives_the_day_and_says_so() -> None:
    dated = infer_published(
        article("VELM, March 7, 2023 (Harbour News) — The mayor of Velm resigned on Tuesday."), TODAY
    )
    assert (dated.published, dated.published_basis) == ("2023-03-07", "dateline")


def test_a_label_counts_as_a_dateline() -> None:
    dated = infer_published(article("The mill burned.\nUpdated: 2022-06-15 at noon."), TODAY)
    assert (dated.published, dated.published_basis) == ("2022-06-15", "dateline")


def test_the_words_it_was_worked_out_from_are_named() -> None:
    dated = infer_published(article("The harbour of Oru reopened on Tuesday (May 14), its master said Tuesday."), TODAY)
    assert "May 14" in [span.text for span in dated.published_words]
    for span in dated.published_words:
        dated.check(span)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Boats.",
        "The mayor spoke on Thursday.",
        "The mayor spoke on Oct. 28.",
        "It was founded in 1950.",
        "They met at Christmas.",
        "It opened on February 30.",
    ],
)
def test_unclear_texts_stay_undated(text: str) -> None:
    assert inferred(text) == ""


def test_what_is_given_is_kept() -> None:
    one = article("On Tuesday (May 14) it rained.", published="1999-01-01")
    assert infer_published(one, TODAY) is one


def test_no_day_after_today_is_claimed() -> None:
    one = article("The harbour of Oru reopened on Tuesday (May 14), its master said. On Monday it had been shut.")
    assert infer_published(one, date(2024, 5, 1)).published != "2024-05-14"


def test_neighbours_fix_the_year_of_a_month_and_day() -> None:
    one = article("VELM, June 8 (Harbour News) — The bridge of Velm fell on Thursday, the mayor said.")
    other = article("The bridge of Velm fell, the mayor of the town said.", published="2023-06-09")
    assert infer_from_neighbours(one, [other], TODAY).published == "2023-06-08"


def test_neighbours_without_a_day_change_nothing() -> None:
    one = article("The bridge of Velm fell on Thursday.")
    assert infer_from_neighbours(one, [article("The bridge fell.")], TODAY) is one


def test_neighbours_do_not_override_a_day() -> None:
    one = article("The bridge of Velm fell.", published="2020-01-01")
    assert infer_from_neighbours(one, [replace(one, published="2023-06-09")], TODAY) is one


@given(st.text(max_size=80), st.sampled_from(["", "0001-01-01", "9999-12-31", "2024-02-29T23:59", "no day"]))
def test_any_text_is_read_without_error(text: str, published: str) -> None:
    one = article(text)
    for dated in (
        infer_published(one, TODAY),
        infer_from_neighbours(one, [article("Rain.", published=published)], TODAY),
    ):
        for span in dated.published_words:
            dated.check(span)
