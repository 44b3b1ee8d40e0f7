"""Figures against each other: disputes, updates and scope."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise

from tellings.link.sayings import concepts_of
from tellings.link.traits import Traits, place_key, traits
from tellings.model import Account, Figure, Finding, FindingKind, Measure, make_id
from tellings.view import StoryView
from tellings.weigh.intervals import Interval, difference, interval, relation
from tellings.weigh.sides import side_of

Reason = dict[str, str | int | float | list[str]]

_SAME_WEEK = 7  # days at which two sides still speak of one thing where neither has counted anew
_SAME_DAYS = 1  # days apart at which two counts may still be of one state of things: reports cross midnight
_TOLLS = ("die", "injure", "rescue", "arrest")  # counts of one event that only rise as more becomes known
# Days from what a count, or a toll, speaks for to when it is told, for it to be a count of that day.
_LATEST_COUNT, _LATEST_TOLL = 7, 1
_LEAST_DIFFERENCE = 0.02  # of the larger value; below it, two counts are one number rounded differently
_ALIKE_SENTENCES, _FEWEST_SHARED = 0.5, 3  # of the shorter sentence's concepts; by eye on the demo and six stories
_SCOPE_RATIO = 50  # beyond it nobody would take one count for the other
_MOST_ACCOUNTS = 12
_MOST_OF_WHOLE = 4


@dataclass(frozen=True, slots=True)
class Told:
    """A figure as one account tells it: the article, the side it comes from, the day it speaks for (None: unknown).

    `place` is the figure's own, else that of its measure.
    """

    article: str
    figure: Figure
    side: str
    day: date | None
    interval: Interval
    place: str


def weigh_figures(view: StoryView, measures: Sequence[Measure]) -> Iterator[Finding]:
    """Disputes and updates within each measure, scope between measures."""
    figures = {figure.id: (article, figure) for article, figure in view.figures()}
    told = {measure.id: [_tell(view, measure, *figures[key]) for key in measure.figures] for measure in measures}
    for measure in measures:
        updates = list(_updates(view, measure, told[measure.id]))
        superseded = {account.figure for update in updates for account in update.accounts}
        yield from updates
        yield from _disputes(view, measure, told[measure.id], superseded)
    yield from _scopes(view, measures, told)


def _tell(view: StoryView, measure: Measure, article: str, figure: Figure) -> Told:
    side = side_of(view, article, figure.said_by)
    day = _day_of_count(figure, view.day(article))
    return Told(article, figure, side, day, interval(figure), place_key(figure.place or measure.place))


def _day_of_count(figure: Figure, published: str) -> date | None:
    """The day a count was made: the day it speaks for, unless that lies long before it was told, or after.

    "359 assaults on New Year's Eve", told three weeks later, is a count of that later day; so is a toll that names the
    day of the accident.
    """
    spoken, told = _iso_day(figure.as_of[:10]), _iso_day(published)
    if spoken is None or told is None:
        return spoken or told
    latest = _LATEST_TOLL if traits(figure).state in _TOLLS else _LATEST_COUNT
    return spoken if 0 <= (told - spoken).days <= latest else told


def _iso_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _apart(one: Told, other: Told) -> bool:
    """Whether two accounts by different voices cannot both hold.

    Not where each names a place of its own, nor where a toll has risen from one day to the next.
    """
    if _is_toll(one) and _is_toll(other) and one.day and other.day and one.day != other.day:
        earlier, later = sorted((one, other), key=lambda told: told.day or date.min)
        if later.interval.named > earlier.interval.named:
            return False
    places = {one.place, other.place} - {""}
    voices = one.article != other.article or one.side != other.side
    far = difference(one.interval, other.interval) > _LEAST_DIFFERENCE
    return voices and far and len(places) < 2 and relation(one.interval, other.interval) == "apart"


def _is_toll(told: Told) -> bool:
    return traits(told.figure).state in _TOLLS


def _together(one: Told, other: Told, days: int) -> bool:
    """Whether two accounts may speak for one state of things, so many days apart at most."""
    return one.day is None or other.day is None or abs((one.day - other.day).days) <= days


def _disputes(
    view: StoryView, measure: Measure, told: Sequence[Told], superseded: Collection[str]
) -> Iterator[Finding]:
    """Accounts of one measure and day that cannot all hold; days that tell the same values make one finding.

    Days apart, two sides that nothing supersedes still cannot both hold: what a ship is licensed for does not change.
    """
    left = [one for one in told if not math.isnan(one.interval.named)]
    groups: list[list[Told]] = []
    reach = _SAME_DAYS
    while True:
        pairs = [(a, b) for a, b in combinations(left, 2) if _together(a, b, reach) and _apart(a, b)]
        if reach > _SAME_DAYS:
            pairs = [(a, b) for a, b in pairs if a.side and b.side and a.side != b.side]
        if not pairs and reach > _SAME_DAYS:
            break
        if not pairs:
            reach = _SAME_WEEK
            left = [one for one in left if one.figure.id not in superseded]
            continue
        first, second = max(pairs, key=lambda pair: difference(pair[0].interval, pair[1].interval))
        near = [one for one in left if _together(one, first, reach) and _together(one, second, reach)]
        group = [one for one in near if any(_apart(one, other) for other in near) or one.figure.low is None]
        left = [one for one in left if one not in group]
        values = {one.interval.named for one in group}
        earlier = next((known for known in groups if len(values & {one.interval.named for one in known}) > 1), None)
        if earlier is None:
            groups.append(group)
        else:
            earlier += group
    for group in groups:
        far = max(difference(a.interval, b.interval) for a, b in combinations(group, 2))
        yield _finding(view, "dispute", measure, group, {"relation": "apart", "difference": round(far, 3)})


def _updates(view: StoryView, measure: Measure, told: Sequence[Told]) -> Iterator[Finding]:
    """The course of a measure: each side's own count as it changes; without one, a count that grows as time passes."""
    dated = sorted(
        (one for one in told if one.day and not math.isnan(one.interval.named)),
        key=lambda one: (one.day or date.min, one.interval.named),
    )
    sides = sorted({one.side for one in dated} - {""})
    own = {f"one side: {side}": [one for one in dated if one.side == side] for side in sides}
    courses = {why: _course(counts) for why, counts in own.items()}
    if not any(courses.values()) or all(_is_toll(one) for one in dated):
        # of a toll the whole course matters, not one office's part in it
        own, courses = {"as time passes": dated}, {"as time passes": _course(_growing(dated))}
    for why, course in courses.items():
        if not course:
            continue
        values = {one.interval.named for one in course}
        telling = [one for one in own[why] if one.interval.named in values]
        far = max(difference(a.interval, b.interval) for a, b in pairwise(course))
        reason: Reason = {"relation": "supersedes", "difference": round(far, 3), "why": why}
        yield _finding(view, "update", measure, telling, reason)


