"""The outlet as an article itself names it, for files that come without one: in its byline, or by itself at an end."""

from __future__ import annotations

import re
from functools import cache

from tellings import lexicon
from tellings.read.credits import is_agency

_WORD = r"[A-Z\u00c0-\u00de][\w.'’&-]{0,30}"
_FOR = re.compile(rf"[^\n]{{2,80}}?\s(?:[Ff]or|FOR)\s((?:[Tt]he\s)?{_WORD}(?:\s(?:of\s)?{_WORD}){{0,5}})")
_SIGNED = re.compile(r"(?:--?|[–—])\s?([^\n]{5,60}?)\.?")
_WORDS_AT_MOST = 5


def find_outlet(first: str, byline: str, last: str) -> str:
    """The outlet that the first line, the byline ("Ada Orm for The Oru Post") or a signature at the end names."""
    if first:
        return first
    if (by := _FOR.fullmatch(byline)) and not is_agency(by[1]):
        return by[1].removeprefix("the ")
    signed = _SIGNED.fullmatch(last)
    return signed[1] if signed and is_newspaper(signed[1]) else ""


def is_newspaper(words: str) -> bool:
    """True for what can only be the name of a newspaper: "The Oru Post"."""
    names = words.split(" ")
    return (
        3 <= len(names) <= _WORDS_AT_MOST
        and names[0] == "The"
        and names[-1] in _last_words()
        and all(name[:1].isupper() or name in ("of", "and", "&") for name in names)
        and not is_agency(words)
    )


@cache
def _last_words() -> frozenset[str]:
    return frozenset(lexicon.table("agencies")["newspapers"])
