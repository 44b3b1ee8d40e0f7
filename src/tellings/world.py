"""What the world's names mean: countries, their people and capitals, well-known bodies, given names, forms of address.

Every look-up takes words as an article has them ("the U.S.", "North Korea’s") and answers "" for what it does not know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from tellings.lexicon import rows, table
from tellings.model import NameKind

_POSSESSIVE = re.compile(r"[’'‘]s?$")
_LONGEST_COUNTRY = 5  # words: "Democratic Republic of the Congo"
_SPACES = re.compile(r"[\s\xad]+")
_ASKED = 65536  # answers kept of a look-up: articles name the same people and places again and again


class Entry(NamedTuple):
    """A known name: its kind and the one form that stands for all its variants."""

    kind: NameKind
    name: str


def plain(words: str) -> str:
    """Words in the form the tables are keyed by: one space, straight apostrophes, no article, no possessive ending."""
    words = _SPACES.sub(" ", words.replace("\xad", "").replace("’", "'")).strip()
    if words[:4].lower() == "the ":
        words = words[4:]
    return _POSSESSIVE.sub("", words)


@cache
def _countries() -> dict[str, str]:
    """Every name, acronym and "&"-variant of a country or territory -> its name in news English."""
    from babel import Locale

    own = {row["code"]: row for row in rows("world")}
    found: dict[str, str] = {}
    for code, cldr in Locale("en").territories.items():
        if not code.isalpha():
            continue
        name = own[code]["name"] if code in own and own[code]["name"] else cldr.replace("&", "and")
        for form in (name, cldr, *(own[code]["others"].split("|") if code in own else ())):
            if form:
                found.setdefault(plain(form), name)
    return found


@cache
def _people_of() -> dict[str, str]:
    """Demonym and adjective -> country."""
    countries = {row["code"]: row for row in rows("world")}
    names = _country_by_code()
    return {word: names[code] for code, row in countries.items() for word in row["demonyms"].split("|") if word}


@cache
def _country_by_code() -> dict[str, str]:
    from babel import Locale

    territories = Locale("en").territories
    return {row["code"]: row["name"] or territories[row["code"]].replace("&", "and") for row in rows("world")}


@cache
def _capitals() -> dict[str, str]:
    """Capital -> country."""
    names = _country_by_code()
    return {plain(row["capital"]): names[row["code"]] for row in rows("world") if row["capital"]}


@cache
def _known() -> dict[str, Entry]:
    world = table("world")
    found: dict[str, Entry] = {}
    for place in (*world["places"]["cities"], *world["places"]["regions"], *_capitals()):
        found[plain(place)] = Entry("place", plain(place))
    for name, country in _countries().items():
        found[name] = Entry("place", country)
    for body, others in world["bodies"].items():
        for form in (body, *others):
            found[plain(form)] = Entry("body", body)
    return found


def all_names() -> Iterator[str]:
    """Every name, acronym and demonym in the tables, without its article."""
    yield from _known()
    yield from _countries()
    yield from _people_of()
    yield from _capitals()


def known_names() -> Iterator[tuple[str, Entry]]:
    """Every name of a place or body in the tables, without its article, and what it stands for."""
    yield from _known().items()


@lru_cache(maxsize=_ASKED)
def known(words: str) -> Entry | None:
    """The table entry for a place or body; None for a name the tables do not have."""
    words = plain(words)
    entry = _known().get(words)
    if entry is None and words.isupper() and len(words) > 3:
        return _known().get(words.title())
    return entry


@lru_cache(maxsize=_ASKED)
def country_of(words: str) -> str:
    """The country a name, acronym, or demonym belongs to: "D.P.R.K.", "North Korean" -> "North Korea"."""
    words = plain(words)
    return _countries().get(words) or _people_of().get(words, "")


def country_of_people(words: str) -> str:
    """The country of a demonym or adjective: "Ukrainian" -> "Ukraine"."""
    return _people_of().get(plain(words), "")


@lru_cache(maxsize=_ASKED)
def country_of_government(words: str) -> str:
    """The country whose government speaks under this name: a capital, a country, a seat such as "Kremlin"."""
    words = plain(words)
    seat = _known().get(words)
    if seat is not None and seat.kind == "body":
        return str(table("world")["body_country"].get(seat.name, ""))
    return _capitals().get(words) or _countries().get(words, "")


@lru_cache(maxsize=_ASKED)
def country_inside(words: str) -> str:
    """The first country, government or demonym named within a longer name: "South Korea’s intelligence agency"."""
    parts = words.split()
    for start in range(len(parts)):
        for end in range(min(len(parts), start + _LONGEST_COUNTRY), start, -1):
            inner = " ".join(parts[start:end]).rstrip(",")
            if found := country_of(inner) or country_of_government(inner):
                return found
    return ""


def body_of(words: str) -> str:
    """The one name of a well-known body: "Pentagon" -> "U.S. Department of Defense"."""
    entry = known(words)
    return entry.name if entry is not None and entry.kind == "body" else ""


@cache
def _given_names() -> dict[str, str]:
    return {row["name"].lower(): row["gender"] for row in rows("given_names")}


def is_given_name(word: str) -> bool:
    """Whether a word is a common given name."""
    return word.lower() in _given_names()


@cache
def _surnames() -> frozenset[str]:
    return frozenset(table("surnames")["names"].lower().split())


def is_surname(word: str) -> bool:
    """Whether a word is a common surname."""
    return word.lower() in _surnames()


def gender_of(given_name: str) -> str:
    """The gender a given name usually tells: "m", "f", or "" where unknown or both."""
    return _given_names().get(given_name.lower(), "")


@cache
def _nicknames() -> dict[str, tuple[str, ...]]:
    return {row["short"]: tuple(row["given"].split("|")) for row in rows("nicknames")}


def given_names_of(short: str) -> tuple[str, ...]:
    """The given names, in small letters, that a short form stands for: "Mitch" -> ("mitchell",)."""
    return _nicknames().get(short.lower(), ())


def bare(name: str) -> str:
    """A person's name without forms of address: "Mrs. Hale" -> "Hale"."""
    parts = name.split()
    first = 0
    while first < len(parts) - 1 and is_honorific(parts[first]):
        first += 1
    return " ".join(parts[first:])


