"""Building from shards, on a cluster: workers read and mark, this process accounts for what came and puts it in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from tellings import pipeline
from tellings.engine import batches
from tellings.engine.spark import Spark
from tellings.intake import Intake
from tellings.ledger import Ledger
from tellings.marking import mark, mark_batch
from tellings.model import Article, LeftOut, Marks
from tellings.read.articles import with_day
from tellings.read.doors import read_leaf
from tellings.read.paths import empty_folder
from tellings.read.shards import SHARE, Shard, find_shards, read_shard

Found = tuple[Article | LeftOut, Marks | None]
_BATCH = 32  # articles marked at once


def build_sharded(
    paths: Iterable[str | Path],
    ledger: Ledger,
    intake: Intake,
    engine: Spark,
    *,
    published: str = "",
    share: int = SHARE,
    done: Callable[[int], None] = lambda count: None,
    step: Callable[[str], None] = lambda name: None,
) -> int:
    """What `pipeline.build` does with the articles under paths, which every worker must see; how many were new.

    Articles without a day of their own are marked when their story has dated them, as there.
    """
    passed = intake.account.pass_over
    shards = list(find_shards(paths, share, passed))
    unread = {one.label: None for one in shards if isinstance(one, Shard) and one.folder}
    empty = {str(path): None for path in paths if Path(path).is_dir()}
    added = 0
    undated: list[Article] = []
    late: list[Article] = []

    def put(pairs: list[tuple[Article, Marks]]) -> None:
        nonlocal added
        added += ledger.add(pairs)
        done(len(pairs))

    read = partial(_read_and_mark, ledger.known(), published)
    for shard, batch in engine.flat_map(read, shards, name="read and mark"):
        if isinstance(shard, Shard):
            unread.pop(shard.label, None)
            empty.pop(shard.folder, None)
        marks = {found.article: found for _, found in batch if found}
        ready = []
        for article in intake.articles(one for one, _ in batch):
            if article.id in marks:
                ready.append((article, marks[article.id]))
            else:
                (undated if len(undated) < pipeline.HELD else late).append(article)
        put(ready)
    for pairs in engine.map(mark_batch, late, name="mark"):
        put(pairs)
    for label in unread:
        passed(Path(label))
    for _ in intake.articles(empty_folder(folder) for folder in empty):
        pass  # each is told of
    return added + pipeline.finish(ledger, undated, engine, done=done, step=step)


def _read_and_mark(
    known: set[str], published: str, shard: Shard | LeftOut
) -> Iterator[tuple[Shard | LeftOut, list[Found]]]:
    """The shard and its articles, some at a time, with their marks where they are new and dated."""
    for batch in batches(_articles(shard, published), _BATCH):
        new = [one for one in batch if isinstance(one, Article) and one.id not in known and pipeline.is_dated(one)]
        marks = {article.id: found for article, found in mark(new)}
        yield shard, [(one, marks.get(one.id) if isinstance(one, Article) else None) for one in batch]


def _articles(shard: Shard | LeftOut, published: str) -> Iterator[Article | LeftOut]:
    if isinstance(shard, LeftOut):
        yield shard
        return
    for leaf in read_shard(shard):
        for one in [leaf] if isinstance(leaf, LeftOut) else read_leaf(leaf, published):
            yield with_day(one)
