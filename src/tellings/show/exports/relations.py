"""The record as tables that refer to each other: what holds several things is a table of its own.

For tools that ask with SQL or look at rows one by one (Datasette, a spreadsheet). What was `path` in the tables of
`tables` is the article's id here; lists of plain words stay lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar, cast

from tellings.lexicon import table as lexicon_table
from tellings.model import Passage, Record
from tellings.show.exports.bearers import Bearer, bearers
from tellings.show.exports.columns import Column, Type, columns
from tellings.show.exports.columns import about as about_table
from tellings.show.exports.tables import tables
from tellings.show.rows import Row, article_row

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Relation:
    """A table: what a row is, its columns, which of them lead to which table's key, and which are worth counting by."""

    name: str
    about: str
    columns: tuple[Column, ...]
    refers: Mapping[str, str]
    facets: tuple[str, ...]

    @property
    def key(self) -> str:
        """The column that names a row; "" where rows have no name."""
        first = {"origins": "origin"}.get(self.name, "id")
        return first if first in {column.name for column in self.columns} else ""


@cache
def relation_list() -> tuple[Relation, ...]:
    """All tables, as `data/columns.toml` and `data/relations.toml` describe them."""
    known = lexicon_table("columns")
    found = []
    for name, more in lexicon_table("relations").items():
        drop = {*more.get("drop", ())}
        base = [column for column in columns(name) if column.name not in drop] if name in known else []
        added = [Column(key, cast(Type, kind), about) for key, kind, about in more.get("add", ())]
        about = more.get("about") or about_table(name)
        found.append(Relation(name, about, (*base, *added), more.get("refers", {}), tuple(more.get("facets", ()))))
    return tuple(found)


def relations(record: Record) -> dict[str, list[Row]]:
    """The rows of every table, each with the columns of `relation_list` in their order; an empty reference is None."""
    known, bearer = tables(record), bearers(record)
    voices = [voice for claim in record.claims for voice in claim.voices]
    made = known | {
        "articles": _articles(record, known["articles"]),
        "statements": _statements(record, known["statements"], bearer),
        "statement_spans": [span for row in known["statements"] for span in _spans(row)],
        "figures": [row | {"person": _id(bearer, row["article"], row["said_by"])} for row in known["figures"]],
        "titles": _children(
            "person", known["people"], "titles", record.people, lambda p: [t.passage for t in p.titles]
        ),
        "voices": [
            row | {"person": _id(bearer, voice.passage.article, voice.speaker)}
            for row, voice in zip(
                _children("claim", known["claims"], "voices", record.claims, lambda c: [v.passage for v in c.voices]),
                voices,
                strict=True,
            )
        ],
        "passages": _children("origin", known["origins"], "spans", record.origins, lambda o: o.passages),
        "accounts": _children(
            "finding", known["findings"], "accounts", record.findings, lambda f: [a.passage for a in f.accounts]
        ),
    }
    return {one.name: [_ordered(row, one) for row in made[one.name]] for one in relation_list()}


def _ordered(row: Row, relation: Relation) -> Row:
    return {
        column.name: (row[column.name] or None) if column.name in relation.refers else row[column.name]
        for column in relation.columns
    }


def _articles(record: Record, current: Sequence[Row]) -> list[Row]:
    """The current versions, and the older ones that findings rest on."""
    older = [
        {"id": key, "story": "", "grade": "", "current": False} | article_row(article)
        for key, article in record.former.items()
        if key not in record.articles
    ]
    return [row | {"current": True} for row in current] + older


def _statements(record: Record, rows: Iterable[Row], bearer: Bearer) -> list[Row]:
    """Statements with their words in place of their spans."""
    said = [(record.articles[key], s) for key, marks in record.marks.items() for s in marks.statements]
    return [
        row
        | {
            "person": _id(bearer, article.id, statement.speaker),
            "content": " … ".join(article.words(span) for span in statement.content),
            "source": article.words(statement.source) if statement.source else "",
            "cue": article.words(statement.cue) if statement.cue else "",
            "start": min((span.start for span in statement.content), default=None),
            "end": max((span.end for span in statement.content), default=None),
        }
        for row, (article, statement) in zip(rows, said, strict=True)
    ]


def _spans(statement: Row) -> list[Row]:
    parts = {"content": statement["content"]} | {
        part: [statement[part]] if statement[part] else [] for part in ("source", "cue")
    }
    return [
        {"statement": statement["id"], "article": statement["article"], "part": part, "number": number} | span
        for part, spans in parts.items()
        for number, span in enumerate(spans, 1)
    ]


def _children(
    parent: str, rows: Sequence[Row], column: str, nouns: Sequence[T], passages: Callable[[T], Iterable[Passage]]
) -> list[Row]:
    """The items of a column as rows, each with the key of its parent, its number, and its article's id."""
    return [
        {parent: row.get("id") or row["origin"], "number": number, "article": passage.article} | item
        for row, noun in zip(rows, nouns, strict=True)
        for number, (item, passage) in enumerate(zip(row[column], passages(noun), strict=True), 1)
    ]


def _id(bearer: Bearer, article: str, name: str) -> Any:
    person = bearer(article, name) if name else None
    return person.id if person else None
