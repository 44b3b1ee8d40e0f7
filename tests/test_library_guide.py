"""The guide to the library prints what it says it prints."""

from __future__ import annotations

import contextlib
import io
import os
import re
from pathlib import Path

import pytest

from gold import ROOT

GUIDE = ROOT / "docs" / "guides" / "library.md"
_STEP = re.compile(r"(^```python\n)(.*?)(^```\n)(?:\n^```text\n(.*?)^```\n)?", re.MULTILINE | re.DOTALL)


def test_the_guide_prints_what_stands_below_each_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pandas")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"__name__": "__main__"}

    def run(step: re.Match[str]) -> str:
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(step[2], str(GUIDE), "exec"), names)
        printed = "\n".join(line.rstrip() for line in out.getvalue().splitlines())
        return "".join(step.group(1, 2, 3)) + (f"\n```text\n{printed}\n```\n" if printed else "")

    text = GUIDE.read_text(encoding="utf-8")
    now = _STEP.sub(run, text)
    if os.environ.get("TELLINGS_WRITE_GUIDE"):
        GUIDE.write_text(now, encoding="utf-8")
    assert now == text, "the guide prints something else: look whether that is right, then TELLINGS_WRITE_GUIDE=1"
