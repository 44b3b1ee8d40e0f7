"""The desk of the reading room: all stories, search, adding articles, deciding who is who, and how a task goes."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from tellings import queries, search
from tellings.decisions import in_force
from tellings.model import Decision
from tellings.read.day import read_day
from tellings.show.html import room_html
from tellings.show.library import ARTICLES, Library
from tellings.show.reader import Piece
from tellings.show.words import clip, day, days, shortened, visible
from tellings.show.worker import Adding, Deciding, Job, Task, Worker

STORIES: Final = 40  # on one page of the desk
HITS: Final = 30  # on one page of a search for one kind
FILES: Final = 500  # in one upload
PASTED: Final = 2_000_000  # characters of pasted text
URLS: Final = 20  # addresses in one go
_KIND_NAMES: Final = {"statement": "Statements", "figure": "Figures", "name": "Names", "text": "Sentences"}


@dataclass(frozen=True, slots=True)
class Found:
    """A hit as the page shows it."""

    href: str
    pieces: tuple[Piece, ...]
    speaker: str
    day: str
    outlet: str
    title: str
    published: str


class Desk:
    """The handlers that belong to no single story."""

    def __init__(self, library: Library, worker: Worker, *, allow_private: bool = False) -> None:
        """Over a library, with the worker that writes; `allow_private` lets addresses of this network be fetched."""
        self.library, self.worker, self.allow_private = library, worker, allow_private

    def routes(self) -> list[Route]:
        """Their addresses."""
        return [
            Route("/", self.desk, methods=["GET"]),
            Route("/search", self.search, methods=["GET"]),
            Route("/add", self.adding, methods=["GET"]),
            Route("/add", self.add, methods=["POST"]),
            Route("/job/{id}", self.job, methods=["GET"]),
            Route("/story/{id}/decide", self.decide, methods=["POST"]),
        ]

    def desk(self, request: Request) -> Response:
        """All stories, newest first."""
        after, before = (_story_key(request.query_params.get(name, "")) for name in ("after", "before"))
        rows, total = self.library.keep(
            ("desk", after, before),
            # One more than is shown tells whether there are more.
            lambda connection: queries.story_rows(connection, limit=STORIES + 1, after=after, before=before),
        )
        beyond = len(rows) > STORIES
        rows = rows[-STORIES:] if before else rows[:STORIES]
        values: dict[str, Any] = {"links": [_story_link(row) for row in rows], "total": total}
        values["newer"] = "~".join(rows[0].key) if rows and (after or (before and beyond)) else ""
        values["older"] = "~".join(rows[-1].key) if rows and (before or beyond) else ""
        values["running"] = [job for job in self.worker.jobs() if not job.over]
        return HTMLResponse(room_html("desk", scripts=(), **values))

    def search(self, request: Request) -> Response:
        """What was found, all kinds or one."""
        query, wrong = read_query(request)
        asked = request.query_params.get("from", "1")
        first = max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1

        def find(connection: Any) -> list[tuple[str, list[search.Hit], int]]:
            if query.kind:
                hits, total = search.search(connection, query, limit=HITS, offset=first - 1)
                return [(query.kind, hits, total)] if hits else []
            return search.by_kind(connection, query)

        groups = [
            (kind, _KIND_NAMES[kind], [_found(hit) for hit in hits], total)
            for kind, hits, total in self.library.ask(find)
        ]
        shown = sum(len(hits) for _, _, hits, _ in groups)
        total = groups[0][3] if query.kind and groups else 0
        values = {
            "query": query,
            "wrong": wrong,
            "groups": groups,
            "kinds": _KIND_NAMES,
            "outlets": [visible(name) for name in self.library.keep("outlets", search.outlets)],
            "counted": search.COUNTED,
            "first": first,
            "onward": first + shown if first + shown <= total else 0,
            "terms": address_of(query),
            "address": lambda **changed: address_of(query, **changed),
        }
        partial = request.headers.get("hx-request-type") == "partial"
        html = room_html("found" if partial else "search", scripts=(), **values)
        return HTMLResponse(html, headers={"vary": "hx-request-type"})

    def adding(self, request: Request) -> Response:
        """The form for adding articles, and what was added of late."""
        return HTMLResponse(self._adding_page(""))

    def _adding_page(self, wrong: str) -> str:
        return room_html("add", scripts=(), wrong=wrong, jobs=self.worker.jobs()[:10])

    async def add(self, request: Request) -> Response:
        """Files, pasted text or addresses; what is wrong with them is said on the form."""
        async with request.form(max_files=FILES, max_fields=20, max_part_size=PASTED * 4) as form:
            return await run_in_threadpool(self._add, form)

    def _add(self, form: FormData) -> Response:
        text, urls = _field(form, "text").strip(), _field(form, "url").split()
        files = [file for file in form.getlist("files") if isinstance(file, UploadFile) and file.filename]
        published = _field(form, "published")
        if text and len(text) > PASTED:
            return HTMLResponse(self._adding_page(f"More than {PASTED:,} characters: add a file."), 413)
        if published and not read_day(published):
            return HTMLResponse(self._adding_page("The day of publication is no date; write it as YYYY-MM-DD."), 422)
        if len(urls) > URLS:
            return HTMLResponse(self._adding_page(f"More than {URLS} addresses; add fewer at a time."), 422)
        if not (text or urls or files):
            return HTMLResponse(self._adding_page("Nothing to add: choose files, paste text or give an address."), 422)
        folder = ""
        if text or files:
            folder = tempfile.mkdtemp(prefix="tellings-")
            if text:
                _keep_text(Path(folder), text, form)
            for number, file in enumerate(files):
                with _free(Path(folder), file.filename or "", number).open("wb") as kept:
                    shutil.copyfileobj(file.file, kept)
        said = [_plural(len(files), "file"), "pasted text" if text else "", _plural(len(urls), "address")]
        task = Adding(folder, tuple(urls), self.allow_private)
        return self._begin(task, f"Adding {' and '.join(filter(None, said))}", "/")

    def _begin(self, task: Task, title: str, then: str) -> Response:
        job = self.worker.submit(task, title, then)
        return RedirectResponse(f"/job/{job.id}", 303)

    def job(self, request: Request) -> Response:
        """How a task goes; the page asks again by itself until it is over."""
        job = self.worker.job(request.path_params["id"])
        if job is None:
            raise HTTPException(404, "This task is forgotten: the room was opened anew since.")
        partial = request.headers.get("hx-request-type") == "partial"
        values = {"job": job, "refresh": not job.over}
        return HTMLResponse(
            room_html("job_state" if partial else "job", scripts=(), **values),
            headers={"vary": "hx-request-type", **_onward(job, partial=partial)},
        )

    async def decide(self, request: Request) -> Response:
        """Join, split or undo, as the form says."""
        async with request.form(max_files=0, max_fields=200) as form:
            kind, then = _field(form, "kind"), f"/story/{request.path_params['id']}/cast"
            names, why, of = tuple(str(one) for one in form.getlist("name")), _field(form, "why"), _field(form, "of")
            where = tuple(str(one) for one in form.getlist("article") if one)
        if kind == "join" and len(set(names)) > 1:
            return self._begin(Deciding("join", names, why=why), "Joining names", then)
        if kind == "split" and names and of:
            return self._begin(Deciding("split", names, of, where, why), "Splitting names", then)
        if kind == "undo" and of:
            return self._begin(Deciding("undo", (), of, why=why), "Undoing a decision", then)
        advice = {"join": "Choose two names or more to join.", "split": "Choose the names that are someone else’s."}
        raise HTTPException(422, advice.get(kind, "There is nothing to decide in this."))


def decisions_of(decided: Sequence[Decision]) -> list[dict[str, Any]]:
    """Decisions about names, newest first, in words; `standing` where nobody took it back."""
    standing = {one.id for one in in_force(decided, "join", "split")}
    rows = []
    for one in reversed(decided):
        if one.kind not in ("join", "split"):
            continue
        names, others = (
            visible(", ".join(shortened([*dict.fromkeys(f"“{name.words}”" for name in some)], 5)))
            for some in (one.names, one.others)
        )
        words = f"{names} are one" if one.kind == "join" else f"{names} is not {others}"
        rows.append(
            {
                "id": one.id,
                "words": words,
                "who": visible(one.who),
                "when": f"{day(one.when, short=True)}, {one.when[11:16]} UTC",
                "why": visible(one.why),
                "standing": one.id in standing,
            }
        )
    return rows


def read_query(request: Request) -> tuple[search.Query, str]:
    """What is searched for, and what is wrong with it."""
    given = {name: request.query_params.get(name, "").strip()[:200] for name in ("outlet", "speaker", "kind")}
    since, until = (request.query_params.get(name, "").strip() for name in ("since", "until"))
    known = [read_day(words) for words in (since, until)]
    wrong = "" if known == [since, until] else "A day is written as YYYY-MM-DD; what is none was left out."
    kind = given["kind"] if given["kind"] in search.KINDS else ""
    words = request.query_params.get("q", "").strip()[:300]
    return search.Query(words, kind, given["outlet"], given["speaker"], *known), wrong


def address_of(query: search.Query, **changed: str | int) -> str:
    """The query part of a search's address, with some terms changed."""
    terms = {"q": query.words, "kind": query.kind, "outlet": query.outlet, "speaker": query.speaker}
    terms |= {"since": query.since, "until": query.until}
    return urlencode({key: value for key, value in (terms | changed).items() if value})


