"""The day of publication, worked out from the text where no one gave it.

Every day an article may have been published on is a candidate; every cue in the text (a dated event, a weekday, a
dateline, a year) says how well each candidate fits, as a likelihood. One day, with its neighbours, must hold nearly all
of the weight, else the article stays undated: a wrong anchor would move every "Thursday" in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from tellings.model import Article, Basis
from tellings.read.cues import Cue, find_cues

if TYPE_CHECKING:
    from tellings.read.fit import Grid, Score

# The share of the weight that the best day and its neighbours must hold: on dated stories of 2013 to 2018, whose days
# were hidden, 0.87 of those decided so were right to within a day (given days that are of a crawl left out).
_CLEAR = 0.80
_LEFT, _MOST_LEFT = 0.02, 14  # a day with less of the weight is no candidate; more candidates than this tell nothing
_YESTERDAY = re.compile(r"\byesterday\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The best day, the share of the weight it holds with the days beside it, the cues that speak for it.

    `left` are all days that are not out of the question, the likeliest first.
    """

    day: date
    share: float
    cues: tuple[Cue, ...]
    left: tuple[date, ...]


def infer_published(article: Article, today: date | None = None) -> Article:
    """The article with its day of publication where the text makes one clear, unchanged elsewhere."""
    from tellings.read.fit import grid_of, score_days, score_recency

    cues = () if article.published else tuple(find_cues(article.text))
    if not any(cue.day or cue.weekday for cue in cues):
        return article
    grid = grid_of(cues, [], today or date.today())
    score = score_days(cues, grid, yesterday=says_yesterday(article.text))
    score = score + score_recency(grid, named=any(cue.year for cue in cues))
    return keep_verdict(article, verdict_of(score, cues, grid))


def forget_inferred(article: Article) -> Article:
    """The article without a day that was inferred and without candidates for it."""
    if article.published_basis == "inferred":
        article = replace(article, published="", published_basis="", published_words=())
    return replace(article, published_among=()) if article.published_among and not article.published else article


def says_yesterday(text: str) -> bool:
    """Whether a text speaks of yesterday."""
    return _YESTERDAY.search(text) is not None


def verdict_of(score: Score, cues: Sequence[Cue], grid: Grid) -> Verdict:
    """The best of all days by their scores."""
    import numpy as np

    best = int(score.argmax())
    weights = np.exp(score - score[best])
    shares = weights / weights.sum()
    beside = float(shares[max(0, best - 1) : best + 2].sum())
    left = [int(at) for at in np.argsort(-shares, kind="stable")[:_MOST_LEFT] if shares[at] >= _LEFT]
    speaking = tuple(cue for cue in cues if _speaks(cue, grid.day(best)))
    return Verdict(grid.day(best), beside, speaking, tuple(grid.day(at) for at in left))


def keep_verdict(article: Article, verdict: Verdict) -> Article:
    """The article with the day of a verdict that is clear; of any other, with the days it leaves."""
    among = tuple(map(str, verdict.left))
    if verdict.share < _CLEAR:
        return replace(article, published_among=among)
    basis: Basis = "dateline" if any(cue.kind == "dateline" for cue in verdict.cues) else "inferred"
    words = tuple(article.span(cue.start, cue.end) for cue in verdict.cues)
    return replace(
        article, published=str(verdict.day), published_basis=basis, published_words=words, published_among=among
    )


def _speaks(cue: Cue, day: date) -> bool:
    """Whether a cue points to the week before a day."""
    import numpy as np

    from tellings.read.fit import told_day

    if cue.day:
        told = told_day(cue, np.array([day.toordinal()]))
        return told is not None and -2 <= day.toordinal() - int(told[0]) <= 7
    return bool(cue.weekday) and (day.isoweekday() - cue.weekday) % 7 <= 2
