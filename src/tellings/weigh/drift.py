"""Drift: one utterance told in other words inside quotation marks, or given to another speaker.

Long quotations are one utterance by their own words; short ones ("deeply deplorable") by these and by the sentences
that they stand in.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from rapidfuzz.distance import Indel

from tellings.grammar.calendar import read_day
from tellings.link.compare import spelling
from tellings.link.concepts import concepts_of
from tellings.link.copies import plain_words
from tellings.link.terms import Rarity, contained_weight, meaning, prospect_words, rarity, stems
from tellings.model import Account, Finding, Passage, Span, make_id
from tellings.view import StoryView
from tellings.weigh.sides import side_of

# Tuned on pairs of quotations of the demo, three annotated stories and by eye: below, two only share a topic.
_LEAST_SHARED = 0.5  # of the lighter one's weight of terms
_LEAST_ALIGNED = 0.35  # of the shorter one's words, in order
_SURELY_ALIGNED = 0.6  # enough alone: short utterances have few words that say something
_LEAST_AROUND = 0.5  # of the weight of what the lighter sentence is about, where the quotations alone say too little
_LONG, _FEWEST_SHARED, _MANY_SHARED = 5, 2, 4  # words of a quotation that stands for itself; stems shared
_UNKNOWN, _OTHERS = 0.9, 0.5  # what likeness keeps where a speaker is not told, or where two are told apart
_MOST_POSTINGS = 40  # quotations that one stem proposes for another
_DAYS = 30  # between publications: later, a speaker has spoken again
_PREFIX = re.compile(r"^(?:un|in|im|il|ir|dis|non)(?=\w{4})")
_SUFFIX = re.compile(r"(?:abl|ibl|ability|ical|ic|al|ness|ful|ist|ism)$")
_SOMEBODY = re.compile(r"(?:an?|one|another|some) ", re.IGNORECASE)  # who "a witness" is, no other article tells
_NAME = re.compile(r"[A-Z]\w+ [A-Z]\w+")
_NEGATIVE = frozenset(("not", "no", "never", "nor", "neither", "none", "without"))
# Small words that tell how much, how sure or how bound: no stems, but their change is a change of sense.
_WEIGHTY = frozenset(
    ("must", "shall", "can", "cannot", "all", "some", "every", "most", "few", "many", "likely", "unlikely", "only")
)
_FOR = re.compile(
    r"\b(?:spokes(?:man|woman|person)|aide|adviser|lawyer|representative) (?:for|of|to)\s",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Utterance:
    """What one article puts between quotation marks for one statement, and what is said around it.

    `span` is the longest of its `spans`; `person`, `kind` and the concepts `who` are the speaker's, and `side`
    is on whose behalf they speak.
    """

    article: str
    span: Span
    spans: tuple[Span, ...]
    words: tuple[str, ...]
    stems: frozenset[str]
    around: frozenset[str]
    speaker: str
    person: str
    kind: str
    who: frozenset[str]
    side: str
    day: date | None


def weigh_drift(view: StoryView) -> Iterator[Finding]:
    """A finding for each utterance that two or more articles quote in different words."""
    # of many articles with the same words of one speaker, one stands for all
    first: dict[tuple[tuple[str, ...], str], Utterance] = {}
    for article in view.articles:
        for one in _utterances(view, article):
            first.setdefault((one.words, one.speaker), one)
    rare = rarity(one.stems for one in first.values())
    likeness = {frozenset((one, other)): alike for alike, one, other in _pairs(list(first.values()), rare)}
    taken: set[tuple[str, Span]] = set()
    for pair in sorted(likeness, key=lambda pair: (-likeness[pair], sorted(one.span for one in pair))):
        if any(_places(one) & taken for one in pair):
            continue
        wordings = set(pair)
        near = set().union(*(other for other in likeness if other & pair))
        for other in sorted(near, key=lambda u: (u.span, u.article)):
            fresh = other.article not in {one.article for one in wordings} and not _places(other) & taken
            if fresh and all(frozenset((one, other)) in likeness for one in wordings):
                wordings.add(other)
        taken |= set().union(*(_places(one) for one in wordings))
        if _changed(list(wordings)) or len({one.words for one in wordings}) == 1:
            yield _finding(view, list(wordings))


def _places(one: Utterance) -> set[tuple[str, Span]]:
    return {(one.article, span) for span in one.spans}


def _utterances(view: StoryView, article: str) -> Iterator[Utterance]:
    """The article's quotations: each, and those of one statement together under its speaker."""
    marks, text = view.marks[article], view.articles[article]
    day = read_day(view.day(article))
    groups: dict[str, list[Span]] = defaultdict(list)
    speakers: dict[str, str] = {}
    for quotation in marks.quotations:
        owner = view.statement_in(Passage(article, quotation))
        key = owner.id if owner else str(quotation.start)
        speakers[key] = (owner.speaker if owner else "") or _named_before(view, article, quotation)
        groups[key].append(quotation)
    for key, spans in groups.items():
        bearer = view.bearer(article, speakers[key])
        person, kind = (bearer.id, bearer.kind) if bearer else ("", "")
        who, side = concepts_of(view, article, speakers[key]), side_of(view, article, speakers[key])
        for part in [spans] if len(spans) == 1 else [spans, *([span] for span in spans)]:
            words = tuple(plain_words(" ".join(text.words(span) for span in part)))
            longest = max(part, key=lambda span: span.end - span.start)
            said = [word for span in part for word in text.words(span).split()]
            # names are no wording in a sentence of its own, but may be all of a short quotation
            plain = " ".join(word for word in said if len(words) < 2 * _LONG or not word[:1].isupper())
            roots = frozenset(_root(stem) for stem in stems(plain))
            around = _around(view, article, longest, part)
            yield Utterance(
                article, longest, tuple(part), words, roots, around, speakers[key], person, kind, who, side, day
            )


