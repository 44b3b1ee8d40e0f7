"""What changes the ledger from the reading room: one process that writes, one task at a time, and what it tells.

Reading and linking keep a processor busy for seconds, so they run beside the server, which goes on answering.
"""

from __future__ import annotations

import multiprocessing
import queue
import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final, Literal

from tellings.errors import InputError, TellingsError
from tellings.model import Article, LeftOut
from tellings.place import Place, place_of

State = Literal["waiting", "running", "done", "failed"]
KEPT: Final = 100  # jobs that can still be looked at
ENDINGS: Final = {"text/plain": "page.txt", "application/pdf": "page.pdf"}  # of what is fetched; else a page


@dataclass(slots=True)
class Job:
    """A task and how far it is. `left` are inputs that were not read, each with its cause; `found` new articles."""

    id: str
    title: str
    next: str
    state: State = "waiting"
    step: str = ""
    found: list[str] = field(default_factory=list)
    added: int = 0
    left: list[tuple[str, str]] = field(default_factory=list)
    error: str = ""

    @property
    def over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in ("done", "failed")


@dataclass(frozen=True, slots=True)
class Adding:
    """Files to add, in a folder of their own that goes when it is done, or addresses to fetch."""

    folder: str = ""
    urls: tuple[str, ...] = ()
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class Deciding:
    """A decision of a user: `kind` as `tellings.decisions` has it, with its arguments."""

    kind: Literal["join", "split", "undo"]
    names: tuple[str, ...]
    of: str = ""
    articles: tuple[str, ...] = ()
    why: str = ""


Task = Adding | Deciding


class Worker:
    """Runs tasks on one ledger in order. Started with the first task; `close` ends it."""

    def __init__(self, ledger: str | Path | Place) -> None:
        """For a ledger at a place; nothing runs yet."""
        self._ledger = ledger
        self._jobs: dict[str, Job] = {}
        self._waiting: queue.Queue[tuple[Job, Task] | None] = queue.Queue()
        self._numbers = count(1)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None

    def submit(self, task: Task, title: str, then: str) -> Job:
        """Put a task in line; `then` is the address to go on to."""
        with self._lock:
            job = Job(str(next(self._numbers)), title, then)
            self._jobs[job.id] = job
            for old in [key for key, one in self._jobs.items() if one.over][: max(0, len(self._jobs) - KEPT)]:
                del self._jobs[old]
            self._waiting.put((job, task))
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="tellings-worker", daemon=True)
                self._thread.start()
        return job

    def job(self, key: str) -> Job | None:
        """A job by its id."""
        return self._jobs.get(key)

    def jobs(self) -> list[Job]:
        """All that are remembered, newest first."""
        return [*reversed(self._jobs.values())]

    def close(self) -> None:
        """End the process; a task that is running is cut short, and the ledger stays whole."""
        self._waiting.put(None)
        if self._process is not None:
            self._process.terminate()
        if self._thread is not None:
            self._thread.join(5)

    def _run(self) -> None:
        while (item := self._waiting.get()) is not None:
            job, task = item
            job.state = "running"
            try:
                for told in self._do(task):
                    _note(job, told)
            except (EOFError, OSError):
                job.error = "the process that writes came to an end; nothing half-done was kept; try again"
                self._pipe = None
            job.state = "failed" if job.error else "done"
            if isinstance(task, Adding) and task.folder:
                shutil.rmtree(task.folder, ignore_errors=True)
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.join(5)

    def _do(self, task: Task) -> Iterator[tuple[str, Any]]:
        if self._pipe is None:
            # spawn: a forked copy of a process with threads can hang
            context = multiprocessing.get_context("spawn")
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=work, args=(theirs, place_of(self._ledger)), daemon=True)
            self._process.start()
            theirs.close()
        self._pipe.send(task)
        while (told := self._pipe.recv())[0] != "end":
            yield told


def _note(job: Job, told: tuple[str, Any]) -> None:
    kind, value = told
    if kind == "step":
        job.step = value
    elif kind == "found":
        job.found.append(value)
    elif kind == "left":
        job.left.append(value)
    elif kind == "added":
        job.added = value
    else:
        job.error = value


def work(pipe: Connection, ledger: Place) -> None:
    """The writing process: does each task that comes and tells how it goes, until there are no more."""
    with suppress(EOFError, KeyboardInterrupt, BrokenPipeError):
        while True:
            task = pipe.recv()
            try:
                _perform(task, ledger, pipe)
            except TellingsError as error:
                pipe.send(("error", str(error)))
            except Exception as error:  # whatever it is, the room stays open and says so
                pipe.send(("error", f"{type(error).__name__}: {error}; please report this"))
            pipe.send(("end", None))


def _perform(task: Task, place: str | Path | Place, pipe: Connection) -> None:
    from tellings import pipeline
    from tellings.ledger import Ledger

    with Ledger(place, must_exist=True) as ledger:
        if isinstance(task, Deciding):
            pipe.send(("step", "linking anew"))
            pipeline.decide(ledger, _decision(task, ledger))
            return
        pipe.send(("step", "reading"))

        def told(articles: int) -> None:
            pipe.send(("step", "linking and weighing"))

        added = pipeline.build(_inputs(task, pipe), ledger, done=told)
        pipe.send(("added", added))


def _decision(task: Deciding, ledger: Any) -> Any:
    from tellings import decisions

    record = ledger.record()
    if task.kind == "join":
        return decisions.join(record, task.names, why=task.why)
    if task.kind == "split":
        return decisions.split(record, task.of, task.names, articles=task.articles, why=task.why)
    return decisions.undo(record.decisions, task.of, why=task.why)


def _inputs(task: Adding, pipe: Connection) -> Iterator[Article]:
    """The articles of a task, each told as it is read, under the names the user knows them by."""
    from tellings.show.text import heading

    for one in _read(task):
        if isinstance(one, LeftOut):
            pipe.send(("left", (_known_as(one.path, task.folder), f"{one.cause}; {one.advice}")))
        else:
            article = replace(one, path=_known_as(one.path, task.folder))
            pipe.send(("found", heading(article)))
            pipe.send(("step", "marking"))
            yield article


def _known_as(path: str, folder: str) -> str:
    return path.removeprefix(folder).lstrip("/\\") if folder else path


def _read(task: Adding) -> Iterator[Article | LeftOut]:
    from tellings.read.articles import read_articles

    if task.folder:
        yield from read_articles(sorted(Path(task.folder).iterdir()))
    for url in task.urls:
        try:
            yield from _fetched(url, task.allow_private)
        except InputError as error:
            yield LeftOut(error.path, error.cause, error.advice)


def _fetched(url: str, allow_private: bool) -> Iterator[Article | LeftOut]:
    """The article at an address."""
    import json
    import tempfile

    from tellings.read.articles import read_articles
    from tellings.read.fetch import fetch

    page = fetch(url, allow_private=allow_private)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / ENDINGS.get(page.kind, "page.html")
        file.write_bytes(page.body)
        known: Mapping[str, str] = {"url": page.url}
        file.with_suffix(".json").write_text(json.dumps(known), encoding="utf-8")
        for one in read_articles([file]):
            yield replace(one, path=page.url)
