"""A workbook with a sheet a table: a head that stays, filters, and no cell that a spreadsheet computes.

Every text is written as text and marked as such, so that it stays one when a user edits the cell. What Excel cannot
hold is said where it is missing: a cell of more than 32,767 characters is cut with a mark, and stands whole, in parts,
in the sheet `long_texts`.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from tellings.model import Record
from tellings.show.exports.cells import shown
from tellings.show.exports.relations import relation_list, relations

_LONGEST: Final = 32_767  # characters of a cell, as UTF-16 counts them (Excel specifications and limits)
_PART: Final = 32_000  # characters of a part of a long text
_ROWS: Final = 1_048_575  # rows of a sheet below its head
_NARROWEST, _WIDEST = 6, 60  # of a column, in characters
_LOOKED_AT: Final = 100  # rows whose width counts
_MARK: Final = " … [cut here; whole in the sheet long_texts]"
_ESCAPE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # what reads as an escape of OOXML (ST_Xstring) but is a text
# How a formula or the code of an error begins, or what a spreadsheet may take for one when the cell is edited.
_START: Final = re.compile(r"[\s'=+\-@＝＋－＠#]")

Cells = list[Any]


def write(record: Record, folder: Path) -> list[Path]:
    """Write `tellings.xlsx`."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    long: list[Cells] = []
    listed = [[one.name, column.name, column.about] for one in relation_list() for column in one.columns]
    _sheet(book, "columns", ["table", "column", "what it holds"], listed, long)
    rows = relations(record)
    for one in relation_list():
        head = [column.name for column in one.columns]
        for number, part in enumerate(_slices(rows[one.name]), 1):
            name = one.name if number == 1 else f"{one.name}_{number}"
            _sheet(book, name, head, [[_value(row[column]) for column in head] for row in part], long)
    if long:
        _sheet(book, "long_texts", ["sheet", "row", "column", "part", "text"], long, [])
    path = folder / "tellings.xlsx"
    book.save(path)
    return [path]


def _sheet(book: Any, name: str, head: Sequence[str], rows: Sequence[Cells], long: list[Cells]) -> None:
    """Add a sheet; texts too long for a cell go to `long` in parts."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(head))}{len(rows) + 1}"
    for at, column in enumerate(head):
        longest = max((len(str(row[at])) for row in rows[:_LOOKED_AT] if row[at] is not None), default=0)
        sheet.column_dimensions[get_column_letter(at + 1)].width = (
            max(_NARROWEST, len(column), min(longest, _WIDEST)) + 2
        )
    heads = [WriteOnlyCell(sheet, column) for column in head]
    for cell in heads:
        cell.font = Font(bold=True)
    sheet.append(heads)
    for number, row in enumerate(rows, 2):
        cells = []
        for column, value in zip(head, row, strict=True):
            text, parts = _fitted(value) if isinstance(value, str) else (value, [])
            long += [[name, number, column, at, part] for at, part in enumerate(parts, 1)]
            acts = isinstance(text, str) and (_START.match(text) or _ESCAPE.search(text))
            cells.append(_text_cell(sheet, text) if acts else text)
        sheet.append(cells)


def _text_cell(sheet: Any, text: str) -> Any:
    """A cell for a text that openpyxl or Excel would take for something else."""
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, _ESCAPE.sub("_x005F_", text))
    cell.data_type = "s"
    cell.quotePrefix = True  # what a user's own apostrophe does: the text stays one when the cell is edited
    return cell


def _value(value: object) -> Any:
    """A value as a cell has it: a list of words in one line, what else is nested as JSON, no number that is none."""
    if isinstance(value, list):
        return shown("; ".join(map(str, value)))
    if isinstance(value, dict):
        return shown(json.dumps(value, ensure_ascii=False)) if value else ""
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return shown(value) if isinstance(value, str) else value


def _fitted(text: str) -> tuple[str, list[str]]:
    """What fits into a cell, and all of the text in parts where it does not."""
    if len(text) * 2 <= _LONGEST or _units(text) <= _LONGEST:
        return text, []
    parts = [text[at : at + _PART // 2] for at in range(0, len(text), _PART // 2)]
    fits = text[: _LONGEST - len(_MARK)]
    while _units(fits) > _LONGEST - len(_MARK):
        fits = fits[: len(fits) - max(1, (_units(fits) - _LONGEST + len(_MARK)) // 2)]
    return fits + _MARK, parts


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _slices(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (rows[at : at + _ROWS] for at in range(0, max(len(rows), 1), _ROWS))
