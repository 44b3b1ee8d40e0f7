"""What rows hold, by the ids of articles: as JSON, which travels, or as nouns. All that reads a ledger reads by these.

Each is asked on a connection of `Ledger.reading()` and reads by index.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from tellings.ledger.rows import pairs, sliced
from tellings.ledger.schema import MARKS, articles, decisions
from tellings.model import Article, Decision, Marks
from tellings.nouns import marks_of, noun_of

KINDS = tuple(MARKS)  # of marks


def article_rows(connection: sa.Connection, ids: Sequence[str]) -> dict[str, str]:
    """Articles, current or not, as JSON by id."""
    found: dict[str, str] = {}
    for some in sliced(ids):
        found |= pairs(connection, sa.select(articles.c.id, articles.c.body).where(articles.c.id.in_(some)))
    return found


def mark_rows(
    connection: sa.Connection, ids: Sequence[str], kinds: Iterable[str] = KINDS
) -> dict[str, dict[str, list[str]]]:
    """The marks of articles as JSON, by article id and kind, in the order of the article; kinds it has none of lack."""
    found: dict[str, dict[str, list[str]]] = {key: {} for key in ids}
    for kind in kinds:
        table, _ = MARKS[kind]
        for some in sliced(ids):
            query = sa.select(table.c.article, table.c.body).where(table.c.article.in_(some))
            for key, body in connection.execute(query.order_by(table.c.article, table.c.place)):
                found[key].setdefault(kind, []).append(body)
    return found


def read_articles(connection: sa.Connection, ids: Sequence[str]) -> dict[str, Article]:
    """Articles, current or not, by id."""
    return {key: noun_of(body, Article) for key, body in article_rows(connection, ids).items()}


def read_marks(connection: sa.Connection, ids: Sequence[str], kinds: Iterable[str] = KINDS) -> dict[str, Marks]:
    """The marks of articles by article id; of other kinds than these none are read."""
    wanted = tuple(kinds)
    return {
        key: marks_of(key, rows) for some in sliced(ids) for key, rows in mark_rows(connection, some, wanted).items()
    }


def read_decisions(connection: sa.Connection) -> tuple[Decision, ...]:
    """All that was ever decided, in the order in which it was."""
    bodies = connection.scalars(sa.select(decisions.c.body).order_by(decisions.c.number))
    return tuple(noun_of(body, Decision) for body in bodies)
