"""`tellings` as a user calls it, but in this process, which has the language model loaded once for all tests.

What only a process of its own shows (pipes that close, signals, what is imported at the start) is tested in one.
"""

from __future__ import annotations

import io
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from tellings import cli, engine


def tellings(*args: str, stdin: str = "", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """What a command prints, and its status. It works in this process alone unless `--workers` says otherwise."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    status = 0
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err), chdir(cwd or "."):
        patch.setattr(sys, "argv", ["tellings", *args])
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
        patch.setattr(engine, "default_workers", lambda: 1)
        try:
            cli.run()
        except SystemExit as ended:
            assert isinstance(ended.code, int), ended
            status = ended.code
    printed = (stream.buffer.getvalue().decode() for stream in (out, err) if isinstance(stream.buffer, io.BytesIO))
    return subprocess.CompletedProcess(["tellings", *args], status, *printed)
