"""Rules for quarters: "the third quarter", "fourth-quarter", "the year-ago period"."""

from __future__ import annotations

import re

from tellings.grammar.calendar import add_days, add_months, day_of, quarter_value
from tellings.grammar.timex_dates import WHICH_YEAR, nearest_day, shift_of, year_text
from tellings.grammar.timex_words import (
    DAY,
    MOD,
    MONTH,
    ORDINAL,
    YEAR,
    Context,
    Reading,
    Rule,
    mod_of,
    month_of,
    ordinal_of,
    pattern,
    said,
)


def _quarter_year(number: int, context: Context) -> int | None:
    """The year of a bare quarter: this year, or with a past verb that of the latest that has begun."""
    if context.anchor is None:
        return None
    now = (context.anchor.month + 2) // 3
    return context.anchor.year - (number > now and context.tense == "past")


def _quarter(match: re.Match[str], context: Context) -> Reading | None:
    number, year = ordinal_of(said(match, "ordinal")), year_text(match, context)
    if not 1 <= number <= 4:
        return None
    anchor = "" if said(match, "year") or said(match, "year2") else str(context.anchor or "")
    if said(match, "year2"):
        year = said(match, "year2")
    elif not year:
        near = _quarter_year(number, context)
        back = said(match, "back").lower()
        if back.startswith("year"):
            near = near and near - 1
        elif said(match, "possessive") and context.anchor:
            near = context.anchor.year + shift_of(said(match, "possessive"))
        year = f"{near:04d}" if near else "XXXX"
    return Reading("DATE", f"{year}-Q{number}", mod_of(match), anchor, aside=bool(said(match, "back")))


def _quarter_of_year(match: re.Match[str], context: Context) -> Reading | None:
    """Read "the 1988 quarter", "the 1988 period": the same quarter as the one named before, in that year."""
    return Reading("DATE", said(match, "year") + context.quarter[4:], aside=True)


def _the_quarter(match: re.Match[str], context: Context) -> Reading | None:
    """Read "the quarter", "the year-ago period": by the day it ended, the quarter named before, or the last to end."""
    if said(match, "month"):
        return _quarter_ended(match, context)
    before = re.match(r"(\d{4})-Q(\d)", context.quarter)
    if before:
        year, number = int(before[1]), int(before[2])
    elif context.anchor:
        ended = add_months(context.anchor, -3)
        if ended is None:
            return None
        year, number = ended.year, (ended.month + 2) // 3
    else:
        return Reading("DATE", "XXXX-QX")
    back = bool(said(match, "back") or said(match, "ago"))
    anchor = context.quarter if before else str(context.anchor)
    return Reading("DATE", f"{year - back:04d}-Q{number}", anchor=anchor, aside=back)


def _quarter_ended(match: re.Match[str], context: Context) -> Reading | None:
    """Read "the quarter ended July 31" as the calendar quarter that its middle lies in."""
    year = int(said(match, "year")) if said(match, "year") else 0
    month, day = month_of(match["month"]), int(match["day"])
    end = day_of(year, month, day) if year else nearest_day(month, day, context)
    middle = end and add_days(end, -_HALF_A_QUARTER)
    return Reading("DATE", quarter_value(middle), anchor="" if year else str(context.anchor)) if middle else None


_HALF_A_QUARTER = 45  # days
_BACK = "(?P<back>(?:comparable |corresponding )?(?:year-ago|year-earlier))"
_WHOSE = rf"(?:{_BACK} |(?P<year2>(?:19|20)\d\d) |(?P<possessive>(?:this|last|next) year)['’]s )?"

_ENDED = rf"(?= (?:that )?(?:ended|ending) {MONTH} {DAY}(?:, {YEAR})?)"

RULES = (
    Rule(
        "quarter",
        pattern(
            rf"(?:the )?(?:{MOD} )?{_WHOSE}(?:fiscal[ -])?{ORDINAL} (?:fiscal )?quarter"
            rf"(?:,? (?:of )?(?:fiscal )?{YEAR}|,? {WHICH_YEAR})?"
        ),
        _quarter,
    ),
    Rule("quarter adjective", pattern(rf"(?:fiscal[ -])?{ORDINAL}-quarter"), _quarter),
    Rule(
        "the quarter",
        pattern(
            rf"the (?:latest |{_BACK} )?quarter(?! of){_ENDED}?"
            rf"|the (?:latest|{_BACK.replace('<back>', '<ago>')}) period"
        ),
        _the_quarter,
    ),
    Rule("quarter of year", pattern(rf"the {YEAR} (?:quarter|period)"), _quarter_of_year),
    Rule("year-ago", pattern(rf"{_BACK}(?: (?:quarter|period))?"), _the_quarter),
)
