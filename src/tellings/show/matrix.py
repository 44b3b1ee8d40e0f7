"""Claims against outlets, rows and columns put so that outlets that tell the same stand together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from tellings.show.pages import lay_claims
from tellings.show.spread import Spread
from tellings.show.tables import DIFFERS, LEFT_OUT, OTHER, SYMBOLS, ClaimRow

_ORDER: Final = {SYMBOLS["asserts"]: 0, DIFFERS: 1, OTHER: 2, SYMBOLS["denies"]: 3, LEFT_OUT: 4}


@dataclass(frozen=True, slots=True)
class Matrix:
    """`columns` are outlets with their letters; the cells of every row are in their order."""

    columns: tuple[tuple[str, str], ...]
    rows: tuple[ClaimRow, ...]


def lay_matrix(spread: Spread) -> Matrix:
    """Outlets that carry most claims stand left; claims with several stances on top, then those carried alike."""
    rows, outlets = lay_claims(spread), spread.outlets
    carried = [sum(row.cells[i].symbol != LEFT_OUT for row in rows) for i in range(len(outlets))]
    order = sorted(range(len(outlets)), key=lambda i: (-carried[i], i))
    turned = [replace(row, cells=tuple(row.cells[i] for i in order)) for row in rows]
    return Matrix(tuple(outlets[i] for i in order), tuple(sorted(turned, key=_pattern)))


def _pattern(row: ClaimRow) -> tuple[bool, list[int]]:
    stances = {sign for cell in row.cells for sign in cell.symbol if sign != LEFT_OUT}
    return len(stances) < 2, [min(_ORDER[sign] for sign in cell.symbol) for cell in row.cells]
