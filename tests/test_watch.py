"""Feeds watched on a server of this machine: polite, without loss or doubles, whatever the server does."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tellings import pipeline
from tellings.errors import InputError
from tellings.intake import Account
from tellings.ledger import Ledger
from tellings.read.visits import Visits
from tellings.watch import Watch
from tests.command import tellings

HTML = "text/html; charset=utf-8"
Answer = tuple[int, dict[str, str], bytes]


@dataclass
class Site:
    """What a server answers by path, and what it was asked."""

    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    base: str = ""

    def put(self, path: str, body: str, kind: str = HTML, *, status: int = 200, etag: str = "", wait: str = "") -> None:
        headers = {"Content-Type": kind, "ETag": etag, "Retry-After": wait}
        self.answers[path] = status, {name: value for name, value in headers.items() if value}, body.encode()

    def feed(self, *paths: str, text: str = "", etag: str = "") -> None:
        day = "<pubDate>Fri, 14 Mar 2025 1{}:00:00 GMT</pubDate>"
        items = "".join(
            f"<item><title>Ferry {path}</title><link>{self.base}{path}</link>{day.format(i)}"
            f"<description>{text}</description></item>"
            for i, path in enumerate(paths)
        )
        feed = f'<rss version="2.0"><channel>{items}</channel></rss>'
        self.put("/feed", feed, "application/rss+xml", etag=etag)

    def pages(self) -> list[str]:
        return [path for path in self.asked if path not in ("/feed", "/robots.txt")]


def page(number: int, hurt: int = 12, more: str = "") -> str:
    return (
        f"<html lang=en><head><title>Ferry {number} aground</title>{more}</head><body><article>"
        f"<h1>Ferry {number} aground</h1>"
        f"<p>Ferry number {number} ran aground off Ostrel on Friday, March 14, 2025, and {hurt} people were hurt, "
        "the coast guard said.</p><p>The ferry was on its way to Tarsk with 240 people on board, said its owner, "
        "who promised to pay for the journey home.</p></article></body></html>"
    )


@pytest.fixture
def site() -> Iterator[Site]:
    known = Site()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Nothing."""

        def do_GET(self) -> None:
            known.asked.append(self.path)
            status, headers, body = known.answers.get(self.path, (404, {}, b""))
            if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
                status, body = 304, b""
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    known.base = f"http://127.0.0.1:{server.server_port}"
    yield known
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def poll(site: Site, ledger: Ledger, said: list[str]) -> Callable[[], Account]:
    """One round of a run of its own."""

    def once() -> Account:
        visits = Visits(allow_private=True, pause=0)
        watching = Watch(ledger, visits, report=lambda left: said.append(left.cause), say=said.append)
        return watching.poll([f"{site.base}/feed"])

    return once


def test_what_is_new_is_added_and_only_that(site: Site, ledger: Ledger, poll: Callable[[], Account]) -> None:
    site.put("/1", page(1))
    site.feed("/1")
    assert poll().read == 1
    site.put("/2", page(2))
    site.feed("/1", "/2")
    assert poll().read == 1
    assert site.pages() == ["/1", "/2"]
    assert sorted(one.url for one in ledger.record().articles.values()) == [f"{site.base}/1", f"{site.base}/2"]


def test_a_feed_that_has_not_changed_is_not_sent_again(site: Site, poll: Callable[[], Account]) -> None:
    site.put("/1", page(1))
    site.feed("/1", etag='"a"')
    poll()
    account = poll()
    assert (account.read, account.known, account.left) == (0, 0, [])
    assert site.asked.count("/feed") == 2 and site.pages() == ["/1"]


def test_a_run_killed_after_adding_makes_no_doubles(
    site: Site, ledger: Ledger, poll: Callable[[], Account], monkeypatch: pytest.MonkeyPatch
) -> None:
    site.put("/1", page(1))
    site.feed("/1", etag='"a"')
    build = pipeline.build

    def killed(*args: object, **more: object) -> int:
        build(*args, **more)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "build", killed)
        with pytest.raises(KeyboardInterrupt):
            poll()
    site.put("/1", page(1, more="<meta name=served content=2>"))  # the same words in other bytes
    account = poll()
    assert (account.read, account.known) == (0, 1)
    assert sum(1 for _ in ledger.versions()) == 1


def test_a_run_killed_before_adding_loses_nothing(
    site: Site, ledger: Ledger, poll: Callable[[], Account], monkeypatch: pytest.MonkeyPatch
) -> None:
    site.put("/1", page(1))
    site.feed("/1", etag='"a"')
    with monkeypatch.context() as patched:
        patched.setattr(Ledger, "add", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            poll()
    assert poll().read == 1 and ledger.counts()["articles"] == 1


def test_an_entry_that_changes_is_a_new_version(site: Site, ledger: Ledger, poll: Callable[[], Account]) -> None:
    site.put("/1", page(1))
    site.feed("/1", text="12 hurt")
    poll()
    site.put("/1", page(1, hurt=19))
    site.feed("/1", text="19 hurt")
    assert poll().read == 1
    (current,) = ledger.record().articles.values()
    assert "19 people" in current.text and sum(1 for _ in ledger.versions()) == 2


LONG = "The coast guard said the ferry ran aground off Ostrel on Friday with 240 people on board and 12 were hurt. " * 2


@pytest.mark.parametrize(
    ("status", "kind", "body"),
    [(404, HTML, "gone"), (200, "image/png", "\x89PNG"), (200, HTML, "<html><body><nav>Log in</nav></body></html>")],
)
def test_a_page_that_is_not_to_be_had_leaves_the_feeds_own_text(
    site: Site, ledger: Ledger, poll: Callable[[], Account], status: int, kind: str, body: str
) -> None:
    site.put("/1", body, kind, status=status)
    site.feed("/1", text=LONG)
    assert poll().read == 1
    (one,) = ledger.record().articles.values()
    assert one.text.endswith("12 were hurt.") and one.url == f"{site.base}/1"
    assert (one.published[:10], one.published_basis) == ("2025-03-14", "metadata")


def test_a_page_that_fails_for_now_is_asked_for_again(site: Site, poll: Callable[[], Account]) -> None:
    site.put("/1", "later", status=503)
    site.feed("/1", etag='"a"')
    assert len(poll().left) == 1
    site.put("/1", page(1))
    assert poll().read == 1


def test_a_site_that_asks_to_wait_is_left_alone(site: Site, said: list[str], poll: Callable[[], Account]) -> None:
    site.put("/feed", "later", status=429, wait="3600")
    poll()
    poll()
    assert site.asked.count("/feed") == 1
    assert "left alone until" in said[-1]


def test_a_feed_that_is_gone_is_not_asked_again(site: Site, said: list[str], poll: Callable[[], Account]) -> None:
    site.put("/feed", "", status=410)
    poll()
    poll()
    assert site.asked.count("/feed") == 1 and any("it is gone" in line for line in said)


def test_robots_txt_is_heeded(site: Site, said: list[str], poll: Callable[[], Account]) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /1", "text/plain")
    site.put("/1", page(1))
    site.feed("/1")
    assert len(poll().left) == 1 and site.pages() == []
    assert "robots.txt asks not to" in said[-1]


def test_a_host_gets_its_pause(site: Site) -> None:
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 7", "text/plain")
    site.put("/1", page(1))
    waited: list[float] = []
    visits = Visits(allow_private=True, pause=0.5, sleep=waited.append)
    visits.get(f"{site.base}/1")
    visits.get(f"{site.base}/1")
    assert len(waited) == 1 and 5 < waited[0] <= 7


def test_hosts_that_were_asked_nothing_for_long_are_forgotten(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.put("/1", page(1))
    visits, other = Visits(allow_private=True, pause=0), site.base.replace("127.0.0.1", "localhost")
    visits.get(f"{site.base}/1")
    visits.get(f"{other}/1")
    assert [*visits._robots] == [*visits._last] == [site.base, other]
    monkeypatch.setattr("tellings.read.visits._ROBOTS_FOR", 0.0)
    visits.get(f"{site.base}/1")
    assert other not in visits._robots
    assert [*visits._last] == [site.base]


def test_without_a_robots_txt_that_can_be_had_nothing_is_fetched(site: Site) -> None:
    site.put("/robots.txt", "", status=500)
    site.put("/1", page(1))
    with pytest.raises(InputError, match=r"robots\.txt is not to be had"):
        Visits(allow_private=True, pause=0).get(f"{site.base}/1")
    assert site.pages() == []


def test_a_feed_may_not_lead_into_the_private_network(site: Site, ledger: Ledger) -> None:
    watching = Watch(ledger, Visits(pause=0))
    account = watching.poll([f"{site.base}/feed", "file:///etc/hosts"])
    assert [left.cause.split()[-1] for left in account.left] == ["network", "fetched"]
    assert site.asked == []


def test_a_page_may_not_take_anothers_place(site: Site, ledger: Ledger, poll: Callable[[], Account]) -> None:
    site.put("/1", page(1, more='<link rel=canonical href="https://tarsk.example/theirs">'))
    site.feed("/1")
    poll()
    assert [one.url for one in ledger.record().articles.values()] == [f"{site.base}/1"]


def test_findings_are_told_once(site: Site, ledger: Ledger, poll: Callable[[], Account]) -> None:
    site.put("/1", page(1))
    site.put("/2", page(1, hurt=19, more='<meta property="og:site_name" content="Tarsk Today">'))
    site.feed("/1", "/2")
    watching = Watch(ledger, Visits())
    poll()
    told = [(found, record.stories[0].id) for found, record in watching.findings()]
    assert told and all(one.story == story for found, story in told for one in found)
    for found, _ in told:
        watching.note_told(found)
    assert [*Watch(ledger, Visits()).findings()] == []


def test_watching_once_from_the_command_line(site: Site, tmp_path: Path) -> None:
    site.put("/1", page(1))
    site.put("/2", page(1, hurt=19, more='<meta property="og:site_name" content="Tarsk Today">'))
    site.feed("/1", "/2", "/3")
    done = tellings("watch", f"{site.base}/feed", "--ledger", "x.ledger", "--once", "--allow-private", cwd=tmp_path)
    assert "2 read, 0 known already, 1 left out" in done.stderr and done.returncode == 1
    assert "12" in done.stdout and "19" in done.stdout
