"""A progress bar for long work: on a terminal only, quiet in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class Bar:
    """What is called with how many more are done; `step` says what is being done now, where that takes long too.

    This one tells nobody.
    """

    def __call__(self, count: int) -> None:
        """So many more."""

    def step(self, name: str) -> None:
        """Say what is done now."""


class _Shown(Bar):
    """A bar on a terminal."""

    def __init__(self, bar: Any, what: str) -> None:
        self._bar, self._what = bar, what
        self._task = bar.add_task(what, total=None)

    def __call__(self, count: int) -> None:
        self._bar.advance(self._task, count)

    def step(self, name: str) -> None:
        self._bar.update(self._task, description=f"{self._what}; {name}")


@contextmanager
def progress(what: str) -> Iterator[Bar]:
    """A bar to call with how many more are done; it goes away at the end."""
    if not sys.stderr.isatty():
        yield Bar()  # rich, which draws it, need not be loaded
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.completed:.0f} {task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        yield _Shown(bar, what)
