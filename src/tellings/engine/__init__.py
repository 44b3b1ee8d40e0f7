"""Where work runs. An engine has two verbs: `map`, a function over batches of things, and `find_candidates`, one join.

`Processes` is this process or a pool of others; `tellings.engine.spark` is a cluster, imported only when asked for.
What one engine gives, the other gives too, to the last row: the functions that travel are the same.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from importlib import import_module
from itertools import chain, islice
from multiprocessing import connection
from typing import TYPE_CHECKING, Protocol, TypeVar

from tellings.errors import EngineError
from tellings.memory import collect_rarely

if TYPE_CHECKING:
    from tellings.link.grouping import Array, Vector

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

    def find_candidates(self, vectors: Sequence[Vector]) -> Iterable[tuple[int, Array]]:
        """Which share telling terms: what `link.grouping.find_candidates` finds, wherever it is done."""
        ...


class Processes:
    """One worker is this process; more are a pool that is made with the first batch and kept to the end.

    Use in `with`. Memory does not grow with the input: at most two batches a worker wait.
    """

    def __init__(self, workers: int = 1, *, preload: str = "") -> None:
        """So many processes, each of which imports the module `preload` before its first batch.

        On Linux one process begins with that now, while this one goes on, and those of the pool are forked off it when
        it is done: what it loaded is loaded once and shared. It ends with this process and serves later pools as well.
        """
        self.workers = workers
        self._preload = preload
        self._pool: ProcessPoolExecutor | None = None
        # Never a forked copy of this process: one with threads (numpy, the progress bar) can hang.
        self._context = multiprocessing.get_context("forkserver" if sys.platform == "linux" else "spawn")
        if workers > 1 and preload and sys.platform == "linux":
            from multiprocessing import forkserver

            self._context.set_forkserver_preload([preload])
            forkserver.ensure_running()

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
        """See `Engine`. Few items are shared out evenly.

        One batch alone is done here unless the pool is there or on its way, since it costs more than it gives.
        """
        source = iter(items)
        first = list(islice(source, size * self.workers))
        if self.workers == 1 or (len(first) <= size and self._pool is None and not self._preload):
            for batch in batches(chain(first, source), size):
                yield function(batch)
            return
        size = min(size, -(-len(first) // self.workers) or 1)
        waiting: deque[tuple[list[T], Future[list[R]]]] = deque()
        for batch in batches(chain(first, source), size):
            waiting.append((batch, self._submit(function, batch)))
            if len(waiting) >= 2 * self.workers:
                yield self._next(function, waiting)
        while waiting:
            yield self._next(function, waiting)

    def find_candidates(self, vectors: Sequence[Vector]) -> Iterable[tuple[int, Array]]:
        """See `Engine`."""
        from tellings.link.grouping import find_candidates

        return find_candidates(vectors)

    def _submit(self, function: Callable[[list[T]], list[R]], batch: list[T]) -> Future[list[R]]:
        try:
            if self._pool is None:
                self._pool = ProcessPoolExecutor(
                    self.workers, self._context, initializer=_begin, initargs=(self._preload,)
                )
            return self._pool.submit(function, batch)
        except (BrokenProcessPool, EOFError, OSError) as error:  # `_next` finds it in its turn
            broken: Future[list[R]] = Future()
            broken.set_exception(BrokenProcessPool(str(error)))
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


def _begin(preload: str) -> None:
    """The first a process of the pool does. It ends at once with the process that has the pool, however that ends."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # without a word: the process that has the pool tells the user
    if parent := multiprocessing.parent_process():
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    collect_rarely()
    if preload:
        import_module(preload)


def _end_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


def default_workers() -> int:
    """The processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Consecutive lists of at most `size` items."""
    source = iter(items)
    while batch := list(islice(source, size)):
        yield batch


def each_batch(
    function: Callable[[list[T]], list[R]], items: Iterable[T], *, workers: int, size: int = 32, preload: str = ""
) -> Iterator[list[R]]:
    """`function` over batches of items, in order, on processes of its own."""
    with Processes(workers, preload=preload) as engine:
        yield from engine.map(function, items, size=size)
