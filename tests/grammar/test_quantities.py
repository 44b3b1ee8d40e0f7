"""Quantities: bounds, units, ranges, shares, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.grammar.quantities import Quantity, find_quantities
from tellings.grammar.units import dimension


def only(text: str) -> Quantity:
    """The one quantity of a text."""
    (quantity,) = find_quantities(text)
    return quantity


@pytest.mark.parametrize(
    ("words", "bound", "low", "high"),
    [
        ("40", "exact", 40, 40),
        ("about 40", "about", 40, 40),
        ("some 40", "about", 40, 40),
        ("an estimated 40", "about", 40, 40),
        ("40 or so", "about", 40, 40),
        ("at least 40", "at_least", 40, None),
        ("at least another 40", "at_least", 40, None),
        ("no fewer than 40", "at_least", 40, None),
        ("40 or more", "at_least", 40, None),
        ("40+", "at_least", 40, None),
        ("more than 40", "more_than", 40, None),
        ("well over 40", "more_than", 40, None),
        ("more than an estimated 40", "more_than", 40, None),
        ("up to 40", "at_most", None, 40),
        ("as many as 40", "at_most", None, 40),
        ("as high as 40", "at_most", None, 40),
        ("no more than 40", "at_most", None, 40),
        ("not exceed 40", "at_most", None, 40),
        ("fewer than 40", "less_than", None, 40),
        ("nearly 40", "less_than", None, 40),
        ("almost 40", "less_than", None, 40),
        ("dozens", "vague", 12, None),
        ("between 40 and 50", "range", 40, 50),
        ("40 to 50", "range", 40, 50),
        ("40-50", "range", 40, 50),
        ("three or four", "range", 3, 4),
        ("10,000-12,000", "range", 10_000, 12_000),
        ("between 10 and 12 thousand", "range", 10_000, 12_000),
        ("5-6,000", "range", 5000, 6000),
    ],
)
def test_a_bound_opens_the_interval(words: str, bound: str, low: float | None, high: float | None) -> None:
    text = f"Ostrel counted {words} lanterns."
    quantity = only(text)
    assert (quantity.bound, quantity.low, quantity.high) == (bound, low, high)
    assert text[quantity.start : quantity.end] == words


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("$59bn", 59e9, "USD"),
        ("£4m", 4e6, "GBP"),
        ("€1.2 million", 1.2e6, "EUR"),
        ("Rs 500 crore", 5e9, "INR"),
        ("300 euros", 300, "EUR"),
        ("5 million pounds", 5e6, "GBP"),
        ("5 pounds", 5, "pound"),
        ("59km", 59, "kilometre"),
        ("12 miles", 12, "mile"),
        ("23 mph", 23, "mile per hour"),
        ("40-ton", 40, "ton"),
        ("7.1-magnitude", 7.1, "magnitude"),
        ("25 per cent", 25, "percent"),
        ("2 percentage points", 2, "percentage point"),
        ("three further months", 3, "month"),
        ("half an hour", 0.5, "hour"),
        ("nine minutes and 46 seconds", 586, "second"),
        ("one in five", 20, "percent"),
        ("half of", 50, "percent"),
    ],
)
def test_a_unit_is_read(words: str, value: float, unit: str) -> None:
    quantity = only(f"In Ostrel it was {words} that night.")
    assert (quantity.low, quantity.high, quantity.unit) == (value, value, unit)


def test_the_unit_word_stays_outside_and_the_currency_sign_inside() -> None:
    text = "They sailed 17 miles for $5.2 billion."
    assert [text[q.start : q.end] for q in find_quantities(text)] == ["17", "$5.2 billion"]


def test_a_conversion_in_brackets_has_the_bound_of_what_it_converts() -> None:
    one, other = find_quantities("about 230 km (140 miles) west of Ostrel")
    assert (one.bound, other.bound, other.unit) == ("about", "about", "mile")


def test_a_rise_names_two_numbers_and_no_range() -> None:
    assert [q.low for q in find_quantities("The tally rose from 10 to 12 lanterns")] == [10, 12]


def test_ages_of_many_are_a_range_of_years() -> None:
    assert (only("divers between the ages of 18 and 35").unit, only("swimmers under the age of 18").high) == (
        "year",
        18,
    )


@pytest.mark.parametrize(
    "words",
    [
        "a 19-year-old diver",
        "a diver aged 33",
        "at 9 a.m. sharp",
        "at 14:30 GMT",
        "Flight 370",
        "an F-16",
        "1600 Elm Street",
        "call (212) 555-0134",
        "call 212-555-0134",
        "won 3-1",
        "Photo 1 of 8 photos",
        "No. 5",
        "the 56th",
        "the Group of Seven",
        "24/7",
        "season 4",
        "a Cesta 208B plane",
        "1950-53",
        "1e400",
    ],
)
def test_what_only_looks_like_a_quantity_is_left_out(words: str) -> None:
    assert [q for q in find_quantities(words) if not words.startswith("1950") or q.low != 1950] == []


def test_bound_words_without_end_do_not_matter() -> None:
    assert only("about " * 3000 + "40 lanterns").bound == "about"


@given(st.text(max_size=120))
def test_any_text_gives_quantities_in_order(text: str) -> None:
    end = 0
    for quantity in find_quantities(text):
        assert end <= quantity.start < quantity.end <= len(text)
        assert quantity.low is not None or quantity.high is not None
        end = quantity.end


@pytest.mark.parametrize(
    ("words", "bound", "low", "high"),
    [
        ("The toll climbs past 90", "more_than", 90, None),
        ("in the past 90 storms", "exact", 90, 90),
        ("over a 2 km stretch", "exact", 2, 2),
        ("more than a 50 percent premium", "more_than", 50, None),
        ("three miles long at most", "at_most", None, 3),
        ("anywhere from 3,000 to 5,000 terns", "range", 3000, 5000),
        ("between 40-70% of them", "range", 40, 70),
        ("perhaps 45 feet", "about", 45, 45),
        ("children as young as six", "at_least", 6, None),
        ("dropped more than $11 billion to $106 billion", "more_than", 11e9, None),
        ("rose 3 to 5 percent", "range", 3, 5),
    ],
)
def test_bounds_are_read_in_their_place(words: str, bound: str, low: float | None, high: float | None) -> None:
    first = next(find_quantities(words))
    assert (first.bound, first.low, first.high) == (bound, low, high)


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("twice as many terns", 2, "times"),
        ("ten times the size", 10, "times"),
        ("double the number of terns", 2, "times"),
        ("99 cents", 0.99, "USD"),
        ("minus 5 degrees Celsius", -5, "degree Celsius"),
        ("negative 7 percent", -7, "percent"),
        ("a 12,000-pound whale", 12_000, "pound"),
        ("a 5,000-pound fine", 5000, "GBP"),
        ("1,800 pounds a month", 1800, "GBP"),
        ("20 trillion won", 20e12, "KRW"),
        ("$US6,500", 6500, "USD"),
        ("41C at noon", 41, "degree Celsius"),
        ("an hour and a half later", 1.5, "hour"),
        ("70m to 80m deep", 70, "metre"),
        ("30 miles per second", 30, "mile per second"),
    ],
)
def test_values_come_in_their_unit(words: str, value: float, unit: str) -> None:
    first = next(find_quantities(words))
    assert (first.low, first.unit) == (value, unit)


@pytest.mark.parametrize(
    "words",
    [
        "a 5-11 season",
        "a .292 average",
        "call 911",
        "a 999 operator",
        "sons aged six and nine",
        "aged 3, 5 and 9",
        "6 3 5 4 Terns fled",
        "0033 14451 3100",
        "1024*768",
        "5’2’’ tall",
        "a rating of 3/5 stars",
        "in game seven",
        "1 of 26 Full Screen",
    ],
)
def test_codes_scores_and_ages_are_no_quantities(words: str) -> None:
    assert list(find_quantities(words)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((1, "mile"), (1.609344, "kilometre")),
        ((212, "degree Fahrenheit"), (100, "degree Celsius")),
        ((1, "short ton"), (907.18474, "kilogram")),
        ((1, "long ton"), (1.0160469088, "tonne")),
        ((640, "acre"), (1, "square mile")),
        ((1, "hectare"), (10_000, "square metre")),
        ((1, "nautical mile"), (1852, "metre")),
        ((1, "US gallon"), (3.785411784, "litre")),
    ],
)
def test_units_of_one_dimension_convert_exactly(one: tuple[float, str], other: tuple[float, str]) -> None:
    first, second = dimension(one[1]), dimension(other[1])
    assert first.kind == second.kind
    assert first.in_base(one[0]) == pytest.approx(second.in_base(other[0]))


@pytest.mark.parametrize("unit", ["ton", "gallon"])
def test_units_that_mean_several_things_stand_alone(unit: str) -> None:
    assert dimension(unit).kind == unit


def test_twelve_thousand_figures_of_one_sentence_are_all_found() -> None:
    text = "The list had " + ", ".join(f"{n} terns" for n in range(12_000)) + "."
    assert sum(1 for _ in find_quantities(text)) == 12_000


BOUNDS = {
    "exactly": "exact",
    "about": "about",
    "at least": "at_least",
    "no fewer than": "at_least",
    "more than": "more_than",
    "up to": "at_most",
    "no more than": "at_most",
    "nearly": "less_than",
    "fewer than": "less_than",
}


@given(
    st.integers(2, 10**12), st.sampled_from(sorted(BOUNDS)), st.sampled_from(["{} terns", "${}", "{} km", "{} percent"])
)
def test_a_written_figure_is_read_back(number: int, word: str, form: str) -> None:
    figure = only(f"The island saw {word} {form.format(f'{number:,}')} in all.")
    assert figure.bound == BOUNDS[word]
    assert {figure.low, figure.high} - {None} == {number}
    assert (figure.low is None) == (BOUNDS[word] in ("at_most", "less_than"))
    assert (figure.high is None) == (BOUNDS[word] in ("at_least", "more_than"))


@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_a_written_range_is_read_back(one: int, other: int) -> None:
    low, high = sorted((one, one + other))
    figure = only(f"Between {low:,} and {high:,} terns came.")
    assert (figure.low, figure.high, figure.bound) == (low, high, "range")
