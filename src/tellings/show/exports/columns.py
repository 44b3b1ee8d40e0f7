"""The columns of the record's tables: which there are, of which type, and what they hold (`data/columns.toml`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from tellings.lexicon import table as lexicon_table
from tellings.show.rows import Row

Type = Literal["text", "text?", "number", "number?", "count", "count?", "flag", "json"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its type (with ? where a cell may hold nothing), what it holds."""

    name: str
    type: Type
    about: str = ""


@cache
def columns(table: str) -> tuple[Column, ...]:
    """The columns of a table in the order they are written; raises KeyError for a table that is none."""
    found = lexicon_table("columns")[table]["columns"]
    return tuple(Column(name, cast(Type, kind), about) for name, kind, about in found)


def about(table: str) -> str:
    """What a row of a table is; raises KeyError for a table that is none."""
    return str(lexicon_table("columns")[table]["about"])


def names_in(rows: Sequence[Row]) -> list[str]:
    """The names of the columns that rows have, in the order of their first use."""
    return list(dict.fromkeys(name for row in rows for name in row))