def _course(dated: Sequence[Told]) -> list[Told]:
    """Where a count changes from one day to a later one; nothing where it never does."""
    course: list[Told] = []
    for one in dated:
        last = course[-1] if course else None
        if last and (last.day == one.day or difference(last.interval, one.interval) <= _LEAST_DIFFERENCE):
            continue
        if last and one.interval.low <= last.interval.named <= one.interval.high:  # "at least 3,000" after 10,000
            continue
        course.append(one)
    return course if len(course) > 1 else []


def _growing(dated: Sequence[Told]) -> list[Told]:
    """Counts that only rise, more than a day apart: as of a toll, whoever counts."""
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
    if (later.day - earlier.day).days <= (0 if _is_toll(later) else _SAME_DAYS):
        return False
    if len({earlier.place, later.place} - {""}) > 1:
        return False
    return (later.interval.named - earlier.interval.named) > _LEAST_DIFFERENCE * later.interval.named


def _scopes(view: StoryView, measures: Sequence[Measure], told: dict[str, list[Told]]) -> Iterator[Finding]:
    """Measures that are alike but count different things, with the word that differs; each part is held once."""
    by_id = {measure.id for measure in measures}
    alike: dict[tuple[str, str], list[Measure]] = {}
    for measure in measures:
        if any(one.figure.bound != "vague" for one in told[measure.id]):
            kind = traits(told[measure.id][0].figure)
            alike.setdefault((kind.kind, kind.head), []).append(measure)
    for (_, head), group in alike.items():
        if not head:
            continue
        here = {measure.id: measure for measure in group}
        ordered = sorted(group, key=lambda m: (m.part_of in here, -len(m.figures), m.id))
        for at, part in enumerate(ordered):
            if part.part_of in by_id and part.part_of not in here:
                continue  # "including 500 officers" is named as a part: no one takes it for all
            wholes = [here[part.part_of]] if part.part_of else ordered[:at]
            whole = next((each for each in wholes if _confusable(view, told[each.id], told[part.id])), None)
            if whole is not None and (why := _which_differs(told[whole.id][0], told[part.id][0], (whole, part))):
                shown = [*_nearest(told[whole.id], told[part.id]), *told[part.id]]
                reason: Reason = {"relation": "scope", "why": why, "whole": whole.label if part.part_of else ""}
                yield _finding(view, "scope", part, shown, reason)


def _nearest(whole: Sequence[Told], part: Sequence[Told]) -> list[Told]:
    """The few accounts of the whole that a reader would hold against the part: other values, its articles first."""
    articles, sides = {one.article for one in part}, {one.side for one in part}

    def nearness(one: Told) -> tuple[bool, bool, date, str]:
        return one.article not in articles, one.side not in sides, one.day or date.max, one.figure.id

    values: dict[float, Told] = {}
    for one in sorted(whole, key=nearness):
        if one.figure.bound != "vague":
            values.setdefault(one.interval.named, one)
    return list(values.values())[:_MOST_OF_WHOLE]


