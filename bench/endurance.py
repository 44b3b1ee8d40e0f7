"""A ledger watched and shown for a while. usage: endurance.py MINUTES [LEDGER] [--every S] [--pause S] [--write].

`tellings watch` follows a feed of this machine that grows by an article every few seconds (20), `tellings serve` shows
the ledger (a file, or postgresql://…; it must be new) to readers who ask for its pages, a few threads with a pause
between two pages (none) and, where it is installed and there is no pause, wrk. With `server` for LEDGER a PostgreSQL
server is started for it, and in the middle of the time it fails at once and is away for AWAY seconds.

At the end every article of the feed must be in the ledger, none twice; every page must have been answered, but for
those asked while the server was away; the memory of neither process may have grown by more than a tenth from the
second third of the time to the last; and both must end when told to. Prints a line every half minute, then a table,
which `--write` puts into docs/scale.md; ends with status 1 where something does not hold.
"""

from __future__ import annotations

import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

import httpx

from blocks import write_block
from gold import ROOT
from tellings.ledger import Ledger

if TYPE_CHECKING:
    from tests.databases import Server

SCALE = ROOT / "docs" / "scale.md"
PLACES = ("Ostrel", "Tarsk", "Velmar", "Skerry", "Lenn", "Aldana", "Brimholt", "Corvane")
NAMES = ("Ana Brel", "Odo Quist", "Ilse Marn", "Bo Hartvig", "Mara Tolland", "Ede Vos")
HAPPENED = (
    ("ferry ran aground", "on board", "the harbour"),
    ("train left its rails", "in its four coaches", "the railway"),
    ("market hall burned", "in the hall", "the main street"),
    ("footbridge gave way", "on the bridge", "the river bank"),
    ("coach overturned", "on their way to a match", "the coast road"),
    ("chapel roof fell in", "at a concert", "the old town"),
)
GROWN = 0.1  # of a process's memory, by which it may grow once it is warm
READERS = 3
TOLD_BY = 6  # articles that tell of one event
AWAY = 20.0  # seconds that the PostgreSQL server is away
BACK = 2.0  # seconds after its return in which a page may still find a connection that has died
ROWS = 6  # of the table


