"""The flat formats: what was written is what is read, by our reader and by others'."""

from __future__ import annotations

import csv
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.errors import InputError
from tellings.model import Record
from tellings.show.exports import export
from tellings.show.exports.cells import guarded, unguarded, whole
from tellings.show.exports.columns import columns
from tellings.show.exports.readers import READERS, read_tables
from tellings.show.exports.tables import tables

RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def mended(value: object) -> object:
    """A value with the halves of characters as CSV and Parquet keep them in plain cells."""
    return whole(value) if isinstance(value, str) else value


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize("fixture", ["record", "demo_record", "hostile_record"])
def test_tables_come_back_as_they_were(fixture: str, form: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    record: Record = request.getfixturevalue(fixture)
    written = export(record, tmp_path, form)
    given = tables(record)
    if form != "jsonl":
        given = {name: [{k: mended(v) for k, v in row.items()} for row in rows] for name, rows in given.items()}
    assert read_tables(tmp_path, form) == given
    assert written == [tmp_path / f"{name}.{form}" for name in given]


def test_every_column_is_described_and_in_order(demo_record: Record, hostile_record: Record) -> None:
    for record in (demo_record, hostile_record):
        for name, rows in tables(record).items():
            assert {tuple(row) for row in rows} <= {tuple(column.name for column in columns(name))}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_no_cell_of_csv_is_a_formula_however_it_is_cut(hostile_record: Record, tmp_path: Path, separator: str) -> None:
    csv.field_size_limit(1_000_000)
    for path in export(hostile_record, tmp_path, "csv"):
        with path.open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file, delimiter=separator) for cell in row]
        assert not [cell for cell in cells if cell.startswith(RUNS) and not _is_number(cell)]


def _is_number(cell: str) -> bool:
    try:
        return bool(float(cell) + 1)
    except ValueError:
        return False


@given(st.text(alphabet="'\"=+-@;\t\r\nxy＝"))
def test_the_guard_is_taken_back_whatever_it_guards(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(RUNS)


def test_csv_needs_no_article_to_have_its_header(tmp_path: Path) -> None:
    export(Record({}, {}), tmp_path, "csv")
    assert (tmp_path / "claims.csv").read_text(encoding="utf-8").strip() == "id,story,label,voices"


def test_parquet_has_typed_columns_that_say_what_they_hold(tmp_path: Path) -> None:
    export(Record({}, {}), tmp_path, "parquet")
    schema = pq.read_schema(tmp_path / "figures.parquet")
    assert [str(schema.field(name).type) for name in ("low", "start", "text")] == ["double", "int64", "string"]
    assert schema.field("low").metadata[b"about"] == b"lower bound in `unit`; nothing where open"


def test_polars_reads_parquet(record: Record, tmp_path: Path) -> None:
    import polars as pl

    export(record, tmp_path, "parquet")
    figures = pl.read_parquet(tmp_path / "figures.parquet")
    assert figures.filter(pl.col("low").is_null())["text"].to_list() == ["nearly 70"]


def test_an_unknown_format_and_a_missing_table_are_named(record: Record, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"xlsm: no such format; use one of jsonl, csv"):
        export(record, tmp_path, "xlsm")
    with pytest.raises(InputError, match=r"articles\.csv: is not there"):
        read_tables(tmp_path, "csv")
