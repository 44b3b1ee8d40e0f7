"""Generated blocks of docs/benchmarks.md."""

from __future__ import annotations

import re

from gold import ROOT

PAGE = ROOT / "docs" / "benchmarks.md"


def print_or_write(name: str, content: str, *, write: bool) -> None:
    """Print a block, and with `write` put it between its marks in docs/benchmarks.md."""
    print(content)
    if write:
        page = PAGE.read_text(encoding="utf-8")
        block = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        PAGE.write_text(block.sub(lambda found: f"{found[1]}{content}\n{found[2]}", page), encoding="utf-8")