@dataclass
class Site:
    """A feed and the pages it lists; a few in a row tell of one event, each with a number of its own of the hurt."""

    pages: list[str] = field(default_factory=list)
    base: str = ""

    def grow(self) -> None:
        number = len(self.pages)
        event = random.Random(number // TOLD_BY)
        what, where, closed = event.choice(HAPPENED)
        place, who, hurt = event.choice(PLACES), event.choice(NAMES), event.randint(2, 90)
        day = f"March {event.randint(1, 28)}, 2025"
        told = hurt + number % TOLD_BY % 3
        self.pages.append(
            f"<html lang=en><head><title>{what.capitalize()} in {place}</title></head><body><article>"
            f"<h1>{told} hurt as {what} in {place}</h1><p>A {what} in {place} on {day}, and {told} people were hurt, "
            f"said {who}, who speaks for the fire brigade. “We counted {told} people,” {who} said.</p><p>There were "
            f"{hurt * 3} people {where}, according to the owner, who did not deny that warnings had come in report "
            f"number {number}. In {place}, {closed} stays closed.</p></article></body></html>"
        )

    def feed(self) -> str:
        items = "".join(
            f"<item><title>Report {i}</title><link>{self.base}/{i}</link>"
            f"<pubDate>Fri, 14 Mar 2025 10:{i // 60 % 60:02}:{i % 60:02} GMT</pubDate></item>"
            for i in range(max(0, len(self.pages) - 500), len(self.pages))
        )
        return f'<rss version="2.0"><channel>{items}</channel></rss>'


@contextmanager
def served(site: Site) -> Iterator[None]:
    """The site at an address of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Nothing."""

        def do_GET(self) -> None:
            number = self.path.strip("/")
            body = site.feed() if number == "feed" else ""
            if number.isdigit() and int(number) < len(site.pages):
                body = site.pages[int(number)]
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "application/rss+xml" if number == "feed" else "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body.encode())

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield
    server.shutdown()
    thread.join()
    server.server_close()


@dataclass(frozen=True, slots=True)
class Page:
    """A page that was asked for: when (by the monotonic clock), its status (0 for none), seconds until it was there.

    `cause` says why there is none.
    """

    at: float
    status: int
    took: float
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """How things stand: articles in the feed and in the ledger, findings; megabytes and seconds of each process."""

    at: float
    listed: int
    kept: int
    findings: int
    serving: float
    watching: float
    worked: float

    def __str__(self) -> str:
        return (
            f"{self.listed} articles in the feed, {self.kept} in the ledger, {self.findings} findings; "
            f"server {self.serving:.0f} MB, watch {self.watching:.0f} MB, {self.worked:.0f} s of processor time"
        )


@dataclass
class Run:
    """A run: what was asked for, how things stood, when the PostgreSQL server was away, and how processes ended."""

    began: float = field(default_factory=time.monotonic)
    pages: list[Page] = field(default_factory=list)
    moments: list[Moment] = field(default_factory=list)
    away: tuple[float, float] = (0.0, 0.0)
    ended: dict[str, int] = field(default_factory=dict)

    def excused(self, page: Page) -> bool:
        """Whether the server was away while a page was asked for."""
        return self.away[0] <= page.at + page.took and page.at <= self.away[1] + BACK


def memory(process: int) -> float:
    """Megabytes that a process holds, as Linux counts them."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))


def worked(process: int) -> float:
    """Seconds of processor time that a process has had."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def read_pages(base: str, over: threading.Event, pages: list[Page], pause: float) -> None:
    """Ask for the pages of the room, one after another, as links lead."""
    pick = random.Random()
    with httpx.Client(base_url=base, timeout=60, follow_redirects=True) as client:

        def ask(path: str) -> str:
            began, status, text, cause = time.monotonic(), 0, "", ""
            try:
                answer = client.get(path)
                status, text = answer.status_code, answer.text
            except httpx.HTTPError as error:
                cause = f"{type(error).__name__} {error}".strip()
            pages.append(Page(began, status, time.monotonic() - began, cause))
            over.wait(pause)
            return text

        while not over.is_set():
            stories = [part.split('"')[0] for part in ask("/").split('href="/story/')[1:]]
            views = ("", "/figures", "/cast", "/claims", "/origins", "/timeline", "/articles", "/findings.csv")
            paths = [f"/search?q={pick.choice(PLACES)}", f"/search?speaker={pick.choice(NAMES)}"]
            if stories:
                paths += [f"/story/{pick.choice(stories)}{pick.choice(views)}" for _ in range(8)]
            for path in paths:
                if not over.is_set():
                    ask(path)


def load(base: str, over: threading.Event, pages: list[Page], pause: float) -> list[threading.Thread]:
    """Readers, and wrk on the desk where it is installed and there is no pause."""
    threads = [threading.Thread(target=read_pages, args=(base, over, pages, pause)) for _ in range(READERS)]
    if not pause and (wrk := shutil.which("wrk")):

        def press() -> None:
            while not over.is_set():
                subprocess.run([wrk, "-t1", "-c4", "-d5s", f"{base}/"], capture_output=True, check=False)

        threads.append(threading.Thread(target=press))
    for thread in threads:
        thread.start()
    return threads


def run(minutes: float, place: str, every: float, pause: float, server: Server | None) -> tuple[Run, list[str]]:
    """What was seen, and what does not hold; nothing where all does."""
    Ledger(place).close()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    site, seen, over = Site(), Run(), threading.Event()
    site.grow()
    command = [sys.executable, "-m", "tellings.cli"]
    with served(site):
        watch = [*command, "watch", f"{site.base}/feed", "--ledger", place, "--every", "1", "--allow-private"]
        serve = [*command, "serve", "--ledger", place, "--port", str(port)]
        with _started(watch) as watching, _started(serve) as serving:
            _wait_for(port)
            threads = load(f"http://127.0.0.1:{port}", over, seen.pages, pause)
            seen.began = time.monotonic()
            end, said = seen.began + minutes * 60, 0.0
            while time.monotonic() < end:
                time.sleep(every)
                site.grow()
                if server and not seen.away[0] and time.monotonic() > seen.began + minutes * 30:
                    seen.away = _restart(server)
                if time.monotonic() - said > 30:
                    said = time.monotonic()
                    seen.moments.append(_moment(place, site, serving.pid, watching.pid))
                    print(f"{(said - seen.began) / 60:.1f} min: {seen.moments[-1]}", flush=True)
            _wait_until_all_are_in(place, site)
            over.set()
            for thread in threads:
                thread.join()
            seen.moments.append(_moment(place, site, serving.pid, watching.pid))
            for name, process in (("watch", watching), ("serve", serving)):
                process.terminate()
                seen.ended[name] = process.wait(60)
    return seen, _faults(place, site, seen)


def _started(command: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)


def _restart(server: Server) -> tuple[float, float]:
    """Let the server fail and start again; when it went and came."""
    went = time.monotonic()
    server.stop()
    time.sleep(AWAY)
    server.start()
    came = time.monotonic()
    print(f"the PostgreSQL server was away for {came - went:.0f} s", flush=True)
    return went, came


def _moment(place: str, site: Site, serving: int, watching: int) -> Moment:
    with Ledger(place) as ledger:
        known = ledger.counts()
    spent = worked(serving) + worked(watching)
    counts = (len(site.pages), known["articles"], known["findings"])
    return Moment(time.monotonic(), *counts, memory(serving), memory(watching), spent)


def _wait_for(port: int) -> None:
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)


