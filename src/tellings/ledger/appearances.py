"""Where people are named: a row for each person and article, and no other place in the ledger tells it.

A person's own row tells what it is called; were its mentions there too, that of a head of state would grow with every
article and be written anew with each.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import sqlalchemy as sa

from tellings.ledger.rows import BATCH, put, sliced
from tellings.ledger.schema import appearances
from tellings.model import Passage, Person, Span, Title
from tellings.named import Appearance, Appearances, together, told

_ARTICLES = 200  # whose rows are compared at once


def keep_appearances(connection: sa.Connection, named: Iterable[tuple[str, Mapping[str, Appearance]]]) -> None:
    """Make the table tell this of these articles, and of no others: what differs is written.

    `named` tells of each article who is named in it, by the person's id.
    """
    source = iter(named)
    empty = connection.scalar(sa.select(sa.literal(1)).select_from(appearances).limit(1)) is None
    kept: set[str] = set()
    while some := list(islice(source, _ARTICLES)):
        rows = {(person, article): _body(here) for article, who in some for person, here in who.items()}
        ids = [article for article, _ in some]
        kept.update(ids)
        there: dict[tuple[str, str], str] = {}
        for few in () if empty else sliced(ids):
            query = sa.select(appearances).where(appearances.c.article.in_(few))
            there |= {(row.person, row.article): row.body for row in connection.execute(query)}
        _remove(connection, [key for key in there if key not in rows])
        put(
            connection,
            appearances,
            ({"person": p, "article": a, "body": body} for (p, a), body in rows.items() if there.get((p, a)) != body),
        )
    if not empty:
        _forget_others(connection, kept)


def with_appearances(connection: sa.Connection, people: Iterable[Person]) -> Iterator[Person]:
    """The people with all their mentions and titles."""
    source = iter(people)
    query = sa.select(appearances).order_by(appearances.c.person, appearances.c.article)
    while some := list(islice(source, BATCH)):
        found: Appearances = {}
        for few in sliced([person.id for person in some]):
            found |= read_named(connection.execute(query.where(appearances.c.person.in_(few))))
        for one in some:
            yield told(one, found.get(one.id, Appearance([], [])))


def read_named(rows: Iterable[Any]) -> Appearances:
    """What rows (person, article, body) tell."""
    return together({person: _read(article, body)} for person, article, body in rows)


def _read(article: str, body: str) -> Appearance:
    found = json.loads(body)
    return Appearance(
        [Passage(article, Span(**span)) for span in found["mentions"]],
        [Title(Passage(article, Span(**one["span"])), one["title"], one["of"]) for one in found["titles"]],
    )


def _body(named: Appearance) -> str:
    """A row's body; the order of what it tells is that of the article."""
    mentions = [_span(mention) for mention in named.mentions]
    titles = [{"span": _span(one.passage), "title": one.title, "of": one.of} for one in named.titles]
    return json.dumps({"mentions": mentions, "titles": titles}, ensure_ascii=False)


def _span(passage: Passage) -> dict[str, int | str]:
    return {"start": passage.span.start, "end": passage.span.end, "text": passage.span.text}


def _remove(connection: sa.Connection, keys: Sequence[tuple[str, str]]) -> None:
    if not keys:
        return
    one: Any = sa.and_(appearances.c.person == sa.bindparam("p"), appearances.c.article == sa.bindparam("a"))
    connection.execute(sa.delete(appearances).where(one), [{"p": person, "a": article} for person, article in keys])


def _forget_others(connection: sa.Connection, kept: set[str]) -> None:
    """Remove the rows of articles that are not among these."""
    gone = set(connection.scalars(sa.select(appearances.c.article).distinct())) - kept
    for few in sliced(sorted(gone)):
        connection.execute(sa.delete(appearances).where(appearances.c.article.in_(few)))
