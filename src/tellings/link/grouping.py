"""Grouping: things with vectors and days into groups by average link, at a cost that grows almost linearly.

The average link of two groups is the product of their summed vectors, so it needs no table of all pairs. Each group
meets only those with which it shares telling terms (an inverted list), most alike first; what came of one round meets
again in the next, until nothing joins. A group is compared with all that it meets at once, in arrays.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush, heapreplace
from typing import Any, NamedTuple

import numpy as np

# All tuned on 184 articles of 32 stories, whose dates are wrong by days to a year.
ALIKE = 0.12  # the least average likeness at which two groups are one
_ALIKE_LONE = 0.15  # the least likeness of one left alone to the centre of the group it joins
_UNBORNE, _BORNE_OUT = 0.04, 2.0  # what words count that no name bears out, and for each share of names
_TERMS = 80  # terms by which groups find each other
_MOST_TERMS = 4000  # kept of a group; one of 200 long articles has twice as many, most of them in one article each
POSTINGS = 64  # the most groups, nearest in time, that one term proposes for one
NEIGHBOURS = 24  # candidates kept a group
_FRESH, _FADED = 10, 120  # days apart up to which dates say nothing, and from which they say no more
_LEAST_FRESH = 0.6  # what likeness keeps when dates are that far apart

Array = Any  # of numpy


class Vector(NamedTuple):
    """The numbers of terms, ascending, and how much is spoken of each."""

    terms: Array
    weights: Array


@dataclass(slots=True)
class Group:
    """What is taken for one so far: members, their summed vector, first and last day as ordinals (0: not known)."""

    members: list[str]
    total: Vector
    first: int = 0
    last: int = 0


# Of vectors in order of time: for each that may be like earlier ones, its place and theirs.
Candidates = Callable[[Sequence[Vector]], Iterable[tuple[int, Array]]]


def join(groups: list[Group], named: Array, candidates: Candidates | None = None) -> list[Group]:
    """Groups joined until none are alike enough; `named` says of each term whether it is a name.

    `candidates` does what `find_candidates` does, elsewhere than in this process.
    """
    while True:
        near = _near(groups, candidates or find_candidates)
        joined = _join_once(groups, near, named)
        if len(joined) == len(groups):
            return _settle_lone(groups, near, named)
        groups = joined


def summed(vectors: Sequence[Vector]) -> Vector:
    """The sum of vectors."""
    terms = _distinct(np.concatenate([one.terms for one in vectors]))
    weights = np.zeros(len(terms))
    for one in vectors:
        weights[np.searchsorted(terms, one.terms)] += one.weights
    return Vector(terms, weights)


def _distinct(numbers: Array) -> Array:
    """Each number once, ascending: for short arrays twice as fast as `np.unique`, which hashes."""
    ordered = np.sort(numbers)
    return ordered[np.diff(ordered, prepend=-1) > 0]


def _near(groups: Sequence[Group], candidates: Candidates) -> list[Array]:
    """For each group, by number, those that may be like it."""
    order = sorted(range(len(groups)), key=lambda at: (groups[at].first, groups[at].members[0]))
    found = list(candidates([_telling(groups[at]) for at in order]))
    places = np.array(order, np.int32)
    ones = np.repeat(places[[at for at, _ in found]], [len(others) for _, others in found])
    others = places[np.concatenate([others for _, others in found])] if found else ones
    del found
    whose = np.concatenate([ones, others])
    met = np.concatenate([others, ones])[np.argsort(whose, kind="stable")]
    return np.split(met, np.cumsum(np.bincount(whose, minlength=len(groups)))[:-1]) if groups else []


def _telling(group: Group) -> Vector:
    """The mean of a group's vectors, by its most telling terms."""
    terms, weights = group.total
    if len(terms) > _TERMS:
        kept = np.sort(np.argsort(-weights, kind="stable")[:_TERMS])
        terms, weights = terms[kept], weights[kept]
    return Vector(terms, weights / len(group.members))


