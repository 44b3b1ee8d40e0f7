"""Drift: one utterance told in other words inside quotation marks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz.distance import Indel

from tellings.link.terms import Rarity, contained_weight, rarity, stems
from tellings.link.view import StoryView
from tellings.model import Account, Finding, Passage, Span, make_id

# Tuned on pairs of quotations of the demo and by eye: below, two quotations only share a topic.
_LEAST_SHARED = 0.5  # of the lighter one's weight of terms
_LEAST_ALIGNED = 0.35  # of the shorter one's words, in order
_FEWEST_WORDS = 5
_MOST_POSTINGS = 40  # a stem that stands in more quotations says nothing about which belong together


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
    utterances = [one for article in view.articles for one in _utterances(view, article)]
    rare = rarity(one.stems for one in utterances)
    taken: set[tuple[str, int]] = set()
    for _, one, other in sorted(_pairs(utterances, rare), key=lambda pair: -pair[0]):
        keys = {(one.article, one.span.start), (other.article, other.span.start)}
        if keys & taken:
            continue
        taken |= keys
        yield _finding(view, one, other)


def _utterances(view: StoryView, article: str) -> Iterator[Utterance]:
    """The article's quotations, those of one statement together under its speaker."""
    marks, text = view.marks[article], view.articles[article]
    groups: dict[str, list[Span]] = defaultdict(list)
    speakers: dict[str, str] = {}
    for quotation in marks.quotations:
        owner = next(
            (
                s
                for s in marks.statements
                if any(c.start < quotation.end and quotation.start < c.end for c in s.content)
            ),
            None,
        )
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
            yield Utterance(article, longest, words, frozenset(stems(said)), speakers[key], person)


def _pairs(utterances: Iterable[Utterance], rare: Rarity) -> Iterator[tuple[float, Utterance, Utterance]]:
    """Pairs of different articles that tell one utterance in other words, with their likeness from 0 to 1."""
    postings: dict[str, list[Utterance]] = defaultdict(list)
    for one in utterances:
        for stem in one.stems:
            postings[stem].append(one)
    seen: set[tuple[str, int, str, int]] = set()
    for holders in postings.values():
        if len(holders) > _MOST_POSTINGS:
            continue
        for one, other in combinations(holders, 2):
            key = (one.article, one.span.start, other.article, other.span.start)
            if one.article == other.article or key in seen:
                continue
            seen.add(key)
            likeness = _likeness(one, other, rare)
            if likeness:
                yield likeness, one, other


def _likeness(one: Utterance, other: Utterance, rare: Rarity) -> float:
    """How alike two quotations are; 0 where they are not one utterance or have the same words."""
    shared = contained_weight(one.stems, other.stems, rare)
    if shared < _LEAST_SHARED or len(one.stems & other.stems) < 3:
        return 0.0
    shorter, longer = sorted((one.words, other.words), key=len)
    equal = (len(shorter) + len(longer) - Indel.distance(shorter, longer)) / 2
    if equal / len(shorter) < _LEAST_ALIGNED or " ".join(shorter) in " ".join(longer):
        return 0.0
    return shared * (1.0 if one.person and one.person == other.person else 0.9)


def _changed(one: Utterance, other: Utterance) -> list[str]:
    """The words of each that the other has not, in order, without words that say nothing alone."""
    mine, theirs = set(one.words), set(other.words)
    lone = [w for w in one.words if w not in theirs] + [w for w in other.words if w not in mine]
    return [word for word in dict.fromkeys(lone) if stems(word)]


def _finding(view: StoryView, one: Utterance, other: Utterance) -> Finding:
    both = sorted((one, other), key=lambda u: (view.day(u.article), u.article))
    accounts = tuple(
        Account(
            value=view.articles[u.article].words(u.span),
            passage=Passage(u.article, u.span),
            source=u.speaker,
            day=view.day(u.article),
        )
        for u in both
    )
    speaker = one.speaker if one.person == other.person else ""
    shorter, longer = sorted((one.words, other.words), key=len)
    return Finding(
        make_id("drift", *(f"{u.article}:{u.span.start}" for u in both)),
        "drift",
        view.story.id,
        speaker or next((u.speaker for u in both if u.speaker), ""),
        accounts,
        subject=one.person,
        reason={
            "speaker": speaker,
            "likeness": round(1 - Indel.normalized_distance(shorter, longer), 3),
            "changed": _changed(*both),
        },
    )
