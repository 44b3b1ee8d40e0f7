"""One number of a text with the sign before it and the unit behind it; multiples ("twice as many") among them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from tellings.grammar.lookalikes import is_lookalike
from tellings.grammar.numbers import Number, NumberKind, find_numbers
from tellings.grammar.units import currency, plain, sign_before, unit_after, unit_words
from tellings.grammar.wording import any_of
from tellings.lexicon import table


@dataclass(frozen=True, slots=True)
class Term:
    """One number with its sign and unit: `start` at the sign, `after` behind the unit word."""

    start: int
    number: int
    end: int
    after: int
    value: float
    scale: float
    kind: NumberKind
    unit: str = ""
    attributive: bool = False


_WHOLE_AFTER = re.compile(r"[ \u00a0](?:of|the|its|their|his|her|our|those|these|all)\b", re.IGNORECASE)
_UNIT_OF_PART = re.compile(r"-|[ \u00a0](?:of[ \u00a0])?an?[ \u00a0]|[ \u00a0](?=dozen)", re.IGNORECASE)
_EACH = re.compile(
    r"[ \u00a0](?:an?|per|each|every)[ \u00a0](?:hour|day|week|month|year|head|person|night|ticket)\b", re.IGNORECASE
)
_BY = re.compile(r"(?<!\w)(?:by|than|least|only|other|nearly|almost|about|over|around)[ \u00a0]\Z", re.IGNORECASE)
_NOT_HALF = re.compile(
    r"(?:first|second|other|latter|last|top|bottom|this|that|the|each|a|better|-)[ \u00a0]?\Z", re.IGNORECASE
)
_METRES = re.compile(r"-|[ \u00a0](?:long|wide|high|tall|deep|away|above|below|from|off|race|sprint|of[ \u00a0])\b")
_OTHER_METRES = re.compile(r"(?:[ \u00a0](?:to|or|and)[ \u00a0]|-|–)\d{1,6}(?:\.\d)?m(?=\W)")
_PERIOD = re.compile(r"(?<!\w)(?:in|for|per|every|after|within)[ \u00a0]\Z", re.IGNORECASE)
_SIZES = (
    r"[ \u00a0](?:the|its|their|that|what)[ \u00a0](?:\w+[ \u00a0]){0,2}?(?:number|size|amount|average|rate|level|"
    r"price|speed|value|cost|population|limit|distance|area|length|height|weight|norm|normal|usual|total|toll|share)\b"
)
_TIMES = re.compile(
    rf"(?P<times>[ \u00a0]times)(?:[ \u00a0](?:as[ \u00a0]|more\b|less\b|fewer\b|\w{{2,12}}er\b)|{_SIZES})",
    re.IGNORECASE,
)
_MULTIPLES = {"twice": 2.0, "thrice": 3.0, "double": 2.0, "triple": 3.0, "quadruple": 4.0}
_MULTIPLE = re.compile(
    rf"(?<![\w-])(?:(?P<as>twice|thrice)(?:[ \u00a0]as[ \u00a0]|{_SIZES})|(?P<the>double|triple|quadruple){_SIZES})",
    re.IGNORECASE,
)
# "an hour and a half"
_HALF_MORE = re.compile(
    r"(?<!\w)(?:an?|one)[ \u00a0](?P<unit>\w{2,12})[ \u00a0]and[ \u00a0]a[ \u00a0]\Z", re.IGNORECASE
)
_MINUS = re.compile(r"(?<!\w)(?:minus|negative)[ \u00a0]\Z|(?<=[ \u00a0(])(?P<sign>[-−])\Z", re.IGNORECASE)
_MAGNITUDE = re.compile(r"(?<!\w)magnitude(?:-|[ \u00a0](?:of[ \u00a0])?)\Z", re.IGNORECASE)
_PRICE = re.compile(r"[ \u00a0](?:an?|per|each|apiece)\b", re.IGNORECASE)
_HYPHENS = ("-", "‐", "‑")
_MINOR = 100  # cents of a dollar, pence of a pound
_YEARS_OLD = re.compile(r"[- \u00a0]years?[- \u00a0]olds?\b", re.IGNORECASE)
# Pounds are money from here on unless they are "of" something; little that news weighs in pounds is heavier.
_HEAVY = 2000
# So many "crowns" or "marks" are money.
_MANY_COINS = 100
PERCENT = 100.0


def find_terms(text: str) -> list[Term]:
    """Numbers that may be quantities, in order of the text."""
    numbers = _told_once(text, find_numbers(text))
    terms = [term for number in numbers if (term := _term(text, number)) is not None]
    return sorted([*terms, *_multiples(text)], key=lambda term: term.start)


def _told_once(text: str, numbers: Iterable[Number]) -> Iterator[Number]:
    """Numbers, those of "nineteen (19) persons" as one, as official papers write them: in words and again in digits."""
    last: Number | None = None
    for number in numbers:
        if last is not None and _is_again(text, last, number):
            last = replace(last, end=number.end + 1)
            continue
        if last is not None:
            yield last
        last = number
    if last is not None:
        yield last


def _is_again(text: str, one: Number, other: Number) -> bool:
    """Whether a number stands in brackets right behind the same number, one of them in words."""
    if one.value != other.value or one.numeral == other.numeral or one.kind != "plain" or other.kind != "plain":
        return False
    brackets = text[one.end : other.start].lstrip(" \u00a0"), text[other.end : other.end + 1]
    return brackets in (("(", ")"), ("[", "]"))


def _term(text: str, number: Number) -> Term | None:
    """A number with the sign before it and the unit behind it; None where it is no quantity."""
    start, end, value, scale = number.start, number.end, number.value, number.scale
    sign = sign_before().search(text, max(0, start - 5), start)
    unit = _unit(text, number)
    if number.kind == "part":
        return _part(text, number)
    if not sign and not unit and is_lookalike(text, start, end):
        return None
    if sign:
        return Term(sign.start(), start, end, end, value, scale, number.kind, currency(sign[0]))
    if number.numeral and scale == 1e6 and text[end - 1] in "mM" and (_METRES.match(text, end) or _deep(text, end)):
        return Term(start, start, end, end, value / scale, 1.0, number.kind, "metre")
    minus = _minus(text, number, bool(unit))
    if minus is not None:
        start, value = minus, -value
    if number.numeral and text[end - 1] in "bB" and text[end - 2].isdigit():
        return None  # "a 208B": billions carry a sign of money or a longer word
    if number.kind == "plain" and (times := _TIMES.match(text, end)):
        return Term(start, start, end, times.end("times"), value, scale, number.kind, "times")
    if not unit:
        name = "magnitude" if _MAGNITUDE.search(text, max(0, start - 14), start) else ""
        return Term(start, start, end, end, value, scale, number.kind, name)
    name, after, hyphen = unit
    if name in table("units")["minor"]:
        name, value = table("units")["minor"][name], value / _MINOR
    return Term(start, start, end, after, value, scale, number.kind, name, hyphen)


def _deep(text: str, end: int) -> bool:
    """Whether a second figure in "m" says that both are metres: "70m to 80m deep"."""
    other = _OTHER_METRES.match(text, end)
    return bool(other and _METRES.match(text, other.end()))


def _multiples(text: str) -> Iterator[Term]:
    """ "twice as many", "double the number": so many times what is compared with."""
    for match in _MULTIPLE.finditer(text):
        word = (match["as"] or match["the"]).lower()
        start, end = match.span("as" if match["as"] else "the")
        yield Term(start, start, end, end, _MULTIPLES[word], 1.0, "plain", "times")


def _minus(text: str, number: Number, measured: bool) -> int | None:
    """Where the sign of a number below zero starts: "minus 5 degrees", "negative 7 percent", "−5°C", "at -14"."""
    match = _MINUS.search(text, max(0, number.start - 12), number.start) if number.kind == "plain" else None
    if match is None or not (number.numeral or measured) or (match["sign"] and not number.numeral):
        return None
    return match.start()


def _unit(text: str, number: Number) -> tuple[str, int, bool] | None:
    """The unit word behind a number: its name, where it ends, and whether a hyphen ties it to the number."""
    at = number.end
    if number.kind == "vague" and text.startswith(" of ", at):
        at += 3
    match = unit_after().match(text, at)
    if not match or (not match["gap"] and not number.numeral):
        return None
    word, name, hyphen = match["unit"].lower(), unit_words()[plain(match["unit"])], match["gap"] in _HYPHENS
    if word in ("pound", "pounds") and _is_sterling(text, number, match.end(), bool(hyphen)):
        name = "GBP"
    # "two second chances", "two degrees in law", "10 min" but not "ten min": spoken numbers with these are no measures
    if (word == "second" and not hyphen and number.value != 1) or (
        name == "degree" and (not number.numeral and not hyphen)
    ):
        return None
    if _YEARS_OLD.match(text, number.end):
        return None
    if word in ("c", "f") and (match["gap"] or match["unit"].islower()):
        return None  # "41C", but not "12 F-16s"
    few = number.value < _MANY_COINS and number.value.is_integer() and not _PRICE.match(text, match.end())
    if word in table("units")["other"]["words"] and few:
        return None  # "two crowns"
    if word == "won" and (hyphen or number.value < _HEAVY):
        return None  # "Team 12 won"
    return name, match.end(), bool(hyphen)


def _is_sterling(text: str, number: Number, after: int, attributive: bool) -> bool:
    """Whether "pounds" are money: many of them, or so many a month; "a 12,000-pound whale" is heavy, a fine is not."""
    if attributive:
        return number.scale >= 1e6 or bool(_fined().match(text, after))
    if text.startswith(" of ", after):
        return number.scale >= 1e6
    return number.scale >= 1e6 or number.value >= _HEAVY or bool(_EACH.match(text, after))


@cache
def _fined() -> re.Pattern[str]:
    """What a sum of money is said of, behind it: "a 5,000-pound fine"."""
    return re.compile(rf"[ \u00a0](?:\w+[ \u00a0])?(?:{any_of(table('units')['sums']['words'])})(?!\w)", re.IGNORECASE)


def _part(text: str, number: Number) -> Term | None:
    """A share: of a unit ("half an hour": 0.5 hour), else of a whole ("a third of the crew": percent)."""
    gap = _UNIT_OF_PART.match(text, number.end)
    if gap:
        unit = unit_after().match(text, gap.end() - 1)
        if unit and unit["gap"]:
            name = unit_words()[plain(unit["unit"])]
            end = number.end if gap[0] == "-" else gap.end() - 1
            return Term(number.start, number.start, end, unit.end(), number.value, 1.0, "plain", name, gap[0] == "-")
    words = text[number.start : number.end].lower()
    one = _HALF_MORE.search(text, max(0, number.start - 24), number.start) if words == "half" else None
    if one and one["unit"].lower() in unit_words():
        name = unit_words()[one["unit"].lower()]
        return Term(one.start(), number.start, number.end, number.end, 1 + number.value, 1.0, "plain", name)
    if (
        words.endswith(("quarter", "quarters"))
        and " " in words
        and _PERIOD.search(text, max(0, number.start - 8), number.start)
    ):
        return None  # "lost $2bn in one quarter"
    if words.startswith("hal"):
        if _NOT_HALF.search(text, max(0, number.start - 12), number.start):
            return None
        if not (_WHOLE_AFTER.match(text, number.end) or _BY.search(text, max(0, number.start - 10), number.start)):
            return None
    value = number.value * PERCENT
    return Term(number.start, number.start, number.end, number.end, value, 1.0, "part", "percent")
