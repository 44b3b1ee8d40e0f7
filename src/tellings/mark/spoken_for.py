"""Whom and which day a figure speaks for: its source and its date, from the statements and dates around it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from tellings.grammar.quantities import Quantity
from tellings.lexicon import table
from tellings.mark.dates import verb_above
from tellings.mark.parse import Parsed
from tellings.mark.reporting import tells
from tellings.model import Statement, When

if TYPE_CHECKING:
    from spacy.tokens import Token

# Statements that may begin between a figure and the start of the one that holds it.
_NESTED = 20
# Steps up the parse from a number to the verb that reports it.
_STEPS = 8
# Characters from a figure within which its day stands: one long sentence of news.
_NEAR_DAY = 600
# Tokens before a verb within which its subject stands.
_SUBJECT = 30
# A date after "since" begins what a figure sums up; it is not the day the figure speaks for.
_SINCE = re.compile(r"(?<!\w)since(?!\w)[^.,;\n]*\Z", re.IGNORECASE)
# What tells of the date before it, though that be after "since": "the worst since 2009, when 37 people died".
_WHEN = re.compile(r",[ \u00a0](?:when|in which)(?!\w)", re.IGNORECASE)
# What opens another clause with a day of its own.
_NEXT_CLAUSE = re.compile(
    r";|(?<!\w)(?:and that|while|whereas|but|although|though|compared (?:with|to)|up from|down from)(?!\w)"
    r"|,[ \u00a0](?:with|against)(?!\w)|(?<!\w)from(?=[ \u00a0](?:[$€£¥]|\d))",
    re.IGNORECASE,
)
# A deadline: the day by which something is to be done.
_DEADLINE = re.compile(
    r"(?<!\w)(?:by|until|before)[ \u00a0](?:the[ \u00a0])?(?:end[ \u00a0]of[ \u00a0])?\Z", re.IGNORECASE
)
_WEEK = 7  # days of a period that its last day may stand for
_LONG_OVER = 31  # days before publication at which a period ended that is another time than that of the news
_PRONOUNS = frozenset(
    ("i", "we", "he", "she", "it", "they", "you", "this", "that", "these", "those", "who", "which", "me", "us", "them")
)


@dataclass(frozen=True, slots=True)
class Sources:
    """Statements by the clean offsets of their contents."""

    contents: tuple[tuple[int, int, Statement], ...]
    spoken: dict[str, str]
    reaches: dict[str, tuple[int, int]]
    length: int

    @classmethod
    def of(cls, parsed: Parsed, statements: Sequence[Statement]) -> Sources:
        """From the statements of an article, without those whose cue tells nothing ("are mourning", "seek")."""
        at = parsed.article.at
        statements = [one for one in statements if one.cue is None or _tells(parsed, *at(one.cue))]
        contents = [(*at(span), statement) for statement in statements for span in statement.content]
        spoken = {s.id: s.speaker or (parsed.article.words(s.source) if s.source else "") for s in statements}
        named = {key: "" if name.lower() in _PRONOUNS else name for key, name in spoken.items()}
        reaches: dict[str, tuple[int, int]] = {}
        for start, end, statement in contents:
            low, high = reaches.get(statement.id, (start, end))
            reaches[statement.id] = min(low, start), max(high, end)
        ordered = tuple(sorted(contents, key=lambda row: (row[0], row[1])))
        return cls(ordered, named, reaches, len(parsed.article.text))

    def around(self, quantity: Quantity) -> Statement | None:
        """The innermost statement whose content holds the quantity."""
        after = bisect_right(self.contents, quantity.number, key=lambda row: row[0])
        holding = [row for row in self.contents[max(0, after - _NESTED) : after] if quantity.number < row[1]]
        return min(holding, key=lambda row: row[1] - row[0])[2] if holding else None

    def reach(self, quantity: Quantity) -> tuple[int, int]:
        """From where to where the statement around a quantity reaches; the whole text where none is."""
        statement = self.around(quantity)
        return self.reaches[statement.id] if statement else (0, self.length)

    def name(self, statement: Statement | None) -> str:
        """The source of a statement as the article names it; "" where it is a pronoun alone."""
        return self.spoken[statement.id] if statement else ""

    def teller(self, number: Token) -> str:
        """Who claims a number where no statement says it: "Velania claims there are 12", "has put the toll at 12"."""
        token = number
        for _ in range(_STEPS):
            head = token.head
            if head is token:
                break
            told = token.dep_ == "dobj" and head.lemma_.lower() in table("counted")["tellers"]["sources"]
            if told or _is_put(token, head) or (token.dep_ == "ccomp" and head.lemma_.lower() in _reporting()):
                before = head.doc[max(0, head.i - _SUBJECT) : head.i]
                subject = next((t for t in reversed(before) if t.dep_ == "nsubj" and t.head == head), None)
                if subject is None or subject.pos_ not in ("NOUN", "PROPN"):
                    return ""
                words = subject.doc[max(subject.left_edge.i, subject.i - _STEPS) : subject.i + 1].text
                return words.replace("\n", " ")
            token = head
        return ""


def _is_put(token: Token, verb: Token) -> bool:
    """Whether the number below `token` is what a count is put at: "put the number as high as 14", "puts it at 12"."""
    if verb.lemma_.lower() not in table("counted")["tellers"]["placers"] or token.i < verb.i or token.dep_ == "dobj":
        return False
    things = (child for child in verb.rights if child.dep_ == "dobj" and child.i < token.i)
    return any(thing.lower_ in table("counted")["tellers"]["placed"] for thing in things)


def _tells(parsed: Parsed, start: int, end: int) -> bool:
    cue = parsed.doc.char_span(start, end, alignment_mode="expand")
    return cue is None or tells(token.lemma_.lower() for token in cue)


@cache
def _reporting() -> frozenset[str]:
    return frozenset(table("reporting")["verb"]["clause"].split())


@dataclass(frozen=True, slots=True)
class Days:
    """Dates by clean offset, for the day a figure speaks for."""

    marks: tuple[tuple[int, int, When], ...]
    ends: tuple[int, ...]
    published: str
    text: str
    clauses: tuple[int, ...]

    @classmethod
    def of(cls, parsed: Parsed, dates: Sequence[When], ends: Sequence[int]) -> Days:
        """From the dates of an article; `ends` are the clean ends of its sentences."""
        at, text = parsed.article.at, parsed.article.text
        marks = [(*at(date.span), date) for date in dates if date.type in ("DATE", "TIME") and date.latest]
        marks = [row for row in marks if not _is_start(text, row[0]) or _WHEN.match(text, row[1])]
        clauses = tuple(match.start() for match in _NEXT_CLAUSE.finditer(text))
        ordered = tuple(sorted(marks, key=lambda row: row[0]))
        return cls(ordered, tuple(ends), parsed.article.published[:10], text, clauses)

    def of_figure(self, quantity: Quantity, number: Token, statement: Statement | None, *, planned: bool) -> str:
        """The day named nearest in the clause, else the day it was said, else the day of publication.

        What has happened speaks for no day after publication, and a deadline ("by Friday") is no day of it. What is
        planned may. A month or more is no day, see `_day_of_period`; of a week or less it is the last day.
        """
        sentence = bisect_right(self.ends, quantity.number)
        first = self.ends[sentence - 1] if sentence else 0
        last = self.ends[min(sentence, len(self.ends) - 1)] if self.ends else 0
        first, last = max(first, quantity.number - _NEAR_DAY), min(last, quantity.number + _NEAR_DAY)
        low = bisect_right(self.marks, first - 1, key=lambda row: row[0])
        high = bisect_right(self.marks, last - 1, key=lambda row: row[0])
        near = [row for row in self.marks[low:high] if self._speaks(row, quantity, planned=planned)]
        said = (statement.said_on if statement else "") or self.published
        if not near:
            return said
        near = [row for row in near if not self._parted(row, quantity)] or near
        nearest = min(near, key=lambda row: min(abs(row[0] - quantity.number), abs(row[1] - quantity.number)))
        mark = nearest[2]
        day = mark.latest[:10]
        if self.published and _days(mark.earliest, mark.latest) > _WEEK:
            if day < self.published and _is_of_now(number) and self._is_of_another_act(nearest[0], number):
                return said
            return self._day_of_period(nearest, number, planned=planned)
        if self.published and day > self.published and not planned:
            return self.published if mark.earliest[:10] <= self.published else said
        return day

    def _is_of_another_act(self, start: int, number: Token) -> bool:
        """Whether a date belongs to a verb of the past beside that of a number: "founded in 1998, employs 6,200"."""
        dated = number.doc.char_span(start, start + 1, alignment_mode="expand")
        verb = verb_above(dated[0]) if dated is not None else None
        own = verb_above(number)
        return verb is not None and own is not None and verb != own and verb.tag_ in ("VBN", "VBD")

    def _day_of_period(self, row: tuple[int, int, When], number: Token, *, planned: bool) -> str:
        """The day of a figure of a month or more: publication for "has sent this year", "" for "sent this month".

        A deadline is the day of what is planned. A period that is long over keeps its last day, by which all of it had
        happened, so that nobody takes the figure for one of now; so does a year that is over and named ("in 2019").
        """
        start, _, mark = row
        day = mark.latest[:10]
        if planned:
            return day if _DEADLINE.search(self.text, max(0, start - 24), start) else ""
        named = day < self.published and not mark.mod and mark.value.isdecimal()
        if named or _days(day, self.published) > _LONG_OVER:
            return day
        return self.published if day >= self.published and _is_of_now(number) else ""

    def _parted(self, row: tuple[int, int, When], quantity: Quantity) -> bool:
        """Whether a date stands in a clause before that of the quantity: "3 percent in May, against 2 in April"."""
        clause = bisect_left(self.clauses, row[1])
        return clause < len(self.clauses) and self.clauses[clause] < quantity.start

    def _speaks(self, row: tuple[int, int, When], quantity: Quantity, *, planned: bool) -> bool:
        """Whether a date of the sentence can be that of the quantity: none behind the next clause, no deadline."""
        start, _, _ = row
        if quantity.number < start and _is_start(self.text, start):
            return False
        clause = bisect_left(self.clauses, quantity.end)
        if clause < len(self.clauses) and self.clauses[clause] < start:
            return False
        return planned or not (
            self.published
            and row[2].latest[:10] > self.published
            and _DEADLINE.search(self.text, max(0, start - 16), start)
        )


def _is_start(text: str, start: int) -> bool:
    """Whether "since" leads a date in."""
    return bool(_SINCE.search(text, max(0, start - 80), start))


def _days(first: str, last: str) -> int:
    """Days from one ISO day to another; 0 where one of them is no day."""
    try:
        return (date.fromisoformat(last[:10]) - date.fromisoformat(first[:10])).days
    except ValueError:
        return 0


def _is_of_now(token: Token) -> bool:
    """Whether the verb a number belongs to is in the present or the present perfect: "has sent 12", "are sent"."""
    for _ in range(_STEPS):
        if token.pos_ in ("VERB", "AUX"):
            helpers = [t for t in token.children if t.dep_ in ("aux", "auxpass")]
            if any(t.tag_ in ("VBZ", "VBP") for t in (token, *helpers)):
                return True
            if any(t.tag_ in ("VBD", "MD") for t in (token, *helpers)):
                return False
        if token.head is token:
            break
        token = token.head
    return False
