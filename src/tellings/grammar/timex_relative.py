"""Rules for periods that are told from another day: "last week", "two years ago", "the third quarter", "Friday"."""

from __future__ import annotations

import re
from datetime import date

from tellings.grammar.calendar import add_days, add_months, day_range, month_value, quarter_value, read_day, week_value
from tellings.grammar.timex_dates import shift_of
from tellings.grammar.timex_words import (
    ABOUT,
    DAY_PARTS,
    MOD,
    NUMERAL,
    PART,
    SPAN_UNIT,
    WEEKDAY,
    WEEKDAYS_NAMED,
    Context,
    Days,
    Reading,
    Rule,
    Tense,
    count_of,
    degree_of,
    mod_of,
    pattern,
    said,
    unit_of,
    weekday_of,
)
from tellings.model import TimexType

_OPEN = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX"}
_MONTHS = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}
_DAYS = {"D": 1, "W": 7, "2W": 14}


def value_at(day: date, code: str) -> str:
    """The TIMEX3 value of the day, week, month, quarter, year, decade or century that a day lies in."""
    if code in ("W", "WE", "2W"):
        return week_value(day) + ("-WE" if code == "WE" else "")
    if code == "Q":
        return quarter_value(day)
    return {
        "M": month_value(day),
        "Y": f"{day.year:04d}",
        "E": f"{day.year // 10:03d}",
        "C": f"{day.year // 100:02d}",
    }.get(code, str(day))


def moved(day: date, code: str, count: float) -> date | None:
    """The day `count` units on; parts of a unit are days of it."""
    if abs(count) > 1e6:
        return None
    if code in _MONTHS:
        months = count * _MONTHS[code]
        whole = add_months(day, int(months))
        return whole and add_days(whole, round((months - int(months)) * 30))
    return add_days(day, round(count * _DAYS.get(code, 1)))


# What was done "on Monday" by an article of Sunday is not six days old: the article's date is a day behind its text, by
# its time zone or because it was brought up to date (5 of 6 cases in TimeBank and in our stories).
_DAY_AFTER = 6


def weekday_day(weekday: int, anchor: date, tense: str, det: str = "") -> date | None:
    """The day a weekday's name means on the anchor day; None beyond the calendar."""
    back = (anchor.isoweekday() - weekday) % 7
    ahead = (7 - back) % 7
    if det in ("last", "past"):
        return add_days(anchor, -(back or 7))
    if det == "next":
        return add_days(anchor, ahead or 7)
    if tense == "future" or (det in ("this", "coming") and tense != "past"):
        return add_days(anchor, ahead)
    return add_days(anchor, 1 if tense == "past" and back == _DAY_AFTER else -back)


def _weekday(match: re.Match[str], context: Context) -> Reading | None:
    number, part = weekday_of(said(match, "days") or match["weekday"]), said(match, "part")
    suffix = f"T{DAY_PARTS[part.lower()]}" if part else ""
    if said(match, "every") or said(match, "days") or said(match, "plural"):
        return Reading("SET", f"XXXX-WXX-{number}{suffix}")
    kind: TimexType = "TIME" if part else "DATE"
    if context.anchor is None:
        return Reading(kind, f"XXXX-WXX-{number}{suffix}", mod_of(match))
    det = said(match, "det").lower()
    previous = read_day(context.last) if det in ("the previous", "the following") else None
    if previous:
        day = weekday_day(number, previous, "", "last" if det == "the previous" else "next")
    else:
        day = weekday_day(number, context.anchor, context.tense, det.split(" ")[-1])
    return Reading(kind, f"{day}{suffix}", mod_of(match), str(previous or context.anchor)) if day else None


_DEICTIC = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0, "overnight": 0, "this": 0, "last": -1}


