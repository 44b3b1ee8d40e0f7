"""What linking reads of a ledger: outlines of all articles, and the rows of those whose stories are weighed anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from tellings.ledger import Ledger
from tellings.ledger.rows import noun_of, sliced
from tellings.ledger.schema import MARKS, articles, weighed
from tellings.model import Article, Marks, Name, Role

_STREAMED = 1000  # rows fetched at once


@dataclass(frozen=True, slots=True)
class ArticleRows:
    """An article and its marks as the ledger keeps them: JSON, which travels faster than nouns."""

    article: str
    marks: Mapping[str, Sequence[str]]


def structure(rows: ArticleRows) -> tuple[Article, Marks]:
    """The article and its marks."""
    article = noun_of(rows.article, Article)
    marks: Any = {
        name: tuple(noun_of(body, noun) for body in rows.marks.get(name, ())) for name, (_, noun) in MARKS.items()
    }
    return article, Marks(article.id, **marks)


def read_outlines(connection: sa.Connection) -> dict[str, Article]:
    """The current articles by id without their sources, in the order of publication, path and id."""
    query = sa.select(articles.c.body).where(articles.c.current)
    order = query.order_by(articles.c.published, articles.c.path, articles.c.id)
    found = {}
    for body in connection.execution_options(yield_per=_STREAMED).scalars(order):
        article = noun_of(body, Article)
        found[article.id] = replace(article, source="")
    return found


def read_names(connection: sa.Connection, ids: Iterable[str]) -> dict[str, Marks]:
    """Of the marks of some articles, by article id, the names and roles: what finding people looks at."""
    parts: dict[str, dict[str, list[Any]]] = {}
    for name, noun in (("names", Name), ("roles", Role)):
        table = MARKS[name][0]
        mine = parts[name] = defaultdict(list)
        rows = sa.select(table.c.article, table.c.body).order_by(table.c.article, table.c.place)
        for key, body in connection.execution_options(yield_per=_STREAMED).execute(rows):
            mine[key].append(noun_of(body, noun))
    return {key: Marks(key, (), **{name: tuple(parts[name].get(key, ())) for name in parts}) for key in ids}


def read_articles_of(connection: sa.Connection, ids: Sequence[str]) -> dict[str, Article]:
    """Articles, current or not, by id."""
    return {
        key: noun_of(body, Article)
        for some in sliced(ids)
        for key, body in connection.execute(sa.select(articles.c.id, articles.c.body).where(articles.c.id.in_(some)))
    }


def has_undated(ledger: Ledger) -> bool:
    """Whether a current article has no day of publication, or one that hangs on other articles."""
    bases = [articles.c.body.contains(f'"published_basis": "{basis}"') for basis in ("", "inferred")]
    query = sa.select(sa.literal(1)).where(articles.c.current, sa.or_(*bases)).limit(1)
    with ledger.reading() as connection:
        return connection.scalar(query) is not None


def read_rows(connection: sa.Connection, ids: Sequence[str]) -> dict[str, ArticleRows]:
    """Articles, current or not, with all their marks, by id."""
    bodies: dict[str, str] = {}
    marks: dict[str, dict[str, list[str]]] = {key: {} for key in ids}
    for some in sliced(ids):
        query = sa.select(articles.c.id, articles.c.body).where(articles.c.id.in_(some))
        bodies.update((row[0], row[1]) for row in connection.execute(query))
        for name, (table, _) in MARKS.items():
            rows = sa.select(table.c.article, table.c.body).where(table.c.article.in_(some))
            for key, body in connection.execute(rows.order_by(table.c.article, table.c.place)):
                marks[key].setdefault(name, []).append(body)
    return {key: ArticleRows(body, marks[key]) for key, body in bodies.items()}


def read_versions(connection: sa.Connection) -> dict[str, list[str]]:
    """The ids of older versions of each current article that has some, as they came, by its id."""
    several = sa.select(articles.c.key).where(articles.c.key != "").group_by(articles.c.key)
    keys = several.having(sa.func.count() > 1).subquery()
    query = sa.select(articles.c.key, articles.c.id).join(keys, keys.c.key == articles.c.key)
    found: dict[str, list[str]] = defaultdict(list)
    for key, one in connection.execute(query.order_by(articles.c.key, articles.c.current, articles.c.number)):
        found[key].append(one)
    return {versions[-1]: versions[:-1] for versions in found.values()}


def read_stamps(connection: sa.Connection) -> dict[str, str]:
    """Of each story, what it was weighed from."""
    return {row[0]: row[1] for row in connection.execute(sa.select(weighed.c.story, weighed.c.stamp))}
