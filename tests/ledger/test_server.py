"""A server that is not there, does not let one in, goes away or is full: a clear error, nothing half-written."""

import os
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from tests.databases import OWNER, Server
from tests.test_ledger import pair, record_of

from tellings.errors import LedgerError, MissingExtraError
from tellings.ledger import Ledger, postgresql
from tellings.model import Article, Marks
from tellings.search import Query, by_kind

SECRET = "hunter2"


@pytest.fixture
def address(server: Server) -> Iterator[str]:
    """A ledger with nothing in it."""
    made = server.empty_ledger()
    yield made
    server.drop(made)


def articles(count: int) -> list[tuple[Article, Marks]]:
    return [pair(f"There are 900 soldiers, she said. Day {i}.", f"{i}.txt") for i in range(count)]


def refusal(place: str) -> str:
    with pytest.raises(LedgerError) as told:
        Ledger(place)
    return str(told.value)


def test_a_server_that_is_not_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = refusal(f"postgresql://mara:{SECRET}@127.0.0.1:{port}/news")
    assert "check that a server runs there" in told
    assert SECRET not in told and f"postgresql://mara@127.0.0.1:{port}/news" in told


def test_a_wrong_password_is_not_shown(server: Server) -> None:
    server.do(f"CREATE ROLE guarded LOGIN PASSWORD '{SECRET}'")
    server.ask_for_passwords("guarded")
    address = server.address("postgres", "guarded")
    told = refusal(address.replace("guarded@", "guarded:wr0ng/word@"))
    assert "check the user and the password" in told
    assert "wr0ng" not in told
    assert "check the user and the password" in refusal(address)


def test_a_database_that_is_missing(server: Server) -> None:
    told = refusal(server.address("nowhere"))
    assert 'database "nowhere" does not exist' in told and "createdb" in told


def test_a_user_that_is_missing(server: Server) -> None:
    assert "no such user" in refusal(server.address("postgres", "nobody_known"))


def test_another_programs_database_is_refused_untouched(server: Server) -> None:
    address = server.database()
    server.do("CREATE TABLE mine (x int)", database=address.rpartition("/")[2])
    assert "another program's database" in refusal(address)
    server.drop(address)


def test_a_ledger_that_must_exist_names_the_command_that_makes_one(server: Server) -> None:
    address = server.database()
    with pytest.raises(LedgerError, match="tellings build"):
        Ledger(address, must_exist=True)
    server.drop(address)


@pytest.mark.parametrize("address", ["mysql://h/d", "postgresql://h:port/d", "postgresql://[::1/d"])
def test_what_is_no_address_is_told(address: str) -> None:
    with pytest.raises(LedgerError, match="postgresql://USER@HOST"):
        Ledger(address)


def test_without_the_driver_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(MissingExtraError, match=r"tellings\[postgresql\]"):
        Ledger("postgresql://127.0.0.1/news")


def test_a_server_that_restarts_in_the_middle_loses_only_the_step(server: Server, address: str) -> None:
    first, second = articles(2)
    with Ledger(address) as ledger:
        ledger.add([first])

        def restarts() -> Iterator[tuple[Article, Marks]]:
            yield second

        def falls() -> None:
            server.stop()
            server.start()

        sa.event.listen(ledger._engine, "before_cursor_execute", _once("INSERT INTO arrivals", falls))
        with pytest.raises(LedgerError, match="nothing already kept is lost; run the same command again"):
            ledger.add(restarts())
        assert ledger.known() == {first[0].id}
        assert ledger.add([first, second]) == 1
        assert ledger.marked()[1] == {first[0].id: first[1], second[0].id: second[1]}


def _once(words: str, then: Callable[[], None]) -> Callable[..., None]:
    """A listener that does something before the first statement that begins like this."""
    done: list[bool] = []

    def listen(_: object, __: object, statement: str, *___: object) -> None:
        if statement.startswith(words) and not done:
            done.append(True)
            then()

    return listen


