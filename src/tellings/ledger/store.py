"""The store: what it takes in, keeps and gives back, in a file or on a server (see `place`).

Articles with their marks are added in batches, each whole; what is linked and weighed is put in place in one step. So
a run that is killed leaves a ledger whose every row is good, and `pending` tells that linking is still to be done. What
users decide is only ever added to, and no reading, linking or weighing touches it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from tellings import custody
from tellings.errors import LedgerError
from tellings.ledger import index, postgresql, sqlite
from tellings.ledger.appearances import with_appearances
from tellings.ledger.keep import Linked, keep_linked, keep_record
from tellings.ledger.reads import read_articles, read_decisions, read_marks
from tellings.ledger.rows import Row, clipped, last_number, present, put, remove, row_of, sliced
from tellings.ledger.schema import LINKED, MARKS, ORDER, articles, decisions, meta
from tellings.ledger.upgrade import settle
from tellings.model import Article, Decision, Marks, Record
from tellings.nouns import noun_of
from tellings.place import Place, place_of

_STREAM = 200  # rows on their way from a server


class Ledger:
    """An open ledger. `Ledger(place)` makes one where there is none; `must_exist` refuses instead."""

    def __init__(self, place: str | Path | Place, *, must_exist: bool = False) -> None:
        """Open or make; raises LedgerError for what is not a ledger or cannot be written, MissingExtraError."""
        self.place = place_of(place)
        if self.place.path is None:
            self._engine = postgresql.make_engine(self.place)
            self._reader = self._engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        else:
            with self._explained():
                sqlite.claim(self.place.path, must_exist=must_exist)
            self._engine = sqlite.make_engine(self.place.path)
            self._reader = self._engine.execution_options()
        self._writer = self._engine.execution_options(writing=True)
        self._unlinked: str | None = None  # what `pending` was when what is being linked was read
        try:
            with self._explained():
                settle(self._engine, self.place, must_exist=must_exist)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Release the file or the server's connections."""
        self._engine.dispose()

    def __enter__(self) -> Ledger:
        """For use in `with`."""
        return self

    def __exit__(self, *_: object) -> None:
        """Release the file or the server's connections."""
        self.close()

    @property
    def inputs(self) -> custody.Store:
        """Where the bytes of inputs are kept: in a folder beside the file, or in the database on a server."""
        return custody.Folder(self.place.path) if self.place.path else custody.Shelf(self.reading, self.writing)

    # --- writing

    def add(self, pairs: Iterable[tuple[Article, Marks]]) -> int:
        """Add articles with their marks in one step; those that are there already change nothing. How many were new.

        An article with a known address (or path) and other words is a new version: the older stays, no longer current;
        read again, the older is the current one again.
        """
        pairs = list(pairs)
        with self.writing() as connection:
            ids = [article.id for article, _ in pairs]
            held = {
                key: current
                for some in sliced(ids)
                for key, current in connection.execute(
                    sa.select(articles.c.id, articles.c.current).where(articles.c.id.in_(some))
                )
            }
            newest: dict[str, str] = {}
            added: dict[str, tuple[Article, Marks]] = {}
            for article, marks in pairs:
                if held.get(article.id):
                    continue
                newest[_key(article)] = article.id
                if article.id not in held:
                    added.setdefault(article.id, (article, marks))
            if not newest:
                return 0
            last = last_number(connection, articles)
            put(connection, articles, (article_row(a, last + n) for n, (a, _) in enumerate(added.values(), 1)))
            put_marks(connection, added.values())
            for some in sliced(list(newest)):
                connection.execute(articles.update().where(articles.c.key.in_(some)).values(current=False))
            for some in sliced(list(newest.values())):
                connection.execute(articles.update().where(articles.c.id.in_(some)).values(current=True))
            index.forget_older(connection, list(newest))
            index.index_articles(connection, [one for key, one in added.items() if key in newest.values()])
            index.index_again(connection, [key for key in newest.values() if key in held])
            custody.note(connection, [custody.read_now(article) for article, _ in added.values()])
            _note(connection, "pending", uuid4().hex)
            return len(added)

    def replace(self, pairs: Sequence[tuple[Article, Marks]]) -> None:
        """Put articles that are there already, and their marks, in place of what was known of them."""
        with self.writing() as connection:
            for article, _ in pairs:
                known = row_of(article, articles)
                values = {name: known[name] for name in ("body", "published", "title")}
                connection.execute(articles.update().where(articles.c.id == article.id).values(**values))
            for table, _ in MARKS.values():
                remove(connection, table.c.article, [article.id for article, _ in pairs])
            put_marks(connection, pairs)
            if pairs:
                current = present(connection, articles.c.id, [article.id for article, _ in pairs], articles.c.current)
                index.index_articles(connection, [pair for pair in pairs if pair[0].id in current])
                _note(connection, "pending", uuid4().hex)

    def keep(self, record: Record) -> None:
        """Put what a record linked and weighed in place of what was there, in one step: what differs is written."""
        with self._kept_linked() as connection:
            keep_record(connection, record)

    def keep_linked(self, linked: Linked) -> None:
        """Put what was linked, and what was found of some stories, in place of what was there, in one step."""
        with self._kept_linked() as connection:
            keep_linked(connection, linked)

    def decide(self, decision: Decision, *, pending: bool) -> None:
        """Add what a user decided; `pending` says that linking must now be done anew."""
        row = row_of(decision, decisions)
        del row["number"]
        with self.writing() as connection:
            connection.execute(decisions.insert(), row | {"number": last_number(connection, decisions) + 1})
            if pending:
                _note(connection, "pending", uuid4().hex)

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A connection whose writing is kept as a whole or not at all; only one at a time writes, others wait."""
        with self._explained(), self._writer.begin() as connection:
            if connection.dialect.name == "postgresql":
                postgresql.take_turn(connection)
            yield connection

    @contextmanager
    def linking(self) -> Iterator[None]:
        """The right to link, which one run at a time has on a server; raises LedgerError where another has it.

        What is kept then tells of the articles that were there at the beginning; those that come meanwhile wait.
        """
        with self._explained(), ExitStack() as held:
            if self.place.path is None:
                held.enter_context(postgresql.alone(self._engine, self.place))
            with self.reading() as connection:
                self._unlinked = _pending(connection)
            yield

    # --- reading
    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection that sees one state of the ledger (see `queries`); raises LedgerError as all else here."""
        with self._explained(), self._reader.connect() as connection:
            yield connection

    def decisions(self) -> tuple[Decision, ...]:
        """All that was ever decided, in the order in which it was."""
        with self.reading() as connection:
            return read_decisions(connection)

    def known(self) -> set[str]:
        """The ids of the current articles."""
        with self.reading() as connection:
            return set(connection.scalars(sa.select(articles.c.id).where(articles.c.current)))

    def holds(self, article: str) -> bool:
        """Whether there is a current article with this id."""
        with self.reading() as connection:
            query = sa.select(articles.c.id).where(articles.c.id == article, articles.c.current)
            return connection.scalar(query) is not None

    def tells(self, article: Article) -> bool:
        """Whether the current version of an article has the same words, though other bytes: that is no new version."""
        if not article.url:
            return False
        same = sa.select(articles.c.body).where(articles.c.current, articles.c.key == clipped(article.url))
        with self.reading() as connection:
            found = [noun_of(body, Article) for body in connection.scalars(same)]
        return any((one.title, one.text) == (article.title, article.text) for one in found)

    def counts(self) -> dict[str, int]:
        """How many articles are current, and how many rows each linked or weighed table has."""
        with self.reading() as connection:
            found = {
                name: connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
                for name, (table, _) in LINKED.items()
            }
            current = sa.select(sa.func.count()).select_from(articles).where(articles.c.current)
            return {"articles": connection.scalar(current) or 0} | found

    @property
    def pending(self) -> bool:
        """Whether articles were added that are not linked yet."""
        with self.reading() as connection:
            return bool(_pending(connection))

    def marked(self) -> tuple[dict[str, Article], dict[str, Marks]]:
        """The current articles and their marks, by article id, in order of publication and path."""
        with self.reading() as connection:
            return _marked(connection)

    def versions(self) -> Iterator[tuple[Article, Marks]]:
        """Every article, current or not, with its marks, one after another."""
        query = sa.select(articles.c.id, articles.c.body).order_by(articles.c.id)
        with self.reading() as connection, connection.execute(_streamed(query)) as rows:
            for key, body in rows:
                yield noun_of(body, Article), read_marks(connection, [key])[key]

    def record(self) -> Record:
        """Everything the ledger holds of its current articles."""
        with self.reading() as connection:
            found, marks = _marked(connection)
            linked = {name: _linked(connection, name) for name in LINKED}
            linked["people"] = tuple(with_appearances(connection, linked["people"]))
            stories = {story.id: number for number, story in enumerate(linked["stories"])}
            for name in ("measures", "claims", "origins"):
                linked[name] = tuple(sorted(linked[name], key=lambda noun: stories.get(noun.story, -1)))
            resting = {a.passage.article for one in linked["findings"] for a in one.accounts} - found.keys()
            former = read_articles(connection, sorted(resting))
            decided = read_decisions(connection)
        return Record(found, marks, **linked, decisions=decided, former=former)

    # --- inside

    @contextmanager
    def _kept_linked(self) -> Iterator[sa.Connection]:
        """For writing what was linked; articles that came in after what was linked had been read are still to be."""
        with self.writing() as connection:
            yield connection
            if self._unlinked in (None, _pending(connection)):
                _note(connection, "pending", "")

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """What a database raises as LedgerError, with what to do."""
        try:
            yield
        except (DBAPIError, PoolTimeoutError, sqlite3.Error) as error:
            cause = " ".join(str(getattr(error, "orig", None) or error).split())
            if self.place.path is None:
                hint = postgresql.advice(cause)
            else:
                hint = sqlite.advice(cause, isinstance(error, OperationalError))
            raise LedgerError(f"{self.place}: {cause}; {hint}") from error


