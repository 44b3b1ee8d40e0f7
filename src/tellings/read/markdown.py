"""Markdown (CommonMark with tables): notes and clippings, with the fields that clippers write on top of them."""

from __future__ import annotations

import re

from tellings.errors import InputError
from tellings.model import Article
from tellings.read import limits
from tellings.read.assemble import Known, assemble_identity, content_id
from tellings.read.blocks import HEADINGS, html_blocks, text_of
from tellings.read.cleaning import clean_line
from tellings.read.day import read_day
from tellings.read.encoding import decode

_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(.{0,20000}?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"^([A-Za-z_-]{2,30})[ \t]*:[ \t]*(\S.*)$", re.MULTILINE)
_LINKED = re.compile(r"\[\[|\]\]")  # [[Jane Roe]], as Obsidian links names


def read_markdown(raw: bytes, path: str, known: Known, *, sidecar: bytes = b"", published: str = "") -> Article:
    """The article in a Markdown file; raises InputError where there is none."""
    if len(raw) > limits.MARKDOWN_AT_MOST:
        raise limits.too_large(path, limits.MARKDOWN_AT_MOST)
    from markdown_it import MarkdownIt

    source = decode(raw, path)
    front = _FRONT.match(source)
    fields = _fields(front[1]) if front else {}
    blocks = html_blocks(MarkdownIt("commonmark").enable("table").render(source[front.end() if front else 0 :]))
    if not blocks:
        raise InputError(path, "there is no text in it", "leave it out, or check how it was saved")
    heading = next((clean_line(block.text) for block in blocks[:2] if block.tag in HEADINGS), "")
    known = Known(
        url=known.url or fields.get("url", "") or fields.get("source", ""),
        outlet=known.outlet or fields.get("outlet", "") or fields.get("site", "") or fields.get("publisher", ""),
        title=known.title or fields.get("title", "") or heading,
        byline=known.byline or fields.get("author", "") or fields.get("byline", ""),
        published=known.published or read_day(fields.get("published", "") or fields.get("date", "")),
        captured=known.captured or read_day(fields.get("created", "") or fields.get("clipped", "")),
    )
    key = content_id(raw, sidecar)
    return assemble_identity(key, path, known.title, text_of(blocks), known, published=published)


def _fields(front: str) -> dict[str, str]:
    """The plain `name: value` lines of the front matter; lists of one line as their items."""
    return {
        match[1].lower(): clean_line(_LINKED.sub("", match[2]).strip("\"'[] \r").replace('", "', ", "))
        for match in _FIELD.finditer(front)
    }
