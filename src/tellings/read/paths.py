"""Paths to articles: files, folders and standard input, each by its kind."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from tellings.errors import InputError
from tellings.model import Article, LeftOut
from tellings.read.assemble import ARTICLE_AT_MOST, Known
from tellings.read.jsonlines import lines_of, nothing_in, read_json_lines, too_large
from tellings.read.page import read_page
from tellings.read.plain import read_plain
from tellings.read.record import parse_object, read_known

PAGES, LINES, TEXTS = {".html", ".htm", ".xhtml"}, {".jsonl", ".ndjson"}, {".txt", ".text"}
_KINDS = ".txt (with a .json beside it, if you like), .html or .jsonl"
_LOOKS_LIKE_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body|article)\b",
    re.IGNORECASE | re.DOTALL,
)


def read_paths(paths: Iterable[str | Path], *, published: str = "") -> Iterator[Article | LeftOut]:
    """Articles in order of the paths (folders sorted); what cannot be read comes as LeftOut, the rest goes on.

    `-` is standard input. `published` is the ISO day of those articles that tell none themselves.
    """
    for path in paths:
        yield from _guarded(str(path), _read_path(str(path), published))


def _guarded(path: str, found: Iterator[Article | LeftOut]) -> Iterator[Article | LeftOut]:
    """What is found, and what went wrong instead of the rest."""
    try:
        yield from found
    except InputError as error:
        yield LeftOut(error.path, error.cause, error.advice)
    except OSError as error:
        yield _unreadable(path, error)


def _read_path(path: str, published: str) -> Iterator[Article | LeftOut]:
    """Everything under one path that the user named."""
    if path == "-":
        yield from _read_stream(sys.stdin.buffer, path, published)
        return
    if "\0" in path or not Path(path).exists():
        raise InputError(path.replace("\0", "?"), "there is no such file or folder", "check the path")
    if Path(path).is_dir():
        yield from _read_folder(path, published)
    elif _is_sidecar(Path(path)):
        return
    elif Path(path).suffix.lower() == ".json":
        raise InputError(path, "a .json file only tells about the .txt beside it", "name the .txt, or use .jsonl")
    else:
        yield from _read_file(Path(path), published)


def _read_folder(folder: str, published: str) -> Iterator[Article | LeftOut]:
    """Every file of a kind we read, sorted, folders below included; links to folders are not followed."""
    known, found = PAGES | LINES | TEXTS, False
    refused: list[LeftOut] = []
    for at, folders, names in os.walk(folder, onerror=lambda error: refused.append(_unreadable(error.filename, error))):
        folders.sort()
        for name in sorted(names):
            file = Path(at, name)
            if file.suffix.lower() in known and not name.startswith("."):
                found = True
                yield from _guarded(str(file), _read_file(file, published))
    yield from refused
    if not found and not refused:
        yield LeftOut(folder, "there are no articles in this folder", f"put in files that end in {_KINDS}")


def _read_file(file: Path, published: str) -> Iterator[Article | LeftOut]:
    """The articles of one file, by its ending; by its first bytes where the ending tells nothing."""
    path, ending = str(file), file.suffix.lower()
    if not file.is_file():
        raise InputError(path, "this is no ordinary file", f"name {_KINDS}, or - for standard input")
    if ending in LINES:
        with file.open("rb") as stream:
            yield from read_json_lines(lines_of(stream), path, published=published)
        return
    if file.stat().st_size > ARTICLE_AT_MOST:
        yield too_large(path)
        return
    raw = file.read_bytes()
    if ending not in PAGES | TEXTS:
        yield from _read_stream(io.BytesIO(raw), path, published)
        return
    known, sidecar, wrong = _beside(file)
    if wrong:
        yield LeftOut(wrong.path, wrong.cause, wrong.advice)
    yield _read_one(raw, path, known, sidecar, published, page=ending in PAGES)


def _read_one(raw: bytes, path: str, known: Known, sidecar: bytes, published: str, *, page: bool) -> Article:
    if not raw.strip():
        raise nothing_in(path)
    return (read_page if page else read_plain)(raw, path, known, sidecar=sidecar, published=published)


def _read_stream(stream: BinaryIO, path: str, published: str) -> Iterator[Article | LeftOut]:
    """JSON lines if the first character is {, a page if it begins like one, else plain text."""
    lines, opening = lines_of(stream), list[bytes | None]()
    for line in lines:
        opening.append(line)
        if line is None or line.strip():
            break
    first = opening[-1] if opening else b""
    if first is not None and first.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        yield from read_json_lines(chain(opening, lines), path, published=published)
        return
    raw = b"".join(line or b"" for line in opening)
    raw += stream.read(ARTICLE_AT_MOST + 1 - len(raw))
    if first is None or len(raw) > ARTICLE_AT_MOST:
        yield too_large(path)
    else:
        yield _read_one(raw, path, Known(), b"", published, page=bool(_LOOKS_LIKE_HTML.match(raw)))


def _is_sidecar(file: Path) -> bool:
    """True for a .json beside the text or page that it tells about."""
    return file.suffix.lower() == ".json" and any(file.with_suffix(ending).is_file() for ending in PAGES | TEXTS)


def _beside(file: Path) -> tuple[Known, bytes, InputError | None]:
    """What the JSON file beside a text or page gives, its bytes, and what is wrong with it."""
    sidecar = file.with_suffix(".json")
    if not sidecar.is_file():
        return Known(), b"", None
    try:
        if sidecar.stat().st_size > ARTICLE_AT_MOST:
            raise InputError(str(sidecar), "it is too large to tell about one article", "check what it holds")
        raw = sidecar.read_bytes()
        known, wrong = read_known(parse_object(raw, str(sidecar)), str(sidecar))
        return known, raw, wrong
    except InputError as error:
        cause = f"{error.cause}; {file.name} is read without it"
        return Known(), b"", InputError(error.path, cause, error.advice)
    except OSError as error:
        left = _unreadable(str(sidecar), error)
        return Known(), b"", InputError(left.path, f"{left.cause}; {file.name} is read without it", left.advice)


def _unreadable(path: str, error: OSError) -> LeftOut:
    """What the system says, in its own words."""
    return LeftOut(
        path, f"it cannot be read ({error.strerror or error})", "check the file and your permission to read it"
    )
