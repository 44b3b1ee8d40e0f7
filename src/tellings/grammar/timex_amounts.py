"""Rules for durations, sets, parts of the day, clock times, and references to past, present and future."""

from __future__ import annotations

import re
from datetime import date

from tellings.grammar.calendar import read_day
from tellings.grammar.timex_dates import nearest_day
from tellings.grammar.timex_relative import moved, weekday_day
from tellings.grammar.timex_words import (
    ABOUT,
    ANY_WEEKDAY,
    DAY,
    DAY_PARTS,
    FREQUENCIES,
    GRAMMAR,
    MONTH,
    NUMERAL,
    PART,
    REFERENCES,
    SPAN_UNIT,
    Context,
    Days,
    Reading,
    Rule,
    count_of,
    degree_of,
    duration_value,
    either,
    month_of,
    pattern,
    said,
    unit_of,
    weekday_of,
)


def _duration(match: re.Match[str], context: Context) -> Reading | None:
    code, words = unit_of(match["unit"]), said(match, "count").lower()
    if code in ("TS", "Q") and words in ("a", "an", "one", "two", "three") and not said(match, "det"):
        return None  # "a second chance", "three quarters of them"
    count = count_of(words)
    if said(match, "half") or said(match, "halved"):
        count = (count or 0) + 0.5
    return Reading(
        "DURATION", duration_value(count, code), degree_of(match), *_reach(said(match, "det"), code, count, context)
    )


def _reach(det: str | None, code: str, count: float | None, context: Context) -> tuple[str, Days | None]:
    """Anchor and days of a duration that touches the day of publication: "the past two weeks"."""
    if not det or context.anchor is None or code.startswith("T"):
        return "", None
    anchor, words = context.anchor, det.lower()
    if words.endswith(("past", "last", "recent")):
        return str(anchor), (moved(anchor, code, -count) if count else None, anchor)
    if words.endswith(("next", "coming")):
        return str(anchor), (anchor, moved(anchor, code, count) if count else None)
    return "", None


def _whole(match: re.Match[str], context: Context) -> Reading | None:
    return Reading("DURATION", duration_value(1, unit_of(match["unit"])))


def _half(match: re.Match[str], context: Context) -> Reading | None:
    code = unit_of(match["unit"])
    return Reading("DURATION", {"C": "P50Y", "E": "P5Y"}.get(code) or duration_value(0.5, code))


def _every(match: re.Match[str], context: Context) -> Reading | None:
    code, count = unit_of(match["unit"]), count_of(said(match, "count"))
    return Reading("SET", duration_value(1 if count is None else count, code))


def _frequency(match: re.Match[str], context: Context) -> Reading | None:
    """Read "daily", but not in the name of a paper: "the Harbour Daily", "the Daily Post"."""
    before, after = match.string[max(0, match.start() - 2) : match.start()], match.string[match.end() : match.end() + 2]
    if match[0][0].isupper() and (before[:1].isalnum() or after[1:].isupper()):
        return None
    return Reading("SET", FREQUENCIES[match[0].lower()])


def _reference(match: re.Match[str], context: Context) -> Reading | None:
    value = REFERENCES[re.sub(r"\s+", " ", match[0].lower())]
    anchor = context.anchor
    if anchor is None:
        return Reading("DATE", value)
    days: Days = {"PAST_REF": (None, anchor), "FUTURE_REF": (anchor, None)}.get(value, (anchor, anchor))
    return Reading("DATE", value, anchor=str(anchor), days=days)


def _vague(match: re.Match[str], context: Context) -> Reading | None:
    """Read "recent years" and "coming weeks" as references to past and future, "the past months" as a duration."""
    if not said(match, "det").lower().startswith("the "):
        value, anchor = ("FUTURE_REF" if match["det"].lower() == "coming" else "PAST_REF"), context.anchor
        days: Days | None = ((anchor, None) if value == "FUTURE_REF" else (None, anchor)) if anchor else None
        return Reading("DATE", value, anchor=str(anchor or ""), days=days)
    return Reading(
        "DURATION", duration_value(None, unit_of(match["unit"])), "", *_reach(said(match, "det"), "", None, context)
    )


def _clock(match: re.Match[str], context: Context) -> Reading | None:
    hour, minute = int(said(match, "hour") or 0), int(said(match, "minute") or 0)
    half = re.sub(r"[^apm]", "", said(match, "half").lower())
    if said(match, "named"):
        hour = {"noon": 12, "midday": 12, "midnight": 24}[match["named"].lower()]
    elif said(match, "at_part"):
        hour += 12 if hour < 12 and said(match, "at_part").lower() in ("afternoon", "evening", "night") else 0
    elif half and hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if hour > 24 or minute > 59:
        return None
    day, anchor = _clock_day(match, context)
    return Reading("TIME", f"{day or 'XXXX-XX-XX'}T{hour:02d}:{minute:02d}", degree_of(match), anchor)


def _clock_day(match: re.Match[str], context: Context) -> tuple[date | None, str]:
    """The day a clock time belongs to: the one it names, else the one named before, else that of publication."""
    anchor = context.anchor
    if said(match, "month"):
        return nearest_day(month_of(said(match, "month")), int(said(match, "day") or 0), context), str(anchor or "")
    if said(match, "deictic") and anchor:
        shift = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}[said(match, "deictic").lower()]
        return moved(anchor, "D", shift), str(anchor)
    weekday = said(match, "weekday") or said(match, "later")
    if weekday and anchor:
        return weekday_day(weekday_of(weekday), anchor, context.tense), str(anchor)
    told = read_day(context.last)
    if told and context.gap <= _SAME_PASSAGE:
        return told, str(told)
    return anchor, str(anchor or "")


