"""An article marked, all kinds of marks together. What a worker does with it needs no ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tellings.mark.dates import find_dates
from tellings.mark.events import find_events
from tellings.mark.figures import find_figures
from tellings.mark.names import find_names
from tellings.mark.parse import Parsed, parse
from tellings.mark.quotes import pair_quotes
from tellings.mark.roles import find_roles
from tellings.mark.spoken_days import settle_days
from tellings.mark.statements import find_statements
from tellings.mark.tagger import load_ahead
from tellings.model import Article, Marks


def mark_parsed(parsed: Parsed) -> Marks:
    """Everything marked in one article."""
    names = find_names(parsed)
    roles = find_roles(parsed, names)
    dates = find_dates(parsed)
    statements = settle_days(parsed, find_statements(parsed, names, roles, dates), dates)
    figures = find_figures(parsed, names, dates, statements)
    text = parsed.article.text
    bounds = ((sentence.start_char, sentence.end_char) for sentence in parsed.doc.sents)
    sentences = tuple(parsed.span(start, end) for start, end in bounds if not text[start:end].isspace())
    quotations = tuple(
        parsed.span(q.inner_start, q.inner_end) for q in pair_quotes(text) if q.inner_start < q.inner_end
    )
    events = find_events(parsed, dates)
    return Marks(parsed.article.id, sentences, quotations, statements, figures, dates, names, roles, events)


def mark(articles: Iterable[Article]) -> Iterator[tuple[Article, Marks]]:
    """Each article with its marks, in order."""
    load_ahead()  # meanwhile the first articles are parsed
    for parsed in parse(articles):
        yield parsed.article, mark_parsed(parsed)


def mark_batch(articles: list[Article]) -> list[tuple[Article, Marks]]:
    """Articles with their marks: what a worker does."""
    return list(mark(articles))
