"""The day of publication, worked out from the text where no one gave it.

Every day an article may have been published on is a candidate; every cue in the text (a dated event, a weekday, a
dateline, a year) says how well each candidate fits, as a likelihood. One day, with its neighbours, must hold nearly all
of the weight, else the article stays undated: a wrong anchor would move every "Thursday" in it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

from tellings.grammar.calendar import day_of, read_day
from tellings.model import Article, Basis
from tellings.read.cues import Cue, find_cues

# How likely a text names a day that lies this many days before its publication (negative: after it). Set by hand from
# the habits of news wire and checked on dated stories of 2013 to 2018; the far ends stand for anniversaries and plans.
_EVENT = ((0, 0.24), (1, 0.22), (2, 0.09), (3, 0.05), (7, 0.025), (30, 0.005), (365, 0.0006), (10**7, 0.0001))
_PLAN = ((1, 0.03), (7, 0.01), (30, 0.003), (365, 0.0004), (10**7, 0.00003))
# The same for a day that the text looks ahead to ("until Oct. 30"), and for one that it names with its weekday.
_AWAITED = ((0, 0.04), (7, 0.08), (30, 0.02), (365, 0.001), (10**7, 0.0001))
_RECENT = ((0, 0.4), (1, 0.25), (2, 0.1), (3, 0.06), (6, 0.03), (30, 0.002), (365, 0.0002), (10**7, 0.00005))
_DATELINE = ((0, 0.8), (1, 0.15), (2, 0.02), (7, 0.002), (10**7, 0.00001))
# How likely a bare weekday is the day of publication, the day before, and so on back to six days before.
_WEEKDAY = (0.42, 0.27, 0.11, 0.07, 0.05, 0.04, 0.04)
# How likely a year is named bare ("in 2022") in the same year, the next, and so on; by a copyright line likewise.
_YEAR = (0.2, 0.25, 0.16, 0.11, 0.08, 0.06, 0.05, 0.04, 0.03, 0.02)
_COPYRIGHT = (0.9, 0.05)
# A day named as yesterday's (or today's …) in so many words settles the day of writing; the rest is for quoted speech,
# whose "today" may be the day before, and for days gone wrong.
_WRITING = ((0, 0.9), (1, 0.01), (10**7, 0.0001))
_YESTERDAY_BONUS = 3.0  # where the text says "yesterday", a past day it names is that much more likely the day before
_UNSAID = 20  # a verb in the past makes a day still to come this much less likely
_AGE = 0.6  # a year without any evidence is this much less likely than the one after it
_YEARS_BACK = 30  # how far back a date without any year is tried
# How likely an article appears this many days after another of its story: as the first row says with a weight between
# _STORY and _MOST, by how like it is in words, as the second for the rest. Set after pairs of articles, 2013 to 2018.
_STORY, _MOST = 0.6, 0.98
_ALIKE = {-2: 0.04, -1: 0.18, 0: 0.46, 1: 0.18, 2: 0.05, 3: 0.03, 4: 0.02, 5: 0.02, 6: 0.01, 7: 0.01}
_UNLIKE = dict.fromkeys(range(-7, 15), 1 / 22)
_WORDS = 400  # words compared for likeness, from the beginning
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_CUES = 80  # cues read; the rest of a very long text adds nothing
_CLEAR = 0.85  # the share of the weight that the best day and its neighbours must hold, tuned on dated stories


@dataclass(frozen=True, slots=True)
class Verdict:
    """The best day, the share of the weight it holds with the days beside it, and the cues that speak for it."""

    day: date
    share: float
    cues: tuple[Cue, ...]


def infer_published(article: Article, today: date | None = None) -> Article:
    """The article with its day of publication where the text makes one clear, unchanged elsewhere."""
    if article.published or not article.text:
        return article
    cues = tuple(find_cues(article.text))
    verdict = weigh_days(cues, candidate_days(cues, today or date.today()), {}, _says(article, "yesterday"))
    return _dated(article, verdict)


def infer_from_neighbours(article: Article, neighbours: Sequence[Article], today: date | None = None) -> Article:
    """The same with the days of other articles of the same story as evidence: likeness in words makes days likely."""
    known = [(other, day) for other in neighbours if (day := read_day(other.published)) and _is_safe(day)]
    if article.published or not article.text or not known:
        return article
    cues = tuple(find_cues(article.text))
    weights = _near_days(article, known, today or date.today())
    return _dated(article, weigh_days(cues, weights, weights, _says(article, "yesterday")))


def _near_days(article: Article, known: Sequence[tuple[Article, date]], today: date) -> dict[date, float]:
    """How likely each day is, told from the days and the likeness of the other articles alone."""
    mine = _word_counts(article)
    weights: dict[date, float] = {}
    for other, day in known:
        likeness = min(_cosine(mine, _word_counts(other)), 1)
        alike = _STORY + (_MOST - _STORY) * likeness
        for shift in _UNLIKE:
            near = day + timedelta(shift)
            if near <= today:
                share = alike * _ALIKE.get(shift, 0) + (1 - alike) * _UNLIKE[shift]
                weights[near] = weights.get(near, 0) + (likeness**2 + 0.001) * share
    return weights


def _word_counts(article: Article) -> Counter[str]:
    return Counter(islice((word[0] for word in _LONG_WORD.finditer(article.text.lower())), _WORDS))


def _cosine(one: Counter[str], other: Counter[str]) -> float:
    size = math.hypot(*one.values()) * math.hypot(*other.values())
    return sum(count * other[word] for word, count in one.items()) / size if size else 0.0


def _says(article: Article, word: str) -> bool:
    return re.search(rf"\b{word}\b", article.text, re.IGNORECASE) is not None


def _dated(article: Article, verdict: Verdict | None) -> Article:
    if verdict is None or verdict.share < _CLEAR:
        return article
    basis: Basis = "dateline" if any(cue.kind == "dateline" for cue in verdict.cues) else "inferred"
    words = tuple(article.span(cue.start, cue.end) for cue in verdict.cues)
    return replace(article, published=str(verdict.day), published_basis=basis, published_words=words)


def candidate_days(cues: Sequence[Cue], today: date) -> frozenset[date]:
    """Days within two weeks of a day that the text names, in the years that it may mean."""
    named = [cue.year for cue in cues if cue.year and cue.year <= today.year]
    first = max(named) - 1 if named else today.year - _YEARS_BACK
    found: set[date] = set()
    for cue in cues:
        if not cue.day:
            continue
        for year in [cue.year] if cue.year else range(first, min(today.year, first + _YEARS_BACK) + 1):
            day = day_of(year, cue.month, cue.day)
            if day:
                found.update(day + timedelta(shift) for shift in range(-7, 15) if _is_safe(day))
    return frozenset(day for day in found if day <= today)


def _is_safe(day: date) -> bool:
    """Whether a day may have seen news, and days around it can be reckoned."""
    return 1900 <= day.year <= 9000


def weigh_days(
    cues: Sequence[Cue], days: Iterable[date], prior: Mapping[date, float], yesterday: bool
) -> Verdict | None:
    """The day that the cues fit best; `prior` weighs days beforehand (by recency where it is empty)."""
    counted = Counter(replace(cue, start=0, end=0) for cue in cues[:_CUES])
    candidates = sorted(days)
    if not candidates or (not any(cue.day or cue.weekday for cue in counted) and not prior):
        return None
    named = [cue.year for cue in counted if cue.year and cue.year <= candidates[-1].year]
    scores = {}
    for day in candidates:
        score = math.log(prior[day]) if prior else _year_score(day.year, named, counted, candidates[-1].year)
        for cue, count in counted.items():
            score += min(1 + 0.5 * (count - 1), 2) * _fit(cue, day, yesterday)
        scores[day] = score
    best = max(scores, key=lambda day: scores[day])
    weights = {day: math.exp(score - scores[best]) for day, score in scores.items()}
    beside = sum(weights.get(best + timedelta(shift), 0) for shift in (-1, 0, 1))
    return Verdict(best, beside / sum(weights.values()), tuple(cue for cue in cues[:_CUES] if _speaks(cue, best)))


def _year_score(year: int, named: Sequence[int], cues: Iterable[Cue], last: int) -> float:
    """How well a year fits the years that are named bare; by recency where none is."""
    if not named:
        return (last - year) * math.log(_AGE)
    score = 0.0
    latest = max(named)
    rights = [cue.year for cue in cues if cue.kind == "copyright"]
    if rights:
        behind = max(rights) - year
        score += math.log(_COPYRIGHT[behind] if 0 <= behind < len(_COPYRIGHT) else 0.001)
    ahead = year - latest
    return score + math.log(_YEAR[ahead] if 0 <= ahead < len(_YEAR) else 0.003)


def _fit(cue: Cue, day: date, yesterday: bool) -> float:
    """The log-likelihood of a cue in an article of that day."""
    if cue.weekday and not cue.day:
        return math.log(_WEEKDAY[(day.isoweekday() - cue.weekday) % 7])
    if not cue.day:
        return 0.0
    told = _nearest(cue, day)
    if told is None:
        return math.log(0.00001)
    behind = (day - told).days
    if cue.kind == "writing":
        chance = _step(_WRITING, abs(behind - cue.behind))
    elif cue.kind == "dateline":
        chance = _step(_DATELINE, abs(behind)) if behind >= 0 else 0.0001
    elif cue.kind == "plan":
        chance = _step(_AWAITED, -behind) if behind <= 0 else _step(_EVENT, behind) / _UNSAID
    else:
        chance = _step(_RECENT if cue.weekday else _EVENT, behind) if behind >= 0 else _step(_PLAN, -behind)
        if cue.kind == "past" and behind < 0:
            chance /= _UNSAID
        if yesterday and behind == 1 and cue.kind == "past":
            chance *= _YESTERDAY_BONUS
    if cue.weekday and told.isoweekday() != cue.weekday:
        chance *= 0.001
    return math.log(chance)


def _nearest(cue: Cue, day: date) -> date | None:
    """The day that a cue means as seen from a day of publication."""
    if cue.year:
        return day_of(cue.year, cue.month, cue.day)
    days = [told for shift in (-1, 0, 1) if (told := day_of(day.year + shift, cue.month, cue.day))]
    return min(days, key=lambda told: abs((told - day).days), default=None)


def _step(table: Sequence[tuple[int, float]], size: int) -> float:
    return next((chance for limit, chance in table if size <= limit), table[-1][1])


def _speaks(cue: Cue, day: date) -> bool:
    """Whether a cue points to the week before a day, or names its year."""
    if cue.day:
        told = _nearest(cue, day)
        return told is not None and -2 <= (day - told).days <= 7
    return bool(cue.weekday) and (day.isoweekday() - cue.weekday) % 7 <= 2
