"""Differing: whether two passages that say the same thing give other figures or names for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tellings.link.intervals import LEAST_DIFFERENCE, apart, difference, interval
from tellings.link.terms import meaning, stem, stems
from tellings.link.traits import Traits, traits
from tellings.model import Figure, Passage, Span
from tellings.view import StoryView

_NEXT = re.compile(r"[ \u00a0]([a-z]{4,})\b")
_AGE = re.compile(r"\b(\d{1,3})[- ]years?[- ]old\b|\baged (\d{1,3})\b", re.IGNORECASE)
_Office = frozenset[str]
_BOUNDS = frozenset(("at_least", "more_than", "at_most", "less_than"))


def differs(view: StoryView, label: Passage, other: Passage) -> bool:
    """Whether a passage gives another figure for something `label` counts, another age, or another holder of an office.

    A figure differs where the passage counts the same and gives no count that is near it: none that can hold beside it,
    or none but other bounds ("up to 900", "up to 1,900").
    """
    counts = _counts_otherwise(view, label, other)
    return counts or _names_otherwise(view, label, other) or _ages_otherwise(view.words(label), view.words(other))


def _counts_otherwise(view: StoryView, label: Passage, other: Passage) -> bool:
    theirs = [(figure, traits(figure), _noun(view, other, figure)) for figure in _figures(view, other)]
    for figure in _figures(view, label):
        mine, noun = traits(figure), _noun(view, label, figure)
        rivals = [
            rival
            for rival, of, its in theirs
            if _same_counted(mine, of) or (noun and noun == its and mine.kind == of.kind)
        ]
        if rivals and all(_is_another(figure, rival) for rival in rivals):
            return True
    return False


def _noun(view: StoryView, passage: Passage, figure: Figure) -> str:
    """The stem of the word after a figure: "40,000 pesetas" are pesetas, whatever they are counted for."""
    article = view.articles[passage.article]
    end = view.at(passage.article, figure.span)[1]
    match = _NEXT.match(article.text, end)
    return stem(match[1]) if match else ""


def _ages_otherwise(label: str, other: str) -> bool:
    """Whether two passages tell one age each, and not the same."""
    one, two = _ages(label), _ages(other)
    return len(one) == len(two) == 1 and one != two


def _ages(words: str) -> set[str]:
    return {match[1] or match[2] for match in _AGE.finditer(words)}


def _is_another(figure: Figure, rival: Figure) -> bool:
    """Whether two figures cannot both hold, or set the same kind of bound elsewhere."""
    one, other = interval(figure), interval(rival)
    bounds = figure.bound == rival.bound and figure.bound in _BOUNDS
    return apart(one, other) or (bounds and difference(one, other) > LEAST_DIFFERENCE)


def _same_counted(one: Traits, other: Traits) -> bool:
    """Whether two figures count the same: one kind of thing, in no two states; what is left unsaid is no difference."""
    return (
        one.kind == other.kind
        and one.head == other.head
        and one.planned == other.planned
        and (one.state == other.state or not (one.state and other.state))
    )


def _figures(view: StoryView, passage: Passage) -> list[Figure]:
    return [one for one in view.marks[passage.article].figures if _inside(one.span, passage)]


def _names_otherwise(view: StoryView, label: Passage, other: Passage) -> bool:
    theirs = dict(_holders(view, other))
    return any(theirs.get(office, holder) != holder for office, holder in _holders(view, label))


def _holders(view: StoryView, passage: Passage) -> Iterator[tuple[_Office, str]]:
    """The offices of a country or body that a passage names, by the meanings of their words, each with its bearer."""
    for role in view.marks[passage.article].roles:
        bearer = view.bearer(passage.article, role.person) if role.of and _inside(role.span, passage) else None
        if bearer:
            yield frozenset(map(meaning, stems(f"{role.title} {role.of}"))), bearer.id


def _inside(span: Span, passage: Passage) -> bool:
    return passage.span.start <= span.start and span.end <= passage.span.end
