"""RSS, Atom and JSON Feed: what a feed lists, with the publisher in `<source>`. Nothing is fetched.

feedparser reads the XML ones, from bytes only (it would fetch what looks like an address). https://jsonfeed.org/version/1.1
"""

from __future__ import annotations

import io
import json
import re
from calendar import timegm
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

from tellings.errors import InputError
from tellings.model import make_id
from tellings.read import limits
from tellings.read.blocks import html_blocks, text_of
from tellings.read.cleaning import clean_line
from tellings.read.day import read_day

_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # the first news was put on the web after it
_AHEAD = timedelta(hours=26)  # the clocks of the world are 26 hours apart
_SAME_AT_LEAST = 3  # entries that must all bear one moment for it to be that of the feed's making
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_ROOT = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf)\b", re.IGNORECASE)
_ADVICE = "check that it is the address of an RSS, Atom or JSON feed"


@dataclass(frozen=True, slots=True)
class Entry:
    """One article as a feed lists it. `text` is what the feed itself holds of it; `doubt` why its date is not used.

    `key` is the same each time the entry is listed, `stamp` changes when the feed tells anything else of it. `outlet`
    is the publisher that the feed names for this entry, "" where it names none.
    """

    key: str
    url: str
    title: str
    published: str = ""
    outlet: str = ""
    byline: str = ""
    text: str = ""
    stamp: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's title and entries, in its own order; `more` counts entries beyond the limit."""

    title: str
    entries: tuple[Entry, ...]
    more: int = 0


def read_feed(raw: bytes, url: str, *, now: datetime | None = None) -> Feed:
    """The feed in these bytes, which came from `url`; raises InputError where they are none."""
    title, entries = (
        _json_feed(raw, url) if raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else _xml_feed(raw, url)
    )
    found = list({one.key: one for one in entries if one.url or one.text}.values())
    kept = _with_doubts(found[: limits.ENTRIES_AT_MOST], now or datetime.now(UTC))
    return Feed(title, tuple(map(_stamped, kept)), max(0, len(found) - limits.ENTRIES_AT_MOST))


def _xml_feed(raw: bytes, url: str) -> tuple[str, list[Entry]]:
    root = _ROOT.search(raw)
    if _ENTITY.search(raw, 0, root.start() if root else len(raw)):
        raise InputError(url, "it declares entities, as no feed does", _ADVICE)
    import feedparser

    try:
        found = feedparser.parse(io.BytesIO(raw), response_headers={"content-location": url})
    except Exception:  # its parsers raise what they like over what others wrote
        found = {}
    if not found.get("version"):
        raise InputError(url, "it is no feed", _ADVICE)
    return _line(found["feed"].get("title")), [_xml_entry(dict(one), url) for one in found["entries"]]


def _xml_entry(one: Mapping[str, Any], url: str) -> Entry:
    written = _line(one.get("published") or one.get("updated"))
    parsed = one.get("published_parsed") or one.get("updated_parsed")
    day = read_day(written) or (datetime.fromtimestamp(timegm(parsed), UTC).isoformat() if parsed else "")
    held = [part.get("value") or "" for part in one.get("content") or () if "html" in (part.get("type") or "html")]
    source = one.get("source") or {}
    link = _address(one.get("link"), url)
    return Entry(
        _line(one.get("id")) or link or _line(one.get("title")),
        link,
        _line(one.get("title")),
        published=day,
        outlet=_line(source.get("title") or source.get("value")),
        byline=_line(one.get("author")),
        text=_words(max([*held, one.get("summary") or ""], key=len)),
        doubt="" if day or not written else f"{written[:40]!r}, which is no date",
    )


def _json_feed(raw: bytes, url: str) -> tuple[str, list[Entry]]:
    try:
        found = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise InputError(url, "it is no feed", _ADVICE) from None
    items = found.get("items")
    if "jsonfeed.org" not in str(found.get("version", ""))[:100] or not isinstance(items, list):
        raise InputError(url, "it is no feed", _ADVICE)
    return _line(found.get("title")), [_json_entry(one, url) for one in items if isinstance(one, dict)]


def _json_entry(one: Mapping[str, Any], url: str) -> Entry:
    link = _address(one.get("url") or one.get("external_url"), url)
    written = _line(one.get("date_published") or one.get("date_modified"))
    day = read_day(written)
    html = _text(one.get("content_html"))
    authors = one.get("authors") if isinstance(one.get("authors"), list) else [one.get("author")]
    names = [_line(author.get("name")) for author in authors or () if isinstance(author, dict)]
    return Entry(
        _line(one.get("id")) or str(one.get("id") or "") or link,
        link,
        _line(one.get("title")),
        published=day,
        byline=", ".join(filter(None, names)),
        text=_words(html) if html else _text(one.get("content_text")) or _text(one.get("summary")),
        doubt="" if day or not written else f"{written[:40]!r}, which is no date",
    )


def _with_doubts(entries: list[Entry], now: datetime) -> Iterator[Entry]:
    """The entries without dates that cannot be so: yet to come, before the web, or the one moment of all of them."""
    moments = Counter(entry.published for entry in entries if len(entry.published) > len("2025-03-14"))
    made = {at for at, count in moments.items() if count == len(entries) >= _SAME_AT_LEAST}
    for entry in entries:
        doubt = entry.doubt
        if entry.published:
            at = datetime.fromisoformat(entry.published)
            at = at if at.tzinfo else at.replace(tzinfo=UTC)
            if at > now + _AHEAD:
                doubt = f"{entry.published}, which is yet to come"
            elif at < _EARLIEST:
                doubt = f"{entry.published}, which is before there was a web"
            elif entry.published in made:
                doubt = f"{entry.published} like all others, which is when the feed was made"
        yield replace(entry, published="" if doubt else entry.published, doubt=doubt)


def _stamped(entry: Entry) -> Entry:
    return replace(entry, stamp=make_id(entry.url, entry.title, entry.published, entry.text))


def _address(link: Any, url: str) -> str:
    """A link as an address of http or https; "" where it is none."""
    try:
        found = urljoin(url, _line(link)) if link else ""
        return found if urlsplit(found).scheme in ("http", "https") and urlsplit(found).hostname else ""
    except ValueError:
        return ""


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _line(value: Any) -> str:
    return clean_line(value) if isinstance(value, str) else ""


def _words(html: str) -> str:
    """The paragraphs of what a feed holds of an article."""
    return text_of(html_blocks(html))
