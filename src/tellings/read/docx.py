"""DOCX (Office Open XML, ECMA-376): the paragraphs of the main part, tables in their place; no footnotes or headers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tellings.errors import InputError
from tellings.model import Article
from tellings.read.assemble import Known, assemble_identity, content_id
from tellings.read.cleaning import clean_line
from tellings.read.xml import local_name, parse_xml
from tellings.read.zips import open_document, read_part

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAIN = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADS = {"title", "heading1"}
_SPACES = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_UNREAD = {"del", "moveFrom", "Fallback", "instrText"}  # what was deleted, and what stands there a second time


def read_docx(raw: bytes, path: str, known: Known, *, sidecar: bytes = b"", published: str = "") -> Article:
    """The article in a document; its title is the paragraph styled so. Raises InputError where there is none."""
    with open_document(raw, path) as archive:
        root = parse_xml(read_part(archive, _MAIN, path), path, _MAIN)
    paragraphs, title = list[str](), ""
    for element in root.iter(f"{_W}p"):
        words = _words(element)
        if words.strip():
            if not title and len(paragraphs) < 3 and _style(element) in _HEADS:
                title = clean_line(words)
            paragraphs.append(words)
    if not paragraphs:
        raise InputError(path, "there is no text in this document", "save its words as text")
    text = "\n\n".join(paragraphs)
    known = replace(known, title=known.title or title)
    return assemble_identity(content_id(raw, sidecar), path, known.title, text, known, published=published)


def _style(paragraph: _Element) -> str:
    """The name of the paragraph's style, as Word writes it in every language of its menus: `Title`, `Heading1`."""
    found = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return (found.get(f"{_W}val") or "").replace(" ", "").lower() if found is not None else ""


def _words(paragraph: _Element) -> str:
    """The words of one paragraph, without those of paragraphs inside it (text boxes), which come on their own."""
    found: list[str] = []
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        name = local_name(element)
        if name == "t":
            found.append(element.text or "")
        elif name in _SPACES:
            found.append(_SPACES[name])
        elif name != "p" and name not in _UNREAD:
            waiting += reversed(element)
    return "".join(found)
