"""Actors: one event that articles give to different countries or bodies ("A, B and C condemned the launch")."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from tellings.link.concepts import concepts_in
from tellings.link.terms import meaning, stem
from tellings.model import Account, Event, Finding, Passage, make_id
from tellings.view import StoryView

_FEWEST = 2  # actors that an account names and that two accounts have in common: a list, not a mention
_MOST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Deed:
    """An event with those who did it, by concept, and all its sentence names, as one article tells it."""

    article: str
    passage: Passage
    lemma: str
    actors: dict[str, str]
    named: frozenset[str]


def weigh_actors(view: StoryView) -> Iterator[Finding]:
    """A finding for each kind of event for which articles list different actors, who share some."""
    by_class: dict[str, list[Deed]] = defaultdict(list)
    for article, marks in view.marks.items():
        for event in marks.events:
            if len(event.actors) >= _FEWEST and not event.negated and stem(event.lemma):
                deed = _deed(view, article, event)
                if len(deed.actors) >= _FEWEST:
                    by_class[meaning(stem(event.lemma))].append(deed)
    for name, deeds in sorted(by_class.items()):
        apart = {
            number
            for (a, one), (b, other) in combinations(list(enumerate(deeds[:40])), 2)
            if one.article != other.article and _differ(one, other)
            for number in (a, b)
        }
        told = [deeds[number] for number in sorted(apart)][:_MOST_SHOWN]
        if only_some := _only_some(told):
            yield _finding(view, name, told, only_some)


def _deed(view: StoryView, article: str, event: Event) -> Deed:
    """Who did it, each by the concept of a name with its words."""
    actors: dict[str, str] = {}
    for span in event.actors:
        for concept in sorted(concepts_in(view, Passage(article, span))):
            if concept[0] in "@=#":
                actors.setdefault(concept, view.words(Passage(article, span)))
    sentence = view.sentence(article, event.span)
    return Deed(article, sentence, event.lemma, actors, concepts_in(view, sentence))


def _differ(one: Deed, other: Deed) -> bool:
    """Whether two lists are of one deed, for they share some, and one has whom the other's sentence does not name."""
    if len(one.actors.keys() & other.actors.keys()) < _FEWEST:
        return False
    return bool(one.actors.keys() - other.named or other.actors.keys() - one.named)


def _only_some(deeds: Sequence[Deed]) -> list[str]:
    """Those who did it by some accounts and not by all, as they are called; none where all list the same."""
    everyone = {concept: words for deed in deeds for concept, words in deed.actors.items()}
    missing = (words for concept, words in everyone.items() if not all(concept in deed.actors for deed in deeds))
    return list(dict.fromkeys(missing))


def _finding(view: StoryView, name: str, deeds: Sequence[Deed], only_some: list[str]) -> Finding:
    accounts = tuple(
        Account(", ".join(dict.fromkeys(deed.actors.values())), deed.passage, "", view.day(deed.article))
        for deed in deeds
    )
    reason: dict[str, str | int | float | list[str]] = {
        "slot": "actor",
        "event": deeds[0].lemma,
        "why": f"who: {', '.join(only_some)}",
        "only_some": only_some,
    }
    key = make_id("actors", view.story.id, name, *(deed.passage.span.start for deed in deeds))
    return Finding(key, "scope", view.story.id, f"who: {deeds[0].lemma}", accounts, reason=reason)
