"""The day of publication from the text: decided where it is clear, left open where it is not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.made import article

from tellings.read.published import forget_inferred, infer_published

TODAY = date(2024, 12, 1)


def inferred(text: str) -> str:
    return infer_published(article(text), TODAY).published


def test_a_weekday_with_its_date_fixes_the_year() -> None:
    text = "The harbour of Oru reopened on Tuesday (May 14), its master said. On Monday it had been shut by a storm."
    assert inferred(text) == "2024-05-14"


def test_a_full_date_with_weekdays_around_it_makes_the_last_of_them_likeliest() -> None:
    text = (
        "Fire broke out in Velm on Sunday, March 5, 2023. On Monday divers searched the hall, the mayor said Tuesday. "
        "He resigned on Tuesday."
    )
    assert infer_published(article(text), TODAY).published_among[0] == "2023-03-07"


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


def test_the_days_left_are_kept_where_none_is_clear() -> None:
    dated = infer_published(article("Two ferries collided off Oru on March 14, 2023, or so the mayor said."), TODAY)
    assert "2023-03-14" in dated.published_among
    assert dated.published == "" or dated.published == dated.published_among[0]


def test_a_post_that_is_shown_dates_the_article() -> None:
    text = (
        "Divers found the bell of Velm on Tuesday. What a day — Ana Brel (@brel) March 14, 2023\n"
        "The mayor said on Tuesday that it was whole."
    )
    dated = infer_published(article(text), TODAY)
    assert (dated.published, dated.published_basis) == ("2023-03-14", "inferred")


def test_the_foot_of_a_printed_page_is_a_dateline() -> None:
    dated = infer_published(article("The mill of Oru burned.\n(Harbour Daily 03/14/2023 page4)"), TODAY)
    assert (dated.published, dated.published_basis) == ("2023-03-14", "dateline")


def test_an_inferred_day_is_forgotten_and_a_given_one_kept() -> None:
    dated = infer_published(article("The harbour of Oru reopened on Tuesday (May 14), its master said Tuesday."), TODAY)
    assert forget_inferred(dated) == article(dated.text)
    given_day = article("The harbour of Oru reopened.", published="2024-05-14")
    assert forget_inferred(given_day) is given_day


@given(st.text(max_size=80))
def test_any_text_is_read_without_error(text: str) -> None:
    dated = infer_published(article(text), TODAY)
    for span in dated.published_words:
        dated.check(span)
