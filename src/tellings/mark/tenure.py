"""Tenure: whether a title is held now, no more, not yet, or in another's stead, by the words in and around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tellings.lexicon import table
from tellings.model import Tenure

_ADVERB = r"(?:(?:also|now|still|currently|once|later|previously|formerly|then|long|briefly|widely) )*"
_LEAD = r"(?:, )?(?:who )?" + _ADVERB
_WAS = r"(?:is|was|were|has been|had been|be) "
# Verbs that give a title to their subject, the longest first, over words in small letters with a space after each.
_TOLD: tuple[tuple[Tenure, str], ...] = (
    ("future", r"(?:will|is to|is set to|is expected to|is due to) (?:be|become|serve as|take over as) "),
    ("future", _WAS + _ADVERB + r"(?:nominated|tapped|picked) (?:as|for|to be|to become|to serve as) "),
    ("acting", r"(?:is|was|has been|had been) (?:acting|standing in) as "),
    ("former", r"(?:has |had )?(?:resigned|quit|stepped down|stood down|retired) as "),
    ("former", _WAS + _ADVERB + r"(?:ousted|fired|sacked|dismissed|removed|suspended|replaced) as "),
    ("former", r"(?:had )?(?:served|worked) (?:\w+ )?as "),
    ("former", r"used to be "),
    ("former", r"had been "),
    (
        "current",
        _WAS + _ADVERB + r"(?:appointed|named|elected|re-elected|reelected|chosen|installed|sworn in) (?:as )?",
    ),
    ("current", r"(?:serves|works|has served|has worked|took over|takes over|returned|returns) (?:\w+ )?as "),
    ("current", r"(?:is|remains|became|becomes|has become|has been) " + _ADVERB),
    ("former", r"was " + _ADVERB),
    ("current", r"as (?=an? |the )"),
)
_PATTERNS = tuple((when, re.compile(_LEAD + verbs)) for when, verbs in _TOLD)
_REACH = 10  # words that the longest of these takes
_ENDED = re.compile(
    r"(?:,? ?)(?:until|till|from \d{4} (?:to|until|till|through) \d{4}|between \d{4} and \d{4}"
    r"|(?:from )?\d{4} ?[-–] ?\d{4}|in the (?:early |late |mid )?\d{4}s)\b(?! (?:now|today))"
)
_INNER = frozenset(("of", "for", "to", "at", "in", "with", "on", "from"))


def told_by_verb(lower: Sequence[str], start: int) -> tuple[int, Tenure | None]:
    """The token after a verb at `start` that gives its subject a title, and when it is held; -1 where none stands."""
    words = " ".join(lower[start : start + _REACH]) + " "
    for when, verb in _PATTERNS:
        if found := verb.match(words):
            once = re.search(r"\b(?:once|formerly|previously)\b", found.group())
            return start + found.group().count(" "), "former" if once else when
    return -1, None


def read_tenure(lower: Sequence[str], start: int, end: int) -> Tenure:
    """When the title in words [start, end) is held, by its own words up to "of", else by what follows."""
    stop = next((i for i in range(start, end) if lower[i] in _INNER), end)
    own = set(lower[start:stop])
    for when, words in _WORDS.items():
        if own & words:
            return when
    return "former" if _ENDED.match(" ".join(lower[end : end + 6])) else "current"


def _words(when: Tenure) -> frozenset[str]:
    return frozenset(table("titles")["tenure"][when])


# A designate of a former office is to come: the future first.
_WORDS: dict[Tenure, frozenset[str]] = {when: _words(when) for when in ("future", "former", "acting")}
