"""A ledger on a PostgreSQL server: how it is reached, who may write, and what to do about what the server says."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DBAPIError

from tellings.errors import LedgerError, MissingExtraError
from tellings.place import ADDRESS, Place, address_of

WRITE, LINK, UPGRADE = 0x54454C4C, 0x54454C4D, 0x54454C4E  # what advisory locks are taken on, in one schema each
_WAIT = "30s"  # for another's writing, as with SQLite
_LOCK = sa.text("SELECT pg_advisory_xact_lock(:what, hashtext(current_schema()))")
_TRY = sa.text("SELECT pg_try_advisory_lock(:what, hashtext(current_schema()))")
_FREE = sa.text("SELECT pg_advisory_unlock(:what, hashtext(current_schema()))")

# What a message of the server holds, and what a user can do.
_HINTS = {
    "password": "check the user and the password; a password may also stand in PGPASSWORD or in the file .pgpass",
    "no pg_hba.conf entry": "the server does not let this user in from here; ask its administrator",
    "role": "there is no such user on this server; check the name or ask for one",
    "database": "make it with `createdb` and run the same command again",
    "read-only": "it may not be written here; name the server that takes writing",
    "during recovery": "it may not be written here; name the server that takes writing",
    "No space left": "its disk is full; nothing already kept is lost; free some space and run the same command again",
    "lock timeout": "another run is writing to it; wait for that run or use another ledger",
    "permission denied": "its owner has to grant you the right to it",
    "too many": "the server takes no more connections now; wait a little or ask its administrator",
    "unaccent": "install PostgreSQL's own extensions there (Debian: in the package postgresql), or ask its "
    "administrator for CREATE EXTENSION unaccent",
    "starting up": "wait a little and run the same command again",
    "shutting down": "nothing already kept is lost; run the same command again when it is back",
    "terminat": "nothing already kept is lost; run the same command again when the server is back",
    "closed": "nothing already kept is lost; run the same command again when the server is back",
    "connection": "check that a server runs there, its host and its port",
    "resolve host": "check the name of the host",
}


def make_engine(place: Place) -> sa.Engine:
    """An engine for a server; nothing is asked of it yet. Raises MissingExtraError, LedgerError."""
    if importlib.util.find_spec("psycopg") is None:
        raise MissingExtraError("a ledger on a server needs psycopg; `pip install 'tellings[postgresql]'`")
    try:
        url = sa.make_url(address_of(place))
        return sa.create_engine(
            url, pool_pre_ping=True, connect_args={"connect_timeout": 10, "application_name": "tellings"}
        )
    except (ArgumentError, ValueError) as error:
        raise LedgerError(f"{place}: is no address of a database; write {ADDRESS}") from error
    except ImportError as error:
        raise MissingExtraError(
            "a ledger on a server needs psycopg with its library; `pip install 'tellings[postgresql]'`"
        ) from error


def advice(cause: str) -> str:
    """What a user can do about what a server says."""
    return next((hint for word, hint in _HINTS.items() if word in cause), "run the same command again")


def take_turn(connection: sa.Connection, what: int = WRITE) -> None:
    """Wait, until the transaction is over, for all others to have ended theirs: one writes at a time."""
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_WAIT}'")
    connection.execute(_LOCK, {"what": what})


@contextmanager
def alone(engine: sa.Engine, place: Place) -> Iterator[None]:
    """Hold the right to link; raises LedgerError where another run holds it. It ends with the connection."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not connection.scalar(_TRY, {"what": LINK}):
            raise LedgerError(
                f"{place}: another run is linking it; what was added is kept, and the same command again links it"
            )
        try:
            yield
        finally:
            with suppress(DBAPIError):  # where the server went away, the lock went with it
                connection.execute(_FREE, {"what": LINK})
