"""What a page lays out: pure functions from the record to the view of one story. Finds nothing, only arranges."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Final

from tellings.errors import TellingsError
from tellings.model import Account, Figure, Finding, FindingKind, Origin, Record, Span, Story
from tellings.show.charts import Interval, extent, intervals
from tellings.show.measures import MeasureView, measures_of
from tellings.show.prose import KIND_WORDS, Told, occasion, scope_words, sentence
from tellings.show.reader import Quote, Reading, Sheet, cut, letter, quote, read, wordings
from tellings.show.tables import CastRow, ClaimRow, OriginRow, cast, claims, origins
from tellings.show.timeline import Day, timeline
from tellings.show.words import STANCE_WORDS, bounds, clip, day, days, shortened, visible
from tellings.view import StoryView, view_story

# kinds whose values repeat the words of the passage, so that the words alone make a side
WORDED: Final[frozenset[FindingKind]] = frozenset({"drift", "echo", "gap"})
_EVIDENCE: Final = 40  # characters; longer words that a day was worked out from are claims, not dates


@dataclass(frozen=True, slots=True)
class Paper:
    """One article in the head of a page; `basis` says how its day is known."""

    tag: str
    outlet: str
    title: str
    day: str
    basis: str
    url: str
    words: int


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
class Card:
    """A finding as a page lays it out; `measure` is the place of all figures like its own, "" where it is of none."""

    id: str
    rank: int
    kind: FindingKind
    meaning: str
    sentence: str
    sides: tuple[Side, ...]
    measure: str = ""


@dataclass(frozen=True, slots=True)
class StoryLink:
    """A story in a list of stories."""

    id: str
    title: str
    days: str
    articles: int
    findings: int


@dataclass(frozen=True, slots=True)
class Page:
    """The view of one story."""

    id: str
    title: str
    days: str
    papers: tuple[Paper, ...]
    outlets: tuple[tuple[str, str], ...]
    counts: tuple[tuple[str, int], ...]
    people: tuple[str, ...]
    kinds: tuple[tuple[FindingKind, int], ...]
    cards: tuple[Card, ...]
    measures: tuple[MeasureView, ...]
    lone_figures: tuple[MeasureView, ...]
    cast: tuple[CastRow, ...]
    bodies: tuple[CastRow, ...]
    claims: tuple[ClaimRow, ...]
    origins: tuple[OriginRow, ...]
    timeline: tuple[Day, ...]
    readings: tuple[Reading, ...]


def story_links(record: Record) -> tuple[StoryLink, ...]:
    """All stories, largest first."""
    findings = Counter(finding.story for finding in record.findings)
    ordered = sorted(record.stories, key=lambda s: (-len(s.articles), s.first, s.id))
    return tuple(
        StoryLink(s.id, visible(s.title) or "Untitled", days(s.first, s.last), len(s.articles), findings[s.id])
        for s in ordered
    )


def pick_story(record: Record, story_id: str | None) -> Story:
    """The story with this id (or the only one whose id starts so); without an id the one with the most articles."""
    if not record.stories:
        raise TellingsError("no story in the ledger: build one with `tellings build PATH… --ledger FILE`")
    by_id = {story.id: story for story in record.stories}
    if story_id is None:
        return by_id[story_links(record)[0].id]
    found = [by_id[story_id]] if story_id in by_id else [s for s in record.stories if s.id.startswith(story_id)]
    if len(found) != 1 or not story_id:
        known = ", ".join(link.id for link in story_links(record)[:5])
        raise TellingsError(
            f"{visible(story_id)}: {'no' if not found else 'more than one'} such story; there are {known}"
        )
    return found[0]


def story_page(record: Record, story_id: str | None = None) -> Page:
    """The page of one story."""
    story = pick_story(record, story_id)
    view = view_story(story, record.articles, record.marks, record.people)
    sheets = make_sheets(view)
    figures = {figure.id: figure for _, figure in view.figures()}
    findings = sorted((f for f in record.findings if f.story == story.id), key=lambda f: (f.rank or 1 << 30, f.id))
    resting = {rank: [a.passage for a in f.accounts] for rank, f in enumerate(findings, 1)}
    measures, lone = measures_of([m for m in record.measures if m.story == story.id], view, sheets, findings)
    shown = {measure.id for measure in measures}
    found_origins = [o for o in record.origins if o.story == story.id]
    parts = {measure.id: frozenset(measure.figures) for measure in record.measures}
    cards = tuple(
        _card(
            rank,
            _worded(f, view, sheets, found_origins),
            view,
            sheets,
            figures,
            subject=parts.get(f.subject, frozenset()),
        )
        for rank, f in enumerate(findings, 1)
    )
    places = [f"measure-{finding.subject}" for finding in findings]
    cards = tuple(
        replace(card, measure=place if place in shown else "") for card, place in zip(cards, places, strict=True)
    )
    people = cast(view, sheets, record.joinings)
    story_origins = origins(found_origins, sheets)
    outlets = tuple({letter(sheet.tag): sheet.outlet for sheet in sheets.values()}.items())
    return Page(
        id=story.id,
        title=visible(story.title) or "Untitled",
        days=days(story.first, story.last),
        papers=tuple(_paper(sheet, view) for sheet in sheets.values()),
        outlets=outlets,
        counts=(
            ("article", len(sheets)),
            ("outlet", len(outlets)),
            ("origin", len(story_origins)),
            ("statement", sum(1 for _ in view.statements())),
            ("figure", len(figures)),
        ),
        people=tuple(row.name for row in people if row.kind == "person")[:12],
        kinds=tuple(Counter(finding.kind for finding in findings).items()),
        cards=cards,
        measures=measures,
        lone_figures=lone,
        cast=tuple(row for row in people if row.kind == "person"),
        bodies=tuple(row for row in people if row.kind != "person"),
        claims=claims([c for c in record.claims if c.story == story.id], [tag for tag, _ in outlets], sheets),
        origins=story_origins,
        timeline=timeline(view, sheets),
        readings=tuple(read(sheet, view.marks[key], resting) for key, sheet in sheets.items()),
    )


def make_sheets(view: StoryView) -> dict[str, Sheet]:
    """Each article by id with its tag: a letter an outlet, A, B … Z, AA …, and a number where it has several."""
    names = {key: view.outlet(key) for key in view.articles}
    letters = {name: _letters(i) for i, name in enumerate(dict.fromkeys(names.values()))}
    several, seen = Counter(names.values()), Counter[str]()
    sheets: dict[str, Sheet] = {}
    for key, article in view.articles.items():
        name = names[key]
        seen[name] += 1
        tag = letters[name] + (str(seen[name]) if several[name] > 1 else "")
        shown = visible(article.outlet or PurePath(article.path).name or "unnamed")
        sheets[key] = Sheet(article, tag, shown, cut(article, view.marks[key].sentences))
    return sheets


def _letters(index: int) -> str:
    first, last = divmod(index, 26)
    return (_letters(first - 1) if first else "") + chr(ord("A") + last)


def _paper(sheet: Sheet, view: StoryView) -> Paper:
    article = sheet.article
    title = article.title or article.text.split("\n", 1)[0]
    inferred = any(len(article.words(span).strip()) > _EVIDENCE for span in article.published_words)
    evidence = [*dict.fromkeys(f"“{article.words(span).strip()}”" for span in article.published_words)]
    # a time expression is short: whole claims are evidence where other articles tell the day of the same claims
    words = "the same claims in other articles" if inferred else visible(", ".join(shortened(evidence, 3)))
    basis = {
        "given": "",
        "metadata": "",
        "dateline": "by its dateline",
        "inferred": f"inferred from {words}" if words else "inferred",
        "": "",
    }[article.published_basis]
    published = day(view.day(article.id), short=True) if article.published else "day unknown"
    url = article.url if article.url.startswith(("https://", "http://")) else ""
    return Paper(sheet.tag, sheet.outlet, clip(visible(title), 160), published, basis, url, len(article.text.split()))


def _value(account: Account, figures: Mapping[str, Figure]) -> str:
    figure = figures.get(account.figure)
    value = bounds(figure) if figure else account.value
    return visible(STANCE_WORDS.get(value, value)).strip()


def _card(
    rank: int,
    finding: Finding,
    view: StoryView,
    sheets: Mapping[str, Sheet],
    figures: Mapping[str, Figure],
    *,
    subject: frozenset[str],
) -> Card:
    """A finding laid out; `subject` are the figures of the measure it is about."""
    accounts = [account for account in finding.accounts if account.passage.article in sheets]
    told = [
        Told(
            _value(a, figures),
            visible(a.source),
            a.day,
            sheets[a.passage.article].tag,
            finding.kind == "scope" and a.figure in subject,
        )
        for a in accounts
    ]
    places = [(sheets[a.passage.article], a.passage.span) for a in accounts]
    focus = [figures[a.figure].span if a.figure in figures else _named_in(a, view) or a.value for a in accounts]
    quotes = (
        wordings(places)
        if finding.kind == "drift"
        else [quote(*place, focus=most) for place, most in zip(places, focus, strict=True)]
    )
    apart = visible(scope_words(finding.reason)[1]) if finding.kind == "scope" else ""
    sides: dict[str, list[Voiced]] = {}
    measured: dict[str, Figure] = {}
    for account, one, words in zip(accounts, told, quotes, strict=True):
        key = one.tag if finding.kind in WORDED else f"{one.value}, {apart}" if one.part and apart else one.value
        sides.setdefault(key, []).append(Voiced(one.source, day(one.day, short=True), words))
        if account.figure in figures:
            measured.setdefault(key, figures[account.figure])
    lines: Mapping[str, Interval] = {}
    if len(measured) > 1:
        made = intervals([extent(f) for f in measured.values()])
        lines = dict(zip(measured, made, strict=True))
    return Card(
        f"finding-{rank}",
        rank,
        finding.kind,
        KIND_WORDS[finding.kind],
        sentence(finding, told),
        tuple(
            Side("" if finding.kind in WORDED else value, tuple(voices), lines.get(value))
            for value, voices in sides.items()
        ),
    )


def _named_in(account: Account, view: StoryView) -> Span | None:
    """Where an account's passage names the person that is its value, however it spells the name there."""
    person = view.bearer(account.passage.article, account.value) or next(
        (person for person in view.people.values() if person.name == account.value), None
    )
    span = account.passage.span
    mentions = person.mentions if person else ()
    inside = [
        m.span
        for m in mentions
        if m.article == account.passage.article and span.start <= m.span.start < m.span.end <= span.end
    ]
    return max(inside, key=lambda found: found.end - found.start, default=None)


