"""Denials: who denies, doubts, does not deny or declines to answer what others assert."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from tellings.grammar.calendar import read_day
from tellings.link.polarity import Side as Opposite
from tellings.link.polarity import apart_in, clauses_of, is_negation, sides_in
from tellings.link.terms import Rarity, contained_weight, meaning, rarity, shared_weight, words
from tellings.model import Account, Claim, Finding, Passage, Span, Voice, make_id
from tellings.view import StoryView
from tellings.weigh.counting import count_of
from tellings.weigh.positions import AGAINST, Side, find_sides, same_sign, tells_of_one

# Chosen on the demo: a denial shares this much of the weight of its terms with what it denies.
_LEAST_SHARED = 0.6
_FEWEST_TERMS = 2
_FEWEST_SHARED = 3  # terms that two sides of one question share, where it has so many
_MOST_ASSERTING, _MOST_AGAINST = 8, 12
# Chosen on the gold and the demo, for precision: a plain statement that something is not so goes against one that tells
# so much of the same, at most so many days before or after.
_LEAST_TOLD, _DAYS = 0.8, 3
_CROWD = 400  # sides that one term proposes: of a term that all use, the first will do


def weigh_denials(view: StoryView) -> Iterator[Finding]:
    """One finding for each question that somebody denies, doubts or leaves open and somebody else asserts.

    Who says plainly that it is not so is on the side of who denies it; where nobody does in so many words, the plain
    statement is the denial.
    """
    sides = list(find_sides(view))
    rare = rarity(side.terms for side in sides)
    near = _nearby(sides)
    taken: set[str] = set()

    def untaken(one: Side) -> list[Side]:
        return [other for other in near(one) if other.key not in taken and other.key != one.key]

    against = [side for side in sides if side.stance in AGAINST and len(side.terms | side.of) >= _FEWEST_TERMS]
    against.sort(key=lambda side: (len(side.terms), side.key))
    of_none = [side for side in against if is_negation(side.said, reported=side.reported)]
    plain = [side for side in sides if side.none]
    for one in (*(side for side in against if side not in of_none), *plain, *of_none):
        if one.key not in taken:
            find = _contradicted if one.none else _denied
            yield from _opposed(view, rare, *find(one, untaken(one), rare), taken)


def _denied(one: Side, others: Sequence[Side], rare: Rarity) -> tuple[list[Side], list[Side]]:
    """Who is of one mind with somebody who denies a thing in so many words, and who asserts it."""
    alike = [other for other in others if _alike(one, other, rare)]
    signs = {other.key: same_sign(one, other) for other in alike}
    too = [other for other in alike if other.stance in AGAINST or (other.speaker and signs[other.key])]
    return [one, *too], [other for other in alike if other.stance == "asserts" and signs[other.key] is False]


def _contradicted(one: Side, others: Sequence[Side], rare: Rarity) -> tuple[list[Side], list[Side]]:
    """Who says too what somebody says plainly, that a thing is not so, and who says that it is, or denies that."""
    told = [other for other in others if _contradicts(one, other, rare)]
    too = [other for other in others if other.none and (one.none <= other.none or other.none <= one.none)]
    return [one, *too], [replace(other, stance="asserts") for other in told]


def _opposed(
    view: StoryView, rare: Rarity, denying: Sequence[Side], asserting: Sequence[Side], taken: set[str]
) -> Iterator[Finding]:
    """A finding where others than those who deny a thing assert it: in two articles, or two speakers in one."""
    one = denying[0]
    places = {(side.article, side.span) for side in denying}
    whose = {side.who for side in denying if side.who}
    told = [side for side in asserting if (side.article, side.span) not in places and side.who not in whose]
    told = _likest(one, told, rare)
    met = {f"{side.who} {other.key}" for side in denying if side.who for other in told}
    if one.none and (met <= taken or all(side.back for side in told)):
        return  # an earlier finding sets the same voices against each other
    voices = bool(one.none) and any(side.who for side in told)
    if told and (voices or len({side.article for side in (*denying, *told)}) > 1):
        taken |= met | {side.key for side in (*denying, *(side for side in told if side.back))}
        group = [replace(side, stance="denies") if side.stance == "asserts" else side for side in _once(denying)]
        about = next(side.about for side in told if not side.back) if one.none else one.about
        yield _finding(view, about, [*group[:_MOST_AGAINST], *told])


def _once(sides: Iterable[Side]) -> list[Side]:
    """Sides, each sentence once, and in one article no plain statement beside a denial by the same speaker."""
    denied = {(side.article, side.who) for side in sides if side.stance != "asserts"}
    first: dict[tuple[str, Span], Side] = {}
    for side in sides:
        if side.stance != "asserts" or (side.article, side.who) not in denied:
            first.setdefault((side.article, side.span), side)
    return list(first.values())


def _contradicts(one: Side, other: Side, rare: Rarity) -> bool:
    """Whether a plain statement says that something is so of which another says that it is not."""
    denied = other.back and other.stance == "denies"  # "the union disputed that"
    if not denied and (other.stance != "asserts" or not other.plain or other.none):
        return False
    if one.who and one.who == other.who:
        return False
    least = _LEAST_TOLD * rare.weight(one.none)
    if rare.sum(one.none & other.terms) < least:
        return False
    first, second = read_day(one.day), read_day(other.day)
    if first and second and abs((first - second).days) > _DAYS:
        return False
    if len(one.none) == 1 and not denied and not all(tells_of_one(other.said, concept) for concept in one.none):
        return False
    names = {concept for concept in one.none & other.terms if concept[0] in "@#="}
    most = max(rare.sum(names | (one.none & clause)) for clause in clauses_of(other.said))
    return most >= least and same_sign(replace(one, terms=one.none), other) is False


def _nearby(sides: Sequence[Side]) -> Callable[[Side], list[Side]]:
    """What finds the sides that share the terms of one: by an inverted list, so that not all are compared with all."""
    holders: dict[str, list[int]] = defaultdict(list)
    for number, side in enumerate(sides):
        for term in side.terms:
            holders[term].append(number)

    def near(one: Side) -> list[Side]:
        shared: Counter[int] = Counter()
        for term in one.terms | one.of:
            shared.update(holders[term][:_CROWD])
        return [
            sides[number]
            for number in sorted(shared)
            if shared[number] >= min(_FEWEST_TERMS, len(one.none or one.terms | one.of))
        ]

    return near


def _alike(one: Side, other: Side, rare: Rarity) -> bool:
    """Whether two sides are about the same thing: the shorter one's terms stand in the other."""
    shared = one.terms & other.terms
    if one.of and len(one.terms) < _FEWEST_TERMS:  # "denied that he had been summoned": whom, the speaker's words tell
        return one.terms <= other.terms and len((one.terms | one.of) & other.terms) >= _FEWEST_SHARED
    if one.back and rare.sum(shared) < _LEAST_SHARED * rare.weight(one.terms):
        return False
    if len(shared) < min(_FEWEST_SHARED, len(one.terms)) and not (_pairs_in(one, shared) & _pairs_in(other, shared)):
        return False
    return contained_weight(one.terms, other.terms, rare) >= _LEAST_SHARED


