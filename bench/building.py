"""Time and memory of linking a ledger, step by step. usage: building.py [ARTICLES...] [--workers N] [--write].

Fills a ledger with so many articles of many stories (see linking.py) as `build` leaves them before it links, links it,
then adds one article more and links again. Each row is a process of its own, whose peak memory is told without that of
its workers; `--write` puts the table into docs/scale.md.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

from blocks import write_block
from gold import DEMO, GOLD
from linking import SCALE, Marked, many_stories
from tellings.engine import Processes, batches
from tellings.ledger import Ledger
from tellings.linking import link
from tellings.model import Article
from tellings.pipeline import mark, read_articles

SIZES = (500, 1000, 2000)


def fill(path: Path, size: int, seeds: list[Marked]) -> None:
    """A ledger with so many marked articles and one more that is not in it yet, in `path` and beside it."""
    found = enumerate(many_stories(seeds, size + 1))
    marked = [(replace(one, url=f"https://made.example/{number}"), marks) for number, (one, marks) in found]
    with Ledger(path) as ledger, Ledger(path.with_suffix(".more")) as more:
        for some in batches(marked[:size], 200):
            ledger.add(some)
        more.add(marked[size:])


def measure(path: Path, workers: int) -> str:
    """A row: articles, stories, seconds and peak memory of linking all, seconds of linking with one article more."""
    with Ledger(path) as ledger, Ledger(path.with_suffix(".more")) as more, Processes(workers) as engine:
        start = time.perf_counter()
        link(ledger, engine)
        took = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        ledger.add(list(more.versions()))
        start = time.perf_counter()
        link(ledger, engine)
        again = time.perf_counter() - start
        counts = ledger.counts()
    size = path.stat().st_size / 1e6
    return f"| {counts['articles'] - 1} | {counts['stories']} | {size:.0f} | {took:.1f} | {again:.1f} | {peak:.0f} |"


def main(arguments: list[str]) -> None:
    """Print or write the table."""
    numbers = [int(one) for one in arguments if one.isdecimal()]
    workers = numbers.pop() if "--workers" in arguments else 1
    lines = [
        "| articles | stories | MB on disk | s, all | s, one article more | peak MB |",
        "|---|---|---|---|---|---|",
    ]
    print(*lines, sep="\n", flush=True)
    folders = sorted((GOLD / "stories").iterdir()) if GOLD.is_dir() else [DEMO]
    seeds = list(mark(one for one in read_articles(folders) if isinstance(one, Article)))
    context = get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        for size in numbers or SIZES:
            path = Path(folder) / f"{size}.ledger"
            for work, options in ((fill, (path, size, seeds)), (measure, (path, workers))):
                with context.Pool(1) as pool:
                    found = pool.apply(work, options)
            lines.append(str(found))
            print(found, flush=True)
    load = ", ".join(f"{of:.1f}" for of in os.getloadavg())
    note = f"Seconds by the clock in {workers} processes, {os.cpu_count()} processors, load {load} (1 is this run)."
    print(note)
    if "--write" in arguments:
        write_block(SCALE, "building", "\n".join([note, "", *lines]))


if __name__ == "__main__":
    main(sys.argv[1:])
