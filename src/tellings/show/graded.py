"""The grades that users gave to sources, beside the sources on a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tellings.show.cards import Card
    from tellings.show.measures import FigureRow, MeasureView
    from tellings.show.pages import Page
    from tellings.show.tables import CastRow, ClaimRow


def with_grades(page: Page, grades: Mapping[str, str]) -> Page:
    """The page with every graded source followed by its grade ("Ann Hale, graded B2"); `grades` by name in small."""
    if not grades:
        return page
    return replace(
        page,
        papers=tuple(replace(paper, outlet=_graded(paper.outlet, grades)) for paper in page.papers),
        cards=tuple(_card(card, grades) for card in page.cards),
        measures=tuple(_measure(measure, grades) for measure in page.measures),
        lone_figures=tuple(_measure(measure, grades) for measure in page.lone_figures),
        cast=tuple(_cast_row(row, grades) for row in page.cast),
        bodies=tuple(_cast_row(row, grades) for row in page.bodies),
        claims=tuple(_claim(row, grades) for row in page.claims),
        origins=tuple(replace(row, who=_graded(row.who, grades)) for row in page.origins),
    )


def _graded(source: str, grades: Mapping[str, str]) -> str:
    grade = grades.get(source.casefold())
    return f"{source}, graded {grade}" if grade else source


def _card(card: Card, grades: Mapping[str, str]) -> Card:
    sides = (
        replace(side, voices=tuple(replace(voice, source=_graded(voice.source, grades)) for voice in side.voices))
        for side in card.sides
    )
    return replace(card, sides=tuple(sides))


def _measure(measure: MeasureView, grades: Mapping[str, str]) -> MeasureView:
    def row(one: FigureRow) -> FigureRow:
        return replace(one, source=_graded(one.source, grades))

    beside = (replace(one, row=row(one.row)) for one in measure.beside)
    return replace(measure, rows=tuple(map(row, measure.rows)), beside=tuple(beside))


def _cast_row(row: CastRow, grades: Mapping[str, str]) -> CastRow:
    """The grade stands by the first spelling, which is the name the entry goes by."""
    grade = _graded(row.name, grades)
    return replace(row, spellings=tuple(replace(f, words=grade) if f.words == row.name else f for f in row.spellings))


def _claim(row: ClaimRow, grades: Mapping[str, str]) -> ClaimRow:
    return replace(row, voices=tuple(replace(voice, speaker=_graded(voice.speaker, grades)) for voice in row.voices))
