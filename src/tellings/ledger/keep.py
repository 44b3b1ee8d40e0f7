"""What is linked and weighed is written by its difference from what is there: a small change is a small writing.

A row that is as it was is not touched; what is searched by follows the stories and people whose rows changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, Protocol

import sqlalchemy as sa

from tellings.ledger.appearances import keep_appearances
from tellings.ledger.index import count_stories, count_writing, index_stories
from tellings.ledger.rows import Row, pairs, put, remove, row_of, sliced
from tellings.ledger.schema import LINKED, weighed
from tellings.model import Claim, Finding, Joining, Measure, Origin, Person, Record, Story
from tellings.named import Appearance, by_article

OF_STORIES = ("measures", "claims", "origins", "findings")
_STORIES = 200  # stories whose rows are compared at once


class OfStory(Protocol):
    """What was found of one story, by its id."""

    @property
    def story(self) -> str: ...  # noqa: D102
    @property
    def measures(self) -> Sequence[Measure]: ...  # noqa: D102
    @property
    def claims(self) -> Sequence[Claim]: ...  # noqa: D102
    @property
    def origins(self) -> Sequence[Origin]: ...  # noqa: D102
    @property
    def findings(self) -> Sequence[Finding]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Linked:
    """All stories, people and joinings of a ledger, and what was found of some stories.

    `named` tells of each article who is named in it (see `appearances`); the people's own mentions are not looked at.
    Of a story that is not in `found` everything stays; of one that is gone everything goes. `stamps` tells of each
    story what it was weighed from. What is gone through once may come bit by bit.
    """

    stories: Sequence[Story]
    people: Sequence[Person]
    joinings: Sequence[Joining]
    named: Iterable[tuple[str, Mapping[str, Appearance]]]
    found: Iterable[OfStory] = ()
    stamps: Mapping[str, str] = field(default_factory=dict)


def keep_linked(connection: sa.Connection, linked: Linked) -> None:
    """Put what was linked in place of all there is, and what was found of stories in place of theirs."""
    ids = {story.id for story in linked.stories}
    gone, changed = _keep_all(connection, "stories", linked.stories)
    index_stories(connection, gone, (story for story in linked.stories if story.id in changed))
    count_stories(connection)
    _keep_all(connection, "people", (replace(person, mentions=(), titles=()) for person in linked.people))
    keep_appearances(connection, linked.named)
    _keep_all(connection, "joinings", linked.joinings)
    for name in OF_STORIES:
        table, _ = LINKED[name]
        there = connection.scalars(sa.select(table.c.story).distinct()).all()
        remove(connection, table.c.story, [story for story in there if story not in ids])
    source = iter(linked.found)
    while some := list(islice(source, _STORIES)):
        for name in OF_STORIES:
            _keep_some(connection, name, [one.story for one in some], [n for one in some for n in getattr(one, name)])
    before = pairs(connection, sa.select(weighed.c.story, weighed.c.stamp))
    remove(connection, weighed.c.story, [story for story in before if story not in linked.stamps])
    put(connection, weighed, ({"story": k, "stamp": v} for k, v in linked.stamps.items() if before.get(k) != v))
    count_writing(connection)


def keep_record(connection: sa.Connection, record: Record) -> None:
    """Put what a record linked and weighed in place of all that is there."""
    named = by_article(record.people).items()
    keep_linked(connection, Linked(record.stories, record.people, record.joinings, named))
    for name in OF_STORIES:
        _keep_all(connection, name, getattr(record, name))


def _keep_all(connection: sa.Connection, name: str, nouns: Iterable[Any]) -> tuple[set[str], set[str]]:
    """Make a table hold these nouns and no others; the ids of those that went, and of those that came or changed."""
    table, _ = LINKED[name]
    there = pairs(connection, sa.select(table.c.id, table.c.digest))
    return _write(connection, name, there, nouns)


def _keep_some(connection: sa.Connection, name: str, stories: Sequence[str], nouns: Iterable[Any]) -> None:
    """Make a table hold these nouns of some stories and no others of them."""
    table, _ = LINKED[name]
    there: dict[str, str] = {}
    for some in sliced(stories):
        rows = sa.select(table.c.id, table.c.digest).where(table.c.story.in_(some))
        there |= pairs(connection, rows)
    _write(connection, name, there, nouns)


def _write(
    connection: sa.Connection, name: str, there: Mapping[str, str], nouns: Iterable[Any]
) -> tuple[set[str], set[str]]:
    table, _ = LINKED[name]
    rows = _rows(name, nouns)
    gone = there.keys() - rows.keys()
    changed = {key for key, row in rows.items() if row["digest"] != there.get(key)}
    remove(connection, table.c.id, sorted(gone))
    put(connection, table, (rows[key] for key in sorted(changed)))
    return gone, changed


def _rows(name: str, nouns: Iterable[Any]) -> dict[str, Row]:
    """The rows of linked nouns by id, each with its place in its story or entry."""
    table, _ = LINKED[name]
    rows: dict[str, Row] = {}
    places: dict[str, int] = {}
    for noun in nouns:
        more: Row = {"digest": ""}
        if name == "stories":
            more["size"] = len(noun.articles)
        elif "place" in table.c:
            whole = noun.person if name == "joinings" else noun.story
            more["place"] = places[whole] = places.get(whole, -1) + 1
        row = row_of(noun, table, **more)
        rows[row["id"]] = row
    return rows
