"""Captures by the Wayback Machine and its like: the address and time of a page, told by the path it is saved under.

Known layouts: `web/20241025120000/https://g.example/a` (the address itself, also with `id_` or another modifier behind
the time), `20241025120000/g.example/a` (waybackpack), `g.example/20241025120000/a` (wayback-machine-downloader).
"""

from __future__ import annotations

import re
from datetime import datetime

_TIME = r"(?P<time>(?:19|20)\d{12})(?:[a-z]{2}_)?"
_HOST = r"(?P<host>(?:[\w-]{1,63}\.){1,8}[a-z][a-z-]{1,22}(?:(?::|%3[Aa])\d{1,5})?)"
_LAYOUTS = (
    re.compile(rf"(?:^|/){_TIME}/(?P<scheme>https?)(?::|_|%3[Aa])?/{{1,2}}{_HOST}(?P<path>/.*|$)"),
    re.compile(rf"(?:^|/){_TIME}/{_HOST}(?P<path>/.*|$)"),
    re.compile(rf"(?:^|/){_HOST}/{_TIME}(?P<path>/.*|$)"),
)
_INDEX = re.compile(r"/index\.html?$")
# Endings under which pages link to what is no page.
ASSETS = {
    ".css", ".js", ".mjs", ".map", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".ico", ".webp", ".avif", ".bmp", ".woff",
    ".woff2", ".ttf", ".eot", ".otf", ".mp3", ".mp4", ".m4a", ".webm", ".ogg", ".wav", ".xml", ".rss", ".csv", ".swf",
}  # fmt: skip


def capture_of(path: str) -> tuple[str, str] | None:
    """The address and the ISO time of capture that a path tells; None where it tells none."""
    path = path.replace("\\", "/")
    for layout in _LAYOUTS:
        if (match := layout.search(path)) and (time := capture_time(match["time"])):
            scheme = match.groupdict().get("scheme") or "https"
            host = re.sub("%3[Aa]", ":", match["host"])
            return f"{scheme}://{host}{_INDEX.sub('/', match['path'])}", time
    return None


def capture_time(digits: str) -> str:
    """`20241025120000` as ISO date-time in UTC; "" where it is none."""
    try:
        return datetime.strptime(digits, "%Y%m%d%H%M%S").isoformat() + "Z"
    except ValueError:
        return ""
