"""The store: one SQLite file that holds articles, marks and everything linked and weighed.

Each noun is a row: the columns that are searched by, and `body`, the whole noun as JSON. Articles with their marks are
added in batches, each whole; the linked and weighed nouns are replaced together. So a run that is killed leaves a
ledger whose every row is good, and `pending` tells that linking is still to be done. What users decide is only ever
added to, and no reading, linking or weighing touches it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from cattrs.preconf.json import make_converter
from sqlalchemy.exc import DatabaseError, OperationalError

from tellings import custody, index
from tellings.errors import LedgerError
from tellings.ledger_file import advice, claim, on_connect
from tellings.model import (
    Article,
    Claim,
    Decision,
    Event,
    Figure,
    Finding,
    Joining,
    Marks,
    Measure,
    Name,
    Origin,
    Person,
    Record,
    Role,
    Span,
    Statement,
    Story,
    When,
    make_id,
)

T = TypeVar("T")
Row = dict[str, Any]

SCHEMA = 2  # 1 had no decisions; all else is as it was

_converter = make_converter()
_meta = sa.MetaData()

meta = sa.Table("meta", _meta, sa.Column("key", sa.String, primary_key=True), sa.Column("value", sa.String))
articles = sa.Table(
    "articles",
    _meta,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("key", sa.String, index=True),  # the address or path: versions of one article share it
    sa.Column("current", sa.Boolean, index=True),
    sa.Column("path", sa.String),
    sa.Column("outlet", sa.String, index=True),
    sa.Column("published", sa.String, index=True),
    sa.Column("title", sa.String),
    sa.Column("body", sa.Text),
)

decisions = sa.Table(
    "decisions",
    _meta,
    sa.Column("number", sa.Integer, primary_key=True),  # in the order in which they were taken
    sa.Column("id", sa.String, unique=True),
    sa.Column("kind", sa.String),
    sa.Column("who", sa.String),
    sa.Column("when", sa.String),
    sa.Column("body", sa.Text),
)


def _noun(name: str, *columns: str) -> sa.Table:
    return sa.Table(
        name,
        _meta,
        sa.Column("id", sa.String, primary_key=True),
        *(sa.Column(column, sa.Integer if column in ("start", "rank") else sa.String) for column in columns),
        sa.Column("body", sa.Text),
        *(sa.Index(f"{name}_{column}", column) for column in columns if column in ("article", "story", "speaker")),
    )


MARKS: Mapping[str, tuple[sa.Table, type]] = {
    "sentences": (_noun("sentences", "article", "start"), Span),
    "quotations": (_noun("quotations", "article", "start"), Span),
    "statements": (_noun("statements", "article", "start", "speaker", "stance", "text"), Statement),
    "figures": (_noun("figures", "article", "start", "counted", "unit", "text"), Figure),
    "dates": (_noun("dates", "article", "start", "value", "text"), When),
    "names": (_noun("names", "article", "start", "kind", "full", "text"), Name),
    "roles": (_noun("roles", "article", "start", "person", "title", "text"), Role),
    "events": (_noun("events", "article", "start", "lemma", "text"), Event),
}
LINKED: Mapping[str, tuple[sa.Table, type]] = {
    "stories": (_noun("stories", "title", "first", "last"), Story),
    "people": (_noun("people", "kind", "name"), Person),
    "joinings": (_noun("joinings", "person", "one", "other"), Joining),
    "measures": (_noun("measures", "story", "label"), Measure),
    "claims": (_noun("claims", "story", "label"), Claim),
    "origins": (_noun("origins", "story", "kind", "who"), Origin),
    "findings": (_noun("findings", "story", "kind", "rank", "about"), Finding),
}


def _row(noun: Any, table: sa.Table, **more: Any) -> Row:
    """A noun as a row: an own id where it has none, the columns it has, itself as JSON."""
    span = getattr(noun, "span", None) or (noun.content[0] if isinstance(noun, Statement) else noun)
    known = {"start": getattr(span, "start", None), "text": getattr(span, "text", None)} | more
    row = {c.name: known[c.name] if c.name in known else getattr(noun, c.name, None) for c in table.columns}
    row["body"] = json.dumps(_converter.unstructure(noun), ensure_ascii=False)
    row["id"] = row["id"] or make_id(table.name, more.get("article", ""), row["body"])
    return row


class Ledger:
    """An open ledger. `Ledger(path)` makes one where there is none; `must_exist` refuses instead."""

    def __init__(self, path: str | Path, *, must_exist: bool = False) -> None:
        """Open or make; raises LedgerError for a file that is not a ledger or cannot be written."""
        self.path = Path(path)
        if must_exist and not self.path.is_file():
            raise LedgerError(f"{path}: no such ledger; make one with `tellings build PATH… --ledger {path}`")
        if self.path.is_dir():
            raise LedgerError(f"{path}: is a folder; name a file for the ledger")
        with self._explained():
            claim(self.path)
        self._engine = sa.create_engine(f"sqlite:///{self.path}", connect_args={"timeout": 30})
        sa.event.listen(self._engine, "connect", on_connect)
        sa.event.listen(self._engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
        with self._explained():
            self._open()

    def close(self) -> None:
        """Release the file."""
        self._engine.dispose()

    def __enter__(self) -> Ledger:
        """For use in `with`."""
        return self

    def __exit__(self, *_: object) -> None:
        """Release the file."""
        self.close()

    # --- writing

    def add(self, pairs: Iterable[tuple[Article, Marks]]) -> int:
        """Add articles with their marks in one step; those that are there already change nothing. How many were new.

        An article with a known address (or path) and other words is a new version: the older stays, no longer current;
        read again, the older is the current one again.
        """
        with self._explained(), self._engine.begin() as connection:
            held = set(connection.scalars(sa.select(articles.c.id)))
            current = set(connection.scalars(sa.select(articles.c.id).where(articles.c.current)))
            newest: dict[str, str] = {}
            rows: dict[str, list[Row]] = {name: [] for name in MARKS}
            new: list[Row] = []
            added: list[tuple[Article, Marks]] = []
            for article, marks in pairs:
                if article.id in current:
                    continue
                newest[_key(article)] = article.id
                if article.id in held:
                    continue
                held.add(article.id)
                new.append(_row(article, articles, key=_key(article), current=True))
                added.append((article, marks))
                for name, (table, _) in MARKS.items():
                    rows[name] += [_row(noun, table, article=article.id) for noun in getattr(marks, name)]
            if not newest:
                return 0
            if new:
                connection.execute(articles.insert(), new)
            for name, (table, _) in MARKS.items():
                if rows[name]:
                    connection.execute(table.insert().prefix_with("OR REPLACE"), rows[name])
            for some in _slices(list(newest)):
                connection.execute(articles.update().where(articles.c.key.in_(some)).values(current=False))
            for some in _slices(list(newest.values())):
                connection.execute(articles.update().where(articles.c.id.in_(some)).values(current=True))
            index.index_articles(connection, added)
            custody.note(connection, (custody.read_now(article) for article, _ in added))
            _note(connection, "pending", "yes")
            return len(new)

    def replace(self, pairs: Sequence[tuple[Article, Marks]]) -> None:
        """Put articles that are there already, and their marks, in place of what was known of them."""
        ids = [article.id for article, _ in pairs]
        with self._explained(), self._engine.begin() as connection:
            for article, marks in pairs:
                body = _row(article, articles)["body"]
                connection.execute(
                    articles.update().where(articles.c.id == article.id).values(body=body, published=article.published)
                )
                for name, (table, _) in MARKS.items():
                    connection.execute(table.delete().where(table.c.article == article.id))
                    if rows := [_row(noun, table, article=article.id) for noun in getattr(marks, name)]:
                        connection.execute(table.insert().prefix_with("OR REPLACE"), rows)
            if ids:
                index.index_articles(connection, pairs)
                _note(connection, "pending", "yes")

    def keep(self, record: Record) -> None:
        """Put what a record linked and weighed in place of what was there, in one step."""
        with self._explained(), self._engine.begin() as connection:
            for name, (table, _) in LINKED.items():
                connection.execute(table.delete())
                if rows := [_row(noun, table) for noun in getattr(record, name)]:
                    connection.execute(table.insert().prefix_with("OR REPLACE"), rows)
            index.index_links(connection, record.stories, record.people)
            _note(connection, "pending", "")

    def decide(self, decision: Decision, *, pending: bool) -> None:
        """Add what a user decided; `pending` says that linking must now be done anew."""
        row = _row(decision, decisions)
        del row["number"]
        with self._explained(), self._engine.begin() as connection:
            connection.execute(decisions.insert(), row)
            if pending:
                _note(connection, "pending", "yes")

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A connection whose writing is kept as a whole or not at all (see `custody`, `watch`)."""
        with self._explained(), self._engine.begin() as connection:
            yield connection

    # --- reading

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection that sees one state of the ledger (see `queries`); raises LedgerError as all else here."""
        with self._explained(), self._engine.connect() as connection:
            yield connection

    def decisions(self) -> tuple[Decision, ...]:
        """All that was ever decided, in the order in which it was."""
        with self._explained(), self._engine.connect() as connection:
            bodies = connection.scalars(sa.select(decisions.c.body).order_by(decisions.c.number))
            return tuple(_structure(body, Decision) for body in bodies)

    def known(self) -> set[str]:
        """The ids of the current articles."""
        with self._explained(), self._engine.connect() as connection:
            return set(connection.scalars(sa.select(articles.c.id).where(articles.c.current)))

    def tells(self, article: Article) -> bool:
        """Whether the current version of an article has the same words, though other bytes: that is no new version."""
        if not article.url:
            return False
        same = sa.select(articles.c.body).where(articles.c.current, articles.c.key == article.url)
        with self._explained(), self._engine.connect() as connection:
            found = [_structure(body, Article) for body in connection.scalars(same)]
        return any((one.title, one.text) == (article.title, article.text) for one in found)

    def counts(self) -> dict[str, int]:
        """How many articles are current, and how many rows each linked or weighed table has."""
        with self._explained(), self._engine.connect() as connection:
            found = {
                name: connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
                for name, (table, _) in LINKED.items()
            }
            current = sa.select(sa.func.count()).select_from(articles).where(articles.c.current)
            return {"articles": connection.scalar(current) or 0} | found

    @property
    def pending(self) -> bool:
        """Whether articles were added that are not linked yet."""
        with self._explained(), self._engine.connect() as connection:
            return bool(connection.scalar(sa.select(meta.c.value).where(meta.c.key == "pending")))

    def articles(self) -> dict[str, Article]:
        """The current articles without their marks, by article id."""
        with self._explained(), self._engine.connect() as connection:
            query = sa.select(articles.c.id, articles.c.body).where(articles.c.current)
            return {key: _structure(body, Article) for key, body in connection.execute(query)}

    def marked(self) -> tuple[dict[str, Article], dict[str, Marks]]:
        """The current articles and their marks, by article id, in order of publication and path."""
        with self._explained(), self._engine.connect() as connection:
            query = sa.select(articles.c.id, articles.c.body).where(articles.c.current)
            order = query.order_by(articles.c.published, articles.c.path, articles.c.id)
            found = {key: _structure(body, Article) for key, body in connection.execute(order)}
            parts: dict[str, dict[str, list[Any]]] = {}
            for name, (table, noun) in MARKS.items():
                mine = parts.setdefault(name, {})
                rows = sa.select(table.c.article, table.c.body).order_by(table.c.article, table.c.start)
                for key, body in connection.execute(rows):
                    if key in found:
                        mine.setdefault(key, []).append(_structure(body, noun))
        marks = {key: Marks(key, **{name: tuple(parts[name].get(key, ())) for name in MARKS}) for key in found}
        return found, marks

    def changed(self) -> dict[str, list[tuple[Article, Marks]]]:
        """All versions of each article that has several, as they came and the current one last, by the id of that."""
        query = sa.select(articles.c.key).where(articles.c.key != "").group_by(articles.c.key)
        found: dict[str, list[tuple[Article, Marks]]] = {}
        with self._explained(), self._engine.connect() as connection:
            for key in list(connection.scalars(query.having(sa.func.count() > 1))):
                order = (
                    sa.select(articles.c.id).where(articles.c.key == key).order_by(articles.c.current, sa.text("rowid"))
                )
                ids = list(connection.scalars(order))
                found[ids[-1]] = [one for some in ids for one in self.versions(some)]
        return found

    def versions(self, only: str = "") -> Iterator[tuple[Article, Marks]]:
        """Every article, current or not, with its marks, one after another; or the one with this id."""
        query = sa.select(articles.c.id, articles.c.body).order_by(articles.c.id)
        with self._explained(), self._engine.connect() as connection:
            for key, body in connection.execute(query.where(articles.c.id == only) if only else query):
                found: dict[str, tuple[Any, ...]] = {}
                for name, (table, noun) in MARKS.items():
                    rows = sa.select(table.c.body).where(table.c.article == key).order_by(table.c.start)
                    found[name] = tuple(_structure(mark, noun) for mark in connection.scalars(rows))
                yield _structure(body, Article), Marks(key, **found)

    def record(self) -> Record:
        """Everything the ledger holds of its current articles."""
        found, marks = self.marked()
        with self._explained(), self._engine.connect() as connection:
            linked: dict[str, tuple[Any, ...]] = {
                name: tuple(
                    _structure(body, noun)
                    for body in connection.scalars(sa.select(table.c.body).order_by(sa.text("rowid")))
                )
                for name, (table, noun) in LINKED.items()
            }
            resting = {a.passage.article for one in linked["findings"] for a in one.accounts} - found.keys()
            older = sa.select(articles.c.id, articles.c.body).where(articles.c.id.in_(resting))
            former = {key: _structure(body, Article) for key, body in connection.execute(older)}
        return Record(found, marks, **linked, decisions=self.decisions(), former=former)

    # --- inside

    def _open(self) -> None:
        with self._engine.begin() as connection:
            version = connection.exec_driver_sql("PRAGMA user_version").scalar()
            if version in (0, 1):
                _meta.create_all(connection)
                connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA}")
            elif version != SCHEMA:
                raise LedgerError(f"{self.path}: made by another version of Tellings; build it again from its articles")
            unindexed = index.missing(connection)
            if unindexed:
                index.create(connection)
            if custody.missing(connection):
                custody.create(connection)
        if unindexed and version:  # made before there was an index
            self._index_all()

    def _index_all(self) -> None:
        found, marks = self.marked()
        record = self.record()
        with self._engine.begin() as connection:
            index.index_articles(connection, [(found[key], marks[key]) for key in found])
            index.index_links(connection, record.stories, record.people)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Database errors as LedgerError, with what to do."""
        try:
            yield
        except (DatabaseError, sqlite3.DatabaseError) as error:
            cause = str(getattr(error, "orig", error))
            raise LedgerError(f"{self.path}: {cause}; {advice(cause, isinstance(error, OperationalError))}") from error


def _key(article: Article) -> str:
    """What versions of one article share: its address, else its file; what came without either is only itself."""
    if article.url:
        return article.url
    path = Path(article.path)
    return str(path.resolve()) if path.is_file() else article.id


def _note(connection: sa.Connection, key: str, value: str) -> None:
    connection.execute(meta.insert().prefix_with("OR REPLACE"), {"key": key, "value": value})


def _slices(items: Sequence[T], size: int = 500) -> Iterator[Sequence[T]]:
    return (items[i : i + size] for i in range(0, len(items), size))


def _structure(body: str, noun: Callable[..., T] | type[T]) -> T:
    return _converter.structure(json.loads(body), noun)  # type: ignore[arg-type]
