"""A ledger of an older version opens as one of this version; one of a newer version is refused."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from tests.databases import Server
from tests.test_ledger import pair

from tellings import custody, queries
from tellings.casefile import read_versions
from tellings.errors import LedgerError
from tellings.ledger import Ledger
from tellings.ledger.schema import tables
from tellings.ledger.upgrade import HEAD, VERSION_TABLE, migrate
from tellings.search import Query, by_kind
from tellings.verify import verify

HERE = Path(__file__).parent
PARTS = ("passages_words", *(f"passages_{kind}" for kind in ("statement", "figure", "name", "text")))


@pytest.fixture(params=[1, 2])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A ledger as that version wrote it: two versions of an article, and one of every noun."""
    path = tmp_path / "old.ledger"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((HERE / f"schema_{request.param}.sql").read_text(encoding="utf-8"))
    return path


def test_an_older_ledger_opens_with_all_it_held(old: Path) -> None:
    with Ledger(old, must_exist=True) as ledger:
        record = ledger.record()
        assert [one.text for one in record.articles.values()] == ["Ana Brel counted 44 boats."]
        assert [statement.speaker for statement in record.marks["a2"].statements] == ["Ana Brel"]
        assert [one.id for one in record.origins] == ["o2", "o1"]
        assert {name: len(getattr(record, name)) for name in ("stories", "people", "findings")} == {
            "stories": 1,
            "people": 1,
            "findings": 1,
        }
        with ledger.reading() as connection:
            assert read_versions(connection) == {"a2": ["a1"]}
        assert not verify(ledger).faults


def test_an_older_ledger_is_searched_and_shown(old: Path) -> None:
    with Ledger(old) as ledger, ledger.reading() as connection:
        found = {kind: [hit.article for hit in hits] for kind, hits, _ in by_kind(connection, Query("44"))}
        assert found == {"statement": ["a2"], "figure": ["a2"], "text": ["a2"]}
        (row,), total = queries.story_rows(connection)
        assert (total, row.articles, row.origins) == (1, 1, 2)
        assert [person.name for person in queries.read_people(connection, ["a2"])] == ["Ana Brel"]


def test_decisions_and_readings_of_an_older_ledger_stay(old: Path) -> None:
    with closing(sqlite3.connect(old)) as connection:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    with Ledger(old) as ledger, ledger.reading() as connection:
        assert [one.grade for one in ledger.decisions()] == (["B2"] if version == 2 else [])
        assert [one.article for one in custody.all_readings(connection)] == (["a1", "a2"] if version == 2 else [])


def test_an_upgraded_ledger_takes_what_comes(old: Path) -> None:
    with Ledger(old) as ledger:
        record = ledger.record()
        ledger.keep(record)
        assert ledger.record() == record


def test_an_upgrade_that_is_cut_short_leaves_the_older_ledger(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stops(*_: object) -> None:
        raise KeyboardInterrupt

    before = dump(old)
    monkeypatch.setattr("tellings.ledger.index.index_anew", stops)
    with pytest.raises(KeyboardInterrupt):
        Ledger(old)
    assert dump(old) == before
    monkeypatch.undo()
    with Ledger(old) as ledger:
        assert ledger.counts()["articles"] == 1


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [*connection.iterdump()]


def test_a_server_of_the_version_before_is_searched_by_phrases(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    address = server.database()
    with monkeypatch.context() as patch:
        patch.setattr("tellings.ledger.upgrade.migrate", partial(migrate, to="0003"))
        with Ledger(address) as ledger:
            ledger.add([pair()])
    with Ledger(address) as ledger, ledger.reading() as connection:
        assert connection.scalar(sa.text(f"SELECT version_num FROM {VERSION_TABLE}")) == HEAD
        assert by_kind(connection, Query('"900 soldiers"'))
        assert not by_kind(connection, Query('"soldiers 900"'))
    server.drop(address)


def test_a_ledger_of_a_newer_version_is_refused(place: str) -> None:
    with Ledger(place) as ledger, ledger.writing() as connection:
        connection.execute(sa.text(f"UPDATE {VERSION_TABLE} SET version_num = '0099'"))
    with pytest.raises(LedgerError, match="made by a newer version of Tellings; install that one"):
        Ledger(place)


def test_an_older_release_refuses_what_it_cannot_read(tmp_path: Path) -> None:
    """The first ones look at `user_version` alone."""
    with Ledger(tmp_path / "x.ledger") as ledger, ledger.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA user_version").scalar() == int(HEAD)


def test_the_steps_lead_to_the_tables_that_are_used(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": _is_ours, "compare_type": False})
        assert compare_metadata(context, tables) == []


def _is_ours(_: object, name: str | None, __: str, reflected: bool, ___: object) -> bool:
    """All but what only one of the databases has: its full text search."""
    return not (reflected and (name == "words" or (name or "").startswith(("found_", VERSION_TABLE, *PARTS))))


def test_opening_a_ledger_of_this_version_needs_no_alembic(place: str) -> None:
    Ledger(place).close()
    code = "import sys; from tellings.ledger import Ledger; Ledger(sys.argv[1]); assert 'alembic' not in sys.modules"
    done = subprocess.run([sys.executable, "-c", code, place], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
