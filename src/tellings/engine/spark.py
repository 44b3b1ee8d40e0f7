"""A Spark cluster as an engine. PySpark and Java are needed only here.

What goes to the workers and what comes back are files in one folder that all of them see: batches as pickles, a file a
task, and results as Parquet, which Spark commits whole or not at all. So a task that dies is done again elsewhere, the
driver holds one batch at a time, and results come in the order of the batches. The language pipeline is loaded once in
each Python worker, as in a process of `Processes`, since it is the same function that runs.
"""

from __future__ import annotations

import importlib.util
import os
import pickle
import re
import shutil
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from importlib.resources import as_file, files
from itertools import groupby, islice
from pathlib import Path
from typing import Any, TypeVar

from tellings.engine import batches
from tellings.errors import EngineError, MissingExtraError
from tellings.link.grouping import POSTINGS, Array, Vector, find_candidates, nearest

T = TypeVar("T")
R = TypeVar("R")

_TRIES = 4  # of a task, whose worker may die
_ANSWER = 10.0  # seconds for a master to answer
_WORKERS = 120.0  # seconds for the first worker to come
# Tasks a processor after which each holds one batch more: few batches are shared out widely, many in few files, since
# a task costs a quarter of a second whatever it does.
_GROWTH = 4
_ROWS = 2000  # groups in a file
_FEW = 5000  # groups that meet sooner in this process than a job starts
_CLUSTER = re.compile(r"spark://(.+)")
_RESULT = "number long, at long, payload binary"


class Spark:
    """A session on a cluster. Use in `with`; `work` is a folder that all workers see (None: a temporary one).

    Raises MissingExtraError without PySpark or Java, EngineError where the master or its workers are not to be had.
    """

    def __init__(self, master: str, work: Path | None = None) -> None:
        """For a master as Spark names it: `local[2]`, `spark://host:7077`, `yarn`, `k8s://…`."""
        self.master = re.sub(r"^local(?:\[(\d+|\*)\])?$", lambda m: f"local[{m[1] or 1},{_TRIES}]", master)
        self._given = work
        self._work = Path()
        self._session: Any = None
        self._stages = 0

    def __enter__(self) -> Spark:
        """Start the session."""
        check_parts()
        _reach(self.master)
        if self._given:
            try:
                self._given.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise EngineError(f"{self._given}: {error.strerror}; name a folder that may be written") from error
        self._work = Path(tempfile.mkdtemp(prefix="tellings-work-", dir=self._given)).absolute()
        try:
            self._session = _start(self.master)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """End the session and remove the files of its work."""
        if self._session is not None:
            self._session.stop()
            self._session = None
        shutil.rmtree(self._work, ignore_errors=True)

    def map(
        self, function: Callable[[list[T]], list[R]], items: Iterable[T], *, size: int = 32, name: str = ""
    ) -> Iterator[list[R]]:
        """See `Engine`."""
        return self.flat_map(partial(_one, function), batches(items, size), name=name)

    def flat_map(self, function: Callable[[T], Iterable[R]], items: Iterable[T], *, name: str) -> Iterator[R]:
        """All that `function` gives of each item, in order; for what gives more than can be held at once."""
        folder = self._stage()
        tasks = _write_tasks(folder, items, _GROWTH * self._session.sparkContext.defaultParallelism)
        if not tasks:
            return
        numbers = self._session.range(0, tasks, 1, tasks)
        found = numbers.mapInArrow(_worker(function, str(folder)), _RESULT)
        self._run(lambda: found.write.parquet((folder / "out").as_uri()), name)
        for batch in _read_parts(folder / "out"):
            for payload in batch.column("payload"):
                yield pickle.loads(payload.as_py())  # noqa: S301 - written by our own workers
        shutil.rmtree(folder, ignore_errors=True)

    def find_candidates(self, vectors: Sequence[Vector]) -> Iterator[tuple[int, Array]]:
        """What `grouping.find_candidates` finds, by the same inverted lists: a window over each term, never a product.

        Each vector meets the last ones in time that share a term with it, and the weights they share are summed in the
        same order as there, so that the nearest are the same to the last bit.
        """
        if len(vectors) < _FEW:
            yield from find_candidates(vectors)
            return
        import numpy as np
        from pyspark.sql import Window
        from pyspark.sql import functions as f

        folder = self._stage()
        _write_vectors(folder / "in", vectors)
        rows = self._session.read.parquet((folder / "in").as_uri())
        terms = rows.select("at", f.explode("terms").alias("term")).select("at", "term.term", "term.weight")
        before = Window.partitionBy("term").orderBy("at").rowsBetween(-POSTINGS, -1)
        others = f.collect_list(f.struct("at", "weight")).over(before)
        met = terms.select("at", "term", "weight", others.alias("others")).where(f.size("others") > 0)
        found = (
            met.repartition("at").sortWithinPartitions("at", "term").mapInArrow(_nearest, "at long, others array<int>")
        )
        self._run(lambda: found.write.parquet((folder / "out").as_uri()), "join")
        for batch in _read_parts(folder / "out"):
            for at, near in zip(batch.column("at").to_pylist(), batch.column("others").to_pylist(), strict=True):
                yield at, np.array(near, np.int32)
        shutil.rmtree(folder, ignore_errors=True)

    def _stage(self) -> Path:
        self._stages += 1
        folder = self._work / f"{self._stages:03}"
        folder.mkdir()
        return folder

    def _run(self, job: Callable[[], None], name: str) -> None:
        """Run a job; what Spark says of one that failed becomes a line."""
        self._session.sparkContext.setJobDescription(f"tellings: {name}")
        try:
            job()
        except Exception as error:
            words = str(error).split("\n\n")[0].split("JVM stacktrace")[0]
            cause = next((line for line in reversed(words.splitlines()) if re.match(r"\w[\w.]*: ", line)), words)
            advice = "the ledger is as it was before this step; the same command again goes on there"
            raise EngineError(f"Spark gave up ({name}): {' '.join(cause.split())[:300]}; {advice}") from error


