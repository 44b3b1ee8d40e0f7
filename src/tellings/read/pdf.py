"""PDF: the text layer, page by page, by pypdf; put back into paragraphs by `pdflines`. Spans count in that text."""

from __future__ import annotations

import io
import logging
import math
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tellings.errors import InputError
from tellings.model import Article
from tellings.read import limits
from tellings.read.assemble import Known, assemble_identity, content_id
from tellings.read.cleaning import clean_line
from tellings.read.pdflines import PdfLine, find_title, join_lines

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

# Ligatures are drawn as one glyph but are two or three letters to every reader of words (Unicode FB00 to FB06).
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})


def read_pdf(raw: bytes, path: str, known: Known, *, sidecar: bytes = b"", published: str = "") -> Article:
    """The article in a PDF; raises InputError where it has no text layer, is locked, damaged, or takes too long."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        pages, made = _pages(raw, path)
    except InputError:
        raise
    except (RecursionError, MemoryError):
        raise InputError(path, "this PDF is nested too deeply to be read", "print it anew, or save its text") from None
    except Exception as error:  # pypdf raises what it meets; a document is untrusted
        cause = f"this PDF is damaged ({type(error).__name__})"
        raise InputError(path, cause, "download it again, or save its text") from None
    lines = [line for page in pages for line in page]
    if not any(any(map(str.isalpha, line.text)) for line in lines):
        cause = "this PDF has no text layer: its pages are pictures" if pages else "this PDF has no pages"
        raise InputError(path, cause, "run it through text recognition (OCR) first")
    known = replace(known, title=known.title or clean_line(find_title(pages)), captured=known.captured or made)
    return assemble_identity(content_id(raw, sidecar), path, known.title, join_lines(pages), known, published=published)


def _pages(raw: bytes, path: str) -> tuple[list[list[PdfLine]], str]:
    """The lines of each page, and the ISO date-time at which the file was made, "" where it does not say."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(raw), strict=False)
    if reader.is_encrypted and not _unlocked(reader):
        raise InputError(path, "this PDF is locked with a password", "save it without one")
    watch = _Watch(path)
    pages = []
    for number, page in enumerate(reader.pages):
        if number >= limits.PAGES_AT_MOST:
            cause = f"this PDF has more than {limits.PAGES_AT_MOST:,} pages"
            raise InputError(path, cause, "split it into one article a file")
        pages.append(_lines(page, watch))
    made = reader.metadata.creation_date if reader.metadata else None
    return pages, made.isoformat() if made else ""


def _unlocked(reader: PdfReader) -> bool:
    """True where no password is needed to read: many press offices lock only the editing."""
    try:
        return bool(reader.decrypt(""))
    except Exception:  # a cipher that needs another package, or that does not exist
        return False


class _Watch:
    """Stops work that does not end: a form in a form in a form can ask for billions of operators."""

    def __init__(self, path: str) -> None:
        self._path, self._until = path, time.monotonic() + limits.SECONDS_AT_MOST
        self._seen = 0

    def look(self, *_: Any) -> None:
        """Before each operator of a page."""
        if time.monotonic() > self._until:
            cause = f"reading this PDF takes more than {limits.SECONDS_AT_MOST} seconds"
            raise InputError(self._path, cause, "save its text, or print it anew")

    def count(self, words: str) -> None:
        """Count what was found."""
        self._seen += len(words)
        if self._seen > limits.TEXT_AT_MOST:
            cause = f"this PDF holds more than {limits.TEXT_AT_MOST:,} characters, which no article does"
            raise InputError(self._path, cause, "split it into one article a file")


def _lines(page: PageObject, watch: _Watch) -> list[PdfLine]:
    """The lines of a page in the order in which they are drawn, with their places."""
    found: list[PdfLine] = []
    words: list[str] = []
    place: list[tuple[float, float, float]] = []

    def end_line() -> None:
        if place and (text := " ".join("".join(words).translate(_LIGATURES).split())):
            found.append(PdfLine(text, *place[0]))
        words.clear()
        place.clear()

    def visit(text: str, outer: list[float], matrix: list[float], _font: Any, size: float) -> None:
        watch.count(text)
        for number, part in enumerate(text.split("\n")):
            if number:
                end_line()
            if part.strip() and not place:
                place.append(_place(outer, matrix, size))
            words.append(part)

    page.extract_text(visitor_text=visit, visitor_operand_before=watch.look)
    end_line()
    return found


def _place(outer: list[float], matrix: list[float], size: float) -> tuple[float, float, float]:
    """x, y and the height of the letters on the page, in points, from the bottom left."""
    a, b, c, d, e, f = outer
    x, y = matrix[4] * a + matrix[5] * c + e, matrix[4] * b + matrix[5] * d + f
    height = abs(size) * math.hypot(matrix[2], matrix[3]) * math.hypot(c, d)
    return (x, y, height) if all(map(math.isfinite, (x, y, height))) else (0.0, 0.0, 0.0)
