"""The ledger as the reading room asks it: one story and one view at a time, kept until the ledger changes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import sqlalchemy as sa

from tellings import queries
from tellings.ledger import Ledger
from tellings.show.spread import Spread, open_story

T = TypeVar("T")
KEPT: Final = 48  # views
# Letters of the articles of all views that are kept, of whose memory each stands for some 25 bytes, what was laid out
# with them for as many again: measured on stories of 4 to 114 articles.
LETTERS: Final = 1_000_000
ARTICLES: Final = "/article/"  # where the pages of articles are

# What each view reads: kinds of marks, linked nouns.
NEEDS: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "findings": (("sentences", "statements", "figures", "dates"), ("findings", "origins", "measures", "people")),
    "figures": (("sentences", "figures", "dates"), ("findings", "measures")),
    "cast": (("sentences", "statements", "dates", "names"), ("people", "joinings")),
    "claims": (("sentences",), ("claims",)),
    "origins": (("sentences",), ("origins",)),
    "timeline": (("sentences", "statements", "dates", "names"), ("people",)),
    "articles": ((), ()),
    "reader": (("sentences", "figures"), ("findings", "claims", "measures")),
}


@dataclass(slots=True)
class _View:
    """A story opened with what a view needs, how many letters it has, and what was laid out of it (None: nothing)."""

    spread: Spread
    letters: int
    laid: Any = None


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

    def keep(self, key: Hashable, make: Callable[[sa.Connection], T], connection: sa.Connection | None = None) -> T:
        """What `make` makes of the ledger, made once for each state of it and kept for a while.

        Who makes one thing of another gives the connection it has: a page that waited for a second one while it holds
        the first would wait for others that do the same.
        """
        if connection is None:
            with self.ledger.reading() as opened:
                return self.keep(key, make, opened)
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
                self._forget()
        return made

    def _forget(self) -> None:
        """Let go of what was not asked for longest, but for the last, until the rest is within the bounds."""
        letters = sum(one.letters for one in self._kept.values() if isinstance(one, _View))
        while len(self._kept) > 1 and (len(self._kept) > KEPT or letters > LETTERS):
            _, gone = self._kept.popitem(last=False)
            letters -= gone.letters if isinstance(gone, _View) else 0

    def spread(self, story: str, view: str, connection: sa.Connection | None = None) -> Spread:
        """A story opened with what a view needs; raises StoryGoneError where there is none."""
        return self._view(story, view, connection).spread

    def laid(self, story: str, view: str, lay: Callable[[Spread], T]) -> T:
        """What a view lays out of its story; each has but one way to."""
        found = self._view(story, view)
        if found.laid is None:
            found.laid = lay(found.spread)
        return found.laid  # type: ignore[no-any-return]

    def _view(self, story: str, view: str, connection: sa.Connection | None = None) -> _View:
        marks, linked = NEEDS[view]

        def opened(connection: sa.Connection) -> _View:
            record = queries.story_part(connection, story, marks=marks, linked=linked)
            letters = sum(len(article.source) for article in record.articles.values())
            return _View(open_story(record, story, at=ARTICLES), letters)

        return self.keep(("view", story, view), opened, connection)
