"""What lies between the file system and the doors: a stream that may hold many inputs, and one input as bytes."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, field
from typing import BinaryIO

from tellings.errors import InputError
from tellings.model import Input, LeftOut
from tellings.read import limits
from tellings.read.assemble import Known
from tellings.read.kinds import Kind


@dataclass(frozen=True, slots=True)
class Source:
    """A stream at its start.

    `path` is the label that is printed, `name` the name whose ending tells the kind, `depth` the number of containers
    around it. `named`: the user named it, so that it is reported even where it is of no kind that is read.
    """

    stream: io.BufferedReader
    path: str
    name: str
    budget: limits.Budget
    depth: int = 0
    known: Known = field(default_factory=Known)
    sidecar: bytes = b""
    named: bool = True


@dataclass(frozen=True, slots=True)
class Leaf:
    """One input as bytes, small enough to hold: what a door reads, in this process or another."""

    kind: Kind
    raw: bytes
    path: str
    known: Known = field(default_factory=Known)
    sidecar: bytes = b""
    within: str = ""  # SHA-256 of the file they lie in, "" where they are the whole of it

    def input(self) -> Input:
        """What is kept of the bytes in every ledger."""
        beside = hashlib.sha256(self.sidecar).hexdigest() if self.sidecar else ""
        return Input(hashlib.sha256(self.raw).hexdigest(), len(self.raw), self.kind, beside, self.within)


class Whole(io.RawIOBase):
    """A stream that fills what it is asked for, so that a look ahead sees the whole opening; counts what it reads."""

    def __init__(self, stream: BinaryIO, budget: limits.Budget) -> None:
        """Over any binary stream; what is read of it counts as the size of the input."""
        self._stream, self._budget = stream, budget

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer, unless the stream ends first."""
        filled = 0
        while filled < len(buffer) and (some := self._stream.read(len(buffer) - filled)):
            buffer[filled : filled + len(some)] = some
            filled += len(some)
        self._budget.packed += filled
        return filled


class Body(io.RawIOBase):
    """The next `left` bytes of a stream as a stream of its own; raises InputError where the stream ends before them."""

    def __init__(self, stream: io.BufferedReader, left: int, path: str) -> None:
        """From where the stream stands; `path` is the label of the whole."""
        self._stream, self._path, self.left = stream, path, left

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Some of what is left, 0 at the end."""
        some = self._take(len(buffer))
        buffer[: len(some)] = some
        return len(some)

    def skip(self) -> None:
        """Go to the end."""
        while self.left:
            self._take(1 << 16)

    def _take(self, size: int) -> bytes:
        some = self._stream.read(min(size, self.left))
        if size and self.left and not some:
            self.left = 0
            raise cut_short(self._path)
        self.left -= len(some)
        return some


def buffered(raw: io.RawIOBase) -> io.BufferedReader:
    """The stream with a look ahead of 64 KB."""
    return io.BufferedReader(raw, 1 << 16)


def read_whole(source: Source, limit: int, what: str = "article") -> bytes:
    """All bytes of a stream; raises InputError beyond the limit."""
    raw = source.stream.read(limit + 1)
    if len(raw) > limit:
        raise limits.too_large(source.path, limit, what)
    return raw


def left_out(error: InputError) -> LeftOut:
    """What is told of an input that cannot be read, where the rest goes on."""
    return LeftOut(error.path, error.cause, error.advice)


def nothing_in(path: str) -> InputError:
    """What is said of an input without a word."""
    return InputError(path, "it is empty", "leave it out, or check how it was saved")


def cut_short(path: str) -> InputError:
    """What is said of an input whose end is missing."""
    return InputError(path, "it is cut short: its end is missing", "copy or download it again")


def printable(name: str) -> str:
    """A name as it can be printed: what cannot be seen is written out, so that two names stay two."""
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" if ord(c) < 256 else f"\\u{ord(c):04x}" for c in name)


def label(name: str) -> str:
    """The name of a member as it can be printed; its middle is cut where it is too long."""
    seen = printable(name)
    half = limits.LABEL_AT_MOST // 2
    return seen if len(seen) <= 2 * half else f"{seen[:half]}…{seen[-half:]}"
