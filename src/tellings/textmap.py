"""The map between a clean text and the source it was cleaned from.

A clean text is made of pieces copied from the source, in order; a character may be replaced by one other (a line break
by a space), never by none or two. So one offset has one counterpart, and a clean span leads back to the source's words.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextMap:
    """Pieces of equal length: `clean[c + i]` came from `source[s + i]` for each pair of starts `(c, s)`.

    `clean_starts` and `source_starts` rise strictly; piece k ends where piece k+1 starts in the clean text.
    """

    clean_starts: tuple[int, ...]
    source_starts: tuple[int, ...]
    length: int

    @classmethod
    def identity(cls, length: int) -> TextMap:
        """The map of a text that needed no cleaning."""
        return cls((0,), (0,), length)

    @classmethod
    def of_pieces(cls, pieces: Iterable[tuple[int, int]]) -> TextMap:
        """From half-open source ranges, in order, that were kept; neighbours that touch become one piece."""
        clean, source, at, end = [], [], 0, -1
        for start, stop in pieces:
            if stop <= start:
                continue
            if start != end:
                clean.append(at)
                source.append(start)
            at, end = at + stop - start, stop
        return cls(tuple(clean) or (0,), tuple(source) or (0,), at)

    def to_source(self, offset: int) -> int:
        """The source offset of the clean character at `offset`."""
        piece = bisect_right(self.clean_starts, offset) - 1
        return self.source_starts[piece] + offset - self.clean_starts[piece]

    def to_clean(self, offset: int) -> int:
        """The clean offset of the source character at `offset`; of one cleaned away, that of the one before it."""
        piece = max(0, bisect_right(self.source_starts, offset) - 1)
        end = self.clean_starts[piece + 1] if piece + 1 < len(self.clean_starts) else self.length
        inside = self.clean_starts[piece] + offset - self.source_starts[piece]
        return max(0, min(inside, end - 1))
