"""Alignment: which words two wordings have in common, in one order.

Longest common subsequences (rapidfuzz's bit-parallel ones: the product of the lengths by 64), not difflib's greedy
search for the longest block, which is quadratic and takes what it finds first.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import LCSseq


class Run(NamedTuple):
    """So many words in a row that two wordings share: from `one` in the first, from `other` in the second."""

    one: int
    other: int
    size: int


def common_words(one: Sequence[Hashable], other: Sequence[Hashable]) -> int:
    """How many words two wordings have in common, in one order."""
    return int(LCSseq.similarity(one, other))


def common_runs(one: Sequence[Hashable], other: Sequence[Hashable]) -> list[Run]:
    """The runs of words two wordings have in common, in the order of both."""
    return [
        Run(part.src_start, part.dest_start, part.src_end - part.src_start)
        for part in LCSseq.opcodes(one, other)
        if part.tag == "equal"
    ]


def common_phrases(one: Sequence[Hashable], other: Sequence[Hashable]) -> list[Run]:
    """Those of two words or more, without regard to single ones: aligned by pairs of neighbouring words.

    What two runs would share belongs to the first.
    """
    runs: list[Run] = []
    ends = (0, 0)
    for run in common_runs(list(pairwise(one)), list(pairwise(other))):
        again = max(0, ends[0] - run.one, ends[1] - run.other)
        ends = (run.one + run.size + 1, run.other + run.size + 1)
        runs.append(Run(run.one + again, run.other + again, run.size + 1 - again))
    return runs


def changes(one: Sequence[Hashable], other: Sequence[Hashable]) -> list[tuple[int, int, int, int]]:
    """What of `one` became what of `other`: (a0, a1, b0, b1) for each stretch that differs, in order."""
    runs = common_runs(one, other)
    ends = [(0, 0), *((run.one + run.size, run.other + run.size) for run in runs)]
    starts = [*((run.one, run.other) for run in runs), (len(one), len(other))]
    return [(a0, a1, b0, b1) for (a0, b0), (a1, b1) in zip(ends, starts, strict=True) if a0 < a1 or b0 < b1]
