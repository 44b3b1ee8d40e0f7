"""Full text search of both databases: what is indexed, and a search as each of them reads it.

SQLite has one FTS5 table a kind of passage, PostgreSQL a generated `tsvector` and one GIN index a kind. Both find words
by their stem and without accents, none is left out as too common, and signs within words part them. In both, ids of
passages are in order of time, so that the newest hits of a common word are found without looking at all the others.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final, NamedTuple

from tellings.model import make_id

KINDS: Final = ("statement", "figure", "name", "text")
_TERM: Final = re.compile(r'(-?)"([^"]*)"?|(-?)([^\s"]+)')
_LONGEST: Final = 300  # characters of a search that count
_UNFINISHED: Final = 3  # letters from which on a last word may be the beginning of another
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
    if wanted and last is not None and last[4] and not words[-1:].isspace():
        wanted[-1] = wanted[-1]._replace(open=len(wanted[-1].words[-1]) >= _UNFINISHED)
    tags = [*([outlet_tag(outlet)] if outlet else []), *speaker_tags(speaker)]
    return Terms(tuple(wanted or unwanted), tuple(unwanted if wanted else ()), tuple(tags))


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
