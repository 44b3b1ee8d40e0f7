"""Ledgers of any size for measuring their queries: rows as linking would leave them, put straight into the tables.

Articles come over ten years, most in stories of one to twelve, one story in two thousand has 300. An article has a
hundred words in five sentences, with a word of its own and others as frequent as in English (Zipf), two statements, two
figures, three names and a date; a third of what real articles hold, so that a million fit on a disk.
"""

from __future__ import annotations

import json
import random
from bisect import bisect
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate, islice
from typing import Any

import sqlalchemy as sa

from tellings.ledger import Ledger
from tellings.ledger.fulltext import outlet_tag, speaker_tags
from tellings.ledger.index import first_id
from tellings.ledger.schema import tables
from tellings.model import make_id
from tellings.search import KINDS

Row = tuple[Any, ...]
FIRST, DAYS = date(2016, 1, 1), 3650
OUTLETS, BIG, ONE_IN = 900, 300, 2000
_LOAD = 5000  # articles in one go


@dataclass
class Words:
    """A vocabulary in which the word of rank r is 1/r as frequent as the first, and sentences made of it."""

    seed: int = 7
    words: list[str] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        pick = random.Random(self.seed)
        parts = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]
        self.words = list(dict.fromkeys("".join(pick.choices(parts, k=1 + i % 4)) for i in range(60_000)))
        weights = list(accumulate(1 / rank for rank in range(1, len(self.words) + 1)))
        for _ in range(50_000):
            some = (self.words[bisect(weights, pick.random() * weights[-1])] for _ in range(19))
            self.sentences.append(" ".join(some).capitalize() + ".")
        names = [word.capitalize() for word in self.words[200:9000]]
        self.people = [f"{pick.choice(names)} {pick.choice(names)}" for _ in range(100_000)]


