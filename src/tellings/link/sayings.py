"""Sayings: passages with who speaks and what is said, in a form that can be compared between articles.

A saying is a statement, or a sentence that the article says itself. What it is about is a set of `concepts`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tellings.link.concepts import concepts_in, concepts_of
from tellings.link.terms import meaning, moods, prospect_words, stems
from tellings.model import Marks, Passage, Stance, Statement
from tellings.view import StoryView

PROSPECT = "~"  # the mood of what may or will be
_PROSPECTS = frozenset((PROSPECT,))
_COVERED = 0.5  # a sentence with so much of its length inside statements is theirs, not the article's own word


@dataclass(frozen=True, slots=True)
class Saying:
    """What one passage says. `speaker` and `statement` are "" and None where the article says it itself.

    `words` are all that a statement says, of which `passage` is the longest part. `mood` is what it does beside telling
    (see `synonyms.toml`): a feeling, a wish, a prospect; empty for a plain fact.
    """

    passage: Passage
    stance: Stance
    speaker: str
    statement: Statement | None
    concepts: frozenset[str]
    mood: frozenset[str]
    words: str

    @property
    def reported(self) -> bool:
        """Whether it stands in the words of another than its speaker, and so in the time of the report."""
        return self.statement is not None and self.statement.form == "indirect"


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
        yield Saying(longest, one.stance, one.speaker, one, about, mood, words)
    for sentence, inside in zip(marks.sentences, _covered(marks), strict=True):
        if inside < _COVERED * max(1, sentence.end - sentence.start):
            passage = Passage(article, sentence)
            about, words = concepts_in(view, passage), view.words(passage)
            yield Saying(passage, "asserts", "", None, about, about & moods() | _mood(words), words)


def _mood(words: str) -> frozenset[str]:
    return frozenset() if prospect_words().isdisjoint(words.lower().split()) else _PROSPECTS


def _urged(view: StoryView, article: str, statement: Statement) -> frozenset[str]:
    """The mood that a statement is made in, by its stance and the word of saying."""
    cue = _moods_of(view.words(Passage(article, statement.cue))) if statement.cue else frozenset()
    return cue | {meaning("urge")} if statement.stance == "urges" else cue


@lru_cache(maxsize=4096)
def _moods_of(words: str) -> frozenset[str]:
    return moods().intersection(map(meaning, stems(words)))


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
