"""What a reader is told of days: how an article's own is known, or why it may be wrong; which ones words may mean."""

from __future__ import annotations

from typing import Final

from tellings.model import Account, Article, Marks, Passage, Span
from tellings.said import days_said
from tellings.show.words import day, listed, shortened, visible
from tellings.view import StoryView

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


def days_meant(view: StoryView, passage: Passage, iso: str) -> str:
    """The day, or "first/last" where the words of the passage name it as one of several: "earlier this week"."""
    marks = view.marks.get(passage.article)
    return days_among(marks, passage.span, iso) if marks else iso


def days_among(marks: Marks, where: Span, iso: str) -> str:
    """The same, of the words of an article at a span."""
    inside = (date for date in marks.dates if where.start <= date.span.start < where.end)
    named = [date for date in inside if iso and date.latest[:10] == iso[:10]]
    firsts = {date.earliest[:10] for date in named}
    first = min(firsts, default="")
    return f"{first}/{iso[:10]}" if len(firsts) == 1 and first and first < iso[:10] else iso


def days_spoken(view: StoryView, account: Account) -> str:
    """The day of an account, or "first/last" where its words only tell that it was said on one of several days."""
    marks, where = view.marks.get(account.passage.article), account.passage.span
    for one in marks.statements if marks else ():
        if one.speaker == account.source and any(
            span.start < where.end and where.start < span.end for span in one.content
        ):
            first, last = days_said(view, account.passage.article, one)
            return f"{first}/{last}" if first < last == account.day[:10] else account.day
    return account.day


def _quoted(article: Article, spans: tuple[Span, ...]) -> str:
    words = dict.fromkeys(f"“{article.words(span).strip()}”" for span in spans)
    return visible(", ".join(shortened([*words], _SHOWN)))
