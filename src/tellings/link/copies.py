"""Shared text: passages that one article copied from another.

Candidates are found by shingles (Broder 1997), five words in a row that two texts share, and then aligned. Everything
is a pure function over words.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

from tellings.grammar.align import common_phrases

Key = TypeVar("Key", bound=Hashable)

_WORD = re.compile(r"[^\W_]+(?:[.,'’](?=\w)[^\W_]+)*")
SHINGLE = 5  # words in a row: fewer are shared by chance, more are broken by light editing
_CROWD = 200  # a shingle in more passages than this is furniture, not a copy


def plain_words(text: str) -> list[str]:
    """The words of a text, folded so that case, quotation marks and apostrophes make no difference."""
    return [word.casefold().replace("’", "'") for word in _WORD.findall(text)]


def shingles(words: Sequence[str], size: int = SHINGLE) -> set[tuple[str, ...]]:
    """Every run of `size` words."""
    return set(zip(*(words[at:] for at in range(size)), strict=False))


def shared_share(one: Sequence[str], other: Sequence[str]) -> float:
    """The share of the shorter's words that stand, in order, in the other: 0 to 1, robust to light editing.

    Only words that have a neighbour in common count.
    """
    shorter = min(len(one), len(other))
    return sum(run.size for run in common_phrases(one, other)) / shorter if shorter else 0.0


def pairs_sharing(passages: Mapping[Key, Sequence[str]], size: int = SHINGLE) -> Iterator[tuple[Key, Key, int]]:
    """Pairs of passages with a shingle in common and how many they share, by an inverted list."""
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    keys = list(passages)
    for number, key in enumerate(keys):
        for shingle in shingles(passages[key], size):
            holders[shingle].append(number)
    shared: Counter[int] = Counter()  # a pair as one number: there are many of them
    for numbers in holders.values():
        if 1 < len(numbers) <= _CROWD:
            shared.update(one * len(keys) + other for one, other in combinations(numbers, 2))
    for pair, count in shared.items():
        one, other = divmod(pair, len(keys))
        yield keys[one], keys[other], count
