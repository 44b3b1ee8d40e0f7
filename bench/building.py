"""Time and memory of linking a ledger, step by step. usage: building.py [ARTICLES...] [--briefs ARTICLES...] [--write].

Fills a ledger with so many articles of many stories (see linking.py) as `build` leaves them before it links, links it,
then adds one article more and links again. Briefs are the same articles cut after their first hundred words, with the
marks that stand there: a fifth of what real ones hold, so that many fit on a disk. All is done in one process, and
seconds are those of a processor. Each row is a process of its own; `--write` puts the table into docs/scale.md and its
curves beside it.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from blocks import write_block
from curves import draw
from gold import DEMO, GOLD
from linking import SCALE, Marked, each_of_many
from tellings.engine import Processes, batches
from tellings.ledger import Ledger
from tellings.ledger.rows import put
from tellings.ledger.schema import articles
from tellings.ledger.store import article_row, put_marks
from tellings.linking import STEPS, link
from tellings.model import Article, Marks, Span
from tellings.pipeline import mark, read_articles
from tellings.textmap import TextMap

SIZES, BRIEFS = ("1000", "10000"), ("10000", "100000")
WORDS = 100  # of a brief
_ROUND = 184  # articles made at once


def brief(one: Article, marks: Marks) -> Marked:
    """An article cut after the sentence in which its first hundred words end, with the marks that stand before that."""
    end, words = 0, 0
    for sentence in marks.sentences:
        end, words = sentence.end, words + len(sentence.text.split())
        if words >= WORDS:
            break
    length = one.map.to_clean(end - 1) + 1 if end else 0
    pieces = [(c, s) for c, s in zip(one.map.clean_starts, one.map.source_starts, strict=True) if c < length]
    starts = TextMap(tuple(c for c, _ in pieces), tuple(s for _, s in pieces), length)
    short = replace(one, text=one.text[:length], source=one.source[:end], map=starts)
    kept: dict[str, Any] = {
        field.name: tuple(mark for mark in getattr(marks, field.name) if _last(mark) <= end)
        for field in fields(marks)
        if field.name != "article"
    }
    statements = {mark.id for mark in kept["statements"]}
    figures = {mark.id for mark in kept["figures"]}
    kept["statements"] = tuple(
        replace(m, inside=m.inside if m.inside in statements else "") for m in kept["statements"]
    )
    kept["figures"] = tuple(
        replace(m, statement=m.statement * (m.statement in statements), part_of=m.part_of * (m.part_of in figures))
        for m in kept["figures"]
    )
    return short, Marks(one.id, **kept)


def _last(value: Any) -> int:
    """The end of the last span in a noun."""
    if isinstance(value, Span):
        return value.end
    inside = [getattr(value, one.name) for one in fields(value)] if is_dataclass(value) else value
    return max((_last(one) for one in inside), default=0) if isinstance(inside, list | tuple) else 0


def made(seeds: list[Marked], size: int) -> Iterator[Marked]:
    """So many articles of many stories, each with an address of its own."""
    for number, (one, marks) in enumerate(each_of_many(seeds, size)):
        yield replace(one, url=f"https://made.example/{number}"), marks


def fill(path: Path, size: int, seeds: list[Marked]) -> None:
    """A ledger with so many marked articles in `path`, and one with another article beside it.

    Rows are put straight in and what is searched by is left out, since linking does not look at it.
    """
    with Ledger(path) as ledger, Ledger(path.with_suffix(".more")) as more:
        number = 0
        for some in batches(made(seeds, size + 1), _ROUND):
            if number + len(some) > size:
                more.add([some.pop()])
            with ledger.writing() as connection:
                put(connection, articles, (article_row(one, number + at) for at, (one, _) in enumerate(some, 1)))
                put_marks(connection, some)
            number += len(some)


Row = dict[str, float]


def measure(path: Path) -> Row:
    """Articles, stories, seconds of each step and peak memory of linking all, seconds with one article more."""
    times: list[float] = []
    with Ledger(path) as ledger, Ledger(path.with_suffix(".more")) as more, Processes() as engine:
        link(ledger, engine, step=lambda name: times.append(time.process_time()))
        times.append(time.process_time())
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        counts = ledger.counts()
        size = path.stat().st_size / 1e6
        ledger.add(list(more.versions()))
        start = time.process_time()
        link(ledger, engine)
        again = time.process_time() - start
    took = [after - before for before, after in pairwise(times)]
    row: Row = {"articles": counts["articles"], "stories": counts["stories"], "MB on disk": size}
    row |= dict(zip(STEPS, took, strict=True))
    each = 1000 * sum(took) / counts["articles"]
    return row | {"all": sum(took), "one article more": again, "ms an article": each, "peak MB": peak}


def told(label: str, row: Row) -> str:
    """A row of the table."""
    cells = [f"{value:,.1f}" if name == "ms an article" else f"{value:,.0f}" for name, value in row.items()]
    return f"| {label} | {' | '.join(cells)} |"


def rows(sizes: Sequence[str], seeds: list[Marked]) -> Iterator[Row]:
    """The rows of some sizes."""
    context = get_context("spawn")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"{size}.ledger"
            with context.Pool(1) as pool:
                pool.apply(fill, (path, int(size), seeds))
            with context.Pool(1) as pool:
                yield pool.apply(measure, (path,))


def picture(found: dict[str, list[Row]]) -> None:
    """The curves of the table."""
    seconds = {
        f"{label}, {name}": [(row["articles"], row[step]) for row in measured]
        for label, measured in found.items()
        for name, step in (("all", "all"), ("one more", "one article more"))
        if measured
    }
    memory = {label: [(row["articles"], row["peak MB"]) for row in measured] for label, measured in found.items()}
    draw(SCALE.parent / "pictures" / "linking.svg", "articles", "seconds of a processor", seconds)
    draw(SCALE.parent / "pictures" / "memory.svg", "articles", "peak memory in MB", memory)


def main(arguments: list[str]) -> None:
    """Print or write the table."""
    numbers = [one for one in arguments if one != "--write"]
    at = numbers.index("--briefs") if "--briefs" in numbers else len(numbers)
    long, short = (numbers[:at], numbers[at + 1 :]) if numbers else (SIZES, BRIEFS)
    folders = sorted((GOLD / "stories").iterdir()) if GOLD.is_dir() else [DEMO]
    seeds = list(mark(one for one in read_articles(folders) if isinstance(one, Article)))
    found: dict[str, list[Row]] = {"whole": [], "briefs": []}
    for sizes, label, some in ((long, "whole", seeds), (short, "briefs", [brief(*one) for one in seeds])):
        for row in rows(sizes, some):
            found[label].append(row)
            print(told(label, row), flush=True)
    load = ", ".join(f"{of:.1f}" for of in os.getloadavg())
    note = f"Seconds of one processor's time; {os.cpu_count()} processors, load {load} (1 is this run)."
    heads = ["", *next(row for measured in found.values() for row in measured)]
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    lines += [told(label, row) for label, measured in found.items() for row in measured]
    print(note, *lines, sep="\n")
    if "--write" in arguments:
        write_block(SCALE, "building", "\n".join([note, "", *lines]))
        picture(found)


if __name__ == "__main__":
    main(sys.argv[1:])
