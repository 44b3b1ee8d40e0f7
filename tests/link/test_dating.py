"""A story dates its articles as a whole: nothing given, one day given, in any order, in any week."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.link.dating import date_story
from tellings.model import Article
from tests.made import article

TODAY = date(2024, 12, 1)


def story(fell: date) -> list[Article]:
    """Four outlets on a bridge that fell that day; the first shows a post and so has the year."""
    weekday, month_day, after = f"{fell:%A}", f"{fell:%B} {fell.day}", f"{fell + timedelta(1):%A}"
    return [
        article(
            f"The old stone bridge of Velm fell into the river on {weekday}, the mayor said.\n"
            f"It is gone — Ana Brel (@brel) {month_day}, {fell.year}\nNobody stood on the old bridge when it fell.",
            outlet="One",
        ),
        article(
            f"The old stone bridge of Velm fell into the river on {weekday}, and nobody stood on it, said the mayor.",
            outlet="Two",
        ),
        article(
            f"A bridge of stone fell into the river at Velm on {weekday}. Divers searched the river on {after}, the "
            f"mayor of Velm said on {after}, and found nobody.",
            outlet="Three",
        ),
        article(
            f"Nobody was hurt when the old bridge of Velm fell on {weekday} ({month_day}), the mayor said on {after}.",
            outlet="Four",
        ),
    ]


def days_of(articles: list[Article], today: date = TODAY) -> dict[str, str]:
    return {one.outlet: one.published for one in date_story(articles, today)}


def test_one_year_in_a_story_dates_its_articles() -> None:
    found = days_of(story(date(2023, 3, 14)))
    assert found["One"] == "2023-03-14"
    assert found["Two"] in ("2023-03-14", "2023-03-15")
    assert (found["Three"], found["Four"]) == ("2023-03-15", "2023-03-15")


@settings(max_examples=25, deadline=None)
@given(st.integers(-100, 80), st.permutations(range(4)))
def test_a_week_later_is_a_week_later_in_any_order(weeks: int, order: list[int]) -> None:
    fell, shift = date(2023, 3, 14), timedelta(7 * weeks)
    moved = story(fell + shift)
    found = days_of([moved[i] for i in order], TODAY + timedelta(700))
    for outlet, day in days_of(story(fell), TODAY + timedelta(700)).items():
        assert found[outlet] == str(date.fromisoformat(day) + shift)


def test_a_given_day_dates_the_others() -> None:
    told = [
        article("The old stone bridge of Velm fell into the river on Tuesday, said the mayor.", published="2023-03-15"),
        article("The old stone bridge of Velm fell into the river on Tuesday, the mayor said on Wednesday."),
    ]
    given_day, dated = date_story(told, TODAY)
    assert given_day is told[0]
    assert (dated.published, dated.published_basis) == ("2023-03-15", "inferred")
    assert [span.text for span in dated.published_words] == ["Tuesday", "Wednesday"]


def test_without_any_year_the_day_stays_open() -> None:
    told = [
        article("The old stone bridge of Velm fell into the river on Tuesday, said the mayor.", outlet="One"),
        article("The old bridge of Velm fell on Tuesday, March 14. Nobody was hurt.", outlet="Two"),
        article("On Thursday the mayor of Velm spoke of the bridge.", outlet="Three"),
    ]
    del told[1]
    assert set(days_of(told).values()) == {""}


def test_what_is_open_is_said_day_by_day() -> None:
    told = story(date(2023, 3, 14))
    for one in date_story(told, TODAY):
        assert one.published in one.published_among


def test_dated_articles_are_left_alone() -> None:
    told = [article("The bridge fell.", published="2023-03-15"), article("It fell.", published="no day at all")]
    assert date_story(told, TODAY) == told


@settings(deadline=None)
@given(
    st.lists(st.text(max_size=60), max_size=4), st.sampled_from(["", "0001-01-01", "9999-12-31", "2024-02-29T23:59"])
)
def test_any_texts_are_read_without_error(texts: list[str], published: str) -> None:
    told = [article(text, path=str(i)) for i, text in enumerate(texts)]
    for dated in date_story([*told, article("Rain on Monday.", published=published)], TODAY):
        for span in dated.published_words:
            dated.check(span)
