"""The reading room: the record in a browser, from this machine."""

from __future__ import annotations

import errno
import secrets
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final

from anyio.to_thread import current_default_thread_limiter
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from tellings.errors import InputError, LedgerError
from tellings.ledger import Ledger
from tellings.queries import StoryGoneError
from tellings.show.article import ArticlePage
from tellings.show.desk import Desk
from tellings.show.guard import LOOPBACK, Guard
from tellings.show.html import room_html, warm
from tellings.show.library import Library
from tellings.show.room import Room
from tellings.show.takeaway import Takeaway
from tellings.show.worker import Worker

# Pages that are made at once, each in a thread and on a connection to the ledger of its own, of which there are up to
# fifteen. More threads make no page sooner, and each keeps what its largest page took of memory.
PAGES: Final = 8
_TITLES: Final = {
    400: "That cannot be asked",
    404: "Not here",
    405: "That cannot be done here",
    413: "Too much at once",
    422: "Something is missing",
    500: "Something went wrong",
    503: "The ledger cannot be read",
}


def make_app(
    ledger: Ledger,
    *,
    hosts: frozenset[str] = LOOPBACK,
    numeric: bool = False,
    token: str = "",
    allow_private: bool = False,
) -> Guard:
    """The application over an open ledger; for the other terms see `Guard` and `Desk`."""
    library, worker = Library(ledger), Worker(ledger.place)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens = PAGES
        yield
        worker.close()

    app = Starlette(
        routes=[
            *Takeaway(library).routes(),
            *Room(library).routes(),
            *ArticlePage(library).routes(),
            *Desk(library, worker, allow_private=allow_private).routes(),
            Route("/favicon.ico", _no_content, methods=["GET"]),
            Mount("/static", StaticFiles(packages=[("tellings", "show/static")])),
        ],
        exception_handlers={
            HTTPException: _refused,
            StoryGoneError: _asked_anew,
            LedgerError: _unreadable,
            Exception: _failed,
        },
        lifespan=lifespan,
    )
    return Guard(app, hosts=hosts, numeric=numeric, token=token)


def _no_content(request: Request) -> Response:
    return Response(status_code=204)


def _error(request: Request, code: int, detail: str) -> Response:
    if "text/html" not in request.headers.get("accept", "*/*") and "*/*" not in request.headers.get("accept", "*/*"):
        return PlainTextResponse(detail, code)
    html = room_html("error", scripts=(), title=_TITLES.get(code, "That did not work"), detail=detail, code=code)
    return HTMLResponse(html, code)


def _refused(request: Request, error: Exception) -> Response:
    code, detail = (error.status_code, error.detail) if isinstance(error, HTTPException) else (500, "")
    return _error(request, code, detail if detail not in ("Not Found", "Method Not Allowed") else "")


def _asked_anew(request: Request, error: Exception) -> Response:
    """A writing came between two questions of a page: asked anew it leads to where the story is, or says it is gone."""
    return RedirectResponse(request.url.path + (f"?{request.url.query}" if request.url.query else ""), 307)


def _unreadable(request: Request, error: Exception) -> Response:
    return _error(request, 503, str(error))


def _failed(request: Request, error: Exception) -> Response:
    return _error(request, 500, "The room goes on; this page does not. The terminal says what happened.")


def serve(
    ledger: Ledger,
    host: str = "127.0.0.1",
    port: int = 8477,
    *,
    names: tuple[str, ...] = (),
    allow_private: bool = False,
) -> None:
    """Serve until interrupted; the address goes to standard error once it is ours.

    Raises InputError for a host or port that cannot be had. On another address than loopback a token is asked for, and
    `names` are the host names that lead here.
    """
    import uvicorn

    listener = _listen(host, port)
    warm()
    inside = host in LOOPBACK
    token = "" if inside else secrets.token_urlsafe(24)
    hosts = LOOPBACK | {name.lower() for name in names} | (set() if inside else {host, socket.gethostname().lower()})
    app = make_app(ledger, hosts=frozenset(hosts), numeric=not inside, token=token, allow_private=allow_private)
    shown = f"[{host}]" if ":" in host else host
    rest = f"?token={token}" if token else ""
    print(f"http://{shown}:{listener.getsockname()[1]}/{rest} (Ctrl-C ends it)", file=sys.stderr)
    config = uvicorn.Config(app, log_level="warning", server_header=False, access_log=False)
    with listener, suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens there; raises InputError where none can."""
    if not 0 <= port <= 65535:  # getaddrinfo would take it modulo 65536
        raise InputError(f"--port {port}", "there is no such port", "name one from 1024 to 65535")
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address, family=family)
    except (OSError, UnicodeError) as error:
        number = getattr(error, "errno", 0)
        if number == errno.EADDRINUSE:
            raise InputError(f"--port {port}", "another program listens there", "name another port") from None
        if number == errno.EACCES:
            raise InputError(f"--port {port}", "it may not be used", "name one from 1024 to 65535") from None
        cause, advice = "is no address of this machine", "name one that it has, as 127.0.0.1"
        raise InputError(f"--host {host}", cause, advice) from None
