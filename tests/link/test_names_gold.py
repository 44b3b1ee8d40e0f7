"""Own gold for the comparison of names: pairs that are and are not one bearer's, against floors."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tellings.link.compare import score_names

_GOLD = Path(__file__).parent.parent / "gold" / "names.csv"
_LINES = _GOLD.read_text(encoding="utf-8").splitlines()
ROWS = [*csv.DictReader(line for line in _LINES if not line.startswith("#"))]


def called(same: str) -> list[bool]:
    """Whether each pair that is (`true`) or is not one bearer's is called one."""
    return [score_names(row["name1"], row["name2"], row["kind"]) >= 0.5 for row in ROWS if row["same"] == same]


def test_there_are_a_hundred_pairs_of_both_sorts() -> None:
    assert len(called("true")) >= 60
    assert len(called("false")) >= 40
    assert len({(row["name1"], row["name2"]) for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize(("same", "floor"), [("true", 0.9), ("false", 0.95)])
def test_pairs_are_told_right(same: str, floor: float) -> None:
    found = called(same)
    right = sum(one == (same == "true") for one in found)
    assert right / len(found) >= floor


def test_a_score_does_not_depend_on_the_order_of_the_pair() -> None:
    for row in ROWS:
        one, two, kind = row["name1"], row["name2"], row["kind"]
        assert score_names(one, two, kind) == score_names(two, one, kind)
