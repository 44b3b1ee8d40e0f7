"""Accuracy that may not fall, measured on a part of the gold that takes a minute or two.

`tests/floors.json` holds `{task: {scorer: {figure: floor}}}`; every task is measured on each n-th file
of its gold (`bench/floors.py`).
Raising a floor after an improvement is part of the improvement; lowering one is a decision to be argued for.
To see the figures: `python bench/floors.py`.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from floors import EVERY
from gold import GOLD
from score import TASKS, Scores

FLOORS: dict[str, dict[str, dict[str, float]]] = json.loads(
    Path(__file__).with_name("floors.json").read_text(encoding="utf-8")
)


@cache
def measured(task: str) -> dict[str, Scores]:
    return TASKS[task](EVERY[task])


@pytest.mark.skipif(not GOLD.is_dir(), reason="the gold is not beside the checkout")
@pytest.mark.parametrize(
    ("task", "scorer", "figure", "floor"),
    [
        pytest.param(task, scorer, figure, floor, id=f"{scorer} {figure}")
        for task, scorers in FLOORS.items()
        for scorer, figures in scorers.items()
        for figure, floor in figures.items()
    ],
)
def test_accuracy_stays_above_its_floor(task: str, scorer: str, figure: str, floor: float) -> None:
    assert measured(task)[scorer][figure] >= floor