@dataclass
class Maker:
    """Makes the rows of articles and of the stories they are in, in order; `rows` hold them by table."""

    words: Words
    total: int
    pick: random.Random = field(default_factory=lambda: random.Random(11))
    rows: dict[str, list[Row]] = field(default_factory=dict)
    passages: int = 0
    story: list[tuple[str, str, list[str]]] = field(default_factory=list)  # article, day, figures
    stories: int = 0
    size: int = 1
    people: dict[int, list[tuple[str, str]]] = field(default_factory=dict)

    def put(self, table: str, *row: Any) -> None:
        self.rows.setdefault(table, []).append(row)

    def article(self, number: int) -> None:
        pick, key = self.pick, f"{number:016x}"
        day = (FIRST + timedelta(days=number * DAYS // self.total)).isoformat()
        outlet = f"Outlet {min(int(pick.paretovariate(0.6)), OUTLETS)}"
        sentences = pick.choices(self.words.sentences, k=5)
        sentences[0] = f"{sentences[0][:-1]} q{number:x}."
        text = " ".join(sentences)
        self._article(key, number, day, outlet, text, sentences[0][:60])
        tag, at = outlet_tag(outlet), 0
        for place, sentence in enumerate(sentences):
            span = {"start": at, "end": at + len(sentence), "text": sentence}
            self.put("sentences", f"{key}s{place}", key, at, place, json.dumps(span))
            self._passage(key, "text", span, "", day, sentence, tag)
            at += len(sentence) + 1
        who = [int(pick.paretovariate(0.25)) % len(self.words.people) for _ in range(3)]
        for place, person in enumerate(who):
            self._name(key, place, person, day, tag)
        for place in (0, 1):
            self._statement(key, place, sentences[place + 1], self.words.people[who[place]], day, tag)
        figures = [self._figure(key, place, day, tag) for place in (0, 1)]
        self.put("dates", f"{key}d", key, 3, day, "Monday", 0, json.dumps(_when(day)))
        self.put("arrivals", key, f"{day}T08:00:00+00:00")
        self.put("readings", f"{key}r", number, "read", key, key, day, "0", key, "", "", f"{key * 4}", 1200, "", "", "")
        self.story.append((key, day, figures))
        if len(self.story) >= self.size or number == self.total:
            self._story()

    def _article(  # noqa: PLR0917
        self, key: str, number: int, day: str, outlet: str, text: str, title: str
    ) -> None:
        whole = {"clean_starts": [0], "source_starts": [0], "length": len(text)}
        body = {"id": key, "path": f"{key}.txt", "source": text, "text": text, "map": whole, "outlet": outlet}
        body |= {"url": f"https://example.org/{key}", "title": title, "published": day, "published_basis": "metadata"}
        row = (body["url"], True, body["path"], outlet, day, title, json.dumps(body))
        self.put("articles", key, number, *row)

    def _passage(  # noqa: PLR0917
        self, key: str, kind: str, span: dict[str, Any], speaker: str, day: str, text: str, tag: str
    ) -> None:
        self.passages += 1
        tags = " ".join([*speaker_tags(speaker), tag])
        row = (first_id(day) + self.passages, key, kind, span["start"], span["end"], speaker, day, text, tags)
        self.put("passages", *row)

    def _name(self, key: str, place: int, person: int, day: str, tag: str) -> None:
        name = self.words.people[person]
        span = {"start": place, "end": place + 5, "text": name}
        self.put(
            "names",
            *(f"{key}n{place}", key, place, "person", name, name, place),
            json.dumps({"span": span, "kind": "person", "full": name}),
        )
        self._passage(key, "name", span, "", day, name, tag)
        self.people.setdefault(person, []).append((key, json.dumps({"mentions": [span], "titles": []})))

    def _statement(  # noqa: PLR0917
        self, key: str, place: int, words: str, speaker: str, day: str, tag: str
    ) -> None:
        span = {"start": place, "end": place + 9, "text": words[:80]}
        body = {"id": f"{key}t{place}", "content": [span], "source": None, "cue": None, "form": "indirect"}
        body |= {"kind": "says", "stance": "asserts", "speaker": speaker, "said_on": day}
        row = (key, place, speaker, "asserts", words[:80], place, json.dumps(body))
        self.put("statements", f"{key}t{place}", *row)
        self._passage(key, "statement", span, speaker, day, words[:80], tag)

    def _figure(self, key: str, place: int, day: str, tag: str) -> str:
        number, one = self.pick.randrange(10_000), f"{key}f{place}"
        counted = self.words.words[int(self.pick.paretovariate(0.5)) % 3000]
        span = {"start": place, "end": place + 4, "text": f"{number:,}"}
        body = {"id": one, "span": span, "low": number, "high": number, "bound": "exact", "unit": "count"}
        body |= {"counted": counted}
        self.put("figures", one, key, place, counted, "count", f"{number:,}", place, json.dumps(body))
        self._passage(key, "figure", span, "", day, f"{number:,} · {counted}", tag)
        return one

    def _story(self) -> None:
        mine, self.story = self.story, []
        key, articles = make_id("story", mine[0][0]), [one for one, _, _ in mine]
        first, last = mine[0][1], mine[-1][1]
        title = " ".join(self.pick.choices(self.words.words[50:5000], k=7)).capitalize()
        body: dict[str, Any] = {"id": key, "title": title, "articles": articles, "first": first, "last": last}
        self.put("stories", key, title, first, last, len(articles), "", json.dumps(body))
        self.put("former", key, articles[0])
        self.rows.setdefault("placed", []).extend((one, key) for one in articles)
        where = {"article": articles[0], "span": {"start": 0, "end": 5, "text": title[:5]}}
        figures = [one for _, _, some in mine for one in some]
        for place in range(min(len(mine), 20)):
            one = f"{key}{place}"
            body = {"id": f"{one}m", "story": key, "label": title, "unit": "count", "counted": title}
            mine_here = figures[place * 2 : place * 2 + 2]
            self.put("measures", f"{one}m", key, title, place, "", json.dumps(body | {"figures": mine_here}))
            body = {"id": f"{one}c", "story": key, "label": title, "voices": [{"passage": where, "stance": "asserts"}]}
            self.put("claims", f"{one}c", key, title, place, "", json.dumps(body))
            body = {"id": f"{one}o", "story": key, "kind": "claim", "who": title, "when": first, "passages": [where]}
            self.put("origins", f"{one}o", key, "claim", title, place, "", json.dumps(body))
            kind = ("dispute", "echo", "gap", "update")[place % 4]
            accounts = [{"value": "1", "passage": where}, {"value": "2", "passage": where}]
            body = {"id": f"{one}d", "kind": kind, "story": key, "about": title, "accounts": accounts, "rank": place}
            self.put("findings", f"{one}d", key, kind, place, title, "", json.dumps(body))
        self.stories += 1
        self.size = BIG if self.stories % ONE_IN == 0 else self.pick.randint(1, 12)

    def everyone(self) -> Iterator[tuple[str, Row]]:
        """The rows of people, who are known when all articles are."""
        for person, here in self.people.items():
            name, key = self.words.people[person], make_id("person", person)
            body = {"id": key, "kind": "person", "name": name, "spellings": [name], "mentions": []}
            yield "people", (key, "person", name, "", json.dumps(body))
            seen = dict(here)
            yield from (("appearances", (key, article, told)) for article, told in seen.items())
            yield "joinings", (f"{key}j", key, name, name, 0, "", json.dumps(_joining(key, name)))


def _when(day: str) -> dict[str, Any]:
    span = {"start": 3, "end": 9, "text": "Monday"}
    return {"span": span, "type": "DATE", "value": day, "earliest": day, "latest": day, "anchor": day}


def _joining(key: str, name: str) -> dict[str, Any]:
    return {"person": key, "one": name, "other": name, "score": 0.9, "reason": "same words"}


# The columns of each table in the order in which rows are made.
COLUMNS = {
    "articles": "id number key current path outlet published title body",
    "sentences": "id article start place body",
    "statements": "id article start speaker stance text place body",
    "figures": "id article start counted unit text place body",
    "dates": "id article start value text place body",
    "names": "id article start kind full text place body",
    "arrivals": "article at",
    "readings": "id number outcome path place at version article words cause sha256 size kind beside within",
    "passages": "id article kind start end speaker day text tags",
    "stories": "id title first last size digest body",
    "former": "story article",
    "placed": "article story",
    "measures": "id story label place digest body",
    "claims": "id story label place digest body",
    "origins": "id story kind who place digest body",
    "findings": "id story kind rank about digest body",
    "people": "id kind name digest body",
    "appearances": "person article body",
    "joinings": "id person one other place digest body",
}


def fill(ledger: Ledger, total: int, done: Callable[[int], None] = lambda count: None) -> None:
    """Fill an empty ledger with so many articles; its indexes are made at the end, which is quicker."""
    maker = Maker(Words(), total)
    server = ledger.place.path is None
    with closing(ledger._engine.raw_connection()) as raw:
        connection = raw.driver_connection
        assert connection is not None
        indexes = _without_indexes(connection, server)
        load = _load_server if server else _load_file
        for number in range(1, total + 1):
            maker.article(number)
            if number % _LOAD == 0 or number == total:
                for table, rows in maker.rows.items():
                    load(connection, table, rows)
                maker.rows.clear()
                done(number)
        people = maker.everyone()
        while some := list(islice(people, 50_000)):
            for table in ("people", "appearances", "joinings"):
                load(connection, table, [row for name, row in some if name == table])
        connection.execute(f"UPDATE changes SET passages = {maker.passages}, number = 1")
        connection.execute(f"INSERT INTO meta (key, value) VALUES ('stories', '{maker.stories}')")
        _with_indexes(connection, server, indexes)


def _load_file(connection: Any, table: str, rows: list[Row]) -> None:
    names = [f'"{name}"' for name in COLUMNS[table].split()]
    marks = ", ".join("?" * len(names))
    connection.execute("BEGIN")
    connection.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", rows)
    connection.execute("COMMIT")


def _load_server(connection: Any, table: str, rows: list[Row]) -> None:
    names = ", ".join(f'"{name}"' for name in COLUMNS[table].split())
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    connection.commit()


def _without_indexes(connection: Any, server: bool) -> list[str]:
    """Drop what would slow down filling; the statements that make it again."""
    names = ", ".join(f"'{table}'" for table in tables.tables)
    if server:
        query = (
            f"SELECT indexname, indexdef FROM pg_indexes WHERE tablename IN ({names}) AND indexname NOT LIKE '%pkey'"
        )
        found = connection.execute(query).fetchall()
        found = [(name, made.replace(" ON ONLY ", " ON ")) for name, made in found if "UNIQUE" not in made]
    else:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -400000")
        query = f"SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name IN ({names}) AND sql > ''"
        found = connection.execute(query).fetchall()
        triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        found += triggers
    for name, made in found:
        if not made.startswith("CREATE TRIGGER"):
            connection.execute(f"DROP INDEX {name}")
    return [made for _, made in found]


def _with_indexes(connection: Any, server: bool, statements: list[str]) -> None:
    if not server:
        for kind in KINDS:
            connection.execute(
                f"INSERT INTO found_{kind} (rowid, text, tags) "
                f"SELECT id, text, tags FROM passages WHERE kind = '{kind}' ORDER BY id"
            )
    for statement in statements:
        connection.execute(statement)
    if server:
        connection.commit()
        connection.autocommit = True
        connection.execute("VACUUM ANALYZE")
    else:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def size_on_disk(ledger: Ledger) -> int:
    """Bytes."""
    if ledger.place.path:
        return ledger.place.path.stat().st_size
    with ledger.reading() as connection:
        return int(connection.scalar(sa.text("SELECT pg_database_size(current_database())")) or 0)
