"""What a page lays out: pure functions from the record to the view of one story. Finds nothing, only arranges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from tellings.decisions import grades
from tellings.model import FindingKind, Record
from tellings.show.cards import Card, lay_courses
from tellings.show.dated import how_dated
from tellings.show.graded import with_grades
from tellings.show.measures import MeasureView, measures_of
from tellings.show.reader import Reading, Sheet, read
from tellings.show.spread import Spread, open_story
from tellings.show.tables import CastRow, ClaimRow, OriginRow, cast, claims, origins
from tellings.show.text import LONGEST_TITLE, heading
from tellings.show.timeline import Day, timeline
from tellings.show.words import clip, day, days, visible
from tellings.view import StoryView


@dataclass(frozen=True, slots=True)
class Paper:
    """One article in the head of a page; `basis` says how its day is known, `href` leads to its text."""

    tag: str
    outlet: str
    title: str
    day: str
    basis: str
    url: str
    words: int
    href: str


@dataclass(frozen=True, slots=True)
class Page:
    """The view of one story; `sentences` are what its findings say, by rank."""

    id: str
    title: str
    days: str
    papers: tuple[Paper, ...]
    outlets: tuple[tuple[str, str], ...]
    counts: tuple[tuple[str, int], ...]
    people: tuple[str, ...]
    kinds: tuple[tuple[FindingKind, int], ...]
    cards: tuple[Card, ...]
    sentences: Mapping[int, str]
    measures: tuple[MeasureView, ...]
    lone_figures: tuple[MeasureView, ...]
    cast: tuple[CastRow, ...]
    bodies: tuple[CastRow, ...]
    claims: tuple[ClaimRow, ...]
    origins: tuple[OriginRow, ...]
    timeline: tuple[Day, ...]
    readings: tuple[Reading, ...]


def story_page(record: Record, story_id: str | None = None) -> Page:
    """The page of one story."""
    spread = open_story(record, story_id)
    view, sheets = spread.view, spread.sheets
    resting = {rank: [a.passage for a in f.accounts] for rank, f in enumerate(spread.findings, 1)}
    measures, lone = lay_measures(spread)
    people = cast(view, sheets, record.joinings)
    story_origins = lay_origins(spread)
    cards = lay_courses(spread)
    page = Page(
        id=spread.story.id,
        title=visible(spread.story.title) or "Untitled",
        days=days(spread.story.first, spread.story.last),
        papers=lay_papers(spread),
        outlets=spread.outlets,
        counts=(
            ("article", len(sheets)),
            ("outlet", len(spread.outlets)),
            ("origin", len(story_origins)),
            ("statement", sum(1 for _ in view.statements())),
            ("figure", sum(1 for _ in view.figures())),
        ),
        people=tuple(row.name for row in people if row.kind == "person")[:12],
        kinds=tuple(Counter(finding.kind for finding in spread.findings).items()),
        cards=cards,
        sentences={rank: said for card in cards for rank, said in card.sentences.items()},
        measures=measures,
        lone_figures=lone,
        cast=tuple(row for row in people if row.kind == "person"),
        bodies=tuple(row for row in people if row.kind != "person"),
        claims=lay_claims(spread),
        origins=story_origins,
        timeline=timeline(view, sheets),
        readings=tuple(read(sheet, view.marks[key], resting) for key, sheet in sheets.items()),
    )
    return with_grades(page, grades(record.decisions, record.people))


def lay_papers(spread: Spread) -> tuple[Paper, ...]:
    """The story's articles, as the head of a page lists them."""
    return tuple(_paper(sheet, spread.view) for sheet in spread.sheets.values())


def lay_measures(spread: Spread) -> tuple[tuple[MeasureView, ...], tuple[MeasureView, ...]]:
    """The story's measures, and its figures that nothing compares to."""
    mine = [measure for measure in spread.record.measures if measure.story == spread.story.id]
    return measures_of(mine, spread.view, spread.sheets, spread.findings)


def lay_claims(spread: Spread) -> tuple[ClaimRow, ...]:
    """The story's claims against its outlets."""
    mine = [claim for claim in spread.record.claims if claim.story == spread.story.id]
    return claims(mine, [tag for tag, _ in spread.outlets], spread.sheets)


def lay_origins(spread: Spread) -> tuple[OriginRow, ...]:
    """The story's origins."""
    return origins([o for o in spread.record.origins if o.story == spread.story.id], spread.sheets)


def _paper(sheet: Sheet, view: StoryView) -> Paper:
    article = sheet.article
    published = day(view.day(article.id), short=True) if article.published else "day unknown"
    basis = how_dated(article)
    url = article.url if article.url.startswith(("https://", "http://")) else ""
    return Paper(
        sheet.tag,
        sheet.outlet,
        clip(heading(article), LONGEST_TITLE),
        published,
        basis,
        url,
        len(article.text.split()),
        sheet.home,
    )
