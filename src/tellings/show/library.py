"""The ledger as the reading room asks it: one story and one view at a time, kept until the ledger changes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar

import sqlalchemy as sa

from tellings import queries
from tellings.ledger import Ledger
from tellings.show.spread import Spread, open_story

T = TypeVar("T")
KEPT: Final = 48  # views; a view of a story of 200 articles takes a few megabytes
ARTICLES: Final = "/article/"  # where the pages of articles are

# What each view reads: kinds of marks, linked nouns.
NEEDS: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "findings": (("sentences", "figures"), ("findings", "origins", "measures", "people")),
    "figures": (("sentences", "figures"), ("findings", "measures")),
    "cast": (("sentences", "statements", "names"), ("people", "joinings")),
    "claims": (("sentences",), ("claims",)),
    "origins": (("sentences",), ("origins",)),
    "timeline": (("sentences", "statements", "dates", "names"), ("people",)),
    "articles": ((), ()),
}


class Library:
    """Reads from a ledger; what it made is kept for as long as nobody writes."""

    def __init__(self, ledger: Ledger) -> None:
        """For an open ledger."""
        self.ledger = ledger
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._version = ""
        self._lock = threading.Lock()

    def version(self) -> str:
        """Another one after every writing."""
        with self.ledger.reading() as connection:
            return queries.version(connection)

    def ask(self, question: Callable[[sa.Connection], T]) -> T:
        """The answer of one question to the ledger, not kept."""
        with self.ledger.reading() as connection:
            return question(connection)

    def keep(self, key: Hashable, make: Callable[[sa.Connection], T]) -> T:
        """What `make` makes of the ledger, made once for each state of it."""
        with self.ledger.reading() as connection:
            version = queries.version(connection)
            with self._lock:
                if version != self._version:
                    self._kept.clear()
                    self._version = version
                if key in self._kept:
                    self._kept.move_to_end(key)
                    return self._kept[key]  # type: ignore[no-any-return]
            made = make(connection)
            with self._lock:
                if version == self._version:
                    self._kept[key] = made
                    if len(self._kept) > KEPT:
                        self._kept.popitem(last=False)
        return made

    def spread(self, story: str, view: str) -> Spread:
        """A story opened with what a view needs; raises StoryGoneError where there is none."""
        marks, linked = NEEDS[view]

        def opened(connection: sa.Connection) -> Spread:
            record = queries.story_part(connection, story, marks=marks, linked=linked)
            return open_story(record, story, at=ARTICLES)

        return self.keep(("spread", story, view), opened)
