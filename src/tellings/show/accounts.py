"""Findings as a page words them: their reason, and each account with its value, source and day in plain words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tellings.model import Account, Figure, Finding, FindingKind, Origin, Span
from tellings.show.dated import days_meant, days_spoken
from tellings.show.prose import COUNTED, KINDRED, ONE_SIDE, Told, occasion, scope_words
from tellings.show.reader import Sheet
from tellings.show.spread import Spread
from tellings.show.words import STANCE_WORDS, bounds, visible
from tellings.view import StoryView
from tellings.world import country_of_government, known

# kinds whose values repeat the words of the passage, so that the words alone make a side
WORDED: Final[frozenset[FindingKind]] = frozenset({"drift", "echo", "gap"})
UNIONS: Final = ("United States", "United Kingdom", "United Arab Emirates", "United Nations", "European Union")
LETTERS: Final = 3  # of the short name of one: "US", "U.N."; "Britain" is none


@dataclass(frozen=True, slots=True)
class Telling:
    """One account of a finding with its words; `key` is the side of a card it belongs to, `source` as it is named.

    `focus` is what is marked in the words of the passage: a figure, a name, or the value itself.
    """

    account: Account
    told: Told
    key: str
    source: str
    focus: Span | str


@dataclass(frozen=True, slots=True)
class Worded:
    """A finding with its reason as pages word it, its place by rank, and its accounts in articles that are shown."""

    rank: int
    finding: Finding
    tellings: tuple[Telling, ...]

    @property
    def told(self) -> list[Told]:
        """What its sentence is made of."""
        return [one.told for one in self.tellings]


def word_findings(spread: Spread, wanted: set[str] | None = None) -> dict[str, Worded]:
    """The findings of a story by id, all or those that are wanted."""
    figures = {figure.id: figure for _, figure in spread.view.figures()}
    parts = {measure.id: frozenset(measure.figures) for measure in spread.record.measures}
    origins = [origin for origin in spread.record.origins if origin.story == spread.story.id]
    sheets = spread.sheets | spread.former
    found = {}
    for rank, finding in enumerate(spread.findings, 1):
        if wanted is None or finding.id in wanted:
            worded = _worded(finding, spread.view, sheets, origins)
            subject = parts.get(finding.subject, frozenset())
            tellings = (
                _telling(account, worded, sheets[account.passage.article].tag, spread.view, figures, subject=subject)
                for account in finding.accounts
                if account.passage.article in sheets
            )
            found[finding.id] = Worded(rank, worded, tuple(tellings))
    return found


def _telling(
    account: Account,
    finding: Finding,
    tag: str,
    view: StoryView,
    figures: Mapping[str, Figure],
    *,
    subject: frozenset[str],
) -> Telling:
    """An account of a finding in the article of a tag; `subject` are the figures of the measure it is about."""
    kindred = finding.reason.get("relation") in KINDRED
    figure = figures.get(account.figure)
    value = bounds(figure) if figure else account.value
    value = visible(STANCE_WORDS.get(value, value)).strip()
    if figure and kindred:
        value = f"{value} {visible(figure.counted)}".strip()
    count = figure if finding.kind == "denial" else None
    source = visible(spoken_for(account, view, figures))
    running = visible(in_running_words(account.source, view, account.passage.article))
    told = Told(
        COUNTED if count else value,
        running + source.removeprefix(visible(account.source)),
        days_spoken(view, account) if count or not figure else days_meant(view, account.passage, account.day),
        tag,
        finding.kind == "scope" and not kindred and account.figure in subject,
        visible(bounds(count)) if count else "",
    )
    apart = visible(scope_words(finding.reason)[1]) if told.part else ""
    key = told.tag if finding.kind in WORDED else f"{told.value}, {apart}" if apart else told.value
    return Telling(account, told, key, source, figure.span if figure else _named_in(account, view) or account.value)


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
        elif key == "why" and isinstance(value, str) and value.startswith(ONE_SIDE):
            worded[key] = ONE_SIDE + in_running_words(value.removeprefix(ONE_SIDE), view)
        elif key == "of" and isinstance(value, str) and value.islower():
            written = (re.search(re.escape(value), text, re.IGNORECASE) for text in texts)
            worded[key] = next((found.group() for found in written if found), value)
    if finding.kind == "drift":
        worded["speaker"] = in_running_words(str(finding.reason.get("speaker", "")), view)
        return replace(finding, about=in_running_words(finding.about, view), reason=worded)
    if finding.kind == "echo" and (origin := _origin_of(finding, view, origins)):
        worded["origin"] = occasion(origin.kind, in_running_words(origin.who, view), origin.when)
        return replace(finding, about="" if origin.id == finding.subject else finding.about, reason=worded)
    return replace(finding, reason=worded)


def in_running_words(who: str, view: StoryView, article: str = "") -> str:
    """A name with "the" before it, where the articles mostly write it so: "the White House"; any other as it is.

    `article` is one that uses it, so that it is known under other names too.
    """
    if who.lower().startswith("the "):
        return who
    bearer = view.bearer(article, who) or next((one for one in view.people.values() if one.name == who), None)
    return f"the {who}" if _is_led(who) or (bearer and bearer.id in view.once(_led)) else who


def _led(view: StoryView) -> set[str]:
    """The bodies and places, by id, before which the articles mostly write "the"."""
    found = set()
    for bearer in view.people.values():
        if bearer.kind != "person":
            # headlines leave articles out, and "a White House official" tells nothing
            mine = (one for one in bearer.mentions if one.article in view.articles and not view.in_title(one))
            ends = ((view.articles[one.article].text, view.at(one.article, one.span)[0]) for one in mine)
            before = [text[max(0, end - 4) : end].lower() for text, end in ends]
            told = [words for words in before if not words.endswith((" a ", " an "))]
            if 2 * sum(words == "the " for words in told) > len(told):
                found.add(bearer.id)
    return found


def _is_led(who: str) -> bool:
    """Whether a name is that of a union of states, or its letters: they stand before nouns without "the" as well."""
    entry, letters = known(who), who.replace(".", "")
    written = who in UNIONS or (letters.isupper() and len(letters) <= LETTERS)
    return written and entry is not None and entry.name in UNIONS


def _origin_of(finding: Finding, view: StoryView, origins: Sequence[Origin]) -> Origin | None:
    """The origin an echo is about, or the one that the sentences of all its accounts come from."""
    told = {a.passage.article: view.sentence(a.passage.article, a.passage.span) for a in finding.accounts}
    for origin in origins:
        carried = {view.sentence(p.article, p.span) for p in origin.passages if p.article in told}
        if origin.id == finding.subject or (told and {*told.values()} <= carried):
            return origin
    return None
