"""The reader: an article with its marks as layers, beside each passage what others say, and the input itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from tellings import queries
from tellings.ledger.reads import read_articles, read_marks
from tellings.model import Article, Figure, Marks, Passage, Record, Span, Story
from tellings.show.html import room_html
from tellings.show.library import ARTICLES, Library
from tellings.show.pages import lay_papers
from tellings.show.reader import Piece, Quote, letter, quote, read
from tellings.show.room import frame
from tellings.show.spread import Spread, open_story
from tellings.show.text import citation
from tellings.show.words import STANCE_WORDS, bounds, revealed, visible

LAYERS: Final = (
    ("finding", "Findings"),
    ("statement", "Statements"),
    ("figure", "Figures"),
    ("date", "Dates"),
    ("name", "Names"),
)
OTHERS: Final = 6  # accounts of others beside one sentence; the views of claims and figures hold all
_PLACE: Final = re.compile(r"(\d{1,9})-(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Other:
    """What another article says of the same: a value or a stance, who says it, its words."""

    value: str
    source: str
    quote: Quote


class ArticlePage:
    """The handler of articles."""

    def __init__(self, library: Library) -> None:
        """Over a library."""
        self.library = library

    def routes(self) -> list[Route]:
        """Their address."""
        return [Route("/article/{id}", self.article, methods=["GET"])]

    def article(self, request: Request) -> Response:
        """An article, with the words of `?at=START-END` (as spans count) marked, or its input with `?input=1`."""
        key = request.path_params["id"]
        marks = self.library.ask(lambda connection: _marks(connection, key))
        if marks is None:
            raise HTTPException(404, "No such article is in the ledger. The list of all stories leads on.")
        story = self.library.ask(lambda connection: queries.story_of(connection, key))
        spread = self._spread(story, key)
        sheet = spread.sheets[key]
        resting = {
            rank: mine
            for rank, finding in enumerate(spread.findings, 1)
            if (mine := [a.passage for a in finding.accounts if a.passage.article == key])
        }
        here = _asked(request, sheet.article)
        reading = read(sheet, marks, resting, here)
        paper = next(paper for paper in lay_papers(spread) if paper.tag == sheet.tag)
        around: dict[str, Any] = frame(self.library, story, "articles") if story else _alone(spread)
        values = around | {
            "reading": reading,
            "paper": paper,
            "here": ARTICLES + key,
            "here_id": sheet.anchor(here) if here else "",
            "others": _others(spread, key),
            "findings": {rank: spread.findings[rank - 1].id for rank in resting},
            "layers": LAYERS,
            "cited": citation(sheet),
            "input": [*_input(sheet.article)] if "input" in request.query_params else [],
            "cleaned": sheet.article.source != sheet.article.text,
        }
        return HTMLResponse(room_html("article", scripts=(), **values))

    def _spread(self, story: str, key: str) -> Spread:
        """The article's story; of an older version, which is in none, the article alone."""

        def alone(connection: Any) -> Spread:
            found = read_articles(connection, [key])
            record = Record(found, read_marks(connection, [key], ("sentences",)), (Story("", "", (key,)),))
            return open_story(record, None, at=ARTICLES)

        return self.library.spread(story, "reader") if story else self.library.ask(alone)


def _marks(connection: Any, key: str) -> Marks | None:
    return read_marks(connection, [key])[key] if queries.has_article(connection, key) else None


def _alone(spread: Spread) -> dict[str, Any]:
    """What surrounds an article that is in no story."""
    papers = lay_papers(spread)
    homes = {paper.tag: (paper.href, paper.outlet) for paper in papers}
    return {"story": "", "title": papers[0].title, "homes": homes, "tabs": (), "view": "", "base": ""}


def _asked(request: Request, article: Article) -> Span | None:
    """The words an address asks for; None where it asks for none or there are none."""
    match = _PLACE.fullmatch(request.query_params.get("at", ""))
    start, end = (int(match[1]), int(match[2])) if match else (0, 0)
    if not start < end <= len(article.source):
        return None
    return Span(start, end, article.source[start:end])


def _others(spread: Spread, key: str) -> dict[str, list[Other]]:
    """What other outlets say of what a sentence says, by the sentence's id."""
    sheet, found = spread.sheets[key], dict[str, dict[Passage, Other]]()
    mine = letter(sheet.tag)

    def add(place: Span, value: str, source: str, passage: Passage) -> None:
        other = spread.sheets.get(passage.article)
        here = found.setdefault(sheet.anchor(place), {})
        if other is not None and letter(other.tag) != mine and len(here) < OTHERS:
            here.setdefault(passage, Other(visible(value), visible(source), quote(other, passage.span, 200)))

    figures: dict[str, tuple[str, Figure]] = {figure.id: (at, figure) for at, figure in spread.view.figures()}
    for measure in spread.record.measures:
        placed = [figures[i] for i in measure.figures if i in figures]
        for at, figure in placed:
            if at == key:
                for other_at, other in placed:
                    add(figure.span, bounds(other), other.said_by, Passage(other_at, other.span))
    for claim in spread.record.claims:
        for voice in claim.voices:
            if voice.passage.article == key:
                for told in claim.voices:
                    stance = STANCE_WORDS.get(told.stance, told.stance)
                    add(voice.passage.span, stance, told.speaker, told.passage)
    return {anchor: [*rows.values()] for anchor, rows in found.items() if rows}


def _input(article: Article) -> Iterator[tuple[Piece, bool]]:
    """The source in pieces, each with whether cleaning kept it; line ends are shown."""
    at, ends = 0, [*article.map.clean_starts[1:], article.map.length]
    for clean, start, after in zip(article.map.clean_starts, article.map.source_starts, ends, strict=True):
        if start > at:
            yield _shown(article.source[at:start]), False
        at = start + after - clean
        yield _shown(article.source[start:at]), True
    if at < len(article.source):
        yield _shown(article.source[at:]), False


def _shown(text: str) -> Piece:
    return Piece("↵\n".join(revealed(line) for line in re.split(r"\r\n|\r|\n", text)))