def _deictic(match: re.Match[str], context: Context) -> Reading | None:
    words = re.sub(r"\s+", " ", match["word"].lower())
    part = said(match, "part")
    suffix = f"T{DAY_PARTS[part.lower()]}" if part else "TNI" if words in ("tonight", "overnight") else ""
    kind: TimexType = "TIME" if suffix else "DATE"
    if words.startswith("the day"):
        shift = -2 if "before" in words else 2
    else:
        shift = _DEICTIC[words]
    if words == "last" and part and DAY_PARTS[part.lower()] != "NI":
        return None
    if context.anchor is None:
        return Reading(kind, f"XXXX-XX-XX{suffix}", mod_of(match))
    day = add_days(context.anchor, shift)
    return Reading(kind, f"{day}{suffix}", mod_of(match), str(context.anchor)) if day else None


def _period(match: re.Match[str], context: Context) -> Reading | None:
    """Read "this month", "late last year", "the current quarter", "the weekend"."""
    code, det, mod = unit_of(match["unit"]), said(match, "det").lower(), mod_of(match)
    if context.anchor is None:
        return Reading("DATE", _OPEN.get(code, "XXXX"), mod)
    anchor = context.anchor
    if code == "E" and det.endswith("past"):
        return Reading("DURATION", "P10Y", mod, str(anchor), (moved(anchor, code, -1), anchor))
    shift = -1 if det.endswith(("last", "past", "previous")) else 1 if det.endswith(("next", "coming")) else 0
    if code == "WE" and not shift and context.tense != "future" and anchor.isoweekday() < 5 and det == "the":
        shift = -1
    if code == "Q" and det.endswith("latest"):
        shift = -1
    day = moved(anchor, "W" if code == "WE" else code, shift)
    if day is None:
        return None
    value = value_at(day, code)
    return Reading("DATE", value, mod, str(anchor), _part_so_far(match, value, anchor, context.tense))


def _part_so_far(match: re.Match[str], value: str, anchor: date, tense: Tense) -> Days | None:
    """Days of a period that publication lies in: what was done in it lies behind, what will be done ahead.

    "Earlier this week" ends the day before publication; on a Monday it means the six days before.
    """
    words, days = match[0].lower(), day_range(value)
    if days is None or not days[0] <= anchor <= days[1]:
        return None
    if words.startswith("earlier"):
        before = add_days(anchor, -1)
        if before is None or (before < days[0] and "-W" not in value):
            return days[0], anchor
        return (days[0] if before >= days[0] else add_days(anchor, -6)), before
    if words.startswith("later"):
        return anchor, days[1]
    if mod_of(match) or not words.startswith("this "):
        return None
    return {"past": (days[0], anchor), "future": (anchor, days[1])}.get(tense)


def _end_of_period(match: re.Match[str], context: Context) -> Reading | None:
    code = unit_of(match["unit"])
    if context.anchor is None:
        return Reading("DATE", _OPEN.get(code, "XXXX"), "END")
    value = value_at(context.anchor, code)
    days = day_range(f"{value}-12") if code == "Y" else None
    return Reading("DATE", value, "END", str(context.anchor), days)


def _ago(match: re.Match[str], context: Context) -> Reading | None:
    """Read "two weeks ago" from publication; "a day earlier" and "five days later" from the date named before."""
    code, count, words = unit_of(match["unit"]), count_of(match["count"]), match["way"].lower()
    back = words in ("ago", "earlier", "before", "previously", "back")
    from_now = words in ("ago", "from now", "from today", "hence", "back")
    if count is None or code in ("TS", "TM", "TH", "WE", "S"):
        if code.startswith("T"):
            return Reading("DATE", str(context.anchor), anchor=str(context.anchor)) if context.anchor and back else None
        return Reading("DATE", "PAST_REF" if back else "FUTURE_REF", anchor=str(context.anchor or ""))
    if code == "Y" and back and context.quarter[:4].isdigit():
        year = int(context.quarter[:4]) - int(count)
        value = f"{year:04d}{context.quarter[4:]}"
        return Reading("DATE", value, anchor=context.quarter, aside=True) if year > 0 else None
    base = context.anchor
    last = context.day if code in _DAYS else context.last
    told = day_range(last) if not from_now else None
    grain = code
    if told:
        base = told[0]
        grain = _grain(last) if code == "Y" else code
    if base is None:
        return Reading("DATE", _OPEN.get(code, "XXXX"), degree_of(match))
    if code == "E" and count == 1:
        grain = "Y"  # "a decade ago" is said of ten years, "four decades ago" of some year of that decade
    day = moved(base, code, -count if back else count)
    anchor = last if told else str(context.anchor)
    return Reading("DATE", value_at(day, grain), degree_of(match), anchor, aside=back) if day else None


