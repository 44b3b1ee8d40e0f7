"""What a reader is told of an article's day of publication: how it is known, or why it may be wrong."""

from __future__ import annotations

from typing import Final

from tellings.model import Article, Span
from tellings.show.words import day, listed, shortened, visible

_SHOWN: Final = 3  # words, or days, that are named


def how_dated(article: Article) -> str:
    """How the day is known ("" where it was given and nothing speaks against it), in words that follow the day."""
    if article.published_doubt:
        return f"but its words speak of {_quoted(article, article.published_doubt)}: the given day may be wrong"
    if article.published_basis == "dateline":
        return "by its dateline"
    if article.published_basis == "inferred":
        words = _quoted(article, article.published_words)
        return f"inferred from {words} and its story" if words else "inferred from its story"
    if not article.published and 0 < len(article.published_among) <= _SHOWN:
        return f"perhaps {listed([day(one, short=True) for one in sorted(article.published_among)], 'or')}"
    return ""


def _quoted(article: Article, spans: tuple[Span, ...]) -> str:
    words = dict.fromkeys(f"“{article.words(span).strip()}”" for span in spans)
    return visible(", ".join(shortened([*words], _SHOWN)))
