"""Scope: counts that are alike and count different things."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import product

from tellings.lexicon import table
from tellings.link.concepts import concepts_in
from tellings.link.intervals import relation
from tellings.link.traits import Traits, traits
from tellings.model import Finding, Measure
from tellings.view import StoryView
from tellings.weigh.steps import is_stepwise
from tellings.weigh.told import Reason, Told, finding_of

_ALIKE_SENTENCES, _FEWEST_SHARED = 0.5, 3  # of the shorter sentence's concepts; by eye on the demo and six stories
_SCOPE_RATIO = 50  # beyond it nobody would take one count for the other
_MOST_OF_WHOLE, _COMPARED = 4, 20  # accounts of the whole that are shown, and of each that are held against each other


def weigh_scope(view: StoryView, measures: Sequence[Measure], told: Mapping[str, Sequence[Told]]) -> Iterator[Finding]:
    """Measures that are alike but count different things, with the word that differs; each part is held once."""
    by_id = {measure.id for measure in measures}
    alike: dict[tuple[str, str], list[Measure]] = {}
    for measure in measures:
        if not is_stepwise(measure) and any(one.figure.bound != "vague" for one in told[measure.id]):
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
                if len({(one.article, one.side) for one in shown}) < 2:
                    continue  # one source in one article says itself what each of its figures counts
                reason: Reason = {"relation": "scope", "why": why, "whole": whole.label if part.part_of else ""}
                yield finding_of(view, "scope", part, shown, reason)


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
    if part[0].toll and whole[0].place and part[0].place not in ("", whole[0].place) and not part[0].figure.part_of:
        return False  # the dead of another town are of another event
    if one.kind != "count" and not part[0].figure.part_of and not _of_one_day(whole, part):
        return False  # prices move from day to day, and an offer follows another
    apart = {t.interval.named for t in whole}.isdisjoint(t.interval.named for t in part)
    if apart and any(told.figure.part_of for told in part):
        return not all(_names_its_whole(view, told, whole) for told in part)
    if one.planned != other.planned and one.kind == "count":
        return min(values) < max(values) and _may_be_one(one, other)
    if one.state != other.state or one.planned != other.planned or not apart or one.words ^ other.words <= _times():
        return False  # who tells the same number in other words is seldom taken for telling another thing
    pairs = product(whole[:_COMPARED], part[:_COMPARED])
    held = ((a, b) for a, b in pairs if a.article != b.article and relation(a.interval, b.interval) == "apart")
    return any(_alike(view, a, b) >= _ALIKE_SENTENCES for a, b in held)


def _of_one_day(whole: Sequence[Told], part: Sequence[Told]) -> bool:
    """Whether amounts of one thing are told of one day, as far as days are told."""
    mine, theirs = (
        {one.figure.as_of or (one.day.isoformat() if one.day else "") for one in told} for told in (whole, part)
    )
    owners = [traits(told[0].figure).proper for told in (whole, part)]
    return bool(mine & theirs or "" in mine | theirs) and not (all(owners) and owners[0].isdisjoint(owners[1]))


@cache
def _times() -> frozenset[str]:
    """Words that tell which of several in time is counted; none at all is no difference that could be told either."""
    return frozenset(table("measures")["modifiers"]["times"])


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
    states = {each.state or each.verb for each in (one, other)} - {""}
    nations = {one.nation, other.nation} - {""}
    return len(states) < 2 and len(nations) < 2 and (not one.words or not other.words or one.words == other.words)


def _alike(view: StoryView, one: Told, other: Told) -> float:
    """How far the sentences of two figures are about the same things, numbers apart."""
    told = [view.sentence(each.article, each.figure.span) for each in (one, other)]
    first, second = (concepts_in(view, passage) for passage in told)
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
