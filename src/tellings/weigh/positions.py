"""Positions: what the articles say, each with the side it takes of the question whether a thing is so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tellings.lexicon import table
from tellings.link.concepts import concepts_of
from tellings.link.polarity import (
    apart_in,
    hedges_a_negation,
    negated_part,
    negates,
    opposed_words,
    sides_in,
    tells_a_denial,
)
from tellings.link.sayings import Saying, find_sayings
from tellings.link.terms import meaning, words
from tellings.model import Passage, Span, make_id
from tellings.said import days_said
from tellings.view import StoryView

AGAINST = frozenset(("denies", "doubts", "does_not_deny", "declines"))
_LEADING = re.compile(r"^(?:(?:that|and|but|or|so|whether)\s+|[^\w$€£(]+)+", re.IGNORECASE)
# What is under a condition, or only said to be so: "the divers allegedly in the harbour".
_UNSURE = re.compile(
    r"\b(?:if|unless|whether|would have|allegedly|purportedly|supposedly|reputedly|reportedly)\b", re.IGNORECASE
)
_NONE_THERE = re.compile(r"\bthere (?:is|are|was|were|(?:has|have|had) been) no\b", re.IGNORECASE)
_SOME = re.compile(r"\b(?:an?|the|some|any|this|that)\s(?:\w+\s){0,2}$", re.IGNORECASE)
# Words before a name with which it is no person alone that is denied: "the claims of", "reports about".
_RELATION = frozenset(("that", "to", "of", "by", "against", "with", "for", "from", "about", "on", "in"))
_POINTED = re.compile(r"\b(?:these|those|you|your)\b", re.IGNORECASE)  # of others than are named
_OF_SPEAKER = re.compile(r"^\W*(?:that\s)?(?:he|she|it|they|his|her|its|their|having|being)\b", re.IGNORECASE)
_BEFORE = 60  # characters in which "the loud and long" before a noun has room
_FEWEST = 2  # terms of a question


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a question: who takes it ("" is the article itself), how, where, and what it is about.

    `span` is the sentence, `about` the words of the question, `day` when it was said or told, `terms` the concepts;
    `of` are those of the speaker, where the question is of "him" or "it", and `back` tells that what is denied was said
    by another before.
    A `plain` one only tells: it is no feeling, wish or prospect, and no headline. `who` is the bearer's id where one is
    known. `said` are the words whose polarity counts, `reported` whether they are told in other words; `none` are the
    concepts of which a plain statement says that they are not so, empty for all others.
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
    who: str
    said: str
    reported: bool
    none: frozenset[str]
    of: frozenset[str]
    back: bool


def find_sides(view: StoryView) -> Iterator[Side]:
    """What the articles say, as sides; who declines to answer is on the side of the question asked before.

    So is who denies "it" on the side of what was said before, and who contradicts a person on that of what the person
    said.
    """
    asked: Saying | None = None
    earlier: list[Saying] = []
    sayings = find_sayings(view)
    for number, saying in enumerate(sayings):
        article, statement = saying.passage.article, saying.statement
        if earlier and earlier[-1].passage.article != article:
            earlier = []
        source: Saying | None = saying
        if saying.stance == "declines":
            # who declines to name somebody, or declines an offer, takes no side
            source = asked if asked and asked.passage.article == article else None
        elif saying.stance in AGAINST and (whose := _person_in(view, saying)):
            near = [*sayings[number + 1 : number + 3], *earlier[::-1]]
            source = next((one for one in near if _is_of(view, one, whose, article)), None)
        elif saying.stance in AGAINST and _points_back(saying.words):
            source = next((one for one in earlier[::-1] if one.speaker != saying.speaker), None)
        if source and (side := _side(view, saying, source)):
            yield side
        asked = saying if saying.stance == "asks" else None
        if statement and len(saying.concepts) >= _FEWEST and saying.stance == "asserts":
            earlier.append(saying)


def _side(view: StoryView, saying: Saying, source: Saying) -> Side | None:
    """The side that a saying takes of what its source says; None where it takes none."""
    article, statement = saying.passage.article, saying.statement
    span = view.sentence(article, saying.passage.span).span
    if saying.stance == "asserts" and _asserts_nothing(view.words(Passage(article, span))):
        return None
    if statement is None and tells_a_denial(saying.words):
        return None  # the article tells that somebody denies it
    key = statement.id if statement else make_id(article, span.start)
    day = (days_said(view, article, statement)[1] if statement else "") or view.day(article)
    plain = not saying.mood and not view.in_title(Passage(article, span))
    bearer = view.bearer(article, saying.speaker) if saying.speaker else None
    stance: str = saying.stance
    said, terms, about = source.words, source.concepts, view.words(source.passage)
    untrue = _untrue().search(view.words(Passage(article, span))) if stance == "asserts" else None
    if untrue and (said in untrue["what"] or untrue["what"] in said):
        stance, said = "denies", untrue["what"]
        about, terms, plain = said, concepts_of(view, article, said), False
    whose = statement.source if statement and stance in AGAINST and _OF_SPEAKER.match(said) else None
    return Side(
        key,
        article,
        span,
        saying.speaker,
        stance,
        _LEADING.sub("", about).rstrip(' ,;:.”"’'),
        day,
        terms,
        plain,
        bearer.id if bearer else saying.speaker.casefold(),
        said,
        source.reported,
        _none(view, saying) if plain and stance == "asserts" and saying.speaker else frozenset(),
        concepts_of(view, article, view.words(Passage(article, whose))) if whose else frozenset(),
        source is not saying,
    )


def _none(view: StoryView, saying: Saying) -> frozenset[str]:
    """What a saying says is not so, where one clause of it says so."""
    part = negated_part(saying.words)
    if _POINTED.search(part):
        return frozenset()
    terms = concepts_of(view, saying.passage.article, part) if part else frozenset[str]()
    if len(terms) < _FEWEST and not (terms and _NONE_THERE.search(part)):
        return frozenset()
    return terms if negates(part, terms, reported=saying.reported) else frozenset()


def _asserts_nothing(sentence: str) -> bool:
    """Whether a sentence only supposes ("if they enter the battle"), asks, or vouches for nothing ("allegedly")."""
    return bool(_UNSURE.search(sentence)) or sentence.rstrip("\"'’”) ").endswith("?")


def _points_back(said: str) -> bool:
    """Whether what is denied is what was said before: "it", "the allegations"."""
    return bool(_back().match(said.strip(" .,;:\"'“”’")))


def _person_in(view: StoryView, saying: Saying) -> str:
    """The id of the person whom the words of what is denied name, where they name no more; "" else."""
    article, at = saying.passage.article, saying.passage.span
    for name in view.marks[article].names:
        if name.kind == "person" and at.start <= name.span.start and abs(name.span.end - at.end) <= 1:
            before = view.words(saying.passage)[: -len(name.span.text)]
            bearer = view.bearer(article, name.full)
            return bearer.id if bearer and _RELATION.isdisjoint(before.lower().split()) else ""
    return ""


def _is_of(view: StoryView, saying: Saying, person: str, article: str) -> bool:
    """Whether a saying of an article is what a person asserts."""
    bearer = view.bearer(article, saying.speaker) if saying.speaker else None
    return saying.passage.article == article and saying.stance == "asserts" and bool(bearer and bearer.id == person)


def same_sign(one: Side, other: Side) -> bool | None:
    """Whether two sides say alike whether what both are about is so; None where one leaves it open."""
    opposite = apart_in(sides_in(one.said), sides_in(other.said), "contrary")
    shared = one.terms & other.terms
    if opposite:  # "were not turned away", beside "were admitted"
        shared |= opposed_words(one.said) | opposed_words(other.said)
    first, second = _sign(one, shared), _sign(other, shared)
    return None if first is None or second is None else (first == second) ^ opposite


def _sign(side: Side, shared: frozenset[str]) -> bool | None:
    """Whether a side says that something is so."""
    denied = negates(side.said, shared, reported=side.reported)
    if denied is None and hedges_a_negation(side.said):
        return None
    return bool(denied) == (side.stance in AGAINST)


def tells_of_one(words_told: str, concept: str) -> bool:
    """Whether words tell of a thing as there: "an explosion", "the loud explosion"."""
    found = (word for word in words(words_told) if word.stem and meaning(word.stem) == concept)
    return any(_SOME.search(words_told, max(0, word.start - _BEFORE), word.start) for word in found)


@cache
def _untrue() -> re.Pattern[str]:
    """What is called false: "the claim that there are divers is untrue"."""
    nouns = table("questions")["contest"]["nouns"]
    return re.compile(
        rf"\b(?:{nouns}|rumou?rs?|story|stories)\s(?P<what>that\s[^.;]{{3,300}}?)\s(?:is|are|was|were)\s(?:\w+\s)?"
        r"(?:false|untrue|baseless|unfounded|invented|fabricated|nonsense|rubbish|wrong|(?:an?\s)?(?:pure\s)?(?:invention|lie))\b",
        re.IGNORECASE,
    )


@cache
def _back() -> re.Pattern[str]:
    nouns = table("questions")["contest"]["nouns"]
    which = "the|that|this|these|those|such|his|her|its|their"
    return re.compile(
        rf"(?:(?:all|both|any) (?:of )?)?(?:it|that|this|them|these|those|(?:{which}) (?:\w+ )?(?:{nouns}))$",
        re.IGNORECASE,
    )
