"""Rules for dates that name a day, month, quarter, season, year, decade or century."""

from __future__ import annotations

import re
from datetime import date

from tellings.grammar.calendar import day_of, day_range, holiday, read_day, week_value
from tellings.grammar.numbers import read_number
from tellings.grammar.timex_words import (
    ANY_WEEKDAY,
    BARE_MONTH,
    DAY,
    DAY_NUMBER,
    GRAMMAR,
    HOLIDAYS,
    MOD,
    MONTH,
    ORDINAL,
    SEASON,
    SEASONS,
    YEAR,
    Context,
    Order,
    Reading,
    Rule,
    either,
    mod_of,
    month_of,
    ordinal_of,
    pattern,
    said,
)

WHICH_YEAR = "(?P<which>(?:of )?(?:this|last|next) year|the year before)"
_SHIFT = {"this": 0, "last": -1, "next": 1, "before": -1, "past": -1, "coming": 1, "previous": -1, "following": 1}
# A day and month without a year is the nearest one, but with a past verb none further ahead, and with a future verb
# none further back, than this; tuned on TimeBank's news wire, where "payable Dec. 7" stands under "said".
_AGAINST_TENSE_DAYS = 90


def shift_of(words: str) -> int:
    """-1, 0 or 1: which period a determiner points to, counted from the present one."""
    return next((shift for word, shift in _SHIFT.items() if word in words.lower()), 0)


def nearest_day(month: int, day: int, context: Context) -> date | None:
    """The day of a month and day without a year: the nearest to publication that fits the tense."""
    if context.anchor is None:
        return None
    days = [found for year in (-1, 0, 1) if (found := day_of(context.anchor.year + year, month, day))]
    ahead = {found: (found - context.anchor).days for found in days}
    if context.tense == "past":
        days = [found for found in days if ahead[found] <= _AGAINST_TENSE_DAYS] or days
    elif context.tense == "future":
        days = [found for found in days if ahead[found] >= -_AGAINST_TENSE_DAYS] or days
    return min(days, key=lambda found: abs(ahead[found]), default=None)


def month_near(month: int, context: Context) -> int | None:
    """The year of a bare month: the last one gone by or, with a future verb, the next unless it is far."""
    if context.anchor is None:
        return None
    now = context.anchor
    ahead = (month - now.month) % 12
    if ahead and (ahead <= 7 if context.tense == "future" else ahead <= 2 and context.tense == ""):
        return now.year + (month < now.month)
    return now.year - (month > now.month)


def year_text(match: re.Match[str], context: Context) -> str:
    """The year a match names, outright or from the present one; "" where it names none."""
    if said(match, "year"):
        return str(said(match, "year"))
    if said(match, "which"):
        return f"{context.anchor.year + shift_of(said(match, 'which')):04d}" if context.anchor else "XXXX"
    return ""


def _full(match: re.Match[str], context: Context) -> Reading | None:
    month, day, year = month_of(match["month"]), int(match["day"]), year_text(match, context)
    anchor = ""
    if not year:
        near = nearest_day(month, day, context)
        year, anchor = (f"{near.year:04d}", str(context.anchor)) if near else ("XXXX", "")
    if day > (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31):
        return None
    if year.isdigit() and day_of(int(year), month, day) is None:
        year = "XXXX"
    return Reading("DATE", f"{year}-{month:02d}-{day:02d}", mod_of(match), anchor)


def _week_of(match: re.Match[str], context: Context) -> Reading | None:
    near = nearest_day(month_of(match["month"]), int(match["day"]), context)
    return Reading("DATE", week_value(near), anchor=str(context.anchor)) if near else Reading("DATE", "XXXX-WXX")


def _iso(match: re.Match[str], context: Context) -> Reading | None:
    day = day_of(int(said(match, "year")), int(match["month"]), int(match["day"]))
    if day is None:
        return None
    time = said(match, "time")
    return Reading("TIME", f"{day}T{time}") if time else Reading("DATE", str(day))


# A date of figures this many days from publication, where its other reading is further away, is that of its page.
_PAGE_DAYS = 14


