"""The workbook as openpyxl opens it, and as it stands in its XML."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.hostile import ATTACKS

from tellings.model import Record
from tellings.show.exports import export
from tellings.show.exports.cells import shown
from tellings.show.exports.relations import relation_list, relations


def book_of(record: Record, folder: Path) -> Any:
    (path,) = export(record, folder, "xlsx")
    return openpyxl.load_workbook(path)


def rows_of(sheet: Any) -> list[dict[str, Any]]:
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_a_sheet_a_table_with_its_rows(demo_record: Record, tmp_path: Path) -> None:
    book = book_of(demo_record, tmp_path)
    assert book.sheetnames == ["columns", *(one.name for one in relation_list())]
    assert {name: len(rows_of(book[name])) for name in book.sheetnames[1:]} == {
        name: len(rows) for name, rows in relations(demo_record).items()
    }


def test_heads_stay_and_can_be_filtered(record: Record, tmp_path: Path) -> None:
    sheet = book_of(record, tmp_path)["figures"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:R5")
    assert sheet.column_dimensions["A"].width >= len("article")


def test_numbers_are_numbers_and_open_ends_are_empty(record: Record, tmp_path: Path) -> None:
    rows = rows_of(book_of(record, tmp_path)["figures"])
    assert [(row["low"], row["high"]) for row in rows] == [(40, 40), (55, None), (None, 70), (12, 12)]


def test_no_cell_is_a_formula_or_leads_elsewhere(hostile_record: Record, tmp_path: Path) -> None:
    book = book_of(hostile_record, tmp_path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n", "b"}
    assert not [cell for cell in cells if cell.hyperlink]
    with zipfile.ZipFile(tmp_path / "tellings.xlsx") as archive:
        assert not [name for name in archive.namelist() if "external" in name.lower() or "macro" in name.lower()]
        xml = b"".join(archive.read(name) for name in archive.namelist() if "worksheets/" in name)
    assert not re.findall(rb"<f[ >]|hyperlink|<script", xml)


@pytest.mark.parametrize("attack", ["formula", "program", "plus", "minus", "lotus", "wide", "apostrophe"])
def test_a_text_like_a_formula_stays_one_when_it_is_edited(hostile_record: Record, tmp_path: Path, attack: str) -> None:
    sheet = book_of(hostile_record, tmp_path)["people"]
    (cell,) = [cell for (cell,) in sheet.iter_rows(min_row=2, min_col=3, max_col=3) if cell.value == ATTACKS[attack]]
    assert cell.quotePrefix


def test_what_xml_cannot_hold_is_seen(hostile_record: Record, tmp_path: Path) -> None:
    names = {row["name"] for row in rows_of(book_of(hostile_record, tmp_path)["people"])}
    assert {"calm␀NUL ␛[2J␇ ␋␌� �\ufdd0", "half � a character �"} <= names


def test_a_long_text_is_cut_with_a_mark_and_kept_whole_elsewhere(hostile_record: Record, tmp_path: Path) -> None:
    book = book_of(hostile_record, tmp_path)
    cut = [
        row for row in rows_of(book["articles"]) if row["text"].endswith("[cut here; whole in the sheet long_texts]")
    ]
    assert [len(row["text"]) for row in cut] == [32_767]
    parts = [r["text"] for r in rows_of(book["long_texts"]) if r["sheet"] == "articles" and r["column"] == "text"]
    whole = next(a.text for a in hostile_record.articles.values() if a.path.endswith("quotation.txt"))
    assert "".join(parts) == whole == shown(whole)


def test_excel_is_not_made_to_read_an_escape(hostile: Callable[[str], Record], tmp_path: Path) -> None:
    book_of(hostile("_x003D_1"), tmp_path)
    with zipfile.ZipFile(tmp_path / "tellings.xlsx") as archive:
        assert not re.search(rb"(?<!x005F)_x003D_", b"".join(map(archive.read, archive.namelist())))
