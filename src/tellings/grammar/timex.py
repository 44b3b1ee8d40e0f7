"""Time expressions as TIMEX3, by rules: where they stand in a text, and what they mean on a day.

Two steps, both pure: `find_timexes` cuts them out of a text, `read_timexes` reads them in order, each with the day of
publication, the tense around it and the date named before it. Values follow TimeML's TIMEX3.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from tellings.grammar.calendar import day_range, read_day, third_of
from tellings.grammar.timex_amounts import RULES as AMOUNT_RULES
from tellings.grammar.timex_dates import RULES as DATE_RULES
from tellings.grammar.timex_dates import slash_order
from tellings.grammar.timex_quarters import RULES as QUARTER_RULES
from tellings.grammar.timex_relative import RULES as RELATIVE_RULES
from tellings.grammar.timex_words import (
    DAY_PARTS,
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
    plain_gaps,
)

RULES: tuple[Rule, ...] = (*DATE_RULES, *RELATIVE_RULES, *QUARTER_RULES, *AMOUNT_RULES)

# A quarter named this many characters before is the one that "a year ago" is counted from, as in reports of earnings.
_NEAR = 600

# A day after these words bounds what is told and is not the day of it: "a day earlier" is not counted from there.
_BEGINS = re.compile(r"\b(?:since|until|till|through|before) $", re.IGNORECASE)
_LEAD = 10  # characters before a day in which such a word stands

# A season, a day or a year within a name: "the Winter Olympics", "Rower of the Year", "Ostrel Today".
_SEASON = re.compile(r"(?:[Tt]he )?(?:Winter|Summer|Spring|Autumn|Fall)\Z")
_NAME = re.compile(r" [A-Z][a-z]")
_OF_THE = re.compile(r"(?:the )?(?:Year|Week|Month|Day|Decade|Century)\Z")
_NAMED = re.compile(r"[A-Z][A-Za-z]* \Z")

_WORD = re.compile(r"[^\W_]+")


def _parts(phrases: Iterable[str], at: int) -> set[str]:
    """The first (0) or last (-1) words of phrases."""
    return {_WORD.findall(phrase)[at] for phrase in phrases}


# A weak word ("the", "two") begins a time expression only where a strong one, a name or unit of time, comes soon after:
# so most words of a text are passed over at once.
_STRONG = {
    *_parts([*MONTHS, *WEEKDAYS, *SEASONS, *FREQUENCIES, *UNITS, *DAY_PARTS, *REFERENCES, *HOLIDAYS], -1),
    *(f"{word}s" for word in [*UNITS, *DAY_PARTS, *WEEKDAYS]),
    *GRAMMAR["names"],
    *GRAMMAR["decades"],
}
_WEAK = _parts([*GRAMMAR["first"], *NUMBER_WORDS, *ORDINALS, *REFERENCES, *HOLIDAYS], 0)
_REACH = 60  # characters from a weak word to the strong one; the longest wording of the rules needs about 50
_MONEY = frozenset("$€£#@")
_APOSTROPHES = frozenset("'’‘`")


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


def starts_in(text: str) -> list[int]:
    """Offsets where a time expression may begin, in order."""
    starts: list[int] = []
    weak: list[int] = []
    for match in _WORD.finditer(text):
        word, start = match[0].lower(), match.start()
        before = text[start - 1] if start else " "
        if word[0].isdigit() or word in _STRONG:
            starts += [early for early in weak if start - early <= _REACH]
            weak.clear()
            if before not in _MONEY:
                starts.append(start - 1 if before in _APOSTROPHES and word[0].isdigit() else start)
        elif word in _WEAK and before not in _MONEY:
            weak.append(start)
    return starts


def candidates_at(text: str, start: int) -> list[Found]:
    """Every rule that matches at an offset, the longest match first."""
    found = []
    for rule in RULES:
        match = rule.pattern.match(text, start)
        if match:
            group = "span" if "span" in rule.pattern.groupindex else 0
            found.append(Found(*match.span(group), rule, match))
    return sorted(found, key=lambda one: one.start - one.end)


def _is_in_name(text: str, start: int, end: int, headline: int) -> bool:
    """Whether text[start:end] is a part of a name; a headline, which ends at `headline`, has capitals of its own."""
    words = text[start:end]
    if _SEASON.match(words):
        return bool(_NAME.match(text, end))
    if _OF_THE.match(words):
        return text[max(0, start - 3) : start] == "of "
    return words == "Today" and 0 <= headline < start and bool(_NAMED.search(text, max(0, start - _LEAD), start))


def read_timexes(
    text: str, anchor: date | None = None, tense_at: Callable[[int], Tense] = _no_tense
) -> Iterator[Timex]:
    """Time expressions in order of the text, none inside another; of several at one place the longest that reads."""
    text = plain_gaps(text)
    last, last_end, end, last_day, quarter, quarter_end = "", -1, 0, "", "", 0
    headline = text.find("\n")
    starts, order = starts_in(text)[::-1], slash_order(text)
    while starts:
        start = starts.pop()
        if start < end:
            continue
        if start - quarter_end > _NEAR:
            quarter = ""
        for found in candidates_at(text, start):
            if _is_in_name(text, found.start, found.end, headline):
                continue
            context = Context(
                anchor, tense_at(found.start) if anchor else "", last, start - last_end, last_day, quarter, order
            )
            reading = found.rule.read(found.match, context)
            if reading is None or found.start < end:
                continue
            if not reading.value.isascii():
                reading = replace(reading, value=_in_ascii(reading.value))
            yield Timex(found.start, found.end, found.rule.name, reading, _days(reading))
            end = found.end
            if reading.type in ("DATE", "TIME") and not reading.value.endswith("_REF"):
                starts.append(end)  # a second day may follow at once: "October 27th to 28th"
                if not reading.aside:
                    last, last_end = reading.value, end
                    if read_day(last) and not _BEGINS.search(text, max(0, found.start - _LEAD), found.start):
                        last_day = last
                    quarter, quarter_end = (last, end) if "-Q" in last else (quarter, quarter_end)
            break


def _in_ascii(value: str) -> str:
    """A value with its digits, full-width or of another script, as 0 to 9."""
    return "".join(str(int(c)) if c.isdecimal() else c for c in value)


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
