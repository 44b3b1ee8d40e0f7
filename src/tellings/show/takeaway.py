"""What a reader takes along from the reading room: each view as CSV or JSON, pictures as SVG, a story as one file."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tellings import queries, search
from tellings.show.desk import read_query
from tellings.show.exports.csv_tables import csv_text
from tellings.show.exports.tables import tables
from tellings.show.html import report_html, room_html
from tellings.show.library import ARTICLES, Library
from tellings.show.pages import lay_origins, story_page
from tellings.show.pictures import days_picture, origins_picture
from tellings.show.rows import Row
from tellings.show.timeline import Day, timeline

TABLES: Final = {
    "findings": "findings",
    "figures": "figures",
    "cast": "people",
    "claims": "claims",
    "origins": "origins",
    "articles": "articles",
}
_TYPES: Final = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


class Takeaway:
    """The handlers of downloads."""

    def __init__(self, library: Library) -> None:
        """Over a library."""
        self.library = library

    def routes(self) -> list[Route]:
        """Their addresses; they stand before those of pages, which they look like."""
        return [
            Route("/search.{form:str}", self.hits, methods=["GET"]),
            Route("/story/{id}/report.html", self.report, methods=["GET"]),
            Route("/story/{id}/{picture:str}.svg", self.picture, methods=["GET"]),
            Route("/story/{id}/{view:str}.{form:str}", self.table, methods=["GET"]),
        ]

    def _story(self, request: Request) -> str:
        story = self.library.ask(lambda connection: queries.find_story(connection, request.path_params["id"]))
        if not story:
            raise HTTPException(404, "No such story is in the ledger.")
        return story

    def table(self, request: Request) -> Response:
        """The rows of a view."""
        story, view = self._story(request), request.path_params["view"]
        if view == "timeline":
            spread = self.library.spread(story, view)
            rows = [row for told in timeline(spread.view, spread.sheets) for row in _day_rows(told)]
        elif view in TABLES:
            record = self.library.spread(story, view).record
            rows = tables(record)[TABLES[view]]
        else:
            raise HTTPException(404, f"There is no such table; there are {', '.join([*TABLES, 'timeline'])}.")
        return _download(rows, request.path_params["form"], f"{view}-{story}")

    def hits(self, request: Request) -> Response:
        """Everything a search finds, as far as it is counted."""
        query, _ = read_query(request)
        found, _ = self.library.ask(lambda connection: search.search(connection, query, limit=search.COUNTED))
        rows: list[Row] = [
            {
                "kind": hit.kind,
                "words": hit.snippet.replace(search.OPEN, "").replace(search.CLOSE, ""),
                "speaker": hit.speaker,
                "day": hit.day,
                "outlet": hit.outlet,
                "title": hit.title,
                "published": hit.published,
                "article": hit.article,
                "start": hit.start,
                "end": hit.end,
                "address": f"{ARTICLES}{hit.article}?at={hit.start}-{hit.end}#here",
            }
            for hit in found
        ]
        return _download(rows, request.path_params["form"], "search")

    def picture(self, request: Request) -> Response:
        """A picture as a file of its own."""
        story, name = self._story(request), request.path_params["picture"]
        if name not in ("origins", "timeline"):
            raise HTTPException(404, "There is no such picture; there are origins and timeline.")
        spread = self.library.spread(story, name)
        found: Any
        if name == "origins":
            rows = lay_origins(spread)
            found = origins_picture(rows) if rows else None
        else:
            found = days_picture(timeline(spread.view, spread.sheets))
        if found is None:
            raise HTTPException(404, "There is too little to draw.")
        svg = room_html("picture_file", picture=found, drawn=name)
        return Response(svg, media_type="image/svg+xml", headers=_named(f"{name}-{story}.svg"))

    def report(self, request: Request) -> Response:
        """The whole story as one file."""
        story = self._story(request)
        record = self.library.ask(lambda connection: queries.story_part(connection, story))
        name = re.sub(r"[^A-Za-z0-9]+", "-", record.stories[0].title)[:60].strip("-").lower() or story
        return Response(report_html(story_page(record, story)), media_type="text/html", headers=_named(f"{name}.html"))


def _day_rows(told: Day) -> list[Row]:
    return [
        {
            "first": told.first,
            "last": told.last,
            "track": track,
            "planned": event.planned,
            "who": event.who,
            "article": words.tag,
            "outlet": words.outlet,
            "words": words.text,
            "address": words.href,
        }
        for track, events in (("happened", told.happened), ("said", told.said))
        for event in events
        for words in event.quotes
    ]


def _download(rows: list[Row], form: str, name: str) -> Response:
    if form not in _TYPES:
        raise HTTPException(404, "A table comes as .csv or .json.")
    text = csv_text(rows) if form == "csv" else json.dumps(rows, ensure_ascii=False, indent=1)
    body = text.encode("utf-8", "replace")  # a lone half of a character is no UTF-8
    return Response(body, media_type=_TYPES[form], headers=_named(f"{name}.{form}"))


def _named(name: str) -> dict[str, str]:
    return {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