def snippet_pieces(snippet: str) -> tuple[Piece, ...]:
    """A snippet with what was searched for marked."""
    found, kind = [], ""
    for part in re.split(f"([{search.OPEN}{search.CLOSE}])", snippet):
        if part in (search.OPEN, search.CLOSE):
            kind = "here" if part == search.OPEN else ""
        elif part:
            found.append(Piece(visible(part), kind))
    return tuple(found)


def _found(hit: search.Hit) -> Found:
    return Found(
        f"{ARTICLES}{hit.article}?at={hit.start}-{hit.end}#here",
        snippet_pieces(hit.snippet),
        visible(hit.speaker),
        day(hit.day, short=True),
        visible(PurePosixPath(hit.outlet).name),
        clip(visible(hit.title), 120),
        day(hit.published[:10], short=True),
    )


def _story_key(words: str) -> queries.StoryKey | None:
    """A story's place in the list as an address has it."""
    parts = words.split("~")
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 else None


def _story_link(row: queries.StoryRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "title": visible(row.title) or "Untitled",
        "days": days(row.first, row.last),
        "articles": row.articles,
        "outlets": row.outlets,
        "origins": row.origins,
        "disputes": row.kinds.get("dispute", 0) + row.kinds.get("denial", 0),
        "findings": sum(row.kinds.values()),
        "changed": f"{day(row.changed, short=True)}, {row.changed[11:16]}" if row.changed else "",
        "changed_iso": row.changed,
    }


def _field(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 'es' if noun.endswith('s') else 's'}" if count else ""


def _keep_text(folder: Path, text: str, form: FormData) -> None:
    """Pasted text as a file, with what the user says about it beside it."""
    (folder / "pasted.txt").write_text(text, encoding="utf-8", newline="")
    known = {name: _field(form, name) for name in ("outlet", "title", "published")}
    known["url"] = _field(form, "address")
    if any(known.values()):
        (folder / "pasted.json").write_text(json.dumps({k: v for k, v in known.items() if v}), encoding="utf-8")


def _free(folder: Path, name: str, number: int) -> Path:
    """A path in the folder under the name the user's file has, made harmless."""
    last = visible(name.replace("\\", "/").rsplit("/", 1)[-1]).strip(". ")[-120:] or f"file-{number + 1}"
    wanted = folder / "".join(sign if sign.isalnum() or sign in "._- ()" else "_" for sign in last)
    return wanted if not wanted.exists() else folder / f"{number + 1}-{wanted.name}"


def _onward(job: Job, *, partial: bool) -> dict[str, str]:
    """Where htmx goes when a task without anything to read about is over."""
    quiet = job.state == "done" and job.next != "/"
    return {"hx-redirect": job.next} if partial and quiet else {}