def check_parts() -> None:
    """Raise MissingExtraError where PySpark or Java is not installed."""
    if importlib.util.find_spec("pyspark") is None or importlib.util.find_spec("pyarrow") is None:
        raise MissingExtraError("Spark needs pyspark; install it with `pip install 'tellings[spark]'`")
    home = os.environ.get("JAVA_HOME")
    if not (shutil.which("java") or (home and (Path(home) / "bin" / "java").is_file())):
        raise MissingExtraError("Spark needs Java 17 or later; install it, or set JAVA_HOME to where it is")


def _reach(master: str) -> None:
    """Raise EngineError where no master of a standalone cluster answers: Spark itself asks for minutes."""
    cluster = _CLUSTER.fullmatch(master)
    if not cluster:
        return
    for address in cluster[1].split(","):
        host, _, port = address.rpartition(":")
        try:
            with socket.create_connection((host.strip("[]"), int(port)), timeout=_ANSWER):
                return
        except (OSError, ValueError):
            continue
    raise EngineError(f"{master}: no master answers there; check the address and that it is running")


def _start(master: str) -> Any:
    """A session whose workers are there; its settings are those of the user's spark-defaults but for these."""
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    builder = SparkSession.builder.appName("tellings").master(master)
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.task.maxFailures": str(_TRIES),
        "spark.sql.parquet.compression.codec": "zstd",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "1000",
    }
    if re.search(r"^local|127\.0\.0\.1|localhost", master):  # one machine, whose name may lead nowhere
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        settings |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    try:
        with as_file(files("tellings") / "data" / "log4j2.properties") as quiet:
            settings["spark.driver.extraJavaOptions"] = f"-Dlog4j2.configurationFile={quiet.as_uri()}"
            for key, value in settings.items():
                builder = builder.config(key, value)
            session = builder.getOrCreate()
    except Exception as error:
        cause = " ".join(str(error).split("\tat ")[0].split())[:300]
        raise EngineError(f"{master}: Spark does not start ({cause}); check the address of the master") from error
    until = time.monotonic() + _WORKERS
    while not re.match(r"local\b(?!-)", master) and _executors(session) < 2:  # the driver is one
        if time.monotonic() > until:
            session.stop()
            raise EngineError(f"{master}: no worker came in {_WORKERS:.0f} seconds; check that some are free")
        time.sleep(0.5)
    session.conf.set("spark.sql.shuffle.partitions", str(2 * session.sparkContext.defaultParallelism))
    return session