def find_candidates(vectors: Sequence[Vector]) -> Iterator[tuple[int, Array]]:
    """The places of those that may be alike, in order of time: for each, its nearest before it by shared terms."""
    if not vectors:
        return
    ends = np.cumsum([len(one.terms) for one in vectors])
    terms = np.concatenate([one.terms for one in vectors])
    weights = np.concatenate([one.weights for one in vectors])
    whose = np.repeat(np.arange(len(vectors), dtype=np.int32), np.diff(ends, prepend=0))
    # One list a term, of those that have it, one list after the other; `place` is where an item of a vector stands.
    listed = np.argsort(terms, kind="stable")
    place = np.empty_like(listed)
    place[listed] = np.arange(len(listed))
    begins = np.flatnonzero(np.diff(terms[listed], prepend=-1))
    begin = np.repeat(begins, np.diff(begins, append=len(listed)))[place]
    begin = np.maximum(begin, place - POSTINGS)
    whose, listed_weights = whose[listed], weights[listed]
    del terms, listed
    for at, end in enumerate(ends):
        items = slice(end - len(vectors[at].terms), end)
        counts = place[items] - begin[items]
        total = int(counts.sum())
        if total:
            met = np.arange(total) + np.repeat(begin[items] - (np.cumsum(counts) - counts), counts)
            near = nearest(whose[met], np.repeat(weights[items], counts) * listed_weights[met])
            if len(near):
                yield at, near


def nearest(numbers: Array, shared: Array) -> Array:
    """Those that share most, from arrays with an item for each term that one shares.

    An item is the number of the one that shares it, and what is shared, summed in the order in which it comes: the
    same items give the same numbers, to the last bit. Of those that share as much, the lower numbers come first.
    """
    others = _distinct(numbers)
    likeness = np.bincount(np.searchsorted(others, numbers), shared)
    others, likeness = others[likeness >= ALIKE / 2], likeness[likeness >= ALIKE / 2]
    return others[np.argsort(-likeness, kind="stable")[:NEIGHBOURS]]


class _Round:
    """The groups of a round, by number, and those that come of them; one is compared with many at once."""

    def __init__(self, groups: Sequence[Group], named: Array) -> None:
        self.now = dict(enumerate(groups))
        self.named = named.astype(np.int8)
        most = 2 * len(groups)
        self.sizes, self.first, self.last = (np.zeros(most, np.int64) for _ in range(3))
        self.head = np.arange(most, dtype=np.int32)  # on the way to the group that a group has become part of
        self._mine = np.zeros(len(named))
        for at, group in enumerate(groups):
            self._enter(at, group)

    def _enter(self, at: int, group: Group) -> None:
        self.now[at] = group
        self.sizes[at], self.first[at], self.last[at] = len(group.members), group.first, group.last

    def merge(self, one: int, other: int, following: int) -> None:
        """Make of two groups one with the number `following`."""
        ours, theirs = self.now.pop(one), self.now.pop(other)
        self._enter(following, _together(ours, theirs, _heaviest(summed([ours.total, theirs.total]))))
        self.head[[one, other]] = following

    def heads(self, some: Array) -> Array:
        """The groups of now that hold these."""
        found = self.head[some]
        while not np.array_equal(above := self.head[found], found):
            self.head[found] = self.head[above]  # half the way, next time
            found = above
        return _distinct(found)

    def likeness(self, one: int, others: Array) -> Array:
        """The average likeness of the members of a group to those of each of some others.

        Like events share words ("crash", "pilot") but not names, so words count only as far as names bear them out.
        """
        ours, theirs = self.now[one].total, [self.now[other].total for other in others.tolist()]
        terms = np.concatenate([total.terms for total in theirs])
        whose = np.repeat(np.arange(0, 2 * len(theirs), 2), [len(total.terms) for total in theirs])
        self._mine[ours.terms] = ours.weights
        shared = self._mine[terms] * np.concatenate([total.weights for total in theirs])
        self._mine[ours.terms] = 0
        sums = np.bincount(whose + self.named[terms], shared, 2 * len(theirs)).reshape(-1, 2)
        words, names = (sums / (self.sizes[one] * self.sizes[others])[:, None]).T
        several = (np.minimum(self.sizes[one], self.sizes[others]) > 1) | (self.sizes[one] == self.sizes[others])
        words = np.where(several, np.minimum(words, _UNBORNE + _BORNE_OUT * names), words)
        return (names + words) * self._freshness(one, others)

    def _freshness(self, one: int, others: Array) -> Array:
        """What the days of groups do to their likeness: 1 for the same days or unknown ones, less far apart."""
        first, last = self.first[others], self.last[others]
        apart = np.maximum(self.first[one] - last, first - self.last[one])
        apart[(first == 0) | (self.first[one] == 0)] = 0
        return 1 - (1 - _LEAST_FRESH) * np.clip((apart - _FRESH) / (_FADED - _FRESH), 0, 1)

    def ahead(self, one: int, others: Array) -> Iterator[tuple[float, int, int]]:
        """The pairs of a group with some others that are alike enough, most alike first, ready for a heap."""
        likeness = self.likeness(one, others)
        others, likeness = others[likeness >= ALIKE], likeness[likeness >= ALIKE]
        order = np.lexsort((others, -likeness))
        others, likeness = others[order], -likeness[order]
        return (
            (float(alike), min(one, int(other)), max(one, int(other)))
            for alike, other in zip(likeness, others, strict=True)
        )


