"""Deeds: what a saying says of what it names, so that two sayings about one thing are not taken for one claim."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import NamedTuple

from tellings.lexicon import table
from tellings.link.concepts import concepts_of
from tellings.link.polarity import Side, apart_in, sides_in
from tellings.link.sayings import Saying
from tellings.link.terms import meaning, stem
from tellings.model import Event, Span
from tellings.view import StoryView

# "the journalist, who was jailed for nine years": what tells only who or which is meant.
_RELATIVE = re.compile(r",?\s(?:who|whom|whose|which|where)\s[^,;:.]*")


class Deed(NamedTuple):
    """The event a saying is about ("" where none), what else outside relative clauses, its sides of opposites."""

    main: str
    about: frozenset[str]
    sides: frozenset[Side]


def deed_of(view: StoryView, saying: Saying) -> Deed:
    """What a saying says of what it names: its first event that is no stopgap and stands in no relative clause."""
    article = saying.passage.article
    start, _ = view.at(article, saying.passage.span)
    words = view.words(saying.passage)
    aside = [match.span() for match in _RELATIVE.finditer(words)]
    main = ""
    for event in _events(view, article, saying.passage.span):
        at = view.at(article, event.span)[0] - start
        name = meaning(stem(event.lemma)) if stem(event.lemma) else ""
        if name and name not in _vague() and not any(first <= at < last for first, last in aside):
            main = name
            break
    about = concepts_of(view, article, _RELATIVE.sub(" ", saying.words)) if aside else saying.concepts
    return Deed(main, about, sides_in(saying.words))


def is_one_deed(one: Deed, other: Deed) -> bool:
    """Whether two sayings may say one thing: what one says of what it names stands in the other as well."""
    if not one.main or not other.main or apart_in(one.sides, other.sides, "contrary") or one.sides & other.sides:
        return True
    return one.main in other.about or other.main in one.about


def _events(view: StoryView, article: str, span: Span) -> list[Event]:
    events, starts = view.marks[article].events, view.once(_starts)[article]
    return list(events[bisect_left(starts, span.start) : bisect_left(starts, span.end)])


def _starts(view: StoryView) -> dict[str, list[int]]:
    return {key: [event.span.start for event in marks.events] for key, marks in view.marks.items()}


@cache
def _vague() -> frozenset[str]:
    """Events that tell nothing of their own."""
    return frozenset(meaning(stem(word)) for word in table("events")["vague"].split())
