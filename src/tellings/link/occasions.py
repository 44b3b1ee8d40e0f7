"""Occasions in the making: acts taken for one, what they tell, and how alike what two acts tell is."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from tellings.grammar.calendar import read_day
from tellings.link.acts import Act, days_meet, kinds_meet
from tellings.link.terms import rarity
from tellings.link.voices import Speaker, one_voice, same_speaker
from tellings.model import OriginKind, Passage
from tellings.view import StoryView

_COMPARED = 8  # passages of an act that are compared


@dataclass(slots=True)
class Occasion:
    """Acts taken for one occasion so far, by number and themselves, what they tell, and why."""

    numbers: list[int]
    acts: list[Act]
    days: set[str]
    told: set[str]
    kinds: set[OriginKind]
    known: set[Speaker]
    why: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, number: int, act: Act) -> Occasion:
        """A group of one act."""
        known = {act.voice} if act.voice.known else set()
        return cls([number], [act], {act.day} - {""}, {act.told} - {""}, {act.kind} - {"claim"}, known)

    def take(self, other: Occasion, why: str) -> None:
        """Takes in the acts of another group."""
        self.numbers += other.numbers
        self.acts += other.acts
        self.days |= other.days
        self.told |= other.told
        self.kinds |= other.kinds
        self.known |= other.known
        self.why += other.why + Counter([why])


def agree(first: Occasion, second: Occasion) -> bool:
    """Whether two occasions may be one: no acts of other days and settings, and not two different known speakers."""
    return (
        all(days_meet(one, other) for one in first.days for other in second.days)
        and len(first.told | second.told) < 2
        and kinds_meet(first.kinds | second.kinds)
        and all(
            same_speaker(one.who, other.who) or one_voice(one, other) for one in first.known for other in second.known
        )
    )


class Likeness:
    """The likeness of acts by their most alike passages, 0 to 1 (`terms.shared_weight`); passages are weighed once."""

    def __init__(self, contents: Mapping[Passage, frozenset[str]]) -> None:
        """From what each passage is about; a term is the rarer, the fewer articles have it."""
        by_article: dict[str, set[str]] = defaultdict(set)
        for passage, content in contents.items():
            by_article[passage.article] |= content
        self._contents, self._rare = contents, rarity(by_article.values())
        self._whole: dict[frozenset[str], float] = {}
        self._term: dict[str, float] = {}

    def of(self, one: Act, other: Act) -> float:
        """How alike the most alike passages of two acts are."""
        names = one.voice.called | other.voice.called
        return max(self.of_passages(a, b, names) for a in one.passages[:_COMPARED] for b in other.passages[:_COMPARED])

    def of_passages(self, first: Passage, second: Passage, names: frozenset[str]) -> float:
        """How alike two passages are beside the names of their speakers."""
        one, other = self._contents[first] - names, self._contents[second] - names
        whole = self._weight(one) + self._weight(other)
        return 2 * math.fsum(map(self._of_term, one & other)) / whole if whole else 0.0

    def _weight(self, content: frozenset[str]) -> float:
        if content not in self._whole:
            self._whole[content] = math.fsum(map(self._of_term, content))
        return self._whole[content]

    def _of_term(self, term: str) -> float:
        if term not in self._term:
            self._term[term] = self._rare.of(term)
        return self._term[term]


def days_between(view: StoryView, one: Act, other: Act) -> int:
    """Days between two acts, by publication where one tells none; 0 where both tell theirs or a day is unknown."""
    days = [act.day or view.day(act.article) for act in (one, other)]
    first, second = map(read_day, days)
    if (one.day and other.day) or first is None or second is None:
        return 0
    return abs((first - second).days)
