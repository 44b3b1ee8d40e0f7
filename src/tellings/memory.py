"""Memory: the search for cycles stays away while linking makes many small things and no cycles."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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