def _pairs_in(side: Side, shared: frozenset[str]) -> set[tuple[str, str]]:
    """Two shared concepts that stand side by side as words without capitals: "rubber bullets"."""
    told = [meaning(word.stem) if word.stem and not word.capital else "" for word in words(side.said)]
    return {pair for pair in pairwise(told) if shared.issuperset(pair)}


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
        make_id("denial", view.story.id, *sorted(side.key for side in group if side.stance in AGAINST)),
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


def weigh_opposites(view: StoryView, claims: Iterable[Claim], denials: Iterable[Finding]) -> Iterator[Finding]:
    """A finding for each claim of which somebody says the opposite by another word: "admitted", "turned away"."""
    told = {account.passage for finding in denials for account in finding.accounts}
    for claim in claims:
        sides = {voice: sides_in(view.words(voice.passage)) for voice in claim.voices}
        against = [
            voice for voice in claim.voices if voice.stance == "denies" and voice.statement and not voice.differs
        ]
        for one in against:
            other = next((v for v in claim.voices if v.stance == "asserts" and _turns(view, v, one, sides)), None)
            places = {view.sentence(voice.passage.article, voice.passage.span) for voice in (one, other) if voice}
            if other and not places <= told:
                told |= places
                accounts = tuple(_voiced(view, voice) for voice in (one, other))
                key = make_id("opposite", claim.id, one.passage.span.start)
                reason: dict[str, str | int | float | list[str]] = {"claim": claim.label, "denies": 1, "asserts": 1}
                yield Finding(key, "denial", view.story.id, claim.label, accounts, subject=claim.id, reason=reason)


def _turns(view: StoryView, voice: Voice, other: Voice, sides: Mapping[Voice, frozenset[Opposite]]) -> bool:
    """Whether two voices take opposite sides, and are not one speaker's nor days apart."""
    first, second = (read_day(view.day(one.passage.article)) for one in (voice, other))
    near = first is None or second is None or abs((first - second).days) <= _DAYS
    return near and voice.speaker != other.speaker and apart_in(sides[voice], sides[other], "contrary")


def _voiced(view: StoryView, voice: Voice) -> Account:
    article, span = voice.passage.article, voice.passage.span
    return Account(voice.stance, view.sentence(article, span), voice.speaker, view.day(article))
