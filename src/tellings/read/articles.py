"""Articles of files and folders, each with its day of publication."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tellings.model import Article, LeftOut
from tellings.read.doubts import doubt_published
from tellings.read.paths import Passed, read_paths
from tellings.read.published import infer_published
from tellings.read.source import Leaf


def read_articles(
    paths: Iterable[str | Path],
    *,
    published: str = "",
    workers: int = 1,
    wanted: Callable[[Leaf], bool] = lambda leaf: True,
    passed: Passed = lambda file: None,
) -> Iterator[Article | LeftOut]:
    """Articles of files and folders; where nothing gives the day of publication, it is worked out from the text.

    They are read in as many processes as there are workers; the order stays. What is not `wanted` is passed over;
    `passed` is told of files that are of no kind that is read (see `find_leaves`).
    """
    for one in read_paths(paths, published=published, workers=workers, wanted=wanted, passed=passed):
        yield with_day(one)


def with_day(one: Article | LeftOut) -> Article | LeftOut:
    """An article with the day that its text makes clear, or with the words that belie the day it was given."""
    return doubt_published(infer_published(one)) if isinstance(one, Article) else one
