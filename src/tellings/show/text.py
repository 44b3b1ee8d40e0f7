"""Words to take along: accounts as plain text, each with where it was published."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from tellings.model import Article
from tellings.show.reader import Quote, Sheet
from tellings.show.words import clip, day, visible

LONGEST_TITLE: Final = 160  # characters
OPENING: Final = 80  # of the beginning of an article that has no title


def heading(article: Article) -> str:
    """An article's title; without one the headline it begins with, else its first words: "Divers went down on…"."""
    if article.title.strip():
        return visible(article.title)
    first = visible(article.text.lstrip().split("\n", 1)[0]).strip()
    if len(first) <= LONGEST_TITLE and not first.endswith((".", ":", ",", ";")):
        return first
    begins = first.rstrip(".:,; ")
    return f"{begins}…" if len(begins) < OPENING else clip(begins, OPENING)


def citation(sheet: Sheet) -> str:
    """`Isle Dispatch, “Dozens rescued”, 6 May 2031, https://…`; what is not known is left out."""
    article = sheet.article
    title = clip(heading(article), LONGEST_TITLE)
    url = article.url if article.url.startswith(("https://", "http://")) else ""
    published = day(article.published[:10]) if article.published else ""
    return ", ".join(filter(None, (sheet.outlet, f"“{title}”" if title else "", published, url)))


def quoted(quote: Quote, cited: str, source: str = "") -> str:
    """One account on one line: `“…” (source). Isle Dispatch, …`."""
    proposed = f" [proposed by {quote.proposed}]" if quote.proposed else ""
    return f"“{quote.text.strip()}”{f' ({source})' if source else ''}{proposed}. {cited}"


def listing(head: str, lines: Iterable[str]) -> str:
    """A sentence, and below it its evidence."""
    return "\n".join([head, *(f"- {line}" for line in dict.fromkeys(lines))])
