"""Articles in Parquet: a row each, with the columns that records in JSON have."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from tellings.errors import InputError, MissingExtraError
from tellings.model import LeftOut
from tellings.read import limits
from tellings.read.source import Leaf, Source, cut_short, nothing_in, read_whole

_ROWS = 64  # read at once


def parquet_rows(source: Source) -> Iterator[Leaf | LeftOut]:
    """A record a row, each with the path `file:number`; raises InputError for a file that is damaged or has none."""
    try:
        import pyarrow as pa
        from pyarrow.parquet import ParquetFile
    except ImportError:
        raise MissingExtraError("Parquet needs pyarrow; install it with `pip install 'tellings[parquet]'`") from None
    number = 0
    try:
        for batch in ParquetFile(_seekable(source)).iter_batches(_ROWS):
            for row in batch.to_pylist():
                number += 1
                where = f"{source.path}:{number}"
                raw = json.dumps({k: v for k, v in row.items() if v is not None}, default=_plain).encode()
                if len(raw) > limits.ARTICLE_AT_MOST:
                    error = limits.too_large(where, limits.ARTICLE_AT_MOST)
                    yield LeftOut(where, error.cause, error.advice)
                else:
                    yield Leaf("record", raw, where, source.known)
    except pa.ArrowException as error:
        if number:
            raise cut_short(source.path) from error
        raise InputError(source.path, "it is cut short or damaged", "copy or download it again") from error
    if not number:
        raise nothing_in(source.path)


def _seekable(source: Source) -> BinaryIO:
    """The file itself where it is one, else all its bytes: Parquet is read from its end."""
    if source.stream.seekable():
        return source.stream
    return io.BytesIO(read_whole(source, limits.ARCHIVE_AT_MOST, "Parquet file in another"))


def _plain(value: Any) -> Any:
    """A day as ISO; of what JSON does not have, its words."""
    return value.isoformat() if isinstance(value, date) else str(value)
