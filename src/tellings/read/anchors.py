"""From the words of an article back to the page: where a span stands in the page's text, its HTML and its bytes.

What is found is what the W3C Web Annotation Data Model calls a TextQuoteSelector (4.2.4) and a TextPositionSelector
(4.2.5) over the text content of the page's body (`pagetext`).

Extraction keeps no places, so the two texts are aligned: by all characters that are not white space, a paragraph at a
time, each looked for behind the one before it. Words that cleaning took out of a paragraph leave it in several runs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tellings.model import Article, Span
from tellings.read.encoding import decode
from tellings.read.pagetext import byte_offsets, page_text

_CONTEXT = 32  # characters before and behind a quotation, as annotation clients keep them
_BLANK = re.compile(r"[\s\0-\x1f\x7f-\x9f\xad\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]+")
_SEED = 16  # characters that have to agree before a broken paragraph is taken up again: three words
_LONG = 40  # characters: shorter paragraphs stand in menus too, and are looked for where their neighbours are
_REACH = 20_000  # characters within which a broken paragraph is looked for
_WALK_AT_MOST = 200_000_000  # characters looked through for one article: some seconds; real ones take a thousandth
_ENCODINGS = ("utf-8", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "cp1252", "mac-roman")
_OLDER = ("cp850", "cp1251", "cp1250", "koi8-r", "shift_jis", "euc-jp", "euc-kr", "gb18030", "big5", "cp1256", "cp1254")
_DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{2,40})""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a span stands in its page.

    `exact` with `prefix` and `suffix` is the quote selector; `start` and `end` the position selector, in code points;
    `first_byte` and `last_byte` the half-open range of the file that holds the words, tags in between included.
    """

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int
    first_byte: int
    last_byte: int

    def selectors(self) -> list[dict[str, str | int]]:
        """The two selectors as Web Annotation JSON-LD has them."""
        return [
            {"type": "TextQuoteSelector", "exact": self.exact, "prefix": self.prefix, "suffix": self.suffix},
            {"type": "TextPositionSelector", "start": self.start, "end": self.end},
        ]


def anchor_spans(raw: bytes, article: Article, spans: Iterable[Span]) -> list[Anchor | None]:
    """An anchor for each span of an article that was read from the page `raw`; None where the body lacks its words.

    So it is with titles and bylines that only the page's head gives. Raises InputError where `raw` is no text.
    """
    html = decode(raw, article.path)
    page = page_text(html)
    aligned = _align(article.source, page.text)
    places = [aligned.place(span) for span in spans]
    ranges = [page.in_html(*place) if place else (0, 0) for place in places]
    # The end of a range is the place of the character behind it.
    at = byte_offsets(raw, encoding_of(raw, html), [offset for pair in ranges for offset in pair])
    return [
        _anchor(page.text, *place, at[first], at[last]) if place else None
        for place, (first, last) in zip(places, ranges, strict=True)
    ]


def encoding_of(raw: bytes, html: str) -> str:
    """The encoding in which `raw` reads as `html`; UTF-8 where none does, so that damage is met as `decode` met it."""
    declared = [match[1].decode("ascii") for match in _DECLARED.finditer(raw, 0, 4096)]
    for name in (*_ENCODINGS, *declared, *_OLDER):
        try:
            if raw.decode(name) == html:
                return name
        except (LookupError, ValueError):
            continue
    return "utf-8"


