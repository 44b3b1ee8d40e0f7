"""Pairing of quotation marks: every shape of mark, and marks that have no partner."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.mark.quotes import pair_quotes


def quoted(text: str) -> list[str]:
    return [text[quote.start : quote.end] for quote in pair_quotes(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"The mill is safe," she said.', ['"The mill is safe,"']),
        ("“The mill is safe,” she said. “Go home.”", ["“The mill is safe,”", "“Go home.”"]),
        ("``The mill is safe,'' she said.", ["``The mill is safe,''"]),
        ("''The mill is safe,'' she said.", ["''The mill is safe,''"]),
        ("«The mill is safe», she said.", ["«The mill is safe»"]),
        ("'The mill is safe,' she said.", ["'The mill is safe,'"]),
        ("‘The mill is safe,’ she said.", ["‘The mill is safe,’"]),
    ],
)
def test_every_shape_of_mark_is_paired(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The mayor's plan isn't the farmers' plan.",
        "He left in the '90s and won't come back.",
        "It's the council’s view that they don’t know.",
    ],
)
def test_an_apostrophe_is_no_quotation(text: str) -> None:
    assert quoted(text) == []


def test_an_apostrophe_inside_single_marks_does_not_end_the_quotation() -> None:
    assert quoted("'The mill won't open,' he said.") == ["'The mill won't open,'"]


def test_single_marks_inside_double_ones_are_part_of_the_outer_quotation() -> None:
    assert quoted("“He said ‘never’ to me,” she said.") == ["“He said ‘never’ to me,”"]


def test_a_quotation_never_crosses_a_paragraph() -> None:
    first, second = pair_quotes("“The mill is safe.\n“It opens today,” she said.")
    assert (first.open_end, second.open_end) == (True, False)


def test_after_a_mark_that_was_never_closed_the_next_opening_one_is_sure() -> None:
    assert quoted("The “mill is closed. “Go home,” she said.") == ["“Go home,”"]


def test_a_closing_mark_without_an_opening_one_is_dropped() -> None:
    assert quoted("The mill is closed,” she said.") == []


@given(st.text(alphabet="ab ,.\n\"'“”‘’«»`", max_size=200))
def test_quotations_come_in_order_and_lie_inside_one_paragraph(text: str) -> None:
    quotes = pair_quotes(text)
    assert all(q.start < q.inner_start <= q.inner_end <= q.end <= len(text) for q in quotes)
    assert all(one.end <= other.start for one, other in pairwise(quotes))
    assert not any("\n" in text[q.start : q.end] for q in quotes)
