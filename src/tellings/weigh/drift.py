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
    pairs = sorted(_pairs(utterances, rarity(one.stems for one in utterances)), key=lambda pair: -pair[0])
    taken: set[Utterance] = set()
    for _, one, other in pairs:
        if one in taken or other in taken:
            continue
        wordings = {one.article: one, other.article: other}
        for _, a, b in pairs:  # further articles that tell it in words of their own
            known, new = (a, b) if a in (one, other) else (b, a)
            if known in (one, other) and new not in taken and new.article not in wordings:
                wordings[new.article] = new
        taken.update(wordings.values())
        yield _finding(view, list(wordings.values()))


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
    if len(one.stems & other.stems) < _FEWEST_SHARED:
        return 0.0
    shorter, longer = sorted((one.words, other.words), key=len)
    equal = (len(shorter) + len(longer) - Indel.distance(shorter, longer)) / 2 / len(shorter)
    if " ".join(shorter) in " ".join(longer):
        return 0.0
    if equal < _SURELY_ALIGNED and (equal < _LEAST_ALIGNED or shared < _LEAST_SHARED):
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
    speaker = next((u.speaker for u in ordered if u.speaker), "")
    alike = [Indel.normalized_similarity(a.words, b.words) for a, b in combinations(ordered, 2)]
    return Finding(
        make_id("drift", *(f"{u.article}:{u.span.start}" for u in ordered)),
        "drift",
        view.story.id,
        speaker,
        accounts,
        subject=people.pop() if len(people) == 1 else "",
        reason={
            "speaker": speaker if len({u.speaker for u in wordings}) == 1 else "",
            "likeness": round(min(alike), 3),
            "changed": _changed(ordered),
        },
    )
