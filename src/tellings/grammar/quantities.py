"""Quantities: numbers with their bounds, units and currencies, as one expression of a text.

A quantity is one number, a range ("10 to 12 thousand", "between 18 and 35"), a compound ("nine minutes and 46 seconds")
or a share ("a third", "one in five", in percent). The grammar sees words only; what a parse must decide is left to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from tellings.grammar.bounds import bound_after, bound_before
from tellings.grammar.lookalikes import codes, is_age, is_lookalike
from tellings.grammar.numbers import Number, NumberKind, find_numbers
from tellings.grammar.units import currency, dimension, sign_before, unit_after, unit_words
from tellings.lexicon import table
from tellings.model import Bound


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at `text[start:end]`, bound words and currency sign inside, the unit word outside.

    `number` is where its last number starts, `after` where its unit word ends; `attributive` where a hyphen ties it to
    what it describes ("140-ton"); `share` where it is a part of a whole ("a third").
    """

    start: int
    end: int
    low: float | None
    high: float | None
    bound: Bound
    unit: str
    number: int
    after: int
    attributive: bool = False
    share: bool = False


@dataclass(frozen=True, slots=True)
class _Term:
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


_RANGE = re.compile(
    r"[ \u00a0]?[-–—‑−][ \u00a0]?|[ \u00a0](?:to|or|and)[ \u00a0](?:as (?:many|much|high) as[ \u00a0])?"
)
_FROM = re.compile(r"(?<!\w)(?P<word>from|between)[ \u00a0](?:the ages of[ \u00a0])?\Z", re.IGNORECASE)
_AGES = re.compile(r"(?<!\w)(?:the ages of|ages|aged)(?: between| from)?[ \u00a0]\Z", re.IGNORECASE)
_YEARS_OLD = re.compile(r"[- \u00a0]years?[- \u00a0]olds?\b", re.IGNORECASE)
_SHARE = re.compile(r"[ \u00a0](?:in|out of)[ \u00a0](?:every[ \u00a0])?", re.IGNORECASE)
_JOINT = re.compile(r",?[ \u00a0](?:and[ \u00a0])?", re.IGNORECASE)
_WHOLE_AFTER = re.compile(r"[ \u00a0](?:of|the|its|their|his|her|our|those|these|all)\b", re.IGNORECASE)
_UNIT_OF_PART = re.compile(r"-|[ \u00a0](?:of[ \u00a0])?an?[ \u00a0]|[ \u00a0](?=dozen)", re.IGNORECASE)
_BY = re.compile(r"(?<!\w)(?:by|than|least|only|other|nearly|almost|about|over|around)[ \u00a0]\Z", re.IGNORECASE)
_NOT_HALF = re.compile(
    r"(?:first|second|other|latter|last|top|bottom|this|that|the|each|a|better|-)[ \u00a0]?\Z", re.IGNORECASE
)
_METRES = re.compile(r"-|[ \u00a0](?:long|wide|high|tall|deep|away|above|below|from|off|race|sprint|of[ \u00a0])\b")
_MAGNITUDE = re.compile(r"(?<!\w)magnitude(?:-|[ \u00a0](?:of[ \u00a0])?)\Z", re.IGNORECASE)
_HYPHENS = ("-", "‐", "‑")
_PERCENT = 100.0
# Pounds are money from here on unless they are "of" something; little that news weighs in pounds is heavier.
_HEAVY = 2000
# What news takes shares of: "one in five", "3 out of 100". Anything else ("10 out of 12 victims") is two counts.
_WHOLES = {2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 50, 100, 1000, 10_000, 100_000, 1_000_000}


def find_quantities(text: str) -> Iterator[Quantity]:
    """Quantities in order of the text; they do not overlap."""
    others = codes(text)
    terms = [term for number in find_numbers(text) if (term := _term(text, number)) is not None]
    at, last, before = 0, 0, None
    while at < len(terms):
        quantity, at = _read(text, terms, at)
        if quantity is None or quantity.start < last:
            continue
        if any(start < quantity.end and quantity.start < end for start, end in others):
            continue
        if before is not None and text[before.after : quantity.start] in (" (", "("):
            quantity = _converted(before, quantity)
        last, before = quantity.end, quantity
        yield quantity


