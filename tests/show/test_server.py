import asyncio
from collections.abc import Callable

import httpx
import pytest

from tellings.model import Record
from tellings.show.server import make_app


class Client:
    """Asks the application without a network."""

    def __init__(self, record: Record) -> None:
        self.app = make_app(lambda: record)

    def get(self, path: str, host: str = "127.0.0.1:8477", method: str = "GET") -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8477") as client:
                return await client.request(method, path, headers={"host": host})

        return asyncio.run(ask())


@pytest.fixture
def client(record: Record) -> Client:
    return Client(record)


def test_the_index_links_to_the_stories(client: Client) -> None:
    assert 'href="/story/s1"' in client.get("/").text


def test_a_story_has_its_page(client: Client) -> None:
    assert "Two names for Velmar’s coast guard captain" in client.get("/story/s1").text


def test_an_unknown_story_is_not_found(client: Client) -> None:
    answer = client.get("/story/<b>")
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize("path", ["/", "/story/s1", "/static/page.css", "/nothing"])
def test_every_answer_carries_the_policy(client: Client, path: str) -> None:
    headers = client.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_every_file_that_a_page_names_is_there(client: Client) -> None:
    text = client.get("/story/s1").text
    names = [part.split('"')[0] for part in text.split('="/static/')[1:]]
    assert len(names) == 6
    assert {client.get(f"/static/{name}").status_code for name in names} == {200}


def test_another_host_is_refused(client: Client) -> None:
    assert client.get("/", host="news.example").status_code == 400


@pytest.mark.parametrize("host", ["localhost:8477", "127.0.0.1:9", "[::1]:8477"])
def test_this_machine_is_let_in_by_every_name(client: Client, host: str) -> None:
    assert client.get("/", host=host).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_changed(client: Client, method: str) -> None:
    assert client.get("/story/s1", method=method).status_code == 405


def test_an_article_cannot_write_markup(hostile: Callable[[str], Record]) -> None:
    page = Client(hostile("<img src=x onerror=alert(1)>")).get("/story/s").text
    assert "<img" not in page
