"""Time of the web room's queries as a ledger grows. usage: growth.py [ARTICLES...] [--server URL] [--plans] [--write].

Fills a ledger of 10000, 100000 … articles (see growing.py) in the temporary folder, asks what the pages of the room ask
(`queries`, `search`), and times every statement by itself, from the question to the last row of the answer: the median
of TIMES after one that warms the caches. With `--server` the same on a PostgreSQL server, in a database that is made
and dropped there. `--plans` prints how slow ones are worked out; `--write` puts the tables into docs/scale.md.
A path or address instead of a number is a ledger filled before.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import sqlalchemy as sa

from blocks import write_block
from curves import draw
from gold import ROOT
from growing import fill, size_on_disk
from tellings import queries, search
from tellings.ledger import LINKED, Ledger, articles
from tellings.ledger.reads import read_decisions, read_marks
from tellings.ledger.schema import placed
from tellings.search import Query
from tellings.show.library import NEEDS

SIZES = ("10000", "100000", "1000000")
TIMES = 5
SLOW = 100.0  # milliseconds that no query may take
SCALE = ROOT / "docs" / "scale.md"
Ask = Callable[[sa.Connection], Any]
Statement = tuple[str, Any]
Measured = dict[str, tuple[float, float]]  # of each question its slowest statement and all of them, in milliseconds


def questions(ledger: Ledger) -> dict[str, Ask]:
    """What pages ask, by its name in the table: of a story as most are, of one of 300 articles, of one article."""
    stories, people = LINKED["stories"][0], LINKED["people"][0]
    order = (stories.c.last.desc(), stories.c.first.desc(), stories.c.id.desc())
    with ledger.reading() as connection:
        one = connection.scalars(sa.select(stories.c.id).where(stories.c.size == 6).limit(1)).one()
        many = connection.scalars(sa.select(stories.c.id).order_by(stories.c.size.desc()).limit(1)).one()
        count = connection.scalars(sa.select(sa.func.count()).select_from(stories)).one()
        inside = connection.execute(
            sa.select(stories.c.last, stories.c.first, stories.c.id).order_by(*order).offset(count // 2).limit(1)
        ).one()
        key = connection.scalars(sa.select(placed.c.article).where(placed.c.story == one).limit(1)).one()
        found = connection.execute(sa.select(articles).where(articles.c.id == key)).one()
        speaker = connection.scalars(sa.select(people.c.name).order_by(people.c.id).limit(1)).one()
    title: list[str] = found.title.rstrip(".").split()
    (first, second), rare, day = title[1:3], title[-1], found.published
    asked: dict[str, Ask] = {
        "version": queries.version,
        "outlets": search.outlets,
        "decisions": read_decisions,
        "desk, first page": partial(queries.story_rows, limit=41),
        "desk, in the middle": partial(queries.story_rows, limit=41, after=tuple(inside)),
        "where a story is": partial(queries.find_story, story_id=one),
        "story of an article": partial(queries.story_of, article_id=key),
        "marks of an article": partial(read_marks, ids=[key]),
    }
    for name, story in (("story of 6", one), ("story of 300", many)):
        asked[f"{name}, counts"] = partial(queries.story_counts, story_id=story)
        for view, (marks, linked) in NEEDS.items():
            asked[f"{name}, {view}"] = partial(queries.story_part, story_id=story, marks=marks, linked=linked)
    asked |= {
        f"search, {name}": partial(search.by_kind, query=query)
        for name, query in {
            "the most common word": Query("ba"),
            "a common word": Query(first),
            "a rare word": Query(rare),
            "two words": Query(f"{first} {second}"),
            "three common words": Query("rilukepa rogipa biresopa "),  # each in a tenth of all sentences
            "four common words": Query("delu zo pu bubufu "),  # in a quarter to an eighth
            "four that are never together": Query("rilukepa rogipa biresopa kero "),
            "a phrase": Query(f'"{first} {second}"'),
            "without a word": Query(f"{second} -ba"),
            "unfinished, three letters": Query("bad"),
            "unfinished, four letters": Query("bade"),
            "a common word, three letters": Query("danila bad"),
            "a speaker": Query(speaker=speaker),
            "a word by a speaker": Query("ba", speaker=speaker),
            "a word in a large outlet": Query("ba", outlet="Outlet 1"),
            "a word in a small outlet": Query("ba", outlet="Outlet 800"),
            "an outlet": Query(outlet="Outlet 800"),
            "a day": Query(since=day, until=day),
            "a word on a day": Query(first, since=day, until=day),
            "a common word until a day": Query("ba", until=day),
        }.items()
    }
    asked["search, thirty hits"] = partial(search.search, query=Query(first, kind="text"), limit=30)
    asked["search, all counted"] = partial(search.search, query=Query(first), limit=search.COUNTED)
    return asked


@contextmanager
def noted(connection: sa.Connection) -> Iterator[list[Statement]]:
    """The statements that a connection is given."""
    statements: list[Statement] = []

    def note(_: Any, __: Any, statement: str, values: Any, *___: Any) -> None:
        if not statement.startswith("BEGIN"):
            statements.append((statement, values))

    sa.event.listen(connection, "before_cursor_execute", note)
    yield statements
    sa.event.remove(connection, "before_cursor_execute", note)


def measure(ledger: Ledger, plans: bool) -> Measured:
    """The median of each statement's time, in milliseconds."""
    measured: Measured = {}
    for name, ask in questions(ledger).items():
        with ledger.reading() as connection, noted(connection) as statements:
            ask(connection)
        with ledger.reading() as connection:
            cursor = connection.connection.cursor()
            times = [[_time(cursor, statement) for statement in statements] for _ in range(TIMES + 1)][1:]
            each = [median(run[number] for run in times) for number in range(len(statements))]
            measured[name] = max(each), sum(each)
            print(f"{name:34} {max(each):8.1f} {sum(each):8.1f}", flush=True)
            if plans and max(each) > SLOW / 2:
                _print_plan(cursor, statements[each.index(max(each))], server=ledger.place.path is None)
    return measured


