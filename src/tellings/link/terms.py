"""Terms: what articles and sentences are compared by. Stems of words that say something, weighted by how rare they are.

The lexical toolkit of linking and weighing: pure functions over words, no parse needed. The weight of a term is its
inverse document frequency (Spärck Jones 1972), counted over the articles at hand *and* a background of ordinary news
English, so that it is sensible for one article as well as for a million.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

from tellings.lexicon import table

WORD = re.compile(r"[^\W_]+(?:[.,'’\-](?=\w)[^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_VOWEL = re.compile(r"[aeiouy]")
# How many articles the background weighs as against those at hand: enough to outvote a ledger of one story.
_BACKGROUND_ARTICLES = 400
# A stem that the background does not know is taken to stand in this share of articles.
_RARE = 0.002
# What a term keeps of its rarity in ordinary news, however common it is here: the words of a story that fills a whole
# ledger are still its words.
_LEAST_SHARE = 0.4


class Word(NamedTuple):
    """A word of a text: its offsets, its stem ("" for a word that says nothing alone), whether it is capitalised."""

    start: int
    end: int
    text: str
    stem: str
    capital: bool


def words(text: str) -> list[Word]:
    """The words of a text in order. Numbers keep their value: "12,000" has the stem "12000"."""
    found = []
    for match in WORD.finditer(text):
        word = match.group()
        found.append(Word(match.start(), match.end(), word, stem(word), word[0].isupper()))
    return found


def stems(text: str) -> list[str]:
    """The stems of the words that say something, in order."""
    return [found for match in WORD.finditer(text) if (found := stem(match.group()))]


@lru_cache(maxsize=250_000)
def stem(word: str) -> str:
    """The stem of a word, "" for a stop word: "deployed", "deployment" and "deploys" have one stem."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c)).casefold()
    plain = plain.replace("’", "'")
    if plain in stop_words():
        return ""
    plain = _POSSESSIVE.sub("", plain)
    if plain[:1].isdigit():
        return plain.replace(",", "")
    plain = plain.replace(".", "")
    return "" if len(plain) < 2 or plain in stop_words() else _strip(plain)


def _strip(word: str) -> str:
    """A light suffix stripper: plurals, -ing, -ed, -ly, -ment, -ion and a final e; at least three letters stay."""
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "shes", "ches", "xes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        word = word[:-1]
    for suffix in ("ing", "ed", "ly", "ment"):
        root = word[: -len(suffix)]
        if word.endswith(suffix) and len(root) >= 3 and _VOWEL.search(root):
            if suffix in ("ing", "ed") and root[-1] == root[-2] and root[-1] not in "lsz":
                root = root[:-1]
            word = root
            break
    if word.endswith(("tion", "sion")) and len(word) > 6:
        word = word[:-3]
    if word.endswith("e") and len(word) > 3:
        word = word[:-1]
    return word


@cache
def stop_words() -> frozenset[str]:
    """Words that say nothing alone: articles, pronouns, auxiliaries, the calendar, reporting and page furniture."""
    return frozenset(word for group in table("stop_words")["words"].values() for word in group.split())


@cache
def background() -> Mapping[str, float]:
    """The share of news articles that have a stem, for stems that are common in news."""
    return {stem: float(share) for share, line in table("common_stems")["share"].items() for stem in line.split()}


@dataclass(frozen=True, slots=True)
class Rarity:
    """How rare a term is: from its articles here (`counts` of `total`) and the background; each is worked out once."""

    counts: Mapping[str, int]
    total: int
    memo: dict[str, float] = field(default_factory=dict, compare=False, repr=False)
    weights: dict[frozenset[str], float] = field(default_factory=dict, compare=False, repr=False)

    def of(self, stem: str) -> float:
        """Inverse document frequency, about 0.3 for the commonest words to 6 and more for rare ones."""
        found = self.memo.get(stem)
        if found is None:
            found = max(self._here(stem), _LEAST_SHARE * -math.log(background().get(stem, _RARE)))
            self.memo[stem] = found
        return found

    def weight(self, terms: frozenset[str]) -> float:
        """The weight of a set of terms that is asked for again and again."""
        if terms not in self.weights:
            self.weights[terms] = self.sum(terms)
        return self.weights[terms]

    def sum(self, terms: Iterable[str]) -> float:
        """The weight of terms together; exact, so that the order of a set cannot matter."""
        return math.fsum(map(self.of, terms))

    def _here(self, stem: str) -> float:
        behind = background().get(stem, _RARE) * _BACKGROUND_ARTICLES
        return math.log((self.total + _BACKGROUND_ARTICLES) / (self.counts.get(stem, 0) + behind))


def rarity(texts: Iterable[Iterable[str]]) -> Rarity:
    """The rarity of terms over articles, each given by its stems."""
    counts: dict[str, int] = {}
    total = 0
    for text in texts:
        total += 1
        for found in set(text):
            counts[found] = counts.get(found, 0) + 1
    return Rarity(counts, total)


def shared_weight(one: frozenset[str], other: frozenset[str], rare: Rarity) -> float:
    """How much of the weight of both sets of stems is shared, 0 to 1 (a weighted Dice coefficient)."""
    whole = rare.weight(one) + rare.weight(other)
    return 2 * rare.sum(one & other) / whole if whole else 0.0


def contained_weight(one: frozenset[str], other: frozenset[str], rare: Rarity) -> float:
    """How much of the weight of the lighter set of stems the other holds, 0 to 1."""
    least = min(rare.weight(one), rare.weight(other))
    return rare.sum(one & other) / least if least else 0.0


@cache
def _meanings() -> Mapping[str, str]:
    """The stem that stands for each stem of a synonym group; the first group a stem stands in counts."""
    found: dict[str, str] = {}
    for line in table("synonyms")["groups"].splitlines():
        group = [stem(word) for word in line.split() if stem(word)]
        for member in group:
            found.setdefault(member, group[0])
    return found


@cache
def moods() -> frozenset[str]:
    """Meanings that tell a wish, a judgement or a feeling."""
    return frozenset(meaning(stem(word)) for word in table("synonyms")["moods"].split())


@cache
def prospect_words() -> frozenset[str]:
    """Lower-case words that make of a fact a prospect: "will", "may", "plan"."""
    return frozenset(table("synonyms")["prospects"].split())


def meaning(stem: str) -> str:
    """The stem itself, or that of the word news uses for it: "soldier" and "troop" have one meaning."""
    return _meanings().get(stem, stem)
