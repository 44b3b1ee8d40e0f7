"""Steps: amounts that are told in turn, of which each was true when it was first told.

An offer is raised, a count of votes goes on.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from itertools import pairwise

from tellings.lexicon import table
from tellings.link.intervals import LEAST_DIFFERENCE, difference
from tellings.model import Measure
from tellings.view import StoryView
from tellings.weigh.told import Told

_NEAR = 200  # characters before an offer in which it is told to be raised
_NAME = re.compile(r"\b[A-Z][\w-]{3,}")


def is_stepwise(measure: Measure) -> bool:
    """Whether a measure is of an offer or of the votes of one candidate."""
    return measure.unit != "count" and measure.state in ("offer", "vote")


def steps_of(view: StoryView, measure: Measure, told: Sequence[Told]) -> Mapping[float, date]:
    """The values that were told in turn, each with the day it was first told; none where nothing tells of steps.

    That of votes is told by who counts them, not by whom they are for.
    """
    if not is_stepwise(measure):
        return {}
    firsts: dict[float, date] = {}
    for one in told:
        value = one.interval.named
        if one.day and not math.isnan(value) and not (measure.state == "vote" and _speaks_for_itself(measure, one)):
            firsts[value] = min(one.day, firsts.get(value, one.day))
    rounded = {value for value in firsts if any(value == round(other) != other for other in firsts)}
    values = set(firsts) - (rounded if measure.state == "vote" else set())
    if len({firsts[value] for value in values}) < 2 or (measure.state == "offer" and not _is_raised(view, told)):
        return {}
    return {value: firsts[value] for value in values}


def _speaks_for_itself(measure: Measure, one: Told) -> bool:
    """Whether a count of votes is that of the candidate they are for."""
    return not set(_NAME.findall(measure.counted)).isdisjoint(_NAME.findall(one.figure.said_by))


def beside(measure: Measure, told: Sequence[Told]) -> list[set[float]]:
    """The values of an offer that articles tell beside each other: who tells both tells what it was before.

    What one article tells beside a value, and another beside the same, is all of one course.
    """
    if not is_stepwise(measure) or measure.state != "offer":
        return []
    by_article: dict[str, set[float]] = {}
    for one in told:
        by_article.setdefault(one.article, set()).add(one.interval.named)
    courses: list[set[float]] = []
    for values in by_article.values():
        if len(values) > 1:
            meeting = [course for course in courses if course & values]
            courses = [course for course in courses if not course & values] + [values.union(*meeting)]
    return courses


def _is_raised(view: StoryView, told: Sequence[Told]) -> bool:
    """Whether an article tells an offer to be raised, or two of its values on its own word."""
    by_voice: dict[tuple[str, str], list[Told]] = {}
    for one in told:
        by_voice.setdefault((one.article, one.side), []).append(one)
    several = any(
        difference(first.interval, other.interval) > LEAST_DIFFERENCE
        for voice in by_voice.values()
        for first, other in pairwise(voice)
    )
    return several or any(_tells_a_rise(view, one) for one in told)


def _tells_a_rise(view: StoryView, one: Told) -> bool:
    """Whether "raised its offer to" leads to a value."""
    start = view.at(one.article, one.figure.span)[0]
    low = view.at(one.article, view.sentence(one.article, one.figure.span).span)[0]
    return bool(_raised().search(view.articles[one.article].text, max(low, start - _NEAR), start))


@cache
def _raised() -> re.Pattern[str]:
    words = "|".join(table("measures")["offers"]["raised"])
    return re.compile(rf"\b(?:{words})[ \u00a0][^.;\n]{{0,90}}\bto\b[^.;\n]{{0,30}}\Z", re.IGNORECASE)
