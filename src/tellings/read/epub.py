"""EPUB: each document of the reading order is an article, as newspapers and read-it-later services pack them."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from tellings.errors import InputError
from tellings.model import Article, LeftOut
from tellings.read.assemble import Known, assemble_identity, content_id
from tellings.read.blocks import HEADINGS, Block, html_blocks, text_of
from tellings.read.cleaning import clean_line
from tellings.read.day import read_day
from tellings.read.encoding import decode
from tellings.read.members import Labels
from tellings.read.source import left_out
from tellings.read.xml import local_name, parse_xml
from tellings.read.zips import open_document, read_part

if TYPE_CHECKING:
    from lxml.etree import _Element

_CONTAINER = "META-INF/container.xml"
_DOCUMENTS = 2_000  # of the reading order; books have some tens, a year of a newspaper a thousand
_PROSE = 25  # words in one paragraph: covers, contents and imprints have none so long


def read_epub(raw: bytes, path: str, known: Known, *, published: str = "") -> Iterator[Article | LeftOut]:
    """The articles of a book, with its publisher and date; covers and lists of contents are passed over.

    Raises InputError where the book is damaged or has no prose.
    """
    found = False
    with open_document(raw, path) as archive:
        package = _package(archive, path)
        root = parse_xml(read_part(archive, package, path), path, package)
        book, labels = _book(root, known), Labels(path)
        for name in _reading_order(root, package)[:_DOCUMENTS]:
            label = labels.of(name)
            try:
                part = read_part(archive, name, label)
                blocks = html_blocks(decode(part, label)) if part else []
                if not any(len(block.text.split()) >= _PROSE for block in blocks):
                    continue
                found = True
                known = replace(book, title=_title(blocks))
                key, text = content_id(part), text_of(blocks)
                yield assemble_identity(key, label, known.title, text, known, published=published)
            except InputError as error:
                found = True
                yield left_out(error)
    if not found:
        raise InputError(path, "there is no prose in this book", "save its words as text")


def _package(archive: zipfile.ZipFile, path: str) -> str:
    """The name of the package document."""
    root = parse_xml(read_part(archive, _CONTAINER, path), path, _CONTAINER)
    for element in root.iter():
        if local_name(element) == "rootfile" and (name := element.get("full-path")):
            return posixpath.normpath(str(name))
    raise InputError(path, "it does not say where its contents are", "save it again")


def _book(root: _Element, known: Known) -> Known:
    """Publisher, creator and date from the Dublin Core of the package."""
    told: dict[str, str] = {}
    for element in root.iter():
        name = local_name(element)
        if name in ("publisher", "creator", "date") and element.text:
            told.setdefault(name, clean_line(element.text))
    return replace(
        known,
        outlet=known.outlet or told.get("publisher", ""),
        byline=known.byline or told.get("creator", ""),
        published=known.published or read_day(told.get("date", "")),
        basis="given" if known.published else "metadata",
    )


def _reading_order(root: _Element, package: str) -> list[str]:
    """The names of the documents in the order of the spine; names are only looked up, never opened on disk."""
    folder, manifest, order = posixpath.dirname(package), dict[str, str](), list[str]()
    for element in root.iter():
        name = local_name(element)
        if name == "item" and "nav" not in (element.get("properties") or "").split():
            href = unquote((element.get("href") or "").partition("#")[0])
            manifest[element.get("id") or ""] = posixpath.normpath(posixpath.join(folder, href))
        elif name == "itemref":
            order.append(element.get("idref") or "")
    return list(dict.fromkeys(manifest[item] for item in order if item in manifest))


def _title(blocks: list[Block]) -> str:
    """The first heading among the first paragraphs."""
    return next((clean_line(block.text) for block in blocks[:5] if block.tag in HEADINGS), "")
