"""The day of publication from the story: for articles whose own words do not decide it.

Each story has a day around which its articles appear, as far as one article is concerned: its centre. What every other
article says of days (and its own day, where that is given) speaks for some centres, the more the more alike the two are
in words; the centre speaks for the days on which this article may have appeared; and its own words choose among them.
That is a chain without circles, so no evidence comes back to where it started, and the order of articles is no matter.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from tellings.grammar.calendar import read_day
from tellings.model import Article
from tellings.read.cues import Cue, find_cues
from tellings.read.published import forget_inferred, keep_verdict, says_yesterday, verdict_of

if TYPE_CHECKING:
    from tellings.read.fit import Grid, Score

# How likely an article appears this many days after the centre of its story. Set after pairs of articles of one story,
# 2013 to 2018: half on one day, most of the rest on the next.
_ARRIVAL = {-1: 0.05, 0: 0.46, 1: 0.26, 2: 0.07, 3: 0.035, 4: 0.02, 5: 0.02, 6: 0.02, 7: 0.01}
_LATE, _LATEST = 0.002, 30  # a day of the rest of the month
_FAR = 0.08  # an article that looks back from anywhere else
# What an opening says outside quotations of the day of writing makes a day that much likelier.
_OPENING = 800
_QUOTED = re.compile(r"[“\"][^”\"]{0,400}[”\"]")
_DEICTIC = (
    (1, 3.0, re.compile(r"\b(?:yesterday|last night)\b", re.IGNORECASE)),
    (0, 2.0, re.compile(r"\b(?:today|tonight|this (?:morning|afternoon|evening))\b", re.IGNORECASE)),
)
# An article that is like no other is this much likelier to lie far off than a common one; its like, that much less.
_STRAY, _LEAST_STRAY = 1.6, 0.3
_LEAST_SAY, _SAY = 0.25, 1.2  # what an article's words say about the centre of another, by their likeness
_WITNESSES = 40  # articles of a story that are asked: those that are surest
_GIVEN = 12.0  # the log-odds of a given day; some are wrong
_DOUBT = 0.2  # what an article's own words still count beside its given day
_WORDS = 400  # words compared for likeness, from the beginning
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class _Witness:
    """An article with what its words say of its day, as log-likelihood, and what that says of the story's centre."""

    article: Article
    cues: tuple[Cue, ...]
    own: Score
    centre: Score
    words: Counter[str]
    surest: float


def date_story(articles: Sequence[Article], today: date | None = None) -> list[Article]:
    """The articles of one story in their order, each without a day dated where all of them together make one clear."""
    from tellings.read.fit import grid_of

    today = today or date.today()
    known = [_known(article, today) for article in articles]
    if all(article.published for article in articles):
        return list(articles)
    cues = [tuple(find_cues(article.text)) for article in articles]
    grid = grid_of([cue for found in cues for cue in found], [day for day in known if day], today)
    witnesses = [_witness(*row, grid) for row in zip(articles, cues, known, strict=True)]
    named = any(cue.year for found in cues for cue in found) or any(known)
    asked = sorted(witnesses, key=lambda one: (-one.surest, one.article.id))[:_WITNESSES]
    return [one.article if one.article.published else _dated(one, asked, grid, named) for one in witnesses]


def _known(article: Article, today: date) -> date | None:
    day = read_day(article.published)
    return day if day and day.year >= 1900 and day <= today else None


def _witness(article: Article, cues: tuple[Cue, ...], known: date | None, grid: Grid) -> _Witness:
    import numpy as np

    from tellings.read.fit import score_days

    own = score_days(cues, grid, yesterday=says_yesterday(article.text))
    at = grid.index(known) if known else None
    if at is not None:
        own = own * _DOUBT
        own[at] += _GIVEN
    days = _shares(own)
    shape = _arrival(article.text, 1.0)
    centre = np.log((1 - _FAR) * np.convolve(days, shape[::-1])[_LATEST : _LATEST + len(days)] + _FAR / len(days))
    return _Witness(article, cues, own, centre, _word_counts(article), float(days.max()))


def _dated(one: _Witness, asked: Sequence[_Witness], grid: Grid, named: bool) -> Article:
    """The article with the day that its own words and the centre of its story make clear, if they do."""
    import numpy as np

    from tellings.read.fit import score_recency

    centre = score_recency(grid, named=named)
    alike = [(_cosine(one.words, other.words), other) for other in asked if other is not one]
    for likeness, other in alike:
        centre = centre + min(1, _LEAST_SAY + _SAY * likeness) * other.centre
    stray = min(max(_STRAY - 2 * max((likeness for likeness, _ in alike), default=0), _LEAST_STRAY), _STRAY)
    shares, shape = _shares(centre), _arrival(one.article.text, stray)
    far = _FAR * stray
    days = (1 - far) * np.convolve(shares, shape)[_LATEST : _LATEST + len(shares)] + far / len(shares)
    verdict = verdict_of(one.own + np.log(np.maximum(days, 1e-300)), one.cues, grid)
    dated = keep_verdict(one.article, verdict)
    # what hangs on other articles is no dateline: it is worked out anew when more of them come
    return replace(dated, published_basis="inferred") if dated.published else dated


def _arrival(text: str, stray: float) -> Score:
    """How likely an article of this opening appears on each day from _LATEST before the centre to _LATEST after it.

    `stray` is how much more likely than commonly it lies more than a day off.
    """
    import numpy as np

    shifts = range(-_LATEST, _LATEST + 1)
    shape = np.array([_ARRIVAL.get(n, _LATE if n > 0 else 0.0) * (1 if abs(n) <= 1 else stray) for n in shifts])
    opening = _QUOTED.sub(" ", text[:_OPENING])
    for shift, likelier, words in _DEICTIC:
        if words.search(opening):
            shape[_LATEST + shift] *= likelier
    shares: Score = shape / shape.sum()
    return shares


def _shares(score: Score) -> Score:
    """Log-likelihoods as shares of 1."""
    import numpy as np

    weights = np.exp(score - score.max())
    shares: Score = weights / weights.sum()
    return shares


def _word_counts(article: Article) -> Counter[str]:
    return Counter(islice((word[0] for word in _LONG_WORD.finditer(article.text.lower())), _WORDS))


def _cosine(one: Counter[str], other: Counter[str]) -> float:
    size = math.hypot(*one.values()) * math.hypot(*other.values())
    return sum(count * other[word] for word, count in one.items()) / size if size else 0.0


def date_stories(stories: list[list[Article]]) -> list[Article]:
    """The articles of stories that get another day than they had."""
    changed = []
    for articles in stories:
        dated = date_story([forget_inferred(article) for article in articles])
        changed += [after for before, after in zip(articles, dated, strict=True) if before != after]
    return changed
