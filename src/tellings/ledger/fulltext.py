"""Full text search of both databases: what is indexed, and a search as each of them reads it.

SQLite has one FTS5 table a kind of passage, PostgreSQL a part of a table with a generated `tsvector` and a GIN index.
Both find words by their stem and without accents, none is left out as too common, and signs within words part them. In
both, ids of passages are in order of time, so that the newest hits of a common word are found without all the others.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from tellings.model import make_id

_TERM: Final = re.compile(r'(-?)"([^"]*)"?|(-?)([^\s"]+)')
_LONGEST: Final = 300  # characters of a search that count
_UNFINISHED: Final = 3  # letters from which on a last word may be the beginning of another
_FEW: Final = 20_000  # passages that PostgreSQL takes out of its index and sorts; more are walked from the newest on
_WALKED: Final = 50_000  # of those, before it takes them out of the index after all: 40 ms on two cores
_COLUMNS: Final = 'p.id, p.kind, p.article, p.start, p."end", p.speaker, p.day, p.text'
_BETWEEN: Final = "p.id BETWEEN :first AND :last"
_WORD: Final = re.compile(r"[^\W_]+")


class Term(NamedTuple):
    """The words between two blanks or quotation marks, in order; `open` where the last of them may go on."""

    words: tuple[str, ...]
    open: bool = False


class Terms(NamedTuple):
    """What is searched for: all of `wanted` and none of `unwanted`; every tag, the last one perhaps unfinished."""

    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()
    tags: tuple[str, ...] = ()
    unfinished: bool = False  # whether the last word wanted may be the beginning of another

    @property
    def opened(self) -> Terms:
        """With all words that begin like an unfinished one."""
        if not self.unfinished:
            return self
        *others, last = self.wanted
        return self._replace(wanted=(*others, last._replace(open=True)), unfinished=False)


def read_terms(words: str, speaker: str = "", outlet: str = "") -> Terms:
    """A search as a user writes it: all words, "phrases" whole, none of the -words; the last may be unfinished.

    Where only -words are given they are what is searched for.
    """
    wanted, unwanted, last = list[Term](), list[Term](), None
    for match in _TERM.finditer(unicodedata.normalize("NFC", words[:_LONGEST])):
        if found := tuple(_WORD.findall(match[2] if match[2] is not None else match[4])):
            minus = match[1] or match[3]
            (unwanted if minus else wanted).append(Term(found))
            last = last if minus else match
    plain = bool(wanted) and last is not None and last[4] is not None and not words[-1:].isspace()
    tags = [*([outlet_tag(outlet)] if outlet else []), *speaker_tags(speaker)]
    unfinished = plain and len(wanted[-1].words[-1]) >= _UNFINISHED
    return Terms(tuple(wanted or unwanted), tuple(unwanted if wanted else ()), tuple(tags), unfinished)


def speaker_tags(speaker: str) -> list[str]:
    """What a passage is found by whose speaker is searched for."""
    folded = unicodedata.normalize("NFD", speaker[:_LONGEST].casefold())
    letters = "".join(sign for sign in folded if not unicodedata.combining(sign))
    return [f"@{word}" for word in dict.fromkeys(_WORD.findall(letters))]


def outlet_tag(outlet: str) -> str:
    """What a passage is found by whose outlet is searched for."""
    return f"#{make_id(outlet)}" if outlet else ""


def fts5(terms: Terms) -> str:
    """Terms as FTS5 reads them. Every word is quoted, so that none is taken for an operator."""
    every = [f'text : "{" ".join(term.words)}"{"*" if term.open else ""}' for term in terms.wanted]
    every += [f'tags : "{tag[1:]}"{"*" if tag is terms.tags[-1] and tag[0] == "@" else ""}' for tag in terms.tags]
    unwanted = [f'(text : "{" ".join(term.words)}")' for term in terms.unwanted]
    return " NOT ".join([f"({' AND '.join(every)})", *unwanted]) if every else ""


def tsquery(terms: Terms) -> tuple[str, dict[str, str]]:
    """Terms as an expression of PostgreSQL with its values; "" where nothing is searched for."""
    values: dict[str, str] = {}
    every = [_phrase(term, values) for term in terms.wanted]
    every += [f"!! {_phrase(term, values)}" for term in terms.unwanted]
    if terms.tags:  # they are in the index as they are, their sign before them, so that no word is taken for one
        open_last = ":*" if terms.tags[-1][0] == "@" else ""
        every.append(_value(" & ".join(f"'{tag}'" for tag in terms.tags) + open_last, values, "CAST({} AS tsquery)"))
    return " && ".join(every), values


def newest_of_file(
    _: sa.Connection, terms: Terms, kind: str, ids: tuple[int, int]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The question to SQLite for passages of a kind between two ids, the newest first, with its values."""
    values: dict[str, Any] = {"first": ids[0], "last": ids[1]}
    if not (terms.wanted or terms.tags):
        yield f"SELECT {_COLUMNS} FROM passages p WHERE p.kind = '{kind}' AND {_BETWEEN} ORDER BY p.id DESC", values  # noqa: S608
        return
    # FTS5 walks from the last row on, and stops where it has enough.
    source = f"found_{kind} f CROSS JOIN passages p ON p.id = f.rowid"
    where = f"found_{kind} MATCH :match AND f.rowid BETWEEN :first AND :last"
    yield f"SELECT {_COLUMNS} FROM {source} WHERE {where} ORDER BY f.rowid DESC", {**values, "match": fts5(terms)}  # noqa: S608


def newest_of_server(
    connection: sa.Connection, terms: Terms, kind: str, ids: tuple[int, int]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The same for PostgreSQL; a second question where the first may not find enough.

    A GIN index gives all passages with a word, in no order. So a frequent word is looked for by walking from the newest
    on; but no further than _WALKED, since it may have been frequent long ago.
    """
    expression, given = tsquery(terms)
    values: dict[str, Any] = {"first": ids[0], "last": ids[1], **given}
    inside = f"p.kind = '{kind}' AND {_BETWEEN}"
    if not expression:
        yield f"SELECT {_COLUMNS} FROM passages p WHERE {inside} ORDER BY p.id DESC", values  # noqa: S608
        return
    found = f"p.words @@ ({expression})"
    plan = connection.scalar(
        sa.text(f"EXPLAIN (FORMAT JSON) SELECT 1 FROM passages p WHERE {inside} AND {found}"),  # noqa: S608
        values,
    )
    if plan[0]["Plan"]["Plan Rows"] > _FEW:
        walked = f"SELECT * FROM passages p WHERE {inside} ORDER BY p.id DESC LIMIT {_WALKED}"  # noqa: S608
        yield f"SELECT {_COLUMNS} FROM ({walked}) p WHERE {found} ORDER BY p.id DESC", values  # noqa: S608
    # The order of a sum no index has: the words are looked up.
    yield f"SELECT {_COLUMNS} FROM passages p WHERE {inside} AND {found} ORDER BY p.id + 0 DESC", values  # noqa: S608


def _phrase(term: Term, values: dict[str, str]) -> str:
    whole: Sequence[str] = term.words[:-1] if term.open else term.words
    parts = [_value(" ".join(whole), values, "phraseto_tsquery('ledger_words', {})")] if whole else []
    if term.open:
        parts.append(_value(f"'{term.words[-1]}':*", values, "to_tsquery('ledger_words', {})"))
    return f"({' <-> '.join(parts)})"


def _value(value: str, values: dict[str, str], form: str) -> str:
    name = f"term_{len(values)}"
    values[name] = value
    return form.format(f"CAST(:{name} AS text)")
