"""Claims: passages of different articles that assert or deny the same thing.

Likeness of wording finds candidates through an inverted list; what makes one claim of them is that they share most of
the weight of what they are about: the same names, and the same words of saying something of them. Values and stances
may differ: that is what a reader wants to see side by side.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from heapq import nlargest
from itertools import chain, islice
from operator import itemgetter
from typing import NamedTuple

from tellings.grammar.calendar import read_day
from tellings.lexicon import table
from tellings.link.deeds import Deed, deed_of, is_one_deed
from tellings.link.differing import differs
from tellings.link.polarity import ANYONE, Side, apart_in, negates, opposed_words, sides_in, tells_a_denial
from tellings.link.sayings import PROSPECT, Saying, find_sayings
from tellings.link.terms import Rarity, meaning, rarity, stems
from tellings.memory import without_cycles
from tellings.model import Claim, Passage, Stance, Voice, make_id
from tellings.view import StoryView

# Tuned by eye on three hand-annotated stories and five further articles, for precision before recall.
_ALIKE = 0.5  # the least likeness of two sayings of one claim: the cosine of their weighed concepts
_WHOLE, _WITHIN = 4, 0.95  # a saying of this many concepts at least that another holds almost whole is like it
_SHARED = 3  # concepts they share at least
_SHARED_WORDS = 1  # of these, concepts that are no names
_OTHER_MOOD = 0.8  # what likeness keeps between a plain telling and a wish, a judgement or a prospect
_OTHER_DEED = 0.8  # … between sayings of which neither tells the event that the other is about
_POSTINGS = 200  # sayings before it that a concept proposes for one, fewer in a story of thousands of articles:
_LEAST_POSTINGS, _BUDGET = 10, 2_000_000  # so that all proposals together stay within a budget
_LIKENED = 100  # proposals compared in full, those that share most concepts
_PARTNERS = 12  # candidates kept a saying
_MONTHS = 60  # days between publications beyond which like words tell of another event
_LABEL = 15  # words a label has at most
_LABEL_LEAST = 4
_WORD = re.compile(r"\S+")
# What is said may end before the day that its sentence sets it on: "… sailed earlier this | month".
_DANGLING = re.compile(r"(?: (?:this|that|the|an?|of|in|on|at|by|for|from|to|and|or|early|earlier|late|last|next))+$")
# What a clause has and a phrase mostly has not; stances whose words lean on the word of saying: "urged them to go".
_CLAUSE = re.compile(
    r"^that\b|\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|did|does|do|cannot)\b"
    r"|n[’']t\b",
    re.IGNORECASE,
)
_ANYONE = re.compile(ANYONE, re.IGNORECASE)
# Who wrote, edited or took it, and a dateline that stands alone: no claim, however many articles have it.
_CREDIT = re.compile(
    r"^\W*(?:\w+ )?(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Ee]dited|[Ww]ritten|[Cc]ompiled|[Pp]hoto\w*)(?: \w+)? by "
    r"[A-Z]|^\W*(?:[Bb]y|BY)(?: (?:[A-Z][\w.'’-]*|and|in|of|for|at),?)+\W*$"
    r"|^[A-Z][\w.,'’() -]{2,80} ?[-–—]\W*$"
)
_FRAMED = frozenset(("urges", "asks", "promises"))
_OPPOSITE: dict[Stance, Stance] = {"asserts": "denies", "denies": "asserts"}


@without_cycles()
def find_claims(view: StoryView) -> tuple[Claim, ...]:
    """Claims with voices in two or more articles, most voices first."""
    if len(view.articles) < 2:
        return ()
    sayings = [saying for saying in find_sayings(view) if len(saying.concepts) >= _SHARED and _is_told(view, saying)]
    by_article: dict[str, set[str]] = defaultdict(set)
    for saying in sayings:
        by_article[saying.passage.article] |= saying.concepts
    rare = rarity(by_article.values())
    same: dict[tuple[frozenset[str], frozenset[str]], list[Saying]] = defaultdict(list)
    for saying in sayings:  # the same thing said in the same words needs no comparing
        same[saying.concepts, saying.mood].append(saying)
    heads = [_weigh(view, alike, rare) for alike in same.values()]
    groups = _join(heads, rare)
    listed = list(same.values())
    grown = [[saying for number in group for saying in listed[number]] for group in groups]
    claims = [_claim(view, group) for group in grown if len({saying.passage.article for saying in group}) > 1]
    return tuple(sorted(claims, key=lambda claim: (-_breadth(claim), -len(claim.voices), claim.id)))


def _is_told(view: StoryView, saying: Saying) -> bool:
    """Whether a saying tells of somebody: not of what is never so for anyone, nor who wrote the article and where."""
    return not _ANYONE.search(saying.words) and not (saying.statement is None and _CREDIT.search(saying.words))


class _Head(NamedTuple):
    """Sayings of the same concepts and mood as others are compared with them; `day` is an ordinal, of the first.

    `sides` are those it takes of pairs of opposites, `deed` what it says of what it names.
    """

    concepts: frozenset[str]
    names: frozenset[str]
    mood: frozenset[str]
    weight: float
    articles: frozenset[str]
    day: int | None
    sides: frozenset[Side]
    deed: Deed


def _weigh(view: StoryView, alike: Sequence[Saying], rare: Rarity) -> _Head:
    first = alike[0]
    day = read_day(view.day(first.passage.article))
    return _Head(
        first.concepts,
        frozenset(concept for concept in first.concepts if concept[0] in "@=#"),
        first.mood,
        rare.weight(first.concepts),
        frozenset(saying.passage.article for saying in alike),
        day.toordinal() if day else None,
        sides_in(first.words),
        deed_of(view, first),
    )


def _likeness(one: _Head, other: _Head, rare: Rarity) -> float:
    """How far two sayings are about the same things: the cosine of their concepts, weighed by rarity; 0 to 1.

    Sayings of other names are not alike, nor those of which one says that something rose and the other that it fell;
    those that differ in mood, or seem to say another thing of what they name, are less so.
    """
    shared = one.concepts & other.concepts
    names = one.names & other.names
    if len(shared) < _SHARED or (one.names and other.names and not names):
        return 0.0
    if len(shared - names - _titles()) < _SHARED_WORDS:
        return 0.0
    if apart_in(one.sides, other.sides, "turning", "course"):
        return 0.0
    common = rare.sum(shared)
    same = common / math.sqrt(one.weight * other.weight)
    if len(shared) >= _WHOLE and common >= _WITHIN * min(one.weight, other.weight):
        same = max(same, _ALIKE)
    same *= 1 if is_one_deed(one.deed, other.deed) else _OTHER_DEED
    return same if one.mood == other.mood or (one.mood & other.mood) - {PROSPECT} else same * _OTHER_MOOD


@cache
def _titles() -> frozenset[str]:
    """Concepts of titles: two sentences on one prime minister need not say the same of her."""
    heads = table("titles")["titles"]
    return frozenset(meaning(found) for words in (*heads["heads"], *heads["modifiers"]) for found in stems(words))


def _may_meet(one: _Head, other: _Head) -> bool:
    """Whether two sayings are not of one article alone, and may be of one course of events by their days."""
    if one.articles == other.articles and len(one.articles) == 1:
        return False
    return one.day is None or other.day is None or abs(one.day - other.day) <= _MONTHS


def _pairs(sayings: Sequence[_Head], rare: Rarity) -> list[tuple[float, int, int]]:
    """Pairs of sayings that are alike and not of one article alone, most alike first."""
    postings: dict[str, list[int]] = defaultdict(list)
    for number, saying in enumerate(sayings):
        for concept in saying.concepts:
            postings[concept].append(number)
    reach = max(_LEAST_POSTINGS, min(_POSTINGS, _BUDGET // max(1, len(sayings))))
    pairs: dict[tuple[int, int], float] = {}
    for number, saying in enumerate(sayings):
        shared: Counter[int] = Counter()
        for concept in sorted(saying.concepts):
            listed = postings[concept]
            if len(listed) <= max(_POSTINGS, len(sayings) // 4):
                at = bisect_left(listed, number)
                shared.update(listed[max(0, at - reach) : at])
        counted = [item for item in shared.items() if item[1] >= _SHARED - 1]
        if len(counted) > _LIKENED:
            counted = nlargest(_LIKENED, counted, key=itemgetter(1))
        near = [
            (alike, other)
            for other, _ in counted
            if _may_meet(saying, sayings[other]) and (alike := _likeness(saying, sayings[other], rare)) >= _ALIKE
        ]
        for alike, other in sorted(near, key=lambda item: (-item[0], item[1]))[:_PARTNERS]:
            pairs[min(number, other), max(number, other)] = alike
    return sorted(((alike, one, other) for (one, other), alike in pairs.items()), key=lambda p: (-p[0], p[1], p[2]))


def _join(sayings: Sequence[_Head], rare: Rarity) -> list[list[int]]:
    """Groups of sayings, each like the average of its group; a saying is in one group at most."""
    group_of = {number: number for number in range(len(sayings))}
    groups = {number: [number] for number in range(len(sayings))}
    for _, one, other in _pairs(sayings, rare):
        first, second = groups[group_of[one]], groups[group_of[other]]
        if first is second or _average(first, second, sayings, rare) < _ALIKE:
            continue
        large, small = sorted((first, second), key=len, reverse=True)
        del groups[group_of[small[0]]]
        group_of.update(dict.fromkeys(small, group_of[large[0]]))
        large += small
    return [sorted(group) for group in groups.values()]


def _average(first: Sequence[int], second: Sequence[int], sayings: Sequence[_Head], rare: Rarity) -> float:
    total = sum(_likeness(sayings[one], sayings[other], rare) for one in first[:20] for other in second[:20])
    return total / (min(len(first), 20) * min(len(second), 20))


def _claim(view: StoryView, sayings: Sequence[Saying]) -> Claim:
    """The claim of its sayings; what goes against the wording of most is a denial of it."""
    core = _core(sayings)
    said: dict[str, set[int]] = defaultdict(set)  # by article, where the statements among them begin
    for saying in sayings:
        if saying.statement:
            said[saying.passage.article].update(span.start for span in saying.statement.content)
    voiced = [saying for saying in sayings if saying.statement or not _within(saying, said)]
    against = _against(voiced, core)
    first = min(saying.passage for saying in voiced)
    key = make_id("claim", view.story.id, first.article, first.span.start, first.span.end)
    typical = _typical(view, [saying for saying, denies in zip(voiced, against, strict=True) if not denies], core)
    label = _shown(view, typical.passage)
    voices = tuple(
        _voice(saying, denies, saying is not typical and differs(view, label, saying.passage))
        for saying, denies in zip(voiced, against, strict=True)
    )
    return Claim(key, view.story.id, _label(view, typical.passage), voices)


def _against(sayings: Sequence[Saying], core: frozenset[str]) -> list[bool]:
    """Which sayings say the opposite of what most say: that it is not so, or one of two opposites for the other."""
    sides = [frozenset(side for side in sides_in(saying.words) if side[0] == "contrary") for saying in sayings]
    usual = frozenset(side for side, count in Counter(chain.from_iterable(sides)).items() if 2 * count > len(sides))
    usual = usual or next(iter(filter(None, sides)), usual)
    turned = [
        _turned(saying, core, apart_in(taken, usual, "contrary")) for saying, taken in zip(sayings, sides, strict=True)
    ]
    plain = [no for no in turned if no is not None]
    return [no is (2 * sum(plain) <= len(plain)) for no in turned]


def _turned(saying: Saying, core: frozenset[str], opposite: bool) -> bool | None:
    """Whether a saying denies what its claim is about, of which it may take the `opposite`; None if not plain."""
    about = core | opposed_words(saying.words) if opposite else core
    denied = negates(saying.words, about, reported=saying.reported)
    told = saying.statement is None and tells_a_denial(saying.words)
    return None if denied is None else denied ^ told ^ opposite


def _core(sayings: Sequence[Saying]) -> frozenset[str]:
    """The concepts that most of the sayings share."""
    common = Counter(concept for saying in sayings for concept in saying.concepts)
    return frozenset(concept for concept, count in common.items() if 2 * count > len(sayings))


def _within(saying: Saying, said: Mapping[str, Iterable[int]]) -> bool:
    """Whether a sentence holds a statement that is a voice of the same claim."""
    span = saying.passage.span
    return any(span.start <= start < span.end for start in said.get(saying.passage.article, ()))


def _voice(saying: Saying, against: bool, differing: bool) -> Voice:
    stance = _OPPOSITE.get(saying.stance, saying.stance) if against else saying.stance
    return Voice(saying.passage, stance, saying.speaker, saying.statement.id if saying.statement else "", differing)


def _breadth(claim: Claim) -> int:
    return len({voice.passage.article for voice in claim.voices})


def _typical(view: StoryView, sayings: Sequence[Saying], core: frozenset[str]) -> Saying:
    """The shortest voice that says most of what all say: the label is in its words.

    One that can stand alone comes before a part of a sentence ("the villages to halt the ferries"), and both before a
    headline.
    """

    def fitness(saying: Saying) -> tuple[float, int, str]:
        words = view.words(saying.passage).split()
        missing = len(core - saying.concepts) / max(1, len(core))
        unfit = (len(words) < _LABEL_LEAST) + (not _stands_alone(view, saying)) + 2 * view.in_title(saying.passage)
        too_long = min(1.0, max(0, len(words) - _LABEL) / _LABEL)
        return unfit + missing + too_long, len(words), " ".join(words)

    return min(sayings, key=fitness)


def _stands_alone(view: StoryView, saying: Saying) -> bool:
    """Whether a voice's words are a sentence or a clause, and no phrase that its word of saying completes."""
    statement = saying.statement
    if statement is None or statement.form == "direct":
        return True
    return statement.stance not in _FRAMED and bool(_CLAUSE.search(view.words(saying.passage)))


def _label(view: StoryView, typical: Passage) -> str:
    """The words of a claim's typical voice, cut at a word where they are many."""
    told = " ".join(view.words(typical).strip(" “”\"'‘’,.;:").split())
    words = _DANGLING.sub("", told.removeprefix("that ")).split()
    return " ".join(words[:_LABEL]) + (" …" if len(words) > _LABEL else "")


def _shown(view: StoryView, typical: Passage) -> Passage:
    """The part of a claim's typical voice that its label has room for."""
    start, _ = view.at(typical.article, typical.span)
    words = list(islice(_WORD.finditer(view.words(typical)), _LABEL))
    article = view.articles[typical.article]
    return Passage(typical.article, article.span(start, start + words[-1].end())) if words else typical
