"""A new ledger in a file is made by a script; it is as the steps of `migrations` make one. `make schema` writes it."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from gold import ROOT
from tellings.ledger import Ledger
from tellings.ledger.upgrade import migrate

SCRIPT = ROOT / "src" / "tellings" / "ledger" / "migrations" / "new.sql"
HEAD = "-- A new ledger, as the steps in `versions` make it. `make schema` writes this; a test compares both.\n"
# Of each thing in a database with its statement, all but what SQLite makes itself for full text search.
MADE = """SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT GLOB 'found_*_*'
    ORDER BY type = 'trigger', sql LIKE 'CREATE VIRTUAL%', type = 'index', name"""


@pytest.fixture
def stepped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new ledger made by the steps alone."""
    path = tmp_path / "stepped.ledger"
    with monkeypatch.context() as patch:
        patch.setattr("tellings.ledger.upgrade.make_new", lambda connection: migrate(connection, ""))
        Ledger(path).close()
    return path


def test_a_new_ledger_is_as_the_steps_make_it(stepped: Path, tmp_path: Path) -> None:
    if os.environ.get("TELLINGS_SCHEMA"):
        SCRIPT.write_text(HEAD + "\n\n".join(statements(stepped)), encoding="utf-8")
    path = tmp_path / "new.ledger"
    Ledger(path).close()
    assert made(path) == made(stepped)


def made(path: Path) -> tuple[list[str], list[object]]:
    """All that is in a file, and what stands in its head."""
    with closing(sqlite3.connect(path)) as connection:
        heads = [connection.execute(f"PRAGMA {name}").fetchone() for name in ("user_version", "application_id")]
        return sorted(connection.iterdump()), heads


def statements(path: Path) -> list[str]:
    """What makes a file's tables and the rows in them."""
    with closing(sqlite3.connect(path)) as connection:
        found = [f"{sql};" for (sql,) in connection.execute(MADE)]
        rows = [row for row in connection.iterdump() if row.startswith("INSERT") and "found_" not in row]
    assert not any("\n\n" in one for one in found)
    return [*found, *(row for row in rows if "sqlite_master" not in row)]
