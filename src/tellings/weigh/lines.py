"""Lines: the sentences of a story, each told once, with what they are about, found by it."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from tellings.lexicon import table
from tellings.link.concepts import concepts_in
from tellings.link.terms import Rarity, meaning, rarity, stem
from tellings.model import Account, Passage, Statement
from tellings.said import days_said
from tellings.view import StoryView

_FEWEST_WORDS = 4  # shorter lines are furniture or greetings
# A concept in more lines than this finds none: it is what the whole story is about, and keeps the cost linear.
_CROWD = 400
_WORD = re.compile(r"\w+(?:['’]\w+)?")


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of an article: its words, the concepts it is about, whose it is ("" the article's), its day."""

    number: int
    passage: Passage
    words: str
    concepts: frozenset[str]
    speaker: str
    day: str

    @property
    def article(self) -> str:
        """The id of its article."""
        return self.passage.article

    def account(self, value: str) -> Account:
        """The line as one side of a finding."""
        return Account(value, self.passage, self.speaker, self.day)


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a story in order, how rare their concepts are, and the lines of each concept."""

    lines: Sequence[Line]
    rare: Rarity
    holders: dict[str, list[int]]

    def about(self, concepts: Iterable[str]) -> list[tuple[float, Line]]:
        """Lines that share concepts, with the share of the concepts' weight that they hold, highest first."""
        wanted = set(concepts)
        whole = math.fsum(map(self.rare.of, wanted))
        shared: Counter[int] = Counter()
        for concept in sorted(wanted):
            holders = self.holders.get(concept, [])
            if len(holders) <= _CROWD:
                shared.update(holders)
        weighed = [
            (math.fsum(map(self.rare.of, wanted & self.lines[number].concepts)) / whole, self.lines[number])
            for number in shared
        ]
        return sorted(weighed, key=lambda pair: (-pair[0], pair[1].number))


def read_lines(view: StoryView) -> Lines:
    """The lines of a story; a sentence that stands in the same words in several articles is the line of each."""
    found: list[Line] = []
    for article, marks in view.marks.items():
        said = _statements(view, article)
        seen: set[str] = set()
        for span in marks.sentences:
            passage = Passage(article, span)
            words = view.words(passage)
            plain = words.strip().casefold()
            if len(_WORD.findall(words)) < _FEWEST_WORDS or plain in seen:
                continue
            seen.add(plain)
            statement = said.get(span.start)
            speaker = statement.speaker if statement else ""
            day = (days_said(view, article, statement)[1] if statement else "") or view.day(article)
            concepts = widened(concepts_in(view, passage))
            found.append(Line(len(found), passage, words, concepts, speaker, day))
    holders: dict[str, list[int]] = defaultdict(list)
    by_article: dict[str, set[str]] = defaultdict(set)
    for line in found:
        by_article[line.article] |= line.concepts
        for concept in line.concepts:
            holders[concept].append(line.number)
    return Lines(found, rarity(by_article.values()), holders)


def _statements(view: StoryView, article: str) -> dict[int, Statement]:
    """The first statement of each sentence, by the sentence's start."""
    first: dict[int, Statement] = {}
    for statement in view.marks[article].statements:
        for span in statement.content:
            first.setdefault(view.sentence(article, span).span.start, statement)
    return first


def widened(concepts: frozenset[str]) -> frozenset[str]:
    """Concepts with the broader kinds they belong to: an assault and an assailant are of violence."""
    broader = _broader()
    return concepts.union(broader[concept] for concept in concepts if concept in broader)


@cache
def _broader() -> dict[str, str]:
    kinds: dict[str, str] = table("questions")["broader"]
    return {meaning(stem(word)): f"~{kind}" for kind, words in kinds.items() for word in words.split()}
