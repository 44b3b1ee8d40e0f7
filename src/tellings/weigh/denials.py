"""Denials: who denies, doubts, does not deny or declines to answer what others assert."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tellings.link.sayings import Saying, find_sayings
from tellings.link.terms import Rarity, contained_weight, rarity, shared_weight
from tellings.model import Account, Finding, Passage, Span, make_id
from tellings.said import days_said
from tellings.view import StoryView
from tellings.weigh.counting import count_of

_AGAINST = frozenset(("denies", "doubts", "does_not_deny", "declines"))
_LEADING = re.compile(r"^(?:(?:that|and|but|or|so|whether)\s+|[^\w$€£(]+)+", re.IGNORECASE)
# What is under a condition, or only said to be so: "the divers allegedly in the harbour".
_UNSURE = re.compile(
    r"\b(?:if|unless|whether|would have|allegedly|purportedly|supposedly|reputedly|reportedly)\b", re.IGNORECASE
)
# Chosen on the demo: a denial shares this much of the weight of its terms with what it denies.
_LEAST_SHARED = 0.6
_FEWEST_TERMS = 2
_FEWEST_SHARED = 3  # terms that two sides of one question share, where it has so many
_MOST_ASSERTING, _MOST_AGAINST = 8, 12
_CROWD = 400  # sides that one term proposes: of a term that all use, the first will do


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a question: who takes it ("" is the article itself), how, where, and what it is about.

    `span` is the sentence, `about` the words of the question, `day` when it was said or told, `terms` the concepts.
    A `plain` one only tells: it is no feeling, wish or prospect, and no headline.
    """

    key: str
    article: str
    span: Span
    speaker: str
    stance: str
    about: str
    day: str
    terms: frozenset[str]
    plain: bool


def weigh_denials(view: StoryView) -> Iterator[Finding]:
    """One finding for each question that somebody denies, doubts or leaves open and somebody else asserts."""
    sides = list(_sides(view))
    rare = rarity(side.terms for side in sides)
    against = [side for side in sides if side.stance in _AGAINST and len(side.terms) >= _FEWEST_TERMS]
    near = _nearby(sides)
    taken: set[str] = set()
    for one in sorted(against, key=lambda side: (len(side.terms), side.key)):
        if one.key in taken:
            continue
        alike = [other for other in near(one) if other.key not in taken and _alike(one, other, rare)]
        group = [one, *(other for other in alike if other.stance in _AGAINST and other.key != one.key)]
        places = {(side.article, side.span) for side in group}
        asserting = [side for side in alike if side.stance == "asserts" and (side.article, side.span) not in places]
        asserting = _likest(one, asserting, rare)
        if asserting and len({side.article for side in (*group, *asserting)}) > 1:
            taken |= {other.key for other in group}
            yield _finding(view, one.about, [*group[:_MOST_AGAINST], *asserting])


def _nearby(sides: Sequence[Side]) -> Callable[[Side], list[Side]]:
    """What finds the sides that share the terms of one: by an inverted list, so that not all are compared with all."""
    holders: dict[str, list[int]] = defaultdict(list)
    for number, side in enumerate(sides):
        for term in side.terms:
            holders[term].append(number)

    def near(one: Side) -> list[Side]:
        shared: Counter[int] = Counter()
        for term in one.terms:
            shared.update(holders[term][:_CROWD])
        return [sides[number] for number in sorted(shared) if shared[number] >= min(_FEWEST_SHARED, len(one.terms))]

    return near


def _sides(view: StoryView) -> Iterator[Side]:
    """What the articles say, as sides; who declines to answer is on the side of the question asked before."""
    asked: Saying | None = None
    for saying in find_sayings(view):
        article, statement = saying.passage.article, saying.statement
        stance: str = saying.stance
        source = saying
        if stance == "declines":
            if asked is None or asked.passage.article != article:
                continue  # who declines to name somebody, or declines an offer, takes no side
            source = asked
        about, terms = view.words(source.passage), source.concepts
        span = view.sentence(article, saying.passage.span).span
        if stance == "asserts" and _asserts_nothing(view.words(Passage(article, span))):
            continue
        key = statement.id if statement else make_id(article, span.start)
        day = (days_said(view, article, statement)[1] if statement else "") or view.day(article)
        plain = not saying.mood and not view.in_title(Passage(article, span))
        about = _LEADING.sub("", about).rstrip(' ,;:”"’')
        yield Side(key, article, span, saying.speaker, stance, about, day, terms, plain)
        asked = saying if saying.stance == "asks" else None


def _asserts_nothing(sentence: str) -> bool:
    """Whether a sentence only supposes ("if they enter the battle"), asks, or vouches for nothing ("allegedly")."""
    return bool(_UNSURE.search(sentence)) or sentence.rstrip("\"'’”) ").endswith("?")


def _alike(one: Side, other: Side, rare: Rarity) -> bool:
    """Whether two sides are about the same thing: the shorter one's terms stand in the other."""
    if len(one.terms & other.terms) < min(_FEWEST_SHARED, len(one.terms)):
        return False
    return contained_weight(one.terms, other.terms, rare) >= _LEAST_SHARED


def _likest(denied: Side, sides: Sequence[Side], rare: Rarity) -> list[Side]:
    """Those about what is denied: at most one a speaker and article, and one a sentence, the likest first.

    Who tells it plainly comes before who fears or plans it, and who tells nothing else before who names it in passing
    ("the talks in Velmar are the latest sign of …" asserts that they were held, but is about something else).
    """
    alike = sorted(sides, key=lambda side: (not side.plain, -shared_weight(denied.terms, side.terms, rare), side.key))
    first: dict[tuple[str, str], Side] = {}
    told: set[tuple[str, Span]] = set()
    for side in alike:
        if (side.article, side.span) not in told:  # "Brel said that the port confirmed it" is one voice
            told.add((side.article, side.span))
            first.setdefault((side.article, side.speaker), side)
    return list(first.values())[:_MOST_ASSERTING]


def _finding(view: StoryView, about: str, group: Sequence[Side]) -> Finding:
    accounts = tuple(_account(view, side, about) for side in group)
    return Finding(
        make_id("denial", view.story.id, *sorted(side.key for side in group if side.stance in _AGAINST)),
        "denial",
        view.story.id,
        about,
        accounts,
        reason={"claim": about} | dict(Counter(side.stance for side in group)),
    )


def _account(view: StoryView, side: Side, about: str) -> Account:
    """A side of a question; one that asserts what it is about may do so by a count."""
    passage = Passage(side.article, side.span)
    figure = count_of(view, passage, about) if side.stance == "asserts" else ""
    return Account(side.stance, passage, side.speaker, side.day, figure)
