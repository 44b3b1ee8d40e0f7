"""Speakers: whom the words of a source stand for."""

from __future__ import annotations

from collections.abc import Sequence

from tellings.mark.segments import Segment
from tellings.mark.parse import Parsed
from tellings.model import Name, Role


class Speakers:
    """The people and bodies of one article, in order of mention, and the last who spoke."""

    def __init__(self, parsed: Parsed, names: Sequence[Name], roles: Sequence[Role]) -> None:
        self.text = parsed.article.text
        self.names = [(parsed.article.at(name.span), name) for name in names]

    def of(self, segment: Segment) -> tuple[str, tuple[str, ...]]:
        """(speaker, chain) of a segment."""
        if segment.source is None:
            return "", ()
        return self.text[slice(*segment.source)], ()
