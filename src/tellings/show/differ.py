"""Which words of one wording stand in no order that the other wordings have too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tellings.grammar.align import common_runs

_WORD: Final = re.compile(r"\w+(?:[-’']\w+)*")
COMPARED: Final = 12  # different wordings that each is compared with; a story seldom has more
LONGEST: Final = 400  # words compared of one wording


def differing(wordings: Sequence[str]) -> list[list[tuple[int, int]]]:
    """For each wording the ranges of characters whose words at least one of the others does not have."""
    words = [[m for _, m in zip(range(LONGEST), _WORD.finditer(text), strict=False)] for text in wordings]
    forms = [[m.group().casefold() for m in row] for row in words]
    shared = [[True] * len(row) for row in words]
    others = list(dict.fromkeys(map(tuple, forms)))[:COMPARED]
    for i, one in enumerate(forms):
        for other in others:
            if other == tuple(one):
                continue
            common = [False] * len(one)
            for run in common_runs(one, other):
                common[run.one : run.one + run.size] = [True] * run.size
            shared[i] = [a and b for a, b in zip(shared[i], common, strict=True)]
    return [_ranges(row, keep, text) for row, keep, text in zip(words, shared, wordings, strict=True)]


def _ranges(words: list[re.Match[str]], shared: list[bool], text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for word, common in zip(words, shared, strict=True):
        if common:
            continue
        if found and not _WORD.search(text, found[-1][1], word.start()):
            found[-1] = (found[-1][0], word.end())
        else:
            found.append(word.span())
    return found
