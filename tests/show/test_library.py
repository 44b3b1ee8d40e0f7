"""What the reading room reads and keeps of a ledger."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa
from starlette.applications import Starlette

from tellings.ledger import Ledger
from tellings.model import Record
from tellings.show import library as library_module
from tellings.show.library import NEEDS, Library
from tellings.show.server import PAGES, make_app

ADDRESS = "http://127.0.0.1:8477"
PATHS = [f"/story/s1{view}" for view in ("", "/figures", "/cast", "/claims", "/origins", "/timeline", "/articles")]
OTHERS = ["/", "/search?q=ferry", "/article/harbour", "/story/s1/finding/f1", "/story/s1/cast.csv"]


class Counted(Ledger):
    """A ledger that tells how many were reading in it at once at most; each takes `pause` seconds."""

    now = most = 0
    pause = 0.0
    lock = threading.Lock()

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        with super().reading() as connection:
            with self.lock:
                self.now += 1
                self.most = max(self.most, self.now)
            time.sleep(self.pause)
            yield connection
            with self.lock:
                self.now -= 1


@pytest.fixture
def ledger(record: Record, tmp_path: Path) -> Iterator[Counted]:
    made = Counted(tmp_path / "velmar.ledger")
    made.add((record.articles[key], record.marks[key]) for key in record.articles)
    made.keep(record)
    yield made
    made.close()


def ask(ledger: Ledger, paths: list[str]) -> list[int]:
    """The statuses of pages that are asked for all at once."""
    guard = make_app(ledger)
    assert isinstance(guard.app, Starlette)
    room = guard.app

    async def together() -> list[int]:
        transport = httpx.ASGITransport(guard)
        async with room.router.lifespan_context(room), httpx.AsyncClient(transport=transport, base_url=ADDRESS) as own:
            return [answer.status_code for answer in await asyncio.gather(*map(own.get, paths))]

    return asyncio.run(together())


@pytest.mark.parametrize("path", [*PATHS, *OTHERS])
def test_a_page_needs_no_second_connection_while_it_holds_one(ledger: Counted, path: str) -> None:
    ledger.most = 0
    assert ask(ledger, [path]) == [200]
    assert ledger.most == 1


def test_no_more_pages_are_made_at_once_than_have_a_connection(ledger: Counted) -> None:
    ledger.most, ledger.pause = 0, 0.02
    assert ask(ledger, ["/"] * 40) == [200] * 40
    assert 1 < ledger.most <= PAGES


def test_a_view_is_kept_until_the_ledger_changes(ledger: Ledger, record: Record) -> None:
    library = Library(ledger)
    first = library.spread("s1", "cast")
    assert library.spread("s1", "cast") is first
    ledger.replace([(record.articles["harbour"], record.marks["harbour"])])
    assert library.spread("s1", "cast") is not first


def test_views_of_large_stories_make_room_for_others(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    library = Library(ledger)
    one = sum(len(article.source) for article in library.spread("s1", "articles").record.articles.values())
    monkeypatch.setattr(library_module, "LETTERS", 3 * one)
    opened = {view: library.spread("s1", view) for view in NEEDS}
    kept = [view for view in reversed(NEEDS) if library.spread("s1", view) is opened[view]]
    assert kept == [*reversed(NEEDS)][:3]


def test_a_view_above_all_bounds_is_kept_alone(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library_module, "LETTERS", 0)
    library = Library(ledger)
    claims = library.spread("s1", "claims")
    assert library.spread("s1", "claims") is claims
    library.spread("s1", "cast")
    assert library.spread("s1", "claims") is not claims


def test_what_is_laid_out_is_laid_out_once(ledger: Ledger) -> None:
    library, times = Library(ledger), list[str]()

    def lay(spread: object) -> tuple[str, ...]:
        times.append("laid")
        return ("row",)

    assert library.laid("s1", "cast", lay) == library.laid("s1", "cast", lay) == ("row",)
    assert times == ["laid"]
