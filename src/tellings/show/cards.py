"""Findings laid out as cards: the accounts side by side in their own words, and a sentence made from the fields."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tellings.model import Figure, Finding, FindingKind
from tellings.show.accounts import WORDED, Telling, Worded, word_findings
from tellings.show.charts import Interval, extents, intervals
from tellings.show.courses import in_course, join_courses
from tellings.show.prose import KIND_WORDS, course, sentence
from tellings.show.reader import Quote, Sheet, quote, wordings
from tellings.show.spread import Spread
from tellings.show.text import citation, listing, quoted
from tellings.show.words import day, visible

COURSE: Final = "one quantity, as it was told over time"


@dataclass(frozen=True, slots=True)
class Voiced:
    """One account in the article's own words."""

    source: str
    day: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Side:
    """All accounts of a finding that give the same value."""

    value: str
    voices: tuple[Voiced, ...]
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One of several findings that a card tells together: its place on a page, its own id, and what it says."""

    id: str
    key: str
    rank: int
    kind: FindingKind
    meaning: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Card:
    """A finding as a page lays it out: `id` is its place on a page, `key` the finding's own id.

    `parts` are the findings of one course of figures, where the card tells several; then `kind` is "course" and `id`
    and `key` are of the first. `measure` is the id of the measure of all figures like its own, "" where it is of none;
    `text` is all of it in plain words with citations; `more` counts the accounts that are not shown.
    """

    id: str
    key: str
    rank: int
    kind: str
    meaning: str
    sentence: str
    sides: tuple[Side, ...]
    measure: str = ""
    text: str = ""
    more: int = 0
    parts: tuple[Part, ...] = ()

    @property
    def sentences(self) -> dict[int, str]:
        """What each of its findings says, by rank."""
        return {part.rank: part.sentence for part in self.parts} or {self.rank: self.sentence}

    @property
    def kinds(self) -> list[str]:
        """The kinds of its findings."""
        return [*dict.fromkeys(part.kind for part in self.parts)] or [self.kind]


def lay_cards(
    spread: Spread, findings: Sequence[Finding] | None = None, *, sides: int = 0, voices: int = 0
) -> tuple[Card, ...]:
    """The findings as cards, by rank, each by itself: all of the story, or only `findings` of them.

    Each card shows at most so many sides with so many voices each; 0 shows all.
    """
    wanted = None if findings is None else {finding.id for finding in findings}
    alone = [[finding] for finding in spread.findings if wanted is None or finding.id in wanted]
    return lay_groups(spread, alone, sides=sides, voices=voices)


def lay_courses(spread: Spread, *, sides: int = 0, voices: int = 0) -> tuple[Card, ...]:
    """All findings of the story as cards, those of one course of figures on one, by the rank of the first."""
    return lay_groups(spread, join_courses(spread.findings, spread.record.measures), sides=sides, voices=voices)


def lay_groups(
    spread: Spread, groups: Iterable[Sequence[Finding]], *, sides: int = 0, voices: int = 0
) -> tuple[Card, ...]:
    """A card for each group of findings, which are one, or of one course of figures (see `courses`)."""
    groups = [*groups]
    worded = word_findings(spread, {finding.id for group in groups for finding in group})
    figures = {figure.id: figure for _, figure in spread.view.figures()}
    measures = {measure.id for measure in spread.record.measures if len(measure.figures) > 1}
    sheets = spread.sheets | spread.former
    cards = []
    for group in groups:
        told = [worded[finding.id] for finding in group]
        tellings = told[0].tellings if len(told) == 1 else in_course(told)
        most = (sides or len(tellings), voices or len(tellings))
        subject = _subject(told).subject
        made = _card(told[0], tellings, sheets, figures, most=most, measure=subject if subject in measures else "")
        cards.append(made if len(told) == 1 else _course(made, told, tellings, figures))
    return tuple(cards)


def _card(
    worded: Worded,
    tellings: Sequence[Telling],
    sheets: Mapping[str, Sheet],
    figures: Mapping[str, Figure],
    *,
    most: tuple[int, int],
    measure: str,
) -> Card:
    """A finding laid out with these accounts; `most` is how many sides and voices of each."""
    kind = worded.finding.kind
    grouped: dict[str, list[Telling]] = {}
    for one in tellings:
        grouped.setdefault(one.key, []).append(one)
    shown = [one for group in [*grouped.values()][: most[0]] for one in group[: most[1]]]
    places = [(sheets[one.account.passage.article], one.account.passage.span) for one in shown]
    quotes = (
        wordings(places)
        if kind == "drift"
        else [quote(*place, focus=one.focus) for place, one in zip(places, shown, strict=True)]
    )
    sides: dict[str, list[Voiced]] = {}
    measured: dict[str, Figure] = {}
    for one, words in zip(shown, quotes, strict=True):
        sides.setdefault(one.key, []).append(Voiced(one.source, day(one.told.day, short=True), words))
        if one.account.figure in figures:
            measured.setdefault(one.key, figures[one.account.figure])
    lines: Mapping[str, Interval] = {}
    if len(measured) > 1:
        lines = dict(zip(measured, intervals(extents([*measured.values()])), strict=True))
    said = sentence(worded.finding, worded.told)
    evidence = (
        quoted(words, citation(sheet), one.source) for words, (sheet, _), one in zip(quotes, places, shown, strict=True)
    )
    return Card(
        _place(worded),
        worded.finding.id,
        worded.rank,
        kind,
        KIND_WORDS.get(kind, ""),
        said,
        tuple(
            Side("" if kind in WORDED else value, tuple(voices), lines.get(value)) for value, voices in sides.items()
        ),
        measure,
        listing(said, evidence),
        len(tellings) - len(shown),
    )


def _subject(told: Sequence[Worded]) -> Finding:
    """The finding of a course that is about its quantity itself, not about a part of it or a plan."""
    return next((one.finding for one in told if one.finding.kind != "scope"), told[0].finding)


def _place(worded: Worded) -> str:
    return f"finding-{worded.rank}"


def _course(first: Card, told: Sequence[Worded], tellings: Sequence[Telling], figures: Mapping[str, Figure]) -> Card:
    """The card of several findings, from one that was laid out with the accounts of all."""
    parts = tuple(
        Part(
            _place(one),
            one.finding.id,
            one.rank,
            one.finding.kind,
            KIND_WORDS.get(one.finding.kind, ""),
            sentence(one.finding, one.told, within=True),
        )
        for one in told
    )
    own = [one for one in tellings if not one.told.part and one.account.figure in figures] or tellings
    ordered = sorted(own, key=lambda one: _named(figures.get(one.account.figure)))
    said = course(
        visible(_subject(told).about).strip(),
        [one.told for one in tellings],
        ordered[0].told.value,
        ordered[-1].told.value,
    )
    text = "\n".join([said, *(part.sentence for part in parts)]) + first.text[len(first.sentence) :]
    return replace(first, kind="course", meaning=COURSE, sentence=said, text=text, parts=parts)


def _named(figure: Figure | None) -> float:
    """The number a figure names, by which the least and the most of a course are told."""
    known = [value for value in (figure.low, figure.high) if value is not None] if figure else []
    return known[0] if known else math.inf
