"""Segments: (source, cue, content) as they stand in the text, and the ranges they are made of.

This is the seam for another finder, a trained tagger say: everything after it (form, stance, speaker, chain, day)
works on segments. Offsets are clean and half-open.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

Range = tuple[int, int]

# Punctuation around a content that belongs to the sentence it stands in.
OUTER = " \n\t\u00a0,;:.—–-"


@dataclass(frozen=True, slots=True)
class Segment:
    """Source, cue and content. `lemma` heads the cue; `quoted`: the content is direct speech.

    `firm`: reports speech or thought so plainly that it counts even inside another statement, if its source is its
    `own`, not a pronoun for somebody there. `cited` are the
    words of a source that the source cites ("X reported, citing Y").
    """

    source: Range | None
    cue: Range | None
    content: tuple[Range, ...]
    lemma: str = ""
    quoted: bool = False
    firm: bool = False
    own: bool = True
    cited: Range | None = None


def trim(text: str, start: int, end: int) -> Range | None:
    """The range without white space and punctuation of the sentence around it; None where nothing is left."""
    while start < end and text[start] in OUTER:
        start += 1
    while end > start and text[end - 1] in OUTER:
        if text[end - 1] == "." and text[end - 3 : end - 2] == "." and end - start > 3:  # U.S.
            break
        end -= 1
    if text[start:end].count("(") < text[start:end].count(")") and text[end - 1] == ")":
        end -= 1
    return (start, end) if start < end else None


def inside(offset: int, ranges: Sequence[Range]) -> bool:
    """Whether an offset lies in one of the ranges, which come in order and do not overlap."""
    at = bisect_right(ranges, offset, key=lambda one: one[0]) - 1
    return at >= 0 and offset < ranges[at][1]


def edges(token: Token) -> Range:
    """The clean range of a token's subtree."""
    return token.left_edge.idx, token.right_edge.idx + len(token.right_edge)


def cut_out(text: str, whole: Range, parts: list[Range]) -> list[Range]:
    """`whole` without the stretch that the `parts` inside it span together, trimmed."""
    inside = [part for part in parts if part[0] < whole[1] and part[1] > whole[0]]
    if not inside:
        pieces = [whole]
    else:
        low, high = min(p[0] for p in inside), max(p[1] for p in inside)
        pieces = [(whole[0], max(whole[0], low)), (min(high, whole[1]), whole[1])]
    return [piece for piece in (trim(text, *one) for one in pieces) if piece]
