from pathlib import Path
from typing import Any, cast

import pytest

from tellings.ledger import Ledger
from tellings.show.worker import Adding, Deciding, Job, Worker, _inputs, _note, _perform

TEXT = "Ferry aground\nThe ferry Aldana ran aground off Port Velmar on Tuesday, the coast guard said in a statement."


class Pipe:
    """Keeps what is sent."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, Any]] = []

    def send(self, told: tuple[str, Any]) -> None:
        self.sent.append(told)

    def told(self, kind: str) -> list[Any]:
        return [value for told, value in self.sent if told == kind]


@pytest.fixture
def pipe() -> Pipe:
    return Pipe()


def inputs(task: Adding, pipe: Pipe) -> list[str]:
    return [article.path for article in _inputs(task, cast(Any, pipe))]


def test_articles_are_known_by_the_names_their_files_had(tmp_path: Path, pipe: Pipe) -> None:
    (tmp_path / "ferry.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    assert inputs(Adding(str(tmp_path)), pipe) == ["ferry.txt"]
    assert pipe.told("found") == ["Ferry aground"]
    assert [path for path, _ in pipe.told("left")] == ["empty.txt"]


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "http://localhost/", "file:///etc/passwd", "http://[::1]/"])
def test_an_address_within_is_left_out_and_named(url: str, pipe: Pipe) -> None:
    assert inputs(Adding(urls=(url,)), pipe) == []
    assert [path for path, _ in pipe.told("left")] == [url]


def test_a_decision_is_kept_in_the_ledger(record: object, tmp_path: Path, pipe: Pipe) -> None:
    from tellings.model import Record

    made = cast(Record, record)
    path = tmp_path / "x.ledger"
    with Ledger(path) as ledger:
        ledger.add((made.articles[key], made.marks[key]) for key in made.articles)
        ledger.keep(made)
    people = [person.id for person in made.people if person.kind == "person"][:2]
    _perform(Deciding("join", tuple(people), why="the same captain"), str(path), cast(Any, pipe))
    with Ledger(path) as ledger:
        (decision,) = ledger.decisions()
    assert (decision.kind, decision.why) == ("join", "the same captain")


def test_a_task_that_fails_says_why_and_the_next_is_done(tmp_path: Path) -> None:
    worker = Worker(tmp_path / "missing.ledger")
    jobs = [worker.submit(Adding(urls=("http://127.0.0.1/",)), "one", "/") for _ in range(2)]
    for job in jobs:
        wait_for(job)
    worker.close()
    assert [job.state for job in jobs] == ["failed", "failed"]
    assert "no such ledger" in jobs[0].error


def wait_for(job: Job) -> None:
    import time

    until = time.monotonic() + 60
    while not job.over and time.monotonic() < until:
        time.sleep(0.05)


def test_what_is_told_is_on_the_job() -> None:
    job = Job("1", "one", "/")
    for told in [("step", "reading"), ("found", "A"), ("left", ("b", "why")), ("added", 1)]:
        _note(job, told)
    assert (job.step, job.found, job.left, job.added) == ("reading", ["A"], [("b", "why")], 1)
