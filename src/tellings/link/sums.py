"""Sums: what an amount of money is paid for, where the noun beside it does not tell.

"Raised its offer to $46 a share", "a bid of $42.50", "agreed to buy Ostrel for about $4 billion": each is an offer, by
the share or in all, whatever the grammar of its sentence hangs the amount on. The price of a share on the market is
none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from tellings.grammar.units import is_money
from tellings.lexicon import table
from tellings.model import Figure, Marks
from tellings.view import StoryView

_BY_SHARE = re.compile(r"[ \u00a0-](?:a|per)[ \u00a0-](?:\w+[ \u00a0])?(?:share|unit)\b", re.IGNORECASE)
_REACH = 120  # characters before an amount in which what it is paid for stands: a long clause
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
    sure = [amount for amount in amounts if amount.sure == 2]
    found = {}
    for amount in amounts:
        like = [one for one in sure if one.figure.unit == amount.figure.unit and share_names(one.names, amount.names)]
        near = [one for one in like if _is_near(one.figure, amount.figure)]
        shares = {one.by for one in near}
        by = "share" if amount.by == _WHOLE and "share" in shares and _size(amount.figure) < _SHARE_PRICE else amount.by
        told = any(one.by == by and _size(one.figure) == _size(amount.figure) for one in sure)
        if amount.sure == 2 or (amount.sure == 1 and (by in shares or told)):
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
        amount = _Amount(
            figure, last[1].sure if last and again else _how_sure(before, after), by, _names(view, key, low, high)
        )
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
    held = (name for name in view.marks[key].names if name.kind != "place")
    full = {name.full for name in held if low <= view.at(key, name.span)[0] < high}
    words = (frozenset(word.lower() for word in _WORD.findall(name) if len(word) >= _LONGEST_FORM) for name in full)
    return frozenset(words) - {frozenset()}


def share_names(one: Names, other: Names) -> bool:
    """Whether two sentences name the same: two names where both have as many, else one."""
    shared = sum(any(name & another for another in other) for name in one)
    return shared >= max(1, min(2, len(one), len(other)))


def _size(figure: Figure) -> float:
    return figure.low if figure.low is not None else figure.high or 0.0


def _is_near(one: Figure, other: Figure) -> bool:
    """Whether two amounts could be of one offer, raised."""
    sizes = sorted((_size(one), _size(other)))
    return 0 < sizes[1] <= CLOSE * sizes[0]
