"""Where the gold is, and how its words are found in the articles.

Gold lies in the directory beside the checkout (`../shared/gold`, or `$TELLINGS_SHARED/gold`), never in the repository;
the demo story's own gold is in `src/tellings/data/demo`. Its format: `ANNOTATION.md` beside the gold.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from tellings.model import Article
from tellings.read.paths import read_paths

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("TELLINGS_SHARED", ROOT.parent / "shared"))
GOLD = SHARED / "gold"
DEMO = ROOT / "src" / "tellings" / "data" / "demo"

Row = dict[str, Any]


def load(folder: Path, name: str) -> Any:
    """The gold file `name` (gold, statements, origins) of a story."""
    return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))


def articles_by_doc(folder: Path) -> dict[str, Article]:
    """A story's articles by the name that gold gives them: the path inside the folder."""
    return {str(Path(one.path).relative_to(folder)): one for one in read_paths([folder]) if isinstance(one, Article)}


def offsets(source: str, words: str, around: str = "") -> tuple[int, int] | None:
    """Where `words` stand in `source`, inside `around` where that is given; None where that is not one place."""
    context = around or words
    if source.count(context) != 1 or words not in context:
        return None
    start = source.index(context) + context.index(words)
    return start, start + len(words)
