"""Where work runs. An engine has two verbs: `map`, a function over batches of things, and `find_candidates`, one join.

`Processes` is this process or a pool of others; `tellings.engine.spark` is a cluster, imported only when asked for.
What one engine gives, the other gives too, to the last row: the functions that travel are the same.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TYPE_CHECKING, Protocol, TypeVar

from tellings.errors import EngineError

if TYPE_CHECKING:
    from tellings.link.grouping import Group

T = TypeVar("T")
R = TypeVar("R")


class Engine(Protocol):
    """Something that works through batches. Functions are importable; what goes in and comes out pickles."""

    def map(
        self, function: Callable[[list[T]], list[R]], items: Iterable[T], *, size: int = 32, name: str = ""
    ) -> Iterator[list[R]]:
        """`function` over batches of `size` items: what it gives of each batch, in order; `name` is for the user.

        Raises EngineError where the work cannot be done.
        """
        ...

    def find_candidates(self, groups: Sequence[Group]) -> Iterable[tuple[int, int]]:
        """Pairs of groups that share telling terms: what `link.grouping.find_candidates` finds, wherever it is done."""
        ...


class Processes:
    """One worker is this process; more are a pool that is made when there is more than one batch and kept to the end.

    Use in `with`. Memory does not grow with the input: at most two batches a worker wait.
    """

    def __init__(self, workers: int = 1) -> None:
        """So many processes."""
        self.workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Processes:
        """For use in `with`."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the pool."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def map(
        self, function: Callable[[list[T]], list[R]], items: Iterable[T], *, size: int = 32, name: str = ""
    ) -> Iterator[list[R]]:
        """See `Engine`. One batch alone is done here, since a pool costs more than it gives."""
        source = batches(items, size)
        first = list(islice(source, 2))
        if self.workers == 1 or (len(first) < 2 and self._pool is None):
            for some in (first, source):
                for batch in some:
                    yield function(batch)
            return
        waiting: deque[tuple[list[T], Future[list[R]]]] = deque()
        for some in (first, source):
            for batch in some:
                waiting.append((batch, self._submit(function, batch)))
                if len(waiting) >= 2 * self.workers:
                    yield self._next(function, waiting)
        while waiting:
            yield self._next(function, waiting)

    def find_candidates(self, groups: Sequence[Group]) -> Iterable[tuple[int, int]]:
        """See `Engine`."""
        from tellings.link.grouping import find_candidates

        return find_candidates(groups)

    def _submit(self, function: Callable[[list[T]], list[R]], batch: list[T]) -> Future[list[R]]:
        try:
            if self._pool is None:
                # spawn: a forked copy of a process with threads (numpy, the progress bar) can hang
                self._pool = ProcessPoolExecutor(self.workers, mp_context=multiprocessing.get_context("spawn"))
            return self._pool.submit(function, batch)
        except BrokenProcessPool as error:  # `_next` finds it in its turn
            broken: Future[list[R]] = Future()
            broken.set_exception(error)
            return broken

    def _next(self, function: Callable[[list[T]], list[R]], waiting: deque[tuple[list[T], Future[list[R]]]]) -> list[R]:
        """What came of the batch that has waited longest; where its process died, it is given to a new pool once."""
        batch, future = waiting.popleft()
        try:
            return future.result()
        except BrokenProcessPool:
            self.__exit__()
            again = self._submit(function, batch)
            try:
                found = again.result()
            except BrokenProcessPool as error:
                cause = "a worker died twice on the same articles, as they do when memory is short"
                raise EngineError(f"{cause}; the same command with --workers 1 goes on where it was") from error
            for at, (other, _) in enumerate(waiting):
                waiting[at] = (other, self._submit(function, other))
            return found


def default_workers() -> int:
    """The processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Consecutive lists of at most `size` items."""
    source = iter(items)
    while batch := list(islice(source, size)):
        yield batch


def each_batch(
    function: Callable[[list[T]], list[R]], items: Iterable[T], *, workers: int, size: int = 32
) -> Iterator[list[R]]:
    """`function` over batches of items, in order, on processes of its own."""
    with Processes(workers) as engine:
        yield from engine.map(function, items, size=size)