def _slashed(match: re.Match[str], context: Context) -> Reading | None:
    """Read "10/03/2017" by its dots, by what is a date at all, by the order of the text's others, by publication.

    Where none of them tells, the day stays open between the two.
    """
    one, two, year = int(match["one"]), int(match["two"]), int(said(match, "year"))
    if year < 100:
        year += 2000 if year < 70 else 1900
    us, world = day_of(year, one, two), day_of(year, two, one)
    if us is None or world is None or us == world:
        day = us or world
        return Reading("DATE", str(day)) if day else None
    if match["sep"] == "." or context.order:
        return Reading("DATE", str(us if context.order == "month" and match["sep"] != "." else world))
    near = [day for day in (us, world) if context.anchor and abs((day - context.anchor).days) <= _PAGE_DAYS]
    if len(near) == 1:
        return Reading("DATE", str(near[0]), anchor=str(context.anchor))
    return Reading("DATE", f"{year:04d}-XX-XX", days=(min(us, world), max(us, world)))


def slash_order(text: str) -> Order:
    """Whether a text writes the day or the month first in dates of figures, by those that can be read one way only."""
    orders: set[Order] = set()
    for match in _FIGURES.finditer(text):
        if int(match[1]) > 12 or int(match[2]) > 12:
            orders.add("day" if int(match[1]) > 12 else "month")
    return orders.pop() if len(orders) == 1 else ""


_FIGURES = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(?:(?:19|20)\d\d|\d\d)(?![\d/])")


def _second_day(match: re.Match[str], context: Context) -> Reading | None:
    """The second day of "October 27th to 28th", in the month of the first."""
    first = read_day(context.last) if context.gap == 0 else None
    if first:
        day = day_of(first.year, first.month, int(match["day"]))
        return Reading("DATE", str(day), anchor=str(first)) if day and day > first else None
    open_month = re.match(r"XXXX-(\d\d)-\d\d", context.last) if context.gap == 0 else None
    return Reading("DATE", f"XXXX-{open_month[1]}-{int(match['day']):02d}") if open_month else None


def _month(match: re.Match[str], context: Context) -> Reading | None:
    month, year = month_of(match["month"]), year_text(match, context)
    anchor = str(context.anchor or "")
    if said(match, "every"):
        return Reading("SET", f"XXXX-{month:02d}")
    if not year and context.anchor is None:
        return Reading("DATE", f"XXXX-{month:02d}", mod_of(match))
    if year:
        anchor = "" if said(match, "year") else anchor
    elif context.anchor is not None:
        now, which = context.anchor, said(match, "det").lower()
        if which.startswith(("last", "past", "this past")):
            # "last February" in March is that of the year before: the one just over is "last month".
            near: int | None = now.year - (month >= now.month - 1)
        elif which.startswith(("next", "coming", "this coming")):
            near = now.year + (month <= now.month)
        elif which.startswith("this"):
            near = now.year
        else:
            near = month_near(month, context)
        year = f"{near:04d}"
    return Reading("DATE", f"{year}-{month:02d}", mod_of(match), anchor)


def _year(match: re.Match[str], context: Context) -> Reading | None:
    before = match.string[max(0, match.start() - _NUMBERED) : match.start()].lower().split(" ")
    if len(before) > 1 and not before[-1] and before[-2] in GRAMMAR["numbered"]:
        return None
    mod = mod_of(match)
    if said(match, "post"):
        mod = "AFTER" if said(match, "post").lower() == "post" else "BEFORE"
    if said(match, "half"):
        return Reading("DATE", f"{match['year']}-H{1 if 'first' in match['half'].lower() else 2}")
    return Reading("DATE", str(said(match, "year")), "ON_OR_AFTER" if said(match, "later") else mod)


_NUMBERED = 12  # characters before a year in which the word stands that makes it a number: "Flight 2019"


def _spoken_year(match: re.Match[str], context: Context) -> Reading | None:
    if not said(match, "high"):
        return Reading("DATE", "2000")
    high, low = read_number(match["high"]), read_number(match["low"])
    return None if high is None or low is None else Reading("DATE", f"{int(high) * 100 + int(low):04d}")


def _decade(match: re.Match[str], context: Context) -> Reading | None:
    words = match["decade"].lower()
    digits = re.search(r"\d+", words)
    if digits:
        value = digits[0][:-1] if len(digits[0]) == 4 else "19" + digits[0][0]
    else:
        tens = GRAMMAR["decades"]
        value = f"19{tens.index(words) + 2}"
    return Reading("DATE", value, mod_of(match))


