"""Nouns as rows, and how rows are put into a table."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from importlib import import_module
from typing import Any, TypeVar

import sqlalchemy as sa

from tellings.ledger.schema import INDEXED_AT_MOST
from tellings.model import Statement, make_id
from tellings.nouns import plain_of

T = TypeVar("T")
Row = dict[str, Any]
SLICE = 500  # ids in one question: SQLite takes 999 at the least
BATCH = 2000  # rows in one writing


def row_of(noun: Any, table: sa.Table, **more: Any) -> Row:
    """A noun as a row: an own id where it has none, the columns it has, itself as JSON."""
    span = getattr(noun, "span", None) or (noun.content[0] if isinstance(noun, Statement) else noun)
    known = {"start": getattr(span, "start", None), "text": getattr(span, "text", None)} | more
    row = {c.name: known[c.name] if c.name in known else getattr(noun, c.name, None) for c in table.columns}
    row["body"] = _json(plain_of(noun))
    row["id"] = row["id"] or make_id(table.name, more.get("article", ""), row["body"])
    if "digest" in row:
        told = [value for name, value in row.items() if name != "digest"]
        row["digest"] = hashlib.blake2b(repr(told).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return row


def clipped(value: str) -> str:
    """A value as it is indexed: a very long one ends in a hash of the whole, so that two stay two."""
    if len(value) <= INDEXED_AT_MOST:
        return value
    return f"{value[: INDEXED_AT_MOST - 17]} {make_id(value)}"


def pairs(connection: sa.Connection, query: sa.Select[Any]) -> dict[str, str]:
    """The answers to a question for two columns, the second by the first."""
    return {one: other for one, other in connection.execute(query)}  # noqa: C416 - rows are no tuples to mypy


def put(connection: sa.Connection, table: sa.Table, rows: Iterable[Row]) -> None:
    """Put rows in, in place of those with the same keys."""
    keys = [column.name for column in table.primary_key]
    insert = _insert(connection, table)
    others = {c.name: insert.excluded[c.name] for c in table.columns if c.name not in keys and c.computed is None}
    statement = insert.on_conflict_do_update(index_elements=keys, set_=others)
    for some in sliced([*{tuple(row[key] for key in keys): row for row in rows}.values()], BATCH):
        connection.execute(statement, some)


def put_missing(connection: sa.Connection, table: sa.Table, rows: Sequence[Row]) -> None:
    """Put rows in; those whose keys are there stay as they were."""
    if rows:
        connection.execute(_insert(connection, table).on_conflict_do_nothing(), rows)


def _insert(connection: sa.Connection, table: sa.Table) -> Any:
    """An insertion as this database writes it; what only the other needs is not imported."""
    return import_module(f"sqlalchemy.dialects.{connection.dialect.name}").insert(table)


def present(connection: sa.Connection, column: sa.Column[Any], values: Sequence[Any], *of: Any) -> set[Any]:
    """Those of some values that a column has, in rows `of` which these conditions are true."""
    return {
        value for some in sliced(values) for value in connection.scalars(sa.select(column).where(column.in_(some), *of))
    }


def last_number(connection: sa.Connection, table: sa.Table) -> int:
    """The number of the row that came last; 0 where there is none."""
    return connection.scalar(sa.select(sa.func.max(table.c.number))) or 0


def now() -> str:
    """The time as it is kept: ISO, in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def remove(connection: sa.Connection, column: sa.Column[Any], values: Sequence[Any]) -> None:
    """Delete the rows that have one of these values in a column."""
    for some in sliced(values):
        connection.execute(sa.delete(column.table).where(column.in_(some)))


def sliced(items: Sequence[T], size: int = SLICE) -> Iterator[Sequence[T]]:
    """Consecutive parts of at most `size` items."""
    return (items[i : i + size] for i in range(0, len(items), size))


def _json(value: Any) -> str:
    """JSON in plain letters; with escapes where a half of a surrogate pair is in it, which no database takes."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value)
    return text
