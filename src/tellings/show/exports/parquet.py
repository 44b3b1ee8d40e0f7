"""Parquet: a file a table, typed columns that say what they hold, nested values as JSON text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tellings.model import Record
from tellings.show.exports.cells import flat
from tellings.show.exports.columns import about, columns
from tellings.show.exports.tables import tables
from tellings.show.rows import Row


def write(record: Record, folder: Path) -> list[Path]:
    """Write every table as `<name>.parquet`."""
    import pyarrow.parquet as pq

    written = []
    for name, table in tables(record).items():
        written.append(folder / f"{name}.parquet")
        pq.write_table(arrow_table(name, table), written[-1])
    return written


def arrow_table(name: str, table: Sequence[Row]) -> Any:
    """A table as a `pyarrow.Table`; its metadata hold under `about` what a row and what each column is."""
    import pyarrow as pa

    types = {"text": pa.string(), "number": pa.float64(), "count": pa.int64(), "flag": pa.bool_(), "json": pa.string()}
    schema = pa.schema(
        [
            pa.field(c.name, types[c.type.rstrip("?")], metadata={"about": c.about, "type": c.type})
            for c in columns(name)
        ],
        metadata={"about": about(name)},
    )
    cells = {c.name: [flat(row[c.name]) for row in table] for c in columns(name)}
    return pa.table(cells, schema=schema)


def read(path: Path) -> list[Row]:
    """The rows of a table that `write` wrote as `path`, nested values as they were."""
    import pyarrow.parquet as pq

    table = pq.ParquetFile(path).read()
    nested = {field.name for field in table.schema if field.metadata[b"type"] == b"json"}
    return [
        {name: json.loads(cell) if name in nested and cell is not None else cell for name, cell in row.items()}
        for row in table.to_pylist()
    ]
