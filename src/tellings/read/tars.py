"""tar archives, as a stream. Read by our own hand: Python's reader takes headers of any length into memory, follows
sparse maps and keeps every member it has seen. Format: POSIX.1-2001 (ustar, pax), and GNU's long names.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from tellings.errors import InputError
from tellings.model import LeftOut
from tellings.read import limits
from tellings.read.members import Labels, is_wanted, nothing_found
from tellings.read.source import Body, Leaf, Source, buffered

_BLOCK = 512
_FILES = b"\0", b"0", b"7"


def tar_members(source: Source) -> Iterator[Source | Leaf | LeftOut]:
    """The files in a tar, in its order; links, devices and folders are passed over.

    Raises InputError where it is damaged or cut short; what came before is read.
    """
    stream, labels = source.stream, Labels(source.path)
    found, later = False, dict[str, str]()
    while (header := stream.read(_BLOCK)).strip(b"\0"):
        source.budget.member(source.path)
        size, kind = _size(header, source.path), header[156:157]
        if kind in b"xL":
            later |= _later(_extension(stream, size, source.path), kind)
            continue
        name, size = later.get("path") or _name(header), _number(later.get("size", ""), size)
        later = {}
        body = Body(stream, size, source.path)
        if kind in _FILES and not name.endswith("/"):
            inside = buffered(body)
            if is_wanted(name, lambda inside=inside: inside.peek(4096)):  # type: ignore[misc]
                found = True
                yield Source(inside, labels.of(name), name, source.budget, source.depth + 1, named=False)
        body.skip()
        stream.read(-size % _BLOCK)
    if not found:
        raise nothing_found(source.path, "archive")


def _size(header: bytes, path: str) -> int:
    """The size of a member; raises InputError for a header that is none."""
    total = sum(header[:148]) + sum(header[156:]) + 8 * 32
    if len(header) < _BLOCK or _octal(header[148:156]) != total:
        raise InputError(path, "it is damaged or no tar archive", "copy or download it again")
    size = int.from_bytes(header[125:136], "big") if header[124] & 0x80 else _octal(header[124:136])
    if size < 0:
        raise InputError(path, "it is damaged", "copy or download it again")
    return size


def _octal(field: bytes) -> int:
    try:
        return int(field.split(b"\0")[0].strip() or b"0", 8)
    except ValueError:
        return -1


def _number(written: str, otherwise: int) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 20 else otherwise


def _name(header: bytes) -> str:
    name = _words(header[:100])
    prefix = _words(header[345:500]) if header[257:263] == b"ustar\0" else ""
    return f"{prefix}/{name}" if prefix else name


def _words(field: bytes) -> str:
    return field.split(b"\0")[0].decode("utf-8", "replace")


def _extension(stream: io.BufferedReader, size: int, path: str) -> bytes:
    """What is said of the member that follows."""
    if size > limits.HEADER_AT_MOST:
        raise InputError(path, "a header in it is too large", "pack it again")
    raw = stream.read(size)
    stream.read(-size % _BLOCK)
    return raw


def _later(raw: bytes, kind: bytes) -> dict[str, str]:
    """`path` and `size` of the next member: of a GNU long name, or of pax records `length key=value`."""
    if kind == b"L":
        return {"path": _words(raw)}
    found = {}
    while raw:
        length, _, rest = raw.partition(b" ")
        count = _number(length.decode("ascii", "replace"), 0) - len(length) - 1
        key, _, value = rest[: max(count, 0)].rstrip(b"\n").partition(b"=")
        if count <= 0:
            break
        if key in (b"path", b"size"):
            found[key.decode()] = _words(value)
        raw = rest[count:]
    return found
