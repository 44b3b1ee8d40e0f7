"""The day of publication from the story: for an article whose own words do not decide it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tellings.model import Article, Claim
from tellings.view import StoryView

# Chosen for care: an article that shares fewer claims with a day, or as many with another, stays undated.
_FEWEST_CLAIMS = 5
_LEAST_SHARE = 0.8


def date_by_claims(view: StoryView, article: str, claims: Sequence[Claim]) -> Article:
    """The article dated by the dated articles that tell the same claims; unchanged where these do not agree on a day.

    Outlets tell a thing on the day it happens or the next: days next to each other count as one, the earlier.
    """
    told: Counter[str] = Counter()
    words = []
    for claim in claims:
        mine = [voice.passage.span for voice in claim.voices if voice.passage.article == article]
        days = {view.day(voice.passage.article) for voice in claim.voices} - {""}
        if mine and days:
            told.update(days)
            words.append(mine[0])
    total = len(words)
    for day, _ in sorted(told.items(), key=lambda item: (-item[1], item[0])):
        near = {other for other in told if abs((date.fromisoformat(other) - date.fromisoformat(day)).days) <= 1}
        share = max(told[other] for other in near) / max(1, total)
        if total >= _FEWEST_CLAIMS and share >= _LEAST_SHARE:
            spans = tuple(sorted(set(words)))
            return replace(
                view.articles[article], published=min(near), published_basis="inferred", published_words=spans
            )
        break
    return view.articles[article]
