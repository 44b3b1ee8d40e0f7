"""CSV: a file a table, nested values as JSON text, nothing in it that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from tellings.model import Record
from tellings.show.exports.cells import flat, guarded, unguarded
from tellings.show.exports.columns import Type, columns, names_in
from tellings.show.exports.tables import tables
from tellings.show.rows import Row

_VALUES: Final[Mapping[Type, Callable[[str], Any]]] = {
    "text": str,
    "text?": lambda cell: cell or None,
    "number": float,
    "number?": lambda cell: float(cell) if cell else None,
    "count": int,
    "flag": lambda cell: cell == "True",
    "json": lambda cell: json.loads(cell) if cell else None,
}


def write(record: Record, folder: Path) -> list[Path]:
    """Write every table as `<name>.csv`."""
    written = []
    for name, table in tables(record).items():
        written.append(folder / f"{name}.csv")
        text = csv_text(table, [column.name for column in columns(name)])
        written[-1].write_text(text, encoding="utf-8", newline="")
    return written


def csv_text(table: Sequence[Row], header: Sequence[str] = ()) -> str:
    """A table as CSV with a line of names (the rows' own where `header` is empty); no cell of it runs."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, header or names_in(table))
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in table)
    return out.getvalue()


def read(path: Path) -> list[Row]:
    """The rows of a table that `write` wrote as `path`; raises KeyError where its name is that of no table."""
    values = {column.name: _VALUES[column.type] for column in columns(path.stem)}
    longest = csv.field_size_limit(sys.maxsize)  # else 131,072 characters, which an article may have
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return [{name: values[name](unguarded(cell)) for name, cell in row.items()} for row in csv.DictReader(file)]
    finally:
        csv.field_size_limit(longest)


def _cell(value: Any) -> Any:
    cell = flat(value)
    return guarded(cell) if isinstance(cell, str) else cell
