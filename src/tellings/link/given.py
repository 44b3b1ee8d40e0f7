"""Given names that differ and may be one person's all the same, where more than the name speaks for it.

Someone goes by a short form that no table has ("Rosa" for "Rosario"), an outlet misspells a given name into another, or
an article gives both names of a bearer: 'Yusuke "Ken" Harada'.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tellings import world
from tellings.link.compare import compare, telling_parts
from tellings.link.spelling import distance, likeness, nicknames, sound

_QUOTED = re.compile(r"\s[\"“”„«'‘’(]{1,2}\w[\w .-]*[\"“”»'‘’)]{1,2}(?=\s)")
# Endings that make another name of a given name, most often a woman's of a man's.
_OTHER_NAME = frozenset(("a", "e", "ia", "ina", "ine", "ette", "elle", "ella", "etta", "ita", "ka", "na", "ne"))
_SHORTEST = 3  # letters of a given name cut short
_SLIP = 1.0  # the cost of letters (see `spelling.distance`) by which one given name is miswritten as another
_SURNAMES_ALIKE = 0.9  # as in joining: beyond spelling mistakes


def gives_nickname(words: str) -> bool:
    """Whether a name holds a second given name in quotation marks or brackets: 'Josef "Joe" Hrubanek'."""
    return _QUOTED.search(words) is not None


def gives_both(told: str, one: str, other: str) -> bool:
    """Whether a name gives in full what two others begin with: "Maria Ines Roldan" both "M." and "Ines Roldan"."""
    parts = telling_parts(told, "person")[:-1]
    firsts = [part for name in (one, other) for part in telling_parts(name, "person")[:1]]
    return all(len(part) > 1 for part in parts) and all(any(likeness(a, part) for part in parts) for a in firsts)


def goes_by_nickname(one: str, other: str) -> bool:
    """Whether two full names differ in a given name and its short form."""
    a, b = telling_parts(one, "person")[:1], telling_parts(other, "person")[:1]
    return bool(a and b) and sound(a[0]) != sound(b[0]) and nicknames(a[0], b[0])


@lru_cache(maxsize=100_000)
def may_be_called(one: str, other: str) -> bool:
    """Whether two full names differ in the given name alone, and one may be a short form or a slip of the other."""
    a, b = telling_parts(one, "person"), telling_parts(other, "person")
    if len(a) < 2 or len(b) < 2 or likeness(a[0], b[0]):
        return False
    gender = {world.gender_of(a[0].title()), world.gender_of(b[0].title())}
    if gender >= {"m", "f"} or not (_shortens(a[0], b[0]) or _shortens(b[0], a[0]) or _slip(a[0], b[0])):
        return False
    return compare(" ".join(a), " ".join((a[0], *b[1:])))[0] >= _SURNAMES_ALIKE


def _shortens(short: str, long: str) -> bool:
    """Whether one given name is the beginning of another: "rosa" of "rosario"."""
    return len(short) >= _SHORTEST and long.startswith(short) and long[len(short) :] not in _OTHER_NAME


def _slip(one: str, two: str) -> bool:
    """Whether a letter makes one given name another: "kenji" and "keiji"."""
    shorter, longer = sorted((one, two), key=len)
    return len(shorter) > _SHORTEST and not longer.startswith(shorter) and distance(one, two) <= _SLIP
