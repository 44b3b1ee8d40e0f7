"""Figures of one measure against each other: disputes and updates."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations, pairwise

from tellings.link.intervals import LEAST_DIFFERENCE, apart, difference, relation
from tellings.link.traits import traits
from tellings.model import Finding, Measure
from tellings.view import StoryView
from tellings.weigh.kindred import weigh_kindred
from tellings.weigh.scope import weigh_scope
from tellings.weigh.steps import beside, steps_of
from tellings.weigh.told import Reason, Told, finding_of, tell

_NOT = re.compile(r"(?:,[ \u00a0]not|instead[ \u00a0]of|rather[ \u00a0]than)[ \u00a0]\Z", re.IGNORECASE)
_SAME_WEEK = 7  # days at which two sides still speak of one thing where neither has counted anew
_SAME_DAYS = 1  # days apart at which two counts may still be of one state of things: reports cross midnight
_FALLING = ("miss", "trap")  # counts of one event that only fall as more becomes known
_STANDING = "capacity"  # what does not change from one day to the next
_MOST_GROWN = 50  # times: beyond it nobody takes one count for a later one of the same
_SLACK_OF_LIMITS = 0.1  # of the larger: beyond it, two limits are no roundings of one
_ALIKE = 2  # tellings of one figure that stand for all: of two articles, since an article may differ with itself


def weigh_figures(view: StoryView, measures: Sequence[Measure]) -> Iterator[Finding]:
    """Disputes and updates within each measure, scope and kinship between measures."""
    figures = {figure.id: (article, figure) for article, figure in view.figures()}
    told = {measure.id: [tell(view, measure, *figures[key]) for key in measure.figures] for measure in measures}
    for measure in measures:
        held = [one for one in told[measure.id] if not _is_ruled_out(view, one)]
        steps = steps_of(view, measure, held)
        updates = list(_in_steps(view, measure, held, steps) or _updates(view, measure, held))
        superseded = {account.figure for update in updates for account in update.accounts}
        yield from updates
        yield from _disputes(view, measure, held, superseded, steps)
    yield from weigh_scope(view, measures, told)
    yield from weigh_kindred(view, measures, told)


def _is_ruled_out(view: StoryView, one: Told) -> bool:
    """Whether a figure is told as what a count is not: "corrects the number to 112, not 121"."""
    start = view.at(one.article, one.figure.span)[0]
    return bool(_NOT.search(view.articles[one.article].text, max(0, start - 16), start))


def _apart(one: Told, other: Told) -> bool:
    """Whether two accounts by different voices cannot both hold.

    Not where each names a place of its own, nor where a toll has risen from one day to the next.
    """
    way = _way(one) if _way(one) == _way(other) else 0
    if way and one.day and other.day and one.day != other.day:
        earlier, later = sorted((one, other), key=lambda told: told.day or date.min)
        if way * (later.interval.named - earlier.interval.named) > 0:
            return False
    places = {one.place, other.place} - {""}
    voices = one.article != other.article or one.side != other.side
    return voices and len(places) < 2 and (apart(one.interval, other.interval) or _limited_otherwise(one, other))


def _way(told: Told) -> int:
    """1 where a count only rises as more becomes known, -1 where it only falls, as of the missing; 0 otherwise."""
    return 1 if told.toll else -1 if traits(told.figure).state in _FALLING else 0


def _limited_otherwise(one: Told, other: Told) -> bool:
    """Whether one side is told on one day to have named two limits: "up to 900 jobs" to one, "up to 1,900" to another.

    Each may hold, but both cannot be what was said.
    """
    limits = one.figure.bound == other.figure.bound == "at_most" and one.article != other.article
    said = bool(one.side) and one.side == other.side and _together(one, other, _SAME_DAYS)
    return limits and said and difference(one.interval, other.interval) > _SLACK_OF_LIMITS


def _together(one: Told, other: Told, days: int) -> bool:
    """Whether two accounts may speak for one state of things, so many days apart at most."""
    return one.day is None or other.day is None or abs((one.day - other.day).days) <= days


def _meet(one: Told, other: Told, days: int) -> bool:
    """Whether two accounts may be held against each other: of one state of things, or of a toll that fell."""
    return _together(one, other, days) or (_together(one, other, _SAME_WEEK) and _falls(one, other))


def _falls(one: Told, other: Told) -> bool:
    """Whether a toll is told lower by another side later: more may become known, but nobody comes back to life."""
    if not (one.toll and other.toll and one.day and other.day and one.side != other.side):
        return False
    earlier, later = sorted((one, other), key=lambda told: told.day or date.min)
    return later.interval.high < earlier.interval.low


def _is_before(one: Told, other: Told) -> bool:
    return bool(one.day and other.day and one.day < other.day)


def _is_passing(one: Told, other: Told, told: Sequence[Told]) -> bool:
    """Whether two counts of one day, not on the word of two sides, are steps of a toll that has grown past both since.

    Morning and evening of the day of an accident differ, and reports name no hour.
    """
    way = _way(one) if _way(one) == _way(other) else 0
    if not way or one.day != other.day or one.article == other.article or (one.side and other.side):
        return False
    furthest = max(way * one.interval.named, way * other.interval.named)
    return any(_is_before(one, later) and way * later.interval.named >= furthest for later in told)


def _disputes(
    view: StoryView,
    measure: Measure,
    told: Sequence[Told],
    superseded: Collection[str],
    steps: Mapping[float, date],
) -> Iterator[Finding]:
    """Accounts of one measure and day that cannot all hold; days that tell the same values make one finding.

    Values told in turn are none: of which one superseded another (`steps`), and those told beside each other. Days
    apart, two sides that nothing supersedes still cannot both hold: what a ship is licensed for does not change.
    """
    left = [one for one in told if one.figure.bound != "vague" and not math.isnan(one.interval.named)]
    groups: list[list[Told]] = []
    reach, together = _SAME_DAYS, beside(measure, told)
    while True:
        pairs = [(a, b) for a, b in combinations(_told_once(left), 2) if _meet(a, b, reach) and _apart(a, b)]
        pairs = [(a, b) for a, b in pairs if not (_is_passing(a, b, told) or _in_turn(a, b, steps))]
        pairs = [(a, b) for a, b in pairs if not any({a.interval.named, b.interval.named} <= one for one in together)]
        if reach > _SAME_DAYS and measure.state != _STANDING:
            pairs = [(a, b) for a, b in pairs if a.side and b.side and a.side != b.side]
        if not pairs and reach > _SAME_DAYS:
            break
        if not pairs:
            reach = _SAME_WEEK
            left = [one for one in left if one.figure.id not in superseded]
            continue
        first, second = max(pairs, key=lambda pair: difference(pair[0].interval, pair[1].interval))
        near = [one for one in left if _meet(one, first, reach) and _meet(one, second, reach)]
        named = {first.interval.named, second.interval.named}
        group = [
            one
            for one in near
            if any(_apart(one, other) for other in (first, second))
            or one.interval.named in named
            or (one.figure.low is None and not (_way(one) and _is_before(one, first) and _is_before(one, second)))
        ]
        held = {one.figure.id for one in group}
        left = [one for one in left if one.figure.id not in held]
        values = {one.interval.named for one in group}
        earlier = next((known for known in groups if len(values & {one.interval.named for one in known}) > 1), None)
        if earlier is None:
            groups.append(group)
        else:
            earlier += group
    for group in groups:
        pairs = list(combinations(_told_once(group), 2))
        far = max(difference(a.interval, b.interval) for a, b in pairs)
        reason: Reason = {"relation": "apart", "difference": round(far, 3)}
        if any(relation(a.interval, b.interval) == "compatible" and not _limited_otherwise(a, b) for a, b in pairs):
            reason["meet"] = 1  # not each misses each: "nearly 10,000" and "as high as 11,000" may both hold
        yield finding_of(view, "dispute", measure, group, reason)


def _in_turn(one: Told, other: Told, steps: Mapping[float, date]) -> bool:
    values = one.interval.named, other.interval.named
    return all(value in steps for value in values) and steps[values[0]] != steps[values[1]]


def _in_steps(
    view: StoryView, measure: Measure, told: Sequence[Told], steps: Mapping[float, date]
) -> Iterable[Finding]:
    """The update of an amount that was told in turn; none where there are no steps."""
    if not steps:
        return ()
    telling = [one for one in told if one.day and one.interval.named in steps]
    ordered = sorted(steps, key=lambda value: (steps[value], value))
    far = max(abs(one - other) / max(abs(one), abs(other)) for one, other in pairwise(ordered))
    reason: Reason = {"relation": "supersedes", "difference": round(far, 3), "why": "as time passes"}
    return (finding_of(view, "update", measure, telling, reason),)


def _told_once(told: Iterable[Told]) -> list[Told]:
    """The first two of those who tell a figure alike: many do, and all pairs are compared."""
    kept: dict[tuple[object, ...], list[Told]] = {}
    for one in told:
        same = kept.setdefault((one.interval, one.figure.bound, one.side, one.day, one.place), [])
        if len(same) < _ALIKE:
            same.append(one)
    return [one for same in kept.values() for one in same]


def _updates(view: StoryView, measure: Measure, told: Sequence[Told]) -> Iterator[Finding]:
    """The course of a measure: each side's own count as it changes; without one, a count that grows as time passes."""
    if measure.state == _STANDING:
        return
    dated = sorted(
        (one for one in told if one.day and not math.isnan(one.interval.named)),
        key=lambda one: (one.day or date.min, one.interval.named * (_way(one) or 1)),
    )
    sides = sorted({one.side for one in dated} - {""})
    own = {f"one side: {side}": [one for one in dated if one.side == side] for side in sides}
    courses = {why: _course(counts) for why, counts in own.items()}
    if not any(courses.values()) or 2 * sum(_way(one) != 0 for one in dated) > len(dated):
        # of a toll the whole course matters, not one office's part in it
        own, courses = {"as time passes": dated}, {"as time passes": _course(_growing(dated))}
    for why, course in courses.items():
        if not course:
            continue
        values = {one.interval.named for one in course}
        telling = [one for one in own[why] if one.interval.named in values or _lies_between(one, course)]
        far = max(difference(a.interval, b.interval) for a, b in pairwise(course))
        reason: Reason = {"relation": "supersedes", "difference": round(far, 3), "why": why}
        yield finding_of(view, "update", measure, telling, reason)


