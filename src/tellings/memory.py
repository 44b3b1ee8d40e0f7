"""Memory: what is only needed again later waits on disk, and the search for cycles stays away while linking."""

from __future__ import annotations

import gc
import pickle
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def without_cycles() -> Iterator[None]:
    """For use in `with` or as a decorator of what makes millions of small things, none of which points to itself.

    Python walks over all that lives whenever so many new things were made, which took a third of the time of linking.
    What is no longer needed is given back all the same.
    """
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def collect_rarely() -> None:
    """Let Python look for cycles after 10,000 new things instead of 700, in a process of our own.

    Marking and loading make few cycles: it saves a twentieth of a start and as much of marking (5,000 is as good,
    50,000 is slower again, as memory is not used anew while it is still near).
    """
    gc.set_threshold(10_000)


class Spool:
    """Things that wait in a temporary file, by the numbers that `put` gives; gone through, in the order they came.

    Use in `with`. What is put in pickles; nothing but what was put in is ever read.
    """

    def __init__(self) -> None:
        """An empty one."""
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed in __exit__
        self._end = 0

    def __enter__(self) -> Spool:
        """For use in `with`."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let the file go."""
        self._file.close()

    def put(self, thing: Any) -> int:
        """Add a thing; its number."""
        at = self._end
        self._file.seek(at)
        pickle.dump(thing, self._file, pickle.HIGHEST_PROTOCOL)
        self._end = self._file.tell()
        return at

    def get(self, number: int) -> Any:
        """The thing with a number."""
        self._file.seek(number)
        return pickle.load(self._file)  # noqa: S301 - written above

    def __iter__(self) -> Iterator[Any]:
        """All that was put in, in order; more may be read meanwhile."""
        at = 0
        while at < self._end:
            thing = self.get(at)
            at = self._file.tell()
            yield thing
