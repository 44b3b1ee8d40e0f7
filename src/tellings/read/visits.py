"""Many addresses visited politely: robots.txt is heeded, a host is asked one thing at a time, with pauses between.

robots.txt after RFC 9309: where there is none, all may be read; where it cannot be had, nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from protego import Protego

from tellings import __version__
from tellings.errors import InputError, RefusedError
from tellings.read.fetch import Fetched, Resolve, addresses, fetch

AGENT = f"Tellings/{__version__} (reads feeds for its user)"
PAUSE = 1.0  # seconds between two questions to one host, where its robots.txt asks for no longer one
_LONGEST_PAUSE = 30.0  # that is waited where robots.txt asks for a longer one: beyond it a feed would take hours
_ROBOTS_AT_MOST = 512_000  # bytes of robots.txt that RFC 9309 asks to read
_ROBOTS_FOR = 3600.0  # seconds for which it is remembered; RFC 9309 allows a day


class Visits:
    """What one run asks of the world's hosts."""

    def __init__(
        self,
        *,
        allow_private: bool = False,
        pause: float = PAUSE,
        resolve: Resolve = addresses,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """`allow_private` lets addresses of this machine and its network through; `pause` is in seconds."""
        self._allow_private, self._pause, self._resolve, self._sleep = allow_private, pause, resolve, sleep
        self._robots: dict[str, tuple[float, Protego | None]] = {}
        self._last: dict[str, float] = {}

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Fetched:
        """What is at an address; raises InputError where it may not be asked for or is not to be had."""
        home = _home(url)
        if home:
            robots = self._robots_of(home, url)
            if robots is None or not robots.can_fetch(url, AGENT):
                asks = (
                    "the site's robots.txt asks not to fetch it" if robots else "the site's robots.txt is not to be had"
                )
                raise RefusedError(
                    url, asks, "open it in a browser and save the page", status=0 if robots is None else 403
                )
            self._wait(home, robots)
        return self._fetch(url, headers or {})

    def _fetch(self, url: str, headers: Mapping[str, str], **limits: int) -> Fetched:
        sent = {"User-Agent": AGENT, **headers}
        return fetch(url, allow_private=self._allow_private, headers=sent, resolve=self._resolve, **limits)

    def _robots_of(self, home: str, asked: str) -> Protego | None:
        """What a site's robots.txt says; None where the site fails to say."""
        at, robots = self._robots.get(home, (float("-inf"), None))
        if time.monotonic() - at < _ROBOTS_FOR:
            return robots
        robots = None
        try:
            body = self._fetch(f"{home}/robots.txt", {}, at_most=_ROBOTS_AT_MOST).body
            robots = Protego.parse(body.decode("utf-8", "replace"))
        except RefusedError as error:
            if 400 <= error.status < 500 and error.status != 429:
                robots = Protego.parse("")
        except InputError as error:
            # Nothing there answers, or it may not be asked: the address itself is told of, not its robots.txt.
            raise InputError(asked, error.cause, error.advice) from None
        self._robots[home] = time.monotonic(), robots
        self._forget()
        return robots

    def _forget(self) -> None:
        """Let go of hosts that were asked nothing for long: a watch of years meets very many."""
        since = time.monotonic() - _ROBOTS_FOR
        self._robots = {home: known for home, known in self._robots.items() if known[0] >= since}
        self._last = {home: at for home, at in self._last.items() if at >= since}

    def _wait(self, home: str, robots: Protego) -> None:
        asked = robots.crawl_delay(AGENT) or 0.0
        pause = max(self._pause, min(float(asked), _LONGEST_PAUSE))
        left = self._last.get(home, float("-inf")) + pause - time.monotonic()
        if left > 0:
            self._sleep(left)
        self._last[home] = time.monotonic()


def _home(url: str) -> str:
    """The scheme and host of an address; "" where it has none (what is wrong with it, `fetch` says)."""
    try:
        parts = urlsplit(url.strip())
        return f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https") and parts.hostname else ""
    except ValueError:
        return ""
