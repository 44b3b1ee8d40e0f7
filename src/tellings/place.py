"""Where a ledger is: a file, or a database on a PostgreSQL server. A password is never shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from tellings.errors import LedgerError

_SERVER = re.compile(r"postgres(?:ql)?(?:\+psycopg)?://", re.IGNORECASE)
ADDRESS = "postgresql://USER@HOST:PORT/DATABASE"


@dataclass(frozen=True, slots=True)
class Place:
    """A file by its path, or else a database by its address; `given` is how the user gave it, password and all."""

    given: str = field(repr=False)
    name: str
    path: Path | None = None

    def __str__(self) -> str:
        """The place as it may be shown."""
        return self.name


def place_of(given: str | Path | Place) -> Place:
    """The place that a user names; raises LedgerError for an address that is none."""
    if isinstance(given, Place):
        return given
    words = str(given)
    if _SERVER.match(words):
        return Place(words, _without_password(words))
    if re.match(r"[a-z][a-z0-9+.-]*://", words, re.IGNORECASE):
        kind = words.partition("://")[0]
        raise LedgerError(f"{kind}://…: is no kind of ledger; name a file or {ADDRESS}")
    return Place(words, words, Path(words))


def address_of(place: Place) -> str:
    """The address as SQLAlchemy takes it."""
    return _SERVER.sub("postgresql+psycopg://", place.given, count=1)


def _without_password(words: str) -> str:
    """An address without what stands between a user's name and the host, and without a password among its terms."""
    scheme, _, rest = words.partition("://")
    where, mark, terms = rest.partition("?")
    user, at, host = where.rpartition("@")
    terms = re.sub(r"(?i)(^|&)((?:ssl)?password=)[^&]*", r"\1\2…", terms)
    return f"{scheme}://{user.partition(':')[0]}{at}{host}{mark}{terms}"
