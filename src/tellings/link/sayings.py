"""Sayings: passages with who speaks and what is said, in a form that can be compared between articles.

A saying is a statement, or a sentence that the article says itself. What it is about is a set of `concepts`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tellings.link.concepts import concepts_in, concepts_of
from tellings.link.terms import meaning, moods, prospect_words, stems, words
from tellings.model import Marks, Passage, Stance, Statement
from tellings.view import StoryView

# Not "without", which denies what goes along and not what is said, nor idioms that hold a negation and deny nothing.
_NEGATION = re.compile(
    r"(?:\b(?:not|no|never|none|neither|nor|cannot|lacks?|lacked)\b|n['’]t\b)"
    r"(?![ \u00a0](?:only|just|merely|simply|solely|alone|necessarily|matter|doubt|less|fewer|more|later)\b)",
    re.IGNORECASE,
)
# What is said of anyone, to be never so: "you don't send 500 ships".
ANYONE = r"\b(?:you|one)[ \u00a0](?:\w{1,12}['’]t|cannot|(?:\w{1,12}[ \u00a0])?(?:not|never))\b"
# What is said under a condition, of another time, of anyone or as a question neither asserts nor denies a fact.
_NOT_PLAIN = re.compile(
    r"\b(?:if|unless|until|yet|would|could|should|might|whether)\b|['’]d\b|\?"
    rf"|{ANYONE}"
    r"|\bhad(?:n['’]t|[ \u00a0](?:not|never|no))\b",  # what had not been so before may be so now
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[,;:()—–]|[.!?](?!\w)|[ \u00a0](?:-|&|and|but|while|whereas|although|though|because|since)(?=[ \u00a0])",
    re.IGNORECASE,
)
_REACH = 4  # words after a negation that it may deny
_DENIED = 2  # concepts of a claim at least that the clause of a negation holds, where the passage has so many
PROSPECT = "~"  # the mood of what may or will be
_PROSPECTS = frozenset((PROSPECT,))
_COVERED = 0.5  # a sentence with so much of its length inside statements is theirs, not the article's own word


@dataclass(frozen=True, slots=True)
class Saying:
    """What one passage says. `speaker` and `statement` are "" and None where the article says it itself.

    `mood` is what it does beside telling (see `synonyms.toml`): a feeling, a wish, a prospect; empty for a plain fact.
    """

    passage: Passage
    stance: Stance
    speaker: str
    statement: Statement | None
    concepts: frozenset[str]
    mood: frozenset[str]


def find_sayings(view: StoryView) -> tuple[Saying, ...]:
    """Every statement, then every sentence no statement covers, article by article."""
    return view.once(_find)


def _find(view: StoryView) -> tuple[Saying, ...]:
    return tuple(saying for key, marks in view.marks.items() for saying in _of_article(view, key, marks))


def _of_article(view: StoryView, article: str, marks: Marks) -> Iterator[Saying]:
    for one in marks.statements:
        longest = Passage(article, max(one.content, key=lambda span: span.end - span.start))
        if len(one.content) == 1:
            about = concepts_in(view, longest)
            words = view.words(longest)
        else:
            words = " ".join(view.words(Passage(article, span)) for span in one.content)
            about = concepts_of(view, article, words)
        mood = about & moods() | _mood(words) | _urged(view, article, one)
        yield Saying(longest, one.stance, one.speaker, one, about, mood)
    for sentence, inside in zip(marks.sentences, _covered(marks), strict=True):
        if inside < _COVERED * max(1, sentence.end - sentence.start):
            passage = Passage(article, sentence)
            about = concepts_in(view, passage)
            yield Saying(passage, "asserts", "", None, about, about & moods() | _mood(view.words(passage)))


def _mood(words: str) -> frozenset[str]:
    return frozenset() if prospect_words().isdisjoint(words.lower().split()) else _PROSPECTS


def _urged(view: StoryView, article: str, statement: Statement) -> frozenset[str]:
    """The mood that a statement is made in, by its stance and the word of saying."""
    cue = _moods_of(view.words(Passage(article, statement.cue))) if statement.cue else frozenset()
    return cue | {meaning("urge")} if statement.stance == "urges" else cue


@lru_cache(maxsize=4096)
def _moods_of(words: str) -> frozenset[str]:
    return moods().intersection(map(meaning, stems(words)))


def negates(text: str, concepts: frozenset[str]) -> bool | None:
    """Whether a passage says that the concepts of a claim are not so; None where it is no plain telling.

    The negation stands close before one of them and in a clause that holds half of them: "did not find divers in the
    harbour", but not "found divers in the harbour, and did not give their names".
    """
    if _NOT_PLAIN.search(text):
        return None
    if not _NEGATION.search(text):
        return False
    found = [(word.start, meaning(word.stem) if word.stem else "") for word in words(text)]
    shared = {concept for _, concept in found} & concepts
    cuts = [0, *(match.start() for match in _CLAUSE.finditer(text)), len(text)]
    denied = False
    for match in _NEGATION.finditer(text):
        after = bisect_right(cuts, match.start())
        first, last = cuts[after - 1], cuts[min(after, len(cuts) - 1)]
        clause = {concept for start, concept in found if first <= start < last}
        near = [concept for start, concept in found if match.end() <= start < last][:_REACH]
        most = len(clause & shared) >= max(len(shared) / 2, min(_DENIED, len(shared)))
        denied ^= most and not concepts.isdisjoint(near)
    return denied


def _covered(marks: Marks) -> list[int]:
    """How many characters of each sentence stand inside statements; those inside two count twice."""
    starts = [sentence.start for sentence in marks.sentences]
    inside = [0] * len(starts)
    for statement in marks.statements:
        for span in statement.content:
            at = max(0, bisect_right(starts, span.start) - 1)
            while at < len(starts) and starts[at] < span.end:
                sentence = marks.sentences[at]
                inside[at] += max(0, min(span.end, sentence.end) - max(span.start, sentence.start))
                at += 1
    return inside
