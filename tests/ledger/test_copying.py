"""A ledger moves from a file to a server and back, and nothing is lost or added."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from tests.databases import Server
from typer.testing import CliRunner

from tellings.cli import app
from tellings.decisions import grade
from tellings.errors import LedgerError
from tellings.ledger import Ledger
from tellings.ledger.copying import copy_ledger
from tellings.ledger.rows import put, put_missing
from tellings.ledger.schema import entries, feeds, tables, told
from tellings.model import Record
from tellings.search import Query, search


@pytest.fixture(scope="module")
def full(demo_record: Record, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A file with a row of every kind."""
    with Ledger(tmp_path_factory.mktemp("copy") / "full.ledger") as made:
        made.add((demo_record.articles[key], demo_record.marks[key]) for key in demo_record.articles)
        made.keep(demo_record)
        outlet = next(article.outlet for article in demo_record.articles.values())
        made.decide(grade(demo_record, outlet, "B2", who="Mara"), pending=False)
        with made.writing() as connection:
            put(connection, feeds, [{"url": "https://isle.example/feed", "etag": "x", "failures": 0, "until": ""}])
            put(connection, entries, [{"feed": "https://isle.example/feed", "key": "1", "stamp": "s", "tries": 1}])
            put_missing(connection, told, [{"finding": demo_record.findings[0].id}])
        made.inputs.keep(b"what was read")
        yield made


def rows(ledger: Ledger) -> dict[str, list[dict[str, Any]]]:
    """Everything in every table but the inputs, which a file keeps beside it."""
    with ledger.reading() as connection:
        return {
            table.name: [dict(row) for row in connection.execute(sa.select(table).order_by(*table.c)).mappings()]
            for table in tables.sorted_tables
            if table.name != "inputs"
        }


def kept(ledger: Ledger) -> dict[str, bytes | None]:
    return {key: ledger.inputs.read(key) for key in ledger.inputs.hashes()}


def test_a_copy_holds_the_same(full: Ledger, ledger: Ledger) -> None:
    assert copy_ledger(full, ledger) == sum(map(len, rows(full).values()))
    assert rows(ledger) == rows(full)
    assert ledger.record() == full.record()
    assert kept(ledger) == kept(full)
    with ledger.reading() as connection:
        assert search(connection, Query("said"))[1] > 0


def test_a_copy_of_a_copy_is_the_first(full: Ledger, server: Server, tmp_path: Path) -> None:
    with Ledger(server.database()) as there, Ledger(tmp_path / "back.ledger") as back:
        copy_ledger(full, there)
        copy_ledger(there, back)
        assert rows(back) == rows(full)
        assert kept(back) == kept(full)


def test_a_copy_goes_on_as_the_first_would(full: Ledger, ledger: Ledger, demo_record: Record) -> None:
    copy_ledger(full, ledger)
    article = next(iter(demo_record.articles.values()))
    assert ledger.add([(article, demo_record.marks[article.id])]) == 0
    ledger.replace([(article, demo_record.marks[article.id])])
    ledger.decide(grade(demo_record, article.outlet, "C3", who="Mara"), pending=False)
    assert [one.grade for one in ledger.decisions()] == ["B2", "C3"]


def test_what_holds_anything_is_not_copied_over(full: Ledger, ledger: Ledger) -> None:
    copy_ledger(full, ledger)
    before = rows(ledger)
    with pytest.raises(LedgerError, match="is not empty; name a new ledger"):
        copy_ledger(full, ledger)
    assert rows(ledger) == before


def test_a_copy_that_is_cut_short_is_none_and_may_be_made_again(full: Ledger, ledger: Ledger) -> None:
    empty = rows(ledger)

    def stops(count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy_ledger(full, ledger, done=stops)
    assert rows(ledger) == empty
    copy_ledger(full, ledger)
    assert rows(ledger) == rows(full)


def test_the_command_copies_and_says_what(full: Ledger, new_place: Callable[[], str]) -> None:
    target = new_place()
    done = CliRunner().invoke(app, ["copy", str(full.place), target])
    assert done.exit_code == 0, done.output
    assert "rows copied from" in done.output
    with closing(Ledger(target)) as copied:
        assert copied.counts() == full.counts()