def _wait_until_all_are_in(place: str, site: Site) -> None:
    """Let the watch ask the feed once more, and link."""
    end = time.monotonic() + 300
    with Ledger(place) as ledger:
        while time.monotonic() < end and (len(ledger.known()) < len(site.pages) or ledger.pending):
            time.sleep(2)


def _faults(place: str, site: Site, seen: Run) -> list[str]:
    with Ledger(place) as ledger:
        urls = Counter(article.url for article, _ in ledger.versions())
        pending = ledger.pending
    wanted = {f"{site.base}/{number}" for number in range(len(site.pages))}
    faults = [f"lost: {url}" for url in sorted(wanted - urls.keys())]
    faults += [f"{count} times: {url}" for url, count in urls.items() if count > 1]
    faults += ["not all is linked"] if pending else []
    failed = Counter(page.cause or page.status for page in seen.pages if page.status != 200 and not seen.excused(page))
    faults += [f"answers other than 200: {dict(failed)}"] if failed else []
    third = len(seen.moments) // 3
    for name in ("serving", "watching"):
        held = [getattr(moment, name) for moment in seen.moments]
        before, after = median(held[third : 2 * third] or held), median(held[2 * third :])
        if after > before * (1 + GROWN):
            faults.append(f"{name}: memory grew from {before:.0f} to {after:.0f} MB")
    faults += [f"{name} ended with {code}" for name, code in seen.ended.items() if code not in (0, -15)]
    return faults


def table(seen: Run) -> list[str]:
    """A row for each part of the time, as Markdown."""
    rows = [
        "| until minute | articles in the feed | in the ledger | findings | pages asked for | median ms | 95 of 100 | "
        "slowest | other than 200 | `serve` MB | `watch` MB | processor, % of one |",
        "|---|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    last = seen.moments[0]
    size = max(1, -(-len(seen.moments) // ROWS))
    for moment in [*seen.moments[size - 1 : -1 : size], seen.moments[-1]]:
        first = seen.began if len(rows) == 2 else last.at
        pages = [page for page in seen.pages if first <= page.at < moment.at]
        share = 100 * (moment.worked - (0 if len(rows) == 2 else last.worked)) / max(moment.at - first, 1)
        rows.append(
            f"| {(moment.at - seen.began) / 60:.0f} | {moment.listed} | {moment.kept} | {moment.findings} | "
            f"{_answers(pages)} | {moment.serving:.0f} | {moment.watching:.0f} | {share:.0f} |"
        )
        last = moment
    return rows


def _answers(pages: Sequence[Page]) -> str:
    took = sorted(1000 * page.took for page in pages if page.status == 200)
    others = Counter(page.status for page in pages if page.status != 200)
    times = (median(took), quantiles(took, n=20, method="inclusive")[-1], took[-1]) if len(took) > 1 else (0, 0, 0)
    said = ", ".join(f"{count} × {status or 'none'}" for status, count in sorted(others.items())) or "0"
    return f"{len(pages)} | {times[0]:.0f} | {times[1]:.0f} | {times[2]:.0f} | {said}"


def main(arguments: list[str]) -> int:
    from tests.databases import binaries, running_server

    def option(name: str, otherwise: float) -> float:
        return float(arguments.pop(arguments.index(name) + 1)) if name in arguments else otherwise

    every, pause = option("--every", 20), option("--pause", 0)
    minutes, *places = [one for one in arguments if not one.startswith("--")]
    own = places == ["server"]
    programs = binaries() if own else None
    with tempfile.TemporaryDirectory() as folder, running_server(programs) if programs else nullcontext() as server:
        place = server.database() if server else places[0] if places else str(Path(folder, "watched.ledger"))
        seen, faults = run(float(minutes), place, every, pause, server)
    lines = table(seen)
    held = "Nothing was lost, nothing is there twice, and all pages outside that time were answered." * (not faults)
    note = (
        f"`watch` asks a feed every minute that grows by an article every {every:g} seconds, {READERS} readers ask for "
        f"a page every {pause:g} seconds each, on {'PostgreSQL' if '://' in place else 'SQLite'}; two processors, "
        "shared with other work. "
        + (
            f"The server failed at half time and was away for {seen.away[1] - seen.away[0]:.0f} seconds. "
            if own
            else ""
        )
        + (held or f"What does not hold: {'; '.join(faults)}.")
    )
    print("\n".join(["", note, "", *lines, "", "all holds" if not faults else f"{len(faults)} faults"]))
    if "--write" in arguments:
        write_block(SCALE, "hours", "\n".join([note, "", *lines]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))  # for the PostgreSQL server of the tests
    sys.exit(main(sys.argv[1:]))
