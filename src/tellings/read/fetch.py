"""One address fetched on the user's request: what is asked for and nothing else, within limits of size and time.

Only http and https. The host's addresses are resolved once, each is checked, and the connection goes to a checked one
(so a name cannot lead elsewhere between check and use); every redirect goes through the same. No cookies, no proxies,
no credentials. After OWASP, Server-Side Request Forgery Prevention.
"""

from __future__ import annotations

import gzip
import http.client
import io
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import partial
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from tellings.errors import InputError, RefusedError

REDIRECTS = 5
AT_MOST = 20_000_000  # bytes, as sent and unpacked: what an article's file may have too
WITHIN = 30.0  # seconds for all of it, redirects included
AGENT = "Tellings (reads one page for its user)"
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address in the last 32 bits
_SAFE = "/%:=&?~#+!$,;'@()*[]"  # what may stand in an address as it is

_BY_HAND = "open it in a browser and save the page"

Resolve = Callable[[str, int], list[str]]
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: where it was found in the end, the status (200, or 304 where asked), headers, bytes."""

    url: str
    status: int
    headers: Mapping[str, str]  # by name in small letters
    body: bytes

    @property
    def kind(self) -> str:
        """The media type, as `text/html`; "" where none was sent."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


def conditional(etag: str, modified: str) -> dict[str, str]:
    """The headers that ask for an address only where it has changed; "" for what the site did not tell last time."""
    asked = {"If-None-Match": etag, "If-Modified-Since": modified}
    return {name: value for name, value in asked.items() if value and value.isprintable()}


def retry_after(headers: Mapping[str, str]) -> float:
    """The seconds after which a site asks to be asked again, 0 where it does not say."""
    written = headers.get("retry-after", "").strip()
    if written.isascii() and written.isdigit() and len(written) < 10:
        return float(written)
    try:
        at = parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return 0.0
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - datetime.now(UTC)).total_seconds())


