"""What the ledger is searched by: small tables written together with the nouns, so that no reader loads the whole.

`arrivals` tells when an article came in, `placed` its story, `former` where a story went whose id has changed,
`appearances` a person's mentions and titles article by article, `passages` every text that can be searched (with
SQLite's FTS5 over it), `changes` counts the writings, so that a reader can keep what it made of the same number. All
of it follows from the rest of the ledger, but for the times of arrival.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from tellings.model import Article, Marks, Person, Span, Story

_meta = sa.MetaData()
arrivals = sa.Table(
    "arrivals",
    _meta,
    sa.Column("article", sa.String, primary_key=True),
    sa.Column("at", sa.String),  # ISO date-time in UTC, to the second
)
placed = sa.Table(
    "placed",
    _meta,
    sa.Column("article", sa.String, primary_key=True),
    sa.Column("story", sa.String, index=True),
)
former = sa.Table(
    "former",
    _meta,
    sa.Column("story", sa.String, primary_key=True),
    sa.Column("article", sa.String),
)
appearances = sa.Table(
    "appearances",
    _meta,
    sa.Column("person", sa.String, primary_key=True),
    sa.Column("article", sa.String, primary_key=True, index=True),
    sa.Column("body", sa.Text),  # {"mentions": [span …], "titles": [{"span", "title", "of"} …]}
)
passages = sa.Table(
    "passages",
    _meta,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("article", sa.String, index=True),
    sa.Column("kind", sa.String),  # text, statement, figure, name
    sa.Column("start", sa.Integer),
    sa.Column("end", sa.Integer),
    sa.Column("speaker", sa.String),
    sa.Column("day", sa.String),  # ISO: when it was said, what it speaks for, else when it was published
    sa.Column("text", sa.Text),
)
changes = sa.Table("changes", _meta, sa.Column("number", sa.Integer))
_FULL_TEXT = (
    # Words by their stem and without accents: "troop" finds "troops", "Zurich" finds "Zürich".
    "CREATE VIRTUAL TABLE found USING fts5(text, content='passages', content_rowid='id', "
    "tokenize='porter unicode61 remove_diacritics 2')",
    "CREATE TRIGGER passages_in AFTER INSERT ON passages BEGIN "
    "INSERT INTO found(rowid, text) VALUES (new.id, new.text); END",
    "CREATE TRIGGER passages_out AFTER DELETE ON passages BEGIN "
    "INSERT INTO found(found, rowid, text) VALUES ('delete', old.id, old.text); END",
)

Row = dict[str, Any]


def missing(connection: sa.Connection) -> bool:
    """Whether a ledger has no index yet."""
    return not sa.inspect(connection).has_table("passages")


def create(connection: sa.Connection) -> None:
    """Make the tables in a ledger that has none of them."""
    _meta.create_all(connection)
    connection.execute(changes.insert(), {"number": 0})
    if connection.dialect.name == "sqlite":
        for statement in _FULL_TEXT:
            connection.exec_driver_sql(statement)


def index_articles(connection: sa.Connection, pairs: Sequence[tuple[Article, Marks]]) -> None:
    """Put articles and their marks, new or read anew, where they are searched."""
    if not pairs:
        return
    now = datetime.now(UTC).isoformat(timespec="seconds")
    ids = [article.id for article, _ in pairs]
    connection.execute(passages.delete().where(passages.c.article == sa.bindparam("key")), [{"key": i} for i in ids])
    known = {i for i in ids if connection.scalar(sa.select(arrivals.c.at).where(arrivals.c.article == i))}
    if arrived := [{"article": i, "at": now} for i in ids if i not in known]:
        connection.execute(arrivals.insert(), arrived)
    rows = [row for article, marks in pairs for row in _passages(article, marks)]
    if rows:
        connection.execute(passages.insert(), rows)
    _count(connection)


def index_links(connection: sa.Connection, stories: Iterable[Story], people: Iterable[Person]) -> None:
    """Put stories and people where they are found by article; an older id of a story still leads to it."""
    stories = [*stories]
    connection.execute(placed.delete())
    connection.execute(appearances.delete())
    rows = [{"article": article, "story": story.id} for story in stories for article in story.articles]
    firsts = [{"story": story.id, "article": story.articles[0]} for story in stories if story.articles]
    for table, made in ((placed, rows), (appearances, [*_appearances(people)])):
        if made:
            connection.execute(table.insert(), made)
    if firsts:
        connection.execute(
            former.delete().where(former.c.story == sa.bindparam("key")), [{"key": f["story"]} for f in firsts]
        )
        connection.execute(former.insert(), firsts)
    _count(connection)


def _count(connection: sa.Connection) -> None:
    connection.execute(changes.update().values(number=changes.c.number + 1))


def _appearances(people: Iterable[Person]) -> Iterator[Row]:
    for person in people:
        here: dict[str, dict[str, list[Any]]] = {}
        for mention in person.mentions:
            here.setdefault(mention.article, {"mentions": [], "titles": []})["mentions"].append(asdict(mention.span))
        for title in person.titles:
            at = here.setdefault(title.passage.article, {"mentions": [], "titles": []})
            at["titles"].append({"span": asdict(title.passage.span), "title": title.title, "of": title.of})
        for article, body in here.items():
            yield {"person": person.id, "article": article, "body": json.dumps(body, ensure_ascii=False)}


def _passages(article: Article, marks: Marks) -> Iterator[Row]:
    """Everything of an article that can be searched: its sentences, statements, figures and names (each name once)."""
    day = article.published[:10]

    def row(kind: str, span: Span, text: str, *, speaker: str = "", on: str = "") -> Row:
        where = {"article": article.id, "kind": kind, "start": span.start, "end": span.end}
        return where | {"speaker": speaker, "day": on or day, "text": text}

    for span in marks.sentences:
        yield row("text", span, article.words(span))
    for statement in marks.statements:
        first, words = statement.content[0], " … ".join(article.words(span) for span in statement.content)
        yield row("statement", first, words, speaker=statement.speaker, on=statement.said_on)
    for figure in marks.figures:
        about = " ".join(filter(None, (figure.counted, figure.state, figure.place)))
        words = f"{article.words(figure.span)} · {about}" if about else article.words(figure.span)
        yield row("figure", figure.span, words, speaker=figure.said_by, on=figure.as_of)
    seen: set[str] = set()
    for name in marks.names:
        words = article.words(name.span)
        told = words if words == name.full else f"{words} · {name.full}"
        if told not in seen:
            seen.add(told)
            yield row("name", name.span, told)
