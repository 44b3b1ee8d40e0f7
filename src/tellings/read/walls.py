"""What stands before an article: a paywall that leaves its beginning, a wall of consent, a check for robots.

Told by the lines that are shown (table `data/walls.toml`), since class names say what a page can do, not what it did.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from tellings import lexicon

_LINE = 700  # characters: a longer paragraph is prose, or nothing we can tell
_OFFER = 260  # characters: offers are short; a longer paragraph that speaks of subscriptions is news about them
_EDGE = 6  # lines at either end, where offers and banners end up; in between they are the article's own words
_STUB = 220  # words: leads left in front of a wall have 20 to 150
_BUTTON = 4  # words
_TO_READER = re.compile(r"\b(?:we|our|us|you|your)\b", re.IGNORECASE)  # banners speak to the reader, news does not
_QUOTED = re.compile(r"[“”\"«»]")  # what somebody is quoted with is news
_MOSTLY = 0.5  # of the words: an article about consent has prose that mentions neither cookies nor partners

PAYWALL = "only the beginning is in this page: the rest is behind a paywall"
LOCKED = "this page is behind a paywall, and nothing of the article is in it"
CONSENT = "this page asks for consent to cookies, and there is no article in it"
REFUSAL = "this page is a refusal or a check for robots, and there is no article in it"


@dataclass(frozen=True, slots=True)
class Walled:
    """The text without the lines of walls; `note` says that it is cut off, `instead` that it is no article at all."""

    text: str
    note: str = ""
    instead: str = ""


@cache
def _patterns(name: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in lexicon.table("walls")["patterns"][name]), re.IGNORECASE)


@cache
def _needles(name: str) -> tuple[str, ...]:
    return tuple(lexicon.table("walls")["has"][name])


def find_walls(text: str, shown: Callable[[], Sequence[str]], *, free: bool) -> Walled:
    """What of a text, a paragraph a line, is article. `shown` gives all lines of the page, `free` what it declares.

    An offer to subscribe alone proves nothing, since many pages carry one: the text has to be short, or to break off,
    or to be declared as not free.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    count = _words(lines)
    if count < _STUB and _words(_those(lines, "refusal")) > _MOSTLY * count:
        return Walled("", instead=REFUSAL)
    if _words(_those(lines, "consent")) > _MOSTLY * count:
        return Walled("", instead=CONSENT)
    edges = lines[:_EDGE] + lines[-_EDGE:]
    offers = {line for line in edges if _is_offer(line)}
    dropped = offers | set(_those(edges, "consent"))
    kept = [line for line in lines if line not in dropped]
    left = _words(kept)
    if not left:
        return Walled("", instead=LOCKED if offers else CONSENT if dropped else "")
    breaks_off = kept[-1].rstrip(" ]").endswith(("…", "..."))
    asked = bool(offers) or ((breaks_off or left < _STUB or not free) and any(map(_is_offer, shown())))
    cut_off = asked and (breaks_off or not free or (left < _STUB and bool(offers)))
    return Walled("\n".join(kept), note=PAYWALL if cut_off else "")


def _is_offer(line: str) -> bool:
    """True for a line that asks to subscribe or sign in before the rest is shown."""
    return len(line) <= _OFFER and _is(line, "subscribe")


def _those(lines: Sequence[str], name: str) -> list[str]:
    """The lines that are of a wall of that name."""
    return [line for line in lines if len(line) <= _LINE and _is(line, name)]


def _is(line: str, name: str) -> bool:
    low = line.lower()
    if _QUOTED.search(line) or (name == "consent" and len(line.split()) > _BUTTON and not _TO_READER.search(line)):
        return False
    return any(needle in low for needle in _needles(name)) and _patterns(name).search(line) is not None


def _words(lines: Sequence[str]) -> int:
    return sum(len(line.split()) for line in lines)
