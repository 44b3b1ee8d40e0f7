"""A SQLite file of plain tables with keys between them, full text search and views, and what Datasette says of them.

`datasette tellings.db -m metadata.json` shows it; any other reader of SQLite takes the file alone.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from tellings.model import Record
from tellings.show.exports.cells import flat
from tellings.show.exports.columns import Column
from tellings.show.exports.relations import Relation, relation_list, relations

_TYPES: Final = {"text": "TEXT", "number": "REAL", "count": "INTEGER", "flag": "INTEGER", "json": "TEXT"}
_SEARCHED: Final[Mapping[str, tuple[str, ...]]] = {
    "articles": ("title", "text", "outlet"),
    "statements": ("content", "speaker"),
    "people": ("name", "spellings"),
}
_LABELS: Final = {"articles": "title", "stories": "title", "people": "name", "measures": "label", "claims": "label",
                  "statements": "content", "findings": "about", "figures": "text", "origins": "who"}  # fmt: skip
_VIEWS: Final[Mapping[str, tuple[str, str]]] = {
    "said": (
        "Who said what, where it was published",
        """SELECT s.said_on, s.speaker, s.stance, s.content, s.form, a.outlet, a.title, a.published, a.url,
             s.id AS statement, s.article, s.person
           FROM statements s JOIN articles a ON a.id = s.article""",
    ),
    "courses": (
        "Each measure's figures in the order of the day they speak for",
        """SELECT m.label, f.as_of, f.low, f.high, f.unit, f.bound, f.said_by, f.text, a.outlet, a.published, a.url,
             m.id AS measure, f.id AS figure, f.article
           FROM measures m JOIN figures f ON f.measure = m.id JOIN articles a ON a.id = f.article
           ORDER BY m.label, m.id, f.as_of, a.published""",
    ),
    "differences": (
        "The findings with every side of each; nothing here says who is right",
        """SELECT n.kind, n.rank, n.about, c.value, c.source, c.day, c.text, a.outlet, a.title, a.published, a.url,
             n.id AS finding, n.story, c.article
           FROM findings n JOIN accounts c ON c.finding = n.id JOIN articles a ON a.id = c.article
           ORDER BY n.story, n.rank, c.number""",
    ),
    "spellings": (
        "How often each outlet writes a name in which way",
        """SELECT p.name, n.text AS spelling, a.outlet, count(*) AS times, p.kind, p.id AS person
           FROM names n JOIN people p ON p.id = n.entity JOIN articles a ON a.id = n.article
           GROUP BY p.id, n.text, a.outlet ORDER BY p.name, times DESC""",
    ),
}
_QUERIES: Final = {
    "search_statements": {
        "title": "Who said what about …",
        "sql": "SELECT said.* FROM said JOIN statements ON statements.id = said.statement WHERE statements.rowid IN "
        "(SELECT rowid FROM statements_fts WHERE statements_fts MATCH escape_fts(:words)) ORDER BY said.published",
    }
}


def write(record: Record, folder: Path) -> list[Path]:
    """Write `tellings.db`, in place of one that is there, and `metadata.json`."""
    database, metadata = folder / "tellings.db", folder / "metadata.json"
    database.unlink(missing_ok=True)
    connection = sqlite3.connect(database)
    try:
        with connection:
            _fill(connection, record)
        connection.execute("ANALYZE")
    finally:
        connection.close()
    metadata.write_text(json.dumps(describe(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return [database, metadata]


def describe() -> dict[str, Any]:
    """What Datasette says of the tables: titles, what every column holds and in which unit, what to count by."""
    tables: dict[str, Any] = {
        one.name: {
            "title": _title(one.name),
            "description": one.about,
            "columns": {column.name: column.about for column in one.columns},
            "facets": list(one.facets),
        }
        | ({"label_column": _LABELS[one.name]} if one.name in _LABELS else {})
        for one in relation_list()
    }
    views = {name: {"title": _title(name), "description": about} for name, (about, _) in _VIEWS.items()}
    return {
        "title": "Tellings",
        "description": "What the articles say, who said it, and where the accounts differ. It never says what is true.",
        "databases": {"tellings": {"tables": tables | views, "queries": _QUERIES}},
    }


def _fill(connection: sqlite3.Connection, record: Record) -> None:
    described = {one.name: one for one in relation_list()}
    for one in described.values():
        connection.execute(_create(one, described))
    for name, rows in relations(record).items():
        names = [column.name for column in described[name].columns]
        # One id is one thing: an id that comes twice is the same row twice.
        insert = f'INSERT OR IGNORE INTO "{name}" VALUES ({", ".join("?" * len(names))})'  # noqa: S608 - our own names
        connection.executemany(insert, ([flat(row[column]) for column in names] for row in rows))
    for one in described.values():
        for column in one.refers:
            connection.execute(f'CREATE INDEX "{one.name}_{column}" ON "{one.name}" ("{column}")')
    for name, searched in _SEARCHED.items():
        connection.execute(f'CREATE VIRTUAL TABLE {name}_fts USING fts5({", ".join(searched)}, content="{name}")')
        connection.execute(f"INSERT INTO {name}_fts ({name}_fts) VALUES ('rebuild')")  # noqa: S608
    for name, (_, select) in _VIEWS.items():
        connection.execute(f"CREATE VIEW {name} AS {select}")


def _create(one: Relation, described: Mapping[str, Relation]) -> str:
    """The statement that makes a table."""
    keys = [
        f'FOREIGN KEY ("{column}") REFERENCES "{other}" ("{described[other].key}")'
        for column, other in one.refers.items()
    ]
    return f'CREATE TABLE "{one.name}" ({", ".join([*(_column(column, one.key) for column in one.columns), *keys])})'


def _column(column: Column, key: str) -> str:
    kind = column.type.rstrip("?")
    return f'"{column.name}" {_TYPES[kind]}{" PRIMARY KEY" if column.name == key else ""}'


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()
