"""Time expressions as TIMEX3, by rules: where they stand in a text, and what they mean on a day.

Two steps, both pure: `find_timexes` cuts them out of a text, `read_timexes` reads them in order, each with the day of
publication, the tense around it and the date named before it. Values follow TimeML's TIMEX3.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from tellings.grammar.calendar import day_range, third_of
from tellings.grammar.timex_amounts import RULES as AMOUNT_RULES
from tellings.grammar.timex_dates import RULES as DATE_RULES
from tellings.grammar.timex_quarters import RULES as QUARTER_RULES
from tellings.grammar.timex_relative import RULES as RELATIVE_RULES
from tellings.grammar.timex_words import (
    FREQUENCIES,
    GRAMMAR,
    HOLIDAYS,
    MONTHS,
    NUMBER_WORDS,
    ORDINALS,
    REFERENCES,
    SEASONS,
    UNITS,
    WEEKDAYS,
    Context,
    Days,
    Reading,
    Rule,
    Tense,
    either,
)

RULES: tuple[Rule, ...] = (*DATE_RULES, *RELATIVE_RULES, *QUARTER_RULES, *AMOUNT_RULES)

# A quarter named this many characters before is the one that "a year ago" is counted from, as in reports of earnings.
_NEAR = 600
# Times told for comparison only: what follows them is counted from the date before them.
_COMPARED = frozenset({"ago", "year-ago"})

# Where a time expression may begin; also the second day of "October 27th to 28th", which begins after the first.
_FIRST = either(
    {
        *(word for words in (MONTHS, WEEKDAYS, SEASONS, FREQUENCIES, ORDINALS, NUMBER_WORDS, UNITS) for word in words),
        *(f"{unit}s" for unit in UNITS),
        *(words.split()[0] for words in [*REFERENCES, *HOLIDAYS]),
        *GRAMMAR["first"],
        *GRAMMAR["decades"],
    }
)
_FIRST_WORDS = re.compile(
    rf"(?<![\w$€£#@])(?=\d|['’‘`]\d0s|{_FIRST}\b)"
    r"|(?<=[\dhtd])(?= ?(?:-|–|—|to|and|through|until|or) ?(?:the )?\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A time expression in a text, `text[start:end]`, with the rule that found it."""

    start: int
    end: int
    rule: Rule
    match: re.Match[str]


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression that was read: its place in the text, its TIMEX3 reading, first and last day."""

    start: int
    end: int
    rule: str
    reading: Reading
    days: Days


def _no_tense(offset: int) -> Tense:
    return ""


def candidates_at(text: str, start: int) -> list[Found]:
    """Every rule that matches at an offset, the longest match first."""
    found = []
    for rule in RULES:
        match = rule.pattern.match(text, start)
        if match:
            group = "span" if "span" in rule.pattern.groupindex else 0
            found.append(Found(*match.span(group), rule, match))
    return sorted(found, key=lambda one: one.start - one.end)


def read_timexes(
    text: str, anchor: date | None = None, tense_at: Callable[[int], Tense] = _no_tense
) -> Iterator[Timex]:
    """Time expressions in order of the text, none inside another; of several at one place the longest that reads."""
    last, last_end, end, quarter, quarter_end = "", -1, 0, "", 0
    for head in _FIRST_WORDS.finditer(text):
        if head.start() < end:
            continue
        if head.start() - quarter_end > _NEAR:
            quarter = ""
        for found in candidates_at(text, head.start()):
            gap = found.match.start() - last_end
            context = Context(anchor, tense_at(found.start) if anchor else "", last, gap, quarter)
            reading = found.rule.read(found.match, context)
            if reading is None or found.start < end:
                continue
            yield Timex(found.start, found.end, found.rule.name, reading, _days(reading))
            end = found.end
            if reading.type in ("DATE", "TIME") and not reading.value.endswith("_REF"):
                if found.rule.name in _COMPARED:
                    break
                last, last_end = reading.value, found.end
                if "-Q" in last:
                    quarter, quarter_end = last, found.end
            break


def _days(reading: Reading) -> Days:
    """First and last day of a reading, None where open."""
    if reading.days:
        return reading.days
    days = day_range(reading.value) if reading.type in ("DATE", "TIME") else None
    if days is None:
        return None, None
    first, last = third_of(days, reading.mod)
    if reading.mod in ("ON_OR_AFTER", "AFTER"):
        return first, None
    return (None, last) if reading.mod in ("ON_OR_BEFORE", "BEFORE") else (first, last)
