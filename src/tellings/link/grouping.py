"""Grouping: things with vectors and days into groups by average link, at a cost that grows almost linearly.

The average link of two groups is the product of their summed vectors, so it needs no table of all pairs. Each group
meets only those with which it shares telling terms (an inverted list), most alike first; what came of one round meets
again in the next, until nothing joins.
"""

from __future__ import annotations

import math
from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import Any

import numpy as np

Vector = dict[str, float]

# All tuned on 184 articles of 32 stories, whose dates are wrong by days to a year.
ALIKE = 0.12  # the least average likeness at which two groups are one
_ALIKE_LONE = 0.15  # the least likeness of one left alone to the centre of the group it joins
_UNBORNE, _BORNE_OUT = 0.04, 2.0  # what words count that no name bears out, and for each share of names
_TERMS = 80  # terms by which groups find each other
POSTINGS = 64  # the most groups, nearest in time, that one term proposes for one
NEIGHBOURS = 24  # candidates kept a group
_FRESH, _FADED = 10, 120  # days apart up to which dates say nothing, and from which they say no more
_LEAST_FRESH = 0.6  # what likeness keeps when dates are that far apart


@dataclass(slots=True)
class Group:
    """What is taken for one so far: members, their summed vector, and their days as ordinals, as far as known."""

    members: list[str]
    total: Vector
    days: list[int]


Candidates = Callable[[Sequence[Group]], Iterable[tuple[int, int]]]


def join(groups: list[Group], names: Collection[str], candidates: Candidates | None = None) -> list[Group]:
    """Groups joined until none are alike enough; `names` are the terms that are names.

    `candidates` does what `find_candidates` does, elsewhere than in this process.
    """
    while True:
        near = _near(groups, candidates or find_candidates)
        joined = _round(groups, near, names)
        if len(joined) == len(groups):
            return _settle_lone(groups, near, names)
        groups = joined


def alike(one: Group, other: Group, names: Collection[str]) -> float:
    """The average likeness of the members of two groups.

    Like events share words ("crash", "pilot") but not names, so words count only as far as names bear them out.
    """
    ours, theirs = one.total, other.total
    both = ours.keys() & theirs.keys()
    pairs = len(one.members) * len(other.members)
    # summed exactly, as a set has no order
    named = math.fsum([ours[term] * theirs[term] for term in both if term in names]) / pairs
    rest = math.fsum([ours[term] * theirs[term] for term in both if term not in names]) / pairs
    if min(len(one.members), len(other.members)) > 1 or len(one.members) == len(other.members):
        rest = min(rest, _UNBORNE + _BORNE_OUT * named)
    return (named + rest) * _freshness(one.days, other.days)


def _freshness(one: Sequence[int], other: Sequence[int]) -> float:
    """What the days of two groups do to their likeness: 1 for the same days or unknown ones, less far apart."""
    if not one or not other:
        return 1.0
    apart = max(min(one) - max(other), min(other) - max(one), 0)
    return 1 - (1 - _LEAST_FRESH) * min(max(apart - _FRESH, 0) / (_FADED - _FRESH), 1)


def _near(groups: Sequence[Group], candidates: Candidates) -> dict[int, set[int]]:
    """For each group, by number, those that may be like it."""
    numbers = list(range(len(groups)))  # each once: there are dozens of neighbours a group
    near: dict[int, set[int]] = {at: set() for at in numbers}
    for one, other in candidates(groups):
        near[one].add(numbers[other])
        near[other].add(numbers[one])
    return near


def find_candidates(groups: Sequence[Group]) -> Iterator[tuple[int, int]]:
    """Pairs of groups that may be alike: for each, its nearest by shared terms, found in order of time."""
    order = order_in_time(groups)
    by_member = sorted(order, key=lambda number: groups[number].members[0])
    first = np.empty(len(groups), np.int64)  # of each group, its place in the order of the first members
    first[by_member] = np.arange(len(groups))
    postings: dict[str, tuple[array[int], array[float]]] = defaultdict(lambda: (array("q"), array("d")))
    for at in order:
        met: list[Any] = []
        shared: list[Any] = []
        for term, weight in telling(groups[at]).items():
            numbers, weights = postings[term]
            if numbers:
                last = max(len(numbers) - POSTINGS, 0)
                met.append(np.array(numbers[last:]))
                shared.append(weight * np.array(weights[last:]))
            numbers.append(at)
            weights.append(weight)
        if met:
            others = np.concatenate(met)
            yield from ((at, other) for other in nearest(others, first[others], np.concatenate(shared)))


