"""Figures against each other: disputes, updates and scope."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from tellings.link.view import StoryView
from tellings.model import Account, Figure, Finding, FindingKind, Measure, make_id
from tellings.weigh.intervals import Interval, difference, interval, relation

_SAME_DAYS = 1  # days apart at which two counts may still be of one state of things: reports cross midnight
_LEAST_DIFFERENCE = 0.02  # of the larger value; below it, two counts are one number rounded differently
_SCOPE_RATIO = 50  # beyond it nobody would take one count for the other
MOST_ACCOUNTS = 12


@dataclass(frozen=True, slots=True)
class Told:
    """A figure as one account tells it: the article, the source behind it, the day it speaks for (None: unknown)."""

    article: str
    figure: Figure
    source: str
    day: date | None
    interval: Interval


def weigh_figures(view: StoryView, measures: Sequence[Measure]) -> Iterator[Finding]:
    """Disputes and updates within each measure, scope between measures."""
    figures = {figure.id: (article, figure) for article, figure in view.figures()}
    told = {measure.id: [_tell(view, *figures[key]) for key in measure.figures] for measure in measures}
    for measure in measures:
        yield from _disputes(view, measure, told[measure.id])
        yield from _updates(view, measure, told[measure.id])
    yield from _scopes(view, measures, told)


def _tell(view: StoryView, article: str, figure: Figure) -> Told:
    bearer = view.bearer(article, figure.said_by) if figure.said_by else None
    day = figure.as_of[:10] or view.day(article)
    return Told(article, figure, bearer.id if bearer else figure.said_by.casefold(), _iso_day(day), interval(figure))


def _iso_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _apart(one: Told, other: Told) -> bool:
    """Whether two accounts by different voices cannot both hold."""
    voices = one.article != other.article or one.source != other.source
    far = difference(one.interval, other.interval) > _LEAST_DIFFERENCE
    return voices and far and relation(one.interval, other.interval) == "apart"


def _together(one: Told, other: Told) -> bool:
    """Whether two accounts may speak for one state of things."""
    if one.day is None or other.day is None:
        return True
    return abs((one.day - other.day).days) <= _SAME_DAYS


def _disputes(view: StoryView, measure: Measure, told: Sequence[Told]) -> Iterator[Finding]:
    """Accounts of one measure and day that cannot all hold; a day's accounts make one finding."""
    left = [one for one in told if not math.isnan(one.interval.named)]
    while pairs := [(a, b) for a, b in combinations(left, 2) if _together(a, b) and _apart(a, b)]:
        first, second = max(pairs, key=lambda pair: difference(pair[0].interval, pair[1].interval))
        group = [one for one in left if _together(one, first) and _together(one, second)]
        group = [one for one in group if any(_apart(one, other) for other in group) or one.figure.low is None]
        left = [one for one in left if one not in group]
        far = difference(first.interval, second.interval)
        yield _finding(view, "dispute", measure, group, {"relation": "apart", "difference": round(far, 3)})


def _updates(view: StoryView, measure: Measure, told: Sequence[Told]) -> Iterator[Finding]:
    """The course of a measure: later accounts that supersede earlier ones, by one source or as time passes."""
    dated = sorted(
        (one for one in told if one.day and not math.isnan(one.interval.named)), key=lambda one: one.day or date.min
    )
    steps = [
        (a, b)
        for a, b in combinations(dated, 2)
        if a.day and b.day and difference(a.interval, b.interval) > _LEAST_DIFFERENCE and _supersedes(a, b)
    ]
    if steps:
        course = [one for one in dated if any(one in step for step in steps)]
        far = max(difference(a.interval, b.interval) for a, b in steps)
        sources = {one.source for one in course}
        why = "one source" if len(sources) == 1 else "as time passes"
        yield _finding(
            view, "update", measure, course, {"relation": "supersedes", "difference": round(far, 3), "why": why}
        )


def _supersedes(earlier: Told, later: Told) -> bool:
    """A later day, and one source or a day that lies too far off for one state of things."""
    if earlier.day is None or later.day is None or earlier.day >= later.day:
        return False
    if earlier.source == later.source and earlier.source:
        return True
    return (later.day - earlier.day).days > _SAME_DAYS and _apart(earlier, later)


def _scopes(view: StoryView, measures: Sequence[Measure], told: dict[str, list[Told]]) -> Iterator[Finding]:
    """Measures that are alike but count different things, with the word that differs."""
    by_id = {measure.id: measure for measure in measures}
    heads: dict[tuple[str, str], list[Measure]] = {}
    for measure in measures:
        heads.setdefault((measure.unit, _head(measure.counted)), []).append(measure)
    pairs = {(m.part_of, m.id) for m in measures if m.part_of in by_id}
    for alike in heads.values():
        ordered = sorted(alike, key=lambda m: -len(m.figures))
        pairs |= {(a.id, b.id) for a, b in combinations(ordered, 2) if (b.id, a.id) not in pairs}
    for whole, part in sorted(pairs):
        why = _which_differs(by_id[whole], by_id[part])
        group = [*told[whole], *told[part]]
        if why and _confusable(told[whole], told[part]):
            yield _finding(
                view, "scope", by_id[part], group, {"relation": "scope", "why": why, "whole": by_id[whole].label}
            )


def _confusable(one: Sequence[Told], other: Sequence[Told]) -> bool:
    """Whether one count could be taken for the other: two articles, other values of like size."""
    if len({told.article for told in (*one, *other)}) < 2:
        return False
    values = [[abs(t.interval.named) for t in side if not math.isnan(t.interval.named)] for side in (one, other)]
    if not values[0] or not values[1] or set(values[0]) == set(values[1]):
        return False
    largest, least = max(map(max, values)), min(map(min, values))
    return 0 < largest <= _SCOPE_RATIO * least


def _head(counted: str) -> str:
    return counted.casefold().split()[-1].rstrip("s") if counted else ""


def _which_differs(whole: Measure, part: Measure) -> str:
    """What sets two measures apart: "place: Kursk", "state: plan", "counted: officers"; "" where nothing is known."""
    for name in ("place", "state", "counted"):
        mine, other = getattr(part, name), getattr(whole, name)
        if mine and mine != other:
            return f"{name}: {mine}" + (f", not {other}" if other else "")
    return ""


def _finding(
    view: StoryView,
    kind: FindingKind,
    measure: Measure,
    group: Iterable[Told],
    reason: dict[str, str | int | float | list[str]],
) -> Finding:
    ordered = sorted(group, key=lambda one: (one.day or date.max, one.interval.named, one.article))
    accounts = tuple(_account(view, one) for one in ordered)[:MOST_ACCOUNTS]
    key = make_id(kind, measure.id, *(account.figure for account in accounts))
    return Finding(key, kind, view.story.id, measure.label, accounts, subject=measure.id, reason=reason)


def _account(view: StoryView, told: Told) -> Account:
    article = view.articles[told.article]
    return Account(
        value=article.words(told.figure.span),
        passage=view.sentence(told.article, told.figure.span),
        source=told.figure.said_by,
        day=told.day.isoformat() if told.day else "",
        figure=told.figure.id,
    )