def _common(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _anchor(text: str, start: int, end: int, first_byte: int, last_byte: int) -> Anchor:
    before, behind = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    return Anchor(text[start:end], before, behind, start, end, first_byte, last_byte)


@dataclass(frozen=True, slots=True)
class _Dense:
    """A text without its blanks: run k of what is left starts at `starts[k]` and stood at `places[k]`."""

    text: str
    starts: tuple[int, ...]
    places: tuple[int, ...]

    def place(self, offset: int) -> int:
        """The offset in the whole text of a character of this one."""
        run = bisect_right(self.starts, offset) - 1
        return self.places[run] + offset - self.starts[run]

    def offset(self, place: int) -> int:
        """The offset of the character at a place of the whole text; of a blank, that of the next one."""
        run = max(0, bisect_right(self.places, place) - 1)
        end = self.starts[run + 1] if run + 1 < len(self.starts) else len(self.text)
        return min(self.starts[run] + place - self.places[run], end)


def _dense(text: str) -> _Dense:
    parts: list[str] = []
    starts, places, size, last = [], [], 0, 0
    for start, end in [*(blank.span() for blank in _BLANK.finditer(text)), (len(text), len(text))]:
        if last < start:
            parts.append(text[last:start])
            starts.append(size)
            places.append(last)
            size += start - last
        last = end
    return _Dense("".join(parts), tuple(starts) or (0,), tuple(places) or (0,))


Run = tuple[int, int, int]  # characters from the first offset of ours are those from the second of the page; how many


@dataclass(frozen=True, slots=True)
class _Aligned:
    """An article and a page, both without blanks, and the runs of characters they share, in order of the article."""

    ours: _Dense
    theirs: _Dense
    runs: tuple[Run, ...]

    def place(self, span: Span) -> tuple[int, int] | None:
        """Where the span stands in the page's text; None where its first or last character is not in it."""
        first = self._there(self.ours.offset(span.start))
        last = self._there(self.ours.offset(span.end - 1))
        if first is None or last is None or not first <= last <= first + 2 * len(span.text) + _REACH:
            return None
        return self.theirs.place(first), self.theirs.place(last) + 1

    def _there(self, offset: int) -> int | None:
        number = bisect_right(self.runs, (offset, len(self.theirs.text), 0)) - 1
        if number < 0:
            return None
        ours, theirs, length = self.runs[number]
        return theirs + offset - ours if offset < ours + length else None


class _Walk:
    """Looks for words in a page, until so many characters were walked past that it is no page of this article."""

    def __init__(self, page: str) -> None:
        self.page, self._left = page, _WALK_AT_MOST

    def find(self, words: str, low: int, high: int, *, last: bool = False) -> int:
        """The first or last place of the words in a range; -1 for none, and where the walk is over."""
        if not words or high <= low or self._left <= 0:
            return -1
        place = self.page.rfind(words, low, high) if last else self.page.find(words, low, high)
        self._left -= (high - low) if place < 0 else (high - place if last else place - low)
        return place


def _align(source: str, page: str) -> _Aligned:
    """The article's paragraphs in the page: long ones first, each behind the one before; short ones between those."""
    ours, theirs = _dense(source), _dense(page)
    walk, end_of_page = _Walk(theirs.text), len(theirs.text)
    paragraphs = [
        (ours.offset(place.start()), ours.offset(place.end() - 1) + 1)
        for place in re.finditer(r"[^\n]*[^\s][^\n]*", source)
    ]
    found: list[list[Run]] = [[] for _ in paragraphs]
    at = 0
    for number, (start, end) in enumerate(paragraphs):
        words = ours.text[start:end]
        if len(words) < _LONG:
            continue
        place = walk.find(words, at, end_of_page)
        if place < 0:
            place = walk.find(words, 0, at)
        found[number] = [(start, place, end - start)] if place >= 0 else list(_pieces(words, start, walk, at))
        at = max([at, *(there + length for _, there, length in found[number])])
    for number, (start, end) in enumerate(paragraphs):
        if not found[number]:
            before = found[number - 1][-1] if number and found[number - 1] else (0, 0, 0)
            behind = next((runs[0][1] for runs in found[number + 1 : number + 9] if runs), end_of_page)
            words = ours.text[start:end]
            place = walk.find(words, before[1] + before[2], behind, last=True)
            if place < 0:
                place = walk.find(words, 0, end_of_page)
            found[number] = [(start, place, end - start)] if place >= 0 else []
    return _Aligned(ours, theirs, tuple(run for runs in found for run in runs))


def _pieces(words: str, start: int, walk: _Walk, low: int) -> Iterator[Run]:
    """The runs of a paragraph that does not stand in the page as a whole."""
    at, covered = 0, 0
    while at + _SEED <= len(words):
        place = walk.find(words[at : at + _SEED], low, low + _REACH)
        if place < 0:
            at += _SEED // 2
            continue
        back = _common(words[covered:at][::-1], walk.page[max(low, place - (at - covered)) : place][::-1])
        at, place = at - back, place - back
        length = _common(words[at:], walk.page[place : place + len(words) - at])
        yield start + at, place, length
        at = covered = at + length
        low = place + length
