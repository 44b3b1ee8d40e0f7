"""The timeline of a story: what happened on the days the articles speak of, and what was said on them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from tellings.model import When
from tellings.said import days_said
from tellings.show.reader import Quote, Sheet, quote
from tellings.show.words import days, visible
from tellings.view import StoryView

LONGEST_EVENT: Final = 31  # days; a time expression that covers more places nothing on a timeline
_DATELINE: Final = 60  # characters before the day of a dateline, at most; the longest names of places with a country
# What stands after the day of a dateline: "(UPI) —", "/Agency/.", a dash; or the end of its line.
_AFTER_DATELINE: Final = re.compile(
    r"[\s.,:]*(?:\([^)\n]{1,40}\)|/[^/\n]{1,40}/)?[\s.,:]*(?:[—–]|--|-\s|\n|\Z)|[\s.,:]*/[^/\n]{1,40}/"
)
_SMALL_WORD: Final = re.compile(r"(?<!\w)[a-z]")
# "Since August" is a stretch of time up to now, "by Friday" one from now on: neither is the day something happened.
_STRETCH: Final = re.compile(r"\b(?:since|until|till|by|before|after|ahead of)(?: the)?\s+\Z", re.IGNORECASE)
_NOW: Final = frozenset({"now", "currently", "at present", "so far", "these days"})  # they hold on a day, made on none
_CLAUSE: Final = re.compile(r"[,;:—–]|\b(?:that|which|who|and|but|while|because)\b")
_TO_COME: Final = re.compile(  # "may" in small letters is no month
    r"\b(?:will|would|wo|shall|could|may|might|should|can)\b(?! have\b)|[’']ll\b"
    r"|\b(?:plans?|planned|planning|expects?|expected|scheduled|due|set|intends?|likely|going|about|hopes?|aims?) to\b"
    r"|\b(?:planned|scheduled) for\b"
)


@dataclass(frozen=True, slots=True)
class Event:
    """What happened or was said on a day; `who` is "" for what happened, or was only `planned` or possible."""

    who: str
    quotes: tuple[Quote, ...]
    planned: bool = False

    @property
    def tags(self) -> tuple[str, ...]:
        """The articles that tell it."""
        return tuple(dict.fromkeys(words.tag for words in self.quotes))


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the timeline, or a few days, as the articles give them."""

    first: str
    last: str
    label: str
    happened: tuple[Event, ...]
    said: tuple[Event, ...]

    @property
    def place(self) -> str:
        """Its id on a page."""
        return f"day-{self.first[:10]}-{self.last[:10]}"


def timeline(view: StoryView, sheets: Mapping[str, Sheet]) -> tuple[Day, ...]:
    """The days the articles speak of, in order: what happened on them, and what was said on them and by whom.

    A sentence tells what happened on one day only, the first it names; what is said in a saying is told with it.
    """
    said = _said(view, sheets)
    happened: dict[tuple[str, str], list[Event]] = {}
    for key, marks in view.marks.items():
        sheet, speech = sheets[key], _speech(view, key)
        told: set[str] = set()
        for when in marks.dates:
            anchor = sheet.anchor(when.span)
            if anchor in told or not _places(when) or _dates_nothing(sheet, when):
                continue
            if not _of_speech(sheet, when, speech.get(when.earliest, ())):
                told.add(anchor)
                event = Event("", (quote(sheet, when.span),), _to_come(sheet, when, view.day(key)))
                happened.setdefault((when.earliest, when.latest), []).append(event)
    return tuple(
        Day(
            first,
            last,
            days(first, last),
            tuple(sorted(happened.get((first, last), ()), key=lambda event: event.planned)),
            tuple(Event(who, tuple(quotes.values())) for who, quotes in said.get((first, last), {}).items()),
        )
        for first, last in sorted({*happened, *said})
    )


