"""Figures as accounts tell them: from which side, of which day, and how they become a finding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tellings.grammar.calendar import read_day
from tellings.link.intervals import Interval, interval
from tellings.link.traits import place_key, traits
from tellings.model import Account, Figure, Finding, FindingKind, Measure, Passage, make_id
from tellings.view import StoryView
from tellings.weigh.sides import side_of

Reason = dict[str, str | int | float | list[str]]

_TOLLS = ("die", "injure", "rescue", "arrest", "sign")  # counts of one event that only rise as more becomes known
# Days from what a count, or a toll, speaks for to when it is told, for it to be a count of that day.
_LATEST_COUNT, _LATEST_TOLL = 7, 1
_MOST_ACCOUNTS, _MOST_PLACES = 16, 2
_SAME_START = 60  # characters in which a caption repeats a sentence


@dataclass(frozen=True, slots=True)
class Told:
    """A figure as one account tells it: the article, the side it comes from, the day it speaks for (None: unknown).

    `place` is the figure's own, else that of its measure; a `toll` is a count of one event that only rises as more
    becomes known: of the dead, the rescued.
    """

    article: str
    figure: Figure
    side: str
    day: date | None
    interval: Interval
    place: str
    toll: bool


def tell(view: StoryView, measure: Measure, article: str, figure: Figure) -> Told:
    """A figure of a measure as its article tells it."""
    side = side_of(view, article, figure.said_by)
    toll = traits(figure).state in _TOLLS
    day = _day_of_count(figure, view.day(article), toll)
    return Told(article, figure, side, day, interval(figure), place_key(figure.place or measure.place), toll)


def _day_of_count(figure: Figure, published: str, toll: bool) -> date | None:
    """The day a count was made: the day it speaks for, unless that lies long before it was told, or after.

    "359 assaults on New Year's Eve", told three weeks later, is a count of that later day; so is a toll that names the
    day of the accident.
    """
    spoken, told = read_day(figure.as_of), read_day(published)
    if spoken is None or told is None:
        return spoken or told
    latest = _LATEST_TOLL if toll else _LATEST_COUNT
    return spoken if 0 <= (told - spoken).days <= latest else told


def finding_of(
    view: StoryView,
    kind: FindingKind,
    measure: Measure,
    group: Iterable[Told],
    reason: Reason,
) -> Finding:
    """A finding about a measure in order of days: two places an article for a value and bound, text before headline."""
    best: dict[tuple[str, float, str], dict[str, Told]] = {}
    for one in sorted(group, key=lambda told: (view.in_title(Passage(told.article, told.figure.span)), not told.side)):
        places = best.setdefault((one.article, one.interval.named, one.figure.bound), {})
        if len(places) < _MOST_PLACES:
            places.setdefault(view.words(view.sentence(one.article, one.figure.span))[:_SAME_START], one)
    told = [one for places in best.values() for one in places.values()]
    ordered = sorted(told, key=lambda one: (one.day or date.max, one.interval.named, one.article, one.figure.span))
    accounts = tuple(_account(view, one) for one in ordered)[:_MOST_ACCOUNTS]
    found = make_id(kind, measure.id, *(account.figure for account in accounts))
    return Finding(found, kind, view.story.id, measure.label, accounts, subject=measure.id, reason=reason)


def _account(view: StoryView, told: Told) -> Account:
    article = view.articles[told.article]
    return Account(
        value=article.words(told.figure.span),
        passage=view.sentence(told.article, told.figure.span),
        source=told.figure.said_by,
        day=told.day.isoformat() if told.day else "",
        figure=told.figure.id,
    )