def _term(text: str, number: Number) -> _Term | None:
    """A number with the sign before it and the unit behind it; None where it is no quantity."""
    start, end, value, scale = number.start, number.end, number.value, number.scale
    sign = sign_before().search(text, max(0, start - 5), start)
    unit = _unit(text, number)
    if number.kind == "part":
        return _part(text, number)
    if not sign and not unit and is_lookalike(text, start, end):
        return None
    if sign:
        return _Term(sign.start(), start, end, end, value, scale, number.kind, currency(sign[0]))
    if number.numeral and scale == 1e6 and text[end - 1] in "mM" and _METRES.match(text, end):
        return _Term(start, start, end, end, value / scale, 1.0, number.kind, "metre")
    if number.numeral and text[end - 1] in "bB" and text[end - 2].isdigit():
        return None  # "a 208B": billions carry a sign of money or a longer word
    if not unit:
        name = "magnitude" if _MAGNITUDE.search(text, max(0, start - 14), start) else ""
        return _Term(start, start, end, end, value, scale, number.kind, name)
    name, after, hyphen = unit
    return _Term(start, start, end, after, value, scale, number.kind, name, hyphen)


def _unit(text: str, number: Number) -> tuple[str, int, bool] | None:
    """The unit word behind a number: its name, where it ends, and whether a hyphen ties it to the number."""
    at = number.end
    if number.kind == "vague" and text.startswith(" of ", at):
        at += 3
    match = unit_after().match(text, at)
    if not match or (not match["gap"] and not number.numeral):
        return None
    word, name, hyphen = match["unit"].lower(), unit_words()[_plain(match["unit"])], match["gap"] in _HYPHENS
    if word in ("pound", "pounds") and (
        number.scale >= 1e6 or (number.value >= _HEAVY and not text.startswith(" of ", match.end()))
    ):
        name = "GBP"
    # "two second chances", "two degrees in law", "10 min" but not "ten min": spoken numbers with these are no measures
    if (word == "second" and not hyphen and number.value != 1) or (
        name == "degree" and (not number.numeral and not hyphen)
    ):
        return None
    if _YEARS_OLD.match(text, number.end):
        return None
    return name, match.end(), bool(hyphen)


def _part(text: str, number: Number) -> _Term | None:
    """A share: of a unit ("half an hour": 0.5 hour), else of a whole ("a third of the crew": percent)."""
    gap = _UNIT_OF_PART.match(text, number.end)
    if gap:
        unit = unit_after().match(text, gap.end() - 1)
        if unit and unit["gap"]:
            name = unit_words()[_plain(unit["unit"])]
            end = number.end if gap[0] == "-" else gap.end() - 1
            return _Term(number.start, number.start, end, unit.end(), number.value, 1.0, "plain", name, gap[0] == "-")
    words = text[number.start : number.end].lower()
    if words.startswith("hal"):
        if _NOT_HALF.search(text, max(0, number.start - 12), number.start):
            return None
        if not (_WHOLE_AFTER.match(text, number.end) or _BY.search(text, max(0, number.start - 10), number.start)):
            return None
    value = number.value * _PERCENT
    return _Term(number.start, number.start, number.end, number.end, value, 1.0, "part", "percent")


def _read(text: str, terms: Sequence[_Term], at: int) -> tuple[Quantity | None, int]:
    """The quantity that starts at term `at`, and the term to go on from."""
    term = terms[at]
    following = terms[at + 1] if at + 1 < len(terms) else None
    if following is not None:
        share = _share(text, term, following)
        if share:
            return _bounded(text, share), at + 2
        span = _range(text, term, following)
        if span:
            return span, at + 2
        joint = _compound(text, term, following)
        if joint:
            return _bounded(text, joint), at + 2
    return _bounded(text, term), at + 1


def _share(text: str, one: _Term, whole: _Term) -> _Term | None:
    """ "one in five", "nine out of 10" as percent."""
    plain = one.kind == whole.kind == "plain" and not one.unit and not whole.unit
    if not plain or whole.value not in _WHOLES or not 0 < one.value < min(whole.value, 10):
        return None
    if not _SHARE.fullmatch(text, one.end, whole.start):
        return None
    value = one.value / whole.value * _PERCENT
    return replace(one, end=whole.end, after=whole.end, value=value, kind="part", unit="percent")


