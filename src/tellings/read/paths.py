"""Paths to articles: files, folders and standard input. What is in them is for the doors."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeAlias

from tellings.engine import each_batch
from tellings.errors import InputError
from tellings.model import Article, LeftOut
from tellings.read import limits
from tellings.read.assemble import Known
from tellings.read.doors import leaves, read_leaf, unreadable
from tellings.read.kinds import ENDINGS, ending_of
from tellings.read.members import is_wanted, nothing_found
from tellings.read.record import parse_object, read_known
from tellings.read.source import Leaf, Source, Whole, buffered, left_out, printable

Passed: TypeAlias = Callable[[Path], None]
_TOLD_OF = [ending for ending, kind in ENDINGS.items() if kind in ("text", "page")]
_BATCH = 8  # leaves that travel to a worker at once: many enough that the way is short beside the reading


def read_paths(
    paths: Iterable[str | Path],
    *,
    published: str = "",
    workers: int = 1,
    wanted: Callable[[Leaf], bool] = lambda leaf: True,
    passed: Passed = lambda file: None,
) -> Iterator[Article | LeftOut]:
    """Articles in order of the paths (folders sorted); what cannot be read comes as LeftOut, the rest goes on.

    `-` is standard input. `published` is the ISO day of those articles that tell none themselves. With more than one
    worker, inputs are read in as many processes; the order stays. Inputs that are not `wanted` are passed over unread;
    `passed` as in `find_leaves`.
    """
    found = (one for one in find_leaves(paths, passed) if isinstance(one, LeftOut) or wanted(one))
    if workers == 1:
        for one in found:
            yield from _read_one(one, published)
        return
    for batch in each_batch(partial(_read_batch, published=published), found, workers=workers, size=_BATCH):
        yield from batch


def find_leaves(paths: Iterable[str | Path], passed: Passed = lambda file: None) -> Iterator[Leaf | LeftOut]:
    """Every single input under the paths as its bytes, not yet read.

    `passed` is told of each file of a folder that is passed over: of no kind that is read, or JSON that tells of no
    article. Hidden files and those that belong to a page or text ("a.json" beside "a.txt") are not told of.
    """
    for path in paths:
        yield from _under(str(path), passed)


def _read_one(one: Leaf | LeftOut, published: str) -> list[Article | LeftOut]:
    return [one] if isinstance(one, LeftOut) else read_leaf(one, published)


def _read_batch(batch: list[Leaf | LeftOut], *, published: str) -> list[Article | LeftOut]:
    return [found for one in batch for found in _read_one(one, published)]


def _under(path: str, passed: Passed) -> Iterator[Leaf | LeftOut]:
    """Everything under one path that the user named."""
    file = Path(path)
    if path == "-":
        budget = limits.Budget()
        yield from leaves(Source(buffered(Whole(sys.stdin.buffer, budget)), path, path, budget))
    elif "\0" in path or not file.exists():
        yield missing(path)
    elif file.is_dir():
        yield from _in_folder(path, passed)
    elif not is_sidecar(file):
        yield from leaves_in(file, named=True)


def _in_folder(folder: str, passed: Passed) -> Iterator[Leaf | LeftOut]:
    """Every file of a kind we read, sorted, folders below included; links to folders are not followed."""
    empty = True
    for file in files_in(folder, passed):
        if isinstance(file, LeftOut):
            empty = False
            yield file
            continue
        holds_none = True
        for one in leaves_in(file, named=False):
            empty = holds_none = False
            yield one
        if holds_none:
            passed(file)
    if empty:
        yield empty_folder(folder)


def files_in(folder: str, passed: Passed) -> Iterator[Path | LeftOut]:
    """The files of a folder that may hold articles, sorted, then the folders in it that cannot be read.

    `passed` is told of those that hold none by their names.
    """
    refused: list[LeftOut] = []
    for at, folders, names in os.walk(folder, onerror=lambda error: refused.append(unreadable(error.filename, error))):
        folders.sort()
        for name in sorted(names):
            file = Path(at, name)
            if name.startswith(".") or is_sidecar(file):
                continue
            if is_wanted(str(file), partial(_opening, file)):
                yield file
            else:
                passed(file)
    yield from refused


def empty_folder(folder: str) -> LeftOut:
    """What is said of a folder without articles."""
    return left_out(nothing_found(printable(folder), "folder"))


def missing(path: str) -> LeftOut:
    """What is said of a path that leads nowhere."""
    return LeftOut(printable(path), "there is no such file or folder", "check the path")


def leaves_in(file: Path, *, named: bool, label: str = "") -> Iterator[Leaf | LeftOut]:
    """The inputs in a file; `named` says that the user named it, `label` how, where that is not the path itself."""
    path = printable(label or str(file))
    try:
        if not file.is_file():
            yield LeftOut(path, "this is no ordinary file", "name a file, a folder, or - for standard input")
            return
        known, sidecar, wrong = _beside(file, label or str(file))
        if wrong:
            yield left_out(wrong)
        with file.open("rb") as opened:
            budget = limits.Budget(packed=file.stat().st_size)
            name = str(file.absolute())  # a folder above the one that was named may tell when a page was captured
            found = leaves(Source(opened, path, name, budget, known=known, sidecar=sidecar, named=named))
            yield from _told_where(found, path, file)
    except OSError as error:
        yield unreadable(path, error)


def _told_where(found: Iterable[Leaf | LeftOut], path: str, file: Path) -> Iterator[Leaf | LeftOut]:
    """The inputs in a file; each that is only a part of it, or lies in it compressed, with the SHA-256 of the whole."""
    size, whole = file.stat().st_size, ""
    for one in found:
        if isinstance(one, LeftOut) or (one.path == path and len(one.raw) == size):
            yield one
            continue
        if not whole:
            with file.open("rb") as opened:
                whole = hashlib.file_digest(opened, "sha256").hexdigest()
        yield replace(one, within=whole)


def _opening(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(4096) if file.is_file() else b""
    except OSError:
        return b""


def is_sidecar(file: Path) -> bool:
    """True for a .json beside the text or page that it tells about."""
    return file.suffix.lower() == ".json" and any(file.with_suffix(ending).is_file() for ending in _TOLD_OF)


def _beside(file: Path, label: str) -> tuple[Known, bytes, InputError | None]:
    """What the JSON file beside a text or page gives, its bytes, and what is wrong with it."""
    sidecar = file.with_suffix(".json")
    if ending_of(file.name) not in _TOLD_OF or not sidecar.is_file():
        return Known(), b"", None
    path = printable(str(Path(label).with_suffix(".json")))
    try:
        if sidecar.stat().st_size > limits.ARTICLE_AT_MOST:
            raise InputError(path, "it is too large to tell about one article", "check what it holds")
        raw = sidecar.read_bytes()
        known, wrong = read_known(parse_object(raw, path), path)
        return known, raw, wrong
    except InputError as error:
        cause = f"{error.cause}; {file.name} is read without it"
        return Known(), b"", InputError(error.path, cause, error.advice)
    except OSError as error:
        left = unreadable(path, error)
        return Known(), b"", InputError(left.path, f"{left.cause}; {file.name} is read without it", left.advice)
