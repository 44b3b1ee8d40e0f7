"""The case of a story as it travels to where it is weighed: rows of the ledger, made into nouns there.

What a worker does with it needs no ledger, so that none has to load what a database needs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tellings.case import Case, Weighed, weigh_case
from tellings.model import Article, Marks, Person, Story
from tellings.nouns import marks_of, noun_of


@dataclass(frozen=True, slots=True)
class ArticleRows:
    """An article and its marks as the ledger keeps them: JSON, which travels faster than nouns."""

    article: str
    marks: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class CaseRows:
    """A case, not yet made into nouns."""

    story: Story
    people: tuple[Person, ...]
    rows: tuple[ArticleRows, ...]
    versions: Mapping[str, Sequence[ArticleRows]]


def weigh_rows(bundles: list[list[CaseRows]]) -> list[Weighed]:
    """What was found of each of the cases."""
    return [replace(weigh_case(_case(case)), former={}) for cases in bundles for case in cases]


def _case(rows: CaseRows) -> Case:
    found = [_structure(one) for one in rows.rows]
    articles = {article.id: article for article, _ in found}
    marks = {article.id: its for article, its in found}
    versions = {key: [_structure(one) for one in listed] for key, listed in rows.versions.items()}
    return Case(rows.story, rows.people, articles, marks, versions)


def _structure(rows: ArticleRows) -> tuple[Article, Marks]:
    """The article and its marks."""
    article = noun_of(rows.article, Article)
    return article, marks_of(article.id, rows.marks)