def _compound(text: str, one: _Term, other: _Term) -> _Term | None:
    """ "nine minutes and 46 seconds" as 586 seconds: a smaller unit of the same dimension follows."""
    if (
        not one.unit
        or not other.unit
        or one.kind != "plain"
        or other.kind != "plain"
        or other.start == other.number - 1
    ):
        return None
    big, small = dimension(one.unit), dimension(other.unit)
    if big.kind != small.kind or big.factor <= small.factor or big.kind not in ("time", "length", "calendar", "mass"):
        return None
    ratio = big.factor / small.factor
    if other.value >= ratio or not _JOINT.fullmatch(text, one.after, other.start):
        return None
    return replace(
        other, start=one.start, number=one.number, value=round(one.value * ratio + other.value, 6), scale=1.0
    )


def _range(text: str, one: _Term, other: _Term) -> Quantity | None:
    """Two numbers that bound one quantity: "10-12", "between 18 and 35", "$3bn to $4bn", "three or four"."""
    joint = _RANGE.fullmatch(text, one.after, other.start)
    if not joint or one.kind != "plain" or other.kind != "plain":
        return None
    lead = _FROM.search(text, max(0, one.start - 24), one.start)
    word, between = (
        joint[0].split()[0] if joint[0].strip() else joint[0],
        lead is not None and lead["word"].lower() == "between",
    )
    unit = other.unit or (one.unit if one.start < one.number else "")
    if (one.unit and one.unit != unit) or (word == "and") != between:
        return None
    low, high = one.value, other.value
    if one.scale == 1 and other.scale >= 1000 and low < high / other.scale:
        low *= other.scale
    elif word in "-–—" and one.value < 1000 <= other.value and other.value % 1000 == 0 and low * 1000 < high:
        low *= 1000  # "5-6,000 people"
    if low >= high or (word == "or" and high > 2 * low):
        return None
    if lead and not between and _change().search(text, max(0, one.start - 60), one.start):
        return None
    ages = _AGES.search(text, max(0, one.start - 28), one.start)
    if ages and not unit:
        unit = "year"
    start = lead.start() if lead else one.start
    if not lead:
        bound = bound_before(text, start)
        start = bound.edge if bound else start
    return Quantity(start, other.end, low, high, "range", unit or "count", other.number, other.after, other.attributive)


def _bounded(text: str, term: _Term) -> Quantity | None:
    """A term with the bound words on either side of it; None for the age of one person."""
    if text[term.start - 1 : term.start] in ("-", "–") and text[max(0, term.start - 2) : term.start - 1].isdigit():
        return None  # the end of what was no range: "1950-53"
    before = bound_before(text, term.start)
    after = bound_after(text, term.end) or (bound_after(text, term.after) if term.after > term.end else None)
    start, end, unit = term.start, term.end, term.unit
    bound: Bound = "vague" if term.kind == "vague" else "exact"
    if before:
        start = before.edge
        bound = before.bound if bound == "exact" else bound
        unit = "year" if before.age and not unit else unit
    elif not unit and is_age(text, term.start):
        return None
    if after and bound in ("exact", "about"):
        bound = after.bound
        end = after.edge if after.edge > term.after or term.after == term.end else end
        if not unit:
            joined = unit_after().match(text, after.edge)
            unit = unit_words()[_plain(joined["unit"])] if joined else ""
            term = replace(term, after=joined.end() if joined else term.after)
    low: float | None = term.value
    high: float | None = term.value
    if bound in ("at_least", "more_than", "vague"):
        high = None
    elif bound in ("at_most", "less_than"):
        low = None
    share = term.kind == "part"
    return Quantity(
        start, end, low, high, bound, unit or "count", term.number, max(end, term.after), term.attributive, share
    )


def _converted(one: Quantity, other: Quantity) -> Quantity:
    """The second of "about 230 km (140 miles)": the same measure in another unit has the same bound."""
    same = one.unit != other.unit and dimension(one.unit).kind == dimension(other.unit).kind
    if not same or other.bound != "exact" or one.bound == "range":
        return other
    return replace(
        other,
        bound=one.bound,
        low=None if one.low is None else other.low,
        high=None if one.high is None else other.high,
    )


def _plain(word: str) -> str:
    return word.lower().replace("\u00a0", " ").replace("-", " ") if word.lower() not in unit_words() else word.lower()


@cache
def _change() -> re.Pattern[str]:
    words = "|".join(table("bounds")["change"]["words"])
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)[^.;\n]*\Z", re.IGNORECASE)
