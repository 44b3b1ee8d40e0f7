"""Which language a text is in: its script, and the small words that only one language has.

Enough to keep other languages from grammars that only know English; it names, where it can, what was found.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache

from tellings import lexicon

_SAMPLE = 4_000  # characters from the start: some 700 words
_TOKEN = re.compile(r"[^\W\d_]+")
_OTHER_LETTERS = re.compile(r"[^\W\d_\0-\u036f]+")
_SHARE = 0.08  # of all words; prose of every language here has two to five times as many, lists and code have fewer
_DIFFERENT = 3  # small words; one or two alone are names of something else
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
    different: Counter[str] = Counter()
    languages = _languages_by_word()
    tokens = _TOKEN.findall(sample.lower())
    for word, count in Counter(tokens).items():
        for language in languages.get(word, ()):
            hits[language] += count
            different[language] += 1
    ranked = hits.most_common(2)
    if not ranked or ranked[0][1] < max(_FEW, _SHARE * len(tokens)):
        return "en" if hits["en"] and len(ranked) == 1 else ""
    best, most = ranked[0]
    if different[best] < _DIFFERENT:
        return ""
    # English wins ties: a text is left out only where another language is twice as likely.
    return "en" if best == "en" or most < 2 * hits["en"] else best


def _other_script(sample: str) -> str:
    """The language its script suggests where most letters are not Latin, else ""."""
    odd = "".join(_OTHER_LETTERS.findall(sample))
    if len(odd) < _FEW or 2 * len(odd) < len("".join(_TOKEN.findall(sample))):
        return ""
    names = Counter(unicodedata.name(letter, "").split(" ")[0] for letter in odd)
    return next((lexicon.table("languages")["scripts"].get(name, "") for name, _ in names.most_common(1)), "")
