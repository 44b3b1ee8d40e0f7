"""Which language a text is in: its script, and the small words that only one language has.

Enough to keep other languages from grammars that only know English; it names, where it can, what was found.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache

from tellings import lexicon

_SAMPLE = 6_000  # characters from the start: about a thousand words
_TOKEN = re.compile(r"[^\W\d_]+")
_FEW = 4  # small words: fewer say nothing


@cache
def _languages_by_word() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for language, words in lexicon.table("languages")["small_words"].items():
        for word in words.split():
            found[word] = (*found.get(word, ()), language)
    return found


def find_language(text: str) -> str:
    """An ISO 639-1 code, or a script's where the script is not Latin; "" where the text does not tell."""
    sample = text[:_SAMPLE]
    if script := _other_script(sample):
        return script
    hits: Counter[str] = Counter()
    for word in _TOKEN.findall(sample.lower()):
        hits.update(_languages_by_word().get(word, ()))
    ranked = hits.most_common(2)
    if not ranked or ranked[0][1] < _FEW:
        return "en" if hits["en"] and len(ranked) == 1 else ""
    best, count = ranked[0]
    # English wins ties: a text is left out only where another language is twice as likely.
    return "en" if best == "en" or count < 2 * hits["en"] else best


def _other_script(sample: str) -> str:
    """The language its script suggests where most letters are not Latin, else ""."""
    odd = [character for character in sample if character > "\u036f" and character.isalpha()]
    if 2 * len(odd) < sum(map(str.isalpha, sample)) or len(odd) < _FEW:
        return ""
    names = Counter(unicodedata.name(character, "").split(" ")[0] for character in odd)
    return next((lexicon.table("languages")["scripts"].get(name, "") for name, _ in names.most_common(1)), "")
