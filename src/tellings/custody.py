"""Chain of custody: for every input its SHA-256, where and when it was read, by which version, and what became of it.

After the Berkeley Protocol on Digital Open Source Investigations (OHCHR, 2022), which asks that what is collected can
be shown to be what was found. A reading is a row; rows are only ever added, and the same reading again adds none.
The bytes themselves are kept on request (`Store`), each called by its own SHA-256.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, Protocol

import sqlalchemy as sa

from tellings import __version__
from tellings.errors import LedgerError
from tellings.ledger.rows import last_number, now, put_missing
from tellings.ledger.schema import articles, inputs, readings
from tellings.model import Article, Input, LeftOut, make_id

Outcome = Literal["read", "known", "left out"]
Opens = Callable[[], AbstractContextManager[sa.Connection]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of an input: `path` as the user knows it, `place` the absolute one or the address.

    `at` is when it came into the ledger (ISO, UTC), `version` that of Tellings. `article` is the id of what was read
    from it and `words` the SHA-256 of that article's source; `cause` says why an input was left out. `sha256`, `size`,
    `kind`, `beside` and `within` are those of `Input`, empty where no bytes could be read.
    """

    id: str
    outcome: Outcome
    path: str
    place: str
    at: str
    version: str
    article: str = ""
    words: str = ""
    cause: str = ""
    sha256: str = ""
    size: int = 0
    kind: str = ""
    beside: str = ""
    within: str = ""

    @property
    def input(self) -> Input:
        """The bytes it was read from."""
        return Input(self.sha256, self.size, self.kind, self.beside, self.within)


def read_now(article: Article, outcome: Outcome = "read") -> Reading:
    """The reading of an article, now and by this version."""
    return reading(outcome, article.path, article.input, article=article.id, words=hash_words(article.source))


def left_out_now(left: LeftOut) -> Reading:
    """The reading of an input that was left out."""
    return reading("left out", left.path, left.input, cause=left.cause)


def reading(
    outcome: Outcome, path: str, read: Input | None, *, article: str = "", words: str = "", cause: str = ""
) -> Reading:
    """The reading, now and by this version, of the bytes under a path or address; None where there were none."""
    read = read or Input("", 0, "")
    place = path if "://" in path or path == "-" else str(Path(path).absolute())
    key = make_id(outcome, place, __version__, article, cause, read.sha256, read.beside, read.within)
    return Reading(key, outcome, path, place, now(), __version__, article, words, cause, **asdict(read))


def note(connection: sa.Connection, found: Iterable[Reading]) -> None:
    """Add readings; one that is there already stays as it was."""
    rows = [asdict(one) for one in found]
    if rows:
        last = last_number(connection, readings)
        put_missing(connection, readings, [row | {"number": last + n} for n, row in enumerate(rows, 1)])


_ALL = sa.select(*(column for column in readings.c if column.name != "number"))


def all_readings(connection: sa.Connection) -> Iterator[Reading]:
    """Every reading, in the order in which they were made."""
    for row in connection.execute(_ALL.order_by(readings.c.number)):
        yield Reading(**row._mapping)


def articles_of(connection: sa.Connection, read: Input) -> set[str]:
    """The articles of an input, by its bytes and those of the JSON beside it.

    None where it was never read, where something of it was left out, or where one is no longer the current version.
    """
    same = (readings.c.sha256 == read.sha256, readings.c.beside == read.beside, readings.c.sha256 != "")
    query = sa.select(readings.c.article, readings.c.outcome, articles.c.current).where(*same)
    rows = connection.execute(query.outerjoin(articles, articles.c.id == readings.c.article)).all()
    good = all(row.outcome != "left out" and row.current for row in rows)
    return {row.article for row in rows} if good else set()


def hash_words(text: str) -> str:
    """The SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class Store(Protocol):
    """Where the bytes of inputs are kept, each called by its SHA-256."""

    def keep(self, raw: bytes) -> None:
        """Keep bytes, unless they are there; they appear whole or not at all. Raises LedgerError."""

    def read(self, sha256: str) -> bytes | None:
        """The bytes with this hash as they are now; None where they were not kept. Raises OSError, LedgerError."""

    def hashes(self) -> Iterator[str]:
        """What the bytes that are kept are called by."""

    def where(self, sha256: str) -> str:
        """Where the bytes with this hash are, or would be, for a user."""


class Folder:
    """A store beside a ledger that is a file: `story.ledger.inputs/ab/abcd…`; made with the first input."""

    def __init__(self, ledger: Path) -> None:
        """The store of a ledger."""
        self.folder = ledger.with_name(f"{ledger.name}.inputs")

    def path(self, sha256: str) -> Path:
        """The file for the bytes with this hash."""
        return self.folder / sha256[:2] / sha256

    def where(self, sha256: str) -> str:
        """That file's path."""
        return str(self.path(sha256))

    def keep(self, raw: bytes) -> None:
        """Keep bytes, unless they are there; they appear whole or not at all. Raises LedgerError."""
        file = self.path(hashlib.sha256(raw).hexdigest())
        if file.exists():
            return
        part = file.with_name(f".{file.name}.{os.getpid()}")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as opened:
                opened.write(raw)
                opened.flush()
                os.fsync(opened.fileno())
            part.replace(file)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise LedgerError(f"{file}: {error.strerror}; free some space or run without --keep-inputs") from error

    def read(self, sha256: str) -> bytes | None:
        """The bytes with this hash as they are now; None where they were not kept. Raises OSError."""
        file = self.path(sha256)
        return file.read_bytes() if sha256 and file.exists() else None

    def hashes(self) -> Iterator[str]:
        """The names of the files, without those that were cut short."""
        return (file.name for file in sorted(self.folder.glob("??/*")) if not file.name.startswith("."))


class Shelf:
    """A store in the database of a ledger on a server, so that all who use the server have it."""

    def __init__(self, reading: Opens, writing: Opens) -> None:
        """Over a ledger's ways to read and to write."""
        self._reading, self._writing = reading, writing

    def where(self, sha256: str) -> str:
        """The row."""
        return f"the table inputs, row {sha256}"

    def keep(self, raw: bytes) -> None:
        """Keep bytes, unless they are there; they appear whole or not at all. Raises LedgerError."""
        with self._writing() as connection:
            put_missing(connection, inputs, [{"sha256": hashlib.sha256(raw).hexdigest(), "raw": raw}])

    def read(self, sha256: str) -> bytes | None:
        """The bytes with this hash as they are now; None where they were not kept. Raises LedgerError."""
        with self._reading() as connection:
            return connection.scalar(sa.select(inputs.c.raw).where(inputs.c.sha256 == sha256))

    def hashes(self) -> Iterator[str]:
        """The keys of the rows."""
        with self._reading() as connection:
            yield from connection.scalars(sa.select(inputs.c.sha256).order_by(inputs.c.sha256)).all()
