"""A ledger watched and shown for a while. usage: endurance.py MINUTES [LEDGER] [--every SECONDS].

`tellings watch` follows a feed of this machine that grows by an article every few seconds (20), `tellings serve` shows
the ledger (a file, or postgresql://…; it must be new) to readers who ask for its pages without a pause, a few threads
and, where it is installed, wrk. At the end every article of the feed must be in the ledger, none twice; no page
may have failed; and the server's memory, after a first third to warm up, may not have grown by more than a tenth.
Prints a line every half minute; ends with status 1 where something does not hold.
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
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median

import httpx

from tellings.ledger import Ledger

PLACES = ("Ostrel", "Tarsk", "Velmar", "Skerry", "Lenn", "Aldana", "Brimholt", "Corvane")
NAMES = ("Ana Brel", "Odo Quist", "Ilse Marn", "Bo Hartvig", "Mara Tolland", "Ede Vos")
GROWN = 0.1  # of the server's memory, by which it may grow once it is warm
READERS = 3


@dataclass
class Site:
    """A feed and the pages it lists; all are told of each other by their numbers."""

    pages: list[str] = field(default_factory=list)
    base: str = ""

    def grow(self) -> None:
        pick = random.Random(len(self.pages))
        place, who, hurt = pick.choice(PLACES), pick.choice(NAMES), pick.randint(2, 90)
        number, day = len(self.pages), f"March {pick.randint(1, 28)}, 2025"
        self.pages.append(
            f"<html lang=en><head><title>Ferry {number} aground off {place}</title></head><body><article>"
            f"<h1>Ferry {number} aground off {place}</h1><p>Ferry number {number} ran aground off {place} on {day}, "
            f"and {hurt} people were hurt, said {who}, the captain of the coast guard. “We counted {hurt} people,” "
            f"{who} said.</p><p>The ferry was on its way with {hurt * 3} people on board, according to its owner, who "
            f"did not deny that it had left late. The harbour of {place} stays closed.</p></article></body></html>"
        )

    def feed(self) -> str:
        items = "".join(
            f"<item><title>Ferry {i}</title><link>{self.base}/{i}</link>"
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


def memory(process: int) -> float:
    """Megabytes that a process holds, as Linux counts them."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))


def read_pages(base: str, over: threading.Event, answers: Counter[int]) -> None:
    """Ask for the pages of the room, one after another, as links lead."""
    pick = random.Random()
    with httpx.Client(base_url=base, timeout=60) as client:
        while not over.is_set():
            try:
                desk = client.get("/")
                answers[desk.status_code] += 1
                stories = [part.split('"')[0] for part in desk.text.split('href="/story/')[1:]]
                views = ("", "/figures", "/cast", "/claims", "/origins", "/timeline", "/articles", "/findings.csv")
                paths = [f"/search?q={pick.choice(PLACES)}", f"/search?speaker={pick.choice(NAMES)}"]
                if stories:
                    paths += [f"/story/{pick.choice(stories)}{pick.choice(views)}" for _ in range(8)]
                for path in paths:
                    answers[client.get(path, follow_redirects=True).status_code] += 1
            except httpx.HTTPError:
                answers[0] += 1


def load(base: str, over: threading.Event, answers: Counter[int]) -> list[threading.Thread]:
    """Readers, and wrk on the desk where it is installed."""
    threads = [threading.Thread(target=read_pages, args=(base, over, answers)) for _ in range(READERS)]
    if wrk := shutil.which("wrk"):

        def press() -> None:
            while not over.is_set():
                subprocess.run([wrk, "-t1", "-c4", "-d5s", f"{base}/"], capture_output=True, check=False)

        threads.append(threading.Thread(target=press))
    for thread in threads:
        thread.start()
    return threads


def run(minutes: float, place: str, every: float) -> list[str]:
    """What does not hold; nothing where all does."""
    Ledger(place).close()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    site, answers, over = Site(), Counter[int](), threading.Event()
    site.grow()
    command = [sys.executable, "-m", "tellings.cli"]
    with served(site):
        watch = [*command, "watch", f"{site.base}/feed", "--ledger", place, "--every", "1", "--allow-private"]
        serve = [*command, "serve", "--ledger", place, "--port", str(port)]
        with _started(watch) as watching, _started(serve) as serving:
            _wait_for(port)
            threads = load(f"http://127.0.0.1:{port}", over, answers)
            held: list[float] = []
            end, said = time.monotonic() + minutes * 60, 0.0
            while time.monotonic() < end:
                time.sleep(every)
                site.grow()
                held.append(memory(serving.pid))
                if time.monotonic() - said > 30:
                    said = time.monotonic()
                    print(_line(place, site, answers, held[-1], memory(watching.pid)), flush=True)
            _wait_until_all_are_in(place, site)
            over.set()
            for thread in threads:
                thread.join()
            for process in (watching, serving):
                process.terminate()
        print(_line(place, site, answers, held[-1], 0), flush=True)
    return _faults(place, site, answers, held)


def _started(command: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _line(place: str, site: Site, answers: Counter[int], serving: float, watching: float) -> str:
    with Ledger(place) as ledger:
        known = ledger.counts()
    return (
        f"{len(site.pages)} articles in the feed, {known['articles']} in the ledger, {known['findings']} findings; "
        f"{sum(answers.values())} pages asked for {dict(answers)}; server {serving:.0f} MB, watch {watching:.0f} MB"
    )


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


def _faults(place: str, site: Site, answers: Counter[int], held: list[float]) -> list[str]:
    with Ledger(place) as ledger:
        urls = Counter(article.url for article, _ in ledger.versions())
        pending = ledger.pending
    wanted = {f"{site.base}/{number}" for number in range(len(site.pages))}
    faults = [f"lost: {url}" for url in sorted(wanted - urls.keys())]
    faults += [f"{count} times: {url}" for url, count in urls.items() if count > 1]
    faults += ["not all is linked"] if pending else []
    failed = {code: count for code, count in answers.items() if not 200 <= code < 400 and code != 404}
    faults += [f"answers that are none: {failed}"] if failed else []
    third = len(held) // 3
    before, after = median(held[third : 2 * third]), median(held[2 * third :])
    print(f"memory of the server: {before:.0f} MB in the second third, {after:.0f} MB in the last")
    if after > before * (1 + GROWN):
        faults.append(f"the server's memory grew from {before:.0f} to {after:.0f} MB")
    return faults


def main(arguments: list[str]) -> int:
    every = float(arguments[arguments.index("--every") + 1]) if "--every" in arguments else 20.0
    given = [one for one in arguments[1:] if not one.startswith("--") and one != f"{every:g}"]
    with tempfile.TemporaryDirectory() as folder:
        faults = run(float(arguments[0]), given[0] if given else os.path.join(folder, "watched.ledger"), every)  # noqa: PTH118
    for fault in faults:
        print(fault)
    print("all holds" if not faults else f"{len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
