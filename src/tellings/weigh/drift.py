"""Drift: one utterance told in other words inside quotation marks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz.distance import Indel

from tellings.link.terms import Rarity, contained_weight, rarity, stems
from tellings.model import Account, Finding, Passage, Span, make_id
from tellings.view import StoryView

# Tuned on pairs of quotations of the demo and by eye: below, two quotations only share a topic.
_LEAST_SHARED = 0.5  # of the lighter one's weight of terms
_LEAST_ALIGNED = 0.35  # of the shorter one's words, in order
_SURELY_ALIGNED = 0.6  # enough alone: short utterances have few words that say something
_FEWEST_WORDS, _FEWEST_SHARED = 5, 2
_MOST_POSTINGS = 40  # quotations that one stem proposes for another


@dataclass(frozen=True, slots=True)
class Utterance:
    """What one article puts between quotation marks for one statement."""

    article: str
    span: Span
    words: tuple[str, ...]
    stems: frozenset[str]
    speaker: str
    person: str


def weigh_drift(view: StoryView) -> Iterator[Finding]:
    """A finding for each utterance that two or more articles quote in different words."""
    first: dict[tuple[str, ...], Utterance] = {}  # of many articles with the same words, one stands for all
    for article in view.articles:
        for one in _utterances(view, article):
            first.setdefault(one.words, one)
    rare = rarity(one.stems for one in first.values())
    likeness = {frozenset((one, other)): alike for alike, one, other in _pairs(list(first.values()), rare)}
    taken: set[Utterance] = set()
    for pair in sorted(likeness, key=lambda pair: (-likeness[pair], sorted(one.span for one in pair))):
        if taken & pair:
            continue
        wordings = set(pair)
        for other in sorted(set().union(*(near for near in likeness if near & pair)) - taken, key=lambda u: u.span):
            articles = {one.article for one in wordings}
            if other.article not in articles and all(frozenset((one, other)) in likeness for one in wordings):
                wordings.add(other)
        taken |= wordings
        yield _finding(view, list(wordings))


def _utterances(view: StoryView, article: str) -> Iterator[Utterance]:
    """The article's quotations, those of one statement together under its speaker."""
    marks, text = view.marks[article], view.articles[article]
    groups: dict[str, list[Span]] = defaultdict(list)
    speakers: dict[str, str] = {}
    for quotation in marks.quotations:
        owner = view.statement_in(Passage(article, quotation))
        key = owner.id if owner else str(quotation.start)
        speakers[key] = owner.speaker if owner else ""
        groups[key].append(quotation)
    for key, spans in groups.items():
        said = " ".join(text.words(span) for span in spans)
        words = tuple(word.strip(".,;:!?'’").casefold() for word in said.split())
        if len(words) >= _FEWEST_WORDS:
            longest = max(spans, key=lambda span: span.end - span.start)
            bearer = view.bearer(article, speakers[key])
            person = bearer.id if bearer else ""
            plain = " ".join(word for word in said.split() if not word[:1].isupper())  # names are no wording
            yield Utterance(article, longest, words, frozenset(stems(plain)), speakers[key], person)


def _pairs(utterances: Iterable[Utterance], rare: Rarity) -> Iterator[tuple[float, Utterance, Utterance]]:
    """Pairs of different articles that tell one utterance in other words, with their likeness from 0 to 1.

    A stem that many quotations have proposes only the last few for each, so that cost does not grow with the square.
    """
    postings: dict[str, list[Utterance]] = defaultdict(list)
    seen: set[tuple[Utterance, Utterance]] = set()
    for other in utterances:
        for stem in sorted(other.stems):
            for one in postings[stem][-_MOST_POSTINGS:]:
                if one.article == other.article or (one, other) in seen:
                    continue
                seen.add((one, other))
                if alike := _likeness(one, other, rare):
                    yield alike, one, other
            postings[stem].append(other)


def _likeness(one: Utterance, other: Utterance, rare: Rarity) -> float:
    """How alike two quotations are; 0 where they are not one utterance or have the same words."""
    shared = contained_weight(one.stems, other.stems, rare)
    if len(one.stems & other.stems) < _FEWEST_SHARED:
        return 0.0
    shorter, longer = sorted((one.words, other.words), key=len)
    equal = (len(shorter) + len(longer) - Indel.distance(shorter, longer)) / 2 / len(shorter)
    if " ".join(shorter) in " ".join(longer):
        return 0.0
    others_words = one.person != other.person and one.person and other.person
    if equal < _SURELY_ALIGNED and (others_words or equal < _LEAST_ALIGNED or shared < _LEAST_SHARED):
        return 0.0
    return shared * (1.0 if one.person and one.person == other.person else 0.9)


def _changed(wordings: Sequence[Utterance]) -> list[str]:
    """The words that not every wording has, in order, without words that say nothing alone."""
    common = set.intersection(*(set(one.words) for one in wordings))
    lone = dict.fromkeys(word for one in wordings for word in one.words if word not in common)
    return [word for word in lone if stems(word)]


def _finding(view: StoryView, wordings: Sequence[Utterance]) -> Finding:
    ordered = sorted(wordings, key=lambda u: (view.day(u.article), u.article))
    accounts = tuple(
        Account(
            value=view.articles[u.article].words(u.span),
            passage=Passage(u.article, u.span),
            source=u.speaker,
            day=view.day(u.article),
        )
        for u in ordered
    )
    people = {u.person for u in wordings}
    speakers = {u.person or u.speaker for u in wordings}
    speaker = ordered[0].speaker if len(speakers) == 1 else ""
    alike = [Indel.normalized_similarity(a.words, b.words) for a, b in combinations(ordered, 2)]
    return Finding(
        make_id("drift", *(f"{u.article}:{u.span.start}" for u in ordered)),
        "drift",
        view.story.id,
        speaker,
        accounts,
        subject=people.pop() if len(people) == 1 else "",
        reason={
            "speaker": speaker,
            "likeness": round(min(alike), 3),
            "changed": _changed(ordered),
        },
    )
