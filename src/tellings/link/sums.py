"""Sums: what an amount of money is paid for, where the noun beside it does not tell.

"Raised its offer to $46 a share", "a bid of $42.50", "agreed to buy Ostrel for about $4 billion": each is an offer, by
the share or in all, whatever the grammar of its sentence hangs the amount on. The price of a share on the market is
none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

from tellings.grammar.units import is_money
from tellings.lexicon import table
from tellings.model import Figure, Marks, Name
from tellings.view import StoryView

_BY_SHARE = re.compile(r"[ \u00a0-](?:a|per)[ \u00a0-](?:\w+[ \u00a0])?(?:share|unit)\b", re.IGNORECASE)
_REACH = 120  # characters before an amount in which what it is paid for stands: a long clause
_SENTENCE = 400  # characters on either side in which the names of its sentence are: a long one
_COMPARED = 400  # different offers of a story that others are held against
_SURE = 2
_NOUN_REACH = 60  # characters behind it, in "$46-a-share cash offer" and "£22m Ostrel move"
# What stands right before an amount that something comes to.
_LEAD = re.compile(
    r"(?:\b(?:of|to|for|at|worth|around|about|approximately|paying|is|was|represents|offer|offers|offering|offered|bid|bidding)|[(])"
    r"[ \u00a0]*(?:(?:about|around|some|roughly|up to|approximately|nearly|almost)[ \u00a0])?\Z",
    re.IGNORECASE,
)
_ALSO = re.compile(
    r"(?:,?[ \u00a0]or[ \u00a0]|[ \u00a0]?\()(?:about[ \u00a0]|around[ \u00a0]|some[ \u00a0])?\Z", re.IGNORECASE
)
_DEBT = re.compile(
    r"\W{0,3}(?:(?P<without>excluding|without|net of|before)|including|with|counting)[ \u00a0]"
    r"(?:[\w.$€£’']+[ \u00a0]){0,4}?debt",
    re.IGNORECASE,
)
_IN_PART = re.compile(
    r"(?:[ \u00a0](?:a|per)[ \u00a0]share)?[ \u00a0]in[ \u00a0](?:cash|stock|shares)[ \u00a0]and\b", re.IGNORECASE
)
_WHOLE = "in all"
CLOSE = 1.6  # how many times one amount may be another for a word like "deal" to mean the offer; by eye on two stories
_SHARE_PRICE = 10_000  # a bare amount below it can be one by the share
_LONGEST_FORM = 3  # letters: shorter words of names are particles and forms
_WORD = re.compile(r"\w+")

Names = frozenset[frozenset[str]]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an amount or a share is of: "offer" by the share or in all, "vote" of one candidate; with whom it names.

    `called` is what a reader calls it.
    """

    head: str
    by: str
    names: Names
    called: str


@dataclass(frozen=True, slots=True)
class _Amount:
    """An amount in its sentence: how sure it is an offer (2 surely, 1 perhaps, 0 not), by what, who is named there."""

    figure: Figure
    sure: int
    by: str
    names: Names


def offers_of(view: StoryView) -> dict[str, Meaning]:
    """The offers among the figures of a story, by figure; what is only perhaps one is where it is near one in size."""
    amounts = [amount for key, marks in view.marks.items() for amount in _amounts(view, key, marks)]
    sure: dict[str, dict[tuple[str, float, Names], None]] = {}
    for amount in amounts:
        if amount.sure == _SURE:
            sure.setdefault(amount.figure.unit, {})[amount.by, _size(amount.figure), amount.names] = None
    found = {}
    for amount in amounts:
        size, known = _size(amount.figure), list(sure.get(amount.figure.unit, ()))[:_COMPARED]
        near = {by for by, other, names in known if _is_near(size, other) and share_names(names, amount.names)}
        by = "share" if amount.by == _WHOLE and "share" in near and size < _SHARE_PRICE else amount.by
        told = any((by, size) == (other_by, other) for other_by, other, _ in known)
        if amount.sure == _SURE or (amount.sure and (by in near or told)):
            called = "offer a share" if by == "share" else f"offer {by}"
            found[amount.figure.id] = Meaning("offer", by, amount.names, called)
    return found


