"""XML of documents, parsed so that nothing in it can reach out or blow up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.errors import InputError

if TYPE_CHECKING:
    from lxml.etree import _Element


def parse_xml(raw: bytes, path: str, part: str) -> _Element:
    """The root element; raises InputError where a part is damaged or declares entities.

    Entities are never expanded, nothing is fetched, and depth and size stay within libxml2's own bounds.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(path, f"its part {part[:80]!r} is damaged ({error})", "save it again") from None
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and next(declared.iterentities(), None) is not None:
        raise InputError(path, f"its part {part[:80]!r} declares entities, as no such document does", "save it again")
    return root


def local_name(element: _Element) -> str:
    """The name of an element without its namespace; "" for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
