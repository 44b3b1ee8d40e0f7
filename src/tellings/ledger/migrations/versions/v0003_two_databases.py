"""Tables for both databases: what stood in the order of rows is a column, passages are searched by kind and in time.

Ledgers of the version before may lack the tables for searching, for readings and for feeds, which came one by one.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
MARKS = ("sentences", "quotations", "statements", "figures", "dates", "names", "roles", "events")
PLACED = {"joinings": "person", "measures": "story", "claims": "story", "origins": "story"}
LINKED = ("stories", "people", *PLACED, "findings")
KINDS = ("statement", "figure", "name", "text")
SIGNS = "-/.@:&?=#%+~*<>_"  # PostgreSQL's parser takes them for parts of hosts, files, numbers, tags, compound words
READINGS = ("outcome", "path", "place", "at", "version", "article", "words", "cause", "sha256", "kind")


def upgrade() -> None:
    """Bring the tables to this version."""
    there = set(sa.inspect(op.get_bind()).get_table_names())
    _articles()
    _marks()
    _linked()
    _found_by(there)
    _readings(there)
    _feeds(there)
    if "proposals" not in there:
        _proposals()
    _passages(there)


def _words(table: str, *names: str, keys: tuple[str, ...] = (), more: Sequence[Any] = ()) -> None:
    op.create_table(table, *(sa.Column(name, WORDS, primary_key=name in keys) for name in names), *more)


def _number(table: str, order: str = "rowid") -> None:
    """Number the rows of a table as SQLite keeps them; in PostgreSQL there are none yet."""
    op.add_column(table, sa.Column("number", sa.Integer))
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"UPDATE {table} SET number = o.n FROM (SELECT rowid AS r, row_number() OVER "  # noqa: S608
            f"(ORDER BY {order}) AS n FROM {table}) AS o WHERE o.r = {table}.rowid"
        )
    op.create_index(f"ix_{table}_number", table, ["number"])


def _place(table: str, whole: str, order: str) -> None:
    """Number the rows of each whole from 0."""
    op.add_column(table, sa.Column("place", sa.Integer))
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"UPDATE {table} SET place = o.n - 1 FROM (SELECT rowid AS r, row_number() OVER "  # noqa: S608
            f"(PARTITION BY {whole} ORDER BY {order}) AS n FROM {table}) AS o WHERE o.r = {table}.rowid"
        )


def _articles() -> None:
    _number("articles")


def _marks() -> None:
    for name in MARKS:
        _place(name, "article", "start, rowid")
        op.drop_index(f"{name}_article", name)
        op.create_index(f"{name}_article_place", name, ["article", "place"])
    op.execute("DROP INDEX IF EXISTS statements_speaker")  # no question needs it


def _linked() -> None:
    for name in LINKED:
        op.add_column(name, sa.Column("digest", WORDS))
    for name, whole in PLACED.items():
        _place(name, whole, "rowid")
        if whole == "story":
            op.drop_index(f"{name}_story", name)
        op.create_index(f"{name}_{whole}_place", name, [whole, "place"])
    op.drop_index("findings_story", "findings")
    op.create_index("findings_story_rank", "findings", ["story", "rank"])
    op.add_column("stories", sa.Column("size", sa.Integer))
    if op.get_bind().dialect.name == "sqlite":
        op.execute("UPDATE stories SET size = json_array_length(body, '$.articles')")
    _words("weighed", "story", "stamp", keys=("story",))
    op.create_index("stories_last_first_id", "stories", ["last", "first", "id"])


def _found_by(there: set[str]) -> None:
    if "arrivals" not in there:
        _words("arrivals", "article", "at", keys=("article",))
        _words("placed", "article", "story", keys=("article",))
        op.create_index("ix_placed_story", "placed", ["story"])
        _words("former", "story", "article", keys=("story",))
        _words("appearances", "person", "article", "body", keys=("person", "article"))
        op.create_index("ix_appearances_article", "appearances", ["article"])
        op.create_table("changes", sa.Column("number", sa.Integer))
        op.execute("INSERT INTO changes (number) VALUES (0)")
    op.add_column("changes", sa.Column("passages", sa.BigInteger))
    op.execute("UPDATE changes SET passages = 0")


def _readings(there: set[str]) -> None:
    if "readings" not in there:
        more = (*(sa.Column(name, WORDS) for name in ("beside", "within")), sa.Column("size", sa.BigInteger))
        _words("readings", "id", *READINGS, keys=("id",), more=more)
        for name in ("article", "sha256"):
            op.create_index(f"ix_readings_{name}", "readings", [name])
    _number("readings", "at, rowid")
    op.create_table("inputs", sa.Column("sha256", WORDS, primary_key=True), sa.Column("raw", sa.LargeBinary))


def _feeds(there: set[str]) -> None:
    if "told" in there:
        op.execute("INSERT INTO meta (key, value) VALUES ('watched', 'yes')")
        return
    _words("feeds", "url", "etag", "modified", "until", keys=("url",), more=(sa.Column("failures", sa.Integer),))
    _words("entries", "feed", "key", "stamp", keys=("feed", "key"), more=(sa.Column("tries", sa.Integer),))
    _words("told", "finding", keys=("finding",))


def _proposals() -> None:
    names = ("sort", "article", "address", "model", "host", "prompt", "at", "body")
    _words("proposals", "id", *names, keys=("id",), more=(sa.Column("number", sa.Integer),))
    for name in ("number", "article", "address"):
        op.create_index(f"ix_proposals_{name}", "proposals", [name])
    number = sa.Column("number", sa.Integer, primary_key=True)
    _words("verdicts", "proposal", "ruling", "who", "at", "why", "decision", more=(number,))
    op.create_index("ix_verdicts_proposal", "verdicts", ["proposal"])
    _words("questions", "about", "reader", "at", keys=("about", "reader"))


def _passages(there: set[str]) -> None:
    """A table of their own; `upgrade` fills it again from the articles of an older ledger."""
    if "found" in there:
        op.execute("DROP TABLE found")
    if "passages" in there:
        op.drop_table("passages")
    server = op.get_bind().dialect.name == "postgresql"
    # On a server a part for each kind, of which it then knows how frequent a word is there.
    op.create_table(
        "passages",
        sa.Column("id", BIG, primary_key=True, autoincrement=False),
        sa.Column("kind", WORDS, primary_key=server, nullable=False),
        *(sa.Column(name, sa.Integer) for name in ("start", "end")),
        *(sa.Column(name, WORDS) for name in ("article", "speaker", "day", "text", "tags")),
        postgresql_partition_by="LIST (kind)",
    )
    op.create_index("ix_passages_article", "passages", ["article"])
    op.create_index("passages_kind_id", "passages", ["kind", "id"])
    if server:
        _full_text_of_postgresql()
    else:
        _full_text_of_sqlite()


def _full_text_of_sqlite() -> None:
    for kind in KINDS:
        # Words by their stem and without accents: "troop" finds "troops", "Zurich" finds "Zürich".
        op.execute(
            f"CREATE VIRTUAL TABLE found_{kind} USING fts5(text, tags, content='passages', content_rowid='id', "
            "tokenize='porter unicode61 remove_diacritics 2')"
        )
        op.execute(
            f"CREATE TRIGGER passages_in_{kind} AFTER INSERT ON passages WHEN new.kind = '{kind}' BEGIN "  # noqa: S608
            f"INSERT INTO found_{kind}(rowid, text, tags) VALUES (new.id, new.text, new.tags); END"
        )
        op.execute(
            f"CREATE TRIGGER passages_out_{kind} AFTER DELETE ON passages WHEN old.kind = '{kind}' BEGIN "  # noqa: S608
            f"INSERT INTO found_{kind}(found_{kind}, rowid, text, tags) "
            "VALUES ('delete', old.id, old.text, old.tags); END"
        )


def _full_text_of_postgresql() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS unaccent")
    # Stems without stop words: every word can be searched for, as in SQLite.
    op.execute("CREATE TEXT SEARCH DICTIONARY ledger_stem (TEMPLATE = snowball, LANGUAGE = english)")
    op.execute("CREATE TEXT SEARCH CONFIGURATION ledger_words (COPY = simple)")
    op.execute(
        "ALTER TEXT SEARCH CONFIGURATION ledger_words ALTER MAPPING FOR asciiword, word, numword, asciihword, hword, "
        "numhword, hword_asciipart, hword_part, hword_numpart WITH unaccent, ledger_stem"
    )
    # A tsvector holds a megabyte: of a passage longer than 100,000 characters only so much is searched.
    op.execute(
        "ALTER TABLE passages ADD COLUMN words tsvector GENERATED ALWAYS AS (to_tsvector('ledger_words', "
        f"translate(left(coalesce(text, ''), 100000), '{SIGNS}', '{' ' * len(SIGNS)}')) "
        "|| array_to_tsvector(string_to_array(coalesce(tags, ''), ' '))) STORED"
    )
    op.execute("CREATE INDEX passages_words ON passages USING gin (words)")
    for kind in KINDS:
        op.execute(f"CREATE TABLE passages_{kind} PARTITION OF passages FOR VALUES IN ('{kind}')")
