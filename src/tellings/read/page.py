"""Web pages: trafilatura finds the article, htmldate its day, the page's own metadata the rest. No script is run."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING, Any

from tellings.errors import InputError
from tellings.model import Article
from tellings.read import limits
from tellings.read.assemble import Known, assemble_identity, content_id
from tellings.read.cleaning import clean_line
from tellings.read.day import read_day
from tellings.read.encoding import decode

if TYPE_CHECKING:
    from trafilatura.settings import Document

_ADVICE = "save the article's words as .txt"
_DECLARATION = re.compile(r"\s{0,20}<\?xml[^>]{0,200}\?>")  # lxml refuses characters that declare an encoding
_LANGUAGE = re.compile(r"<html\b[^>]{0,500}?\slang\s{0,3}=\s{0,3}[\"']?([A-Za-z]{2})", re.IGNORECASE)
_LINKED = re.compile(r"<script\b[^>]{0,300}application/ld\+json[^>]{0,100}>", re.IGNORECASE)
_NEWS = re.compile(r"\w{0,20}(?:Article|Posting)|Report")  # schema.org: Article and the types below it
_LINKED_AT_MOST = 10_000  # values of linked data that are looked at


def read_page(raw: bytes, path: str, known: Known, *, sidecar: bytes = b"", published: str = "") -> Article:
    """The article in a page; what `known` gives outranks the page. Raises InputError where there is no article."""
    if raw.count(b"<") > limits.TAGS_AT_MOST:
        raise InputError(path, f"this page has more than {limits.TAGS_AT_MOST:,} tags, which no article has", _ADVICE)
    html = _DECLARATION.sub("", decode(raw, path), count=1)
    found = _extract(html)
    if found is None or not found.text:
        raise InputError(path, "no article was found in this page", _ADVICE)
    linked = _linked_data(html)
    language = _LANGUAGE.search(html, 0, 20_000)
    page = Known(
        url=known.url or clean_line(found.url or ""),
        outlet=known.outlet or clean_line(linked.get("outlet") or found.sitename or found.hostname or ""),
        title=known.title or clean_line(linked.get("title") or found.title or ""),
        byline=known.byline or clean_line(linked.get("byline") or found.author or ""),
        published=known.published or read_day(linked.get("published", "")) or found.date or "",
        language=language[1].lower() if language else "",
        captured=known.captured,
        basis="given" if known.published else "metadata",
    )
    return assemble_identity(content_id(raw, sidecar), path, page.title, found.text, page, published=published)


def _extract(html: str) -> Document | None:
    """What trafilatura finds: text a paragraph a line, title, author, site, address and day; None for nothing."""
    import trafilatura

    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        found = trafilatura.bare_extraction(
            html,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            # Only what the page declares: a day found in the text is a guess, and guessing is marked as such elsewhere.
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception:  # a page is untrusted, and its parsers raise what they like
        return None
    return found if found is not None and not isinstance(found, dict) else None


def _linked_data(html: str) -> dict[str, str]:
    """`title`, `byline`, `outlet` and `published` of the first news article in the page's JSON-LD."""
    for opening in _LINKED.finditer(html):
        end = html.find("</script", opening.end())
        try:
            data = json.loads(html[opening.end() : end if end >= 0 else None], strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _objects(data):
            if _NEWS.match(_words(item.get("@type"))):
                return {
                    "title": _words(item.get("headline")),
                    "byline": _words(item.get("author")),
                    "outlet": _words(item.get("publisher")),
                    "published": _words(item.get("datePublished")),
                }
    return {}


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    """Every object in the data, outermost first."""
    waiting, seen = [data], 0
    while waiting and seen < _LINKED_AT_MOST:
        value, seen = waiting.pop(0), seen + 1
        if isinstance(value, dict):
            yield value
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value


def _words(value: Any) -> str:
    """A value as words: text as it is, an object by its name, the first of @type or all names of a list."""
    if isinstance(value, list):
        return ", ".join(_words(one) for one in value[:20] if isinstance(one, str | dict) and _words(one))
    if isinstance(value, dict):
        value = value.get("name")
    return unescape(value) if isinstance(value, str) else ""
