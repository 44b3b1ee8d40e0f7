"""From clean text and what is known about it to an Article: the last step of every kind of input."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from tellings.errors import InputError
from tellings.model import Article, Basis
from tellings.read.cleaning import Cleaned, clean
from tellings.read.day import url_day
from tellings.read.language import find_language
from tellings.read.masthead import find_masthead
from tellings.textmap import TextMap


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the text: given by the user's file (`basis` "given") or by the page ("metadata").

    `captured` is the ISO date-time at which a crawler or archive took the page.
    """

    url: str = ""
    outlet: str = ""
    title: str = ""
    byline: str = ""
    published: str = ""
    language: str = ""
    captured: str = ""
    basis: Basis = "given"


def content_id(*parts: bytes) -> str:
    """The id of an article: 16 hex digits of BLAKE2b over its input bytes.

    A text file counts with the sidecar beside it and a JSON line with all its fields, so that two outlets which print
    the same words are two articles, and the same file read twice, from wherever, is one.
    """
    digest = hashlib.blake2b(digest_size=8)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


def assemble(key: str, path: str, source: str, cleaned: Cleaned, known: Known, *, published: str = "") -> Article:
    """The article; `published` is the user's day for articles that tell none. Raises InputError where it is none."""
    text = cleaned.text
    if not text:
        raise InputError(path, "there is no text in it", "leave it out, or check how it was saved")
    language = find_language(text) or known.language
    if language not in ("en", ""):
        raise InputError(path, f"its language is {language}, not English", "Tellings marks English only; translate it")
    head = find_masthead(text, cleaned.dropped)
    article = Article(
        key,
        path,
        source,
        text,
        cleaned.map,
        url=known.url,
        outlet=known.outlet or _host(known.url) or head.outlet,
        title=known.title or head.title,
        byline=known.byline or head.byline,
        language=language,
        credits=head.credits,
        captured=known.captured,
    )
    day, basis = known.published, known.basis
    if not day and (day := url_day(known.url)):
        basis = "metadata"
    if day:
        return _dated(article, day, basis)
    if head.published:
        return _dated(article, head.published, "dateline", head.published_at)
    return _dated(article, published, "given") if published else article


def assemble_identity(key: str, path: str, title: str, body: str, known: Known, *, published: str = "") -> Article:
    """The article of a page or record: its source is its clean text, the title first where the body lacks it."""
    cleaned = clean(body)
    text = cleaned.text
    if title and not _begins_with(text, title):
        text = f"{title}\n\n{text}" if text else ""
    whole = Cleaned(text, TextMap.identity(len(text)), cleaned.dropped)
    return assemble(key, path, text, whole, replace(known, title=title), published=published)


def _begins_with(text: str, title: str) -> bool:
    """True where the first paragraph is the title, but for case and punctuation."""
    first = text[: len(title) + 40].partition("\n")[0]
    return _letters(first) == _letters(title)


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, words.casefold()))


def _dated(article: Article, day: str, basis: Basis, words: tuple[int, int] = (0, 0)) -> Article:
    spans = (article.span(*words),) if words[1] else ()
    return replace(article, published=day, published_basis=basis, published_words=spans)


def _host(url: str) -> str:
    """The host of an address without "www.", "" where there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
