"""The tables of a ledger, the same in SQLite and in PostgreSQL; `migrations` makes them and mends older ones.

Each noun is a row: the columns that are searched by, and `body`, the whole noun as JSON. Rows that make up a whole
tell their `place` in it, since a database keeps no order. All text is compared by code points, in both databases.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from tellings.model import Claim, Finding, Joining, Measure, Origin, Person, Story
from tellings.nouns import MARKED

DAY = 1 << 40  # an id of a passage is its day, as an ordinal, times this, and a running number
INDEXED_AT_MOST = 400  # characters of an indexed value: PostgreSQL's B-trees take 2,704 bytes


class Words(sa.TypeDecorator[str]):
    """Text that any input may hold: what a database cannot (NUL, halves of surrogate pairs) becomes U+FFFD."""

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> Any:
        """In PostgreSQL compared by code points, as SQLite does, whatever the locale of the database."""
        return dialect.type_descriptor(sa.Text(collation="C") if dialect.name == "postgresql" else sa.Text())

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> str | None:
        """The text as a database can hold it."""
        return value if value is None or (value.isascii() and "\0" not in value) else harmless(value)


def harmless(text: str) -> str:
    """A text without NUL and without halves of surrogate pairs."""
    try:
        text.encode()
    except UnicodeEncodeError:
        text = "".join("\ufffd" if "\ud800" <= sign <= "\udfff" else sign for sign in text)
    return text.replace("\0", "\ufffd")


tables = sa.MetaData()

meta = sa.Table("meta", tables, sa.Column("key", Words, primary_key=True), sa.Column("value", Words))
articles = sa.Table(
    "articles",
    tables,
    sa.Column("id", Words, primary_key=True),
    sa.Column("number", sa.Integer, index=True),  # in the order in which they came
    sa.Column("key", Words, index=True),  # the address or path: versions of one article share it
    sa.Column("current", sa.Boolean, index=True),
    sa.Column("path", Words),
    sa.Column("outlet", Words, index=True),
    sa.Column("published", Words, index=True),
    sa.Column("title", Words),
    sa.Column("body", Words),
)
decisions = sa.Table(
    "decisions",
    tables,
    sa.Column("number", sa.Integer, primary_key=True),  # in the order in which they were taken
    sa.Column("id", Words, unique=True),
    sa.Column("kind", Words),
    sa.Column("who", Words),
    sa.Column("when", Words),
    sa.Column("body", Words),
)


def _noun(name: str, *columns: str, indexed: tuple[str, ...] = ()) -> sa.Table:
    numbers = ("start", "rank", "place", "size")
    return sa.Table(
        name,
        tables,
        sa.Column("id", Words, primary_key=True),
        *(sa.Column(column, sa.Integer if column in numbers else Words) for column in columns),
        sa.Column("body", Words),
        *([sa.Index(f"{name}_{'_'.join(indexed)}", *indexed)] if indexed else []),
    )


def _mark(name: str, *columns: str) -> sa.Table:
    return _noun(name, "article", "start", *columns, "place", indexed=("article", "place"))


_MARKS = {
    "sentences": (),
    "quotations": (),
    "statements": ("speaker", "stance", "text"),
    "figures": ("counted", "unit", "text"),
    "dates": ("value", "text"),
    "names": ("kind", "full", "text"),
    "roles": ("person", "title", "text"),
    "events": ("lemma", "text"),
}
MARKS: Mapping[str, tuple[sa.Table, type]] = {
    name: (_mark(name, *columns), MARKED[name]) for name, columns in _MARKS.items()
}
# `digest` is a hash of the row, by which a writing finds what changed. Stories and people come in an order of their
# own; the others have their `place` within a story, or within a person's entry.
LINKED: Mapping[str, tuple[sa.Table, type]] = {
    "stories": (
        _noun("stories", "title", "first", "last", "size", "digest", indexed=("last", "first", "id")),
        Story,
    ),
    "people": (_noun("people", "kind", "name", "digest"), Person),
    "joinings": (
        _noun("joinings", "person", "one", "other", "place", "digest", indexed=("person", "place")),
        Joining,
    ),
    "measures": (_noun("measures", "story", "label", "place", "digest", indexed=("story", "place")), Measure),
    "claims": (_noun("claims", "story", "label", "place", "digest", indexed=("story", "place")), Claim),
    "origins": (_noun("origins", "story", "kind", "who", "place", "digest", indexed=("story", "place")), Origin),
    "findings": (
        _noun("findings", "story", "kind", "rank", "about", "digest", indexed=("story", "rank")),
        Finding,
    ),
}

# What each story was weighed from (see `linking`): with the same stamp its rows stay as they are.

weighed = sa.Table(
    "weighed",
    tables,
    sa.Column("story", Words, primary_key=True),
    sa.Column("stamp", Words),
)

# The order in which all of a kind are told; `size` is the number of a story's articles, the largest first.
ORDER: Mapping[str, tuple[str, ...]] = {
    "stories": ("size", "first", "id"),
    "people": ("kind", "name", "id"),
    "joinings": ("person", "place"),
    "measures": ("story", "place"),
    "claims": ("story", "place"),
    "origins": ("story", "place"),
    "findings": ("story", "rank", "id"),
}

# What the ledger is searched by (see `index`).

arrivals = sa.Table(
    "arrivals",
    tables,
    sa.Column("article", Words, primary_key=True),
    sa.Column("at", Words),  # ISO date-time in UTC, to the second
)
placed = sa.Table(
    "placed",
    tables,
    sa.Column("article", Words, primary_key=True),
    sa.Column("story", Words, index=True),
)
former = sa.Table(
    "former",
    tables,
    sa.Column("story", Words, primary_key=True),
    sa.Column("article", Words),
)
appearances = sa.Table(
    "appearances",
    tables,
    sa.Column("person", Words, primary_key=True),
    sa.Column("article", Words, primary_key=True, index=True),
    sa.Column("body", Words),  # {"mentions": [span …], "titles": [{"span", "title", "of"} …]}
)
passages = sa.Table(
    "passages",
    tables,
    # The day (as an ordinal) above a running number: in order of the id, passages are in order of time.
    sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=False),
    sa.Column("article", Words, index=True),
    sa.Column("kind", Words, nullable=False),  # text, statement, figure, name
    sa.Column("start", sa.Integer),
    sa.Column("end", sa.Integer),
    sa.Column("speaker", Words),
    sa.Column("day", Words),  # ISO: when it was said, what it speaks for, else when it was published
    sa.Column("text", Words),
    sa.Column("tags", Words),  # the speaker's words as @word, the outlet as #hash: what narrows a search by words
    sa.Index("passages_kind_id", "kind", "id"),
)
changes = sa.Table("changes", tables, sa.Column("number", sa.Integer), sa.Column("passages", sa.BigInteger))

# Where everything came from (see `custody`).

readings = sa.Table(
    "readings",
    tables,
    sa.Column("id", Words, primary_key=True),
    sa.Column("number", sa.Integer, index=True),  # in the order in which they were made
    sa.Column("outcome", Words),
    sa.Column("path", Words),
    sa.Column("place", Words),
    sa.Column("at", Words),
    sa.Column("version", Words),
    sa.Column("article", Words, index=True),
    sa.Column("words", Words),
    sa.Column("cause", Words),
    sa.Column("sha256", Words, index=True),
    sa.Column("size", sa.BigInteger),
    sa.Column("kind", Words),
    sa.Column("beside", Words),
    sa.Column("within", Words),
)
inputs = sa.Table(  # on a server; a ledger that is a file has a folder beside it instead
    "inputs",
    tables,
    sa.Column("sha256", Words, primary_key=True),
    sa.Column("raw", sa.LargeBinary),
)

# What feeds were asked and what they told (see `watch`).

feeds = sa.Table(
    "feeds",
    tables,
    sa.Column("url", Words, primary_key=True),
    sa.Column("etag", Words),
    sa.Column("modified", Words),
    sa.Column("failures", sa.Integer),  # in a row
    sa.Column("until", Words),  # ISO, UTC: when it may be asked again, "" at once
)
entries = sa.Table(
    "entries",
    tables,
    sa.Column("feed", Words, primary_key=True),
    sa.Column("key", Words, primary_key=True),
    sa.Column("stamp", Words),  # "" where its page is still to be fetched
    sa.Column("tries", sa.Integer),
)
told = sa.Table("told", tables, sa.Column("finding", Words, primary_key=True))

# What a second reader proposed (see `second_reader`).

proposals = sa.Table(
    "proposals",
    tables,
    sa.Column("id", Words, primary_key=True),
    sa.Column("number", sa.Integer, index=True),  # in the order in which they came
    sa.Column("sort", Words),
    sa.Column("article", Words, index=True),
    sa.Column("address", Words, index=True),  # of the article, which its versions share
    sa.Column("model", Words),
    sa.Column("host", Words),
    sa.Column("prompt", Words),
    sa.Column("at", Words),  # ISO date-time in UTC
    sa.Column("body", Words),
)
verdicts = sa.Table(
    "verdicts",
    tables,
    sa.Column("number", sa.Integer, primary_key=True),  # in the order in which they were taken
    sa.Column("proposal", Words, index=True),
    sa.Column("ruling", Words),
    sa.Column("who", Words),
    sa.Column("at", Words),
    sa.Column("why", Words),
    sa.Column("decision", Words),  # the joining that an accepted one became
)
questions = sa.Table(
    "questions",
    tables,
    sa.Column("about", Words, primary_key=True),  # an article's id, or a hash of what was asked about a story
    sa.Column("reader", Words, primary_key=True),
    sa.Column("at", Words),
)
