"""Bounds of a number: the words on either side that open its interval ("at least", "nearly", "or more")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from tellings.grammar.wording import any_of, any_turned, turned
from tellings.lexicon import table
from tellings.model import Bound

# The longest bound phrase with its filler and negation is shorter than this many characters.
_REACH = 60
# Words of place that bound a number only where it has no article of its own, and those that bound it after a change.
_PLACING = frozenset(("over", "under", "above", "below", "beyond", "like"))
_AGING = frozenset(("as young as", "as old as"))
_MOVING = frozenset(("past",))
_FLIPPED: dict[Bound, Bound] = {
    "more_than": "at_most",
    "less_than": "at_least",
    "at_least": "less_than",
    "at_most": "more_than",
}


@dataclass(frozen=True, slots=True)
class BoundWords:
    """What bounds a number and where its words start (before it) or end (after it); `age` in "under the age of 18"."""

    bound: Bound
    edge: int
    age: bool = False


def bound_before(text: str, start: int) -> BoundWords | None:
    """The bound whose words end where the number starts; of two ("more than an estimated") the outer one."""
    found = _bound_before(text, start)
    outer = _bound_before(text, found.edge) if found is not None and found.bound == "about" else None
    if found is None or outer is None:
        return found
    return BoundWords(outer.bound, outer.edge, found.age)


def _bound_before(text: str, start: int) -> BoundWords | None:
    pattern, words = _before()
    before = turned(text, start, _REACH)
    match = pattern.match(before)
    if not match:
        return None
    phrase = " ".join(match["bound"][::-1].lower().split())
    if phrase in _MOVING and not _change().match(before, match.end()):
        return None  # "past 12 months" is no bound, "climbs past 90" is one
    if phrase in _PLACING and match["article"]:
        return None  # "along a road, over a 2 km stretch"
    if phrase == "up to" and _went_up().search(text, max(0, start - match.end() - _REACH), start - match.end()):
        return None  # "has gone up to 31" is 31
    bound = words[phrase]
    edge = start - match.end("bound")
    if match["no"]:
        bound, edge = _FLIPPED.get(bound, bound), start - match.end("no")
    return BoundWords(bound, edge, bool(match["age"]) or phrase in _AGING)


def negated(bound: Bound) -> Bound:
    """What a bound becomes under a negation: not more than 100 is at most 100."""
    return _FLIPPED.get(bound, bound)


def bound_after(text: str, end: int) -> BoundWords | None:
    """The bound whose words start where the number or its unit ends: "or more", "-odd", "+"."""
    pattern, words = _after()
    match = pattern.match(text, end)
    return BoundWords(words[" ".join(match["bound"].lower().split())], match.end()) if match else None


def near_words(words: str) -> str:
    """The words that open a figure's own `words` and put it just below its number ("nearly", in their own spelling)."""
    found = _near().match(words)
    return found.group() if found else ""


@cache
def _near() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(table('bounds')['near']['words'])})(?!\w)", re.IGNORECASE)


@cache
def _before() -> tuple[re.Pattern[str], dict[str, Bound]]:
    """What stands before a number, turned round, and the bound that each phrase says."""
    data = table("bounds")
    words: dict[str, Bound] = {word.lower(): bound for bound, row in data["before"].items() for word in row}
    space = "[ \u00a0]"
    ages = any_turned(["the age of", "the ages of", "age", "ages"])
    pattern = (
        rf"{space}?(?:(?P<age>{ages}){space})?(?:(?:(?P<article>n?a)|{any_turned(data['filler']['words'])}){space})?"
        rf"(?P<bound>{any_turned(words)})(?:{space}(?P<no>{any_turned(data['negation']['words'])}))?(?!\w)"
    )
    return re.compile(pattern, re.IGNORECASE), words


@cache
def _change() -> re.Pattern[str]:
    """A verb of change before a bound, turned round."""
    return re.compile(rf"[ \u00a0](?:{any_turned(table('bounds')['change']['words'])})(?!\w)", re.IGNORECASE)


@cache
def _went_up() -> re.Pattern[str]:
    """What ends right before "up to" where that tells of a rise: "has climbed", "brings the toll", "the toll is"."""
    words = table("bounds")["rise"]
    counts = any_of(words["counts"])
    return re.compile(
        rf"(?<!\w)(?:(?:{any_of(words['verbs'])})|(?:{any_of(words['brought'])})[ \u00a0](?:the|its|their|that|this)"
        rf"[ \u00a0][^.;,:\n]{{1,{_REACH}}}|(?:{counts})(?:[ \u00a0](?:is|was|are|were)(?:[ \u00a0]now)?)?)[ \u00a0]\Z",
        re.IGNORECASE,
    )


@cache
def _after() -> tuple[re.Pattern[str], dict[str, Bound]]:
    words: dict[str, Bound] = {word.lower(): bound for bound, row in table("bounds")["after"].items() for word in row}
    size = any_of(table("bounds")["sizes"]["words"])
    return re.compile(rf"(?:[ \u00a0](?:{size}))?[ \u00a0]?(?P<bound>{any_of(words)})(?!\w)", re.IGNORECASE), words
