"""A server that stands in for a model: on loopback, answering whatever a test wants, noting all it is asked."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@dataclass
class Asked:
    """A request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def words(self) -> str:
        """What the user's message holds."""
        return str(self.body["messages"][-1]["content"])

    @property
    def about_names(self) -> bool:
        """Whether it asks which names are one."""
        return "joinings" in self.body["messages"][0]["content"]


@dataclass
class Answer:
    """What to send: after `delay` seconds, in pieces `drip` seconds apart."""

    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"content-type": "application/json"})
    delay: float = 0.0
    drip: float = 0.0


@dataclass
class StandIn:
    """A running server: its address and all it was asked."""

    url: str
    asked: list[Asked] = field(default_factory=list)

    @property
    def articles(self) -> list[str]:
        """The messages about articles."""
        return [one.words for one in self.asked if not one.about_names]


def completion(content: object, **more: object) -> Answer:
    """A chat completion with this content."""
    message = {"role": "assistant", "content": content, **more}
    choice = {"index": 0, "finish_reason": "stop", "message": message}
    whole = {"id": "1", "object": "chat.completion", "created": 1, "model": "stand-in", "choices": [choice]}
    return Answer(json.dumps(whole).encode())


def said(*statements: dict[str, str]) -> Answer:
    """A completion that lists statements."""
    return completion(json.dumps({"statements": statements}))


def same(*joinings: dict[str, object]) -> Answer:
    """A completion that lists joinings."""
    return completion(json.dumps({"joinings": joinings}))


NOTHING = completion('{"statements": [], "joinings": []}')


@contextmanager
def stand_in(answer: Callable[[Asked], Answer]) -> Iterator[StandIn]:
    """A server that answers each request as `answer` says."""
    running = StandIn("")

    class Handler(BaseHTTPRequestHandler):
        def _serve(self) -> None:
            size = int(self.headers.get("content-length", "0"))
            asked = Asked(
                self.command,
                self.path,
                {name.lower(): value for name, value in self.headers.items()},
                json.loads(self.rfile.read(size) or b"{}"),
            )
            running.asked.append(asked)
            made = answer(asked)
            time.sleep(made.delay)
            try:
                self.send_response(made.status)
                for name, value in made.headers.items():
                    self.send_header(name, value)
                if not made.drip:
                    self.send_header("content-length", str(len(made.body)))
                self.end_headers()
                for at in range(0, len(made.body), 1 if made.drip else 65536):
                    self.wfile.write(made.body[at : at + (1 if made.drip else 65536)])
                    time.sleep(made.drip)
            except OSError:
                pass  # the client has had enough

        do_POST = do_GET = _serve  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    running.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield running
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
