"""The tables of a ledger as Parquet, row by row: what tools for large data read, whatever the size of the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from tellings.errors import MissingExtraError
from tellings.ledger import Ledger
from tellings.ledger.schema import inputs, tables

_ROWS = 5000  # in a group of rows


def write_tables(ledger: Ledger, folder: Path) -> list[Path]:
    """One file a table, in order of its keys, each whole or not at all; raises OSError, MissingExtraError.

    Columns are as in the ledger, `body` holding each noun as JSON. The bytes of inputs are left out.
    """
    try:
        import pyarrow as pa
        from pyarrow.parquet import ParquetWriter
    except ImportError:
        raise MissingExtraError("Parquet needs pyarrow; install it with `pip install 'tellings[parquet]'`") from None
    types = {int: pa.int64(), bool: pa.bool_()}
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for table in tables.sorted_tables:
        if table is inputs:
            continue
        schema = pa.schema([(c.name, types.get(c.type.python_type, pa.string())) for c in table.columns])
        file, part = folder / f"{table.name}.parquet", folder / f".{table.name}.parquet"
        with ParquetWriter(part, schema, compression="zstd") as writer:
            for rows in _groups(ledger, table):
                writer.write_table(pa.Table.from_pylist(rows, schema))
        part.replace(file)
        written.append(file)
    return written


def _groups(ledger: Ledger, table: sa.Table) -> Iterator[list[dict[str, Any]]]:
    keys = [*table.primary_key] or [*table.columns]
    with ledger.reading() as connection:
        query = sa.select(table).order_by(*keys).execution_options(yield_per=_ROWS)
        for rows in connection.execute(query).partitions():
            yield [dict(row._mapping) for row in rows]
