"""The words of time expressions as pieces of regular expressions, and the nouns the rules share.

A rule is a pattern and a function that reads a match into a `Reading`, given the `Context` it stands in. In patterns a
space stands for any gap inside a line, and every pattern ends where a word ends. Texts are matched as `plain_gaps`
gives them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tellings.grammar.numbers import read_number
from tellings.lexicon import table
from tellings.model import TimexType

Tense = Literal["past", "future", ""]
Order = Literal["day", "month", ""]
Days = tuple[date | None, date | None]

_WORDS = table("calendar")
_GAP = " {1,4}"  # one character: a thousand sets of spaces would take a third of the time in which the rules compile


@dataclass(frozen=True, slots=True)
class Context:
    """What the reading of a time expression may depend on.

    `anchor` is the day of publication, None where unknown; `tense` that of the verb the expression belongs to;
    `last` the TIMEX3 value of the date named before it and `gap` how many characters before; `day` and `quarter` the
    values of the day and of the quarter named last; `order` is "day" or "month", which of them the text writes first in
    "10/03/2017", "" where nothing tells.
    """

    anchor: date | None = None
    tense: Tense = ""
    last: str = ""
    gap: int = 0
    day: str = ""
    quarter: str = ""
    order: Order = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A time expression as TIMEX3, without its place. `days` overrides the days that the value itself names.

    `aside` says that it is told for comparison only: what follows is counted from the date before it.
    """

    type: TimexType
    value: str
    mod: str = ""
    anchor: str = ""
    days: Days | None = None
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and its reading; a reading of None says: no time expression after all."""

    name: str
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], Context], Reading | None]


def either(words: Iterable[str]) -> str:
    """A group that matches any of the words, the longest first."""
    return "(?:" + "|".join(re.escape(word).replace("\\ ", " ") for word in sorted(words, key=len, reverse=True)) + ")"


def _spellings(names: dict[str, list[str]]) -> dict[str, int]:
    return {word.lower(): n for n, words in enumerate(names.values(), 1) for word in words}


MONTHS = _spellings(_WORDS["months"])
WEEKDAYS = _spellings(_WORDS["weekdays"])
UNITS: dict[str, str] = _WORDS["units"]
SEASONS: dict[str, str] = _WORDS["seasons"]
DAY_PARTS: dict[str, str] = _WORDS["day_parts"]
REFERENCES: dict[str, str] = _WORDS["references"]
FREQUENCIES: dict[str, str] = _WORDS["frequencies"]
GRAMMAR: dict[str, list[str]] = _WORDS["grammar"]
NUMBER_WORDS = GRAMMAR["numbers"]
HOLIDAYS: dict[str, dict[str, int]] = _WORDS["holidays"]
ORDINALS = {word: n for n, word in enumerate(GRAMMAR["ordinals"], 1)}

_CAPITAL = {word: f"(?-i:{word.title()}|{word.upper()})" for word in [*MONTHS, *WEEKDAYS]}
_FULL_MONTHS = [word.lower() for words in _WORDS["months"].values() for word in words[:1]]


def _named(words: Iterable[str], full: Iterable[str]) -> str:
    """Names of months or weekdays; the abbreviated ones may have a full stop."""
    long = set(full)
    return "|".join(_CAPITAL[w] + (r"\b" if w in long else r"\b\.?") for w in sorted(words, key=len, reverse=True))


MONTH = f"(?P<month>{_named(MONTHS, _FULL_MONTHS)})"
# On its own a short form is a month only with its full stop: "Jan" and "Mar" are names of people too.
BARE_MONTH = "(?P<month>" + _named(MONTHS, _FULL_MONTHS).replace("\\b\\.?", "\\.") + ")"
WEEKDAY = "(?P<weekday>" + _named([w for w in WEEKDAYS if w.endswith("day")], WEEKDAYS) + ")"
WEEKDAYS_NAMED = f"(?P<days>{'|'.join(_CAPITAL[w] for w in WEEKDAYS if w.endswith('day'))})s"
ANY_WEEKDAY = "(?P<weekday>" + _named(WEEKDAYS, [w for w in WEEKDAYS if w.endswith("day")]) + ")"
DAY_NUMBER = r"(?:0?[1-9]|[12]\d|3[01])"
DAY = rf"(?P<day>{DAY_NUMBER})(?:st|nd|rd|th)?(?![\d%]|[.,:]\d|/\d)"
YEAR = r"(?P<year>1\d{3}|20\d\d)(?![\d%]|[,.:]\d)"
PART = f"(?P<part>{either(DAY_PARTS)})"
SPAN_UNIT = (
    r"(?P<unit>(?:second|minute|hour|day|weekend|week|fortnight|month|quarter|year|decade|centurie|millennium)s?"
    r"|century)"
)
SEASON = f"(?P<season>{either(SEASONS)})"
NUMERAL = (
    r"(?:\d{1,3}(?:,\d{3})+|\d{1,6}(?:\.\d)?(?:[ -]1/2|½)?|"
    + f"{either(NUMBER_WORDS)}(?:[ -]{either(NUMBER_WORDS)}){{0,5}})"
)
ORDINAL = rf"(?P<ordinal>{either(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))"
START = "(?:early|earlier|the beginning of|the start of|beginning of|start of|the first days of|the early part of)"
END = "(?:late|later|the end of|end of|the close of|the last days of|the latter part of)"
MID = "(?:mid|middle|the middle of|the midst of)"
MOD = f"(?:(?P<start>{START})|(?P<end>{END})|(?P<mid>{MID}))"
# "About" and "over" (more often "during") stand outside the expression, other bounds inside it, as TimeBank has it.
ABOUT = (
    "(?:(?:(?P<almost>almost|nearly|close to|just under)|(?P<over>more than|well over|just over)"
    "|(?P<under>less than|fewer than|under)|(?P<least>at least|no less than)"
    "|(?P<most>at most|up to|no more than|not more than)) "
    "|(?P<about>(?<=about )|(?<=around )|(?<=roughly )|(?<=approximately )|(?<=an estimated )))?"
)
_HALVES = {"Y": ("M", 6), "TH": ("TM", 30), "TM": ("TS", 30), "D": ("TH", 12), "M": ("D", 15), "E": ("Y", 5)}


def plain_gaps(text: str) -> str:
    """A text with its no-break spaces, narrow ones too, as plain ones, every character in its place."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


