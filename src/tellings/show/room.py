"""The pages of one story in the reading room: findings, figures, cast, claims, origins, timeline, articles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import sqlalchemy as sa
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from tellings import queries
from tellings.decisions import grades, in_force
from tellings.ledger.reads import read_decisions
from tellings.show.cards import lay_cards, lay_groups
from tellings.show.courses import join_courses
from tellings.show.desk import decisions_of
from tellings.show.graded import graded_card, graded_claim, graded_measure, graded_row
from tellings.show.html import CHART_SCRIPTS, room_html
from tellings.show.library import Library
from tellings.show.matrix import lay_matrix
from tellings.show.pages import lay_measures, lay_origins, lay_papers
from tellings.show.pictures import days_picture, origins_picture
from tellings.show.prose import KIND_WORDS
from tellings.show.saying import lay_person
from tellings.show.tables import cast
from tellings.show.timeline import timeline
from tellings.show.words import days, visible

T = TypeVar("T")
PAGE: Final[dict[str, int]] = {"findings": 15, "figures": 8, "cast": 60, "claims": 60, "origins": 30, "timeline": 60}
SIDES, VOICES = 12, 4  # of a card in the list; its own page shows up to MOST of each
MOST: Final = 100
TABS: Final = (
    ("findings", "Findings"),
    ("figures", "Figures"),
    ("cast", "Cast"),
    ("claims", "Claims"),
    ("origins", "Origins"),
    ("timeline", "Timeline"),
    ("articles", "Articles"),
)


@dataclass(frozen=True, slots=True)
class Slice:
    """Some rows of many: `first` counts from 1, `onward` is the number of the first row that is still to come."""

    rows: Sequence[Any]
    first: int
    total: int
    onward: int  # 0 where these are the last


def cut(rows: Sequence[T], request: Request, view: str) -> Slice:
    """The rows a page shows, from `?from=` on."""
    first = _number(request.query_params.get("from", ""), len(rows))
    some = rows[first - 1 : first - 1 + PAGE[view]]
    after = first + len(some)
    return Slice(some, first, len(rows), after if after <= len(rows) else 0)


def _number(words: str, most: int) -> int:
    return max(1, min(int(words), most or 1)) if words.isascii() and words.isdigit() and len(words) < 10 else 1


def frame(library: Library, story_id: str, view: str, path: str = "") -> dict[str, Any]:
    """What every page of a story shows around its view."""

    def made(connection: sa.Connection) -> dict[str, Any]:
        story, counts = queries.story_counts(connection, story_id)
        heads = library.spread(story_id, view, connection)
        facts = {"article": len(heads.sheets), "outlet": len(heads.outlets), "origin": counts["origins"]}
        facts |= {"statement": counts["statements"], "figure": counts["figures"]}
        papers = lay_papers(heads)
        return {
            "id": story_id,
            "title": visible(story.title) or "Untitled",
            "days": days(story.first, story.last),
            "facts": facts,
            "papers": papers,
            "outlets": heads.outlets,
            "homes": {paper.tag: (paper.href, paper.outlet) for paper in papers},
            "counts": counts,
        }

    found = library.keep(("frame", story_id), made)
    return found | {
        "story": story_id,
        "view": view,
        "tabs": TABS,
        "base": f"/story/{story_id}",
        "here": f"/story/{story_id}" + (f"/{view}" if view != "findings" else "") + path,
    }


class Room:
    """The handlers of a story's pages."""

    def __init__(self, library: Library) -> None:
        """Over a library."""
        self.library = library

    def routes(self) -> list[Route]:
        """Their addresses."""
        pages: dict[str, Callable[[Request, str], Response]] = {
            "/story/{id}": self.findings,
            "/story/{id}/finding/{finding}": self.finding,
            "/story/{id}/figures": self.figures,
            "/story/{id}/figures/{measure}": self.measure,
            "/story/{id}/cast": self.cast,
            "/story/{id}/person/{person}": self.person,
            "/story/{id}/claims": self.claims,
            "/story/{id}/origins": self.origins,
            "/story/{id}/timeline": self.timeline,
            "/story/{id}/articles": self.articles,
        }
        return [Route(path, self._found(page), methods=["GET"]) for path, page in pages.items()]

    def _found(self, page: Callable[[Request, str], Response]) -> Callable[[Request], Response]:
        """A page of a story that is there; an older id leads to where the story is now."""

        def answer(request: Request) -> Response:
            asked = request.path_params["id"]
            story = self.library.ask(lambda connection: queries.find_story(connection, asked))
            if not story:
                raise HTTPException(404, "No such story is in the ledger. The list of all stories leads on.")
            if story != asked:
                return RedirectResponse(str(request.url.path).replace(f"/story/{asked}", f"/story/{story}", 1), 307)
            return page(request, story)

        return answer

    def _page(self, request: Request, name: str, values: dict[str, Any], scripts: Sequence[str] = ()) -> Response:
        """A whole page, or only its rows where htmx asks for more of them."""
        partial = request.headers.get("hx-request-type") == "partial"
        html = room_html(f"{name}_rows" if partial and "slice" in values else name, scripts=scripts, **values)
        return HTMLResponse(html, headers={"vary": "hx-request-type", "cache-control": "no-store"})

    def _grades(self, story: str) -> dict[str, str]:
        """The grades that users gave to sources, by name in small letters."""

        def read(connection: sa.Connection) -> dict[str, str]:
            decided = read_decisions(connection)
            if not in_force(decided, "grade"):
                return {}
            articles = self.library.spread(story, "articles", connection).story.articles
            return grades(decided, queries.read_people(connection, articles))

        return self.library.keep(("grades", story), read)

    def findings(self, request: Request, story: str) -> Response:
        """The findings by rank, all or of one kind."""
        spread = self.library.spread(story, "findings")
        kinds: dict[str, int] = {}
        for finding in spread.findings:
            kinds[finding.kind] = kinds.get(finding.kind, 0) + 1
        kind = request.query_params.get("kind", "")
        wanted = [finding for finding in spread.findings if kind not in kinds or finding.kind == kind]
        part = cut(join_courses(wanted, spread.record.measures), request, "findings")
        graded = self._grades(story)
        cards = [graded_card(card, graded) for card in lay_groups(spread, part.rows, sides=SIDES, voices=VOICES)]
        values = frame(self.library, story, "findings") | {"kinds": kinds, "kind": kind if kind in kinds else ""}
        return self._page(request, "findings", values | {"cards": cards, "slice": part, "meanings": KIND_WORDS})

    def finding(self, request: Request, story: str) -> Response:
        """One finding, at its own address."""
        spread = self.library.spread(story, "findings")
        found = [finding for finding in spread.findings if finding.id == request.path_params["finding"]]
        if not found:
            raise HTTPException(404, "This finding is gone: articles came in, or names were joined or split.")
        cards = lay_cards(spread, found, sides=MOST, voices=MOST)
        values = frame(self.library, story, "findings", f"/finding/{found[0].id}")
        return self._page(
            request, "finding", values | {"cards": [graded_card(card, self._grades(story)) for card in cards]}
        )

    def figures(self, request: Request, story: str) -> Response:
        """The measures over time."""
        measures, lone = self.library.laid(story, "figures", lay_measures)
        part = cut(measures, request, "figures")
        values = frame(self.library, story, "figures") | {"lone": lone, "slice": part}
        values["measures"] = [graded_measure(measure, self._grades(story)) for measure in part.rows]
        return self._page(request, "figures", values, CHART_SCRIPTS if any(m.chart for m in measures) else ())

    def measure(self, request: Request, story: str) -> Response:
        """One measure, at its own address."""
        measures, lone = self.library.laid(story, "figures", lay_measures)
        asked = f"measure-{request.path_params['measure']}"
        found = [measure for measure in (*measures, *lone) if measure.id == asked]
        if not found:
            raise HTTPException(404, "These figures are no longer measured together: articles came in since.")
        values = frame(self.library, story, "figures", f"/{request.path_params['measure']}")
        return self._page(
            request,
            "measure",
            values | {"measure": graded_measure(found[0], self._grades(story))},
            CHART_SCRIPTS if found[0].chart else (),
        )

    def cast(self, request: Request, story: str) -> Response:
        """People and bodies, and what users decided about them."""
        rows = self.library.laid(story, "cast", lambda spread: cast(spread.view, spread.sheets, spread.record.joinings))
        kind = request.query_params.get("kind", "")
        wanted = [row for row in rows if kind not in ("person", "body") or row.kind == kind]
        part = cut(wanted, request, "cast")
        decided = self.library.ask(read_decisions)
        shown = [graded_row(row, self._grades(story)) for row in part.rows]
        values = frame(self.library, story, "cast") | {"rows": shown, "slice": part, "kind": kind}
        return self._page(request, "cast", values | {"decisions": decisions_of(decided)})

    def person(self, request: Request, story: str) -> Response:
        """One person or body: its names, its titles, what it said in order."""
        spread = self.library.spread(story, "cast")
        found = lay_person(spread, request.path_params["person"])
        if found is None:
            raise HTTPException(404, "No one of this id is named in this story; names may have been joined or split.")
        values = frame(self.library, story, "cast", f"/person/{found.row.id}")
        return self._page(request, "person", values | {"person": found})

    def claims(self, request: Request, story: str) -> Response:
        """Claims against outlets, sorted so that those who tell the same stand together."""
        matrix = self.library.laid(story, "claims", lay_matrix)
        part = cut(matrix.rows, request, "claims")
        values = frame(self.library, story, "claims") | {"matrix": matrix, "slice": part}
        values["rows"] = [graded_claim(row, self._grades(story)) for row in part.rows]
        return self._page(request, "claims", values)

    def origins(self, request: Request, story: str) -> Response:
        """Which outlets carry which origin, and the passages they share."""
        rows = self.library.laid(story, "origins", lay_origins)
        picture = origins_picture(rows) if rows else None
        part = cut(rows, request, "origins")
        values = frame(self.library, story, "origins") | {"rows": part.rows, "slice": part, "picture": picture}
        return self._page(request, "origins", values)

    def timeline(self, request: Request, story: str) -> Response:
        """What happened and what was said, day by day."""
        found = self.library.laid(story, "timeline", lambda spread: timeline(spread.view, spread.sheets))
        part = cut(found, request, "timeline")
        values = frame(self.library, story, "timeline") | {"days_told": part.rows, "slice": part}
        return self._page(request, "timeline", values | {"picture": days_picture(found)})

    def articles(self, request: Request, story: str) -> Response:
        """The story's articles."""
        return self._page(request, "articles", frame(self.library, story, "articles"))
