"""What docs/running.md says of backups: made while the ledger is in use, they restore to the same ledger."""

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from tests.databases import Server, binaries
from tests.test_ledger import pair, record_of

from tellings.ledger import Ledger
from tellings.search import Query, search
from tellings.verify import verify


def fill(ledger: Ledger) -> None:
    ledger.add([pair()])
    ledger.keep(record_of(*pair()))
    ledger.inputs.keep(b"what was read")


def same(ledger: Ledger) -> None:
    assert ledger.record() == record_of(*pair())
    assert not verify(ledger).faults
    with ledger.reading() as connection:
        assert search(connection, Query("soldiers"))[1] == 3
    assert ledger.add([pair("Another 900 soldiers came, she said.", "b.txt")]) == 1


def test_a_file_is_backed_up_while_it_is_used(tmp_path: Path) -> None:
    """`.backup` of the program sqlite3 is this function of SQLite."""
    with Ledger(tmp_path / "x.ledger") as ledger:
        fill(ledger)
        with closing(sqlite3.connect(tmp_path / "x.ledger")) as one, closing(sqlite3.connect(tmp_path / "y")) as other:
            one.backup(other)
        ledger.add([pair("There are 900 soldiers, she said. Later.", "c.txt")])
    with Ledger(tmp_path / "y", must_exist=True) as restored:
        same(restored)


def test_a_dump_of_a_server_restores(server: Server, tmp_path: Path) -> None:
    folder = binaries()
    assert folder
    full, empty = server.empty_ledger(), server.database()
    with Ledger(full) as ledger:
        fill(ledger)
        run(folder / "pg_dump", "--format=custom", f"--file={tmp_path / 'dump'}", full)
    run(folder / "pg_restore", "--no-owner", f"--dbname={empty}", str(tmp_path / "dump"))
    with Ledger(empty, must_exist=True) as restored:
        assert [restored.inputs.read(key) for key in restored.inputs.hashes()] == [b"what was read"]
        same(restored)
    for address in (full, empty):
        server.drop(address)


def run(program: Path, *arguments: str) -> None:
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False, env=dict(os.environ))
    assert done.returncode == 0, done.stderr
