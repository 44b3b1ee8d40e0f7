"""Corrections: the two values of one count that an article sets right ("corrects the number to 112, not 121")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from tellings.link.traits import traits
from tellings.model import Figure
from tellings.view import StoryView

_CORRECTS = re.compile(r"\b(?:correct|clarif|amend|erroneous|mistaken|wrongly|in error)", re.IGNORECASE)
_NOT = re.compile(
    r"[^.;\n]{0,40}(?:,[ \u00a0]not|instead[ \u00a0]of|rather[ \u00a0]than)[ \u00a0][^.;\n]{0,12}", re.IGNORECASE
)
_FROM = re.compile(r"[^.;\n]{0,40},?[ \u00a0]from[ \u00a0][^.;\n]{0,12}", re.IGNORECASE)

_NEAR = 250  # characters on either side in which a note says that it corrects

Pair = frozenset[float]


def corrected(view: StoryView) -> dict[tuple[str, str], set[Pair]]:
    """The pairs of values that articles of a story correct, by kind and head of what is counted."""
    found: dict[tuple[str, str], set[Pair]] = {}
    for key in view.articles:
        for right, wrong in _pairs(view, key):
            of = traits(right)
            if right.low is not None and wrong.low is not None and right.unit == wrong.unit:
                found.setdefault((of.kind, of.head), set()).add(frozenset((right.low, wrong.low)))
    return found


def _pairs(view: StoryView, key: str) -> Iterator[tuple[Figure, Figure]]:
    """A right and a wrong figure of one sentence that corrects."""
    figures, text = view.marks[key].figures, view.articles[key].text
    for right, wrong in pairwise(figures):
        low, high = view.at(key, view.sentence(key, right.span).span)
        start, end = view.at(key, right.span)[1], view.at(key, wrong.span)[0]
        if not (low <= start <= end < high and _CORRECTS.search(text, max(low, start - _NEAR), min(high, end + _NEAR))):
            continue
        if _NOT.fullmatch(text, start, end) or _FROM.fullmatch(text, start, end):
            yield right, wrong
