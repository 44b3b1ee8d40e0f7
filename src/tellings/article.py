"""The nouns of reading: a span, an article, an input and what was left out. `tellings.model` gives them on.

Offsets are Unicode code points, half-open. A `Span` counts in `Article.source`; the clean `Article.text`, which the
parser sees, is tied to it by `Article.map`. Ids are hashes of content, so reading the same thing twice changes nothing.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

from tellings.brief import Brief, Travelling, brief
from tellings.errors import SpanError
from tellings.textmap import TextMap

Basis = Literal["given", "metadata", "dateline", "inferred", ""]


def make_id(*parts: object) -> str:
    """A short, stable id: the first 16 hex digits of a BLAKE2b hash over the parts."""
    joined = "\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(joined, digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True, order=True, repr=False)
class Span(Travelling):
    """Words of an article: `source[start:end] == text`."""

    start: int
    end: int
    text: str

    def __repr__(self) -> str:
        """`Span(10:14 'four')`."""
        return f"Span({self.start}:{self.end} {brief(self.text)})"


@dataclass(frozen=True, slots=True, order=True)
class Passage(Travelling):
    """A span and the id of the article it stands in."""

    article: str
    span: Span


@dataclass(frozen=True, slots=True, repr=False)
class Input(Brief):
    """The bytes an article was read from: their `sha256` in hex, their `size`, and as which `kind` they were read.

    `beside` is the SHA-256 of the JSON file beside them, `within` that of the file, feed or archive they lie in.
    """

    sha256: str
    size: int
    kind: str
    beside: str = ""
    within: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class LeftOut(Brief):
    """An input that was not read: its `path`, the `cause`, and what the user can do (`advice`).

    `input` are its bytes, where it came so far.
    """

    path: str
    cause: str
    advice: str
    input: Input | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Article(Brief):
    """One article as one outlet published it.

    `id` is a hash of its bytes, `path` where they were read. `source` is what spans count in: the decoded file for
    plain text, the extracted text for everything else. `text` is the clean text: no furniture, no broken words, every
    newline a paragraph break; `map` ties it to the source. `url`, `outlet`, `title` and `byline` are "" where no one
    gives them; `language` is "en" or ""; `credits` are the agencies named; `input` are the bytes. `published` is an ISO
    day or date-time, "" where unknown; `published_basis` says whether it was given, stands in metadata or a dateline,
    or was inferred; `published_words` are the words it was worked out from. `captured` is the ISO date-time at which a
    crawler or archive took the page, "" where no one says. `published_among` are the ISO days that words and story
    leave open, likeliest first, where no one gave the day; `published_doubt` the words that a given day does not agree
    with. `modified` is when the outlet says it last changed the article; `based_on` the works and `principles` the
    address of the publishing principles that it names; `notes` what a reader of it has to know.
    """

    id: str
    path: str
    source: str
    text: str
    map: TextMap
    url: str = ""
    outlet: str = ""
    title: str = ""
    byline: str = ""
    published: str = ""
    published_basis: Basis = ""
    published_words: tuple[Span, ...] = ()
    language: str = "en"
    credits: tuple[str, ...] = ()
    captured: str = ""
    published_among: tuple[str, ...] = ()
    published_doubt: tuple[Span, ...] = ()
    modified: str = ""
    based_on: tuple[str, ...] = ()
    principles: str = ""
    notes: tuple[str, ...] = ()
    input: Input | None = None

    def __repr__(self) -> str:
        """`Article('The Herald', '2025-03-14', 'Ferries collide', id='…')`: outlet (else path), day, title."""
        told = [brief(words) for words in (self.outlet or self.path, self.published, self.title) if words]
        return f"Article({', '.join([*told, f'id={self.id!r}'])})"

    def _repr_html_(self) -> str:
        from tellings.show.notebook import article_html

        return article_html(self)

    def span(self, start: int, end: int) -> Span:
        """The span under clean offsets `text[start:end]`; raises SpanError where that is empty or outside."""
        if not 0 <= start < end <= len(self.text):
            raise SpanError(f"{self.path}: no words at {start}-{end} of {len(self.text)}")
        first, last = self.map.to_source(start), self.map.to_source(end - 1) + 1
        return Span(first, last, self.source[first:last])

    def at(self, span: Span) -> tuple[int, int]:
        """The clean offsets of a span: the inverse of `span` (a part that was cleaned away maps to its edge)."""
        return self.map.to_clean(span.start), self.map.to_clean(span.end - 1) + 1

    def words(self, span: Span) -> str:
        """The clean words under a span, on one line."""
        start, end = self.at(span)
        return self.text[start:end].replace("\n", " ")

    def check(self, span: Span) -> Span:
        """The span itself; raises SpanError where it does not hold the words it claims."""
        if self.source[span.start : span.end] != span.text:
            raise SpanError(f"{self.path}: {span.start}-{span.end} is not {span.text!r}")
        return span
