"""The same record on Spark as in one process, whoever is killed on the way. One session serves all tests here."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from gold import DEMO
from linking import turn
from tellings.engine import spark as spark_engine
from tellings.errors import EngineError, MissingExtraError
from tellings.grammar.calendar import read_day
from tellings.intake import Account, Intake
from tellings.ledger import Ledger
from tellings.ledger.parquet import write_tables
from tellings.ledger.schema import changes, tables
from tellings.model import Article
from tellings.pipeline import build
from tellings.read.articles import read_articles
from tellings.read.shards import Shard, find_shards, read_shard
from tellings.sharded import build_sharded
from tests.inputs import http, page, record, warc
from tests.test_engine import die_once, divide

if TYPE_CHECKING:
    from tellings.engine.spark import Spark

needs_java = pytest.mark.skipif(
    not (shutil.which("java") or os.environ.get("JAVA_HOME")), reason="Java is not installed"
)
CHANGES_WITH_TIME = {"at"}  # columns that tell when something was done
PATIENCE = 400  # seconds: a cluster starts in ten, on a busy machine in a hundred


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spark]:
    """Two workers on this machine."""
    with spark_engine.Spark("local[2]", tmp_path_factory.mktemp("spark")) as engine:
        yield engine


@pytest.fixture(scope="session")
def told() -> list[Article]:
    """Forty articles: the demo's, four times, with other names and weeks apart."""
    found = [one for one in read_articles([DEMO]) if isinstance(one, Article)]
    return [one for by in range(4) for one in found]


