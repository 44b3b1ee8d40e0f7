"""Which words are ordinary English: those of the pipeline's own lemmatizer, whose rules rest on WordNet's lists."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

_ENDINGS = ("s", "es", "ed", "d", "ing")
_ASKED = 65536  # answers kept: the same words begin and end names again and again


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    """Lemmas and irregular forms, and adjectives, in small letters; none where the pipeline has no lists of them."""
    from tellings.mark.parse import pipeline

    nlp = pipeline()
    if not nlp.has_pipe("lemmatizer"):
        return frozenset(), frozenset()
    lemmatizer: Any = nlp.get_pipe("lemmatizer")
    index, odd = (lemmatizer.lookups.get_table(name, {}) for name in ("lemma_index", "lemma_exc"))
    every = frozenset(word for lists in (index.values(), odd.values()) for words in lists for word in words)
    return every, frozenset(index.get("adj", ()))


@lru_cache(maxsize=_ASKED)
def is_ordinary(word: str) -> bool:
    """Whether a word, with a capital or not, stands in the dictionary; some great names do too ("Stalin", "Paris")."""
    word, (known, _) = word.lower(), _words()
    return word in known or any(word.endswith(end) and word[: -len(end)] in known for end in _ENDINGS if len(word) > 4)


def is_adjective(word: str) -> bool:
    """Whether a word, with a capital or not, can be an adjective."""
    return word.lower() in _words()[1]
