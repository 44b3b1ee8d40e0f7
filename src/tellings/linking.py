"""A ledger linked anew: stories and people from all its articles, and the findings of those stories that changed.

Stories and people are found over everything the ledger holds, from what they need of an article and no more: its words,
its names and roles. Then each story whose case is not the one it was weighed from is read and weighed, on any engine,
and the rest stays as it was. So the record does not depend on the steps in which its articles came.
"""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import IO

from tellings import casefile
from tellings.case import Case, Weighed, people_in_stories, stamp, weigh_case
from tellings.casefile import ArticleRows
from tellings.engine import Engine, batches
from tellings.ledger import Ledger
from tellings.link.people import find_people
from tellings.link.stories import find_stories
from tellings.model import Person, Story

_STORIES = 200  # stories whose rows are read from the ledger at once
_CASES = 8  # cases that travel to a worker at once: most stories have few articles


@dataclass(frozen=True, slots=True)
class CaseRows:
    """A case as it travels: rows are made into nouns where they are weighed."""

    story: Story
    people: tuple[Person, ...]
    rows: tuple[ArticleRows, ...]
    versions: Mapping[str, Sequence[ArticleRows]]


def link(ledger: Ledger, engine: Engine) -> None:
    """Link all that a ledger holds and weigh the stories that changed; raises LedgerError where another run does."""
    with ledger.linking():
        _link(ledger, engine)


def _link(ledger: Ledger, engine: Engine) -> None:
    with ledger.reading() as connection:
        articles = casefile.read_outlines(connection)
        marks = casefile.read_names(connection, articles)
        older = casefile.read_versions(connection)
        known = casefile.read_stamps(connection)
    stories = find_stories(articles, marks, engine.find_candidates)
    people, joinings = find_people(articles, marks, ledger.decisions())
    named = {key: tuple(here) for key, here in people_in_stories(stories, people).items()}
    days = {key: repr((a.published, a.published_basis, a.published_among)) for key, a in articles.items()}
    del articles, marks
    stamps = {}
    for story in stories:
        versions = [one for key in story.articles for one in older.get(key, ())]
        stamps[story.id] = stamp(story, named[story.id], days, versions)
    again = [story for story in stories if known.get(story.id) != stamps[story.id]]
    with tempfile.TemporaryFile() as spool:  # what is found may be more than memory holds, and is kept in one step
        for batch in engine.map(_weigh_rows, _cases(ledger, again, named, older), size=_CASES, name="weigh"):
            pickle.dump(batch, spool)
        spool.seek(0)
        ledger.keep_linked(stories, people, joinings, _unspooled(spool), stamps)


def _cases(
    ledger: Ledger,
    stories: Sequence[Story],
    people: Mapping[str, tuple[Person, ...]],
    older: Mapping[str, Sequence[str]],
) -> Iterator[CaseRows]:
    """The cases of stories, read from the ledger some at a time."""
    for some in batches(stories, _STORIES):
        ids = {one for story in some for key in story.articles for one in (key, *older.get(key, ()))}
        with ledger.reading() as connection:
            rows = casefile.read_rows(connection, sorted(ids))
        for story in some:
            versions = {key: [rows[one] for one in (*older[key], key)] for key in story.articles if key in older}
            yield CaseRows(story, people[story.id], tuple(rows[key] for key in story.articles), versions)


def _weigh_rows(cases: list[CaseRows]) -> list[Weighed]:
    return [replace(weigh_case(_case(case)), former={}) for case in cases]


def _case(rows: CaseRows) -> Case:
    """The case, from its rows."""
    found = [casefile.structure(one) for one in rows.rows]
    articles = {article.id: article for article, _ in found}
    marks = {article.id: its for article, its in found}
    versions = {key: [casefile.structure(one) for one in listed] for key, listed in rows.versions.items()}
    return Case(rows.story, rows.people, articles, marks, versions)


def _unspooled(spool: IO[bytes]) -> Iterator[Weighed]:
    while True:
        try:
            batch: Iterable[Weighed] = pickle.load(spool)  # noqa: S301 - written above
        except EOFError:
            return
        yield from batch
