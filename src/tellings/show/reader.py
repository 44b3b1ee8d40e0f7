"""Articles cut into sentences that can be pointed at, and their words with what is marked in them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tellings.model import Article, Figure, Marks, Passage, Span, Statement, When
from tellings.said import Days, periods_said
from tellings.show.dated import days_among
from tellings.show.differ import differing
from tellings.show.words import STANCE_WORDS, bounds, clip, day, days, visible

HEADLINE: Final = 160  # characters; a first paragraph that is longer or ends in a full stop is no headline
Layer = tuple[int, int, str]  # a clean range and the kind of mark on it


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that carry the same marks; `kinds` are the marks' names with spaces between, "" for none."""

    text: str
    kinds: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One article as pages point at it: its tag, its outlet as shown, and its sentences as clean ranges, in order.

    `at` is the address of the article's own page, "" where the page at hand holds the article too. `proposed` are the
    contents of statements that a second reader proposed, with who did.
    """

    article: Article
    tag: str
    outlet: str
    cuts: tuple[tuple[int, int], ...]
    at: str = ""
    proposed: tuple[tuple[Span, str], ...] = ()

    @property
    def home(self) -> str:
        """Where a link to the article leads."""
        return self.at or f"#article-{self.tag}"

    def index(self, offset: int) -> int:
        """The sentence at a clean offset."""
        return max(0, bisect_right(self.cuts, (offset, len(self.article.text) + 1)) - 1)

    def anchor(self, span: Span) -> str:
        """The id of the sentence where a span starts, as the reader section has it."""
        return f"{self.tag}-{self.index(self.article.at(span)[0]) + 1}"

    def href(self, span: Span) -> str:
        """Where a link to these very words leads."""
        return f"{self.at}?at={span.start}-{span.end}#here" if self.at else f"#{self.anchor(span)}"

    def proposer(self, span: Span) -> str:
        """Who proposed the statement whose content a span lies in, "" where Tellings found it itself."""
        return next((who for held, who in self.proposed if held.start <= span.start and span.end <= held.end), "")


@dataclass(frozen=True, slots=True)
class Quote:
    """An article's own words around a passage; the passage is marked where the words hold more than it.

    `href` leads to the words; `proposed` says who proposed the statement they are, where a second reader did.
    """

    tag: str
    outlet: str
    href: str
    pieces: tuple[Piece, ...]
    proposed: str = ""

    @property
    def text(self) -> str:
        """The words without marks."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Note:
    """What stands in the margin of a paragraph: the kind of mark, its words, and what was made of them."""

    kind: str
    words: str
    reading: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the reader: its id, its pieces, and the ranks of the findings that rest on it."""

    id: str
    pieces: tuple[Piece, ...]
    findings: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the reader with its margin."""

    sentences: tuple[Sentence, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as the reader section prints it.

    `headline` is the first paragraph where it is one, else None; `source` the input where cleaning changed it, else "".
    """

    tag: str
    outlet: str
    headline: Paragraph | None
    paragraphs: tuple[Paragraph, ...]
    source: str = ""


def letter(tag: str) -> str:
    """The outlet's letter in an article's tag: `B` of `B2`."""
    return tag.rstrip("0123456789")


def cut(article: Article, sentences: Iterable[Span]) -> tuple[tuple[int, int], ...]:
    """Clean ranges that hold all words of the article: its sentences, and what lies between them, by paragraph."""
    edges = sorted(article.at(span)[0] for span in sentences)
    found: list[tuple[int, int]] = []
    start = at = 0
    for line in article.text.split("\n"):
        stop = start + len(line)
        inner = []
        while at < len(edges) and edges[at] < stop:
            if edges[at] > start:
                inner.append(edges[at])
            at += 1
        for left, right in zip([start, *inner], [*inner, stop], strict=True):
            if article.text[left:right].strip():
                found.append((left, right))
        start = stop + 1
    return tuple(found) or ((0, len(article.text)),)


def pieces(text: str, start: int, end: int, layers: Iterable[Layer]) -> tuple[Piece, ...]:
    """`text[start:end]` in pieces that carry the same marks."""
    turns: dict[int, list[tuple[str, int]]] = {start: [], end: []}
    for left, right, kind in layers:
        if left < end and right > start and left < right:
            turns.setdefault(max(left, start), []).append((kind, 1))
            turns.setdefault(min(right, end), []).append((kind, -1))
    active: Counter[str] = Counter()
    found: list[Piece] = []
    at = start
    for turn in sorted(turns):
        if turn > at:
            found.append(Piece(visible(text[at:turn]), " ".join(sorted(+active))))
            at = turn
        for kind, step in turns[turn]:
            active[kind] += step
    return tuple(found)


def quote(sheet: Sheet, span: Span, longest: int = 280, focus: str | Span = "") -> Quote:
    """The sentence around a span, cut to about `longest` characters, with the span marked.

    `focus` is the part of the span that matters most, or its words: it is marked instead, where it stands there.
    """
    start, end = sheet.article.at(span)
    left, right = _context(sheet, start, end, longest)
    if isinstance(focus, Span):
        marked = sheet.article.at(focus)
    else:
        found = sheet.article.text.find(focus, start, end) if focus else -1
        marked = (found, found + len(focus)) if found >= 0 else (start, end)
    whole = marked[1] - marked[0] >= 0.9 * (right - left)
    return _quote(sheet, span, left, right, [] if whole else [(*marked, "here")])


def wordings(places: Sequence[tuple[Sheet, Span]]) -> list[Quote]:
    """The words under each span, whole, with those marked that the other wordings do not have."""
    ranges = [sheet.article.at(span) for sheet, span in places]
    texts = [sheet.article.text[start:end] for (sheet, _), (start, end) in zip(places, ranges, strict=True)]
    return [
        _quote(sheet, span, start, end, [(start + left, start + right, "differs") for left, right in rows])
        for (sheet, span), (start, end), rows in zip(places, ranges, differing(texts), strict=True)
    ]


def _context(sheet: Sheet, start: int, end: int, longest: int) -> tuple[int, int]:
    left = min(start, sheet.cuts[sheet.index(start)][0])
    right = max(end, sheet.cuts[sheet.index(end - 1)][1])
    if right - left <= longest:
        return left, right
    room = max(0, longest - (end - start)) // 2
    text = sheet.article.text
    if start - left > room:
        left = text.find(" ", start - room, start) + 1 or start
    if right - end > room:
        right = text.rfind(" ", end, end + room)
        right = end if right < 0 else right
    return left, right


def _quote(sheet: Sheet, span: Span, left: int, right: int, layers: Sequence[Layer]) -> Quote:
    text = sheet.article.text
    while left < right and text[left].isspace():
        left += 1
    while left < right and text[right - 1].isspace():
        right -= 1
    made = pieces(text, left, right, layers)
    first, last = sheet.cuts[sheet.index(left)][0], sheet.cuts[sheet.index(right - 1)][1]
    before = [Piece("… ")] if text[first:left].strip() else []
    after = [Piece(" …")] if text[right:last].strip() else []
    return Quote(sheet.tag, sheet.outlet, sheet.href(span), (*before, *made, *after), visible(sheet.proposer(span)))


def read(sheet: Sheet, marks: Marks, findings: Mapping[int, Sequence[Passage]], here: Span | None = None) -> Reading:
    """The article with everything marked in it; `findings` are the passages that each rank rests on.

    `here` are words that a link has led to.
    """
    article = sheet.article
    layers, notes = _layers(sheet, marks)
    if here is not None:
        layers.append((*article.at(here), "here"))
    resting: dict[int, set[int]] = {}
    for rank, passages in findings.items():
        for passage in passages:
            if passage.article == article.id:
                start, end = article.at(passage.span)
                layers.append((start, end, "finding"))
                resting.setdefault(sheet.index(start), set()).add(rank)
    layers.sort()
    paragraphs: list[Paragraph] = []
    row: list[Sentence] = []
    margin: list[Note] = []
    at = 0
    open_layers: list[Layer] = []
    for i, (start, end) in enumerate(sheet.cuts):
        while at < len(layers) and layers[at][0] < end:
            open_layers.append(layers[at])
            at += 1
        open_layers = [layer for layer in open_layers if layer[1] > start]
        ranks = tuple(sorted(resting.get(i, ())))
        row.append(Sentence(f"{sheet.tag}-{i + 1}", pieces(article.text, start, end, open_layers), ranks))
        margin += notes.get(i, [])
        if i + 1 == len(sheet.cuts) or "\n" in article.text[end : sheet.cuts[i + 1][0]]:
            paragraphs.append(Paragraph(tuple(row), tuple(dict.fromkeys(margin))))
            row, margin = [], []
    headed = len(paragraphs) > 1 and _is_headline(article)
    return Reading(
        sheet.tag,
        sheet.outlet,
        paragraphs[0] if headed else None,
        tuple(paragraphs[headed:]),
        _source(article) if article.source != article.text else "",
    )


def _is_headline(article: Article) -> bool:
    first = article.text.split("\n", 1)[0].strip()
    return first == article.title.strip() or (not article.title and len(first) < HEADLINE and first[-1:] != ".")


def _source(article: Article) -> str:
    return "\n".join(visible(line) for line in article.source.splitlines())


def _layers(sheet: Sheet, marks: Marks) -> tuple[list[Layer], dict[int, list[Note]]]:
    """The marks as ranges, and the margin's notes by sentence."""
    article = sheet.article
    layers: list[Layer] = []
    noted: list[tuple[Span, Note]] = []
    periods = periods_said(article, marks)
    starts = [sentence.start for sentence in marks.sentences]
    for statement in marks.statements:
        layers += [(*article.at(span), "statement") for span in statement.content]
        said = (statement.said_on,) * 2 if statement.said_on else periods.get(statement.id, ("", ""))
        noted.append((statement.content[0], _statement_note(sheet, statement, said)))
    for figure in marks.figures:
        layers.append((*article.at(figure.span), "figure"))
        at = bisect_right(starts, figure.span.start) - 1
        when_of = days_among(marks, marks.sentences[at], figure.as_of) if at >= 0 else figure.as_of
        noted.append((figure.span, _figure_note(sheet, figure, when_of)))
    for when in marks.dates:
        layers.append((*article.at(when.span), "date"))
        if when.earliest or when.latest:
            noted.append((when.span, _when_note(sheet, when)))
    layers += [(*article.at(name.span), "name") for name in marks.names]
    notes: dict[int, list[Note]] = {}
    for span, note in sorted(noted, key=lambda pair: pair[0]):
        notes.setdefault(sheet.index(article.at(span)[0]), []).append(note)
    return layers, notes


def _statement_note(sheet: Sheet, statement: Statement, said: Days) -> Note:
    words = visible(clip(sheet.article.words(statement.content[0]), 60))
    stance = STANCE_WORDS[statement.stance]
    via = f", through {', '.join(statement.via)}" if statement.via else ""
    when = f", {days(*said)}" if said[1] else ""
    proposed = f"; proposed by {statement.proposed_by}" if statement.proposed_by else ""
    by = statement.speaker or "someone not named"
    return Note("said", words, visible(f"{stance} by {by}{via}{when}{proposed}"))


def _figure_note(sheet: Sheet, figure: Figure, when_of: str) -> Note:
    by = f", {figure.said_by}" if figure.said_by else ""
    when = f", as of {day(when_of, short=True)}" if when_of else ""
    made = f"{bounds(figure)} {figure.counted}".strip()
    return Note("figure", visible(sheet.article.words(figure.span)), visible(f"{made}{by}{when}"))


def _when_note(sheet: Sheet, when: When) -> Note:
    return Note("date", visible(sheet.article.words(when.span)), days(when.earliest, when.latest))
