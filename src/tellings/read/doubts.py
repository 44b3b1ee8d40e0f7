"""Given days of publication that the text does not agree with: of a crawl, of another year, before what is told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tellings.grammar.calendar import day_of, read_day
from tellings.model import Article
from tellings.read.cues import Cue, find_cues
from tellings.read.day import DAY, MONTH

# No text without a whole date, or a weekday with its date, can contradict its day: most texts are passed over by this.
_WEEKDAY = r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\.?"
_PAIR = re.compile(rf"{_WEEKDAY}[ ,(]{{1,3}}(?:{MONTH}\s\d|\d{{1,2}}(?:st|nd|rd|th)?\s{MONTH})", re.IGNORECASE)
# Kinds of cue that speak of the day itself, not of what is told.
_OF_ITSELF = frozenset({"writing", "dateline", "post"})
_TOLD = _OF_ITSELF | {"past"}
_AHEAD = 2  # days that clocks of the world and late changes to a text explain
_NEAR = 60  # days within which news names a day by its weekday and date, and means this year's
_BEHIND = 7  # days for which a post, or a text first printed elsewhere, may wait


def doubt_published(article: Article) -> Article:
    """The article with the words that its given day does not agree with: `published_doubt`.

    These are days told of as past that were still to come; weekdays with dates, where all of them fall on other
    weekdays in that year; and days that the text calls its own (a dateline, "today, March 14", the posts that it
    shows), where all of them lie more than a week before.
    """
    day = read_day(article.published)
    if day is None or article.published_basis not in ("given", "metadata"):
        return article
    if not (DAY.search(article.text) or _PAIR.search(article.text)):
        return article
    cues = [cue for cue in find_cues(article.text) if cue.day]
    words = _to_come(cues, day) or _other_weekdays(cues, day) or _long_past(cues, day)
    spans = tuple(article.span(cue.start, cue.end) for cue in words)
    return replace(article, published_doubt=spans) if spans else article


def _to_come(cues: Sequence[Cue], day: date) -> list[Cue]:
    """Cues of days that the text knows, though they come after its own."""
    return [
        cue
        for cue in cues
        if cue.kind in _TOLD and (cue.year or cue.weekday) and (told := _told(cue, day)) and (told - day).days > _AHEAD
    ]


def _other_weekdays(cues: Sequence[Cue], day: date) -> list[Cue]:
    """Weekdays with dates but no year, where none is right in the year of that day."""
    named = [(cue, _told(cue, day, any_weekday=True)) for cue in cues if cue.weekday and not cue.year]
    pairs = [(cue, told) for cue, told in named if told and abs((told - day).days) <= _NEAR]
    return [] if any(told.isoweekday() == cue.weekday for cue, told in pairs) else [cue for cue, _ in pairs]


def _long_past(cues: Sequence[Cue], day: date) -> list[Cue]:
    """Cues of the text's own day, where each lies more than a week back."""
    own = [(cue, told) for cue in cues if cue.kind in _OF_ITSELF and (told := _told(cue, day))]
    return [] if any((day - told).days <= _BEHIND for _, told in own) else [cue for cue, _ in own]


def _told(cue: Cue, day: date, *, any_weekday: bool = False) -> date | None:
    """The day a cue means, of several years the one nearest to a day; None where its weekday is another."""
    years = [cue.year] if cue.year else range(day.year - 1, day.year + 2)
    days = [told for year in years if (told := day_of(year, cue.month, cue.day))]
    nearest = min(days, key=lambda told: abs((told - day).days), default=None)
    if nearest is None or any_weekday or not cue.weekday or nearest.isoweekday() == cue.weekday:
        return nearest
    return None
