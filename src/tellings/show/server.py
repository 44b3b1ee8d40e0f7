"""The record in a browser, from this machine: read-only pages under a strict policy."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from tellings.errors import TellingsError
from tellings.model import Record
from tellings.show.html import index_html, story_html
from tellings.show.pages import story_links, story_page

LOOPBACK: Final = ("localhost", "127.0.0.1", "[::1]")
HEADERS: Final = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'none'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}

_Message = MutableMapping[str, Any]
_Send = Callable[[_Message], Awaitable[None]]
_Receive = Callable[[], Awaitable[_Message]]


class _Headers:
    """Adds the headers to every answer."""

    def __init__(self, app: Callable[[_Message, _Receive, _Send], Awaitable[None]]) -> None:
        self.app = app

    async def __call__(self, scope: _Message, receive: _Receive, send: _Send) -> None:
        async def sending(message: _Message) -> None:
            if message["type"] == "http.response.start":
                names = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
                message["headers"] = [*message.get("headers", []), *names]
            await send(message)

        await self.app(scope, receive, sending)


def make_app(load: Callable[[], Record], hosts: tuple[str, ...] = LOOPBACK) -> Starlette:
    """The application; `load` gives the record, and is called anew for every page, so an added article shows.

    A request that names another host than `hosts` is refused, so no page elsewhere can read the record through a name
    that leads here.
    """

    def index(request: Request) -> Response:
        return HTMLResponse(index_html(story_links(load())))

    def story(request: Request) -> Response:
        try:
            page = story_page(load(), request.path_params["id"])
        except TellingsError as error:
            raise HTTPException(404, str(error)) from None
        return HTMLResponse(story_html(page))

    def refused(request: Request, error: Exception) -> Response:
        code, detail = (error.status_code, error.detail) if isinstance(error, HTTPException) else (500, "failed")
        return PlainTextResponse(detail, code)

    return Starlette(
        routes=[
            Route("/", index, methods=["GET"]),
            Route("/story/{id}", story, methods=["GET"]),
            Mount("/static", StaticFiles(packages=[("tellings", "show/static")])),
        ],
        middleware=[
            Middleware(_Headers),
            Middleware(TrustedHostMiddleware, allowed_hosts=[*hosts], www_redirect=False),
        ],
        exception_handlers={HTTPException: refused},
    )


def serve(load: Callable[[], Record], host: str = "127.0.0.1", port: int = 8477) -> None:
    """Serve until interrupted; the address goes to standard error."""
    import uvicorn

    shown = f"[{host}]" if ":" in host else host
    print(f"http://{shown}:{port}/ (Ctrl-C ends it)", file=sys.stderr)
    hosts = LOOPBACK if host in ("127.0.0.1", "::1", "localhost") else (*LOOPBACK, host)
    uvicorn.run(make_app(load, hosts), host=host, port=port, log_level="warning", server_header=False)
