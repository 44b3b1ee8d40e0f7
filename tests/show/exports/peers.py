"""Peers that want an environment of their own: `make peers` sets it up, where it can be compiled."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from gold import ROOT


def run_peer(needs: str, *command: str | Path) -> str:
    """What a Python with the package `needs` prints for a command (`-c code …`).

    That Python is `$TELLINGS_PEERS`, else `.venv-peers`; without the package the test is skipped.
    """
    python = Path(os.environ.get("TELLINGS_PEERS", ROOT / ".venv-peers" / "bin" / "python"))
    if not python.exists() or subprocess.run([python, "-c", f"import {needs}"], check=False).returncode:
        pytest.skip(f"{needs} is not installed in .venv-peers (`make peers`; it needs g++, pkg-config and libicu-dev)")
    done = subprocess.run([python, *command], check=False, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout
