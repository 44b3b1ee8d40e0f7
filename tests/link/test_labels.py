"""Labels that a reader understands without the figures beside them."""

from __future__ import annotations

import pytest

from tellings.link.labels import label_of, told_apart
from tellings.link.traits import traits
from tellings.model import Figure, Measure, Span


def label(counted: str, unit: str = "count", state: str = "", place: str = "") -> str:
    """The label of a measure of one figure."""
    figure = Figure("f", Span(0, 1, "3"), 3, 3, "exact", unit, counted, state, place)
    return label_of(counted, traits(figure), unit, place)


@pytest.mark.parametrize(
    ("counted", "unit", "state", "reads"),
    [
        ("dead", "count", "die", "people killed"),
        ("killed", "count", "kill", "people killed"),
        ("toll", "count", "die", "toll"),
        ("divers", "count", "arrest", "divers arrested"),
        ("", "count", "kill", "people killed"),
        ("", "count", "watch", "number (watch)"),
        ("", "count", "", "number"),
        ("from Marno", "kilometre", "", "distance from Marno"),
        ("north of Marno", "mile", "", "distance north of Marno"),
        ("after takeoff", "minute", "", "time after takeoff"),
        ("later", "minute", "crash", "time (crash)"),
        ("", "hour", "take", "time (take)"),
        ("bid", "USD", "raise", "bid (USD)"),
        ("", "EUR", "", "amount (EUR)"),
        ("truck", "tonne", "", "truck (weight)"),
        ("voters", "percent", "", "voters (percent)"),
        ("bid", "USD", "plan to raise", "bid (USD) planned"),
    ],
)
def test_a_label_names_what_is_measured(counted: str, unit: str, state: str, reads: str) -> None:
    assert label(counted, unit, state) == reads


def test_measures_with_one_label_are_told_apart_by_their_place() -> None:
    one, other = (Measure(key, "s", "people killed", "count", "people", (), place=key) for key in ("Marno", "Tesk"))
    assert [measure.label for measure in told_apart([one, other])] == [
        "people killed in Marno",
        "people killed in Tesk",
    ]


def test_a_label_that_stands_alone_keeps_its_words() -> None:
    (measure,) = told_apart([Measure("m", "s", "people killed", "count", "people", (), place="Marno")])
    assert measure.label == "people killed"
