"""A PostgreSQL server of the tests' own, and ledgers on it; nothing of it is left when they are over."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import sqlalchemy as sa

from tellings.ledger import Ledger

OWNER = "postgres"  # PostgreSQL refuses to run as root


class Server:
    """A cluster in a folder of its own, on a port of its own, that may be stopped and started."""

    def __init__(self, binaries: Path, folder: Path) -> None:
        self._binaries, self._folder = binaries, folder
        self._as_owner: list[str] = []
        if os.geteuid() == 0:
            user = pwd.getpwnam(OWNER)
            os.chown(folder, user.pw_uid, user.pw_gid)
            self._as_owner = ["setpriv", f"--reuid={OWNER}", f"--regid={OWNER}", "--init-groups"]
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self._numbers = count(1)
        self._run("initdb", "-A", "trust", "-U", OWNER, "-E", "UTF8", "--locale=C.UTF-8", "-D", f"{folder}/data")

    def _run(self, name: str, *arguments: str) -> None:
        command = [*self._as_owner, str(self._binaries / name), *arguments]
        done = subprocess.run(command, cwd=self._folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{name}: {done.stdout}{done.stderr}"

    def start(self) -> None:
        settings = f"-p {self.port} -k {self._folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=40"
        log = f"{self._folder}/log"
        self._run("pg_ctl", "-D", f"{self._folder}/data", "-w", "-s", "-l", log, "-o", settings, "start")

    def stop(self) -> None:
        # At once, as if the power went: what was committed is there when it starts again.
        self._run("pg_ctl", "-D", f"{self._folder}/data", "-w", "-s", "-m", "immediate", "stop")

    @contextmanager
    def reading_only(self) -> Iterator[None]:
        """As a standby, which follows another server and takes no writing."""
        signal = self._folder / "data" / "standby.signal"
        for standby in (True, False):
            self.stop()
            signal.touch() if standby else signal.unlink()
            self.start()
            if standby:
                yield

    def ask_for_passwords(self, user: str) -> None:
        """Let nobody in as a user without a password."""
        rules = self._folder / "data" / "pg_hba.conf"
        rules.write_text(f"host all {user} 127.0.0.1/32 scram-sha-256\n{rules.read_text()}")
        self._run("pg_ctl", "-D", f"{self._folder}/data", "-s", "reload")

    def address(self, database: str, user: str = OWNER) -> str:
        return f"postgresql://{user}@127.0.0.1:{self.port}/{database}"

    def do(self, *statements: str, database: str = "postgres") -> None:
        """Run statements, each in a transaction of its own."""
        engine = sa.create_engine(
            self.address(database).replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT"
        )
        with engine.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
        engine.dispose()

    def database(self, template: str = "") -> str:
        """The address of a new database: an empty one, or a copy of another."""
        name = f"ledger_{next(self._numbers)}"
        self.do(f"CREATE DATABASE {name} TEMPLATE {template or 'template1'}")
        return self.address(name)

    def drop(self, address: str) -> None:
        """Remove a database, whoever is still connected to it."""
        self.do(f"DROP DATABASE IF EXISTS {address.rpartition('/')[2]} WITH (FORCE)")

    def empty_ledger(self) -> str:
        """The address of a ledger with nothing in it; made once, then copied, since that is quicker."""
        if not hasattr(self, "_template"):
            self._template = self.database()
            Ledger(self._template).close()
        return self.database(self._template.rpartition("/")[2])


def binaries() -> Path | None:
    """Where PostgreSQL's programs are; Debian keeps them off the path. None where there are none."""
    found = shutil.which("initdb")
    folders = (
        [Path(found).resolve().parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    )
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


@contextmanager
def running_server(programs: Path) -> Iterator[Server]:
    """A server that runs until the end of `with`."""
    folder = Path(tempfile.mkdtemp(prefix="tellings-pg-"))
    try:
        server = Server(programs, folder)
        server.start()
        yield server
        server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
