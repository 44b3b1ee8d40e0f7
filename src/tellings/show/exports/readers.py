"""The tables that were exported, read back: what a script that works on an export starts with."""

from __future__ import annotations

from pathlib import Path

from tellings.errors import InputError
from tellings.lexicon import table as lexicon_table
from tellings.show.exports import csv_tables, jsonl, parquet
from tellings.show.rows import Row

READERS = {"jsonl": jsonl.read, "csv": csv_tables.read, "parquet": parquet.read}


def read_tables(folder: Path, form: str = "jsonl") -> dict[str, list[Row]]:
    """The tables by name that `export` wrote to `folder` as jsonl, csv or parquet, equal to `tables(record)`.

    What UTF-8 cannot hold, the lone half of a character, comes back as U+FFFD from CSV and Parquet. Raises InputError
    for another form or where a table is missing.
    """
    if form not in READERS:
        raise InputError(form, "cannot be read back as tables", f"use one of {', '.join(READERS)}")
    found = {}
    for name in lexicon_table("columns"):
        path = folder / f"{name}.{form}"
        if not path.is_file():
            raise InputError(
                str(path), "is not there", f"write it with `tellings export --to {folder} --format {form}`"
            )
        found[name] = READERS[form](path)
    return found