def addresses(host: str, port: int) -> list[str]:
    """Every numeric address of a host; raises OSError where it has none."""
    return list(dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


@dataclass(frozen=True, slots=True)
class _Terms:
    """What holds for a whole errand: the address first asked for, what is allowed, and when it ends."""

    asked: str
    allow_private: bool
    headers: Mapping[str, str]
    at_most: int
    ends: float
    resolve: Resolve

    def left(self) -> float:
        """Seconds left; raises InputError where there are none."""
        left = self.ends - time.monotonic()
        if left <= 0:
            raise InputError(self.asked, "it took too long", f"try again, or {_BY_HAND}")
        return left


def fetch(
    url: str,
    *,
    allow_private: bool = False,
    headers: Mapping[str, str] | None = None,
    at_most: int = AT_MOST,
    within: float = WITHIN,
    resolve: Resolve = addresses,
) -> Fetched:
    """Fetch one address; raises InputError that says what was wrong and what to do.

    `headers` are sent as well (If-None-Match for a feed). `allow_private` lets addresses of this machine and its
    network through; `at_most` is in bytes, `within` in seconds.
    """
    terms = _Terms(url, allow_private, headers or {}, at_most, time.monotonic() + within, resolve)
    for _ in range(REDIRECTS + 1):
        answer = _ask(_checked(url, terms.asked), terms)
        if answer.status not in (301, 302, 303, 307, 308):
            return _accepted(answer, terms.asked)
        onward = answer.headers.get("location", "")
        if not onward:
            raise InputError(terms.asked, "it redirects to nowhere", _BY_HAND)
        url = urljoin(answer.url, onward)
    raise InputError(terms.asked, f"it redirects more than {REDIRECTS} times", _BY_HAND)


def _accepted(answer: Fetched, asked: str) -> Fetched:
    if answer.status in (200, 304):
        return answer
    reason = http.client.responses.get(answer.status, "").lower()
    cause = f"the site answered {answer.status}{f' ({reason})' if reason else ''}"
    after = retry_after(answer.headers)
    raise RefusedError(asked, cause, f"check the address, or {_BY_HAND}", status=answer.status, retry_after=after)


def _checked(url: str, asked: str) -> SplitResult:
    """The parts of an address that may be fetched."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
        host.encode("idna")
    except (ValueError, UnicodeError):
        raise InputError(asked, "this is no address", "write it as https://…") from None
    if parts.scheme not in ("http", "https") or not host:
        raise InputError(asked, "only http and https addresses are fetched", "write it as https://…")
    if parts.username is not None or port == 0:
        raise InputError(asked, "an address with a user name or port 0 is not fetched", "write it without")
    return parts


def _public(address: str) -> bool:
    """Whether a numeric address is on the public internet, also where it hides an IPv4 address in an IPv6 one."""
    found: _Address = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        found = inner or found
    return found.is_global and not found.is_multicast


def _ask(parts: SplitResult, terms: _Terms) -> Fetched:
    """One question to one host."""
    host, secure, asked = parts.hostname or "", parts.scheme == "https", terms.asked
    port = parts.port or (443 if secure else 80)
    try:
        found = terms.resolve(host.encode("idna").decode("ascii"), port)
    except OSError:
        raise InputError(asked, f"no host {host} was found", "check the address and the connection") from None
    if not found or not (terms.allow_private or all(map(_public, found))):
        cause = f"{host} is on this machine or its own network"
        raise InputError(
            asked, cause, "only addresses on the public internet are fetched, unless --allow-private is given"
        )
    target = urlunsplit(("", "", quote(parts.path, safe=_SAFE) or "/", quote(parts.query, safe=_SAFE), ""))
    sent = {"User-Agent": AGENT, "Accept": "text/html,*/*;q=0.5", "Accept-Encoding": "gzip, deflate", **terms.headers}
    connection = _connection(host, port, found[0], secure=secure, timeout=terms.left())
    try:
        with closing(connection):
            connection.connect()
            with _at_deadline(connection.sock, terms.left()):
                connection.request("GET", target, headers=sent)
                answer = connection.getresponse()
                headers = {name.lower(): value for name, value in answer.getheaders()}
                body = b"" if 300 <= answer.status < 400 else _body(answer, headers, terms)
            terms.left()  # what was cut off may look complete
    except (OSError, http.client.HTTPException, zlib.error, EOFError, ValueError) as error:
        terms.left()
        cause = f"it could not be fetched ({getattr(error, 'strerror', '') or type(error).__name__})"
        raise InputError(asked, cause, "check the address and the connection") from None
    return Fetched(urlunsplit(parts), answer.status, headers, body)


def _connection(host: str, port: int, address: str, *, secure: bool, timeout: float) -> http.client.HTTPConnection:
    """A connection to `address` that speaks to `host`."""
    connection: http.client.HTTPConnection
    if secure:
        connection = http.client.HTTPSConnection(host, port, timeout=timeout, context=ssl.create_default_context())
    else:
        connection = http.client.HTTPConnection(host, port, timeout=timeout)
    # The hook by which http.client opens its socket: it still checks the certificate against `host`.
    connection._create_connection = partial(_open, address)  # type: ignore[attr-defined]
    return connection


def _open(address: str, place: tuple[str, int], *rest: object) -> socket.socket:
    return socket.create_connection((address, place[1]), *rest)  # type: ignore[arg-type]


@contextmanager
def _at_deadline(connected: socket.socket, seconds: float) -> Iterator[None]:
    """Cuts a connection after so many seconds, also where a site sends a byte now and then."""

    def cut() -> None:
        with suppress(OSError):  # it may be closed already
            connected.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _body(answer: http.client.HTTPResponse, headers: Mapping[str, str], terms: _Terms) -> bytes:
    """The bytes, unpacked; raises InputError where they are more than `at_most`."""
    at_most = terms.at_most
    raw = answer.read(at_most + 1)
    packing = headers.get("content-encoding", "").strip().lower()
    if len(raw) <= at_most and packing in ("gzip", "x-gzip"):
        with gzip.open(io.BytesIO(raw)) as unpacked:
            raw = unpacked.read(at_most + 1)
    elif len(raw) <= at_most and packing == "deflate":
        raw = zlib.decompressobj(-15 if raw[:1] and raw[0] & 0x0F != 8 else 15).decompress(raw, at_most + 1)
    if len(raw) > at_most:
        raise InputError(
            terms.asked, f"it holds more than {at_most // 1_000_000} MB", "save the article itself as .txt"
        )
    return raw
