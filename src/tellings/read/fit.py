"""How well each day fits what a text says: the log-likelihood of its cues for every day of a stretch of the calendar.

A day is an ordinal (`date.toordinal`); a `Grid` is a run of days, and a score is an array with one number a day of it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from tellings.grammar.calendar import day_of
from tellings.read.cues import Cue

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Score = NDArray[np.float64]
    Numbers = NDArray[np.int64]

# How likely a text names a day that lies this many days before its publication (negative: after it). Set by hand from
# the habits of news wire and checked on dated stories of 2013 to 2018; the far ends stand for anniversaries and plans.
_EVENT = (
    *((0, 0.15), (1, 0.15), (2, 0.06), (3, 0.04), (7, 0.02)),
    *((30, 0.007), (90, 0.0025), (365, 0.0006), (10**7, 0.0001)),
)
_PLAN = ((1, 0.03), (7, 0.012), (30, 0.006), (365, 0.0006), (10**7, 0.000003))
# The same for a day that is named with its year, which news does of older days (and captions of all), with its weekday,
# or in brackets after its weekday, as news of Asia writes "Friday (March 14)" for the days just past; for one that is
# the end of a stretch ("26 February to 1 March"), for one that the text looks ahead to ("until Oct. 30"), for a post
# that it shows, and for a holiday, of which news speaks for weeks.
_WITH_YEAR = ((1, 0.06), (2, 0.03), (7, 0.01), (30, 0.004), (90, 0.0015), (365, 0.0008), (10**7, 0.00007))
_WITH_WEEKDAY = ((0, 0.16), (1, 0.13), (2, 0.05), (6, 0.02), (30, 0.008), (90, 0.003), (365, 0.0006), (10**7, 0.00005))
_WITH_BOTH = ((0, 0.35), (1, 0.25), (2, 0.1), (6, 0.04), (30, 0.002), (365, 0.0002), (10**7, 0.00001))
_RECENT = ((0, 0.4), (1, 0.25), (2, 0.1), (3, 0.06), (6, 0.03), (30, 0.002), (365, 0.0002), (10**7, 0.00005))
_STRETCH = ((7, 0.02), (30, 0.008), (365, 0.001), (10**7, 0.0002))
_AWAITED = ((0, 0.04), (7, 0.08), (30, 0.02), (365, 0.001), (10**7, 0.0001))
_POST = ((0, 0.5), (1, 0.25), (2, 0.06), (7, 0.02), (30, 0.003), (365, 0.0003), (10**7, 0.00002))
_HOLIDAY = ((0, 0.05), (1, 0.05), (3, 0.03), (7, 0.015), (60, 0.006), (10**7, 0.003))
_COMING_HOLIDAY = 0.4  # one to come is that much less spoken of
_DATELINE = ((0, 0.8), (1, 0.15), (2, 0.02), (7, 0.002), (10**7, 0.000001))
# A post may bear the next day where it was written far to the east of the reader.
_EARLY_POST = 0.04
# How likely a bare weekday is the day of publication, the day before, and so on back to six days before.
_WEEKDAY = (0.39, 0.33, 0.1, 0.06, 0.04, 0.04, 0.04)
# How likely a month is named bare that lies this many months before that of publication, back to eleven (or one ahead).
_MONTH = (0.015, 0.07, 0.055, 0.06, 0.035, *(0.02,) * 7)
# How likely a text names a year that lies this many years before its own, by itself ("in 2022"): counted on dated
# stories of 2013 to 2018, smoothed. A year to come is named less, one long past hardly less than another.
_YEAR = {-3: 0.01, -2: 0.02, -1: 0.04, 0: 0.16, 1: 0.13, 2: 0.1, 3: 0.09, 4: 0.09, 5: 0.08, 6: 0.07, 7: 0.06}
_LATER_YEAR, _LONG_AGO = 0.006, ((15, 0.04), (30, 0.015), (10**7, 0.008))
# How likely a copyright line names the year of publication, the one before or the one after; footers go out of date.
_COPYRIGHT = {0: 0.88, 1: 0.03, -1: 0.05}
_STALE = 0.005
# A day named as yesterday's (or today's …) in so many words settles the day of writing; the rest is for quoted speech,
# whose "today" may be the day before, and for days gone wrong.
_WRITING = ((0, 0.9), (1, 0.01), (10**7, 0.0001))
_YESTERDAY_BONUS = 3.0  # where the text says "yesterday", a past day it names is that much more likely the day before
_OTHER_YEAR = 2.5  # news leaves out the year of a day of the same year, so one that is told is likelier over
_UNSAID = 200  # a verb in the past makes a day still to come this much less likely
_WRONG_WEEKDAY = 0.001  # a date with another weekday than its own
_CUES = 80  # cues read; the rest of a very long text adds nothing
_AGE = 0.6  # a year without any evidence is this much less likely than the one after it
_RECENCY = 0.4  # how much that counts where years are named; the figures are the same from 0.1 to 0.6
_YEARS_BACK = 30  # how far back a date without any year is tried


@dataclass(frozen=True, slots=True)
class Grid:
    """The days from `first` to `last`."""

    first: date
    last: date

    @property
    def ordinals(self) -> Numbers:
        """Every day, as ordinal."""
        return np.arange(self.first.toordinal(), self.last.toordinal() + 1)

    @property
    def years(self) -> Numbers:
        """The year of every day."""
        return self._dates.astype("datetime64[Y]").astype(np.int64) + 1970

    @property
    def months(self) -> Numbers:
        """The month of every day, from 1."""
        return self._dates.astype("datetime64[M]").astype(np.int64) % 12 + 1

    @property
    def _dates(self) -> NDArray[np.datetime64]:
        return np.arange(np.datetime64(self.first), np.datetime64(self.last) + 1)

    def index(self, day: date) -> int | None:
        """The place of a day, None where it lies outside."""
        return (day - self.first).days if self.first <= day <= self.last else None

    def day(self, index: int) -> date:
        """The day at a place."""
        return date.fromordinal(self.first.toordinal() + int(index))


def grid_of(cues: Iterable[Cue], known: Collection[date], today: date) -> Grid:
    """The days on which articles with these cues may have appeared, the latest of them today."""
    named = [cue.year for cue in cues if cue.day and 1900 <= cue.year <= today.year]
    years = [day.year for day in known if 1900 <= day.year <= today.year]
    first = min([today.year - _YEARS_BACK, *years, *([max(named)] if named else [])])
    return Grid(date(first - 1, 1, 1), today)


def score_days(cues: Sequence[Cue], grid: Grid, *, yesterday: bool) -> Score:
    """The log-likelihood of the cues for each day; `yesterday` says whether the text has that word."""
    counted = Counter(replace(cue, start=0, end=0) for cue in cues[:_CUES])
    ordinals = grid.ordinals
    score = _score_years(counted, grid)
    for cue, count in counted.items():
        if cue.kind == "month":
            score += np.log(_MONTH)[(grid.months - cue.month) % 12]
        elif cue.day or cue.weekday:
            score += min(1 + 0.5 * (count - 1), 2) * np.log(_chances(cue, ordinals, yesterday))
    return score


def score_recency(grid: Grid, *, named: bool) -> Score:
    """How much more likely a recent year is than an older one; less so where years are named."""
    behind: Score = (grid.last.year - grid.years).astype(np.float64)
    return behind * (math.log(_AGE) * (_RECENCY if named else 1))


def _score_years(cues: Iterable[Cue], grid: Grid) -> Score:
    """How well each day's year fits the years that are named, and those that are not."""
    listed = list(cues)
    named = {cue.year for cue in listed if cue.kind == "year"}
    told = {cue.year for cue in listed if cue.year}
    rights = [cue.year for cue in listed if cue.kind == "copyright"]
    score: dict[int, float] = {}
    for year in range(grid.first.year, grid.last.year + 1):
        sum_ = math.fsum(math.log(_year_chance(year - one)) for one in named if one <= grid.last.year)
        if named:
            sum_ += math.fsum(math.log(1 - _year_chance(gap)) for gap in range(8) if year - gap not in told)
        if rights:
            sum_ += math.log(_COPYRIGHT.get(year - max(rights), _STALE))
        score[year] = sum_
    return np.array([score[year] for year in score])[grid.years - grid.first.year]