def _grain(value: str) -> str:
    """The unit that a TIMEX3 value is told in."""
    if "-Q" in value:
        return "Q"
    if "-W" in value:
        return "W"
    return {4: "Y", 7: "M"}.get(len(value), "D")


def _same_period(match: re.Match[str], context: Context) -> Reading | None:
    """Read "the following week", "that year", "the previous day": from the date named before, else from publication."""
    code, det = unit_of(match["unit"]), said(match, "det").lower()
    last = context.day if code in _DAYS else context.last
    days = day_range(last)
    base = days[0] if days else context.anchor
    if base is None:
        return Reading("DATE", _OPEN.get(code, "XXXX"), mod_of(match))
    day = moved(base, "W" if code == "WE" else code, shift_of(det.removeprefix("the ")))
    anchor = last if days else str(context.anchor)
    return Reading("DATE", value_at(day, code), mod_of(match), anchor) if day else None


_PERIOD = "(?P<unit>day|week|month|quarter|year|weekend|decade|century)"
_WHICH = "(?P<det>this past|this coming|this|last|next|the (?:current|present|past|last|latest))"
_COUNT = rf"(?P<count>an?|{NUMERAL}|a couple of|a few|several|some|many)"

RULES = (
    Rule(
        "weekday",
        pattern(
            rf"(?:(?!earlier|later){MOD} (?:on )?)?"
            r"(?:(?P<det>last|next|this past|this coming|this|the previous|the following) )?"
            rf"{WEEKDAY}(?: {PART})?"
        ),
        _weekday,
    ),
    Rule("every weekday", pattern(rf"(?P<every>every|each) {WEEKDAY}(?: {PART})?"), _weekday),
    Rule("weekdays", pattern(rf"{WEEKDAYS_NAMED}|{WEEKDAY} (?P<plural>{PART}s)"), _weekday),
    Rule(
        "deictic",
        pattern(
            rf"(?:{MOD}[ ])?(?P<word>today|yesterday|tomorrow|tonight|overnight"
            rf"|the day (?:before yesterday|after tomorrow))(?: {PART})?"
        ),
        _deictic,
    ),
    Rule("part of this day", pattern(rf"(?:{MOD}[ -])?(?P<word>this|last) {PART}"), _deictic),
    Rule(
        "period",
        pattern(rf"(?:{MOD} (?:in )?)?{_WHICH} {_PERIOD}(?: or so)?"),
        _period,
    ),
    Rule("the period", pattern(rf"{MOD} (?P<det>in the|the) (?P<unit>day|week|month|year|decade|century)"), _period),
    Rule("the year", pattern(r"(?P<det>the)(?: full)? (?P<unit>year|week)(?! (?:ended|ending|\d))"), _period),
    Rule("the weekend", pattern(rf"(?:{MOD} )?(?P<det>the) (?P<unit>weekend)"), _period),
    Rule("end of period", pattern(r"(?:the )?(?P<unit>year|month|week|quarter)(?:['’]s|-| )[ ]?end"), _end_of_period),
    Rule(
        "ago",
        pattern(
            rf"{ABOUT}{_COUNT} {SPAN_UNIT} (?:or (?:so|two|more) )?"
            r"(?P<way>ago|earlier|later|from now|from today|hence|previously|before(?=[.,;]))"
        ),
        _ago,
    ),
    Rule(
        "same period",
        pattern(
            rf"(?:{MOD} )?(?P<det>that same|that very|that|the same|the following|the previous|the preceding|the next) "
            r"(?P<unit>day|week|month|year|weekend)"
        ),
        _same_period,
    ),
)
