"""Time and memory of linking a ledger, step by step.

usage: building.py [ARTICLES...] [--briefs ARTICLES...] [--joined ARTICLES...] [--write]

Fills a ledger with so many articles of many stories (see linking.py) as `build` leaves them before it links, links it,
then adds one article more and links again. Briefs are the same articles cut after their first hundred words, with the
marks that stand there: a fifth of what real ones hold, so that many fit on a disk. Those *joined* are briefs with the
marks that joining looks at (names and roles); their stories and people are found, and nothing is weighed. All is done
in one process, and seconds are those of a processor. Each row is a process of its own; `--write` puts the table into
docs/scale.md and its curves beside it.
"""

from __future__ import annotations

import os
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
from peaks import peak
from tellings.engine import Processes, batches
from tellings.ledger import Ledger
from tellings.ledger.rows import put
from tellings.ledger.schema import articles
from tellings.ledger.store import article_row, put_marks
from tellings.linking import STEPS, join_all, link
from tellings.marking import mark
from tellings.memory import Spool
from tellings.model import Article, Marks, Span
from tellings.read.articles import read_articles
from tellings.textmap import TextMap

KINDS = ("whole", "briefs", "joined")
SIZES = {"whole": ["1000", "10000"], "briefs": ["1000", "10000", "100000"], "joined": ["1000000"]}
WORDS = 100  # of a brief
_ROUND = 1840  # articles made at once
_COLUMNS = (
    *("articles", "stories", "MB on disk", "MB linked"),
    *STEPS,
    *("all", "one article more", "ms an article", "peak MB"),
)


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


def named(one: Article, marks: Marks) -> Marked:
    """An article with no marks but its names and roles."""
    return one, Marks(one.id, sentences=(), names=marks.names, roles=marks.roles)


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


Row = dict[str, float | None]


def measure(path: Path, kind: str) -> Row:
    """Articles, stories, seconds of each step and peak memory of linking all, seconds with one article more."""
    times: list[float] = []

    def step(_: str) -> None:
        times.append(time.process_time())

    row: Row = {}
    with Ledger(path) as ledger, Ledger(path.with_suffix(".more")) as more, Processes() as engine:
        row["articles"] = ledger.counts()["articles"]
        row["MB on disk"] = path.stat().st_size / 1e6
        if kind == "joined":
            with Spool() as heres:
                join_all(ledger, engine, heres, step=step)
        else:
            link(ledger, engine, step=step)
        step("")
        row["peak MB"] = peak()
        if kind != "joined":
            row["stories"] = ledger.counts()["stories"]
            row["MB linked"] = path.stat().st_size / 1e6
            ledger.add(list(more.versions()))
            start = time.process_time()
            link(ledger, engine)
            row["one article more"] = time.process_time() - start
    took = [after - before for before, after in pairwise(times)]
    row |= dict(zip(STEPS, took, strict=False))
    row["all"], row["ms an article"] = sum(took), 1000 * sum(took) / (row["articles"] or 1)
    return {name: row.get(name) for name in _COLUMNS}


def told(label: str, row: Row) -> str:
    """A row of the table."""
    cells = [
        "–" if value is None else f"{value:,.1f}" if name == "ms an article" else f"{value:,.0f}"
        for name, value in row.items()
    ]
    return f"| {label} | {' | '.join(cells)} |"


def rows(kind: str, sizes: Sequence[str], seeds: list[Marked]) -> Iterator[Row]:
    """The rows of some sizes."""
    context = get_context("spawn")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"{size}.ledger"
            with context.Pool(1) as pool:
                pool.apply(fill, (path, int(size), seeds))
            with context.Pool(1) as pool:
                yield pool.apply(measure, (path, kind))


def picture(found: dict[str, list[Row]]) -> None:
    """The curves of the table."""

    def curves(**columns: str) -> dict[str, list[tuple[float, float]]]:
        drawn = {
            " ".join(filter(None, (kind, name))): [
                (across, up) for row in measured if (across := row["articles"]) and (up := row[column])
            ]
            for kind, measured in found.items()
            for name, column in columns.items()
        }
        return {label: points for label, points in drawn.items() if points}

    pictures = SCALE.parent / "pictures"
    draw(pictures / "linking.svg", "articles", "seconds of a processor", curves(all="all", again="one article more"))
    draw(pictures / "memory.svg", "articles", "peak memory in MB", curves(peak="peak MB"))


def main(arguments: list[str]) -> None:
    """Print or write the table."""
    sizes: dict[str, list[str]] = {kind: [] for kind in KINDS}
    kind = KINDS[0]
    for word in arguments:
        if word.isdecimal():
            sizes[kind].append(word)
        elif word != "--write":
            kind = word.removeprefix("--")
    folders = sorted((GOLD / "stories").iterdir()) if GOLD.is_dir() else [DEMO]
    whole = list(mark(one for one in read_articles(folders) if isinstance(one, Article)))
    briefs = [brief(*one) for one in whole]
    seeds = {"whole": whole, "briefs": briefs, "joined": [named(*one) for one in briefs]}
    found: dict[str, list[Row]] = {kind: [] for kind in KINDS}
    for kind in KINDS:
        for row in rows(kind, (sizes if any(sizes.values()) else SIZES)[kind], seeds[kind]):
            found[kind].append(row)
            print(told(kind, row), flush=True)
    load = ", ".join(f"{of:.1f}" for of in os.getloadavg())
    note = f"Seconds of one processor's time; {os.cpu_count()} processors, load {load} (1 is this run)."
    lines = [f"| | {' | '.join(_COLUMNS)} |", "|---" * (len(_COLUMNS) + 1) + "|"]
    lines += [told(kind, row) for kind, measured in found.items() for row in measured]
    print(note, *lines, sep="\n")
    if "--write" in arguments:
        write_block(SCALE, "building", "\n".join([note, "", *lines]))
        picture(found)


if __name__ == "__main__":
    main(sys.argv[1:])