def honorific_gender(word: str) -> str:
    """The gender a form of address tells: "Mrs." -> "f"; "" for "Dr" and for words that are none."""
    return str(table("titles")["honorifics"].get(word.lower(), ""))


def is_honorific(word: str) -> bool:
    """Whether a word is a form of address such as "Mr" or "Dr."."""
    return word.lower() in table("titles")["honorifics"]


@cache
def _ends() -> tuple[frozenset[str], frozenset[str]]:
    ends = table("world")["ends"]
    return frozenset(ends["body"]), frozenset(ends["place"])


def kind_by_ending(words: str) -> NameKind | None:
    """What the last word of a name tells ("… Ministry", "Ministry of …": body; "… River": place); None if nothing."""
    parts = plain(words).lower().rstrip(".").split()
    if len(parts) < 2:
        return None
    bodies, places = _ends()
    heads = [parts[parts.index("of") - 1], parts[-1]] if "of" in parts[1:] else [parts[-1]]
    for head in heads:
        if head in bodies:
            return "body"
        if head in places:
            return "place"
    return None


@cache
def _state_bodies() -> frozenset[str]:
    return frozenset(table("world")["ends"]["state"])


def is_state_body(words: str) -> bool:
    """Whether a name is that of a body every state has, such as "Defense Ministry" or "Ministry of Defense"."""
    parts = plain(words).lower().split()
    return bool(_state_bodies() & {parts[0], parts[-1]}) if len(parts) > 1 else False