def _worded(finding: Finding, view: StoryView, sheets: Mapping[str, Sheet], origins: Sequence[Origin]) -> Finding:
    """The finding with its reason as pages word it: an outlet by its shown name, whose office with capitals.

    An echo tells its origin in words; where it is about the origin itself, it is about nothing else.
    """
    paths = {sheet.article.path: f"{sheet.outlet} ({sheet.tag})" for sheet in sheets.values()}
    texts = [view.words(account.passage) for account in finding.accounts if account.passage.article in sheets]
    worded = dict(finding.reason)
    for key, value in finding.reason.items():
        if key == "outlet" and isinstance(value, str):
            worded[key] = paths.get(value, value)
        elif key == "of" and isinstance(value, str) and value.islower():
            written = (re.search(re.escape(value), text, re.IGNORECASE) for text in texts)
            worded[key] = next((found.group() for found in written if found), value)
    if finding.kind == "echo" and (origin := _origin_of(finding, view, origins)):
        worded["origin"] = occasion(origin.kind, origin.who, origin.when)
        return replace(finding, about="" if origin.id == finding.subject else finding.about, reason=worded)
    return replace(finding, reason=worded)


def _origin_of(finding: Finding, view: StoryView, origins: Sequence[Origin]) -> Origin | None:
    """The origin an echo is about, or the one that the sentences of all its accounts come from."""
    told = {a.passage.article: view.sentence(a.passage.article, a.passage.span) for a in finding.accounts}
    for origin in origins:
        carried = {view.sentence(p.article, p.span) for p in origin.passages if p.article in told}
        if origin.id == finding.subject or (told and {*told.values()} <= carried):
            return origin
    return None
