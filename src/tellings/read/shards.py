"""Shards: what one worker reads. A file is one; a large file is several, each with its share of the records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from tellings.model import LeftOut
from tellings.read.doors import unreadable
from tellings.read.paths import Passed, files_in, is_sidecar, leaves_in, missing
from tellings.read.source import Leaf, printable

# Bytes of a file from which it is shared out. Reading all of it to keep a part costs each worker seconds, marking that
# part minutes.
SHARE = 16_000_000


@dataclass(frozen=True, slots=True)
class Shard:
    """Each record whose number, modulo `parts`, is `part`, of the file at `place`, which the user calls `label`.

    `named`: he named it itself; else it was found in `folder`.
    """

    label: str
    place: str
    named: bool
    folder: str = ""
    part: int = 0
    parts: int = 1


def find_shards(
    paths: Iterable[str | Path], share: int = SHARE, passed: Passed = lambda file: None
) -> Iterator[Shard | LeftOut]:
    """The shards under paths, in their order (folders sorted); what is no file comes as LeftOut.

    `passed` is told of files in folders that are of no kind that is read.
    """
    for given in map(str, paths):
        file = Path(given)
        if given == "-":
            yield LeftOut(given, "standard input cannot be shared out", "save it to a file that every worker sees")
        elif "\0" in given or not file.exists():
            yield missing(given)
        elif file.is_dir():
            for one in files_in(given, passed):
                yield from [one] if isinstance(one, LeftOut) else _shards(one, share, folder=given)
        elif not is_sidecar(file):
            yield from _shards(file, share)


def read_shard(shard: Shard) -> Iterator[Leaf | LeftOut]:
    """The inputs of a shard, not yet read."""
    return islice(leaves_in(Path(shard.place), named=shard.named, label=shard.label), shard.part, None, shard.parts)


def _shards(file: Path, share: int, folder: str = "") -> Iterator[Shard | LeftOut]:
    try:
        parts = max(1, -(-file.stat().st_size // share))
    except OSError as error:
        yield unreadable(printable(str(file)), error)
        return
    for part in range(parts):
        yield Shard(str(file), str(file.absolute()), not folder, folder, part, parts)
