"""Lines on pages to paragraphs: by where they stand, how large they are, and how they end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from statistics import median

from tellings.read.words import breaks_word, words_of

_EDGE = 3  # lines at the top and at the bottom of a page among which headers and footers stand
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"\W{0,3}(?:page\s)?\d{1,4}(?:\s?(?:/|of)\s?\d{1,4})?\W{0,3}", re.IGNORECASE)
_LAST, _FIRST = re.compile(r"[^\W\d_]{1,40}$"), re.compile(r"[^\W\d_]{1,40}")
_SENTENCE_END = re.compile(r"[.!?:][”\"'’)\]]{0,2}$")
_HYPHENS = "-\u2010"
# Tuned on PDFs that a browser and a word processor print from one text, in one and two columns.
_GAP = 1.25  # of the usual distance of two lines: beyond it a paragraph begins
_INDENT = 0.8  # of the height of a letter: the first line of a paragraph stands so far in
_OTHER_SIZE = 0.08  # of the height: headings and captions differ by more
_NEAR = 20  # lines before and after, among which the widest tells the width of the column
_SHORT = 0.8  # of the widest line near: a line so short ends its paragraph where it ends a sentence
_LARGE = 1.15  # of the usual height: titles are larger
_TITLE_AT_MOST = 250  # characters


@dataclass(frozen=True, slots=True)
class PdfLine:
    """One line; x, y (of its first letter, from the bottom left) and the height of its letters in points."""

    text: str
    x: float
    y: float
    height: float


def join_lines(pages: Sequence[Sequence[PdfLine]]) -> str:
    """The text of the pages without headers and footers, an empty line between paragraphs."""
    kept = _without_edges(pages)
    lines = [line for page in kept for line in page]
    if not lines:
        return ""
    counts = words_of("\n".join(line.text for line in lines))
    leading = _leading(kept)
    found: list[list[str]] = []
    before: PdfLine | None = None
    for page in kept:
        for number, line in enumerate(page):
            near = page[max(0, number - _NEAR) : number + _NEAR]
            if before and (_goes_on(before, line, near, leading) if number else _runs_over(before, line)):
                last = found[-1].pop()
                found[-1] += [*_joint(last, line.text, counts), line.text]
            else:
                found.append([line.text])
            before = line
    return "\n\n".join(map("".join, found))


def find_title(pages: Sequence[Sequence[PdfLine]]) -> str:
    """The largest lines near the top of the first page, "" where none is larger than the rest."""
    first = pages[0] if pages else []
    sizes = [line.height for page in pages for line in page for _ in range(len(line.text) // 20 + 1)]
    if len(first) < 3 or not sizes:
        return ""
    head = first[:12]
    largest = max(line.height for line in head)
    if largest < _LARGE * median(sizes):
        return ""
    start = next(at for at, line in enumerate(head) if line.height == largest)
    title = []
    for line in head[start:]:
        if abs(line.height - largest) > _OTHER_SIZE * largest:
            break
        title.append(line.text)
    joined = " ".join(title)
    return joined if len(joined) <= _TITLE_AT_MOST else ""


def _without_edges(pages: Sequence[Sequence[PdfLine]]) -> list[list[PdfLine]]:
    """The pages without lines that come again at the edge of every second page, and without page numbers."""
    edges = [[down[:_EDGE], down[::-1][:_EDGE]] for page in pages if (down := sorted(page, key=lambda line: -line.y))]
    often = Counter(key for both in edges for key in {_key(line) for edge in both for line in edge})
    running = {key for key, count in often.items() if count >= max(2, len(pages) / 2)}
    dropped = set[PdfLine]()
    for edge in (edge for both in edges for edge in both):
        dropped.update(takewhile(lambda line: _key(line) in running or _NUMBER.fullmatch(line.text), edge))
    return [[line for line in page if line not in dropped] for page in pages]


def _key(line: PdfLine) -> str:
    """What stays of a running line from page to page: its words but for the numbers."""
    return _DIGITS.sub("#", line.text)


def _leading(pages: Iterable[Sequence[PdfLine]]) -> float:
    """The usual distance of two lines, as a multiple of the height of their letters."""
    gaps = [
        (before.y - line.y) / line.height
        for page in pages
        for before, line in pairwise(page)
        if line.height and 0.5 < (before.y - line.y) / line.height < 3 and _same_size(before, line)
    ]
    # Lines of one paragraph are the closest: the lower quarter is among them even in lists and short paragraphs.
    return sorted(gaps)[len(gaps) // 4] if len(gaps) > 2 else 1.2


def _same_size(before: PdfLine, line: PdfLine) -> bool:
    return abs(before.height - line.height) <= _OTHER_SIZE * max(before.height, line.height)


def _goes_on(before: PdfLine, line: PdfLine, near: Sequence[PdfLine], leading: float) -> bool:
    """True where a line goes on with the paragraph of the line before it on the same page."""
    gap = before.y - line.y
    if abs(gap) < 0.3 * line.height:
        return True  # the same line in pieces
    if not _same_size(before, line):
        return False
    if gap < 0 or gap > 8 * leading * line.height:  # a new column, or over a picture
        return _runs_over(before, line)
    if gap > _GAP * leading * line.height:
        return False
    if _INDENT * line.height < line.x - before.x < 6 * line.height and _ends_sentence(before):
        return False
    widest = max(len(other.text) for other in near if other is before or abs(other.x - before.x) <= 3 * line.height)
    return not (_ends_sentence(before) and len(before.text) < _SHORT * widest)


def _runs_over(before: PdfLine, line: PdfLine) -> bool:
    """True where a paragraph goes on in the next column or on the next page."""
    return _same_size(before, line) and not (_ends_sentence(before) and not line.text[0].islower())


def _ends_sentence(line: PdfLine) -> bool:
    return _SENTENCE_END.search(line.text) is not None


def _joint(left: str, right: str, counts: Mapping[str, int]) -> tuple[str, str]:
    """The end of a paragraph so far and what stands between it and its next line.

    A word that was broken for the line is whole again.
    """
    if left.endswith("\xad"):
        return left.rstrip("\xad"), ""
    if left[-1] not in _HYPHENS or not right[0].islower():
        return left, " "
    last, first = _LAST.search(left, max(0, len(left) - 41), len(left) - 1), _FIRST.match(right)
    whole = last and first and breaks_word(last[0], first[0], counts, at_spaces=True)
    return (left[:-1] if whole else left), ""
