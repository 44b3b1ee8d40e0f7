"""Parquet: a file a table, typed columns, nested values as JSON text."""

from __future__ import annotations

from pathlib import Path

from tellings.model import Record
from tellings.show.exports.cells import flat
from tellings.show.exports.tables import tables


def write(record: Record, folder: Path) -> list[Path]:
    """Write every table as `<name>.parquet`."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    written = []
    for name, table in tables(record).items():
        written.append(folder / f"{name}.parquet")
        columns = list(dict.fromkeys(key for row in table for key in row))
        pq.write_table(pa.table({c: [flat(row.get(c)) for row in table] for c in columns}), written[-1])
    return written
