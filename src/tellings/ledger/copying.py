"""A ledger copied into an empty one, row by row, from one kind of database to the other.

All rows go in one step: a copy that is cut short leaves the other ledger as empty as it was. The bytes of inputs go
first and only add to what is there, each whole, so that they may be copied again. Memory holds one batch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import sqlalchemy as sa

from tellings.errors import LedgerError
from tellings.ledger.rows import BATCH
from tellings.ledger.schema import inputs, tables
from tellings.ledger.store import Ledger

_BYTES = 16_000_000  # of the texts of one batch


def copy_ledger(source: Ledger, target: Ledger, *, done: Callable[[int], None] = lambda rows: None) -> int:
    """Copy everything; how many rows. `done` is told after each batch how many more. Raises LedgerError.

    The target must be a ledger with nothing in it.
    """
    with target.reading() as connection:
        refuse_full(connection, target)
    store, own = target.inputs, source.inputs
    for key in own.hashes():
        if (raw := own.read(key)) is not None:
            store.keep(raw)
    count = 0
    with source.reading() as reading, target.writing() as writing:
        refuse_full(writing, target)  # no one else did it while we came
        for table in tables.sorted_tables:
            if table is inputs:
                continue
            writing.execute(table.delete())  # what every new ledger has: the count of its writings
            for rows in _batches(reading, table):
                writing.execute(table.insert(), rows)
                count += len(rows)
                done(len(rows))
    return count


def refuse_full(connection: sa.Connection, ledger: Ledger) -> None:
    """Raise LedgerError where a ledger holds anything."""
    for table in tables.sorted_tables:
        if table.name not in ("changes", "inputs") and connection.scalar(sa.select(sa.literal(1)).select_from(table)):
            raise LedgerError(f"{ledger.place}: is not empty; name a new ledger to copy to")


def _batches(connection: sa.Connection, table: sa.Table) -> Iterator[list[dict[str, Any]]]:
    """All rows in order of their keys."""
    query = sa.select(table).order_by(*table.primary_key).execution_options(yield_per=BATCH)
    rows: list[dict[str, Any]] = []
    size = 0
    for row in connection.execute(query).mappings():
        rows.append(dict(row))
        size += sum(len(value) for value in row.values() if isinstance(value, str))
        if len(rows) == BATCH or size > _BYTES:
            yield rows
            rows, size = [], 0
    if rows:
        yield rows
