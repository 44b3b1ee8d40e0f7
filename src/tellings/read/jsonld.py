"""What a page says of itself in JSON-LD: the news article in it (schema.org), its makers, days and posts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from html import unescape
from typing import Any

from tellings.read.cleaning import clean_line

_SCRIPT = re.compile(r"<script\b[^>]{0,300}application/ld\+json[^>]{0,100}>", re.IGNORECASE)
_WRAPPING = re.compile(r"^\s{0,99}(?:<!--|//\s?<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s?\]\]>|\]\]>)\s{0,99};?\s{0,99}$")
_ARTICLE = re.compile(r"\w{0,30}(?:Article|Posting)|Report")  # schema.org: Article and the types below it
_LIVE = "LiveBlogPosting"
_LOCATOR = re.compile(r"https?:|@|[\w-]+\.(?:com|org|net)\b")  # what stands in author fields and is no name
_OBJECTS_AT_MOST = 10_000  # values of linked data that are looked at
_POSTS_AT_MOST = 2_000  # of one live blog; the longest have some hundreds
_NAMES_AT_MOST = 20

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class LinkedPost:
    """One update of a live blog; `published` as it is written."""

    title: str = ""
    body: str = ""
    published: str = ""
    url: str = ""
    byline: str = ""


@dataclass(frozen=True, slots=True)
class Linked:
    """The article as the page's JSON-LD has it; "" where it says nothing. Days as they are written.

    `source` is who it was taken over from, `free` is False where the article is said not to be accessible for free, and
    `based_on` names works or addresses.
    """

    title: str = ""
    byline: str = ""
    outlet: str = ""
    published: str = ""
    modified: str = ""
    url: str = ""
    language: str = ""
    body: str = ""
    source: str = ""
    principles: str = ""
    based_on: tuple[str, ...] = ()
    free: bool = True
    is_live: bool = False
    posts: tuple[LinkedPost, ...] = ()


def read_linked(html: str) -> Linked:
    """The first news article of the page's JSON-LD, outermost first, with what other nodes tell of its makers."""
    nodes = [node for data in _blocks(html) for node in _objects(data)]
    articles = [node for node in nodes if _is_article(node)]
    if not articles:
        return Linked()
    # A live blog holds articles (its posts) and is one; a list of teasers holds articles and is none of them.
    found = next((node for node in articles if _LIVE in _types(node)), articles[0])
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    publisher = _resolved(found.get("publisher"), by_id)
    principles = found.get("publishingPrinciples") or (publisher or {}).get("publishingPrinciples")
    updates = found.get("liveBlogUpdate")
    return Linked(
        title=_name(found.get("headline")) or _name(found.get("name")),
        byline=_names(found.get("author") or found.get("creator"), by_id),
        outlet=_name(publisher),
        published=_name(found.get("datePublished")),
        modified=_name(found.get("dateModified")),
        url=_address(found.get("url")) or _address(found.get("mainEntityOfPage")),
        language=_name(found.get("inLanguage"))[:2].lower(),
        body=_text(found.get("articleBody")),
        source=_names(found.get("sourceOrganization") or found.get("provider"), by_id),
        principles=_address(principles),
        based_on=_works(found.get("isBasedOn") or found.get("isBasedOnUrl")),
        free=not _says_no(found.get("isAccessibleForFree")),
        is_live=_LIVE in _types(found),
        posts=tuple(_posts(updates, by_id)) if isinstance(updates, list) else (),
    )


def _blocks(html: str) -> Iterator[Any]:
    """The value of each JSON-LD script that can be read."""
    opening = _SCRIPT.search(html)
    while opening:
        end = html.find("</script", opening.end())
        end = end if end >= 0 else len(html)
        written = _WRAPPING.sub("", html[opening.end() : end])
        with suppress(ValueError, RecursionError):
            yield json.loads(written.rstrip().rstrip(";"), strict=False)
        opening = _SCRIPT.search(html, end)


def _objects(data: Any) -> Iterator[Node]:
    """Every object in the data, outermost first."""
    waiting, at = [data], 0
    while at < len(waiting) and at < _OBJECTS_AT_MOST:
        value, at = waiting[at], at + 1
        if isinstance(value, dict):
            yield value
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value


def _types(node: Node) -> Sequence[str]:
    kind = node.get("@type")
    types = kind if isinstance(kind, list) else [kind]
    return [one.rpartition("/")[2].rpartition(":")[2] for one in types if isinstance(one, str)]


def _is_article(node: Node) -> bool:
    return any(_ARTICLE.fullmatch(kind) for kind in _types(node))


def _resolved(value: Any, by_id: dict[str, Node]) -> Any:
    """A node that is only referred to (`{"@id": …}`, as Yoast's graphs do) by what stands elsewhere."""
    if isinstance(value, list):
        value = next((one for one in value if isinstance(one, dict)), None)
    if isinstance(value, dict) and not value.get("name") and isinstance(value.get("@id"), str):
        return by_id.get(value["@id"], value)
    return value if isinstance(value, dict) else {"name": value} if isinstance(value, str) else None


def _names(value: Any, by_id: dict[str, Node]) -> str:
    """The names of people or bodies, each once, with commas."""
    several = value if isinstance(value, list) else [value]
    names = (_name(_resolved(one, by_id)) for one in several[:_NAMES_AT_MOST])
    return ", ".join(dict.fromkeys(name for name in names if name and not _LOCATOR.search(name)))


def _name(value: Any) -> str:
    """A value as one line: words as they are, an object or the first of several by its name."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name")
    return clean_line(unescape(value)) if isinstance(value, str) else ""


def _text(value: Any) -> str:
    """A longer text with its line breaks; entities are resolved, as many systems write them into JSON."""
    return unescape(value).strip() if isinstance(value, str) else ""


def _address(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("url") or value.get("@id")
    return clean_line(value) if isinstance(value, str) and value.startswith(("http:", "https:")) else ""


def _works(value: Any) -> tuple[str, ...]:
    """The works that an article is based on, by address or, where they have none, by name."""
    several = value if isinstance(value, list) else [value]
    works = (_address(one) or _name(one) for one in several[:_NAMES_AT_MOST])
    return tuple(dict.fromkeys(work for work in works if work))


def _says_no(value: Any) -> bool:
    return value is False or (isinstance(value, str) and value.strip().lower() in ("false", "no"))


def _posts(updates: list[Any], by_id: dict[str, Node]) -> Iterator[LinkedPost]:
    for one in updates[:_POSTS_AT_MOST]:
        if isinstance(one, dict):
            yield LinkedPost(
                title=_name(one.get("headline")),
                body=_text(one.get("articleBody")),
                published=_name(one.get("datePublished")) or _name(one.get("dateModified")),
                url=_address(one.get("url")) or _address(one.get("mainEntityOfPage")),
                byline=_names(one.get("author"), by_id),
            )
