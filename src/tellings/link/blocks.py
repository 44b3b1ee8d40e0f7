"""Blocks: which pairs of full names are worth comparing, found without looking at every pair.

A block holds the forms that share the consonants of a part. Where too many share one, two shared parts are asked for.
Within a block a table of parts, worked out at once, rules out nearly all pairs; what it keeps is compared one by one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations, pairwise
from typing import Any

import numpy as np
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from tellings.link.compare import may_be_one, telling_parts
from tellings.link.forms import Form, FormKey
from tellings.link.given import may_be_called
from tellings.link.spelling import consonants, edits, fold, pinyin, sound, stands_for

BLOCK = 64  # forms a block may hold before only blocks of two shared parts are searched
_PARTS = 8  # parts of a form that two-part blocks are made of
_FEW = 6  # forms among which pairs are compared one by one at once
_FARTHEST = edits(99)  # of all distances, the last that counts


def find_pairs(forms: Mapping[FormKey, Form]) -> list[tuple[FormKey, FormKey]]:
    """Pairs of full forms of one kind that share a part by its consonants and may be one (`_may_be_one`)."""
    names = sorted(key for key, form in forms.items() if not form.alone)
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, key in enumerate(names):
        for part in _shared_by(forms[key]):
            blocks[key[0], part].append(number)
    crowded: dict[int, list[str]] = defaultdict(list)
    found: set[tuple[int, int]] = set()
    for (_, part), members in blocks.items():
        if len(members) <= BLOCK:
            found.update(_near([forms[names[number]] for number in members], members))
        else:
            for number in members:
                crowded[number].append(part)
    blocks.clear()
    double: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for number in sorted(crowded):
        for two in combinations(sorted(crowded.pop(number))[:_PARTS], 2):
            double[names[number][0], *two].append(number)
    for members in double.values():
        if 1 < len(members) <= 4 * BLOCK:
            found.update(_near([forms[names[number]] for number in members], members))
    return [(names[one], names[other]) for one, other in sorted(found)]


def _shared_by(form: Form) -> set[str]:
    """What a form is looked up by."""
    parts = fold(form.words)
    keys = {consonants(part) for part in [*parts, *(a + b for a, b in pairwise(parts))] if len(part) > 1}
    if form.kind == "body":
        keys |= {_initials(form.words), "".join(parts)} if len(parts) > 1 else {parts[0]} if parts else set()
    return keys


def _initials(words: str) -> str:
    return "".join(part[0] for part in words.split() if part[0].isupper()).lower()


def _near(forms: Sequence[Form], numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The pairs of a block that may be one, as pairs of their numbers."""
    chosen: Any = combinations(range(len(forms)), 2) if len(forms) <= _FEW else _not_ruled_out(forms)
    for i, j in chosen:
        if _may_be_one(forms[i], forms[j]):
            yield numbers[i], numbers[j]


def _may_be_one(one: Form, other: Form) -> bool:
    """Whether two names are alike, or a person's two given names may be."""
    if may_be_one(one.words, other.words, one.kind):
        return True
    return one.kind == "person" and may_be_called(one.words, other.words)


def _not_ruled_out(forms: Sequence[Form]) -> Iterator[tuple[int, int]]:
    """The pairs of a block that `_may_be_one` could allow, and some more.

    It asks of one name that each part is near a part of the other, or stands in the other's parts run together. Near
    parts are few edits apart, a nickname, an initial, or one holds the sound of the other; that a sound is held is
    asked here of pairs of letters, as bits.
    """
    names = [telling_parts(form.words, form.kind) for form in forms]
    parts = list(dict.fromkeys(part for name in names for part in name))
    if not parts:
        yield from combinations(range(len(forms)), 2)
        return
    column = {part: number for number, part in enumerate(parts)}
    holds = np.zeros((len(names), len(parts)), np.float32)
    for row, name in enumerate(names):
        holds[row, [column[part] for part in name]] = 1
    sounds = np.array([_letters(sound(part)) for part in parts], np.uint64)
    wholes = np.array([_letters(sound("".join(name))) for name in names], np.uint64)
    reached = (_near_parts(parts, column, sounds) @ holds.T > 0) | ((sounds[:, None] & ~wholes[None, :]) == 0)
    long = np.array([len(part) > 2 for part in parts])
    left_over = holds @ (long[:, None] & ~reached).astype(np.float32)  # of the row's parts, not found in the column's
    allowed = left_over == 0
    open_ones = np.array([not name for name in names])
    allowed = allowed | allowed.T | open_ones[:, None] | open_ones[None, :]
    rows, columns = np.nonzero(np.triu(allowed, 1))
    yield from zip(rows.tolist(), columns.tolist(), strict=True)


def _near_parts(parts: Sequence[str], column: Mapping[str, int], sounds: Any) -> Any:
    """Of each part (row) and each other (column) whether they may be near: more than `compare` calls so, not fewer."""
    lengths = np.array([len(part) for part in parts])
    far = cdist(parts, parts, scorer=Levenshtein.distance, score_cutoff=_FARTHEST, dtype=np.uint8)
    allowed = np.array([edits(size) for size in range(lengths.max() + 1)])
    near = far <= allowed[np.minimum(lengths[:, None], lengths[None, :])]
    near |= (sounds[None, :] & ~sounds[:, None]) == 0
    first = np.array([ord(part[0]) for part in parts])
    single = lengths == 1
    near |= (single[:, None] | single[None, :]) & (first[:, None] == first[None, :])
    sounding: dict[str, list[int]] = defaultdict(list)
    for part, number in column.items():
        sounding[sound(part)].append(number)
    for part, number in column.items():
        for given in stands_for(part):
            others = sounding.get(given, [])
            near[number, others] = near[others, number] = True
        if pinyin(part) != part:
            near[number, :] = near[:, number] = True
    return near.astype(np.float32)


@lru_cache(maxsize=100_000)
def _letters(word: str) -> int:
    """The pairs of letters in a row of a word, as bits: a word that stands in another has no bit which that has not."""
    bits = 0
    for one, other in pairwise(word):
        bits |= 1 << ((ord(one) * 31 + ord(other)) % 64)
    return bits
