"""What a view needs from the ledger and no more: each function reads rows, by index, on a connection of `reading()`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from tellings.ledger.appearances import read_named, with_appearances
from tellings.ledger.index import stories_counted
from tellings.ledger.reads import KINDS, read_articles, read_marks
from tellings.ledger.rows import sliced
from tellings.ledger.schema import (
    LINKED,
    MARKS,
    Words,
    appearances,
    arrivals,
    articles,
    changes,
    decisions,
    former,
    placed,
)
from tellings.model import Marks, Person, Record, Story
from tellings.named import together, told
from tellings.nouns import noun_of

StoryKey = tuple[str, str, str]  # last and first day, id: a story's place in the list of all


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story in a list. `changed` is when the last article came in, ISO in UTC; `kinds` counts findings by kind."""

    id: str
    title: str
    first: str
    last: str
    articles: int
    outlets: int
    origins: int
    kinds: dict[str, int]
    changed: str

    @property
    def key(self) -> StoryKey:
        """Its place in the list."""
        return self.last, self.first, self.id


def version(connection: sa.Connection) -> str:
    """Changes with every writing: what was made of one version holds until there is another."""
    number = connection.scalar(sa.select(changes.c.number))
    decided = connection.scalar(sa.select(sa.func.max(decisions.c.number)))
    return f"{number or 0}.{decided or 0}"


def story_rows(
    connection: sa.Connection,
    *,
    offset: int = 0,
    limit: int = 50,
    after: StoryKey | None = None,
    before: StoryKey | None = None,
) -> tuple[list[StoryRow], int]:
    """Stories, newest first, and how many there are in all.

    `after` a row or `before` one is found by index however far down the list; an `offset` is walked.
    """
    stories = LINKED["stories"][0]
    columns = (stories.c.last, stories.c.first, stories.c.id)
    query = sa.select(stories.c.id)
    if after:
        query = query.where(sa.tuple_(*columns) < _key(after))
    if before:
        query = query.where(sa.tuple_(*columns) > _key(before))
    order = [column if before else column.desc() for column in columns]
    ids = connection.scalars(query.order_by(*order).offset(offset).limit(limit)).all()
    return _rows(connection, [*reversed(ids)] if before else ids), stories_counted(connection)


def _rows(connection: sa.Connection, ids: Sequence[str]) -> list[StoryRow]:
    """Stories by id as rows, in the order of the ids."""
    stories, findings, origins = (LINKED[name][0] for name in ("stories", "findings", "origins"))
    columns = (stories.c.id, stories.c.title, stories.c.first, stories.c.last)
    told = {row.id: row for row in connection.execute(sa.select(*columns).where(stories.c.id.in_(ids)))}
    papers = {
        row.story: row
        for row in connection.execute(
            sa.select(
                placed.c.story,
                sa.func.count().label("articles"),
                sa.func.count(
                    sa.distinct(sa.func.coalesce(sa.func.nullif(articles.c.outlet, ""), articles.c.path))
                ).label("outlets"),
                sa.func.max(arrivals.c.at).label("changed"),
            )
            .join(articles, articles.c.id == placed.c.article)
            .outerjoin(arrivals, arrivals.c.article == placed.c.article)
            .where(placed.c.story.in_(ids))
            .group_by(placed.c.story)
        )
    }
    query = sa.select(origins.c.story, sa.func.count()).where(origins.c.story.in_(ids)).group_by(origins.c.story)
    traced: dict[str, int] = {row[0]: row[1] for row in connection.execute(query)}
    kinds: dict[str, dict[str, int]] = {}
    for story, kind, count in connection.execute(
        sa.select(findings.c.story, findings.c.kind, sa.func.count())
        .where(findings.c.story.in_(ids))
        .group_by(findings.c.story, findings.c.kind)
    ):
        kinds.setdefault(story, {})[kind] = count
    rows = []
    for row in (told[key] for key in ids if key in told):
        paper = papers.get(row.id)
        rows.append(
            StoryRow(
                *(row.id, row.title or "", row.first or "", row.last or ""),
                articles=paper.articles if paper else 0,
                outlets=paper.outlets if paper else 0,
                origins=traced.get(row.id, 0),
                kinds=kinds.get(row.id, {}),
                changed=(paper.changed if paper else "") or "",
            )
        )
    return rows


def largest_stories(connection: sa.Connection, most: int = 50) -> list[StoryRow]:
    """The stories with most articles, largest first."""
    count = sa.func.count()
    stories = LINKED["stories"][0]
    ids = connection.scalars(
        sa.select(stories.c.id)
        .join(placed, placed.c.story == stories.c.id)
        .group_by(stories.c.id, stories.c.first)
        .order_by(count.desc(), stories.c.first, stories.c.id)
        .limit(most)
    ).all()
    rows = {row.id: row for row in _rows(connection, ids)}
    return [rows[key] for key in ids]


def _key(key: StoryKey) -> sa.Tuple:
    return sa.tuple_(*(sa.literal(value, Words()) for value in key))


class StoryGoneError(KeyError):
    """There is no such story, or no longer: another may hold its articles since (see `find_story`)."""


def find_story(connection: sa.Connection, story_id: str) -> str:
    """The id a story has now; "" where there is none. Its id may be an older one: it changes with its first article."""
    stories = LINKED["stories"][0]
    if connection.scalar(sa.select(stories.c.id).where(stories.c.id == story_id)):
        return story_id
    article = connection.scalar(sa.select(former.c.article).where(former.c.story == story_id))
    return story_of(connection, article) if article else ""