def _executors(session: Any) -> int:
    return int(session.sparkContext._jsc.sc().getExecutorMemoryStatus().size())


# --- what the driver writes and reads


def _write_tasks(folder: Path, items: Iterable[Any], growth: int) -> int:
    """A file of pickles a task, one item more in each after every `growth`; how many tasks."""
    source = iter(items)
    tasks = 0
    while some := list(islice(source, 1 + tasks // growth)):
        with (folder / f"{tasks}.pickle").open("wb") as file:
            for item in some:
                pickle.dump(item, file, pickle.HIGHEST_PROTOCOL)
        tasks += 1
    return tasks


def _write_vectors(folder: Path, vectors: Sequence[Vector]) -> None:
    """Vectors by their places, some in a file."""
    import numpy as np
    import pyarrow as pa
    from pyarrow.parquet import write_table

    folder.mkdir()
    for part, some in enumerate(batches(enumerate(vectors), _ROWS)):
        ends = np.cumsum([0, *(len(vector.terms) for _, vector in some)], dtype=np.int32)
        columns = [np.concatenate([vector[of] for _, vector in some]) for of in range(2)]
        items = pa.StructArray.from_arrays(list(map(pa.array, columns)), ["term", "weight"])
        rows = {"at": [at for at, _ in some], "terms": pa.ListArray.from_arrays(ends, items)}
        write_table(pa.table(rows), folder / f"{part}.parquet")


def _read_parts(folder: Path) -> Iterator[Any]:
    """The batches of a job's output, in the order of its tasks."""
    from pyarrow.parquet import ParquetFile

    for part in sorted(folder.glob("part-*.parquet")):
        with ParquetFile(part) as file:
            yield from file.iter_batches(batch_size=16)


# --- what runs on a worker


def _one(function: Callable[[T], R], item: T) -> list[R]:
    return [function(item)]


def _worker(function: Callable[[Any], Iterable[Any]], folder: str) -> Callable[[Iterator[Any]], Iterator[Any]]:
    """What a worker does with the numbers of its tasks."""

    def work(numbers: Iterator[Any]) -> Iterator[Any]:
        import pyarrow as pa

        names = ["number", "at", "payload"]
        for batch in numbers:
            for number in batch.column(0).to_pylist():
                for at, found in enumerate(_results(function, Path(folder) / f"{number}.pickle")):
                    payload = pickle.dumps(found, pickle.HIGHEST_PROTOCOL)
                    columns = [pa.array([number]), pa.array([at]), pa.array([payload], pa.binary())]
                    yield pa.RecordBatch.from_arrays(columns, names=names)

    return work


def _results(function: Callable[[Any], Iterable[Any]], file: Path) -> Iterator[Any]:
    with file.open("rb") as opened:
        while True:
            try:
                item = pickle.load(opened)  # noqa: S301 - written by the driver
            except EOFError:
                return
            yield from function(item)


def _nearest(found: Iterator[Any]) -> Iterator[Any]:
    """The nearest of each vector, from rows (at, term, weight, others) sorted by at and term."""
    import numpy as np

    def rows() -> Iterator[tuple[int, Any, Any]]:
        for batch in found:
            column = {name: batch.column(i) for i, name in enumerate(batch.schema.names)}
            lists = column["others"]
            ends = np.asarray(lists.offsets) - np.asarray(lists.offsets)[0]
            others = lists.flatten()
            numbers, weights = (others.field(i).to_numpy() for i in range(2))
            mine = column["weight"].to_numpy()
            for row, at in enumerate(column["at"].to_pylist()):
                part = slice(ends[row], ends[row + 1])
                yield at, numbers[part], mine[row] * weights[part]

    near: dict[int, list[int]] = {}
    for at, group in groupby(rows(), key=lambda row: row[0]):
        _, numbers, shared = zip(*group, strict=True)
        near[at] = nearest(np.concatenate(numbers), np.concatenate(shared)).tolist()
        if len(near) >= _ROWS:
            yield _near_rows(near)
            near = {}
    if near:
        yield _near_rows(near)


def _near_rows(near: dict[int, list[int]]) -> Any:
    import pyarrow as pa

    columns = [pa.array(list(near), pa.int64()), pa.array(list(near.values()), pa.list_(pa.int32()))]
    return pa.RecordBatch.from_arrays(columns, names=["at", "others"])