def _around(view: StoryView, article: str, longest: Span, quoted: Iterable[Span]) -> frozenset[str]:
    """What the sentence of a quotation is about outside the marks."""
    words = view.words(view.sentence(article, longest))
    for span in quoted:
        words = words.replace(view.articles[article].words(span), " ")
    return concepts_of(view, article, words)


def _root(stem: str) -> str:
    """A stem without what negates it or makes an adjective of it: "unacceptabl" and "accept" have one root."""
    root = _SUFFIX.sub("", _PREFIX.sub("", stem))
    return root if len(root) > 2 else stem


def _named_before(view: StoryView, article: str, quotation: Span) -> str:
    """The person named last before a quotation in its sentence, or who speaks for them; "" for none."""
    sentence = view.sentence(article, quotation).span
    names = [
        name
        for name in view.marks[article].names
        if name.kind == "person" and sentence.start <= name.span.start < quotation.start
    ]
    if not names:
        return ""
    text = view.articles[article]
    first = names[-1]
    before = text.text[text.at(sentence)[0] : text.at(first.span)[0]]
    return f"spokesman for {first.full}" if _FOR.search(before) else first.full


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
    """How alike two quotations are; 0 where they are not one utterance, or differ in nothing."""
    if one.day and other.day and abs((one.day - other.day).days) > _DAYS:
        return 0.0
    shorter, longer = sorted((one.words, other.words), key=len)
    around = (
        contained_weight(one.around, other.around, rare) if len(one.around & other.around) >= _FEWEST_SHARED else 0.0
    )
    if "".join(map(spelling, shorter)) in "".join(map(spelling, longer)):  # without spaces: "e-mail" is "email"
        return around if _two_voices(one, other) or (around >= _LEAST_AROUND and _cut_short(one, other)) else 0.0
    common, shared = one.stems & other.stems, contained_weight(one.stems, other.stems, rare)
    kin = _kinship(one, other)
    if not kin or not common:
        equal = _aligned(shorter, longer) if len(common) > _FEWEST_SHARED else 0.0
        return shared * _OTHERS if equal >= _SURELY_ALIGNED and shared >= _LEAST_SHARED else 0.0
    if len(shorter) < _LONG:
        by_words = len(common) >= _FEWEST_SHARED and shared >= _SURELY_ALIGNED and len(longer) < 2 * _LONG
        single = len(one.spans) == len(other.spans) == 1
        return kin * max(shared, around) / 2 if single and (by_words or around >= _LEAST_AROUND) else 0.0
    equal = _aligned(shorter, longer)
    if len(common) < _FEWEST_SHARED:  # "we must close it", "we should close it"
        return kin if one.stems == other.stems and equal >= _SURELY_ALIGNED else 0.0
    translated = len(common) >= _MANY_SHARED and bool(one.speaker and other.speaker)
    if equal < _SURELY_ALIGNED and (shared < _LEAST_SHARED or (equal < _LEAST_ALIGNED and not translated)):
        return 0.0
    return shared * kin


def _kinship(one: Utterance, other: Utterance) -> float:
    """Whether two utterances may be of one speaker: 1 for one and the same, 0 for two who are told apart."""
    if not (one.speaker and other.speaker):
        return _UNKNOWN
    if (one.person and one.person == other.person) or one.who == other.who != frozenset():
        return 1.0
    if f"@{one.person}" in other.around or f"@{other.person}" in one.around:
        return _UNKNOWN
    if (
        one.who and other.who and (one.who <= other.who or other.who <= one.who)
    ):  # "the ministry", "a source in the ministry"
        return _UNKNOWN
    if any(_SOMEBODY.match(each.speaker) for each in (one, other)):
        return 0.0
    named = [each.kind == "person" or (not each.kind and bool(_NAME.search(each.speaker))) for each in (one, other)]
    return 0.0 if all(named) else _UNKNOWN


def _aligned(shorter: Sequence[str], longer: Sequence[str]) -> float:
    """The share of the shorter's words that stand in order in the longer."""
    return (len(shorter) + len(longer) - Indel.distance(shorter, longer)) / 2 / len(shorter)


def _two_voices(one: Utterance, other: Utterance) -> bool:
    """Whether the same few words are given to a person and to another, or to who speaks for them."""
    if one.words != other.words or not _FEWEST_SHARED <= len(one.words) <= 2 * _LONG:
        return False
    if not one.speaker or not other.speaker or not one.stems:
        return False
    if one.person and other.person:
        return one.person != other.person
    return bool(_FOR.search(one.speaker)) != bool(_FOR.search(other.speaker))


def _cut_short(one: Utterance, other: Utterance) -> bool:
    """Whether of a few words one article keeps fewer inside the marks and goes on in words of its own."""
    shorter, longer = sorted((one, other), key=lambda each: len(each.words))
    alone = len(one.spans) == len(other.spans) == 1 and len(longer.words) < _LONG
    left = {meaning(root) for root in longer.stems - shorter.stems}
    return alone and bool(left) and left.isdisjoint(shorter.around)


def _changed(wordings: Sequence[Utterance]) -> list[str]:
    """The words that not every wording has, in order: those that say something, negate or tell how likely it is."""
    common = set.intersection(*({spelling(word) for word in one.words} for one in wordings))
    lone = dict.fromkeys(word for one in wordings for word in one.words if spelling(word) not in common)
    small = _NEGATIVE | _WEIGHTY | prospect_words()
    return [word for word in lone if stems(word) or word in small]


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
            "relation": "speakers" if len({u.words for u in ordered}) == 1 else "wording",
            "speaker": speaker,
            "likeness": round(min(alike), 3),
            "changed": _changed(ordered),
        },
    )
