"""The reading room shows the same over a server as over a file, and goes on when the server was away."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from tests.databases import Server

from tellings.ledger import Ledger
from tellings.ledger.copying import copy_ledger
from tellings.ledger.keep import Linked
from tellings.model import Record, Story
from tellings.named import by_article
from tellings.show.server import make_app

OURS = "127.0.0.1:8477"
VIEWS = ("", "/figures", "/cast", "/claims", "/origins", "/timeline", "/articles", "/findings.csv", "/cast.json")
SEARCHES = (
    "q=ferry",
    "q=%22the+ferry%22",
    "q=the+-ferry",
    "q=coas",
    "speaker=coast",
    "since=2031-01-01",
    "q=%27+%7C+%21",
)


@pytest.fixture(scope="module")
def both(
    demo_record: Record, server: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Ledger, Ledger]]:
    """The demo story and fifty more stories of none of its articles, in a file and on a server."""
    path = tmp_path_factory.mktemp("same") / "x.ledger"
    with Ledger(path) as one, Ledger(server.database()) as other:
        one.add((demo_record.articles[key], demo_record.marks[key]) for key in demo_record.articles)
        one.keep(demo_record)
        days = [f"2030-{month:02}-{day:02}" for month in range(1, 6) for day in range(1, 11)]
        more = [Story(f"{i:016x}", f"Story {i}", (), day, day) for i, day in enumerate(days)]
        named = by_article(demo_record.people).items()
        stories = (*demo_record.stories, *more)
        one.keep_linked(Linked(stories, demo_record.people, demo_record.joinings, named))
        copy_ledger(one, other)
        yield one, other


def get(ledger: Ledger, path: str) -> httpx.Response:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(make_app(ledger), raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{OURS}") as client:
            return await client.get(path)

    return asyncio.run(ask())


def same(both: tuple[Ledger, Ledger], path: str) -> str:
    one, other = (get(ledger, path) for ledger in both)
    assert (one.status_code, other.status_code) == (200, 200)
    assert one.text == other.text
    return one.text


@pytest.mark.parametrize("view", VIEWS)
def test_views_are_the_same(both: tuple[Ledger, Ledger], demo_record: Record, view: str) -> None:
    same(both, f"/story/{demo_record.stories[0].id}{view}")


def test_articles_are_the_same(both: tuple[Ledger, Ledger], demo_record: Record) -> None:
    for key in demo_record.articles:
        same(both, f"/article/{key}")


@pytest.mark.parametrize("asked", SEARCHES)
def test_searches_find_the_same(both: tuple[Ledger, Ledger], asked: str) -> None:
    """Only how much of a passage is shown around the words is the database's own."""
    one, other = (re.findall(r'class="hit" href="([^"]+)"', get(ledger, f"/search?{asked}").text) for ledger in both)
    assert one == other


def test_the_desk_leads_through_all_stories_and_back(both: tuple[Ledger, Ledger]) -> None:
    first = same(both, "/")
    older = re.search(r'href="(/\?after=[^"]+)">Older', first)
    assert older and "Newer" not in first
    second = same(both, older[1])
    newer = re.search(r'href="(/\?before=[^"]+)">Newer', second)
    assert newer and "Older" not in second
    listed = [re.findall(r'<a href="/story/(\w+)"', page) for page in (first, second)]
    assert len({*listed[0], *listed[1]}) == 51 == len(listed[0]) + len(listed[1])
    assert re.findall(r'<a href="/story/(\w+)"', same(both, newer[1])) == listed[0]


def test_a_room_goes_on_when_its_server_is_back(both: tuple[Ledger, Ledger], server: Server, tmp_path: Path) -> None:
    _, ledger = both
    server.stop()
    answer = get(ledger, "/")
    server.start()
    assert answer.status_code == 503 and "check that a server runs there" in answer.text
    assert get(ledger, "/").status_code == 200
