"""Titles of two bearers side by side: whether they hold one office, or offices that only two people can hold."""

from __future__ import annotations

from functools import lru_cache

from tellings import world
from tellings.link.compare import compare
from tellings.link.forms import Form
from tellings.link.spelling import fold

# Titles for one office that outlets choose between.
_HEADS = {
    "president": "state",
    "leader": "state",
    "premier": "government",
    "minister": "government",
    "chancellor": "government",
}
_PASSING = frozenset(("former", "ex", "the", "of", "then", "late"))  # words that leave an office what it is

_SECOND = frozenset(("deputy", "vice", "assistant", "acting", "interim", "under"))  # words that make another office


def same_title(one: Form, other: Form) -> tuple[float, str]:
    """1 where both bear one title of one country or body, -1 where one title of two countries, else 0; and in words."""
    against = ""
    for a in one.titles:
        for b in other.titles:
            if not _title_alike(a.title, b.title):
                continue
            if a.of and b.of and likeness_of(a.of, b.of):
                return 1.0, f"both {a.title.lower()} of {a.of}"
            if a.of and b.of and world.country_of(a.of) and world.country_of(b.of):
                against = f"{a.title.lower()} of {a.of} and of {b.of}"
    for a in one.titles:
        for b in other.titles:
            if a.of and a.of == b.of and _HEADS.get(_last(a.title)) == _HEADS.get(_last(b.title), ""):
                return 1.0, f"{a.title.lower()} and {b.title.lower()} of {a.of}"
    return (-1.0, against) if against else (0.0, "")


def same_office(one: Form, other: Form) -> str:
    """A title that both bear, of one owner as far as both tell an owner; "" where there is none.

    One may tell it shorter, "minister", but not hold it for another: "deputy minister".
    """
    for a in one.titles:
        for b in other.titles:
            alike = _title_alike(a.title, b.title) and not _SECOND & (_telling(a.title) ^ _telling(b.title))
            if alike and not (a.of and b.of and not likeness_of(a.of, b.of)):
                return min(a.title, b.title, key=len).lower()
    return ""


def title_keys(one: Form) -> set[str]:
    """What its titles are looked up by: whoever bears a title of one office shares a key."""
    words = {word for called in one.titles for word in _telling(called.title)}
    return words | {f"head of {_HEADS[word]}" for word in words if word in _HEADS}


def likeness_of(one: str, other: str) -> bool:
    """Whether two owners of titles are one."""
    return one == other or compare(one, other, "body")[0] >= 0.8


def _last(title: str) -> str:
    return title.lower().rpartition(" ")[2]


def _title_alike(one: str, other: str) -> bool:
    """Whether two titles are one in other words: the same head, and no other telling word in both."""
    a, b = _telling(one), _telling(other)
    return bool(a & b) and (a <= b or b <= a)


@lru_cache(maxsize=16_384)
def _telling(title: str) -> frozenset[str]:
    """The words of a title that tell its office."""
    return frozenset("adviser" if word == "advisor" else word for word in fold(title)) - _PASSING
