"""Polarity: whether a passage says of a thing that it is so or that it is not, and whether two passages go apart on it.

A passage goes against another by a negation ("was never inspected") or by a word whose opposite the other has
("admitted", "turned away"); both together leave it as it was.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache

from tellings.lexicon import table
from tellings.link.terms import meaning, stems, words

# Not "without", which denies what goes along and not what is said, nor idioms that hold a negation and deny nothing.
_NEGATION = re.compile(
    r"(?:\b(?:not|no|nobody|never|none|neither|nor|cannot|lacks?|lacked|(?:untrue|false)(?=[ \u00a0]that))\b"
    r"|n['’]t\b)"
    r"(?![ \u00a0](?:only|just|merely|simply|solely|alone|necessarily|matter|doubt|less|fewer|more|later|long|longer)"
    r"\b)",
    re.IGNORECASE,
)
# What is said of anyone, to be never so: "you don't send 500 ships".
ANYONE = r"\b(?:you|one)[ \u00a0](?:\w{1,12}['’]t|cannot|(?:\w{1,12}[ \u00a0])?(?:not|never))\b"
# What is said under a condition, of another time, of anyone or as a question neither asserts nor denies a fact.
_NOT_PLAIN = re.compile(
    r"\b(?:if|unless|until|yet|whether|no[ \u00a0]longer|(?:would|could|should|might)(?:n['’]t)?)\b|['’]d\b|\?"
    rf"|{ANYONE}",
    re.IGNORECASE,
)
# What had not been so before may be so now; but who says today that it had not been so denies that it was.
_BEFORE = re.compile(r"\bhad(?:n['’]t|[ \u00a0](?:not|never|no))\b", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:since|before|previously|earlier)\b", re.IGNORECASE)
_DENYING = re.compile(r"\b(?:den(?:y|ies|ied|ying|ials?)|disput\w+|refut\w+|rul(?:es?|ed|ing) out)\b", re.IGNORECASE)
_NO_LONGER = re.compile(r"\b(?:no|not any)[ \u00a0]longer\b", re.IGNORECASE)
_CLAUSE = re.compile(
    r"[,;:()—–]|[.!?](?!\w)|[ \u00a0](?:-|&|and|but|while|whereas|although|though|because|since)(?=[ \u00a0])",
    re.IGNORECASE,
)
_REACH = 4  # words after a negation that it may deny
_DENIED = 2  # concepts of a claim at least that the clause of a negation holds, where the passage has so many

Side = tuple[str, int, int]  # the list of a pair of opposites, its number there, and the side of it: 0 or 1


def negates(text: str, concepts: AbstractSet[str], *, reported: bool = False) -> bool | None:
    """Whether a passage says that the concepts of a claim are not so; None where it is no plain telling.

    The negation stands close before one of them and in a clause that holds half of them: "did not find divers in the
    harbour", but not "found divers in the harbour, and did not give their names". What is `reported` in other words
    than were said has "had not" for "did not".
    """
    if _NOT_PLAIN.search(text) or (_BEFORE.search(text) and not (reported and not _SINCE.search(text))):
        return None
    if not _NEGATION.search(text):
        return False
    found = [(word.start, meaning(word.stem) if word.stem else "") for word in words(text)]
    shared = {concept for _, concept in found} & concepts
    denied = False
    for match, first, last in _negations(text):
        clause = {concept for start, concept in found if first <= start < last}
        near = [concept for start, concept in found if match.end() <= start < last][:_REACH]
        most = len(clause & shared) >= max(len(shared) / 2, min(_DENIED, len(shared)))
        denied ^= most and not concepts.isdisjoint(near)
    return denied


def tells_a_denial(sentence: str) -> bool:
    """Whether an article tells in a sentence of its own that somebody denies something."""
    return bool(_DENYING.search(sentence))


def is_negation(text: str, *, reported: bool = False) -> bool:
    """Whether a passage, in the one clause that holds a negation, says that something is not so."""
    part = negated_part(text)
    return bool(part and negates(text, frozenset(map(meaning, stems(part))), reported=reported))


def hedges_a_negation(text: str) -> bool:
    """Whether a passage holds a negation, but under a condition, of another time or no longer."""
    return negates(text, frozenset()) is None and bool(_NEGATION.search(text) or _NO_LONGER.search(text))


@lru_cache(maxsize=8192)
def clauses_of(text: str) -> tuple[frozenset[str], ...]:
    """The meanings of the words of each clause of a passage."""
    return tuple(frozenset(map(meaning, stems(clause))) for clause in _CLAUSE.split(text))


def negated_part(text: str) -> str:
    """The one clause of a passage that holds a negation; "" where none or several do."""
    clauses = [text[first:last] for _, first, last in _negations(text)]
    return clauses[0].strip() if len(clauses) == 1 else ""


def _negations(text: str) -> list[tuple[re.Match[str], int, int]]:
    """The negations of a text, each with the bounds of its clause."""
    cuts = [0, *(match.start() for match in _CLAUSE.finditer(text)), len(text)]
    found = []
    for match in _NEGATION.finditer(text):
        after = bisect_right(cuts, match.start())
        found.append((match, cuts[after - 1], cuts[min(after, len(cuts) - 1)]))
    return found


@lru_cache(maxsize=8192)
def sides_in(text: str) -> frozenset[Side]:
    """The sides of pairs of opposites that a text takes by its words; none of a pair of which it has both."""
    if not _any_word().search(text):
        return frozenset()
    found = {side for side, pattern in _patterns().items() if pattern.search(text)}
    return frozenset(side for side in found if _other(side) not in found)


def apart_in(one: AbstractSet[Side], other: AbstractSet[Side], *lists: str) -> bool:
    """Whether two texts take opposite sides of a pair of one of the lists."""
    return any(side[0] in lists and _other(side) in other for side in one)


@lru_cache(maxsize=8192)
def opposed_words(text: str) -> frozenset[str]:
    """The meanings of those words of a text that have an opposite."""
    return frozenset(meaning(found) for match in _any_word().finditer(text) for found in stems(match.group()))


def _other(side: Side) -> Side:
    return side[0], side[1], 1 - side[2]


@cache
def _patterns() -> dict[Side, re.Pattern[str]]:
    return {
        (name, number, side): re.compile(rf"\b(?:{forms})\b", re.IGNORECASE)
        for name, pairs in table("opposites").items()
        for number, pair in enumerate(pairs)
        for side, forms in enumerate(pair)
    }


@cache
def _any_word() -> re.Pattern[str]:
    every = "|".join(forms for pairs in table("opposites").values() for pair in pairs for forms in pair)
    return re.compile(rf"\b(?:{every})\b", re.IGNORECASE)
