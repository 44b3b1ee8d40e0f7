"""What linking reads of a ledger: all articles, one after another, and the rows of those that are weighed anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import sqlalchemy as sa

from tellings.caserows import ArticleRows
from tellings.ledger import Ledger
from tellings.ledger.reads import article_rows, mark_rows, read_articles, read_marks
from tellings.ledger.rows import pairs
from tellings.ledger.schema import MARKS, articles, weighed
from tellings.model import Article, Marks, NameKind
from tellings.nouns import noun_of

_STREAMED = 1000  # articles fetched at once


def each_article(connection: sa.Connection) -> Iterator[Article]:
    """The current articles in order of their ids."""
    for found in _some(connection):
        yield from found


def each_named(connection: sa.Connection) -> Iterator[tuple[Article, Marks]]:
    """The current articles in order of their ids; of their marks the names and roles, which finding people looks at."""
    for found in _some(connection):
        marks = read_marks(connection, [article.id for article in found], ("names", "roles"))
        yield from ((article, marks[article.id]) for article in found)


def _some(connection: sa.Connection) -> Iterator[list[Article]]:
    """The current articles in order of their ids, some at a time."""
    # Those that are not current are left out here: asked for the current ones, SQLite goes by these and sorts them all.
    query = sa.select(articles.c.current, articles.c.body).order_by(articles.c.id)
    with connection.execute(query.execution_options(yield_per=_STREAMED)) as rows:
        for some in rows.partitions():
            yield [noun_of(row.body, Article) for row in some if row.current]


def count_names(connection: sa.Connection) -> list[tuple[str, NameKind, int]]:
    """Names in full and their kinds in current articles, and how many mentions give a name that kind."""
    names = MARKS["names"][0]
    query = sa.select(names.c.full, names.c.kind, sa.func.count()).join(articles, articles.c.id == names.c.article)
    counted = query.where(articles.c.current).group_by(names.c.full, names.c.kind)
    return [(full, kind, count) for full, kind, count in connection.execute(counted)]


def read_article(ledger: Ledger, key: str) -> Article:
    """One article."""
    with ledger.reading() as connection:
        return read_articles(connection, [key])[key]


def has_undated(ledger: Ledger) -> bool:
    """Whether a current article has no day of publication, or one that hangs on other articles."""
    bases = [articles.c.body.contains(f'"published_basis": "{basis}"') for basis in ("", "inferred")]
    query = sa.select(sa.literal(1)).where(articles.c.current, sa.or_(*bases)).limit(1)
    with ledger.reading() as connection:
        return connection.scalar(query) is not None


def read_rows(connection: sa.Connection, ids: Sequence[str]) -> dict[str, ArticleRows]:
    """Articles, current or not, with all their marks, by id."""
    marks = mark_rows(connection, ids)
    return {key: ArticleRows(body, marks[key]) for key, body in article_rows(connection, ids).items()}


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
    return pairs(connection, sa.select(weighed.c.story, weighed.c.stamp))
