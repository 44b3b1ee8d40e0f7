"""Every command and every block of code in the documentation runs as it stands there, on what its reader has.

That is a folder of articles, which are not the demo's, and what the page itself has made before. Where a page speaks of
a PostgreSQL server on this machine it is the tests' own; where PostgreSQL is not installed that page is skipped.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import socket
import subprocess
import sys
import threading
import time
import tomllib
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from gold import ROOT
from tellings import cli, engine
from tellings.cli_help import HELP

if TYPE_CHECKING:
    from tests.databases import Server

PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
_FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_TARGET = re.compile(r"^(\w[\w-]*):", re.MULTILINE)
LISTENING = ("tellings serve", "tellings mcp")  # commands that go on until they are stopped
STOPS_AFTER = 60  # seconds at most until a server answers
DATABASE = "postgresql://desk@localhost/"
_FOREVER = re.compile(r"while true; do (tellings watch .*); sleep \d+; done")
ARTICLES = {
    "post.txt": "Two ferries collide off Ostrel\n\nOSTREL — Two ferries collided off Ostrel on Friday, March 14, 2025, "
    "the coast guard said. At least 12 people were hurt, Captain Ana Brel told reporters.\n",
    "herald.txt": "Ferries crash near Ostrel harbour\n\nTwo ferries collided off Ostrel on Friday, March 14, 2025. "
    "“We count 19 people hurt,” Captain Ana Brel said on Saturday.\n",
}


@dataclass(frozen=True, slots=True)
class Block:
    """A block of code: its language and its lines."""

    language: str
    text: str


def blocks(page: Path) -> list[Block]:
    return [Block(*found) for found in _FENCE.findall(page.read_text(encoding="utf-8"))]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as the pages speak of it: articles of the reader's own in `articles`."""
    (tmp_path / "articles").mkdir()
    for name, text in ARTICLES.items():
        (tmp_path / "articles" / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "none.toml").touch()
    monkeypatch.setenv("TELLINGS_CONFIG", str(tmp_path / "none.toml"))
    monkeypatch.setattr(engine, "default_workers", lambda: 1)  # this process has the language model already
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    return tmp_path


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page)], ids=lambda page: page.stem)
def test_code_runs_as_it_stands(
    page: Path, desk: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    server: Server | None = None
    if DATABASE in page.read_text(encoding="utf-8"):
        server = request.getfixturevalue("server")
        for name, value in (("PGHOST", "127.0.0.1"), ("PGPORT", str(server.port)), ("PGUSER", "postgres")):
            monkeypatch.setenv(name, value)
    names: dict[str, object] = {"__name__": "__main__"}
    for block in blocks(page):
        match block.language:
            case "sh":
                for line in commands(block.text):
                    run(line.replace("@localhost/", f"@127.0.0.1:{server.port}/") if server else line)
            case "python":
                exec(compile(block.text, str(page), "exec"), names)
            case "toml":
                settings(block.text, desk)
            case "json":
                json.loads(block.text)
            case language:
                assert language in ("text", "html", "bibtex", "turtle", "yaml", "xml"), f"no way to check {language!r}"


def test_examples_of_the_help_run_as_they_stand(desk: Path) -> None:
    for line in dict.fromkeys(line for one in HELP.values() for line in one.examples):
        run(line)


def test_every_command_has_its_help() -> None:
    shown = CliRunner().invoke(cli.app, ["--help"]).output
    assert all(one.line in shown for one in HELP.values())


def commands(text: str) -> list[str]:
    """The commands of a block, each whole; comments left out."""
    lines = text.replace("\\\n", " ").splitlines()
    return [line for line in lines if line.strip() and not line.lstrip().startswith("#")]


@contextmanager
def site() -> Iterator[str]:
    """The address of a site with one feed and one article, as `https://news.example` is in the pages."""
    body = "<p>" + "The ferry sank off Valdane on Friday, the coast guard said. " * 20 + "</p>"
    page = f"<html><head><title>Ferry sinks</title></head><body><h1>Ferry sinks</h1>{body}</body></html>"
    item = "<item><title>Ferry sinks</title><link>{base}/ferry.html</link><guid>{base}/ferry.html</guid></item>"
    feed = '<rss version="2.0"><channel><title>News</title><link>{base}</link>' + item + "</channel></rss>"

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            base = f"http://{self.headers['Host']}"
            pages = {"/feed.xml": ("application/rss+xml", feed.format(base=base)), "/ferry.html": ("text/html", page)}
            kind, text = pages.get(self.path, ("text/plain", ""))
            self.send_response(200 if self.path in pages else 404)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def run(line: str) -> None:
    """Run a command, or see that what it asks for is there where running it would set up a machine."""
    if "https://news.example" in line and "--allow-private" not in line and not line.startswith("while"):
        with site() as address:
            run(line.replace("https://news.example", address) + " --allow-private")
        return
    words = shlex.split(line, comments=True)
    match words[0]:
        case "while":
            forever = _FOREVER.fullmatch(line)
            assert forever, line
            run(f"{forever[1]} --once")
        case "make":
            assert set(words[1:2]) <= set(_TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8"))), line
        case "pip":
            assert {extra for word in words for extra in re.findall(r"\[(\w.*)\]", word)} <= extras(), line
        case "docker" | "git" | "python":
            pass  # a machine with them is not given
        case "tellings" if line.startswith(LISTENING):
            listen(words)
        case "tellings" if not set("|<>$&;").intersection(line) and "completion" not in line:
            done = CliRunner().invoke(cli.app, words[1:], catch_exceptions=False)
            assert done.exit_code == 0, f"{line}\n{done.output}"
        case _:
            # a shell that stays: completion is that of the shell a command is called from
            there = ["bash", "-c", f"{line}\nexit $?"]
            shell = subprocess.run(there, check=False, capture_output=True, text=True, timeout=120)
            assert shell.returncode == 0, f"{line}\n{shell.stderr}"


def extras() -> set[str]:
    return set(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"])


def settings(text: str, desk: Path) -> None:
    """A block of TOML is a configuration that holds."""
    with pytest.MonkeyPatch.context() as patch:
        path = desk / "page.toml"
        path.write_text(text, encoding="utf-8")
        patch.setenv("TELLINGS_CONFIG", str(path))
        assert cli.settings()


def listen(words: list[str]) -> None:
    """A server starts, answers, and is stopped."""
    if words[1] != "serve":
        subprocess.run([*words], stdin=subprocess.DEVNULL, check=True, capture_output=True, timeout=STOPS_AFTER)
        return
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen([*words, "--port", str(port)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        until = time.monotonic() + STOPS_AFTER
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
                    assert b"Tellings" in answer.read()
                break
            except OSError:
                assert server.poll() is None, server.stdout.read() if server.stdout else ""
                assert time.monotonic() < until, "no answer"
                time.sleep(0.2)
    finally:
        server.terminate()
        server.communicate()
