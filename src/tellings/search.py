"""Search in the ledger: every text that was said, counted, named or written, by words and by who, where and when.

Of a word that is in very many passages the newest `COUNTED` are looked at. Among those the shortest come first: in
passages as short as these, where a word stands but once, other measures of what is best come to the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Final

import sqlalchemy as sa

from tellings.ledger import articles
from tellings.ledger.fulltext import LAST, Terms, fts5, newest_of_file, newest_of_server, read_terms, tsquery
from tellings.ledger.index import first_id
from tellings.ledger.schema import DAY

KINDS: Final = ("statement", "figure", "name", "text")
COUNTED: Final = 500  # hits that are counted; beyond it "more" says enough
OPEN, CLOSE = "\x02", "\x03"  # around the words of a snippet that were searched for
_WORDS: Final = 24  # tokens of a snippet
_AROUND: Final = (
    "coalesce(nullif(a.outlet, ''), a.path) AS outlet, a.title, a.published, "
    "coalesce((SELECT story FROM placed WHERE placed.article = near.article), '') AS story"
)
_HEADLINE: Final = f'StartSel="{OPEN}", StopSel="{CLOSE}", MaxWords={_WORDS}, MinWords=12, MaxFragments=1'


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
    terms = read_terms(query.words, query.speaker, query.outlet)
    if query.empty or (query.words and not terms.wanted) or (query.speaker and not terms.tags[bool(query.outlet) :]):
        return [], 0
    rows, total = _best(connection, query, terms, offset + limit)
    if terms.unfinished and total < COUNTED:  # where the last word as it stands finds enough, it is taken as it stands
        terms = terms.opened
        rows, total = _best(connection, query, terms, offset + limit)
    shown = rows[offset:]
    snippets = _snippets(connection, terms, shown) if query.words else {}
    hits = [
        Hit(
            *(row.kind, row.article, row.start, row.end, row.speaker or "", row.day or ""),
            *(snippets.get(row.id, row.text), row.outlet or "", row.title or "", row.published or "", row.story),
        )
        for row in shown
    ]
    return hits, total


def by_kind(connection: sa.Connection, query: Query, *, most: int = 5) -> list[tuple[str, list[Hit], int]]:
    """The first hits of every kind that has any, with how many there are."""
    found = [(kind, *search(connection, replace(query, kind=kind), limit=most)) for kind in KINDS]
    return [(kind, hits, total) for kind, hits, total in found if total]


def outlets(connection: sa.Connection) -> Sequence[str]:
    """Every outlet that is known by name, the first 2,000."""
    # From one to the next in the index: a DISTINCT walks over every article.
    after = sa.select(sa.func.min(articles.c.outlet)).where(articles.c.outlet > "")
    names = sa.select(after.scalar_subquery().label("outlet")).cte("names", recursive=True)
    following = sa.select(sa.func.min(articles.c.outlet)).where(articles.c.outlet > names.c.outlet)
    names = names.union_all(sa.select(following.scalar_subquery()).where(names.c.outlet.is_not(None)))
    return connection.scalars(sa.select(names.c.outlet).where(names.c.outlet.is_not(None)).limit(2000)).all()


def _best(connection: sa.Connection, query: Query, terms: Terms, most: int) -> tuple[list[sa.Row[Any]], int]:
    """The best `most` passages that are found, of one kind or all, and how many there are."""
    rows: list[sa.Row[Any]] = []
    total = 0
    for kind in [kind for kind in KINDS if query.kind in ("", kind)]:
        found = _near(connection, query, terms, kind, most)
        rows += found
        total += found[0].total if found else 0
    rows.sort(key=lambda row: (len(row.text) if query.words else 0, -row.id))
    return rows[:most], min(total, COUNTED)


def _near(connection: sa.Connection, query: Query, terms: Terms, kind: str, most: int) -> Sequence[sa.Row[Any]]:
    """The best `most` of the newest passages of a kind that are found, each with the number of all in `total`."""
    server = connection.dialect.name == "postgresql"
    days = _first(query), first_id(query.until) + DAY - 1 if query.until else LAST
    best = "length(text), id DESC" if query.words else "id DESC"
    asking = (newest_of_server if server else newest_of_file)(connection, terms, kind, days)
    found: Sequence[sa.Row[Any]] = ()
    with suppress(StopIteration):  # nothing more can be asked
        newest, values = next(asking)
        while True:
            statement = (
                f"WITH newest AS MATERIALIZED ({newest} LIMIT {COUNTED}), near AS "  # noqa: S608
                f"(SELECT newest.*, count(*) OVER () AS total FROM newest ORDER BY {best} LIMIT :most) "
                f"SELECT near.*, {_AROUND} FROM near JOIN articles a ON a.id = near.article ORDER BY {best}"
            )
            found = connection.execute(sa.text(statement), {**values, "most": most}).all()
            total = found[0].total if found else 0
            if total == COUNTED:
                break
            newest, values = asking.send(total)
    return found


def _first(query: Query) -> int:
    """The first id that a passage may have: those of no known day are in no span of days."""
    if query.since:
        return max(first_id(query.since), DAY)
    return DAY if query.until else 0


def _snippets(connection: sa.Connection, terms: Terms, rows: Sequence[sa.Row[Any]]) -> dict[int, str]:
    """The words around what was searched for, by the passage's id."""
    if connection.dialect.name == "postgresql":
        values: dict[str, Any] = {"options": _HEADLINE, "ids": [row.id for row in rows]}
        expression = tsquery(terms._replace(tags=(), unwanted=()), values)
        headline = f"ts_headline('ledger_words', p.text, {expression}, :options)"
        statement = f"SELECT p.id, p.text, {headline} FROM passages p WHERE p.id = ANY(:ids)"  # noqa: S608
        found = connection.execute(sa.text(statement), values)
        return {key: _cut(snippet, text) for key, text, snippet in found}
    snippets: dict[int, str] = {}
    for kind in KINDS:
        ids = [row.id for row in rows if row.kind == kind]
        statement = (
            f"SELECT rowid, snippet(found_{kind}, 0, '{OPEN}', '{CLOSE}', '…', {_WORDS}) FROM found_{kind} "  # noqa: S608
            f"WHERE found_{kind} MATCH :match AND rowid BETWEEN :first AND :last AND +rowid IN :ids"
        )
        if ids:
            asked = sa.text(statement).bindparams(sa.bindparam("ids", expanding=True))
            given: dict[str, Any] = {"match": fts5(terms), "first": min(ids), "last": max(ids), "ids": ids}
            snippets |= {row[0]: row[1] for row in connection.execute(asked, given)}
    return snippets


def _cut(snippet: str, text: str) -> str:
    """A snippet with a sign where it leaves out what comes before or after."""
    words = snippet.replace(OPEN, "").replace(CLOSE, "")
    before, after = not text.startswith(words), not text.endswith(words)
    return f"{'…' if before else ''}{snippet}{'…' if after else ''}"