def test_a_full_disk_loses_nothing_that_was_kept(server: Server, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk], capture_output=True, check=False
    )
    if os.geteuid() or mounted.returncode:
        pytest.skip("only root may make a disk of 24 megabytes")
    try:
        for folder in (tmp_path, *tmp_path.parents):
            if folder.is_relative_to("/tmp/") or "pytest" in str(folder):
                folder.chmod(folder.stat().st_mode | 0o011)
        space = disk / "space"
        space.mkdir()
        subprocess.run(["chown", OWNER, space], check=True)
        server.do(f"CREATE TABLESPACE tiny LOCATION '{space}'", "CREATE DATABASE small TABLESPACE tiny")
        with Ledger(server.address("small")) as ledger:
            ledger.add(articles(1))
            with pytest.raises(LedgerError, match="its disk is full; nothing already kept is lost"):
                ledger.add(pair(f"900 soldiers, she said. {os.urandom(400_000).hex()}", f"{i}.txt") for i in range(20))
            assert len(ledger.known()) == 1
        server.do("DROP DATABASE small", "DROP TABLESPACE tiny")
    finally:
        subprocess.run(["umount", disk], check=True)


def test_what_may_only_be_read_is_read_and_says_so(server: Server, address: str) -> None:
    with Ledger(address) as ledger:
        ledger.add(articles(1))
    with server.reading_only(), Ledger(address, must_exist=True) as ledger:
        assert ledger.counts()["articles"] == 1
        with pytest.raises(LedgerError, match="may not be written here"):
            ledger.add(articles(2))


def test_a_reader_without_the_right_to_write_is_told(server: Server, address: str) -> None:
    name = address.rpartition("/")[2]
    server.do("CREATE ROLE onlooker LOGIN")
    server.do("GRANT SELECT ON ALL TABLES IN SCHEMA public TO onlooker", database=name)
    with Ledger(server.address(name, "onlooker"), must_exist=True) as ledger:
        assert ledger.counts()["articles"] == 0
        with pytest.raises(LedgerError, match="has to grant you the right"):
            ledger.add(articles(1))
    server.do("DROP OWNED BY onlooker", database=name)
    server.do("DROP ROLE onlooker")


def test_one_run_at_a_time_links(address: str) -> None:
    with Ledger(address) as one, Ledger(address) as other:
        with one.linking(), pytest.raises(LedgerError, match="another run is linking it"), other.linking():
            pass
        with other.linking():
            other.keep(record_of(*pair()))


def test_a_writer_that_waits_too_long_says_for_what(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgresql, "_WAIT", "100ms")
    with Ledger(address) as one, Ledger(address) as other, one.writing():
        with pytest.raises(LedgerError, match="another run is writing to it"):
            other.add(articles(1))
        assert other.counts()["articles"] == 0


def test_a_search_that_comes_often_is_planned_for_its_own_words(address: str) -> None:
    """One plan for any words would be slow for some: PostgreSQL makes it when a question came five times."""
    plans = "SELECT sum(generic_plans) FROM pg_prepared_statements WHERE statement LIKE 'WITH newest%'"
    with Ledger(address) as ledger:
        ledger.add(articles(1))
        with ledger.reading() as connection:
            for _ in range(12):
                assert by_kind(connection, Query("soldiers"))
            assert connection.scalar(sa.text(plans)) == 0


def test_several_write_and_read_at_once(place: str) -> None:
    """In both databases: every article is in once, whoever was first, and readers see whole batches only."""
    pairs = articles(60)
    sizes: set[int] = set()
    over = threading.Event()

    def write(first: int) -> int:
        with Ledger(place) as ledger:
            return sum(ledger.add(pairs[at : at + 5]) for at in [*range(first, 60, 5), *range(0, first, 5)])

    def read() -> None:
        with Ledger(place) as ledger:
            while not over.is_set():
                sizes.add(len(ledger.known()))

    with ThreadPoolExecutor(5) as pool:
        reader = pool.submit(read)
        try:
            added = sum(pool.map(write, (0, 15, 30, 45)))
        finally:
            over.set()
        reader.result()
    assert added == 60
    assert all(size % 5 == 0 for size in sizes)
    with Ledger(place) as ledger:
        assert ledger.known() == {article.id for article, _ in pairs}
        assert all(len(marks.figures) == 1 for marks in ledger.marked()[1].values())
