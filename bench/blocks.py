"""Generated blocks of the documentation: the text between `<!-- name -->` and `<!-- /name -->`."""

from __future__ import annotations

import re
from pathlib import Path

from gold import ROOT

BENCHMARKS = ROOT / "docs" / "benchmarks.md"
README = ROOT / "README.md"


def write_block(page: Path, name: str, content: str) -> None:
    """Put `content` between the marks of block `name`; raises ValueError where the page has no such marks."""
    text = page.read_text(encoding="utf-8")
    block = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    changed, count = block.subn(lambda found: f"{found[1]}{content}\n{found[2]}", text)
    if count != 1:
        raise ValueError(f"{page.name}: {count} blocks {name!r}, one is needed")
    page.write_text(changed, encoding="utf-8")
