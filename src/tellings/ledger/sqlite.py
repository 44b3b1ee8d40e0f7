"""The file of a ledger: how it is told from others, how it is opened, and what to do about what SQLite says."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from tellings.errors import LedgerError

_WAIT = 30  # seconds that one run waits for another
APPLICATION_ID = 0x54454C4C  # "TELL", in the SQLite header: what makes a file a ledger


def claim(path: Path, *, must_exist: bool) -> None:
    """Refuse what is no ledger by its first bytes, before SQLite touches the file; mark a new file as ours.

    The mark is written before the journal is a WAL: a run killed before its first checkpoint leaves it in the file.
    """
    if must_exist and not path.is_file():
        raise LedgerError(f"{path}: no such ledger; make one with `tellings build PATH… --ledger {path}`")
    if path.is_dir():
        raise LedgerError(f"{path}: is a folder; name a file for the ledger")
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        header = b""
    except OSError as error:
        raise LedgerError(f"{path}: {error.strerror}; {advice(str(error.strerror), True)}") from error
    if not header:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    elif not header.startswith(b"SQLite format 3\0"):
        raise LedgerError(f"{path}: is not a ledger; name another file")
    elif int.from_bytes(header[68:72]) != APPLICATION_ID:
        raise LedgerError(f"{path}: is another program's database, not a ledger; name another file")


def advice(cause: str, operational: bool) -> str:
    """What a user can do about what SQLite says."""
    hints = {
        "full": "nothing already kept is lost; free some space and run the same command again",
        "locked": "another run is writing to it; wait for that run or use another ledger",
        "readonly": "it may not be written here; change its permissions or name another file",
        "disk I/O": "nothing already kept is lost; check the disk and run the same command again",
        "ermission denied": "you may not read or write it; change its permissions or name another file",
        "unable to open": "check that its folder exists and that you may write there",
        "not a database": "it is not a ledger; name another file",
        "malformed": "it is damaged; build it again from its articles",
    }
    found = next((hint for word, hint in hints.items() if word in cause), "")
    return found or ("try again" if operational else "build it again from its articles")


def make_engine(path: Path) -> sa.Engine:
    """An engine for a file that is a ledger's; a connection with the option `writing` waits for its turn at once."""
    engine = sa.create_engine(sa.URL.create("sqlite", database=str(path)), connect_args={"timeout": _WAIT})
    sa.event.listen(engine, "connect", _on_connect)
    sa.event.listen(engine, "begin", _on_begin)
    return engine


def _on_begin(connection: sa.Connection) -> None:
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _on_connect(connection: Any, _: object) -> None:
    """SQLite as we use it: transactions are ours (also for DDL), readers do not wait for the writer."""
    connection.isolation_level = None
    until = time.monotonic() + _WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            break
        except sqlite3.OperationalError as error:
            # two that open a new file at once: SQLite does not wait here, whatever its timeout
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.02)
    connection.execute("PRAGMA synchronous = NORMAL")
