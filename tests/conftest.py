"""The demo story, read and weighed once for every test that looks at it; ledgers in both databases.

A test that asks for `place` (or for `ledger`) runs twice, over a SQLite file and over a database on a PostgreSQL server
that the tests start themselves. Where PostgreSQL is not installed that half is skipped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tellings.ledger import Ledger
    from tellings.model import Record
    from tests.databases import Server

DATABASES = ("sqlite", "postgresql")
FIRST = ("test_spark.py", "test_floors.py")  # the longest: begun last, one process would wait for the other at the end

# Whether a test holds does not depend on how busy the machine is.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first; all others in their order."""
    items.sort(key=lambda item: FIRST.index(item.path.name) if item.path.name in FIRST else len(FIRST))


@pytest.fixture(autouse=True, scope="session")
def no_settings_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests run without the settings of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("settings")))
        patch.delenv("TELLINGS_CONFIG", raising=False)
        patch.delenv("TELLINGS_LEDGER", raising=False)
        yield


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser of a module's own: one open for longer is in the way of tests that run an event loop."""
    from tests.browsing import chromium

    with chromium() as launched:
        yield launched


@pytest.fixture(scope="module")
def room(demo_record: Record, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a reading room over the demo story, a module's own to decide in."""
    from tests.browsing import served

    with served(demo_record, tmp_path_factory.mktemp("room") / "demo.ledger") as address:
        yield address


@pytest.fixture(scope="session")
def demo_record() -> Record:
    from gold import DEMO
    from score import record_of

    return record_of([DEMO])


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server."""
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    from tests.databases import binaries, running_server

    programs = binaries()
    if programs is None:
        pytest.skip("PostgreSQL's programs are not installed (Debian: apt-get install postgresql)")
    with running_server(programs) as started:
        yield started


@pytest.fixture(scope="session", params=DATABASES)
def new_place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], str]:
    """Gives places for ledgers with nothing in them, each in turn in both databases."""
    if request.param == "sqlite":
        return lambda: str(tmp_path_factory.mktemp("ledger") / "x.ledger")
    server: Server = request.getfixturevalue("server")
    return server.empty_ledger


@pytest.fixture
def place(new_place: Callable[[], str], request: pytest.FixtureRequest) -> Iterator[str]:
    """A place for one ledger."""
    given = new_place()
    server: Server | None = request.getfixturevalue("server") if "://" in given else None
    yield given
    if server:
        server.drop(given)


@pytest.fixture
def ledger(place: str) -> Iterator[Ledger]:
    """A ledger with nothing in it."""
    from tellings.ledger import Ledger

    with Ledger(place) as opened:
        yield opened
