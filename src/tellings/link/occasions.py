"""Occasions in the making: acts taken for one, what they tell, and how alike what two acts tell is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tellings.grammar.calendar import read_day
from tellings.link.acts import Act, days_meet, kinds_meet
from tellings.link.terms import rarity, shared_weight
from tellings.link.voices import Speaker, one_voice, same_speaker
from tellings.model import OriginKind, Passage
from tellings.view import StoryView

_COMPARED = 8  # passages of an act that are compared
_JOINT = 2  # articles that tell two occasions in the same sentences, for the two to be one
# Of what a body and who speaks for it publish, all of one day is taken for one.
PUBLISHED: set[OriginKind] = {"statement", "post", "document"}


@dataclass(slots=True)
class Occasion:
    """Acts taken for one occasion so far, by number and themselves, what they tell, and why.

    `called` is what their speakers are called.
    """

    numbers: list[int]
    acts: list[Act]
    days: set[str]
    told: set[str]
    kinds: set[OriginKind]
    known: set[Speaker]
    called: frozenset[str]
    why: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, number: int, act: Act) -> Occasion:
        """A group of one act."""
        known = {act.voice} if act.voice.known else set()
        told, kinds = {act.told} - {""}, {act.kind} - {"claim"}
        return cls([number], [act], {act.day} - {""}, told, kinds, known, act.voice.called)

    def take(self, other: Occasion, why: str) -> None:
        """Takes in the acts of another group."""
        self.numbers += other.numbers
        self.acts += other.acts
        self.days |= other.days
        self.told |= other.told
        self.kinds |= other.kinds
        self.known |= other.known
        self.called |= other.called
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


def joint(occasions: Sequence[Occasion]) -> list[Occasion]:
    """The occasions, those told by the same sentences as one: a joint statement and that of who issued it.

    So are those of which one is told nowhere but where the other is, as a call and the recording of it.
    """
    kept: list[Occasion] = []
    holders: dict[Passage, list[Occasion]] = defaultdict(list)
    for occasion in sorted(occasions, key=lambda one: -len(_told(one))):
        passages = _told(occasion)
        near = {id(one): one for passage in passages for one in holders[passage]}
        host = next((one for one in near.values() if _one_telling(one, occasion)), None)
        if host:
            host.take(occasion, "told in the same sentences")
        else:
            kept.append(occasion)
        for passage in passages:
            holders[passage].append(host or occasion)
    return kept


def _one_telling(one: Occasion, other: Occasion) -> bool:
    """Whether sentences of several articles tell two occasions: all those of one, or of two that were published."""
    mine, theirs = _told(one), _told(other)
    shared = mine & theirs
    if len({passage.article for passage in shared}) < _JOINT or not kinds_meet(one.kinds | other.kinds):
        return False
    if not all(days_meet(first, second) for first in _days_of(one, shared) for second in _days_of(other, shared)):
        return False
    published = one.kinds & PUBLISHED and other.kinds & PUBLISHED
    return bool(published) or shared in (mine, theirs)


def _days_of(occasion: Occasion, passages: set[Passage]) -> set[str]:
    """The days that an occasion's accounts in these passages tell."""
    return {act.day for act in occasion.acts if not passages.isdisjoint(act.passages)} - {""}


def _told(occasion: Occasion) -> set[Passage]:
    return {passage for act in occasion.acts for passage in act.passages}


class Likeness:
    """The likeness of acts by their most alike passages, 0 to 1 (`terms.shared_weight`); passages are weighed once."""

    def __init__(self, contents: Mapping[Passage, frozenset[str]]) -> None:
        """From what each passage is about; a term is the rarer, the fewer articles have it."""
        by_article: dict[str, set[str]] = defaultdict(set)
        for passage, content in contents.items():
            by_article[passage.article] |= content
        self._contents, self._rare = contents, rarity(by_article.values())
        self._rest: dict[tuple[str, int, frozenset[str]], frozenset[str]] = {}

    def of(self, one: Act, other: Act) -> float:
        """How alike the most alike passages of two acts are."""
        names = one.voice.called | other.voice.called
        return max(self.to(passage, one.passages[:_COMPARED], names) for passage in other.passages[:_COMPARED])

    def to(self, passage: Passage, others: Iterable[Passage], names: frozenset[str]) -> float:
        """How alike a passage is to the most alike of others, beside the names of their speakers."""
        content = self._beside(passage, names)
        near = (shared_weight(content, self._beside(other, names), self._rare) for other in others)
        return max(near, default=0.0)

    def share_figure(self, one: Act, other: Act) -> bool:
        """Whether two acts tell a number in common."""
        numbers = [
            {term for key in act.passages for term in self._contents[key] if term[:1].isdigit()} for act in (one, other)
        ]
        return not numbers[0].isdisjoint(numbers[1])

    def _beside(self, passage: Passage, names: frozenset[str]) -> frozenset[str]:
        """What a passage is about but for names."""
        key = (passage.article, passage.span.start, names)
        if key not in self._rest:
            self._rest[key] = self._contents[passage] - names
        return self._rest[key]


def days_apart(view: StoryView, one: str, other: str) -> int:
    """Days between the publication of two articles; 0 where one of them is unknown."""
    first, second = read_day(view.day(one)), read_day(view.day(other))
    return abs((first - second).days) if first and second else 0


def days_between(view: StoryView, one: Act, other: Act) -> int:
    """Days between two acts, by publication where one tells none; 0 where both tell theirs or a day is unknown."""
    days = [act.day or view.day(act.article) for act in (one, other)]
    first, second = map(read_day, days)
    if (one.day and other.day) or first is None or second is None:
        return 0
    return abs((first - second).days)
