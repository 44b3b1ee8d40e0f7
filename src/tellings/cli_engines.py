"""Where `tellings build` works: here, or on a Spark cluster. Heavy imports live inside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from tellings.engine import Processes
    from tellings.engine.spark import Spark
    from tellings.ledger import Ledger

EngineName = Annotated[str, typer.Option("--engine", help="Where the work is done: local or spark.")]
Master = Annotated[
    str, typer.Option("--master", help="The cluster as Spark names it, as spark://host:7077; local[*] is this machine.")
]
ParquetFolder = Annotated[
    Path | None,
    typer.Option("--parquet", help="Write the ledger's tables here as well; on a cluster, a folder all workers see."),
]


def workers_for(paths: Sequence[str]) -> int:
    """One process for one article, which is not marked sooner by others; else as many as there are processors."""
    from tellings.engine import default_workers
    from tellings.read.kinds import holds_one

    return 1 if len(paths) == 1 and holds_one(paths[0]) else default_workers()


@contextmanager
def engine_of(
    name: str, master: str, parquet: Path | None, keep_inputs: bool, workers: int
) -> Iterator[Spark | Processes]:
    """The cluster that is asked for, or so many processes of this machine.

    These load what marking needs from here on. Raises InputError for what does not go together.
    """
    from tellings.engine import Processes
    from tellings.errors import InputError
    from tellings.mark import READY

    if name not in ("local", "spark"):
        raise InputError(f"--engine {name}", "is no engine", "write local or spark")
    if name == "local":
        if master:
            raise InputError(f"--master {master}", "is for a cluster", "add --engine spark")
        with Processes(workers, preload=READY) as processes:
            yield processes
        return
    if keep_inputs:
        cause = "inputs are read on the cluster and cannot be kept beside the ledger"
        raise InputError("--keep-inputs", cause, "leave it out, or build with --engine local")
    from tellings.engine.spark import Spark

    with Spark(master or "local[*]", parquet) as spark:
        yield spark


def write_parquet(ledger: Ledger, folder: Path | None) -> None:
    """The ledger's tables as Parquet, where that is asked for."""
    if folder is not None:
        from tellings.ledger.parquet import write_tables

        write_tables(ledger, folder)