def _amounts(view: StoryView, key: str, marks: Marks) -> list[_Amount]:
    """The amounts of money of an article that may be offers."""
    article, found = view.articles[key], []
    last: tuple[int, _Amount] | None = None
    for figure in marks.figures:
        if not is_money(figure.unit):
            continue
        start, end = article.at(figure.span)
        low, high = view.at(key, view.sentence(key, figure.span).span)
        before, after = article.text[max(low, start - _REACH) : start], article.text[end : min(high, end + _NOUN_REACH)]
        share = bool(_BY_SHARE.match(after))
        by = "share" if share else _part_of_value(article.text[end : min(high, end + _REACH)])
        again = last is not None and last[0] >= low and last[1].sure and _ALSO.search(before)
        near = max(low, start - _SENTENCE), min(high, end + _SENTENCE)
        certain = last[1].sure if last and again else _how_sure(before, after)
        amount = _Amount(figure, certain, by, _names(view, key, *near))
        found.append(amount)
        last = end, amount
    return found


def _part_of_value(after: str) -> str:
    """Whether a price in all is told with what is owed, or without it."""
    debt = _DEBT.match(after)
    return _WHOLE if debt is None else "without debt" if debt["without"] else "with debt"


def _how_sure(before: str, after: str) -> int:
    """2 where an amount is surely an offer, 1 where it may be one."""
    words = _words()
    if _IN_PART.match(after):
        return 0
    tail = _BY_SHARE.sub("", after, count=1)
    behind = words.behind.match(tail)
    if behind:
        return 2 if behind["sure"] else 1
    anchors = list(words.anchor.finditer(before))
    if not anchors:
        return 0
    anchors = [anchor for anchor in anchors if anchor["sure"]] or anchors
    between = before[anchors[-1].end() :]
    if words.other.search(between) or not (_LEAD.search(before) or words.directly.search(before)):
        return 0
    return 2 if anchors[-1]["sure"] else 1


@dataclass(frozen=True, slots=True)
class _Words:
    """The patterns of words that tell an offer before and behind an amount, and that tell of something else."""

    anchor: re.Pattern[str]
    behind: re.Pattern[str]
    other: re.Pattern[str]
    directly: re.Pattern[str]


@cache
def _words() -> _Words:
    words = table("measures")["offers"]
    small = "as|in|for|after|of|to|with|by|on|from|that|which|when|while|before"
    sure, perhaps, verbs, other = ("|".join(words[name]) for name in ("nouns", "perhaps", "verbs", "other"))
    return _Words(
        re.compile(rf"\b(?:(?P<sure>(?:{sure})s?|{verbs})|(?:{perhaps})s?)\b", re.IGNORECASE),
        re.compile(
            rf"[ \u00a0-](?:all-|in )?(?:(?!(?:{small})\b)[\w’'‘“”\"-]+[ \u00a0-]){{0,4}}?"
            rf"(?:(?P<sure>{sure})|{perhaps})s?\b",
            re.IGNORECASE,
        ),
        re.compile(rf"\b(?:{other})", re.IGNORECASE),
        re.compile(rf"\b(?:{verbs})[ \u00a0]\Z", re.IGNORECASE),
    )


def _names(view: StoryView, key: str, low: int, high: int) -> Names:
    """The names of bodies and persons between two clean offsets, each as its words without short ones."""
    return frozenset(words_of(name) for name in named_between(view, key, low, high) if name.kind != "place") - {
        frozenset()
    }


def named_between(view: StoryView, key: str, low: int, high: int) -> list[Name]:
    """The names that begin between two clean offsets of an article, in order."""
    starts, names = view.once(_by_place)[key]
    return names[bisect_left(starts, low) : bisect_left(starts, high)]


def words_of(name: Name) -> frozenset[str]:
    """The words of a name, without short ones."""
    return frozenset(word.lower() for word in _WORD.findall(name.full) if len(word) >= _LONGEST_FORM)


def _by_place(view: StoryView) -> dict[str, tuple[list[int], list[Name]]]:
    """The names of each article in order, with where they begin."""
    found = {}
    for key, marks in view.marks.items():
        names = sorted(marks.names, key=lambda name: name.span)
        found[key] = [view.at(key, name.span)[0] for name in names], names
    return found


def share_names(one: Names, other: Names) -> bool:
    """Whether two sentences name the same: two names where both have as many, else one."""
    shared = sum(any(name & another for another in other) for name in one)
    return shared >= max(1, min(2, len(one), len(other)))


def _size(figure: Figure) -> float:
    return figure.low if figure.low is not None else figure.high or 0.0


def _is_near(one: float, other: float) -> bool:
    """Whether two amounts could be of one offer, raised."""
    least, most = sorted((one, other))
    return 0 < most <= CLOSE * least