_SPACE = re.compile(r"(?P<set>\(\?<[=!][^()]*\)|\[[^\]]*\])| ")


def _widen(match: re.Match[str]) -> str:
    """A gap for a space; a look-behind and a set of characters keep their one space."""
    return match["set"] or _GAP


def pattern(source: str) -> re.Pattern[str]:
    """Compiles a rule's pattern, in which a space is any gap inside a line.

    A match ends where a word ends, and not before the rest of "year-old", "year-ago" or "year-earlier".
    """
    return re.compile(f"(?:{_SPACE.sub(_widen, source)})(?!\\w|-(?:old|ago|earlier)\\b)", re.IGNORECASE)


def said(match: re.Match[str], group: str) -> str:
    """The words of a named group, "" where the pattern has none of that name or it did not match."""
    return match[group] or "" if group in match.re.groupindex else ""


def mod_of(match: re.Match[str]) -> str:
    """START, MID or END, as MOD matched; "" for neither."""
    return next((name for key, name in (("start", "START"), ("mid", "MID"), ("end", "END")) if said(match, key)), "")


def degree_of(match: re.Match[str]) -> str:
    """The TIMEX3 mod of an amount, as ABOUT matched."""
    mods = {
        "about": "APPROX",
        "almost": "LESS_THAN",
        "over": "MORE_THAN",
        "under": "LESS_THAN",
        "least": "EQUAL_OR_MORE",
        "most": "EQUAL_OR_LESS",
    }
    return next((mod for key, mod in mods.items() if key in match.re.groupindex and match[key] is not None), "")


def month_of(word: str) -> int:
    """1 to 12."""
    return MONTHS[word.rstrip(".").lower()]


def weekday_of(word: str) -> int:
    """1 (Monday) to 7."""
    return WEEKDAYS[word.rstrip(".").lower()]


def unit_of(word: str) -> str:
    """The TIMEX3 code of a unit, in the singular or plural."""
    word = word.lower()
    return UNITS.get(word) or UNITS[word.removesuffix("s")]


def ordinal_of(word: str) -> int:
    """The number of an ordinal in words or numerals."""
    digits = re.match(r"\d+", word)
    return int(digits[0]) if digits else ORDINALS[word.lower()]


def count_of(words: str | None) -> float | None:
    """How many; None where the words leave it open ("several")."""
    if words is None:
        return None
    words = words.lower().strip()
    if words in ("a", "an", "the", "another", "each", "every", "one", "the same"):
        return 1
    if "couple" in words or words in ("both", "a pair of"):
        return 2
    half = re.fullmatch(r"(\d+)(?:[ -]1/2|½)", words)
    if half:
        return int(half[1]) + 0.5
    return read_number(words)


def duration_value(count: float | None, code: str) -> str:
    """The TIMEX3 value of an amount of a unit: `P2Y`, `PT5H30M`, `PXM`."""
    if code in ("WE", "2W", "C", "L") or (code == "E" and count is not None):
        code, size = {"WE": ("D", 2), "2W": ("W", 2), "C": ("Y", 100), "L": ("Y", 1000), "E": ("Y", 10)}[code]
        if count is None and size >= 100:
            return "PXC" if size == 100 else "PXL"
        count = None if count is None else count * size
    time = "T" if code.startswith("T") else ""
    letter = code.removeprefix("T")
    if count is None:
        return f"P{time}X{letter}"
    if count % 1 == 0.5 and code in _HALVES and code != "E":
        small, half = _HALVES[code]
        rest = ("T" if small.startswith("T") and not time else "") + f"{half}{small.removeprefix('T')}"
        return f"P{time}" + (f"{int(count)}{letter}" if count >= 1 else "") + rest
    return f"P{time}{count:g}{letter}" if count < 1e6 else f"P{time}{count:.0f}{letter}"