def _year_chance(gap: int) -> float:
    if gap in _YEAR:
        return _YEAR[gap]
    return _LATER_YEAR if gap < 0 else next(chance for limit, chance in _LONG_AGO if gap <= limit)


def _chances(cue: Cue, days: Numbers, yesterday: bool) -> Score:
    """How likely the cue is in an article of each day."""
    if not cue.day:
        return np.array(_WEEKDAY)[(days - cue.weekday) % 7]
    told = told_day(cue, days)
    if told is None:
        return np.ones(len(days))
    behind = days - told
    ahead = behind < 0
    if cue.kind == "writing":
        chance = _step(_WRITING, np.abs(behind - cue.behind))
    elif cue.kind == "dateline":
        chance = np.where(ahead, _DATELINE[-1][1], _step(_DATELINE, behind))
    elif cue.kind == "post":
        chance = np.where(ahead, np.where(behind == -1, _EARLY_POST, _DATELINE[-1][1]), _step(_POST, behind))
    elif cue.kind == "holiday":
        chance = _step(_HOLIDAY, np.abs(behind)) * np.where(ahead, _COMING_HOLIDAY, 1)
    elif cue.kind == "stretch":
        chance = _step(_STRETCH, np.abs(behind))
    elif cue.kind == "plan":
        chance = np.where(behind <= 0, _step(_AWAITED, -behind), _step(_EVENT, behind) / _UNSAID)
    else:
        chance = np.where(ahead, _step(_PLAN, -behind), _step(_table(cue), behind))
        if cue.kind in ("past", "recent"):
            chance = np.where(ahead, chance / _UNSAID, chance)
            chance = np.where(yesterday & (behind == 1), chance * _YESTERDAY_BONUS, chance)
        if cue.year and not cue.weekday:
            last = date(cue.year, 12, 31).toordinal()
            chance = np.where(days > last, chance * _OTHER_YEAR, chance)
    if cue.weekday:
        chance = np.where((told - cue.weekday) % 7, chance * _WRONG_WEEKDAY, chance)
    return chance


