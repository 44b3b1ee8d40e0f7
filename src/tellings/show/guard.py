"""What every request to the reading room passes first: who may ask, from which page, how much may be sent.

A request must name a host that is ours, so no name elsewhere can be led here (DNS rebinding); what changes something
must come from our own pages (the browser's Origin says so); outside this machine the token must be known.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import parse_qs, urlencode, urlsplit

from starlette.responses import PlainTextResponse, RedirectResponse, Response

LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
UPLOAD_AT_MOST: Final = 64_000_000  # bytes of one request: some thousands of articles, or one large archive
COOKIE: Final = "tellings-token"
HEADERS: Final = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # with "no-referrer" a browser would hide the origin of our own forms, too
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}

_Message = MutableMapping[str, Any]
_Receive = Callable[[], Awaitable[_Message]]
_Send = Callable[[_Message], Awaitable[None]]
_App = Callable[[_Message, _Receive, _Send], Awaitable[None]]


class TooMuchError(Exception):
    """More was sent than a request may hold."""


class Guard:
    """The application behind it sees only what passed.

    `hosts` are the names a request may give; `numeric` lets any numeric address through as well, which no foreign name
    can lead to. `token` is asked for where it is not "".
    """

    def __init__(
        self, app: _App, *, hosts: frozenset[str], numeric: bool = False, token: str = "", at_most: int = UPLOAD_AT_MOST
    ) -> None:
        """Stand before `app`; `at_most` is in bytes a request."""
        self.app, self.hosts, self.numeric, self.token, self.at_most = app, hosts, numeric, token, at_most

    async def __call__(self, scope: _Message, receive: _Receive, send: _Send) -> None:
        """Refuse, or hand on with the bytes counted and the headers added."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        refused = self._refusal(scope, headers)
        started = False
        taken = 0

        async def counted() -> _Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self.at_most:
                raise TooMuchError
            return message

        async def adorned(message: _Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                own = {name for name, _ in message.get("headers", [])}
                more = [(k.encode(), v.encode()) for k, v in HEADERS.items() if k.encode() not in own]
                message["headers"] = [*message.get("headers", []), *more]
            await send(message)

        try:
            await (refused or self.app)(scope, counted, adorned)
        except TooMuchError:
            if not started:
                await _too_much(self.at_most)(scope, receive, adorned)

    def _refusal(self, scope: _Message, headers: dict[str, str]) -> Response | None:
        """The answer to what may not pass; None where it may."""
        host = headers.get("host", "")
        if not self._is_ours(host):
            return PlainTextResponse("This host is not served here.", 400)
        if scope["method"] not in ("GET", "HEAD"):
            if headers.get("sec-fetch-site", "same-origin") != "same-origin":
                return PlainTextResponse("Only this site's own pages may change something here.", 403)
            if urlsplit(headers.get("origin", "")).netloc != host:
                return PlainTextResponse("Only this site's own pages may change something here.", 403)
            if headers.get("content-length", "0").isdigit() and int(headers.get("content-length", "0")) > self.at_most:
                return _too_much(self.at_most)
        return self._asked_for_token(scope, headers) if self.token else None

    def _is_ours(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        if name in self.hosts:
            return True
        try:
            return self.numeric and bool(ip_address(name))
        except ValueError:
            return False

    def _asked_for_token(self, scope: _Message, headers: dict[str, str]) -> Response | None:
        """None where the cookie holds the token; an address that holds it sets the cookie."""
        if self._knows(_cookie(headers.get("cookie", ""))):
            return None
        asked = parse_qs(scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True)
        if scope["method"] == "GET" and self._knows(asked.pop("token", [""])[0]):
            rest = urlencode(asked, doseq=True)
            # one slash alone at the start: "//name" would lead to another site
            path = "/" + str(scope["path"]).lstrip("/\\")
            answer = RedirectResponse(path + (f"?{rest}" if rest else ""), 303)
            answer.set_cookie(COOKIE, self.token, httponly=True, samesite="strict")
            return answer
        return PlainTextResponse("Open the address that `tellings serve` printed: it holds the token.", 401)

    def _knows(self, token: str) -> bool:
        return secrets.compare_digest(token.encode("utf-8", "replace"), self.token.encode())


def _cookie(header: str) -> str:
    try:
        found = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _too_much(at_most: int) -> Response:
    return PlainTextResponse(
        f"More than {at_most // 1_000_000} MB at once; add fewer files at a time, or use `tellings build`.", 413
    )
