"""Parts of names: folding to plain letters, keys for romanised spellings, and how alike two parts are."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from anyascii import anyascii
from rapidfuzz.distance import Levenshtein

from tellings import world
from tellings.lexicon import table

_APART = re.compile(r"[^\w']+|_")
_OWNER = re.compile(r"(?<=\w\w)'s\b")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_DOUBLE = re.compile(r"(.)\1+")
_LETTER_DIGITS = str.maketrans("01345", "oieas")
_VOWELS = frozenset("aeiouy")
# Letters that stand for one another across romanisations and in hearing.
_NEAR = frozenset(
    frozenset(pair)
    for pair in ("bp", "dt", "gk", "sz", "vw", "vb", "fv", "ck", "ij", "jy", "mn", "rl", "uw", "cs", "xs")
)
INITIALS = 0.65  # likeness of a part and its initial; no spelling mistake has this value


def fold(name: str) -> list[str]:
    """The parts of a name in plain small letters: "Usāma bin Lādin" -> ["usama", "bin", "ladin"]."""
    return list(_fold(name))


@lru_cache(maxsize=100_000)
def _fold(name: str) -> tuple[str, ...]:
    latin = anyascii(name.replace("’", "'").replace("\xad", ""))
    latin = re.sub(r"(?<=\w)\.(?=\w\.|\w\b)", "", latin) if re.search(r"\b\w\.\w", latin) else latin
    latin = _OWNER.sub("", latin)
    parts = []
    for raw in _APART.split(_CAMEL.sub(" ", latin) if _is_camel(latin) else latin):
        part = raw.replace("'", "").lower()
        if part:
            parts.append(part.translate(_LETTER_DIGITS) if any(map(str.isalpha, part)) and len(part) > 3 else part)
    return tuple(parts)


def _is_camel(latin: str) -> bool:
    """Whether words were run together ("SergeiLavrov", and what anyascii makes of Chinese characters)."""
    return not re.search(r"\s", latin) or bool(re.search(r"[a-z][A-Z][a-z]+[A-Z]", latin))


@cache
def _same() -> dict[str, str]:
    return {form: line.split()[0] for line in table("romanisation")["same"] for form in line.split()}


@cache
def _wade_giles() -> dict[str, str]:
    return dict(pair.split("=") for pair in table("romanisation")["wade_giles"].split())


def pinyin(part: str) -> str:
    """A Wade-Giles syllable in pinyin: "tse" -> "ze"; other parts as they are."""
    return _wade_giles().get(part, part)


@cache
def korean_surnames() -> frozenset[str]:
    """Korean surnames in every usual spelling, in small letters."""
    return frozenset(table("romanisation")["korean_surnames"].split())


@cache
def _folds() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(old), new) for old, new in table("romanisation")["folds"])


@lru_cache(maxsize=100_000)
def sound(part: str) -> str:
    """A key that the spellings of one romanised part share: "zelenskiy", "zelenskyy" -> "zelenski"."""
    part = _same().get(part, part)
    for pattern, new in _folds():
        part = pattern.sub(new, part)
    return _DOUBLE.sub(r"\1", part)


@lru_cache(maxsize=100_000)
def consonants(part: str) -> str:
    """The consonants of a part's sound, voiced and voiceless as one: what spelling mistakes seldom change."""
    key = sound(part).translate(str.maketrans("bdgzvcj", "ptksfki"))
    rest = "".join(letter for letter in key[1:] if letter not in _VOWELS and letter != "h")
    return _DOUBLE.sub(r"\1", key[:1] + rest)


@lru_cache(maxsize=100_000)
def likeness(one: str, two: str, strict: bool = False) -> float:
    """How alike two parts are, 0 to 1; 0 where they are different names. `strict` allows no spelling mistakes."""
    if one == two:
        return 1.0
    if not one or not two:
        return 0.0
    if len(one) == 1 or len(two) == 1:
        return INITIALS if one[0] == two[0] else 0.0
    if sound(one) == sound(two):
        return 0.95
    if nicknames(one, two):
        return 0.9
    if strict:
        return 0.0
    shorter = min(len(one), len(two))
    most = edits(shorter)  # rapidfuzz rejects nearly all pairs at once
    if Levenshtein.distance(one, two, score_cutoff=most) > most or _two_names(one, two):
        return 0.0
    cost = distance(one, two)
    return max(0.6, 1 - 0.3 * cost) if cost <= _allowed(shorter) else 0.0


def edits(size: int) -> int:
    """The most plain edits between two parts, the shorter of `size` letters, that may still be one name.

    A like-sounding letter or a transposition is two of them at most.
    """
    return int(_allowed(size) * 2.5)


def _allowed(size: int) -> float:
    """The cost of mistakes allowed in a part of `size` letters; tuned on the pairs of published matching tests."""
    return (
        0.0 if size < 3 else 0.6 if size == 3 else 0.8 if size == 4 else 1.0 if size < 7 else 1.4 if size < 9 else 2.0
    )


def nicknames(one: str, two: str) -> bool:
    """Whether one part is a short form of the other, however that is spelled: "joe" and "jozef"."""
    return sound(one) in stands_for(two) or sound(two) in stands_for(one)


@lru_cache(maxsize=10_000)
def stands_for(short: str) -> frozenset[str]:
    """The keys of the given names that a short form stands for."""
    return frozenset(map(sound, world.given_names_of(short)))


def _two_names(one: str, two: str) -> bool:
    """Whether both are given names, countries or numbers in their own right, so that a letter makes another one."""
    if world.is_given_name(one) and world.is_given_name(two):
        return True
    if any(map(str.isdigit, one + two)):
        return True
    return bool(world.country_of(one.title()) and world.country_of(two.title()))


def distance(one: str, two: str) -> float:
    """Edit distance with transposition (Damerau-Levenshtein, optimal string alignment).

    Letters of like sound cost 0.6, doubled letters 0.3, transpositions 0.7, all else 1.
    """
    before, row = [0.0] * (len(two) + 1), [float(j) for j in range(len(two) + 1)]
    for i, a in enumerate(one, 1):
        last, row, previous = before, [float(i)] + [0.0] * len(two), row
        for j, b in enumerate(two, 1):
            drop = 0.3 if i > 1 and one[i - 2] == a else 1.0
            add = 0.3 if j > 1 and two[j - 2] == b else 1.0
            best = min(previous[j] + drop, row[j - 1] + add, previous[j - 1] + _swap(a, b))
            if i > 1 and j > 1 and a == two[j - 2] and one[i - 2] == b:
                best = min(best, last[j - 2] + 0.7)
            row[j] = best
        before = previous
    return row[-1]


def _swap(a: str, b: str) -> float:
    if a == b:
        return 0.0
    return 0.6 if (a in _VOWELS and b in _VOWELS) or frozenset((a, b)) in _NEAR else 1.0
