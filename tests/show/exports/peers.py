"""Peers that want an environment of their own: `make peers` sets it up, where it can be compiled."""

from __future__ import annotations

import os
import subprocess
from functools import cache
from pathlib import Path

import pytest

from gold import ROOT


@cache
def python_with(needs: str) -> Path | None:
    """A Python that has the package: `$TELLINGS_PEERS`, else that of `.venv-peers`; None where it has not."""
    python = Path(os.environ.get("TELLINGS_PEERS", ROOT / ".venv-peers" / "bin" / "python"))
    code = f"import importlib.util, sys; sys.exit(importlib.util.find_spec('{needs}') is None)"
    return python if python.exists() and not subprocess.run([python, "-c", code], check=False).returncode else None


def run_peer(needs: str, *command: str | Path) -> str:
    """What a Python with the package `needs` prints for a command (`-c code …`); without one the test is skipped."""
    python = python_with(needs)
    if python is None:
        pytest.skip(f"{needs} is not installed in .venv-peers (`make peers`; it needs g++, pkg-config and libicu-dev)")
    done = subprocess.run([python, *command], check=False, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout
