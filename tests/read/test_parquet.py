"""Parquet: a row an article, with the columns that records in JSON have."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow.parquet import write_table

from tellings.model import Article, LeftOut
from tellings.read.paths import read_paths

ROWS = [
    {
        "url": f"https://tarsk.example/{number}",
        "title": f"Ferry {number}",
        "text": f"The mayor of Ostrel said on Friday that ferry {number} had sunk.",
        "published": date(2025, 3, number),
    }
    for number in (1, 2, 3)
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.parquet"
    write_table(pa.Table.from_pylist(ROWS), path)
    return path


def read(path: Path) -> list[Any]:
    return list(read_paths([path]))


def test_a_row_is_an_article(file: Path) -> None:
    found = read(file)
    assert [one.path for one in found] == [f"{file}:{number}" for number in (1, 2, 3)]
    assert [(one.url, one.title, one.published) for one in found] == [
        (row["url"], row["title"], str(row["published"])) for row in ROWS
    ]


def test_its_name_does_not_matter_and_it_may_lie_in_an_archive(file: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.write(file, "part-0.parquet")
    other = file.rename(tmp_path / "part-0")
    ids = [one.id for one in read(other) if isinstance(one, Article)]
    assert len(ids) == 3
    assert [one.id for one in read(tmp_path / "b.zip") if isinstance(one, Article)] == ids


def test_a_file_that_is_cut_off_is_left_out_by_name(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-30])
    (left,) = read(file)
    assert isinstance(left, LeftOut)
    assert (left.path, left.cause) == (str(file), "it is cut short or damaged")


def test_a_table_without_text_is_left_out_row_by_row(tmp_path: Path) -> None:
    write_table(pa.table({"n": [1, 2], "blob": [b"\xff", b"\x00"]}), tmp_path / "a.parquet")
    assert [one.cause for one in read(tmp_path / "a.parquet")] == ["it has no text"] * 2


def test_an_empty_table_is_left_out(tmp_path: Path) -> None:
    write_table(pa.table({"text": pa.array([], pa.string())}), tmp_path / "a.parquet")
    (left,) = read(tmp_path / "a.parquet")
    assert left.cause == "it is empty"
