"""Web pages: trafilatura finds the article, htmldate its day, the page's own metadata the rest. No script is run."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from tellings.errors import InputError
from tellings.model import Article, LeftOut
from tellings.read import limits
from tellings.read.assemble import Known, assemble_identity, content_id
from tellings.read.blocks import html_blocks, text_of
from tellings.read.cleaning import clean_line
from tellings.read.credits import find_credits
from tellings.read.day import read_day
from tellings.read.encoding import decode
from tellings.read.jsonld import Linked, read_linked
from tellings.read.liveblog import Post, is_live, split_posts
from tellings.read.menus import find_title, without_menus
from tellings.read.meta import Meta, read_meta, signed_in_markup
from tellings.read.walls import find_walls

if TYPE_CHECKING:
    from trafilatura.settings import Document

_ADVICE = "save the article's words as .txt"
_WALL_ADVICE = "open it in a browser, sign in or answer what it asks, and save the page again"
_DECLARATION = re.compile(r"\s{0,20}<\?xml[^>]{0,200}\?>")  # lxml refuses characters that declare an encoding
FROM_LINKED = "its words are those of the page's linked data, which the page does not show"
_SHARE = 0.6  # of the characters that the linked data has: pages that are built by scripts show some or none of them
_OPENING = 40  # characters that tell one paragraph from all others
_BY = re.compile(r"(?:(?:written|reported|story|words|text) )?by\s", re.IGNORECASE)


def read_page(raw: bytes, path: str, known: Known, *, sidecar: bytes = b"", published: str = "") -> Article:
    """The article in a page; what `known` gives outranks the page. Raises InputError where there is no article."""
    html = _html(raw, path)
    return _article(html, path, known, content_id(raw, sidecar), published)


def read_pages(
    raw: bytes, path: str, known: Known, *, sidecar: bytes = b"", published: str = ""
) -> Iterator[Article | LeftOut]:
    """The articles in a page: one, or each post of a live blog with its own day, and its introduction before them.

    A post's path is `path#number`. Raises InputError where there is no article.
    """
    html = _html(raw, path)
    linked = read_linked(html)
    posts: list[Post] = []
    if is_live(html, linked):
        posts, introduction = split_posts(html, linked, known.url or read_meta(html).canonical or linked.url)
    if not posts:
        yield _article(html, path, known, content_id(raw, sidecar), published)
        return
    blog = _known(html, linked, read_meta(html), _extract(html), known)
    if introduction:
        body = "\n\n".join(introduction)
        yield assemble_identity(content_id(raw, sidecar), path, blog.title, body, blog, published=published)
    for number, post in enumerate(posts, 1):
        label = f"{path}#{number}"
        try:
            yield _post_article(post, label, blog, published)
        except InputError as error:
            yield LeftOut(label, error.cause, error.advice)


def _html(raw: bytes, path: str) -> str:
    if raw.count(b"<") > limits.TAGS_AT_MOST:
        raise InputError(path, f"this page has more than {limits.TAGS_AT_MOST:,} tags, which no article has", _ADVICE)
    return _DECLARATION.sub("", decode(raw, path), count=1)


def _article(html: str, path: str, known: Known, key: str, published: str) -> Article:
    """The page as one article."""
    linked, meta, found = read_linked(html), read_meta(html), _extract(html)
    text, notes = (found.text or "") if found else "", []
    free = linked.free and not meta.locked

    @cache
    def shown() -> list[str]:
        return text_of(html_blocks(html)).split("\n")

    if len(text) < _SHARE * len(linked.body):
        text = linked.body
    if linked.body and not _is_shown(text, shown()):
        notes.append(FROM_LINKED)
    walled = find_walls(text, shown, free=free) if text else find_walls("\n".join(shown()), shown, free=free)
    if walled.instead:
        raise InputError(path, walled.instead, _WALL_ADVICE)
    if not text or not walled.text:
        raise InputError(path, "no article was found in this page", _ADVICE)
    page = _known(html, linked, meta, found, known)
    body = without_menus(walled.text, html)
    title = page.title if linked.title or known.title else find_title(html, body) or page.title
    article = assemble_identity(key, path, title, body, page, published=published)
    signed = [f"By {names}" for names in (page.byline, linked.source) if names]
    return replace(
        article,
        credits=tuple(dict.fromkeys((*article.credits, *find_credits(signed)))),
        modified=read_day(linked.modified) or read_day(meta.modified),
        based_on=linked.based_on,
        principles=linked.principles,
        notes=(*notes, *filter(None, [walled.note])),
    )


def _is_shown(text: str, shown: list[str]) -> bool:
    """True where the longest paragraph of a text is one that the page shows; trafilatura reads linked data as well."""
    longest = "".join(max(text.split("\n"), key=len).split())
    return longest[:_OPENING] in "".join("".join(shown).split())


def _byline(author: str, html: str) -> str:
    """The author as trafilatura has it, or as the page's markup has it where that says more ("Joan of Dorn")."""
    author = author.replace("; ", ", ")
    signed = signed_in_markup(html)
    return signed if signed.startswith(author) else author


def _known(html: str, linked: Linked, meta: Meta, found: Document | None, known: Known) -> Known:
    """What is known of an article: what was given, then what the page says of itself, its linked data first."""
    title, author, site, host, url, day = (
        (found.title, found.author, found.sitename, found.hostname, found.url, found.date) if found else [None] * 6
    )
    byline = linked.byline or _byline(clean_line(author or ""), html) or meta.byline
    return Known(
        url=known.url or clean_line(url or "") or meta.canonical or linked.url,
        outlet=known.outlet or linked.outlet or clean_line(site or "") or meta.outlet or clean_line(host or ""),
        title=known.title or linked.title or clean_line(title or ""),
        byline=known.byline or _BY.sub("", byline, count=1),
        published=known.published or read_day(linked.published) or read_day(meta.published) or day or "",
        language=meta.language or linked.language,
        captured=known.captured,
        basis="given" if known.published else "metadata",
    )


def _post_article(post: Post, path: str, blog: Known, published: str) -> Article:
    """A post as an article. Its id is of its own words, so that a blog that grew has its old posts unchanged."""
    about = replace(
        blog,
        url=post.url or blog.url,
        title=post.title,
        byline=post.byline or blog.byline,
        published=post.published or blog.published,
    )
    body = "\n\n".join(post.paragraphs)
    key = content_id(
        about.outlet.encode(), about.url.encode(), post.published.encode(), post.title.encode(), body.encode()
    )
    article = assemble_identity(key, path, post.title, body, about, published=published)
    return replace(article, title=post.title or blog.title)


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