def _part_of_day(match: re.Match[str], context: Context) -> Reading | None:
    told: date | None = read_day(context.last) or context.anchor
    if told and said(match, "following"):
        told = moved(told, "D", 1)
    if said(match, "deictic"):
        told, _ = _clock_day(match, context)
    return Reading("TIME", f"{told or 'XXXX-XX-XX'}T{DAY_PARTS[match['part'].lower()]}", anchor=str(told or ""))


# A clock time belongs to a day named this few characters before it (about two sentences).
_SAME_PASSAGE = 300
_PLURAL_UNIT = "(?P<unit>(?:minute|hour|day|week|weekend|month|quarter|year|decade|centurie)s)"
_PLURALS = "(?:hours|days|weeks|months|years|decades)"
_FILLER = f"(?:{either(GRAMMAR['fillers'])} )?"
_DET = r"(?P<det>the (?:past|last|next|coming|first|final|latest|following|previous)|past|last|next|recent|coming|the)"
_COUNT = rf"an? (?:hundred|thousand|dozen)|{NUMERAL}|an?"
_VAGUE_COUNT = "a few|few|several|many|some|a couple of|a couple|another|an additional|couple of"
_ZONE = (
    r"(?: (?-i:[ECMP][SD]?T|GMT|UTC|BST|CET|JST|KST|IST)| local time| (?:Eastern|Pacific)(?: time)?"
    r"| \((?-i:[A-Z]{3,4})\))?"
)
# "10:35 a.m. (0735 GMT) on Friday": the day is named after the same time elsewhere, and stands for itself.
_CLOCK_DAY = (
    rf"(?=,? \(\d{{4}} GMT\)(?: on)? {ANY_WEEKDAY.replace('<weekday>', '<later>')})"
    rf"|(?:,? (?:on |of )?(?:{ANY_WEEKDAY}|(?P<deictic>today|yesterday|tomorrow|tonight)))?"
    rf"(?:,? (?:on )?{MONTH} {DAY})?"
)
_HOUR = r"(?P<hour>[01]?\d|2[0-4])(?:[:.](?P<minute>[0-5]\d))?"

RULES = (
    Rule(
        "times a",
        pattern(
            r"(?:(?<=once )|(?<=twice )|(?<=times )|(?<=percent )|(?<=% )|(?<=per ))"
            r"(?:an? )?(?P<unit>hour|day|week|month|quarter|year)"
        ),
        _every,
    ),
    Rule(
        "duration",
        pattern(
            rf"(?!(?:over|under) the ){ABOUT}(?:{_DET} )?(?P<count>{_COUNT}|{_VAGUE_COUNT})"
            rf"(?:(?: to | or |-){NUMERAL})?(?P<halved> and a half)? {_FILLER}{SPAN_UNIT}"
            r"(?P<half> and a half)?(?: or so)?(?! old| of age|-old)"
        ),
        _duration,
    ),
    Rule("duration adjective", pattern(rf"(?P<count>{NUMERAL}|several)-{SPAN_UNIT}(?!-old)(?:-long)?"), _duration),
    Rule("half", pattern(r"(?:an? )?half(?: an? |[ -])(?P<unit>hour|day|year|decade|century)"), _half),
    Rule(
        "vague",
        pattern(
            rf"(?:(?P<det>the coming|the past|the last|the next|coming|recent|past) ){_PLURAL_UNIT}(?: and {_PLURALS})?"
        ),
        _vague,
    ),
    Rule(
        "plural",
        pattern(rf"(?<!-)(?:the (?:first|early) )?(?!quarters){_PLURAL_UNIT}(?: (?:or|and) {_PLURALS})?(?! old)"),
        _duration,
    ),
    Rule(
        "every",
        pattern(rf"(?:each|every) (?:(?P<count>{NUMERAL}|other) )?(?P<unit>(?:hour|day|week|month|quarter|year)s?)"),
        _every,
    ),
    Rule("frequency", pattern(either(FREQUENCIES)), _frequency),
    Rule("reference", pattern(either(REFERENCES)), _reference),
    Rule("clock", pattern(rf"{ABOUT}{_HOUR} ?(?P<half>[ap]\.?m\b\.?){_ZONE}(?:{_CLOCK_DAY})"), _clock),
    Rule(
        "clock part",
        pattern(rf"{ABOUT}{_HOUR} (?:o['’]clock )?in the (?P<at_part>morning|afternoon|evening|night)(?:{_CLOCK_DAY})"),
        _clock,
    ),
    Rule("oclock", pattern(rf"{ABOUT}{_HOUR} ?o['’]clock{_ZONE}(?:{_CLOCK_DAY})"), _clock),
    Rule(
        "zone clock",
        pattern(r"(?P<hour>[01]\d|2[0-4]):?(?P<minute>[0-5]\d)(?: hours)? (?:GMT|UTC|local time|hours)"),
        _clock,
    ),
    Rule(
        "at clock",
        pattern(r"(?:(?<=at )|(?<=around )|(?<=about ))(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)"),
        _clock,
    ),
    Rule("named time", pattern(rf"{ABOUT}(?P<named>noon|midday|midnight){_ZONE}(?:{_CLOCK_DAY})"), _clock),
    Rule("year long", pattern(r"the (?:fiscal |financial )?(?P<unit>year)(?= (?:ended|ending))"), _whole),
    Rule(
        "part of day and day",
        pattern(rf"(?:mid|early|late)[ -]{PART} (?P<deictic>today|yesterday|tomorrow)"),
        _part_of_day,
    ),
    Rule("next part of day", pattern(rf"the (?P<following>next|following) {PART}"), _part_of_day),
    Rule("middle of day", pattern(rf"mid[ -]{PART}"), _part_of_day),
    Rule("part of day", pattern(r"the (?P<part>morning|afternoon|evening)"), _part_of_day),
)
