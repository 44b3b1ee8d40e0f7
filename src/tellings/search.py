"""Search in the ledger: every text that was said, counted, named or written, by words and by who, where and when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import sqlalchemy as sa

from tellings.ledger import articles

KINDS: Final = ("statement", "figure", "name", "text")
COUNTED: Final = 1000  # hits that are counted; beyond it "more" says enough
OPEN, CLOSE = "\x02", "\x03"  # around the words of a snippet that were searched for
_TERM: Final = re.compile(r'(-?)"([^"]*)"?|(-?)([^\s"]+)')
_WORDS: Final = 24  # tokens of a snippet
_LONGEST: Final = 300  # characters of a search that count


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for; "" means any. `since` and `until` are ISO days, both included."""

    words: str = ""
    kind: str = ""
    outlet: str = ""
    speaker: str = ""
    since: str = ""
    until: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing is asked for, beyond the kind."""
        return not (self.words or self.outlet or self.speaker or self.since or self.until)


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found: its place in the article's source, and its words with `OPEN` … `CLOSE` around hits."""

    kind: str
    article: str
    start: int
    end: int
    speaker: str
    day: str
    snippet: str
    outlet: str
    title: str
    published: str
    story: str


def search(connection: sa.Connection, query: Query, *, limit: int = 20, offset: int = 0) -> tuple[list[Hit], int]:
    """Passages of current articles, best first (newest first without words), and how many (`COUNTED` at most)."""
    if query.empty:
        return [], 0
    words = full_text(query.words)
    if query.words and not words:
        return [], 0
    where, values = _conditions(query)
    source = "passages JOIN articles ON articles.id = passages.article"
    if words:
        source = "found JOIN passages ON passages.id = found.rowid JOIN articles ON articles.id = passages.article"
        where.append("found MATCH :words")
        values["words"] = words
    condition = " AND ".join(where)
    snippet = f"snippet(found, 0, '{OPEN}', '{CLOSE}', '…', {_WORDS})" if words else "passages.text"
    order = "found.rank" if words else "passages.day DESC, passages.article, passages.start"
    count = sa.text(f"SELECT count(*) FROM (SELECT 1 FROM {source} WHERE {condition} LIMIT {COUNTED})")  # noqa: S608
    total = connection.scalar(count, values) or 0
    rows = connection.execute(
        sa.text(
            f'SELECT passages.kind, passages.article, passages.start, passages."end", passages.speaker, passages.day, '  # noqa: S608
            f"{snippet}, coalesce(nullif(articles.outlet, ''), articles.path), articles.title, articles.published, "
            f"coalesce((SELECT story FROM placed WHERE placed.article = passages.article), '') "
            f"FROM {source} WHERE {condition} ORDER BY {order} LIMIT :limit OFFSET :offset"
        ),
        {**values, "limit": limit, "offset": offset},
    )
    return [_hit(*row) for row in rows], total


def _hit(kind: str, article: str, start: int, end: int, *rest: str | None) -> Hit:
    return Hit(kind, article, start, end, *(value or "" for value in rest))


def by_kind(connection: sa.Connection, query: Query, *, most: int = 5) -> list[tuple[str, list[Hit], int]]:
    """The first hits of every kind that has any, with how many there are."""
    found = [(kind, *search(connection, replace(query, kind=kind), limit=most)) for kind in KINDS]
    return [(kind, hits, total) for kind, hits, total in found if total]


def outlets(connection: sa.Connection) -> Sequence[str]:
    """Every outlet that is known by name."""
    query = sa.select(articles.c.outlet).where(articles.c.outlet != "").distinct().order_by(articles.c.outlet)
    return connection.scalars(query.limit(2000)).all()


def full_text(words: str) -> str:
    """A search as FTS5 reads it: all words, "phrases" whole, none of the -words; the last may be unfinished.

    Everything is quoted, so nothing a user writes is taken for an operator.
    """
    wanted: list[tuple[str, bool]] = []
    unwanted: list[tuple[str, bool]] = []
    for match in _TERM.finditer(words[:_LONGEST].replace("\0", " ")):
        term = (match[2] if match[2] is not None else match[4]).replace('"', '""')
        if not any(map(str.isalnum, term)):
            continue
        (unwanted if match[1] or match[3] else wanted).append((f'"{term}"', match[4] is not None))
    if not wanted:
        return " AND ".join(term for term, _ in unwanted)
    last, plain = wanted[-1]
    unfinished = plain and not words[-1:].isspace() and len(last) > 4  # two letters and the quotation marks
    terms = [term for term, _ in wanted[:-1]] + [f"{last}*" if unfinished else last]
    return "".join([f"({' AND '.join(terms)})", *(f" NOT {term}" for term, _ in unwanted)])


def _conditions(query: Query) -> tuple[list[str], dict[str, str]]:
    where, values = ["articles.current"], dict[str, str]()
    if query.kind:
        where.append("passages.kind = :kind")
        values["kind"] = query.kind
    if query.outlet:
        where.append("articles.outlet = :outlet")
        values["outlet"] = query.outlet
    if query.speaker:
        where.append("passages.speaker LIKE :speaker ESCAPE '\\'")
        values["speaker"] = "%" + re.sub(r"([\\%_])", r"\\\1", query.speaker) + "%"
    if query.since:
        where.append("passages.day >= :since")
        values["since"] = query.since
    if query.until:
        where.append("passages.day <> '' AND substr(passages.day, 1, 10) <= :until")
        values["until"] = query.until
    return where, values