def _table(cue: Cue) -> Sequence[tuple[int, float]]:
    if cue.kind == "recent":
        return _RECENT
    if cue.weekday and cue.year:
        return _WITH_BOTH
    return _WITH_WEEKDAY if cue.weekday else _WITH_YEAR if cue.year else _EVENT


def told_day(cue: Cue, days: Numbers) -> Numbers | None:
    """The day that a cue means as seen from each day: of several years the nearest; None for one in no calendar."""
    if cue.year:
        one = day_of(cue.year, cue.month, cue.day)
        return np.full(len(days), one.toordinal()) if one else None
    first, last = date.fromordinal(int(days[0])).year - 4, min(date.fromordinal(int(days[-1])).year + 4, 9999)
    found = [day for year in range(max(first, 1), last + 1) if (day := day_of(year, cue.month, cue.day))]
    if not found:
        return None
    told = np.array([day.toordinal() for day in found])
    after = np.clip(np.searchsorted(told, days), 1, len(told) - 1)
    before = after - 1
    nearest: Numbers = np.where(days - told[before] <= told[after] - days, told[before], told[after])
    return nearest


def _step(table: Sequence[tuple[int, float]], sizes: Numbers) -> Score:
    """The chance of each size: that of the first row whose limit it does not pass."""
    limits = np.array([limit for limit, _ in table])
    chances: Score = np.array([chance for _, chance in table])
    found: Score = chances[np.searchsorted(limits, np.minimum(sizes, limits[-1]))]
    return found
