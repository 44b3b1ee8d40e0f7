"""CSV: a file a table, nested values as JSON text, nothing in it that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from tellings.model import Record
from tellings.show.exports.cells import flat, guarded
from tellings.show.exports.tables import tables
from tellings.show.rows import Row


def write(record: Record, folder: Path) -> list[Path]:
    """Write every table as `<name>.csv`."""
    written = []
    for name, table in tables(record).items():
        written.append(folder / f"{name}.csv")
        written[-1].write_text(csv_text(table), encoding="utf-8", errors="replace", newline="")
    return written


def csv_text(table: Sequence[Row]) -> str:
    """A table as CSV with a line of names; nested values as JSON text, nothing that a spreadsheet would run."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(dict.fromkeys(key for row in table for key in row)))
    writer.writeheader()
    writer.writerows({key: _cell(value) for key, value in row.items()} for row in table)
    return out.getvalue()


def _cell(value: object) -> object:
    one = flat(value)
    return guarded(one) if isinstance(one, str) else one
