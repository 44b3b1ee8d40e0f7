"""Differing: whether two passages that say the same thing give other figures or names for it."""

from __future__ import annotations

from collections.abc import Iterator

from tellings.link.intervals import apart, interval
from tellings.link.terms import meaning, stems
from tellings.link.traits import Traits, traits
from tellings.model import Figure, Passage, Span
from tellings.view import StoryView

_Office = frozenset[str]


def differs(view: StoryView, label: Passage, other: Passage) -> bool:
    """Whether a passage gives another figure for something `label` counts, or another holder of an office it names.

    A figure differs where the passage counts the same and none of its counts can hold beside it.
    """
    return _counts_otherwise(view, label, other) or _names_otherwise(view, label, other)


def _counts_otherwise(view: StoryView, label: Passage, other: Passage) -> bool:
    theirs = [(figure, traits(figure)) for figure in _figures(view, other)]
    for figure in _figures(view, label):
        mine = traits(figure)
        rivals = [rival for rival, of in theirs if _same_counted(mine, of)]
        if rivals and all(apart(interval(figure), interval(rival)) for rival in rivals):
            return True
    return False


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
