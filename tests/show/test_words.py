import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.model import Bound, Figure, Span
from tellings.show.words import amount, bounds, clip, counted, day, days, listed, number, visible


def figure(low: float | None, high: float | None, bound: Bound, unit: str = "count") -> Figure:
    return Figure("f", Span(0, 1, "x"), low, high, bound, unit, "boats")


@pytest.mark.parametrize(
    ("low", "high", "bound", "words"),
    [
        (12, 12, "exact", "12"),
        (12000, 12000, "about", "about 12,000"),
        (3000, None, "at_least", "at least 3,000"),
        (3000, None, "more_than", "more than 3,000"),
        (None, 11000, "at_most", "at most 11,000"),
        (None, 10000, "less_than", "less than 10,000"),
        (10, 12, "range", "10 to 12"),
        (None, None, "exact", "no number"),
    ],
)
def test_bounds_in_words(low: float | None, high: float | None, bound: Bound, words: str) -> None:
    assert bounds(figure(low, high, bound)) == words


def test_a_vague_figure_stands_in_its_own_words() -> None:
    vague = Figure("f", Span(0, 9, "Thousands"), 1000, None, "vague", "count", "boats")
    assert bounds(vague) == "thousands"


@pytest.mark.parametrize("words", ["nearly", "almost", "just under"])
def test_a_value_just_below_a_number_keeps_the_articles_words(words: str) -> None:
    assert bounds(Figure("f", Span(0, 9, f"{words} 70"), None, 70, "less_than", "count", "boats")) == f"{words} 70"


def test_large_numbers_are_shortened_only_where_nothing_is_lost() -> None:
    assert [number(59e9), number(1_230_000), number(1_234_567)] == ["59 billion", "1.23 million", "1,234,567"]


@given(st.floats())
def test_every_number_has_words(value: float) -> None:
    assert number(value)


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (5.2, "USD", "$5.2"),
        (30, "percent", "30%"),
        (17, "mile", "17 miles"),
        (1, "mile", "1 mile"),
        (6, "square foot", "6 square feet"),
        (50, "mile per hour", "50 miles per hour"),
        (9, "degree Celsius", "9 degrees Celsius"),
        (1, "foot", "1 foot"),
        (9, "CHF", "9 CHF"),
    ],
)
def test_units_stand_where_readers_expect_them(value: float, unit: str, words: str) -> None:
    assert amount(value, unit) == words


def test_days_are_shortened_where_month_or_year_is_shared() -> None:
    assert days("2031-05-06", "2031-05-09") == "6 – 9 May 2031"
    assert days("2031-05-25", "2031-06-01") == "25 May – 1 Jun 2031"
    assert days("2030-12-31", "2031-01-01") == "31 Dec 2030 – 1 Jan 2031"


def test_a_whole_month_or_year_is_named_as_one() -> None:
    assert [days("2031-03-01", "2031-03-31"), days("2031-01-01", "2031-12-31")] == ["Mar 2031", "2031"]


def test_a_day_that_is_none_stands_as_it_is() -> None:
    assert [day("2031-05"), day("some day"), day("")] == ["May 2031", "some day", ""]


def test_one_of_several_days_is_told_with_the_first_and_the_last() -> None:
    assert day("2031-05-06/2031-05-09") == "6 – 9 May 2031"
    assert day("2031-05-29/2031-06-02") == "29 May – 2 June 2031"


def test_counts_and_lists_read_as_words() -> None:
    assert [counted(1, "story", "stories"), counted(3, "outlet"), counted(12, "figure")] == [
        "one story",
        "three outlets",
        "12 figures",
    ]
    assert [listed([]), listed(["A"]), listed(["A", "B", "C"])] == ["", "A", "A, B and C"]


@given(st.text())
def test_nothing_visible_acts(text: str) -> None:
    shown = visible(text)
    assert not any(ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 or 0x202A <= ord(c) <= 0x202E for c in shown)
    shown.encode("utf-8")


def test_an_escape_shows_as_a_sign_that_it_was_there() -> None:
    assert visible("a\x1b[31mb\u202ec") == "a␛[31mb\N{REPLACEMENT CHARACTER}c"


@given(st.text(max_size=80), st.integers(min_value=2, max_value=40))
def test_a_clipped_text_is_never_longer_than_asked(text: str, longest: int) -> None:
    assert len(clip(text, longest)) <= longest