def _century(match: re.Match[str], context: Context) -> Reading | None:
    if said(match, "ordinal"):
        number = ordinal_of(said(match, "ordinal")) - 1
    elif context.anchor:
        number = context.anchor.year // 100 + shift_of(said(match, "det"))
    else:
        return Reading("DATE", "XX", mod_of(match))
    return Reading("DATE", f"{number:02d}", mod_of(match)) if 0 <= number <= 99 else None


def _season(match: re.Match[str], context: Context) -> Reading | None:
    code, year, anchor = SEASONS[match["season"].lower()], year_text(match, context), ""
    if not year and context.anchor:
        now, det, anchor = context.anchor, said(match, "det").lower(), str(context.anchor)
        span = day_range(f"{now.year:04d}-{code}")
        ahead = span is not None and span[0] > now
        over = span is not None and span[1] < now
        shift = {"last": -1 if not over else 0, "next": 1 if not ahead else 0}.get(det.split(" ")[0], 0)
        if det.startswith("this past") or (not det.startswith(("last", "next", "this")) and context.tense == "past"):
            shift = -1 if ahead else 0
        if code == "WI" and now.month <= 2 and not det.startswith("next"):
            shift = -1
        year = f"{now.year + shift:04d}"
    return Reading("DATE", f"{year or 'XXXX'}-{code}", mod_of(match), anchor)


def _holiday(match: re.Match[str], context: Context) -> Reading | None:
    rule = HOLIDAYS[re.sub(r"\s+", " ", match["holiday"].replace("’", "'").lower())]
    if said(match, "year"):
        day = holiday(rule, int(said(match, "year")))
        return Reading("DATE", str(day)) if day else None
    if context.anchor is None:
        fixed = f"{rule['month']:02d}-{rule['day']:02d}" if "day" in rule else "XX-XX"
        return Reading("DATE", f"XXXX-{fixed}")
    anchor, det = context.anchor, said(match, "det").lower()
    days = [day for shift in (-1, 0, 1) if (day := holiday(rule, anchor.year + shift))]
    if det.startswith("last"):
        days = [day for day in days if day < anchor][-1:]
    elif det.startswith("next"):
        days = [day for day in days if day > anchor][:1]
    near = min(days, key=lambda day: abs((day - anchor).days), default=None)
    return Reading("DATE", str(near), anchor=str(anchor)) if near else None


def _fiscal(match: re.Match[str], context: Context) -> Reading | None:
    if said(match, "year"):
        return Reading("DATE", str(said(match, "year")))
    shift = -1 if "latest" in match["det"].lower() else shift_of(match["det"])
    now = f"{context.anchor.year + shift:04d}" if context.anchor else "XXXX"
    return Reading("DATE", now, anchor=str(context.anchor or ""))


_HOLIDAY = "(?P<holiday>" + either(HOLIDAYS).replace("'", "['’]") + ")"
_DET = "(?P<det>last|this past|this coming|this|next|past|coming)"
_NO_DAY = r"(?!\.? ?\d)"
# "May" and "March" are other words too: bare, they need a preposition before them.
_AMBIGUOUS = "(?-i:May|March|MAY|MARCH)\\b"
_LEAD = "|".join(f"(?<={word} )" for word in GRAMMAR["before_months"])
_YEAR_LEAD = "|".join(f"(?<={word} )" for word in [*GRAMMAR["before_months"], *GRAMMAR["before_years"]])
_DECADE = (
    r"(?P<decade>(?:1[5-9]|20)\d0['’]?s|['’‘`]\d0s"
    r"|(?<=the )" + either(GRAMMAR["decades"]) + r")"
)
_LATER_DAY = rf"{DAY_NUMBER}(?:st|nd|rd|th)?"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_OF_YEAR = rf",? (?:of )?{YEAR}|,? {WHICH_YEAR}"

