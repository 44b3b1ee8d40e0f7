"""Denials: who denies, doubts, does not deny or declines to answer what others assert."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tellings.link.sayings import concepts_of
from tellings.link.terms import Rarity, contained_weight, rarity
from tellings.link.view import StoryView
from tellings.model import Account, Claim, Finding, Passage, Span, Stance, Statement, make_id

_AGAINST: frozenset[Stance] = frozenset({"denies", "doubts", "does_not_deny", "declines"})
# Chosen on the demo: a denial shares this much of the weight of its terms with what it denies.
_LEAST_SHARED = 0.6
_FEWEST_TERMS = 2
_MOST_ASSERTING = 8


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as one side of a question, with the terms of what it is about."""

    article: str
    statement: Statement
    passage: Passage
    stance: Stance
    terms: frozenset[str]


def weigh_denials(view: StoryView, claims: Sequence[Claim]) -> Iterator[Finding]:
    """One finding for each question that somebody denies, doubts or leaves open and somebody else asserts."""
    said = [one for article in view.articles for one in _said(view, article)]
    rare = rarity(one.terms for one in said)
    against = [one for one in said if one.stance in _AGAINST and len(one.terms) >= _FEWEST_TERMS]
    labels = {voice.statement: claim.label for claim in claims for voice in claim.voices if voice.statement}
    taken: set[str] = set()
    for one in sorted(against, key=lambda s: (len(s.terms), s.statement.id)):
        if one.statement.id in taken:
            continue
        group = [other for other in against if other.statement.id not in taken and _alike(one, other, rare)]
        asserting = _asserting(view, one, said, rare)
        articles = {other.article for other in (*group, *asserting)}
        if asserting and len(articles) > 1:
            taken |= {other.statement.id for other in group}
            yield _finding(view, [*group, *asserting], labels)


def _said(view: StoryView, article: str) -> Iterator[Said]:
    """The article's statements; one that declines to answer is about the question asked before it."""
    asked: Statement | None = None
    for statement in view.marks[article].statements:
        about = statement
        if statement.stance == "declines" and asked is not None:
            about = asked
        passage = Passage(article, max(about.content, key=lambda span: span.end - span.start))
        concepts, _ = concepts_of(view, article, view.words(passage))
        yield Said(article, statement, passage, statement.stance, concepts)
        asked = statement if statement.stance == "asks" else None


def _alike(one: Said, other: Said, rare: Rarity) -> bool:
    """Whether two statements are about the same thing: the shorter one's terms stand in the other."""
    if len(one.terms & other.terms) < min(3, len(one.terms)):
        return False
    return contained_weight(one.terms, other.terms, rare) >= _LEAST_SHARED


def _asserting(view: StoryView, denied: Said, said: Sequence[Said], rare: Rarity) -> list[Said]:
    """Who asserts what is denied: at most one statement a speaker and article, the likest first."""
    alike = [one for one in said if one.stance == "asserts" and _alike(denied, one, rare)]
    alike.sort(key=lambda one: (-contained_weight(denied.terms, one.terms, rare), one.statement.id))
    first: dict[tuple[str, str], Said] = {}
    for one in alike:
        first.setdefault((one.article, one.statement.speaker), one)
    return list(first.values())[:_MOST_ASSERTING]


def _finding(view: StoryView, group: Sequence[Said], labels: dict[str, str]) -> Finding:
    stances = Counter(one.stance for one in group)
    about = next((labels[one.statement.id] for one in group if one.statement.id in labels), "")
    shortest = min((view.words(one.passage) for one in group), key=len)
    accounts = tuple(
        Account(one.stance, view.sentence(one.article, _where(one)), one.statement.speaker, view.day(one.article))
        for one in group
    )
    return Finding(
        make_id("denial", view.story.id, *sorted(one.statement.id for one in group if one.stance in _AGAINST)),
        "denial",
        view.story.id,
        about or shortest,
        accounts,
        reason={"claim": about or shortest} | dict(stances.items()),
    )


def _where(one: Said) -> Span:
    return one.statement.cue or one.statement.content[0]
