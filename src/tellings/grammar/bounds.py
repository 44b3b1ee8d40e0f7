"""Bounds of a number: the words on either side that open its interval ("at least", "nearly", "or more")."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from tellings.lexicon import table
from tellings.model import Bound

# The longest bound phrase with its filler and negation is shorter than this many characters.
_REACH = 60
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
    match = pattern.search(text, max(0, start - _REACH), start)
    if not match:
        return None
    bound = words[" ".join(match["bound"].lower().split())]
    if match["no"]:
        bound = _FLIPPED.get(bound, bound)
    return BoundWords(bound, match.start(), bool(match["age"]))


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
    return re.compile(rf"(?:{_any(table('bounds')['near']['words'])})(?!\w)", re.IGNORECASE)


@cache
def _before() -> tuple[re.Pattern[str], dict[str, Bound]]:
    data = table("bounds")
    words: dict[str, Bound] = {word.lower(): bound for bound, row in data["before"].items() for word in row}
    pattern = (
        rf"(?<!\w)(?:(?P<no>{_any(data['negation']['words'])})[ \u00a0])?(?P<bound>{_any(words)})"
        rf"(?:[ \u00a0](?:{_any(data['filler']['words'])}))?(?:[ \u00a0](?P<age>the ages? of|ages?))?[ \u00a0]?\Z"
    )
    return re.compile(pattern, re.IGNORECASE), words


@cache
def _after() -> tuple[re.Pattern[str], dict[str, Bound]]:
    words: dict[str, Bound] = {word.lower(): bound for bound, row in table("bounds")["after"].items() for word in row}
    return re.compile(rf"[ \u00a0]?(?P<bound>{_any(words)})(?!\w)", re.IGNORECASE), words


def _any(words: Iterable[str]) -> str:
    """An alternation of words, the longest first."""
    return "|".join(re.escape(word).replace(r"\ ", "[ \u00a0]") for word in sorted(words, key=len, reverse=True))
