"""The second reading of a ledger: each article once, then the names of each story. The record stays as it is.

Whatever the server does, this comes to an end: each answer and each article has its time, and after a few articles in a
row that got no answer the others are left out: told by their number, kept by name in the account.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from tellings import queries
from tellings.decisions import in_force
from tellings.errors import SpanError
from tellings.ledger import Ledger
from tellings.ledger.reads import read_articles, read_decisions, read_marks
from tellings.ledger.rows import now
from tellings.model import Article, Decision, LeftOut, Person, make_id
from tellings.second_reader import store
from tellings.second_reader.endpoint import AskError, Endpoint, Model, UnusableError
from tellings.second_reader.places import NotThereError
from tellings.second_reader.prompts import VERSION, Entry, Messages, ask_joinings, ask_statements, windows
from tellings.second_reader.proposals import Proposal, check_joining, check_statement, make_sheet, signed
from tellings.second_reader.replies import ReplyError, read_said, read_same

ENTRIES = 80  # people and bodies of a story that one question is about: those named most
_AROUND = 120  # characters of text around a name
_FORMS = 5  # names and titles of an entry
_AGAIN = "run `tellings build` with the same options again"


@dataclass(slots=True)
class Account:
    """What a second reading came to. `refused` counts by cause what did not bear out; `left` could not be read."""

    asked: int = 0
    statements: int = 0
    joinings: int = 0
    known: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    left: list[LeftOut] = field(default_factory=list)

    def line(self) -> str:
        """The account in a line."""
        from tellings.show.words import numbered

        articles = numbered(self.asked, "article")
        statements, joinings = numbered(self.statements, "statement"), numbered(self.joinings, "joining")
        return (
            f"{articles} asked about, {statements} and {joinings} proposed, {self.known:,} known already, "
            f"{sum(self.refused.values()):,} refused, {len(self.left):,} left out"
        )

    def row(self) -> dict[str, object]:
        """The account for machines."""
        left = [{"path": one.path, "cause": one.cause, "advice": one.advice} for one in self.left]
        counts = {name: getattr(self, name) for name in ("asked", "statements", "joinings", "known")}
        return counts | {"refused": dict(self.refused), "left_out": left}


def read_second(
    ledger: Ledger,
    model: Model,
    *,
    report: Callable[[LeftOut], None] = lambda left: None,
    say: Callable[[str], None] = lambda line: None,
    done: Callable[[int], None] = lambda count: None,
) -> Account:
    """Ask a model about all it has not answered about yet, and keep what it proposes.

    `report` is told of each article that is left out, `say` of what was refused in one, `done` of each that is through.
    """
    reading = _Reading(ledger, model, report, say, done)
    asyncio.run(reading.run())
    return reading.account


class _Reading:
    """One reading of a ledger by one model."""

    def __init__(
        self,
        ledger: Ledger,
        model: Model,
        report: Callable[[LeftOut], None],
        say: Callable[[str], None],
        done: Callable[[int], None],
    ) -> None:
        self.account = Account()
        self._ledger, self._model, self._report, self._say, self._done = ledger, model, report, say, done
        self._failures = 0  # in a row
        self._over = ""  # why no more is asked
        self._unasked = 0  # articles and stories since then

    async def run(self) -> None:
        """All articles, then the names of all stories."""
        async with Endpoint(self._model) as endpoint:
            await self._all(store.unasked(self._ledger, self._model.reader), lambda key: self._article(endpoint, key))
            await self._all(store.story_ids(self._ledger), lambda key: self._story(endpoint, key))
        if self._unasked:
            self._say(f"second reader: {self._unasked:,} more not asked about: {self._over}; {_AGAIN}")

    async def _all(self, keys: Sequence[str], read: Callable[[str], Awaitable[None]]) -> None:
        waiting = deque(keys)

        async def work() -> None:
            while waiting:
                await read(waiting.popleft())
                self._done(1)

        async with asyncio.TaskGroup() as group:
            for _ in range(self._model.patience.at_once):
                group.create_task(work())

    async def _article(self, endpoint: Endpoint, key: str) -> None:
        """Ask about one article, a window after another; keep what bears out."""
        with self._ledger.reading() as connection:
            article = read_articles(connection, [key])[key]
            known = read_marks(connection, [key], ("statements",))[key].statements
        sheet = make_sheet(article, known)
        found: list[Proposal] = []
        refused: Counter[str] = Counter()
        whole = True
        for window in windows(article.text):
            reply = await self._ask(endpoint, "statements", ask_statements(article, window), article.path)
            try:
                said, wrong = read_said(reply) if reply is not None else ([], 0)
            except ReplyError as error:
                self._leave(article.path, str(error))
                reply = None
            whole = whole and reply is not None
            if reply is None:
                break
            refused["it is not of the shape that was asked for"] += wrong
            found += self._checked(refused, [partial(check_statement, sheet, window, one) for one in said])
        self.account.asked += whole
        self.account.statements += self._keep(found, key if whole else "")
        self._tell(article.path, refused)

    async def _story(self, endpoint: Endpoint, key: str) -> None:
        """Ask which people and bodies of a story are one."""
        with self._ledger.reading() as connection:
            story, _ = queries.story_counts(connection, key)
            people = [p for p in queries.read_people(connection, story.articles) if p.kind != "place"]
            people = sorted(people, key=lambda p: (-len(p.mentions), p.id))[:ENTRIES]
            articles = read_articles(connection, story.articles)
            decided = read_decisions(connection)
        entries = {i: (_entry(i, person, articles), person) for i, person in enumerate(people, 1)}
        messages = ask_joinings([entry for entry, _ in entries.values()])
        about = make_id(*(message["content"] for message in messages))
        if len(entries) < 2 or store.was_asked(self._ledger, about, self._model.reader):
            return
        path = f"the names of story {key}"
        reply = await self._ask(endpoint, "joinings", messages, path)
        if reply is None:
            return
        try:
            same, wrong = read_same(reply)
        except ReplyError as error:
            self._leave(path, str(error))
            return
        refused = Counter({"it is not of the shape that was asked for": wrong})
        made = self._checked(refused, [partial(check_joining, entries, articles, one) for one in same])
        apart = [one for one in made if _split(one, decided)]
        refused["a user split these names"] += len(apart)
        self.account.joinings += self._keep([one for one in made if one not in apart], about)
        self._tell(path, refused)

    async def _ask(self, endpoint: Endpoint, kind: str, messages: Messages, path: str) -> str | None:
        """The answer to a question; None, and reported, where there is none."""
        patience = self._model.patience
        if self._over:
            self._unasked += 1
            self.account.left.append(_left(path, f"not asked about: {self._over}"))
            return None
        try:
            reply = await asyncio.wait_for(endpoint.ask(kind, messages), patience.whole)
        except (AskError, TimeoutError) as error:
            cause = str(error) or f"no end within {patience.whole:g} seconds"
            self._failures += 1
            if isinstance(error, UnusableError) or self._failures >= patience.failures:
                self._over = self._over or cause
            self._leave(path, cause)
            return None
        self._failures = 0
        return reply

    def _checked(self, refused: Counter[str], checks: Sequence[Callable[[], Proposal | None]]) -> list[Proposal]:
        """What bears out; the rest is counted, by cause."""
        found = []
        for check in checks:
            try:
                made = check()
            except (NotThereError, SpanError) as error:
                refused[str(error)] += 1
                continue
            self.account.known += made is None
            if made is not None:
                found.append(made)
        return found

    def _keep(self, found: Sequence[Proposal], about: str) -> int:
        """Keep proposals; how many are new."""
        terms = {"model": self._model.name, "host": self._model.host, "prompt": VERSION, "at": now()}
        new = store.keep(self._ledger, [signed(one, **terms) for one in found], about, self._model.reader)
        self.account.known += len(found) - len(new)
        return len(new)

    def _leave(self, path: str, cause: str) -> None:
        left = _left(path, cause)
        self.account.left.append(left)
        self._report(left)

    def _tell(self, path: str, refused: Counter[str]) -> None:
        self.account.refused += refused
        for cause, count in (+refused).items():
            self._say(f"{path}: second reader: {count} refused, since {cause}")


def _left(path: str, cause: str) -> LeftOut:
    return LeftOut(path, f"second reader: {cause}", _AGAIN)


def _entry(number: int, person: Person, articles: Mapping[str, Article]) -> Entry:
    """A person as the model is shown them."""
    first = person.mentions[0]
    article = articles[first.article]
    start, end = article.at(first.span)
    around = " ".join(article.text[max(0, start - _AROUND) : end + _AROUND].split())
    titles = dict.fromkeys(f"{title.title}, {title.of}" if title.of else title.title for title in person.titles)
    names = dict.fromkeys(articles[m.article].words(m.span) for m in person.mentions)
    return Entry(number, person.kind, (*names,)[:_FORMS], (*titles,)[:_FORMS], around)


def _split(one: Proposal, decided: Sequence[Decision]) -> bool:
    """Whether a user has said that two names are not one's."""
    first, second = one.words
    for decision in in_force(decided, "split"):
        names, others = ({named.words.casefold() for named in side} for side in (decision.names, decision.others))
        if (first in names and second in others) or (second in names and first in others):
            return True
    return False
