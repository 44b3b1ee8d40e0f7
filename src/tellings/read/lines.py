"""Lines to paragraphs: which line breaks end a paragraph, which are wrapping, which are inside a word."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tellings.read.words import breaks_word, open_words, words_of

WRAP_AT_MOST = 120  # characters: mail programs, wires and PDF readers wrap no wider, paragraphs are rarely so narrow
_HEADING = 40  # characters: a shorter line is a heading or a list item, and what follows it starts anew
_LAST_WORD, _FIRST_WORD = re.compile(r"(?<![\w'’\"”])[^\W\d_]{1,40}$"), re.compile(r"[^\W\d_]{1,40}")
_FIRST_TOKEN = re.compile(r"\S{1,40}")
_DASHES = "-\u2010"


@dataclass(frozen=True, slots=True)
class Line:
    """A kept stretch of one line, [start, end) in the source; `breaks` newlines stand between it and the one before.

    `at` is the place of the character that becomes the newline or the space between the two.
    """

    start: int
    end: int
    breaks: int
    at: int


def joints(plain: str, lines: Sequence[Line]) -> list[str]:
    r"""What stands before each line: "\n\n" or "\n" for a paragraph break, " " for a line that was wrapped.

    "" joins the halves of a word, "-" the halves of one that was hyphenated for the break: the hyphen goes too.
    """
    width = _wrap_width(plain, lines)
    found: list[str] = [""] * bool(lines)
    counts: Mapping[str, int] | None = None
    for before, line in pairwise(lines):
        if line.breaks > 1 or not _goes_on(plain, before, line, width):
            found.append("\n\n" if line.breaks > 1 else "\n")
            continue
        counts = words_of(plain) if counts is None else counts
        found.append(_joint(plain, before, line, counts, wrapped=width > 0))
    return found


def _joint(plain: str, before: Line, line: Line, counts: Mapping[str, int], *, wrapped: bool) -> str:
    """How two lines of one paragraph are joined: " ", "" or "-"."""
    right = _FIRST_WORD.match(plain, line.start, line.end)
    hyphenated = plain[before.end - 1] in _DASHES and plain[before.end - 2].isalnum()
    left = _LAST_WORD.search(plain, max(before.start, before.end - 41), before.end - hyphenated)
    if " " in plain[before.end : line.start] or not (left or hyphenated):
        return " "
    if hyphenated:
        if not left or not right or not right[0].islower():
            return ""
        whole = breaks_word(left[0], right[0], counts, at_spaces=True)
        return "-" if whole and f"{left[0]}-{right[0]}".lower() not in counts else ""
    if left and right and right[0][0].islower() and breaks_word(left[0], right[0], counts, at_spaces=wrapped):
        return ""
    return " "


def _goes_on(plain: str, before: Line, line: Line, width: int) -> bool:
    """True where the paragraph goes on over a single line break."""
    if plain[line.at] != "\n":
        return False
    if width and _is_full(plain, before, line, width):
        return True
    if before.end - before.start < _HEADING:
        return False
    last, first = plain[before.end - 1], plain[line.start]
    if first.islower():
        return last.isalnum() or last in ",-\u2010"
    word = _LAST_WORD.search(plain, before.end - _HEADING, before.end)
    return first.isalnum() and word is not None and word[0] in open_words()


def _is_full(plain: str, before: Line, line: Line, width: int) -> bool:
    """True where the first word of the next line would not have fitted: within 15 %, as some wrap at a ragged edge."""
    token = _FIRST_TOKEN.match(plain, line.start, line.end)
    return before.end - before.start + 1 + len(token[0] if token else "") > 0.85 * width


def _wrap_width(plain: str, lines: Sequence[Line]) -> int:
    """The width at which the text is wrapped, in characters; 0 where a line is a paragraph.

    Wrapped prose shows three things at once: no line is wide, most lines are full, and most go on in small letters
    (in English prose about four lines in five; in lists and verse few).
    """
    pairs = [(a, b) for a, b in pairwise(lines) if b.breaks == 1 and plain[b.at] == "\n"]
    if len(pairs) < 2:
        return 0
    width = max(before.end - before.start for before, _ in pairs)
    if not _HEADING <= width <= WRAP_AT_MOST:
        return 0
    full = sum(_is_full(plain, before, line, width) for before, line in pairs)
    small = sum(plain[line.start].islower() for _, line in pairs)
    return width if full >= 0.7 * len(pairs) and small >= 0.4 * len(pairs) else 0