def _time(cursor: Any, statement: Statement) -> float:
    start = time.perf_counter()
    cursor.execute(*statement)
    cursor.fetchall()
    return (time.perf_counter() - start) * 1000


def _print_plan(cursor: Any, statement: Statement, *, server: bool) -> None:
    words, values = statement
    cursor.execute(f"{'EXPLAIN (ANALYZE, BUFFERS)' if server else 'EXPLAIN QUERY PLAN'} {words}", values)
    print(words, values, *(row[0] if server else row[3] for row in cursor.fetchall()), sep="\n    ")


@contextmanager
def filled(size: str, server: str) -> Iterator[Ledger]:
    """A ledger of so many articles, gone at the end; or the one at a path or address, which stays."""
    if not size.isdigit():
        with Ledger(size, must_exist=True) as ledger:
            yield ledger
    elif server:
        name = f"growth_{size}"
        engine = sa.create_engine(server.replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
            with Ledger(f"{server.rpartition('/')[0]}/{name}") as ledger:
                fill(ledger, int(size))
                yield ledger
            connection.exec_driver_sql(f"DROP DATABASE {name}")
    else:
        with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "grown.ledger") as ledger:
            fill(ledger, int(size))
            yield ledger


def table(found: dict[str, tuple[int, Measured]]) -> str:
    """The slowest statement of each question, in milliseconds, a column a ledger; how large each is."""
    columns = list(found)
    sizes = " | ".join(f"{size / 1e6:,.0f}" for size, _ in found.values())
    rows = [f"| | {' | '.join(columns)} |", "|---" * (len(columns) + 1) + "|", f"| megabytes | {sizes} |"]
    for name in next(iter(found.values()))[1]:
        cells = (f"{times[name][0]:,.1f}" for _, times in found.values())
        rows.append(f"| {name} | {' | '.join(cells)} |")
    worst = " | ".join(f"**{max(slowest for slowest, _ in times.values()):,.1f}**" for _, times in found.values())
    return "\n".join([*rows, f"| the slowest of all | {worst} |"])


def picture(found: dict[str, tuple[int, Measured]]) -> None:
    """The slowest question of each ledger, as curves."""
    curves: dict[str, list[tuple[float, float]]] = {}
    for name, (_, times) in found.items():
        kind, _, count = name.partition(", ")
        curves.setdefault(kind, []).append(
            (float(count.replace(",", "")), max(slowest for slowest, _ in times.values()))
        )
    draw(SCALE.parent / "pictures" / "queries.svg", "articles", "milliseconds, slowest question", curves)


def main(arguments: list[str]) -> None:
    server = arguments[arguments.index("--server") + 1] if "--server" in arguments else ""
    sizes = [one for one in arguments if not one.startswith("--") and one != server] or SIZES
    found: dict[str, tuple[int, Measured]] = {}
    for where in ("", server) if server else ("",):
        for size in sizes:
            with filled(size, where) as ledger:
                kind = "SQLite" if ledger.place.path else "PostgreSQL"
                count = ledger.counts()["articles"]
                print(f"{kind}, {count:,} articles", flush=True)
                found[f"{kind}, {count:,}"] = size_on_disk(ledger), measure(ledger, "--plans" in arguments)
    print(table(found))
    if "--write" in arguments:
        told = (
            "Milliseconds of the slowest statement of what a page asks (median of "
            f"{TIMES}, caches warm, to the last row of the answer), by database and number of articles.\n\n"
        )
        write_block(SCALE, "queries", told + table(found))
        picture(found)


if __name__ == "__main__":
    main(sys.argv[1:])
