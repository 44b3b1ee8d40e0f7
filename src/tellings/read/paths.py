"""Paths to articles: files, folders and standard input, each by its kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from tellings.model import Article, LeftOut, make_id
from tellings.textmap import TextMap


def read_paths(paths: Iterable[str | Path], *, published: str = "") -> Iterator[Article | LeftOut]:
    """Articles in order of the paths (folders sorted); what cannot be read comes as LeftOut, the rest goes on."""
    for path in paths:
        for file in sorted(Path(path).rglob("*.txt")) if Path(path).is_dir() else [Path(path)]:
            with file.open(encoding="utf-8", newline="") as handle:
                text = handle.read()
            yield Article(make_id(text), str(file), text, text, TextMap.identity(len(text)), published=published)
