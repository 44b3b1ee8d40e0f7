"""Numbers in words and numerals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.grammar.numbers import find_numbers, read_number

SMALL = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spell(number: int) -> str:
    """A number below 10**12 as a news style book spells it."""
    for size, word in ((10**9, "billion"), (10**6, "million"), (1000, "thousand")):
        if number >= size:
            rest = number % size
            return f"{spell(number // size)} {word}" + (f" {spell(rest)}" if rest else "")
    if number >= 100:
        rest = number % 100
        return f"{SMALL[number // 100]} hundred" + (f" and {spell(rest)}" if rest else "")
    if number >= 20:
        return TENS[number // 10 - 2] + (f"-{SMALL[number % 10]}" if number % 10 else "")
    return SMALL[number]


@given(st.integers(0, 10**12 - 1))
def test_a_spelled_number_reads_back(number: int) -> None:
    assert read_number(spell(number)) == number


@given(st.integers(0, 10**15))
def test_a_number_with_commas_reads_back(number: int) -> None:
    assert read_number(f"{number:,}") == number


@given(st.integers(1, 999), st.sampled_from([("million", 10**6), ("bn", 10**9), ("k", 1000)]))
def test_a_scale_behind_a_numeral_multiplies_exactly(tenths: int, scale: tuple[str, int]) -> None:
    gap = " " if scale[0] == "million" else ""
    assert read_number(f"{tenths // 10}.{tenths % 10}{gap}{scale[0]}") == tenths * scale[1] / 10


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("a dozen", 12),
        ("two dozen", 24),
        ("half a dozen", 6),
        ("half a million", 500_000),
        ("one and a half million", 1_500_000),
        ("three and a half", 3.5),
        ("a hundred and one", 101),
        ("nineteen hundred", 1900),
        ("1,00,000", 100_000),
        ("4½", 4.5),
        ("12\u00a0000", 12_000),
        ("3.000", 3000),
        ("1.200.000", 1_200_000),
        ("٣٠٠٠", 3000),
        ("３０００", 3000),
        ("٣٬٠٠٠", 3000),
        ("9.2million", 9_200_000),
        ("half-a-dozen", 6),
        ("11-and-a-half", 11.5),
        ("5 1/2", 5.5),
        ("12 000", 12_000),
        ("1 250 000", 1_250_000),
        (".5", 0.5),
    ],
)
def test_a_number_is_read(words: str, value: float) -> None:
    assert read_number(words) == value


@pytest.mark.parametrize(
    "words", ["", "1e400", "F-16", "twenty-first", "1st", "third", "9:30", "2.4.1", "million-dollar", "9" * 400]
)
def test_what_is_no_number_has_no_value(words: str) -> None:
    assert read_number(words) is None


def test_forty_digits_are_a_value() -> None:
    assert read_number("9" * 40) == pytest.approx(1e40)


def test_a_plural_of_a_scale_is_vague_and_says_one_unit() -> None:
    (number,) = find_numbers("tens of thousands of terns")
    assert (number.kind, number.value) == ("vague", 10_000)


def test_several_hundred_is_vague() -> None:
    (number,) = find_numbers("several hundred terns")
    assert (number.kind, number.value) == ("vague", 100)


def test_two_thirds_are_a_part() -> None:
    (number,) = find_numbers("two-thirds of the island")
    assert number.kind == "part"
    assert number.value == pytest.approx(2 / 3)


def test_neighbouring_numbers_stay_two() -> None:
    assert [number.value for number in find_numbers("one two")] == [1, 2]


@given(st.text(alphabet=st.sampled_from("0123456789 .,-½٣５andofhtwenyhurdmilo"), max_size=80))
def test_numbers_lie_in_the_text_in_order(text: str) -> None:
    end = 0
    for number in find_numbers(text):
        assert end <= number.start < number.end <= len(text)
        end = number.end


def test_a_text_that_groups_by_points_does_so_throughout() -> None:
    numbers = find_numbers("Brindal has 1.250.000 people, Marno 3.500, and 2,5 percent left.")
    assert [number.value for number in numbers] == [1_250_000, 3500, 2.5]


def test_a_text_that_groups_by_commas_has_points_before_decimals() -> None:
    assert [number.value for number in find_numbers("They sold 12,000 tons at 3.125 each.")] == [12_000, 3.125]


def test_two_numbers_side_by_side_are_not_one_with_a_space() -> None:
    assert [number.value for number in find_numbers("On May 12 300 terns left.")] == [12, 300]


def test_a_fraction_in_numerals_is_a_part() -> None:
    (number,) = find_numbers("1/10th of the terns")
    assert (number.kind, number.value) == ("part", 0.1)


def test_round_numerals_in_the_plural_are_vague() -> None:
    (number,) = find_numbers("1,000s of terns")
    assert (number.kind, number.value) == ("vague", 1000)


@given(st.integers(1000, 10**9))
def test_a_number_in_another_script_is_read_back(number: int) -> None:
    assert read_number(str(number).translate({48 + n: 0x660 + n for n in range(10)})) == number


@given(st.integers(0, 10**6), st.integers(0, 999))
def test_decimals_are_read_back(whole: int, thousandths: int) -> None:
    words = f"{whole:,}.{thousandths:03d} tons"
    if thousandths:
        assert next(find_numbers(words)).value == pytest.approx(whole + thousandths / 1000)
