"""Files of a folder that are passed over: of no kind that is read, or JSON that tells of no article."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from tellings.read.kinds import ending_of
from tellings.read.paths import files_in, is_sidecar, leaves_in

_MAY_HOLD_NONE = {".json", ".jsonl", ".ndjson"}  # records of anything have these endings


def passed_over(paths: Iterable[str | Path]) -> Counter[str]:
    """How many files in the folders among the paths are passed over, by their ending ("" for none).

    Hidden files and those that belong to a page or text ("a.json" beside "a.txt") are not counted.
    """
    found: Counter[str] = Counter()
    for folder in {str(path) for path in paths if "\0" not in str(path) and Path(path).is_dir()}:
        wanted = {file for file in files_in(folder) if isinstance(file, Path)}
        found.update(ending_of(file.name) for file in wanted if _holds_none(file))
        found.update(ending_of(file.name) for file in _shown(folder) if file not in wanted and not is_sidecar(file))
    return found


def _holds_none(file: Path) -> bool:
    return ending_of(file.name) in _MAY_HOLD_NONE and next(iter(leaves_in(file, named=False)), None) is None


def _shown(folder: str) -> Iterable[Path]:
    """The files under a folder that are not hidden; what a folder that cannot be read holds is told of elsewhere."""
    for at, _, names in os.walk(folder):
        yield from (Path(at, name) for name in names if not name.startswith("."))
