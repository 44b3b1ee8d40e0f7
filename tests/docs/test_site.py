"""The documentation builds as a site, whole, and fetches nothing from elsewhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from gold import ROOT

NAMED = ("http://www.w3.org/", "https://squidfunk.github.io/mkdocs-material/")  # names and a link, fetched by nobody


def test_the_site_builds_without_a_warning_and_fetches_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    )
    assert done.returncode == 0, done.stderr
    commands = (tmp_path / "reference" / "commands.html").read_text(encoding="utf-8")
    assert "compare-names" in commands
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    fetched = re.findall(r"(?:src|href)=\"?(https?://[^\"'> ]+)", page)
    assert [address for address in fetched if not address.startswith(NAMED)] == []
