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
from functools import lru_cache
from itertools import combinations

from rapidfuzz.distance import Indel

from tellings.grammar.align import common_words
from tellings.grammar.calendar import read_day
from tellings.link.compare import spelling
from tellings.link.concepts import concepts_between, concepts_of
from tellings.link.copies import plain_words
from tellings.link.terms import Rarity, contained_weight, meaning, prospect_words, rarity, stems
from tellings.model import Account, Finding, Passage, Span, make_id
from tellings.view import StoryView
from tellings.weigh.sides import side_of

# Tuned on pairs of quotations of the demo, three annotated stories and by eye: below, two only share a topic.
_LEAST_SHARED = 0.5  # of the lighter one's weight of terms
_LEAST_ALIGNED = 0.35  # of the shorter one's words, in order
_SURELY_ALIGNED = 0.6  # enough alone: short utterances have few words that say something
_SURELY_SHARED = 0.75  # of a few words whose speakers may be two: "world champions" is on many lips
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

    `span` is the longest of its `spans`; `plain` its words as one, in one spelling; `person`, `kind` and the concepts
    `who` are the speaker's, `somebody` and `named` whether no other article could tell who that is, or by which name,
    and `side` is on whose behalf they speak.
    """

    article: str
    span: Span
    spans: tuple[Span, ...]
    words: tuple[str, ...]
    plain: str
    stems: frozenset[str]
    around: frozenset[str]
    speaker: str
    person: str
    kind: str
    somebody: bool
    named: bool
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
    told = list(first.values())
    likeness = dict(_pairs(told, rarity(one.stems for one in told)))
    near: dict[int, set[int]] = defaultdict(set)
    for a, b in likeness:
        near[a].add(b)
        near[b].add(a)
    taken: set[tuple[str, Span]] = set()
    for pair in sorted(likeness, key=lambda pair: (-likeness[pair], sorted(told[n].span for n in pair), pair[::-1])):
        if any(_places(told[number]) & taken for number in pair):
            continue
        numbers = list(pair)
        articles = {told[number].article for number in pair}
        around = set().union(*(near[number] for number in pair))
        for other in sorted(around, key=lambda n: (told[n].span, told[n].article, n)):
            one = told[other]
            if one.article not in articles and near[other].issuperset(numbers) and not _places(one) & taken:
                numbers.append(other)
                articles.add(one.article)
        wordings = [told[number] for number in numbers]
        taken |= set().union(*(_places(one) for one in wordings))
        if _changed(wordings) or len({one.words for one in wordings}) == 1:
            yield _finding(view, wordings)


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
                article,
                longest,
                tuple(part),
                words,
                "".join(map(spelling, words)),
                roots,
                around,
                speakers[key],
                person,
                kind,
                bool(_SOMEBODY.match(speakers[key])),
                kind == "person" or (not kind and bool(_NAME.search(speakers[key]))),
                who,
                side,
                day,
            )


def _around(view: StoryView, article: str, longest: Span, quoted: Iterable[Span]) -> frozenset[str]:
    """What the sentence of a quotation is about outside the marks."""
    at, end = view.at(article, view.sentence(article, longest).span)
    about: frozenset[str] = frozenset()
    for first, last in sorted(view.at(article, span) for span in quoted):
        if at < last and first < end:
            about |= concepts_between(view, article, at, first)
            at = last
    return about | concepts_between(view, article, at, max(at, end))


@lru_cache(maxsize=16384)
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


def _pairs(utterances: Sequence[Utterance], rare: Rarity) -> Iterator[tuple[tuple[int, int], float]]:
    """Pairs of different articles, by number, that tell one utterance in other words, with their likeness from 0 to 1.

    A stem that many quotations have proposes only the last few for each, so that cost does not grow with the square.
    """
    postings: dict[str, list[int]] = defaultdict(list)
    for number, other in enumerate(utterances):
        found: dict[int, None] = {}
        for stem in sorted(other.stems):
            found |= dict.fromkeys(postings[stem][-_MOST_POSTINGS:])
            postings[stem].append(number)
        for before in found:
            one = utterances[before]
            if one.article != other.article and (alike := _likeness(one, other, rare)):
                yield (before, number), alike


def _likeness(one: Utterance, other: Utterance, rare: Rarity) -> float:
    """How alike two quotations are; 0 where they are not one utterance, or differ in nothing."""
    if one.day and other.day and abs((one.day - other.day).days) > _DAYS:
        return 0.0
    shorter, longer = (one, other) if len(one.words) <= len(other.words) else (other, one)
    if shorter.plain in longer.plain:  # without spaces: "e-mail" is "email"
        around = _likeness_around(one, other, rare)
        return around if _two_voices(one, other) or (around >= _LEAST_AROUND and _cut_short(one, other)) else 0.0
    common, kin = one.stems & other.stems, _kinship(one, other)
    if not kin or not common:
        shared = contained_weight(one.stems, other.stems, rare) if len(common) > _FEWEST_SHARED else 0.0
        surely = shared >= _LEAST_SHARED and _aligned(shorter, longer) >= _SURELY_ALIGNED
        return shared * _OTHERS if surely else 0.0
    shared = contained_weight(one.stems, other.stems, rare)
    if len(shorter.words) < _LONG:
        if not len(one.spans) == len(other.spans) == 1:
            return 0.0
        least = _SURELY_ALIGNED if kin == 1 else _SURELY_SHARED
        by_words = len(common) >= _FEWEST_SHARED and shared >= least and len(longer.words) < 2 * _LONG
        around = _likeness_around(one, other, rare)
        return kin * max(shared, around) / 2 if by_words or around >= _LEAST_AROUND else 0.0
    if len(common) < _FEWEST_SHARED:  # "we must close it", "we should close it"
        return kin if one.stems == other.stems and _aligned(shorter, longer) >= _SURELY_ALIGNED else 0.0
    translated = len(common) >= _MANY_SHARED and bool(one.speaker and other.speaker)
    if shared < _LEAST_SHARED or not translated:
        equal = _aligned(shorter, longer)
        if equal < _SURELY_ALIGNED and (shared < _LEAST_SHARED or equal < _LEAST_ALIGNED):
            return 0.0
    return shared * kin


def _likeness_around(one: Utterance, other: Utterance, rare: Rarity) -> float:
    """How far what is said around two quotations is about the same things."""
    enough = len(one.around & other.around) >= _FEWEST_SHARED
    return contained_weight(one.around, other.around, rare) if enough else 0.0


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
    if one.somebody or other.somebody:
        return 0.0
    return 0.0 if one.named and other.named else _UNKNOWN


def _aligned(shorter: Utterance, longer: Utterance) -> float:
    """The share of the shorter's words that stand in order in the longer."""
    return common_words(shorter.words, longer.words) / len(shorter.words)


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