def _confusable(view: StoryView, whole: Sequence[Told], part: Sequence[Told]) -> bool:
    """Whether one count could be taken for the other: two articles, values of like size, one course of things.

    A plan and what was done of it, a place and a region of it, a named part and its whole are alike enough for one
    telling to mislead. Otherwise two articles must say it in sentences that are about the same things.
    """
    articles = {one.article for one in (*whole, *part)}
    values = [abs(t.interval.named) for t in (*whole, *part) if t.figure.bound != "vague"]
    if len(articles) < 2 or not 0 < max(values) <= _SCOPE_RATIO * min(values):
        return False
    one, other = traits(whole[0].figure), traits(part[0].figure)
    apart = {t.interval.named for t in whole}.isdisjoint(t.interval.named for t in part)
    if apart and any(told.figure.part_of for told in part):
        return not all(_names_its_whole(view, told, whole) for told in part)
    if one.planned != other.planned:
        return _may_be_one(one, other)
    if one.state != other.state:
        return False
    pairs = [(a, b) for a in whole for b in part if a.article != b.article]
    return any(_alike(view, a, b) >= _ALIKE_SENTENCES for a, b in pairs)


def _names_its_whole(view: StoryView, part: Told, whole: Sequence[Told]) -> bool:
    """Whether the part is of another kind and its whole stands beside it: "13 ships, including two landing ships"."""
    here = view.sentence(part.article, part.figure.span)
    return any(
        told.figure.id == part.figure.part_of
        and told.figure.counted != part.figure.counted
        and view.sentence(told.article, told.figure.span) == here
        for told in whole
    )


def _may_be_one(one: Traits, other: Traits) -> bool:
    """Whether a plan and a count are of one thing: nothing that is said of both differs."""
    states = {each.state.removeprefix("plan:") for each in (one, other)} - {"", "be"}
    nations = {one.nation, other.nation} - {""}
    return len(states) < 2 and len(nations) < 2 and (not one.words or not other.words or one.words == other.words)


def _alike(view: StoryView, one: Told, other: Told) -> float:
    """How far the sentences of two figures are about the same things, numbers apart."""
    told = [view.sentence(each.article, each.figure.span) for each in (one, other)]
    first, second = (concepts_of(view, passage.article, view.words(passage))[0] for passage in told)
    return len(first & second) / max(1, min(len(first), len(second))) if len(first & second) >= _FEWEST_SHARED else 0.0


def _which_differs(whole: Told, part: Told, measures: tuple[Measure, Measure]) -> str:
    """What sets two counts apart: "place: Kursk, not Russia", "state: planned", "counted: women, not men", "part"."""
    one, other = traits(whole.figure), traits(part.figure)
    names = (measures[0].place, measures[1].place)
    if part.place and part.place != whole.place and names[1]:
        return f"place: {names[1]}" + (f", not {names[0]}" if names[0] else "")
    if one.planned != other.planned:
        return f"state: {measures[1].state}, not {measures[0].state}" if measures[0].state else "state: planned"
    if (one.nation, one.words) != (other.nation, other.words) and measures[0].counted != measures[1].counted:
        return f"counted: {measures[1].counted}, not {measures[0].counted}"
    return "part" if part.figure.part_of else ""


def _finding(
    view: StoryView,
    kind: FindingKind,
    measure: Measure,
    group: Iterable[Told],
    reason: Reason,
) -> Finding:
    best: dict[tuple[str, float], Told] = {}
    for one in group:
        key = (view.outlet(one.article), one.interval.named)
        best[key] = min(best.get(key, one), one, key=lambda told: (_is_headline(view, told), not told.side))
    ordered = sorted(best.values(), key=lambda one: (one.day or date.max, one.interval.named, one.article))
    accounts = tuple(_account(view, one) for one in ordered)[:_MOST_ACCOUNTS]
    found = make_id(kind, measure.id, *(account.figure for account in accounts))
    return Finding(found, kind, view.story.id, measure.label, accounts, subject=measure.id, reason=reason)


def _is_headline(view: StoryView, told: Told) -> bool:
    article = view.articles[told.article]
    return bool(article.title) and article.at(told.figure.span)[0] < len(article.title)


def _account(view: StoryView, told: Told) -> Account:
    article = view.articles[told.article]
    return Account(
        value=article.words(told.figure.span),
        passage=view.sentence(told.article, told.figure.span),
        source=told.figure.said_by,
        day=told.day.isoformat() if told.day else "",
        figure=told.figure.id,
    )
