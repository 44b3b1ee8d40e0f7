"""Days and the TIMEX3 values made of them: arithmetic that knows no text.

A day is a `datetime.date`, so years run from 1 to 9999; what falls outside is no day (None), never an error.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

_SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # meteorological, northern
_VALUE = re.compile(
    r"""(?P<year>\d{4})
    (?: -W(?P<week>\d{1,2})(?P<weekend>-WE)?
      | -Q(?P<quarter>[1-4]) | -H(?P<half>[12]) | -(?P<season>SP|SU|FA|WI)
      | -(?P<month>\d\d)(?:-(?P<day>\d\d))?
    )? (?:T[\dA-Z:]+)?$""",
    re.VERBOSE,
)


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, None where the calendar has none."""
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


@lru_cache(maxsize=8192)
def read_day(text: str) -> date | None:
    """The day an ISO day or date-time starts with, None where there is none."""
    match = re.match(r"(\d{4})-(\d\d)-(\d\d)", text)
    return day_of(*map(int, match.groups())) if match else None


def add_days(day: date, count: int) -> date | None:
    """The day `count` days on."""
    ordinal = day.toordinal() + count
    return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None


def add_months(day: date, count: int) -> date | None:
    """The same day `count` months on, or the last of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def week_value(day: date) -> str:
    """The ISO week, as `1998-W08`."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def month_value(day: date) -> str:
    """The month, as `1998-02`."""
    return f"{day.year:04d}-{day.month:02d}"


def quarter_value(day: date) -> str:
    """The calendar quarter, as `1998-Q1`."""
    return f"{day.year:04d}-Q{(day.month + 2) // 3}"


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher's algorithm)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - ((b - (b + 8) // 25 + 1) // 3) + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def holiday(rule: Mapping[str, int], year: int) -> date | None:
    """The day of a holiday in a year; `rule` as the table `holidays` in calendar.toml writes it."""
    if not 1 <= year <= 9999:
        return None
    if "easter" in rule:
        return add_days(easter(year), rule["easter"])
    if "day" in rule:
        return day_of(year, rule["month"], rule["day"])
    month, nth = rule["month"], rule["nth"]
    start = date(year, month, 1) if nth > 0 else date(year, month, monthrange(year, month)[1] - 6)
    first = start + timedelta((rule["weekday"] - start.isoweekday()) % 7)
    return first + timedelta(7 * (nth - 1 if nth > 0 else 0) + rule.get("plus", 0))


def month_range(year: int, month: int, count: int = 1) -> tuple[date, date] | None:
    """First and last day of `count` months from one on."""
    start = day_of(year, month, 1)
    last = start and add_months(start, count - 1)
    return (start, last.replace(day=monthrange(last.year, last.month)[1])) if start and last else None


def year_range(first: int, last: int) -> tuple[date, date] | None:
    """First and last day of years."""
    return (date(first, 1, 1), date(last, 12, 31)) if 1 <= first <= last <= 9999 else None


def day_range(value: str) -> tuple[date, date] | None:
    """First and last day of a TIMEX3 date or time; None where the value names no days of the calendar."""
    if re.fullmatch(r"\d{3}", value):
        return year_range(int(value) * 10, int(value) * 10 + 9)
    if re.fullmatch(r"\d\d", value):
        return year_range(int(value) * 100, int(value) * 100 + 99)
    match = _VALUE.match(value)
    if not match:
        return None
    year = int(match["year"])
    if not 1 <= year <= 9998:
        return None
    if match["week"]:
        return _week_range(year, int(match["week"]), bool(match["weekend"]))
    if match["quarter"]:
        return month_range(year, 3 * int(match["quarter"]) - 2, 3)
    if match["half"]:
        return month_range(year, 6 * int(match["half"]) - 5, 6)
    if match["season"]:
        return month_range(year, _SEASON_STARTS[match["season"]], 3)
    if match["day"]:
        day = day_of(year, int(match["month"]), int(match["day"]))
        return (day, day) if day else None
    if match["month"]:
        return month_range(year, int(match["month"]))
    return year_range(year, year)


def _week_range(year: int, week: int, weekend: bool) -> tuple[date, date] | None:
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    return (monday + timedelta(5 if weekend else 0), monday + timedelta(6))


def third_of(days: tuple[date, date], mod: str) -> tuple[date, date]:
    """The part of a range that START, MID or END names: its thirds, as "early", "mid" and "late" are used of months."""
    first, last = days
    size = (last - first).days + 1
    if size < 3 or mod not in ("START", "MID", "END"):
        return days
    one, two = first + timedelta(size // 3), first + timedelta(2 * size // 3)
    return {"START": (first, one - timedelta(1)), "MID": (one, two - timedelta(1)), "END": (two, last)}[mod]
