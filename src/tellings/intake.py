"""What comes into a ledger, accounted for to the last: each input ends as read, known already, or left out and why.

An intake stands between reading and marking. It passes over, unread, the inputs whose bytes the ledger has read before
(so a run that was interrupted goes on where it was), keeps bytes where that is asked for, and counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tellings import custody
from tellings.custody import Reading
from tellings.ledger import Ledger
from tellings.model import Article, LeftOut
from tellings.read.kinds import ending_of
from tellings.read.source import Leaf

_BATCH = 200  # readings that wait to be written together
_ENDINGS = 4  # of files passed over that a line names


@dataclass(slots=True)
class Account:
    """How many articles were read and known already, and every input that was left out.

    `passed` counts files of folders that were passed over, by their ending ("" for none).
    """

    read: int = 0
    known: int = 0
    left: list[LeftOut] = field(default_factory=list)
    passed: Counter[str] = field(default_factory=Counter)

    def pass_over(self, file: Path) -> None:
        """Count a file that was passed over (see `find_leaves`)."""
        self.passed[ending_of(file.name)] += 1

    def line(self) -> str:
        """The account in a line."""
        from tellings.show.words import numbered

        line = f"{self.read:,} read, {self.known:,} known already, {len(self.left):,} left out"
        if not self.passed:
            return line
        endings = sorted(self.passed, key=lambda ending: (-self.passed[ending], ending))
        kinds = ", ".join(f"{self.passed[ending]:,} {ending or 'without ending'}" for ending in endings[:_ENDINGS])
        more = ", …" if len(endings) > _ENDINGS else ""
        return f"{line}; {numbered(self.passed.total(), 'file')} passed over ({kinds}{more})"

    def row(self) -> dict[str, object]:
        """The account for machines."""
        left = [{"path": one.path, "cause": one.cause, "advice": one.advice} for one in self.left]
        return {"read": self.read, "known": self.known, "left_out": left, "passed_over": dict(self.passed)}


class Intake:
    """Takes inputs into one ledger. Use in `with`: at its end, however it comes, all readings are written."""

    def __init__(
        self, ledger: Ledger, *, keep: bool = False, report: Callable[[LeftOut], None] = lambda left: None
    ) -> None:
        """`keep` keeps the bytes beside the ledger; `report` is told of each input that is left out."""
        self.account = Account()
        self._ledger, self._report = ledger, report
        self._store = ledger.inputs if keep else None
        self._new: set[str] = set()  # on their way into the ledger
        self._waiting: list[Reading] = []

    def __enter__(self) -> Intake:
        """For use in `with`."""
        return self

    def __exit__(self, *_: object) -> None:
        """Write what waits."""
        self._write()

    def wanted(self, leaf: Leaf) -> bool:
        """Whether an input is still to be read; its bytes are kept where that is asked for."""
        for raw in filter(None, (leaf.raw, leaf.sidecar)):
            self.keep(raw)
        read = leaf.input()
        with self._ledger.reading() as connection:
            articles = custody.articles_of(connection, read)
        if not articles:  # or an older version: it must become the current one again
            return True
        self.account.known += len(articles)
        for article in sorted(articles):
            self._note(custody.reading("known", leaf.path, read, article=article))
        return False

    def keep(self, raw: bytes) -> None:
        """Keep bytes around inputs, as those of a feed, where keeping is asked for."""
        if self._store:
            self._store.keep(raw)

    def articles(self, inputs: Iterable[Article | LeftOut]) -> Iterator[Article]:
        """The articles among the inputs that are new; of everything else, only the account is kept."""
        for one in inputs:
            if isinstance(one, LeftOut):
                self.account.left.append(one)
                self._report(one)
                self._note(custody.left_out_now(one))
            elif one.id in self._new or self._ledger.holds(one.id) or self._ledger.tells(one):
                self.account.known += 1
                self._note(custody.read_now(one, "known"))
            else:
                self._new.add(one.id)
                self.account.read += 1
                yield one

    def _note(self, reading: Reading) -> None:
        self._waiting.append(reading)
        if len(self._waiting) >= _BATCH:
            self._write()

    def _write(self) -> None:
        waiting, self._waiting = self._waiting, []
        with self._ledger.writing() as connection:
            custody.note(connection, waiting)
