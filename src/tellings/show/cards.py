"""Findings laid out as cards: the accounts side by side in their own words, and a sentence made from the fields."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tellings.model import Account, Figure, Finding, FindingKind, Origin, Span
from tellings.show.charts import Interval, extents, intervals
from tellings.show.dated import days_meant
from tellings.show.prose import KIND_WORDS, KINDRED, Told, occasion, scope_words, sentence
from tellings.show.reader import Quote, Sheet, quote, wordings
from tellings.show.spread import Spread
from tellings.show.text import citation, listing, quoted
from tellings.show.words import STANCE_WORDS, bounds, day, visible
from tellings.view import StoryView
from tellings.world import country_of_government

# kinds whose values repeat the words of the passage, so that the words alone make a side
WORDED: Final[frozenset[FindingKind]] = frozenset({"drift", "echo", "gap"})


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
    """A finding as a page lays it out: `id` is its place on a page, `key` the finding's own id.

    `measure` is the id of the measure of all figures like its own, "" where it is of none; `text` is all of it in
    plain words with citations; `more` counts the accounts that are not shown.
    """

    id: str
    key: str
    rank: int
    kind: FindingKind
    meaning: str
    sentence: str
    sides: tuple[Side, ...]
    measure: str = ""
    text: str = ""
    more: int = 0


def lay_cards(
    spread: Spread, findings: Sequence[Finding] | None = None, *, sides: int = 0, voices: int = 0
) -> tuple[Card, ...]:
    """The findings as cards, by rank: all of the story, or only `findings` of them.

    Each card shows at most so many sides with so many voices each; 0 shows all.
    """
    figures = {figure.id: figure for _, figure in spread.view.figures()}
    parts = {measure.id: frozenset(measure.figures) for measure in spread.record.measures}
    shown = {key for key, figures in parts.items() if len(figures) > 1}
    origins = [origin for origin in spread.record.origins if origin.story == spread.story.id]
    sheets = spread.sheets | spread.former
    wanted = None if findings is None else {finding.id for finding in findings}
    return tuple(
        _card(
            rank,
            _worded(finding, spread.view, sheets, origins),
            spread.view,
            sheets,
            figures,
            subject=parts.get(finding.subject, frozenset()),
            measure=finding.subject if finding.subject in shown else "",
            most=(sides or len(finding.accounts), voices or len(finding.accounts)),
        )
        for rank, finding in enumerate(spread.findings, 1)
        if wanted is None or finding.id in wanted
    )


def _value(account: Account, figures: Mapping[str, Figure], *, counted: bool) -> str:
    """The value in short; where it matters what is `counted`, with that."""
    figure = figures.get(account.figure)
    value = bounds(figure) if figure else account.value
    if figure and counted:
        value = f"{value} {figure.counted}"
    return visible(STANCE_WORDS.get(value, value)).strip()


def _card(
    rank: int,
    finding: Finding,
    view: StoryView,
    sheets: Mapping[str, Sheet],
    figures: Mapping[str, Figure],
    *,
    subject: frozenset[str],
    measure: str,
    most: tuple[int, int],
) -> Card:
    """A finding laid out; `subject` are the figures of the measure it is about, `most` how many sides and voices."""
    accounts = [account for account in finding.accounts if account.passage.article in sheets]
    kindred = finding.reason.get("relation") in KINDRED
    told = [
        Told(
            _value(a, figures, counted=kindred),
            visible(spoken_for(a, view, figures)),
            days_meant(view, a.passage, a.day) if a.figure in figures else a.day,
            sheets[a.passage.article].tag,
            finding.kind == "scope" and not kindred and a.figure in subject,
        )
        for a in accounts
    ]
    apart = visible(scope_words(finding.reason)[1]) if finding.kind == "scope" else ""
    grouped: dict[str, list[tuple[Account, Told]]] = {}
    for account, one in zip(accounts, told, strict=True):
        key = one.tag if finding.kind in WORDED else f"{one.value}, {apart}" if one.part and apart else one.value
        grouped.setdefault(key, []).append((account, one))
    shown = [(key, *pair) for key, pairs in [*grouped.items()][: most[0]] for pair in pairs[: most[1]]]
    places = [(sheets[a.passage.article], a.passage.span) for _, a, _ in shown]
    focus = [figures[a.figure].span if a.figure in figures else _named_in(a, view) or a.value for _, a, _ in shown]
    quotes = (
        wordings(places)
        if finding.kind == "drift"
        else [quote(*place, focus=words) for place, words in zip(places, focus, strict=True)]
    )
    sides: dict[str, list[Voiced]] = {}
    measured: dict[str, Figure] = {}
    for (key, account, one), words in zip(shown, quotes, strict=True):
        sides.setdefault(key, []).append(Voiced(one.source, day(one.day, short=True), words))
        if account.figure in figures:
            measured.setdefault(key, figures[account.figure])
    lines: Mapping[str, Interval] = {}
    if len(measured) > 1:
        made = intervals(extents([*measured.values()]))
        lines = dict(zip(measured, made, strict=True))
    return Card(
        f"finding-{rank}",
        finding.id,
        rank,
        finding.kind,
        KIND_WORDS.get(finding.kind, ""),
        sentence(finding, told),
        tuple(
            Side("" if finding.kind in WORDED else value, tuple(voices), lines.get(value))
            for value, voices in sides.items()
        ),
        measure,
        listing(
            sentence(finding, told),
            (
                quoted(words, citation(sheet), one.source)
                for words, (sheet, _), (_, _, one) in zip(quotes, places, shown, strict=True)
            ),
        ),
        len(accounts) - len(shown),
    )


def spoken_for(account: Account, view: StoryView, figures: Mapping[str, Figure]) -> str:
    """The source of an account; of a country's figure also who speaks for it: "Velania, through Ilse Marn"."""
    figure, marks = figures.get(account.figure), view.marks.get(account.passage.article)
    if figure is None or marks is None or not country_of_government(account.source):
        return account.source
    statement = next((one for one in marks.statements if one.id == figure.statement), None)
    through = statement.via[-1] if statement and statement.via else ""
    return f"{account.source}, through {through}" if through else account.source


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
    passages = [account.passage for account in finding.accounts if account.passage.article in sheets]
    texts = [sheets[one.article].article.words(one.span) for one in passages]
    worded = dict(finding.reason)
    for key, value in finding.reason.items():
        if key == "outlet" and isinstance(value, str):
            worded[key] = paths.get(value, value)
        elif key == "of" and isinstance(value, str) and value.islower():
            written = (re.search(re.escape(value), text, re.IGNORECASE) for text in texts)
            worded[key] = next((found.group() for found in written if found), value)
    if finding.kind == "echo" and (origin := _origin_of(finding, view, origins)):
        worded["origin"] = occasion(origin.kind, in_running_words(origin.who, view), origin.when)
        return replace(finding, about="" if origin.id == finding.subject else finding.about, reason=worded)
    return replace(finding, reason=worded)


def in_running_words(who: str, view: StoryView) -> str:
    """A body's name with "the" before it, where the articles mostly write it so; any other name as it is."""
    found = [m for p in view.people.values() if p.name == who and p.kind == "body" for m in p.mentions]
    before = [(m.article, view.at(m.article, m.span)[0]) for m in found if m.article in view.articles]
    led = sum(view.articles[key].text[max(0, at - 4) : at].lower() == "the " for key, at in before)
    return f"the {who}" if 2 * led > len(before) and not who.lower().startswith("the ") else who


def _origin_of(finding: Finding, view: StoryView, origins: Sequence[Origin]) -> Origin | None:
    """The origin an echo is about, or the one that the sentences of all its accounts come from."""
    told = {a.passage.article: view.sentence(a.passage.article, a.passage.span) for a in finding.accounts}
    for origin in origins:
        carried = {view.sentence(p.article, p.span) for p in origin.passages if p.article in told}
        if origin.id == finding.subject or (told and {*told.values()} <= carried):
            return origin
    return None
