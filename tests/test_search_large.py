"""Searches that find more than is shown: the newest of what both databases hold, whichever way it was looked for."""

import random
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

import pytest
import sqlalchemy as sa

from tellings.ledger import Ledger
from tellings.ledger.index import first_id
from tellings.ledger.schema import passages
from tellings.search import Query, search
from tests.test_search import article

SHOWN = 20  # instead of 500, and the ways of finding as much smaller
SMALLER = {"_FEW": 5, "_PROBED": 20, "_COMMON": 0.3, "_WALKED": 100, "_CHANCE": 1, "_ENOUGH": 30, "_NARROW": 30}
FIRST = date(2028, 1, 1)
DAYS = 1000


class Passage(NamedTuple):
    number: int
    day: str
    text: str


def made() -> list[Passage]:
    """Passages over three years: a word in half of them, two in a tenth, one that was frequent in the first months.

    Two always come together, of late and at first; two that are frequent come together only in the first year.
    """
    pick = random.Random(5)
    found = []
    for number in range(1500):
        day = number * DAYS // 1500
        words = pick.choices(("dune", "elm", "fog", "gull"), k=pick.randint(2, 9))
        words += [word for word, share in (("ferry", 0.5), ("pier", 0.1), ("north", 0.1)) if pick.random() < share]
        words += ["strike"] if day < 100 and pick.random() < 0.7 else []
        words += ["north", "pier"] if pick.random() < 0.05 else []
        words += ["cape", "lamp"] if not 300 < day < 900 and pick.random() < 0.1 else []
        both = ["kelp", "moss"] if pick.random() < 0.6 else []
        words += both if day < 365 else both[:1] if number % 2 else both[1:]
        pick.shuffle(words)
        found.append(Passage(number, (FIRST + timedelta(days=day)).isoformat(), " ".join(words)))
    return found


ALL = made()


@pytest.fixture(scope="module")
def filled(new_place: Callable[[], str]) -> Iterator[Ledger]:
    with Ledger(new_place()) as ledger:
        ledger.add([article("a", "Nobody came.")])
        with ledger.writing() as connection:
            connection.execute(passages.delete())
            rows = [
                {"id": first_id(one.day) + one.number, "article": "a", "kind": "text", "start": one.number, "end": 0}
                | {"speaker": "", "day": one.day, "text": one.text, "tags": ""}
                for one in ALL
            ]
            random.Random(6).shuffle(rows)  # they need not come in order of time
            connection.execute(passages.insert(), rows)
            connection.execute(sa.text("ANALYZE"))
        yield ledger


@pytest.fixture(autouse=True)
def smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is few, common and enough in a ledger of so many passages."""
    monkeypatch.setattr("tellings.search.COUNTED", SHOWN)
    for name, number in SMALLER.items():
        monkeypatch.setattr(f"tellings.ledger.fulltext.{name}", number)


def has(text: str, *phrases: str) -> bool:
    return all(f" {phrase} " in f" {text} " for phrase in phrases)


@pytest.mark.parametrize(
    ("query", "meets"),
    [
        (Query("ferry"), lambda one: has(one.text, "ferry")),
        (Query("pier"), lambda one: has(one.text, "pier")),
        (Query("pier north"), lambda one: has(one.text, "pier", "north")),
        (Query("strike "), lambda one: has(one.text, "strike")),
        (Query("strike ferry"), lambda one: has(one.text, "strike", "ferry")),
        (Query("north -ferry"), lambda one: has(one.text, "north") and not has(one.text, "ferry")),
        (Query('"north pier"'), lambda one: has(one.text, "north pier")),
        (Query('"pier north"'), lambda one: has(one.text, "pier north")),
        (Query('"ferry north pier"'), lambda one: has(one.text, "ferry north pier")),
        (Query('"north pier" "dune elm"'), lambda one: has(one.text, "north pier", "dune elm")),
        (Query('pier -"north pier"'), lambda one: has(one.text, "pier") and not has(one.text, "north pier")),
        (Query("nor"), lambda one: has(one.text, "north")),
        (Query("ferry nor"), lambda one: has(one.text, "north", "ferry")),
        (Query("north+pie"), lambda one: has(one.text, "north pier")),
        (Query("cape lamp "), lambda one: has(one.text, "cape", "lamp")),
        (Query("kelp moss "), lambda one: has(one.text, "kelp", "moss")),
        (Query("kelp moss dune elm "), lambda one: has(one.text, "kelp", "moss", "dune", "elm")),
        (Query("kelp -moss -ferry "), lambda one: has(one.text, "kelp") and not re.search("moss|ferry", one.text)),
        (Query('"dune elm" -ferry '), lambda one: has(one.text, "dune elm") and not has(one.text, "ferry")),
        (Query("ferry moss kel"), lambda one: has(one.text, "ferry", "moss", "kelp")),
        (Query("kelp moss", since="2028-06-01"), lambda one: has(one.text, "kelp", "moss") and one.day >= "2028-06-01"),
        (Query("pier", until="2029-06-01"), lambda one: has(one.text, "pier") and one.day <= "2029-06-01"),
        (
            Query("cape lamp ", since="2029-11-01"),
            lambda one: has(one.text, "cape", "lamp") and one.day >= "2029-11-01",
        ),
        (Query("strike", since="2028-02-01"), lambda one: has(one.text, "strike") and one.day >= "2028-02-01"),
    ],
    ids=lambda one: f"{one.words}{one.since}{one.until}" if isinstance(one, Query) else "",
)
def test_the_newest_are_found_the_shortest_first(
    filled: Ledger, query: Query, meets: Callable[[Passage], bool]
) -> None:
    newest = [one for one in reversed(ALL) if meets(one)][:SHOWN]
    best = sorted(newest, key=lambda one: (len(one.text), -one.number))
    with filled.reading() as connection:
        hits, total = search(connection, query)
    assert [hit.start for hit in hits] == [one.number for one in best]
    assert total == len(newest)
