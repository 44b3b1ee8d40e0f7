"""How a command ends that cannot write: a closed pipe is no error, a full disk is, with advice."""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING, Any, Final

import typer.core

if TYPE_CHECKING:
    from rich.console import Console

_ADVICE: Final = {
    errno.EISDIR: "it is a folder; name a file",
    errno.ENOENT: "check the path",
    errno.ENOTDIR: "check the path",
    errno.EEXIST: "name another path, or take away what is there",
    errno.ENOSPC: "free some space and run the same command again",
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), "change its permissions or name another path"),
}


class Group(typer.core.TyperGroup):
    """The commands; where the reader of our pipe has had enough, that is no error."""

    def invoke(self, ctx: Any) -> Any:
        """As ever, but before Typer makes status 1 of a closed pipe."""
        try:
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def open_console() -> Console:
    """The terminal to print a record on; a closed pipe is left to `Group`, where rich would end with status 1."""
    from rich import console

    class Piped(console.Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    return Piped(highlight=False)


def advice_for(error: OSError) -> str:
    """What a user can do about a file that could not be read or written."""
    return _ADVICE.get(error.errno or 0, "check the path and the disk")
