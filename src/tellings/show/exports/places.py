"""Where words stand, as selectors of the W3C Web Annotation Data Model (4.2.4, 4.2.5).

Words of a page are selected in the page itself: offsets count in `document.body.textContent`. Words of a plain text
are selected in the file, decoded. Of any other input, and of a page whose bytes are not at hand or not those that were
read, there is the quotation only: a position in a text that nobody else has would lead astray.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tellings.errors import InputError
from tellings.model import Article, Span
from tellings.read.anchors import anchor_spans
from tellings.read.kinds import ENDINGS, ending_of

Selectors = list[dict[str, str | int]]

_CONTEXT: Final = 32  # characters on either side, as `read.anchors` keeps them


def bytes_on_disk(article: Article) -> bytes | None:
    """The bytes an article was read from, where they lie at its path still; None for all others."""
    known = article.input
    if known is None or known.within:
        return None
    try:
        path = Path(article.path)
        if not path.is_file():
            path = Path(article.path.rpartition("#")[0])  # one post of a live blog
        raw = path.read_bytes() if path.is_file() and path.stat().st_size == known.size else None
    except (OSError, ValueError):  # a path that no file can have
        return None
    return raw if raw is not None and hashlib.sha256(raw).hexdigest() == known.sha256 else None


def kind_of_input(article: Article) -> str:
    """As which kind an article was read; where nobody noted that, what its ending says."""
    return article.input.kind if article.input else ENDINGS.get(ending_of(article.path), "")


def selectors(article: Article, spans: Sequence[Span]) -> list[Selectors]:
    """The selectors of each span of an article: a quotation, and a position where there is one that others share."""
    kind = kind_of_input(article)
    if kind == "text":
        return [[_quotation(article, span), _position(span)] for span in spans]
    raw = bytes_on_disk(article) if kind == "page" and spans else None
    try:
        anchors = anchor_spans(raw, article, spans) if raw else [None] * len(spans)
    except InputError:
        anchors = [None] * len(spans)
    return [
        anchor.selectors() if anchor else [_quotation(article, span)]
        for anchor, span in zip(anchors, spans, strict=True)
    ]


def _quotation(article: Article, span: Span) -> dict[str, str | int]:
    before, behind = (
        article.source[max(0, span.start - _CONTEXT) : span.start],
        article.source[span.end : span.end + _CONTEXT],
    )
    return {"type": "TextQuoteSelector", "exact": span.text, "prefix": before, "suffix": behind}


def _position(span: Span) -> dict[str, str | int]:
    return {"type": "TextPositionSelector", "start": span.start, "end": span.end}
