"""Feeds watched into a ledger: what is new is fetched and added, and findings are told once, however often it stops.

All state is in the ledger. An entry counts as done only after its article is in, and a feed's ETag is kept only after
its entries are done: a run that is killed asks again for what it had not finished, and `Intake` knows what is there.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import sqlalchemy as sa

from tellings import pipeline, queries
from tellings.errors import InputError, RefusedError
from tellings.intake import Account, Intake
from tellings.ledger import LINKED, Ledger
from tellings.ledger.rows import put, put_missing
from tellings.ledger.schema import entries, feeds, meta, told
from tellings.model import Article, Finding, LeftOut, Record
from tellings.read import limits
from tellings.read.articles import with_day
from tellings.read.assemble import Known
from tellings.read.day import days_between
from tellings.read.doors import leaves, read_leaf
from tellings.read.feeds import Entry, Feed, read_feed
from tellings.read.fetch import Fetched, conditional
from tellings.read.source import Leaf, Source, Whole, buffered, left_out
from tellings.read.visits import Visits

EVERY = 15.0  # minutes between two questions to a feed: publishers ask for ten to sixty
_LONGEST = timedelta(days=1)  # that a feed which fails is left alone
_TRIES = 5  # that an entry whose page is not to be had for now gets
_PROSE = 25  # words in a feed's own text that make it worth reading: teasers have fewer
_APART = 2  # days between page and feed that are said: one may be the clock's
_NEVER = "9999-12-31"


@dataclass(frozen=True, slots=True)
class _State:
    """What the ledger knows of a feed."""

    url: str
    etag: str = ""
    modified: str = ""
    failures: int = 0
    until: str = ""


@dataclass(slots=True)
class _Errand:
    """An entry on its way: `again` says that its page was not to be had this time."""

    feed: str
    entry: Entry
    tries: int
    within: str
    again: bool = False


class Watch:
    """Watches feeds into one ledger."""

    def __init__(
        self,
        ledger: Ledger,
        visits: Visits,
        *,
        every: float = EVERY,
        keep: bool = False,
        report: Callable[[LeftOut], None] = lambda left: None,
        say: Callable[[str], None] = lambda line: None,
    ) -> None:
        """`every` is in minutes; `report` is told of inputs that are left out, `say` of what else is to be known.

        What is found in the ledger at the first watch counts as told.
        """
        self._ledger, self._visits, self._every, self._keep = ledger, visits, timedelta(minutes=every), keep
        self._report, self._say = report, say
        with ledger.writing() as connection:
            if not connection.scalar(sa.select(meta.c.value).where(meta.c.key == "watched")):
                put(connection, meta, [{"key": "watched", "value": "yes"}])
                _note_told(connection, list(connection.scalars(sa.select(LINKED["findings"][0].c.id))))

    def poll(self, urls: Sequence[str]) -> Account:
        """Ask each feed once, unless it is to be left alone, and add what is new; what became of it all."""
        states: list[_State] = []
        errands: list[_Errand] = []
        with Intake(self._ledger, keep=self._keep, report=self._report) as intake:
            pipeline.build(intake.articles(self._inputs(urls, intake, states, errands)), self._ledger)
        waiting = {errand.feed for errand in errands if errand.again}
        with self._ledger.writing() as connection:
            for errand in errands:
                stamp = "" if errand.again else errand.entry.stamp
                row = {"feed": errand.feed, "key": errand.entry.key, "stamp": stamp, "tries": errand.tries}
                put(connection, entries, [row])
            for state in states:
                # Without its ETag a feed lists again what could not be had.
                kept = replace(state, etag="", modified="") if state.url in waiting else state
                put(connection, feeds, [asdict(kept)])
        return intake.account

    def findings(self) -> Iterator[tuple[list[Finding], Record]]:
        """What was found and not told yet, by rank, a story at a time with the record of that story."""
        found = LINKED["findings"][0]
        new = sa.select(found.c.story, found.c.id).where(found.c.id.not_in(sa.select(told.c.finding)))
        with self._ledger.reading() as connection:
            untold: dict[str, set[str]] = {}
            for story, finding in connection.execute(new.order_by(found.c.story)):
                untold.setdefault(story, set()).add(finding)
        for story, ids in untold.items():
            try:
                with self._ledger.reading() as connection:
                    record = queries.story_part(connection, story)
            except KeyError:  # linked anew by another run meanwhile
                continue
            yield [finding for finding in record.findings if finding.id in ids], record

    def note_told(self, findings: Sequence[Finding]) -> None:
        """Findings that were told, so that they are not told again."""
        with self._ledger.writing() as connection:
            _note_told(connection, [finding.id for finding in findings])

    def _inputs(
        self, urls: Sequence[str], intake: Intake, states: list[_State], errands: list[_Errand]
    ) -> Iterator[Article | LeftOut]:
        """The articles of all that is new; what is asked of feeds and entries is put into the lists."""
        for url in dict.fromkeys(urls):
            state = self._state(url)
            if state.until > _iso(datetime.now(UTC)):
                self._say(f"{url}: left alone until {state.until}")
                continue
            try:
                answer = self._visits.get(url, conditional(state.etag, state.modified))
                feed = read_feed(answer.body, answer.url) if answer.status == 200 else Feed("", ())
            except InputError as error:
                yield LeftOut(url, error.cause, error.advice)
                states.append(self._failed(state, error))
                continue
            if feed.more:
                self._say(f"{url}: {feed.more:,} entries beyond the first {limits.ENTRIES_AT_MOST:,} are not read")
            if answer.status == 200:
                etag, modified = (answer.headers.get(name, "") for name in ("etag", "last-modified"))
                state = _State(url, etag, modified)
                intake.keep(answer.body)
            states.append(replace(state, failures=0, until=""))
            for errand in self._new(url, feed, hashlib.sha256(answer.body).hexdigest()):
                errands.append(errand)
                yield from self._entry(errand, intake)

    def _state(self, url: str) -> _State:
        with self._ledger.reading() as connection:
            row = connection.execute(sa.select(feeds).where(feeds.c.url == url)).first()
        return _State(**row._mapping) if row else _State(url)

    def _failed(self, state: _State, error: InputError) -> _State:
        """The state of a feed that could not be had: each time in a row it is left alone twice as long."""
        if isinstance(error, RefusedError) and error.status == 410:
            self._say(f"{state.url}: it is gone and will not be asked for again")
            return replace(state, until=_NEVER)
        asked = timedelta(seconds=min(getattr(error, "retry_after", 0.0), _LONGEST.total_seconds()))
        pause = min(self._every * 2 ** min(state.failures, 10), _LONGEST)
        until = _iso(datetime.now(UTC) + max(asked, pause))
        return replace(state, failures=state.failures + 1, until=until)

    def _new(self, url: str, feed: Feed, within: str) -> list[_Errand]:
        """The entries that are new or tell something else than before, oldest first as feeds list the newest first."""
        with self._ledger.reading() as connection:
            rows = connection.execute(sa.select(entries).where(entries.c.feed == url))
            known = {row.key: (row.stamp, row.tries) for row in rows}
        found = []
        for entry in reversed(feed.entries):
            stamp, tries = known.get(entry.key, ("", 0))
            if stamp != entry.stamp:
                found.append(_Errand(url, entry, 1 if stamp else tries + 1, within))
        return found

    def _entry(self, errand: _Errand, intake: Intake) -> Iterator[Article | LeftOut]:
        """The article of an entry: its page, else what the feed holds of it, else why there is none."""
        entry = errand.entry
        name = entry.url or f"{errand.feed}#{entry.key}"
        if entry.doubt:
            self._say(f"{name}: its feed dates it {entry.doubt}; that date is not used")
        left: list[LeftOut] = []
        if entry.url:
            try:
                answer = self._visits.get(entry.url)
                found = self._page(answer, entry, intake)
                if found is None or any(isinstance(one, Article) for one in found):
                    yield from found or ()
                    return
                left = [one for one in found if isinstance(one, LeftOut)]
            except InputError as error:
                left = [left_out(error)]
                refused = isinstance(error, RefusedError) and 400 <= error.status < 500 and error.status != 429
                errand.again = not refused and errand.tries < _TRIES
        cause = left[0].cause if left else "it has no address"
        if len(entry.text.split()) < _PROSE:
            yield from left or [LeftOut(name, f"{cause}, and its feed holds no more than its title", "name its page")]
            return
        errand.again = False
        self._say(f"{name}: {cause}; what the feed holds of it is read instead")
        leaf = _own_text(entry, name, errand.within)
        if intake.wanted(leaf):
            yield from map(with_day, read_leaf(leaf))

    def _page(self, answer: Fetched, entry: Entry, intake: Intake) -> list[Article | LeftOut] | None:
        """The articles of a page; None where the ledger knows its very bytes."""
        if answer.kind.startswith(("image/", "audio/", "video/")):
            raise InputError(answer.url, f"it is no page ({answer.kind[:60]})", "name a page")
        ending = {"text/plain": ".txt", "application/pdf": ".pdf"}.get(answer.kind, ".html")
        budget = limits.Budget()
        stream = buffered(Whole(io.BytesIO(answer.body), budget))
        captured = _iso(datetime.now(UTC))
        source = Source(stream, answer.url, f"page{ending}", budget, known=Known(captured=captured))
        found: list[Article | LeftOut] = []
        known = 0
        for leaf in leaves(source):
            if isinstance(leaf, LeftOut):
                found.append(leaf)
            elif intake.wanted(leaf):
                found += [self._as_listed(one, answer.url, entry) for one in read_leaf(leaf)]
            else:
                known += 1
        return found if found or not known else None

    def _as_listed(self, one: Article | LeftOut, url: str, entry: Entry) -> Article | LeftOut:
        """An article of a page with what its feed tells of it; the day the page itself gives outranks the feed's."""
        if isinstance(one, LeftOut):
            return one
        if _host(one.url) != _host(url):  # what a page says of itself may not put it in the place of another's
            one = replace(one, url=url)
        if entry.outlet:
            one = replace(one, outlet=entry.outlet)
        if entry.published and one.published_basis != "metadata":
            one = replace(one, published=entry.published, published_basis="metadata", published_words=())
        elif entry.published and days_between(one.published, entry.published) > _APART:
            days = f"{entry.published[:10]}, its page {one.published[:10]}"
            self._say(f"{url}: its feed dates it {days}; the page's day is kept")
        return with_day(one)


def _own_text(entry: Entry, name: str, within: str) -> Leaf:
    """What a feed holds of an article, as a JSON record like those of crawlers."""
    fields = {"url": entry.url, "title": entry.title, "publisher": entry.outlet, "byline": entry.byline}
    record = fields | {"publish_date": entry.published, "text": entry.text}
    raw = json.dumps(record, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
    return Leaf("record", raw, name, within=within)


def _note_told(connection: sa.Connection, ids: Sequence[str]) -> None:
    put_missing(connection, told, [{"finding": key} for key in ids])


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
