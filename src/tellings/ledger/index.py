"""What the ledger is searched by: small tables written together with the nouns, so that no reader loads the whole.

`arrivals` tells when an article came in, `placed` its story, `former` where a story went whose id has changed,
`passages` every text of a current article that can be searched (see `fulltext`), `changes` counts the writings, so that
a reader can keep what it made of the same number, and `meta` holds how many stories there are. All of it follows from
the rest of the ledger, but for the times of arrival and where stories went.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

import sqlalchemy as sa

from tellings.grammar.calendar import read_day
from tellings.ledger.appearances import keep_appearances
from tellings.ledger.fulltext import outlet_tag, speaker_tags
from tellings.ledger.reads import read_articles, read_marks
from tellings.ledger.rows import BATCH, Row, clipped, now, put, put_missing, remove, sliced
from tellings.ledger.schema import (
    DAY,
    LINKED,
    arrivals,
    articles,
    changes,
    former,
    meta,
    passages,
    placed,
)
from tellings.model import Article, Marks, Person, Span, Story
from tellings.named import by_article
from tellings.nouns import noun_of

_SEARCHED = ("sentences", "statements", "figures", "names")  # of the marks
_STORIES = "stories"  # in `meta`: how many there are
_ALL_STORIES = sa.select(sa.func.count()).select_from(LINKED["stories"][0])


def index_articles(connection: sa.Connection, pairs: Sequence[tuple[Article, Marks]]) -> None:
    """Put articles and their marks, new or read anew, where they are searched."""
    if not pairs:
        return
    at, ids = now(), [article.id for article, _ in pairs]
    remove(connection, passages.c.article, ids)
    put_missing(connection, arrivals, [{"article": key, "at": at} for key in ids])
    rows = [row for article, marks in pairs for row in _passages(article, marks)]
    first = connection.scalar(sa.select(changes.c.passages)) or 0
    for number, row in enumerate(rows, first + 1):
        row["id"] = first_id(row["day"]) + number
    for some in sliced(rows, BATCH):
        connection.execute(passages.insert(), some)
    count_writing(connection, passages=len(rows))


def index_anew(connection: sa.Connection) -> None:
    """Make all of this of what a ledger holds; only arrivals, and where stories went, stay as they were.

    Of people it takes what older ledgers told in their rows.
    """
    for table in (passages, placed):
        connection.execute(table.delete())
    current = sa.select(articles.c.id).where(articles.c.current).order_by(articles.c.number)
    index_again(connection, connection.scalars(current).all())
    bodies = connection.scalars(sa.select(LINKED["stories"][0].c.body)).all()
    for part in sliced(bodies, BATCH):
        index_stories(connection, (), [noun_of(body, Story) for body in part])
    count_stories(connection)
    people = (noun_of(body, Person) for body in connection.scalars(sa.select(LINKED["people"][0].c.body)).all())
    if older := by_article(people):
        keep_appearances(connection, older.items())


def index_again(connection: sa.Connection, ids: Sequence[str]) -> None:
    """Put articles that are in the ledger where they are searched."""
    for some in sliced(ids, 100):
        found, marks = read_articles(connection, some), read_marks(connection, some, _SEARCHED)
        index_articles(connection, [(found[key], marks[key]) for key in some])


def forget_older(connection: sa.Connection, keys: Sequence[str]) -> None:
    """Take out of the search what is no longer the current version of articles with these keys."""
    for some in sliced(keys):
        older = sa.select(articles.c.id).where(articles.c.key.in_(some), articles.c.current.is_(False))
        connection.execute(passages.delete().where(passages.c.article.in_(older)))


def first_id(day: str) -> int:
    """The number below all ids of passages of an ISO day; days that are none come before all others."""
    found = read_day(day)
    return found.toordinal() * DAY if found else 0


def index_stories(connection: sa.Connection, gone: Collection[str], changed: Iterable[Story]) -> None:
    """Put changed stories where they are found by article; an older id of a story still leads to it."""
    changed = [*changed]
    remove(connection, placed.c.story, [*gone, *(story.id for story in changed)])
    put(connection, placed, ({"article": key, "story": story.id} for story in changed for key in story.articles))
    put(connection, former, ({"story": s.id, "article": s.articles[0]} for s in changed if s.articles))


def count_stories(connection: sa.Connection) -> None:
    """Note how many stories there are now: a page that tells it need not go through all of them."""
    total = connection.scalar(_ALL_STORIES) or 0
    put(connection, meta, [{"key": _STORIES, "value": str(total)}])


def stories_counted(connection: sa.Connection) -> int:
    """How many stories there are; counted where a ledger was last linked before that was noted."""
    noted = connection.scalar(sa.select(meta.c.value).where(meta.c.key == _STORIES))
    return int(noted) if noted else connection.scalar(_ALL_STORIES) or 0


def count_writing(connection: sa.Connection, passages: int = 0) -> None:
    """Note that something was written, and how many passages came in."""
    values = {"number": changes.c.number + 1, "passages": changes.c.passages + passages}
    connection.execute(changes.update().values(**values))


def _passages(article: Article, marks: Marks) -> Iterator[Row]:
    """Everything of an article that can be searched: its sentences, statements, figures and names (each name once)."""
    day = article.published[:10]
    outlet = outlet_tag(clipped(article.outlet))

    def row(kind: str, span: Span, text: str, *, speaker: str = "", on: str = "") -> Row:
        where = {"article": article.id, "kind": kind, "start": span.start, "end": span.end}
        tags = " ".join(filter(None, [*speaker_tags(speaker), outlet]))
        return where | {"speaker": speaker, "day": on or day, "text": text, "tags": tags}

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
