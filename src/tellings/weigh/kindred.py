"""Kindred counts: figures of different measures that tell of one event and could be taken for one another.

Ten foreigners who turn out to be ten of one country, nine guests beside ten tourists, ninety victims and weeks later
659 women, four totals of one report, and one distance in two directions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, islice, product

from tellings.lexicon import table
from tellings.link.traits import Traits, traits
from tellings.model import Finding, FindingKind, Measure
from tellings.view import StoryView
from tellings.weigh.told import Reason, Told, finding_of

# Chosen on three annotated stories and by eye on nine: nearer than this two counts of people are of the same people,
# but not where they are so few that chance alone brings them together.
_NEAR, _FEWEST = 0.12, 8
_GROWN, _DAYS = 2.0, 2  # how much and in how many days a count of other words must have grown to supersede one
_FEWEST_TOTALS, _MOST_TOTALS = 3, 6
_APART = 40  # degrees between two directions that are not one told more or less exactly
_MOST, _MOST_KIN = 4, 60  # findings of one sort, and measures compared, of one story
_RATIO = 50  # beyond it nobody would take one count for the other

Group = tuple[Measure, Sequence[Told]]


@dataclass(frozen=True, slots=True)
class Kin:
    """A measure of people: what tells it apart, with its figures that are no parts of others and name a number."""

    measure: Measure
    traits: Traits
    told: Sequence[Told]


def weigh_kindred(
    view: StoryView, measures: Sequence[Measure], told: Mapping[str, Sequence[Told]]
) -> Iterator[Finding]:
    """Findings between measures, then of directions within one."""
    groups = [(measure, told[measure.id]) for measure in measures if told[measure.id]]
    yield from _people(view, groups)
    yield from _totals(view, groups)
    for measure, figures in groups:
        yield from _directions(view, measure, figures)


def _people(view: StoryView, groups: Sequence[Group]) -> Iterator[Finding]:
    """Counts of people named more closely, nearly the same in other words, or grown out of one another."""
    kin = [each for each in (_kin(*group) for group in groups) if each][:_MOST_KIN]
    pairs = [(one, other) for one, other in combinations(kin, 2) if not _told_apart(one, other)]
    yield from _each_value(view, pairs, _refined, "update", "refined")
    yield from _each_value(view, pairs, _beside, "scope", "beside")
    grown = (found for pair in pairs if (found := _grown(view, *pair)))
    yield from islice(grown, _MOST)


def _each_value(
    view: StoryView,
    pairs: Sequence[tuple[Kin, Kin]],
    alike: Callable[[Kin, Kin], set[float]],
    kind: FindingKind,
    relation: str,
) -> Iterator[Finding]:
    """One finding for each set of values that pairs of measures are alike in, with all who tell them."""
    found: dict[frozenset[float], list[Kin]] = {}
    for one, other in pairs:
        if values := alike(one, other):
            found.setdefault(frozenset(values), []).extend((one, other))
    for shared, kin in islice(found.items(), _MOST):
        measures = list({each.measure.id: each for each in kin}.values())
        counted = list(dict.fromkeys(each.measure.counted for each in measures))
        told = [told for each in measures for told in each.told if told.interval.named in shared]
        reason: Reason = {"relation": relation, "why": f"counted: {counted[-1]}, not {counted[0]}"}
        yield finding_of(view, kind, measures[-1].measure, told, reason)


def _kin(measure: Measure, figures: Sequence[Told]) -> Kin | None:
    of = traits(figures[0].figure)
    plain = [told for told in figures if not told.figure.part_of and told.interval.named == told.interval.named]
    return Kin(measure, of, plain) if of.kind == "count" and of.head in _heads() and plain else None


def _told_apart(one: Kin, other: Kin) -> bool:
    """Whether something says that two measures are of other people or another event.

    The same words of both say so too: what tells them apart then is not how the people are called.
    """
    a, b = one.traits, other.traits
    if (a.head, a.words, a.nation) == (b.head, b.words, b.nation):
        return True
    states, nations = {a.state, b.state} - {""}, {a.nation, b.nation} - {"", "*"}
    places = {told.place for told in (*one.told, *other.told)} - {""}
    return (
        (len(states) > 1 and states != {"die", "aboard"})
        or len(nations) > 1
        or len(places) > 1
        or a.planned != b.planned
    )


def _refined(one: Kin, other: Kin) -> set[float]:
    """The numbers that are first of foreigners and then of one nation."""
    vague, named = sorted((one, other), key=lambda kin: kin.traits.nation != "*")
    if vague.traits.nation != "*" or named.traits.nation in ("", "*", "="):
        return set()
    return {told.interval.named for told in vague.told} & {told.interval.named for told in named.told}


def _beside(one: Kin, other: Kin) -> set[float]:
    """The first two numbers of different articles that are nearly the same, counted in other words."""
    if one.measure.counted == other.measure.counted and one.traits.state == other.traits.state:
        return set()
    for a, b in product(one.told, other.told):
        low, high = sorted((a.interval.named, b.interval.named))
        exact = "vague" not in (a.figure.bound, b.figure.bound)
        if exact and a.article != b.article and high >= _FEWEST and 0 < high - low <= _NEAR * high:
            return {low, high}
    return set()


def _grown(view: StoryView, one: Kin, other: Kin) -> Finding | None:
    """A count of the same state that has grown many times over, days later and in other words."""
    if not one.traits.state or one.traits.state != other.traits.state:
        return None
    for a, b in product(one.told, other.told):
        first, last = sorted((a, b), key=lambda told: told.interval.named)
        if not (first.day and last.day and (last.day - first.day).days >= _DAYS):
            continue
        if _RATIO * first.interval.named >= last.interval.named >= _GROWN * first.interval.named >= _GROWN * _FEWEST:
            reason: Reason = {
                "relation": "grown",
                "difference": 0.5,
                "why": "as time passes",
            }
            return finding_of(view, "update", other.measure, (first, last), reason)
    return None


def _totals(view: StoryView, groups: Sequence[Group]) -> Iterator[Finding]:
    """Totals that stand side by side in one article and count different things."""
    beside: dict[tuple[str, str], dict[float, tuple[Measure, Told]]] = defaultdict(dict)
    for measure, figures in groups:
        of = traits(figures[0].figure)
        if of.kind == "count" and of.state in _totalled():
            for told in figures:
                if told.figure.bound != "vague" and told.interval.named >= _FEWEST:
                    beside[told.article, of.state].setdefault(told.interval.named, (measure, told))
    for totals in beside.values():
        heads = {traits(told.figure).head for _, told in totals.values()}
        if len(heads) >= _FEWEST_TOTALS:
            shown = sorted(totals.values(), key=lambda pair: pair[1].figure.span)[:_MOST_TOTALS]
            counted = "; ".join(dict.fromkeys(measure.counted for measure, _ in shown))
            reason: Reason = {"relation": "totals", "why": f"counted: {counted}"}
            yield finding_of(view, "scope", shown[0][0], [told for _, told in shown], reason)


def _directions(view: StoryView, measure: Measure, figures: Sequence[Told]) -> Iterator[Finding]:
    """One distance told in two directions."""
    ways = [(told, way) for told in figures if (way := _way(told.figure.counted)) is not None]
    for (one, first), (other, second) in combinations(ways, 2):
        turn = abs(first - second) % 360
        if one.article != other.article and min(turn, 360 - turn) >= _APART:
            shown = [told for told, _ in ways]
            reason: Reason = {
                "relation": "apart",
                "slot": "direction",
                "difference": 0.5,
            }
            yield finding_of(view, "dispute", measure, shown, reason)
            return


def _way(counted: str) -> int | None:
    """The direction that a counted phrase begins with, in degrees; None where it names none."""
    words = counted.lower().split()
    degrees: dict[str, int] = table("kindred")["compass"]
    return degrees.get(words[0]) if words else None


@cache
def _heads() -> frozenset[str]:
    return frozenset(table("kindred")["people"]["heads"].split())


@cache
def _totalled() -> frozenset[str]:
    return frozenset(table("kindred")["totals"]["states"].split())
