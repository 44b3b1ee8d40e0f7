"""Pairing of quotation marks: straight, curly, guillemets, `` '' and single ones, told from apostrophes.

Every mark is read as opening, closing or either, by its shape and its neighbours; the marks of a paragraph are then
paired in one pass. Nothing is an error: a mark without a partner is dropped, and an opening mark that its paragraph
never closes runs to the paragraph's end (that is how a quotation over several paragraphs is printed).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

MARKS = re.compile(r"[\"“”„‟«»‘’‚]|''|``|'|`")
OPENING = frozenset("“„‟«")
CLOSING = frozenset("”»")
SINGLES = frozenset("'‘’‚`")
# Words printed with an apostrophe in front: 'em, 'til, '90s.
CLIPPED = re.compile(r"(?:em|til|cause|tis|twas|n|round|bout|\d0s|\d\d)\b", re.I)
# A single-quoted passage longer than this is taken for a stray apostrophe.
LONGEST_SINGLE = 600


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation, marks included, in clean offsets. `open_end`: the paragraph ends before a closing mark."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    single: bool = False
    open_end: bool = False


def pair_quotes(text: str) -> tuple[Quote, ...]:
    """The outermost quotations of a clean text, in order; a quotation never crosses a paragraph break."""
    found: list[Quote] = []
    start = 0
    for paragraph in text.split("\n"):
        found += _pair_paragraph(text, start, start + len(paragraph))
        start += len(paragraph) + 1
    return tuple(found)


def _side(text: str, match: re.Match[str], low: int, high: int) -> str:
    """ "open", "close", "either" or "" (an apostrophe, an inch) for one mark."""
    mark, start, end = match.group(), match.start(), match.end()
    before = text[start - 1] if start > low else " "
    after = text[end] if end < high else " "
    loose_before = before.isspace() or before in "([{—–-/…:" or before in OPENING or before in "\"'‘“"
    loose_after = after.isspace() or not (after.isalnum() or after in "$£€#@[(…“‘\"'.¿¡")
    if mark in SINGLES:
        if before.isalnum() and after.isalnum():
            return ""
        if mark in {"‘", "‚"}:
            return "open"
        if loose_before and not after.isspace():
            return "" if CLIPPED.match(text, end) else "open"
        return "close" if not after.isalnum() else ""
    if mark in OPENING:
        return "close" if loose_after and not loose_before and mark != "«" else "open"
    if mark in CLOSING:
        return "open" if before.isspace() and not after.isspace() and mark == "”" else "close"
    if mark == "``":
        return "open"
    if mark == '"' and before.isdigit() and not after.isalnum() and start - 2 >= low and text[start - 2] in "'’":
        return ""  # 6'2"
    if loose_before and not after.isspace():
        return "either" if before in "\"'‘“—–-…:/" else "open"
    if not before.isspace() and loose_after:
        return "close"
    return "either"


def _pair_paragraph(text: str, low: int, high: int) -> list[Quote]:
    found: list[Quote] = []
    marks = [(m, _side(text, m, low, high)) for m in MARKS.finditer(text, low, high)]
    doubles = [(m, side) for m, side in marks if side and m.group() not in SINGLES]
    opened: re.Match[str] | None = None
    nested = 0
    for index, (mark, side) in enumerate(doubles):
        if opened is None:
            if side != "close":
                opened, nested = mark, 0
        elif side == "open" and mark.group() != '"':
            if [s for _, s in doubles[index + 1 : index + 3]] == ["close", "close"]:
                nested += 1
            else:  # the first was never closed: what follows the next opening mark is sure
                opened, nested = mark, 0
        elif nested:
            nested -= 1
        else:
            found.append(Quote(opened.start(), mark.end(), opened.end(), mark.start()))
            opened = None
    if opened is not None and text[opened.end() : high].strip():
        end = opened.end() + len(text[opened.end() : high].rstrip())
        found.append(Quote(opened.start(), end, opened.end(), end, open_end=True))
    return sorted(found + _singles(text, marks, found), key=lambda quote: quote.start)


def _singles(text: str, marks: list[tuple[re.Match[str], str]], doubles: list[Quote]) -> list[Quote]:
    """Quotations in single marks outside the double ones."""
    found: list[Quote] = []
    opened: re.Match[str] | None = None
    last: re.Match[str] | None = None  # the latest possible close; a plural's apostrophe may look like one
    inside = iter(doubles)
    double = next(inside, None)
    for mark, side in marks:
        while double and double.end <= mark.start():
            double = next(inside, None)
        if not side or mark.group() not in SINGLES or (double and double.start <= mark.start()):
            continue
        if opened and mark.start() - opened.start() > LONGEST_SINGLE:
            if last:
                found.append(Quote(opened.start(), last.end(), opened.end(), last.start(), single=True))
            opened = last = None
        if side == "open":
            if opened and last:
                found.append(Quote(opened.start(), last.end(), opened.end(), last.start(), single=True))
            opened, last = mark, None
        elif opened and (last is None or text[last.start() - 1].isalpha()):
            last = mark
            if not text[mark.start() - 1].isalpha() or text[mark.start() - 1] != "s":
                found.append(Quote(opened.start(), last.end(), opened.end(), last.start(), single=True))
                opened = last = None
    if opened and last:
        found.append(Quote(opened.start(), last.end(), opened.end(), last.start(), single=True))
    clear = [quote for quote in found if quote.inner_end > quote.inner_start]
    starts = [quote.start for quote in doubles]
    return [one for one in clear if bisect_left(starts, one.end) == bisect_left(starts, one.start)]