def _join_once(groups: Sequence[Group], near: Sequence[Array], named: Array) -> list[Group]:
    """Groups joined with their candidates, and the candidates of these, most alike first."""
    state = _Round(groups, named)
    met = dict(enumerate(near))
    queue: list[tuple[tuple[float, int, int], int, Iterator[tuple[float, int, int]]]] = []
    for one, others in enumerate(near):
        after = others[others > one]
        if len(after) and (pair := next(ahead := state.ahead(one, after), None)):
            queue.append((pair, one, ahead))  # the rest of its pairs waits behind the first
    heapify(queue)
    following = len(groups)
    while queue:
        (_, one, other), owner, ahead = queue[0]
        if owner in state.now and (pair := next(ahead, None)):
            heapreplace(queue, (pair, owner, ahead))
        else:
            heappop(queue)
        if one in state.now and other in state.now:
            state.merge(one, other, following)
            others = state.heads(np.concatenate([met.pop(one), met.pop(other)]))
            others = met[following] = others[others != following]
            if len(others) and (pair := next(ahead := state.ahead(following, others), None)):
                heappush(queue, (pair, following, ahead))
            following += 1
    return list(state.now.values())


def _settle_lone(groups: Sequence[Group], near: Sequence[Array], named: Array) -> list[Group]:
    """The groups, with each member left alone put to the group of several whose centre it is near."""
    state = _Round(groups, named)
    centres = np.array([_length(group) for group in groups])
    settled = {at: group for at, group in enumerate(groups) if len(group.members) > 1}
    for at, group in enumerate(groups):
        if len(group.members) > 1:
            continue
        others = near[at][state.sizes[near[at]] > 1]
        likeness = state.likeness(at, others) / centres[others] if len(others) else others
        alike = dict(zip(others.tolist(), likeness.tolist(), strict=True))
        closest = max(alike, key=lambda other: (alike[other], groups[other].members[0]), default=None)
        if closest is not None and alike[closest] >= _ALIKE_LONE:
            settled[closest] = _together(settled[closest], group, settled[closest].total)
        else:
            settled[at] = group
    return list(settled.values())


def _heaviest(total: Vector) -> Vector:
    """A sum of vectors without its lightest terms where it has very many: what is added to it costs no more then."""
    if len(total.terms) <= 2 * _MOST_TERMS:
        return total
    kept = np.sort(np.argsort(-total.weights, kind="stable")[:_MOST_TERMS])
    return Vector(total.terms[kept], total.weights[kept])


def _together(one: Group, other: Group, total: Vector) -> Group:
    """Two groups as one, with this vector."""
    first = min(filter(None, (one.first, other.first)), default=0)
    return Group(one.members + other.members, total, first, max(one.last, other.last))


def _length(group: Group) -> float:
    """The length of the mean of a group's vectors: 1 for members all alike, the less the more they differ."""
    return math.sqrt(float(group.total.weights @ group.total.weights)) / len(group.members)