def _lies_between(one: Told, course: Sequence[Told]) -> bool:
    """Whether a toll is on the way from a step of a course to the next."""
    way, value = _way(one), one.interval.named
    return bool(way) and any(
        way * first.interval.named < way * value < way * last.interval.named
        and not _is_before(one, first)
        and _is_before(one, last)
        for first, last in pairwise(course)
    )


def _course(dated: Sequence[Told]) -> list[Told]:
    """Where a count changes from one day to a later one; nothing where it never does."""
    course: list[Told] = []
    for one in dated:
        last = course[-1] if course else None
        if last and (last.day == one.day or difference(last.interval, one.interval) <= LEAST_DIFFERENCE):
            continue
        if last and one.interval.low <= last.interval.named <= one.interval.high:  # "at least 3,000" after 10,000
            continue
        course.append(one)
    return course if len(course) > 1 else []


def _growing(dated: Sequence[Told]) -> list[Told]:
    """Counts that only rise, more than a day apart: as of a toll, whoever counts; those of the missing only fall."""
    course: list[Told] = []
    for one in dated:
        if not course or _outgrows(course[-1], one):
            course.append(one)
    held = any(_still_told(earlier, later, dated) for earlier, later in pairwise(course))
    return [] if held else course


def _still_told(earlier: Told, later: Told, dated: Iterable[Told]) -> bool:
    """Whether somebody tells the earlier count against the later one after its day: then nothing is superseded."""
    return any(
        one.interval.named == earlier.interval.named
        and one.day is not None
        and later.day is not None
        and one.day > later.day
        and relation(one.interval, later.interval) == "apart"
        for one in dated
    )


def _outgrows(earlier: Told, later: Told) -> bool:
    if earlier.day is None or later.day is None:
        return False
    way = _way(later)
    if (later.day - earlier.day).days <= (0 if way else _SAME_DAYS):
        return False
    if len({earlier.place, later.place} - {""}) > 1 or later.interval.named > _MOST_GROWN * earlier.interval.named:
        return False
    return (way or 1) * (later.interval.named - earlier.interval.named) > LEAST_DIFFERENCE * later.interval.named
