"""The tables of a record in memory, for pandas, Arrow and polars: the columns of the exports, with their types."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Final

from tellings.errors import MissingExtraError, NotFoundError
from tellings.model import Record
from tellings.show.exports.cells import flat
from tellings.show.exports.columns import columns
from tellings.show.exports.tables import tables
from tellings.show.rows import Row

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

# Types of columns by their name in `columns`; all else is an object for pandas and text for polars.
_PANDAS: Final = {"number": "float64", "count": "int64", "flag": "bool"}
_POLARS: Final = {"number": "Float64", "count": "Int64", "flag": "Boolean"}


def to_pandas(record: Record, table: str) -> pd.DataFrame:
    """A table as a DataFrame: numbers float64 (NaN where open) or int64, truth bool, texts and lists as they are.

    Raises NotFoundError for a name that is no table's and MissingExtraError where pandas is not installed.
    """
    pandas = _installed("pandas")
    rows = _rows(record, table)
    frame: pd.DataFrame = pandas.DataFrame(rows, columns=[column.name for column in columns(table)], dtype=object)
    kinds = {column.name: column.type.rstrip("?") for column in columns(table)}
    return frame.astype({name: _PANDAS[kind] for name, kind in kinds.items() if kind in _PANDAS})


def to_arrow(record: Record, table: str) -> pa.Table:
    """A table as an Arrow table, as Parquet has it: nested values are JSON text, the metadata say what columns hold.

    Raises NotFoundError for a name that is no table's and MissingExtraError where pyarrow is not installed.
    """
    _installed("pyarrow")
    from tellings.show.exports.parquet import arrow_table

    made: pa.Table = arrow_table(table, _rows(record, table))
    return made


def to_polars(record: Record, table: str) -> pl.DataFrame:
    """A table as a polars DataFrame: open numbers are null, nested values are JSON text.

    Raises NotFoundError for a name that is no table's and MissingExtraError where polars is not installed.
    """
    polars = _installed("polars")
    rows = _rows(record, table)
    cells = {column.name: [flat(row[column.name]) for row in rows] for column in columns(table)}
    schema = {c.name: getattr(polars, _POLARS.get(c.type.rstrip("?"), "String")) for c in columns(table)}
    frame: pl.DataFrame = polars.DataFrame(cells, schema=schema)
    return frame


def _installed(package: str) -> ModuleType:
    try:
        return import_module(package)
    except ImportError:
        raise MissingExtraError(f"this needs {package}; install it with `pip install {package}`") from None


def _rows(record: Record, name: str) -> list[Row]:
    found = tables(record)
    if name not in found:
        raise NotFoundError(f"{name}: no such table; there are {', '.join(found)}")
    return found[name]
