"""JSON lines: a file a table, a row a line, every value as it is."""

from __future__ import annotations

import json
from pathlib import Path

from tellings.model import Record
from tellings.show.exports.tables import tables
from tellings.show.rows import Row


def write(record: Record, folder: Path) -> list[Path]:
    """Write every table as `<name>.jsonl`."""
    written = []
    for name, table in tables(record).items():
        written.append(folder / f"{name}.jsonl")
        # What UTF-8 cannot hold, a lone half of a character, is written as JSON escapes it.
        with written[-1].open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in table)
    return written


def read(path: Path) -> list[Row]:
    """The rows of a table that was written here."""
    with path.open(encoding="utf-8", newline="\n") as file:
        return [json.loads(line) for line in file]