def _key(article: Article) -> str:
    """What versions of one article share: its address, else its file; what came without either is only itself."""
    if article.url:
        return clipped(article.url)
    path = Path(article.path)
    return clipped(str(path.resolve())) if path.is_file() else article.id


def article_row(article: Article, number: int) -> Row:
    """The row of a current article, the `number`th that came."""
    row = row_of(article, articles, key=_key(article), current=True, number=number)
    return row | {name: clipped(row[name]) for name in ("outlet", "published")}


def put_marks(connection: sa.Connection, pairs: Iterable[tuple[Article, Marks]]) -> None:
    """Put the marks of articles in, which have none there."""
    pairs = list(pairs)
    for name, (table, _) in MARKS.items():
        rows = (
            row_of(noun, table, article=article.id, place=place)
            for article, marks in pairs
            for place, noun in enumerate(getattr(marks, name))
        )
        put(connection, table, rows)


def _marked(connection: sa.Connection) -> tuple[dict[str, Article], dict[str, Marks]]:
    """The current articles and their marks, in order of publication and path."""
    query = sa.select(articles.c.id, articles.c.body).where(articles.c.current)
    order = query.order_by(articles.c.published, articles.c.path, articles.c.id)
    found = {key: noun_of(body, Article) for key, body in connection.execute(_streamed(order))}
    return found, read_marks(connection, list(found))


def _linked(connection: sa.Connection, name: str) -> tuple[Any, ...]:
    """All of one kind of linked nouns, in their order."""
    table, noun = LINKED[name]
    order = [table.c[column].desc() if column == "size" else table.c[column] for column in ORDER[name]]
    bodies = connection.scalars(_streamed(sa.select(table.c.body).order_by(*order)))
    return tuple(noun_of(body, noun) for body in bodies)


def _streamed(query: sa.Select[Any]) -> sa.Select[Any]:
    """A question whose answer is long: it comes bit by bit."""
    return query.execution_options(yield_per=_STREAM)


def _pending(connection: sa.Connection) -> str:
    return connection.scalar(sa.select(meta.c.value).where(meta.c.key == "pending")) or ""


def _note(connection: sa.Connection, key: str, value: str) -> None:
    put(connection, meta, [{"key": key, "value": value}])