def match_story(connection: sa.Connection, start: str) -> list[str]:
    """The id that `find_story` finds, else all that begin with `start`, in order."""
    if found := find_story(connection, start):
        return [found]
    ids = LINKED["stories"][0].c.id
    return list(connection.scalars(sa.select(ids).where(ids.startswith(start, autoescape=True)).order_by(ids)))


def story_of(connection: sa.Connection, article_id: str) -> str:
    """The id of the story an article belongs to, "" where it belongs to none."""
    return connection.scalar(sa.select(placed.c.story).where(placed.c.article == article_id)) or ""


def has_article(connection: sa.Connection, article_id: str) -> bool:
    """Whether there is such an article, current or not."""
    return connection.scalar(sa.select(articles.c.id).where(articles.c.id == article_id)) is not None


def story_counts(connection: sa.Connection, story_id: str) -> tuple[Story, dict[str, int]]:
    """A story, and how many findings, statements, figures and origins it has. Raises StoryGoneError."""
    body = connection.scalar(sa.select(LINKED["stories"][0].c.body).where(LINKED["stories"][0].c.id == story_id))
    if body is None:
        raise StoryGoneError(story_id)
    inside = sa.select(placed.c.article).where(placed.c.story == story_id)
    counts = {}
    for name in ("statements", "figures"):
        table = MARKS[name][0]
        query = sa.select(sa.func.count()).select_from(table).where(table.c.article.in_(inside))
        counts[name] = connection.scalar(query) or 0
    for name in ("findings", "measures", "claims", "origins"):
        table = LINKED[name][0]
        query = sa.select(sa.func.count()).select_from(table).where(table.c.story == story_id)
        counts[name] = connection.scalar(query) or 0
    return noun_of(body, Story), counts


def story_part(
    connection: sa.Connection,
    story_id: str,
    *,
    marks: Iterable[str] = KINDS,
    linked: Iterable[str] = tuple(LINKED),
    of: Sequence[str] | None = None,
) -> Record:
    """A record of one story alone, with the kinds of marks and linked nouns asked for; the others are empty.

    `of` are the articles whose marks are read (None: all). People hold only their mentions in this story. Raises
    StoryGoneError where there is no such story.
    """
    stories = LINKED["stories"][0]
    body = connection.scalar(sa.select(stories.c.body).where(stories.c.id == story_id))
    if body is None:
        raise StoryGoneError(story_id)
    story = noun_of(body, Story)
    wanted = set(linked)
    found = read_articles(connection, story.articles)
    nouns: dict[str, tuple[Any, ...]] = {}
    for name in wanted & {"measures", "claims", "origins", "findings"}:
        table, noun = LINKED[name]
        order = table.c.rank if name == "findings" else table.c.place
        query = sa.select(table.c.body).where(table.c.story == story_id).order_by(order)
        nouns[name] = tuple(noun_of(body, noun) for body in connection.scalars(query))
    if "people" in wanted:
        nouns["people"] = read_people(connection, story.articles)
    if "joinings" in wanted:
        table, noun = LINKED["joinings"]
        known = [person.id for person in nouns.get("people", ())]
        nouns["joinings"] = tuple(
            noun_of(body, noun)
            for some in sliced(known)
            for body in connection.scalars(
                sa.select(table.c.body).where(table.c.person.in_(some)).order_by(table.c.person, table.c.place)
            )
        )
    kept = {key: found[key] for key in story.articles if key in found}
    resting = {a.passage.article for one in nouns.get("findings", ()) for a in one.accounts} - kept.keys()
    former = read_articles(connection, sorted(resting))
    marked = read_marks(connection, [key for key in kept if of is None or key in of], marks)
    return Record(kept, {key: Marks(key, ()) for key in kept} | marked, (story,), **nouns, former=former)


def read_people(connection: sa.Connection, ids: Sequence[str]) -> tuple[Person, ...]:
    """The people, bodies and places of some articles, each with what it is called there and nowhere else."""
    asked = (sa.select(appearances).where(appearances.c.article.in_(some)) for some in sliced(ids))
    here = together(read_named(connection.execute(query)) for query in asked)
    people = LINKED["people"][0]
    found = []
    for some in sliced(list(here)):
        query = sa.select(people.c.id, people.c.kind, people.c.name).where(people.c.id.in_(some))
        for key, kind, name in connection.execute(query):
            spellings = Counter(" ".join(mention.span.text.split()) for mention in here[key].mentions)
            forms = tuple(sorted(spellings, key=lambda form: (-spellings[form], form)))
            found.append(told(Person(key, kind, name, forms, ()), here[key]))
    return tuple(sorted(found, key=lambda person: (person.kind, person.name, person.id)))


def read_one(connection: sa.Connection, name: str, key: str) -> tuple[Any, str] | None:
    """The mark or linked noun of a table with this id, and the article it is a mark of ("" for what is linked)."""
    table, noun = {**MARKS, **LINKED}[name]
    article = table.c.article if name in MARKS else sa.literal("")
    row = connection.execute(sa.select(table.c.body, article).where(table.c.id == key)).first()
    if row is None:
        return None
    found: Any = noun_of(row[0], noun)
    return next(with_appearances(connection, [found])) if noun is Person else found, row[1]