def _said(view: StoryView, sheets: Mapping[str, Sheet]) -> dict[tuple[str, str], dict[str, dict[str, Quote]]]:
    """The sentences in which something was said, by day and speaker, each once by its anchor."""
    said: dict[tuple[str, str], dict[str, dict[str, Quote]]] = {}
    outer: set[str] = set()
    for key, statement in sorted(view.statements(), key=lambda pair: bool(pair[1].inside)):
        anchor = sheets[key].anchor(statement.content[0])
        days_of = days_said(view, key, statement)
        if not days_of[1] or (statement.inside and anchor in outer):
            continue
        outer.add(anchor)
        bearer = view.bearer(key, statement.speaker)
        who = visible(bearer.name if bearer else statement.speaker) or "not named"
        quotes = said.setdefault(days_of, {}).setdefault(who, {})
        quotes.setdefault(anchor, quote(sheets[key], statement.content[0]))
    return said


def _dates_nothing(sheet: Sheet, when: When) -> bool:
    """Whether a day is "now", the edge of a stretch of time ("since August") or in a dateline ("VELMAR, May 6 —")."""
    start, end = sheet.article.at(when.span)
    text = sheet.article.text
    line = text.rfind("\n", 0, start) + 1
    if _STRETCH.search(text, max(line, start - 20), start) or _STRETCH.match(text[start:end].split(" ")[0] + " "):
        return True
    if text[start:end].casefold() in _NOW:
        return True
    left, right = sheet.cuts[sheet.index(start)]
    if right - left <= _DATELINE and not _SMALL_WORD.search(text, left, right):
        return True  # "/Agency Today/." is no sentence
    before = text[line:start]
    return len(before) <= _DATELINE and not _SMALL_WORD.search(before) and bool(_AFTER_DATELINE.match(text, end))


def _to_come(sheet: Sheet, when: When, published: str) -> bool:
    """Whether what a sentence sets on a day was still to come, or only possible, when it was told."""
    if published and when.earliest > published:
        return True
    start, end = sheet.article.at(when.span)
    left, right = sheet.cuts[sheet.index(start)]
    text = sheet.article.text
    clause = max((m.end() for m in _CLAUSE.finditer(text, left, start)), default=left)
    if _TO_COME.search(text, clause, start):
        return True
    # "On Friday the port will open": a day at the head of its clause is that of the verb that follows
    rest = _CLAUSE.search(text, min(end + 2, right), right)
    return len(text[clause:start].split()) <= 1 and bool(_TO_COME.search(text, end, rest.start() if rest else right))


def _places(when: When) -> bool:
    """Whether an expression names days short enough to stand on a timeline."""
    if when.type not in ("DATE", "TIME") or not when.earliest or not when.latest:
        return False
    try:
        length = date.fromisoformat(when.latest[:10]) - date.fromisoformat(when.earliest[:10])
    except ValueError:
        return False
    return 0 <= length.days < LONGEST_EVENT


@dataclass(frozen=True, slots=True)
class _Reach:
    """A statement in clean offsets: from its source to its end, and the pieces of its content."""

    left: int
    right: int
    content: tuple[tuple[int, int], ...]


def _speech(view: StoryView, key: str) -> dict[str, list[_Reach]]:
    """Where an article says something, by the first day it may have been said on."""
    article = view.articles[key]
    found: dict[str, list[_Reach]] = {}
    for statement in view.marks[key].statements:
        if first := days_said(view, key, statement)[0]:
            content = [article.at(span) for span in statement.content]
            ends = [*content, *(article.at(span) for span in (statement.source, statement.cue) if span)]
            reach = _Reach(min(ends)[0], max(e for _, e in ends), tuple(content))
            found.setdefault(first, []).append(reach)
    return found


def _of_speech(sheet: Sheet, when: When, speech: Iterable[_Reach]) -> bool:
    """Whether a time expression only tells when something was said: in one sentence with the words, not in them."""
    start, _ = sheet.article.at(when.span)
    here = sheet.index(start)
    return any(
        sheet.index(one.left) <= here <= sheet.index(one.right - 1)
        and not any(first <= start < last for first, last in one.content)
        for one in speech
    )
