"""What a figure leaves possible, and whether two figures can both hold."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from tellings.grammar.bounds import near_words
from tellings.link.traits import traits
from tellings.model import Figure

Relation = Literal["same", "compatible", "apart"]

# "About 3,000" is taken to leave a tenth on either side, "nearly 10,000" a tenth below. A choice, not a finding: with
# a tenth, 3,000 and 3,200 agree while 10,000 and 12,000 do not.
_SLACK = 0.1
# "Dozens" may be a few hundred and "thousands" ten or fifteen thousand, but dozens are not 359.
_VAGUE = 20
LEAST_DIFFERENCE = 0.02  # of the larger value; below it, two counts are one number rounded differently


@dataclass(frozen=True, slots=True)
class Interval:
    """The values a figure leaves possible, and the one value it names."""

    low: float
    high: float
    named: float


def interval(figure: Figure) -> Interval:
    """The interval of a figure in the base unit of its dimension, so that miles and kilometres compare.

    A figure without any value leaves everything possible; `named` is then NaN.
    """
    of = traits(figure)
    low = -math.inf if of.low is None else of.low
    high = math.inf if of.high is None else of.high
    named = of.low if of.low is not None else of.high
    if named is None:
        return Interval(low, high, math.nan)
    if figure.bound == "vague":
        high = min(high, named * _VAGUE)
    elif figure.bound == "about":
        low, high = low - abs(low) * _SLACK, high + abs(high) * _SLACK
    elif figure.bound == "less_than" and near_words(figure.span.text):
        low = named - abs(named) * _SLACK
    elif figure.bound == "range" and of.high is not None:
        named = (named + of.high) / 2
    return Interval(low, high, named)


def relation(one: Interval, other: Interval) -> Relation:
    """Whether two intervals name the same value, may both hold, or cannot both hold."""
    if one.named == other.named:
        return "same"
    return "apart" if one.high < other.low or other.high < one.low else "compatible"


def difference(one: Interval, other: Interval) -> float:
    """How far the named values are apart, as a share of the larger: 0 to 1 (2 where the signs differ)."""
    largest = max(abs(one.named), abs(other.named))
    return abs(one.named - other.named) / largest if largest else 0.0


def apart(one: Interval, other: Interval) -> bool:
    """Whether two intervals cannot both hold, and not for a rounding alone."""
    return difference(one, other) > LEAST_DIFFERENCE and relation(one, other) == "apart"
