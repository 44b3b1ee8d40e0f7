"""Patterns of word lists, forwards and backwards.

A phrase that ends where a number starts is found by matching backwards: the text before the number is turned round and
the turned-round phrases are matched at its start. A search for the phrase would try every place before the number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable


def any_of(words: Iterable[str]) -> str:
    """An alternation of phrases, the longest first; a space in them also matches one that does not break."""
    return "|".join(_escaped(word) for word in sorted(words, key=len, reverse=True))


def any_turned(words: Iterable[str]) -> str:
    """The same for text that was turned round."""
    return any_of(word[::-1] for word in words)


def turned(text: str, end: int, reach: int) -> str:
    """At most `reach` characters of the text before `end`, turned round."""
    return text[max(0, end - reach) : end][::-1]


def _escaped(word: str) -> str:
    return re.escape(word).replace(r"\ ", "[ \u00a0]")
