"""The day of publication, worked out where it is hidden: how many articles of the stories are dated, how many rightly.

Run by hand: `python bench/published.py`. Three ways to hide: every given day and address of a story (`text`), the days
alone (`url`: an address often holds one), the day and address of one article while the others keep theirs (`one`).
Right is within a day of the given one: days are of the outlet's clock or of Greenwich's, and of the first version or
the last. A given day is counted as a crawl's where the day in its own address lies more than three days from it, or
where it stands to the second or minute in several articles of one outlet.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from gold import GOLD
from tellings.grammar.calendar import read_day
from tellings.link.dating import date_story
from tellings.model import Article
from tellings.read.articles import read_articles
from tellings.read.day import url_day
from tellings.read.published import forget_inferred

_CRAWLED = 3  # days


@dataclass(frozen=True, slots=True)
class Held:
    """An article and its given day; `crawled` where that is rather the day of a crawl."""

    article: Article
    given: str
    crawled: bool


def stories() -> Iterator[list[Held]]:
    """The articles of each story of the gold, with what lies beside them."""
    given = {
        path: json.loads(path.read_text(encoding="utf-8")) for path in sorted((GOLD / "stories").glob("*/*_*.json"))
    }
    stamps = Counter(_stamp(path, row["published"]) for path, row in given.items())
    for folder in sorted((GOLD / "stories").iterdir()):
        yield [
            Held(
                one,
                row["published"],
                _is_crawled(row, stamps[_stamp(Path(one.path).with_suffix(".json"), row["published"])]),
            )
            for one in read_articles([folder])
            if isinstance(one, Article)
            for row in [given[Path(one.path).with_suffix(".json")]]
        ]


def _stamp(path: Path, published: str) -> tuple[str, str]:
    """The outlet and the time of day and date, "" for a day alone."""
    return path.stem.partition("_")[2], "" if published.endswith("T00:00:00") else published


def _is_crawled(row: dict[str, str], alike: int) -> bool:
    day, own = read_day(row["published"]), read_day(url_day(row["url"]))
    return bool(day and own and abs((day - own).days) > _CRAWLED) or (
        alike > 1 and not row["published"].endswith("T00:00:00")
    )


def _hidden(held: Held, *, url: bool) -> Article:
    """The article as it would be without its given day, and without its address unless `url`."""
    address = held.article.url if url else ""
    day = url_day(address)
    return replace(
        forget_inferred(held.article),
        url=address,
        published=day,
        published_basis="metadata" if day else "",
        published_words=(),
    )


def by_text(story: Sequence[Held]) -> list[Article]:
    """Dated by the words of the story."""
    return date_story([_hidden(held, url=False) for held in story])


def by_url(story: Sequence[Held]) -> list[Article]:
    """Dated by its words and the days in its addresses."""
    return date_story([_hidden(held, url=True) for held in story])


def by_others(story: Sequence[Held]) -> list[Article]:
    """Each dated by its own words and all that is known of the others."""
    return [
        date_story([_hidden(one, url=False) if one is held else one.article for one in story])[i]
        for i, held in enumerate(story)
    ]


def measure(date_them: Callable[[Sequence[Held]], list[Article]]) -> dict[str, float]:
    """`decided` of all, `right` (to the day, to within one) of those decided, with and without crawled days."""
    rows = [row for story in stories() for row in zip(story, date_them(story), strict=True)]
    off = [(_apart(held.given, one.published), held.crawled) for held, one in rows if one.published]
    sound = [apart for apart, crawled in off if not crawled]
    return {
        "decided": len(off) / len(rows),
        "right": _share([apart for apart, _ in off], 1),
        "to the day": _share([apart for apart, _ in off], 0),
        "right, crawls left out": _share(sound, 1),
        "to the day, crawls left out": _share(sound, 0),
    }


def _apart(one: str, other: str) -> int:
    first, second = read_day(one), read_day(other)
    return abs((first - second).days) if first and second else date.max.toordinal()


def _share(apart: Sequence[int], most: int) -> float:
    return sum(days <= most for days in apart) / len(apart) if apart else 0.0


WAYS = {"text": by_text, "url": by_url, "one": by_others}

if __name__ == "__main__":
    for name in sys.argv[1:] or WAYS:
        print(
            f"{name:>5}", "  ".join(f"{label} {value:.2f}" for label, value in measure(WAYS[name]).items()), flush=True
        )