def nearest(numbers: Any, first: Any, shared: Any) -> list[int]:
    """The groups that share most, from arrays with an item for each term that one shares.

    An item is the group's number, its place in the order of first members, and what is shared, summed in the order in
    which it comes: the same items give the same groups, to the last bit.
    """
    others, where, back = np.unique(numbers, return_index=True, return_inverse=True)
    likeness = np.bincount(back, shared)
    best = np.lexsort((first[where], -likeness))[:NEIGHBOURS]
    return [int(others[one]) for one in best if likeness[one] >= ALIKE / 2]


def order_in_time(groups: Sequence[Group]) -> list[int]:
    """The numbers of groups by their first days and members."""
    return sorted(range(len(groups)), key=lambda at: (min(groups[at].days, default=0), groups[at].members[0]))


def telling(group: Group) -> Vector:
    """The mean of a group's vectors, by its most telling terms."""
    if len(group.members) == 1 and len(group.total) <= _TERMS:
        return group.total
    kept = sorted(group.total.items(), key=lambda item: (-item[1], item[0]))[:_TERMS]
    return {term: weight / len(group.members) for term, weight in kept}


def _round(groups: Sequence[Group], near: dict[int, set[int]], names: Collection[str]) -> list[Group]:
    """Groups joined with their candidates, and the candidates of these, most alike first; `near` follows."""
    now = dict(enumerate(groups))
    pairs = ((one, other) for one in near for other in near[one] if one < other)
    queue = [
        (-likeness, one, other) for one, other in pairs if (likeness := alike(now[one], now[other], names)) >= ALIKE
    ]
    heapify(queue)
    following = len(groups)
    while queue:
        _, first, second = heappop(queue)
        if first not in now or second not in now:
            continue
        near[following] = (near.pop(first) | near.pop(second)) - {first, second}
        now[following] = _merge(now.pop(first), now.pop(second))
        for neighbour in near[following]:
            near[neighbour] -= {first, second}
            near[neighbour].add(following)
            if (likeness := alike(now[following], now[neighbour], names)) >= ALIKE:
                heappush(queue, (-likeness, neighbour, following))
        following += 1
    return list(now.values())


def _merge(one: Group, other: Group) -> Group:
    """Two groups as one; the larger one's vector is reused, unless it is that of a single member, which others hold."""
    large, small = (one, other) if len(one.total) >= len(other.total) else (other, one)
    total = large.total if len(large.members) > 1 else dict(large.total)
    for term, weight in small.total.items():
        total[term] = total.get(term, 0.0) + weight
    return Group(large.members + small.members, total, large.days + small.days)


def _settle_lone(groups: Sequence[Group], near: Mapping[int, set[int]], names: Collection[str]) -> list[Group]:
    """The groups, with each member left alone put to the group of several whose centre it is near."""
    centres = {at: _length(group) for at, group in enumerate(groups) if len(group.members) > 1}
    settled = {at: groups[at] for at in centres}
    for at, group in enumerate(groups):
        if at in centres:
            continue
        likeness = {
            other: alike(group, groups[other], names) / centres[other] for other in near[at] if other in centres
        }
        nearest = max(likeness, key=lambda other: (likeness[other], groups[other].members[0]), default=None)
        if nearest is not None and likeness[nearest] >= _ALIKE_LONE:
            old = settled[nearest]
            settled[nearest] = Group(old.members + group.members, old.total, old.days + group.days)
        else:
            settled[at] = group
    return list(settled.values())


def _length(group: Group) -> float:
    """The length of the mean of a group's vectors: 1 for members all alike, the less the more they differ."""
    return math.sqrt(sum(weight * weight for weight in group.total.values())) / len(group.members)
