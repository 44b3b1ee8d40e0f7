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
        papers=tuple(replace(paper, outlet=graded(paper.outlet, grades)) for paper in page.papers),
        cards=tuple(graded_card(card, grades) for card in page.cards),
        measures=tuple(graded_measure(measure, grades) for measure in page.measures),
        lone_figures=tuple(graded_measure(measure, grades) for measure in page.lone_figures),
        cast=tuple(graded_row(row, grades) for row in page.cast),
        bodies=tuple(graded_row(row, grades) for row in page.bodies),
        claims=tuple(graded_claim(row, grades) for row in page.claims),
        origins=tuple(replace(row, who=graded(row.who, grades)) for row in page.origins),
    )


def graded(source: str, grades: Mapping[str, str]) -> str:
    """A source with its grade, where it has one."""
    grade = grades.get(source.casefold())
    return f"{source}, graded {grade}" if grade else source


def graded_card(card: Card, grades: Mapping[str, str]) -> Card:
    """A finding with every graded source followed by its grade."""
    sides = (
        replace(side, voices=tuple(replace(voice, source=graded(voice.source, grades)) for voice in side.voices))
        for side in card.sides
    )
    return replace(card, sides=tuple(sides))


def graded_measure(measure: MeasureView, grades: Mapping[str, str]) -> MeasureView:
    """A measure with every graded source followed by its grade."""

    def row(one: FigureRow) -> FigureRow:
        return replace(one, source=graded(one.source, grades))

    beside = (replace(one, row=row(one.row)) for one in measure.beside)
    return replace(measure, rows=tuple(map(row, measure.rows)), beside=tuple(beside))


def graded_row(row: CastRow, grades: Mapping[str, str]) -> CastRow:
    """The grade stands by the first spelling, which is the name the entry goes by."""
    grade = graded(row.name, grades)
    return replace(row, spellings=tuple(replace(f, words=grade) if f.words == row.name else f for f in row.spellings))


def graded_claim(row: ClaimRow, grades: Mapping[str, str]) -> ClaimRow:
    """A claim with every graded speaker followed by the grade."""
    return replace(row, voices=tuple(replace(voice, speaker=graded(voice.speaker, grades)) for voice in row.voices))
