"""Words to take along: accounts as plain text, each with where it was published."""

from __future__ import annotations

from collections.abc import Iterable

from tellings.show.reader import Quote, Sheet
from tellings.show.words import clip, day, visible


def citation(sheet: Sheet) -> str:
    """`Isle Dispatch, “Dozens rescued”, 6 May 2031, https://…`; what is not known is left out."""
    article = sheet.article
    title = clip(visible(article.title or article.text.split("\n", 1)[0]), 160)
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