RULES = (
    Rule(
        "iso",
        pattern(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?:[T ](?P<time>\d\d:\d\d)(?::\d\d)?Z?)?"),
        _iso,
    ),
    Rule(
        "slashed",
        pattern(r"(?P<one>\d{1,2})(?P<sep>[/.])(?P<two>\d{1,2})(?P=sep)(?P<year>(?:19|20)\d\d|\d\d)(?![/.]?\d)"),
        _slashed,
    ),
    Rule(
        "month day",
        pattern(rf"(?:{ANY_WEEKDAY},? )?(?:{MOD}[ -])?{MONTH} {DAY}(?:,? {YEAR}|,? {WHICH_YEAR})?"),
        _full,
    ),
    Rule(
        "day month",
        pattern(rf"(?:{ANY_WEEKDAY},? )?(?:the )?{DAY}(?: of| day of)?[ -]{MONTH}(?:(?:,? |-){YEAR}|,? {WHICH_YEAR})?"),
        _full,
    ),
    Rule(
        "second day",
        pattern(rf"(?<=[\dhtd]) ?(?:-|–|—|to|and|through|until|or) ?(?:the )?(?P<span>{DAY})(?! (?:of )?{MONTH})"),
        _second_day,
    ),
    Rule("week of", pattern(rf"the week of {MONTH} {DAY}"), _week_of),
    Rule("first day", pattern(rf"(?P<span>{DAY})(?= ?(?:-|–|—|to|and|or) ?{_LATER_DAY} {MONTH})"), _full),
    Rule("month of year", pattern(rf"(?:{MOD}[ -])?{MONTH}(?:{_OF_YEAR})"), _month),
    Rule("each month", pattern(rf"(?P<every>each|every) {MONTH}{_NO_DAY}"), _month),
    Rule("month with determiner", pattern(rf"(?:{MOD}[ -])?{_DET} {MONTH}{_NO_DAY}"), _month),
    Rule("part of month", pattern(rf"{MOD}[ -]{MONTH}{_NO_DAY}"), _month),
    Rule("month", pattern(rf"(?:(?!{_AMBIGUOUS})|{_LEAD}){BARE_MONTH}{_NO_DAY}"), _month),
    Rule(
        "part of year",
        pattern(rf"(?:{MOD}[ -]|the year |(?P<half>the (?:first|second|last) half of )|(?P<post>post|pre)-){YEAR}"),
        _year,
    ),
    Rule("year and later", pattern(rf"{YEAR} (?P<later>or later|and beyond|and after|onwards?)"), _year),
    Rule("year", pattern(rf"(?:(?:{_YEAR_LEAD})(?=1)|(?=19|20)){YEAR}"), _year),
    Rule(
        "spoken year",
        pattern(
            rf"(?P<high>eighteen|nineteen|twenty)[ -](?P<low>(?:{_TENS})(?:[ -](?:{_ONES}))?)|the year two thousand"
        ),
        _spoken_year,
    ),
    Rule("decade", pattern(rf"(?:the )?(?:{MOD}[ -])?{_DECADE}"), _decade),
    Rule(
        "century",
        pattern(rf"(?:(?:the )?(?:{MOD}[ -])?{ORDINAL}|(?P<det>this|last|next|the past|the coming))[ -]century"),
        _century,
    ),
    Rule(
        "season",
        pattern(rf"(?:{MOD} )?(?P<det>last|this past|this coming|this|next) {SEASON}(?:{_OF_YEAR})?"),
        _season,
    ),
    Rule("season of year", pattern(rf"(?:the )?(?:{MOD}[ -])?{SEASON}(?:{_OF_YEAR})"), _season),
    Rule(
        "the season", pattern(rf"(?:(?<=in )|(?<=during )|(?<=by )|(?<=of ))(?:the )?(?:{MOD}[ -])?{SEASON}"), _season
    ),
    Rule("bare season", pattern(rf"(?:the )?(?:{MOD}[ -])?(?P<season>summer|winter|autumn)"), _season),
    Rule("fiscal year", pattern(rf"(?:the )?(?:fiscal(?: year)?|financial year|FY)[ -]?{YEAR}"), _fiscal),
    Rule(
        "this fiscal year",
        pattern(
            r"(?P<det>the current|the latest|the present|this|last|next|the previous|the coming|the|its) fiscal year"
            r"(?! (?:ended|ending))"
        ),
        _fiscal,
    ),
    Rule("holiday", pattern(rf"(?:(?P<det>last|this|next) )?{_HOLIDAY}(?:,? {YEAR})?"), _holiday),
)
