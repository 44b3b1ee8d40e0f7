"""Which version of the tables a ledger has, and its way to this one's. Alembic is imported only where there is a way.

The version stands in `ledger_version`, and in SQLite in `user_version` as well, where older releases look.
"""

from __future__ import annotations

from importlib.resources import as_file, files

import sqlalchemy as sa

from tellings.errors import LedgerError
from tellings.ledger import index, postgresql
from tellings.place import Place

VERSION_TABLE = "ledger_version"
HEAD = "0004"
KNOWN = ("0001", "0002", "0003", HEAD)
SEARCHED = "0003"  # what older ones hold to be searched is made anew


def settle(engine: sa.Engine, place: Place, *, must_exist: bool = False) -> None:
    """Make the tables where there are none, bring older ones up to date; raises LedgerError for those of a newer."""
    with engine.connect() as connection:
        version = _version(connection, place)
    if version == HEAD:
        return
    if must_exist and not version:
        raise LedgerError(f"{place}: holds no ledger; make one with `tellings build PATH… --ledger {place}`")
    with engine.execution_options(writing=True).begin() as connection:
        if connection.dialect.name == "postgresql":
            postgresql.take_turn(connection, postgresql.UPGRADE)
        version = _version(connection, place)
        if version == HEAD:  # someone else did it while we waited
            return
        if not version and connection.dialect.name == "sqlite":
            make_new(connection)
            return
        migrate(connection, version)
        if version and version < SEARCHED:
            index.index_anew(connection)


def make_new(connection: sa.Connection) -> None:
    """The tables in a new file, by a script of what all steps come to: they take half a second, with Alembic."""
    script = (files("tellings.ledger") / "migrations" / "new.sql").read_text(encoding="utf-8")
    for statement in script.split("\n\n"):
        connection.exec_driver_sql(statement)
    _tell_older_releases(connection, HEAD)


def migrate(connection: sa.Connection, version: str, to: str = HEAD) -> None:
    """From a version ("" where there is nothing) to a later one, on a connection whose transaction is ours."""
    from alembic import command
    from alembic.config import Config

    with as_file(files("tellings.ledger") / "migrations") as folder:
        config = Config()
        config.set_main_option("script_location", str(folder))
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        if version and not sa.inspect(connection).has_table(VERSION_TABLE):
            command.stamp(config, version)
        command.upgrade(config, to)
    if connection.dialect.name == "sqlite":
        _tell_older_releases(connection, to)


def _tell_older_releases(connection: sa.Connection, version: str) -> None:
    connection.exec_driver_sql(f"PRAGMA user_version = {int(version)}")


def _version(connection: sa.Connection, place: Place) -> str:
    """The version of a ledger's tables; "" where there are none yet."""
    tables = set(sa.inspect(connection).get_table_names())
    if VERSION_TABLE in tables:
        version = connection.scalar(sa.text(f"SELECT version_num FROM {VERSION_TABLE}")) or ""  # noqa: S608
    elif connection.dialect.name == "sqlite":
        number = connection.exec_driver_sql("PRAGMA user_version").scalar() or 0
        version = f"{number:04}" if number else ""
    elif tables:
        raise LedgerError(f"{place}: is another program's database, not a ledger; name an empty one")
    else:
        version = ""
    if version and version not in KNOWN:
        raise LedgerError(f"{place}: made by a newer version of Tellings; install that one to open it")
    return version
