"""The day of publication from the story: for an article whose own words do not decide it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tellings.grammar.calendar import read_day
from tellings.model import Article, Claim
from tellings.view import StoryView

# Chosen for care: an article that shares fewer claims with a day, or as many with another, stays undated.
_FEWEST_CLAIMS = 5
_LEAST_SHARE = 0.8


def date_by_claims(view: StoryView, article: str, claims: Sequence[Claim]) -> Article:
    """The article dated by the dated articles that tell the same claims; unchanged where these do not agree on a day.

    Outlets tell a thing on the day it happens or the next: days next to each other count as one, the earlier.
    """
    told: Counter[date] = Counter()
    words = []
    for claim in claims:
        mine = [voice.passage.span for voice in claim.voices if voice.passage.article == article]
        days = {day for voice in claim.voices if (day := read_day(view.day(voice.passage.article)))}
        if mine and days:
            told.update(days)
            words.append(mine[0])
    if len(words) < _FEWEST_CLAIMS:
        return view.articles[article]
    likeliest = min(told, key=lambda day: (-told[day], day))
    if told[likeliest] < _LEAST_SHARE * len(words):
        return view.articles[article]
    first = min(day for day in told if abs((day - likeliest).days) <= 1)
    spans = tuple(sorted(set(words)))
    return replace(
        view.articles[article], published=first.isoformat(), published_basis="inferred", published_words=spans
    )