@pytest.fixture(scope="session")
def folder(told: list[Article], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The forty as JSON lines, Parquet, a WARC and texts, some without a day; a WARC that is cut off; other files."""
    import pyarrow as pa
    from pyarrow.parquet import write_table

    inputs = tmp_path_factory.mktemp("shards")
    rows = [_row(one, number // 10) for number, one in enumerate(told)]
    lines = [json.dumps(row) + "\n" for row in rows[:20]]
    (inputs / "a.jsonl").write_text("".join(lines), encoding="utf-8")
    write_table(pa.Table.from_pylist(rows[20:30]), inputs / "b.parquet")
    pages = [record(http(page(row["title"], row["text"].split("\n"))), url=row["url"]) for row in rows[30:36]]
    (inputs / "c.warc").write_bytes(warc(*pages))
    (inputs / "d.warc.gz").write_bytes(warc(*pages, packed=True)[:-300])
    for number, row in enumerate(rows[36:]):
        (inputs / f"e{number}.txt").write_text(f"{row['title']}\n\n{row['text']}", encoding="utf-8")
    (inputs / "f.json").write_text('{"colour": "green"}', encoding="utf-8")
    (inputs / "g.xyz").touch()
    return inputs


def _row(one: Article, by: int) -> dict[str, Any]:
    words = {word: turn(word, by) for word in one.text.split() if by and word[:1].isupper() and word.isalpha()}
    day = read_day(one.published)
    return {
        "url": f"https://{by}.example/{one.id}",
        "title": " ".join(words.get(word, word) for word in one.title.split(" ")),
        "outlet": one.outlet,
        "published": (day + timedelta(weeks=20 * by)).isoformat() if day else "",
        "text": "\n".join(
            " ".join(words.get(word, word) for word in line.split(" ")) for line in one.text.split("\n") if line
        ),
    }


@pytest.fixture(scope="session")
def here(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, list[Any]], Account]:
    """The tables of a ledger that one process made of the folder, and what became of its inputs."""
    with Ledger(tmp_path_factory.mktemp("here") / "x.ledger") as ledger, Intake(ledger) as intake:
        inputs = read_articles([folder, folder / "none"], passed=intake.account.pass_over)
        build(intake.articles(inputs), ledger)
        intake.__exit__()
        return rows_of(ledger), intake.account


def rows_of(ledger: Ledger) -> dict[str, list[Any]]:
    """Every table, its rows in the order of their keys, without what tells the time."""
    found = {}
    with ledger.reading() as connection:
        for table in tables.sorted_tables:
            if table is changes:
                continue  # it counts writings
            columns = [column for column in table.columns if column.name not in CHANGES_WITH_TIME]
            found[table.name] = sorted(map(repr, connection.execute(sa.select(*columns))))
    return found


def build_on(spark: Spark, ledger: Ledger, *paths: Path, **more: Any) -> Account:
    with Intake(ledger) as intake:
        build_sharded(paths, ledger, intake, spark, **more)
    return intake.account


@needs_java
def test_both_engines_make_the_same_rows_of_every_table(
    spark: Spark,
    folder: Path,
    here: tuple[dict[str, list[Any]], Account],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(spark_engine, "_FEW", 0)  # so that the join is done there too
    with Ledger(tmp_path / "x.ledger") as ledger:
        account = build_on(spark, ledger, folder, folder / "none", share=40_000)
        there = rows_of(ledger)
    rows, local = here
    assert (account.read, account.known) == (local.read, local.known)
    assert account.passed == local.passed == {".json": 1, ".xyz": 1}
    assert sorted(one.path for one in account.left) == sorted(one.path for one in local.left)
    assert any("d.warc.gz" in one.path and "cut short" in one.cause for one in account.left)
    assert len(rows["articles"]) == 40
    assert len(rows["stories"]) > 3
    assert rows["findings"]
    for name in rows:
        assert there[name] == rows[name], name


@needs_java
def test_a_run_cut_short_is_finished_by_the_next(spark: Spark, folder: Path, tmp_path: Path) -> None:
    def stop(count: int) -> None:
        raise KeyboardInterrupt

    paths = folder / "b.parquet", folder / "e0.txt"
    with Ledger(tmp_path / "x.ledger") as ledger, Ledger(tmp_path / "y.ledger") as whole:
        with pytest.raises(KeyboardInterrupt):
            build_on(spark, ledger, *paths, done=stop)
        assert ledger.pending
        assert build_on(spark, ledger, *paths).known
        assert not ledger.pending
        build((one for one in read_articles(paths) if isinstance(one, Article)), whole)
        assert ledger.record() == whole.record()


@needs_java
def test_what_a_killed_worker_had_is_done_by_another(spark: Spark, tmp_path: Path) -> None:
    work = partial(die_once, at=9, mark=tmp_path / "killed")
    assert [n for batch in spark.map(work, range(40), size=4) for n in batch] == list(range(40))
    assert (tmp_path / "killed").exists()


@needs_java
def test_what_fails_on_every_worker_is_an_error_of_one_line(spark: Spark) -> None:
    with pytest.raises(EngineError, match="ZeroDivisionError") as found:
        list(spark.map(divide, [0], size=1, name="try"))
    assert "\n" not in str(found.value)


def test_the_parts_of_a_file_are_all_its_records(folder: Path) -> None:
    shards = [one for one in find_shards([folder / "a.jsonl"], 10_000) if isinstance(one, Shard)]
    parts = [[leaf.path.rpartition(":")[2] for leaf in read_shard(shard)] for shard in shards]
    assert len(parts) > 2
    assert sorted(int(number) for part in parts for number in part) == list(range(1, 21))


def test_the_tables_of_a_ledger_are_read_back_from_parquet(told: list[Article], tmp_path: Path) -> None:
    from pyarrow.parquet import read_table

    with Ledger(tmp_path / "x.ledger") as ledger:
        build(told[:3], ledger)
        files = write_tables(ledger, tmp_path / "out")
        rows = rows_of(ledger)
    found = {file.stem: read_table(file).num_rows for file in files}
    assert {"changes": 1} | {name: len(listed) for name, listed in rows.items() if name != "inputs"} == found
    assert set(read_table(tmp_path / "out" / "articles.parquet").column("id").to_pylist()) == {a.id for a in told[:3]}


@needs_java
def test_a_master_that_is_not_there_is_an_error_and_leaves_nothing(tmp_path: Path) -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        address = f"spark://127.0.0.1:{listening.getsockname()[1]}"
    ledger = tmp_path / "x.ledger"
    command = [sys.executable, "-m", "tellings.cli", "build", str(DEMO), "--ledger", str(ledger), "--engine", "spark"]
    done = subprocess.run([*command, "--master", address], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert f"{address}: no master answers there" in done.stderr
    assert not ledger.exists()


@pytest.mark.parametrize(
    ("gone", "words"), [("pyspark", r"pip install 'tellings\[spark\]'"), ("java", "Java 17 or later")]
)
def test_a_missing_part_is_named(monkeypatch: pytest.MonkeyPatch, gone: str, words: str) -> None:
    if gone == "pyspark":
        monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    else:
        monkeypatch.setenv("PATH", "")
        monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(MissingExtraError, match=words):
        spark_engine.check_parts()


class Cluster:
    """A standalone master with two workers on loopback. Use in `with`."""

    def __init__(self, folder: Path) -> None:
        """Their files go to a folder."""
        self._folder, self._port = folder, free_port()
        self.address = f"spark://127.0.0.1:{self._port}"
        self._running: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Cluster:
        where = ["--host", "127.0.0.1", "--webui-port", "0"]
        self._start("master.Master", *where, "--port", str(self._port))
        wait_for(lambda: answers(self._port), "the master")
        for number in range(2):
            folder = str(self._folder / f"worker{number}")
            size = ["--cores", "1", "--memory", "1g", "--work-dir", folder]
            self._start("worker.Worker", *where, *size, self.address)
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._running:
            process.kill()
            process.wait()

    def works(self) -> bool:
        """Whether a task runs on the first worker."""
        logs = self._folder.glob("worker0/*/*/stderr")
        return any("Running task" in log.read_text(errors="replace") for log in logs)

    def kill_worker(self) -> None:
        """Kill the first worker, and with it what it started."""
        self._running[1].kill()

    def _start(self, what: str, *options: str) -> None:
        from pyspark.find_spark_home import _find_spark_home

        command = [f"{_find_spark_home()}/bin/spark-class", f"org.apache.spark.deploy.{what}", *options]
        environment = os.environ | {"SPARK_LOCAL_IP": "127.0.0.1"}
        with (self._folder / "log").open("ab") as log:
            self._running.append(subprocess.Popen(command, env=environment, stdout=log, stderr=log))


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        return int(one.getsockname()[1])


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def wait_for(ready: Callable[[], object], what: str) -> None:
    until = time.monotonic() + PATIENCE
    while not ready():
        assert time.monotonic() < until, f"{what} did not come"
        time.sleep(0.1)


@needs_java
def test_a_worker_of_a_cluster_killed_in_the_middle_changes_nothing(folder: Path, tmp_path: Path) -> None:
    paths = [str(folder / name) for name in ("b.parquet", "e0.txt", "e1.txt", "e2.txt")]
    path, shared = tmp_path / "x.ledger", tmp_path / "shared"
    with Cluster(tmp_path) as cluster, (tmp_path / "log").open("ab") as log:
        options = ["--engine", "spark", "--master", cluster.address, "--parquet", str(shared)]
        command = [sys.executable, "-m", "tellings.cli", "build", *paths, "--ledger", str(path), *options]
        with subprocess.Popen(command, stdout=log, stderr=log) as building:
            try:
                wait_for(lambda: cluster.works() or building.poll() is not None, "the first task")
                cluster.kill_worker()
                assert building.wait(PATIENCE) == 0, (tmp_path / "log").read_text(errors="replace")[-2000:]
            finally:
                building.kill()
    with Ledger(path, must_exist=True) as there, Ledger(tmp_path / "y.ledger") as here:
        build((one for one in read_articles(paths) if isinstance(one, Article)), here)
        assert there.record() == here.record()
    assert (shared / "findings.parquet").exists()
    assert not [*shared.glob("tellings-work-*")]
