"""Where work runs: this process or a pool of processes. Results come in order and only a few batches are in flight."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


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
    """`function` over batches of items, in order, on `workers` processes (1: here).

    `function` is importable and its results pickle. Memory does not grow with the input: at most two batches a worker
    wait. One batch alone is done here, since a pool costs more than it gives.
    """
    source = batches(items, size)
    first = list(islice(source, 2))
    if workers == 1 or len(first) < 2:
        for batch in first:
            yield function(batch)
        for batch in source:
            yield function(batch)
        return
    # spawn: a forked copy of a process with threads (numpy, the progress bar) can hang
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        waiting: deque[Future[list[R]]] = deque(pool.submit(function, batch) for batch in first)
        for batch in source:
            waiting.append(pool.submit(function, batch))
            if len(waiting) >= 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
