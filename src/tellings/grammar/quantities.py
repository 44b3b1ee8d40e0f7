"""Quantities: numbers with their bounds, units and currencies, as one expression of a text.

A quantity is one number, a range ("10 to 12 thousand", "between 18 and 35"), a compound ("nine minutes and 46 seconds")
or a share ("a third", "one in five", in percent). The grammar sees words only; what a parse must decide is left to it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from tellings.grammar.bounds import bound_after, bound_before
from tellings.grammar.lookalikes import codes, is_age
from tellings.grammar.terms import PERCENT, Term, find_terms
from tellings.grammar.units import dimension, plain, unit_after, unit_words
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


_RANGE = re.compile(
    r"[ \u00a0]?[-–—‑−][ \u00a0]?|[ \u00a0](?:to|or|and)[ \u00a0](?:as (?:many|much|high) as[ \u00a0])?"
)
_FROM = re.compile(
    r"(?<!\w)(?:(?:anywhere|somewhere|anything)[ \u00a0])?(?P<word>from|between)[ \u00a0](?:the ages of[ \u00a0])?\Z",
    re.IGNORECASE,
)
_AGES = re.compile(r"(?<!\w)(?:the ages of|ages|aged)(?: between| from)?[ \u00a0]\Z", re.IGNORECASE)
_SHARE = re.compile(r"[ \u00a0](?:in|out of)[ \u00a0](?:every[ \u00a0])?", re.IGNORECASE)
_JOINT = re.compile(r",?[ \u00a0](?:and[ \u00a0])?", re.IGNORECASE)
# One number to another that is more than this many times as large is no range after a verb of change.
_FAR_APART = 5
_NEAR_CHANGE = 16
# What news takes shares of: "one in five", "3 out of 100". Anything else ("10 out of 12 victims") is two counts.
_WHOLES = {2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 50, 100, 1000, 10_000, 100_000, 1_000_000}


def find_quantities(text: str) -> Iterator[Quantity]:
    """Quantities in order of the text; they do not overlap."""
    others = codes(text)
    terms = find_terms(text)
    at, last, before = 0, 0, None
    while at < len(terms):
        quantity, at = _read(text, terms, at)
        if quantity is None or quantity.start < last:
            continue
        code = bisect_left(others, (quantity.end,)) - 1
        if code >= 0 and others[code][1] > quantity.start:
            continue
        if before is not None and text[before.after : quantity.start] in (" (", "("):
            quantity = _converted(before, quantity)
        last, before = quantity.end, quantity
        yield quantity


def _read(text: str, terms: Sequence[Term], at: int) -> tuple[Quantity | None, int]:
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
        if _is_lent(text, term, following):
            return _bounded(text, replace(term, unit=following.unit)), at + 1
        joint = _compound(text, term, following)
        if joint:
            return _bounded(text, joint), at + 2
    return _bounded(text, term), at + 1


def _share(text: str, one: Term, whole: Term) -> Term | None:
    """ "one in five", "nine out of 10" as percent."""
    plain = one.kind == whole.kind == "plain" and not one.unit and not whole.unit
    if not plain or whole.value not in _WHOLES or not 0 < one.value < min(whole.value, 10):
        return None
    if not _SHARE.fullmatch(text, one.end, whole.start):
        return None
    value = one.value / whole.value * PERCENT
    return replace(one, end=whole.end, after=whole.end, value=value, kind="part", unit="percent")


def _compound(text: str, one: Term, other: Term) -> Term | None:
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


def _range(text: str, one: Term, other: Term) -> Quantity | None:
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
    if (one.unit and one.unit != unit) or (word == "and" and not between):
        return None
    if word == "to" and not lead and _is_change(text, one, other):
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


def _is_lent(text: str, one: Term, other: Term) -> bool:
    """Whether the first number of a change has the unit of the second: "rose from 30 to 40 euros"."""
    between = text[one.end : other.start].strip(" \u00a0")
    lead = _FROM.search(text, max(0, one.start - 24), one.start)
    from_to = between == "to" and lead is not None and lead["word"].lower() == "from"
    return from_to and one.kind == "plain" and not one.unit and bool(other.unit) and not other.attributive


def _is_change(text: str, one: Term, other: Term) -> bool:
    """Whether two numbers are a fall by one to the other: "dropped more than $11 billion to $106 billion"."""
    before = bound_before(text, one.start)
    start = before.edge if before else one.start
    return other.value > _FAR_APART * one.value and bool(_changed().search(text, max(0, start - _NEAR_CHANGE), start))


def _bounded(text: str, term: Term) -> Quantity | None:
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
            unit = unit_words()[plain(joined["unit"])] if joined else ""
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


@cache
def _changed() -> re.Pattern[str]:
    """A verb of change right before a number, a "by" between them or not."""
    words = "|".join(table("bounds")["change"]["words"])
    return re.compile(rf"(?<!\w)(?:{words})[ \u00a0](?:by[ \u00a0])?\Z", re.IGNORECASE)


@cache
def _change() -> re.Pattern[str]:
    words = "|".join(table("bounds")["change"]["words"])
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)[^.;\n]*\Z", re.IGNORECASE)
