"""Shared text: passages that one article copied from another, and the alignment of two wordings word by word.

Copies are found by shingles (Broder 1997): five words in a row that two texts share seed a run, which is grown over
small edits. Everything is a pure function over words; only `copied_passages` knows about articles.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Literal, TypeVar

Key = TypeVar("Key", bound=Hashable)
Tag = Literal["equal", "replace", "delete", "insert"]

_WORD = re.compile(r"[^\W_]+(?:[.,'’](?=\w)[^\W_]+)*")
SHINGLE = 5  # words in a row: fewer are shared by chance, more are broken by light editing
_CROWD = 200  # a shingle in more passages than this is furniture, not a copy


def plain_words(text: str) -> list[str]:
    """The words of a text, folded so that case, quotation marks and apostrophes make no difference."""
    return [word.casefold().replace("’", "'") for word in _WORD.findall(text)]


def align(one: Sequence[str], other: Sequence[str]) -> list[tuple[Tag, int, int, int, int]]:
    """How `one` becomes `other`: (tag, a0, a1, b0, b1) runs in order, as `difflib` names them.

    Words are compared as given; fold them first (`plain_words`) to compare wordings rather than typography.
    """
    return list(SequenceMatcher(None, one, other, autojunk=False).get_opcodes())


def shingles(words: Sequence[str], size: int = SHINGLE) -> set[tuple[str, ...]]:
    """Every run of `size` words."""
    return {tuple(words[at : at + size]) for at in range(len(words) - size + 1)}


def shared_run(one: Sequence[str], other: Sequence[str]) -> int:
    """The length in words of the longest run that both hold."""
    return SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size


def shared_share(one: Sequence[str], other: Sequence[str]) -> float:
    """The share of the shorter's words that stand, in order, in the other: 0 to 1, robust to light editing."""
    shorter = min(len(one), len(other))
    if not shorter:
        return 0.0
    if one == other:
        return 1.0
    same = sum(a1 - a0 for tag, a0, a1, _, _ in align(one, other) if tag == "equal" and a1 - a0 > 1)
    return same / shorter


def pairs_sharing(passages: Mapping[Key, Sequence[str]], size: int = SHINGLE) -> Iterator[tuple[Key, Key, int]]:
    """Pairs of passages with a shingle in common and how many they share, by an inverted list."""
    holders: dict[tuple[str, ...], list[Key]] = defaultdict(list)
    for key, words in passages.items():
        for shingle in shingles(words, size):
            holders[shingle].append(key)
    order = {key: number for number, key in enumerate(passages)}
    shared: Counter[tuple[Key, Key]] = Counter()
    for keys in holders.values():
        if 1 < len(keys) <= _CROWD:
            keys.sort(key=order.__getitem__)
            shared.update((one, other) for at, one in enumerate(keys) for other in keys[at + 1 :])
    for (one, other), count in shared.items():
        yield one, other, count
