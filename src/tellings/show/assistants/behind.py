"""The words behind a thing of the record, found by its id, with the text around them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import sqlalchemy as sa

from tellings import queries
from tellings.ledger.reads import read_articles
from tellings.model import Article, Claim, Figure, Finding, Measure, Origin, Passage, Person, Span, Statement
from tellings.show.assistants.answers import LONGEST, Behind, Passages
from tellings.show.assistants.reading import part, words_at
from tellings.show.words import bounds

_TABLES: Final = ("findings", "claims", "measures", "origins", "people", "statements", "figures")
Placed = tuple[str, str, Passage]  # what a passage is to the thing, its value or speaker, and the passage


def behind(connection: sa.Connection, key: str, *, around: int, limit: int, offset: int) -> Passages:
    """The passages of a linked noun, statement or figure. Raises KeyError where nothing has this id."""
    kind, placed = _placed(connection, key)
    some, more = part(placed, offset, limit)
    held = read_articles(connection, [*{passage.article: None for _, _, passage in some}])
    shown = [_around(held[p.article], said, of, p.span, around) for said, of, p in some if p.article in held]
    return Passages(kind, shown, len(placed), more)


def around_span(connection: sa.Connection, article: str, start: int, end: int, around: int) -> Passages:
    """The text around a span that another answer gave. Raises KeyError for no such article or no words there."""
    held = read_articles(connection, [article])
    if article not in held or not 0 <= start < end <= len(held[article].source):
        raise KeyError(article)
    span = Span(start, end, held[article].source[start:end])
    return Passages("words", [_around(held[article], "words", "", span, around)], 1, 0)


def _around(article: Article, said: str, of: str, span: Span, around: int) -> Behind:
    start, end = article.at(span)
    before, after = article.text[max(0, start - around) : start], article.text[end : end + around]
    return Behind(said, of[:LONGEST], before, words_at(article, span), after)


def _placed(connection: sa.Connection, key: str) -> tuple[str, list[Placed]]:
    for name in _TABLES:
        if found := queries.read_one(connection, name, key):
            noun, article = found
            return type(noun).__name__.lower(), [*_passages(connection, noun, article)]
    raise KeyError(key)


def _passages(connection: sa.Connection, noun: Any, article: str) -> Iterator[Placed]:
    """The passages of a thing, each with what it is to it; `article` is that of a mark."""
    if isinstance(noun, Finding):
        yield from (("account", one.value, one.passage) for one in noun.accounts)
    elif isinstance(noun, Claim):
        yield from ((voice.stance, voice.speaker, voice.passage) for voice in noun.voices)
    elif isinstance(noun, Origin):
        yield from (("carries it", "", passage) for passage in noun.passages)
    elif isinstance(noun, Person):
        yield from (("named", "", passage) for passage in noun.mentions)
        yield from (("title", title.title, title.passage) for title in noun.titles)
    elif isinstance(noun, Measure):
        for key in noun.figures:
            if found := queries.read_one(connection, "figures", key):
                yield "figure", bounds(found[0]), Passage(found[1], found[0].span)
    elif isinstance(noun, Figure):
        yield "figure", bounds(noun), Passage(article, noun.span)
    elif isinstance(noun, Statement):
        sides = (("source", noun.source), ("cue", noun.cue), *(("content", span) for span in noun.content))
        yield from ((said, noun.speaker, Passage(article, span)) for said, span in sides if span)
