"""Plain text, with what a JSON file beside it gives. Spans count in the decoded file itself."""

from __future__ import annotations

from tellings.model import Article
from tellings.read.assemble import Known, assemble, content_id
from tellings.read.cleaning import clean
from tellings.read.encoding import decode


def read_plain(raw: bytes, path: str, known: Known, *, sidecar: bytes = b"", published: str = "") -> Article:
    """The article in a text file; raises InputError where there is none."""
    source = decode(raw, path)
    return assemble(content_id(raw, sidecar), path, source, clean(source), known, published=published)
