"""Where the words that a model gives back stand in a text: exactly, once, and nowhere by guess.

Models change what typesetting changes: white space, and the shape of quotation marks and apostrophes. Nothing else is
forgiven, neither capitals nor dots, for a quotation with other words is invented.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

from tellings.errors import TellingsError

Range = tuple[int, int]

_DOUBLE: Final = "“”„‟«»″〝〞"
_SINGLE: Final = "‘’‚‛′`´"
_SHAPES: Final = {ord(sign): '"' for sign in _DOUBLE} | {ord(sign): "'" for sign in _SINGLE}
_SPACES: Final = re.compile(r"\s+")
_AROUND: Final = " \"'"  # what a model puts around words and the article need not


class NotThereError(TellingsError):
    """Words do not stand in the text, or in several places; the text says which."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A text with white space as one space and plain quotation marks; `starts[i]` is the place of its sign i."""

    text: str
    starts: tuple[int, ...]

    def back(self, start: int, end: int) -> Range:
        """The range of the text itself under a range of the folded one."""
        return self.starts[start], self.starts[end - 1] + 1

    def under(self, where: Range) -> Range:
        """The range of the folded text over one of the text itself."""
        return bisect_left(self.starts, where[0]), bisect_left(self.starts, where[1])


def fold(text: str) -> Folded:
    """A text as words are looked up in it; linear in its length."""
    plain = text.translate(_SHAPES)
    signs: list[str] = []
    starts: list[int] = []
    at = 0
    for gap in _SPACES.finditer(plain):
        signs.append(plain[at : gap.start()] + " ")
        starts += range(at, gap.start() + 1)
        at = gap.end()
    signs.append(plain[at:])
    starts += range(at, len(plain))
    return Folded("".join(signs), tuple(starts))


def folded_words(words: str) -> str:
    """Words as they are looked up: folded, without white space and quotation marks around."""
    return _SPACES.sub(" ", words.translate(_SHAPES)).strip(_AROUND)


def places(text: Folded, words: str, start: int = 0, end: int | None = None) -> list[Range]:
    """Every range of the folded text, within `start` and `end`, where words stand and are no part of others."""
    wanted = folded_words(words)
    if not any(map(str.isalnum, wanted)):
        return []
    found = []
    end = len(text.text) if end is None else end
    at = text.text.find(wanted, start, end)
    while at >= 0:
        if _whole(text.text, at, at + len(wanted)):
            found.append((at, at + len(wanted)))
        at = text.text.find(wanted, at + 1, end)
    return found


def place(text: Folded, words: str, within: Range | None = None, near: Range | None = None) -> Range:
    """The one place of words, as a range of the folded text; raises NotThereError for none or several.

    `within` is where to look; `near` a range, the closest place outside it is meant, unless two are as close.
    """
    found = places(text, words, *(within or (0, None)))
    if near is not None:
        outside = [one for one in found if one[1] <= near[0] or one[0] >= near[1]]
        ranked = sorted((max(one[0] - near[1], near[0] - one[1]), one) for one in outside)
        found = [one for far, one in ranked if far == ranked[0][0]]
    if not found:
        raise NotThereError("its words are not in the article")
    if len(found) > 1:
        raise NotThereError("its words stand in several places")
    return found[0]


def _whole(text: str, start: int, end: int) -> bool:
    """Whether a range begins and ends where words do."""
    before, after = text[start - 1 : start], text[end : end + 1]
    cut_before = before.isalnum() and text[start].isalnum()
    return not cut_before and not (after.isalnum() and text[end - 1].isalnum())
