import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from tellings.errors import LedgerError
from tellings.ledger import Ledger
from tellings.ledger.keep import Linked
from tellings.model import (
    Account,
    Article,
    Claim,
    Finding,
    Joining,
    Marks,
    Measure,
    Origin,
    Passage,
    Person,
    Record,
    Story,
    Title,
    Voice,
)
from tellings.named import by_article
from tests.made import article, figure, marks, statement


def pair(text: str = "There are 900 soldiers, she said.", path: str = "a.txt") -> tuple[Article, Marks]:
    one = article(text, outlet="The Ostrel Post", published="2025-03-14", path=path)
    said = [statement(one, "900 soldiers", "she")]
    return one, marks(one, statements=said, figures=[figure(one, "900", 900, 900)])


def versions() -> tuple[tuple[Article, Marks], tuple[Article, Marks]]:
    """Two wordings of what stands at one address."""
    told = pair(), pair("There are 1,900 soldiers, she said. 900 soldiers")
    old, new = ((replace(one, url="https://example.org/a"), found) for one, found in told)
    return old, new


def record_of(one: Article, found: Marks) -> Record:
    """One of every noun that is linked or weighed."""
    where = Passage(one.id, found.sentences[0])
    return Record(
        {one.id: one},
        {one.id: found},
        (Story("s", "Soldiers", (one.id,), "2025-03-14", "2025-03-14"),),
        (Person("p", "person", "Ana Brel", ("Ana Brel",), (where,), (Title(where, "mayor", "Ostrel"),)),),
        (Joining("p", "Brel", "Ana Brel", 0.9, "surname"),),
        (Measure("m", "s", "soldiers", "count", "soldiers", (found.figures[0].id,)),),
        (Claim("c", "s", "900 soldiers", (Voice(where, "asserts", "she"),)),),
        (Origin("o", "s", "briefing", "she", "2025-03-14", (where,), ("same speaker",)),),
        (
            Finding("f2", "echo", "s", "soldiers", (Account("900", where),), rank=1, reason={"outlets": 3}),
            Finding("f1", "drift", "s", "she", (Account("900", where),), rank=2, reason={"changed": ["a", "b"]}),
        ),
    )


def test_what_is_added_comes_back_equal(ledger: Ledger) -> None:
    one, found = pair()
    assert ledger.add([(one, found)]) == 1
    assert ledger.marked() == ({one.id: one}, {one.id: found})


def test_adding_the_same_again_changes_nothing(ledger: Ledger) -> None:
    ledger.add([pair()])
    ledger.keep(record_of(*pair()))
    assert ledger.add([pair()]) == 0
    assert not ledger.pending
    assert ledger.record() == record_of(*pair())


def test_new_articles_wait_to_be_linked_until_a_record_is_kept(ledger: Ledger) -> None:
    ledger.add([pair()])
    assert ledger.pending
    ledger.keep(record_of(*pair()))
    assert not ledger.pending


def test_other_words_under_one_address_are_a_new_version(ledger: Ledger) -> None:
    old, new = versions()
    ledger.add([old])
    ledger.add([new])
    assert list(ledger.marked()[0]) == [new[0].id]
    assert ledger.known() == {new[0].id}


def test_an_older_version_read_again_is_current_again(ledger: Ledger) -> None:
    old, new = versions()
    ledger.add([old])
    ledger.add([new])
    assert ledger.add([old]) == 0
    assert list(ledger.marked()[0]) == [old[0].id]
    assert ledger.pending


def test_what_came_without_a_file_or_an_address_replaces_nothing(ledger: Ledger) -> None:
    ledger.add([pair(path="-")])
    ledger.add([pair("There are 1,900 soldiers, she said. 900 soldiers", path="-")])
    assert ledger.counts()["articles"] == 2


def test_of_two_versions_in_one_batch_the_last_is_current(ledger: Ledger) -> None:
    ledger.add([*versions()])
    _, new = versions()
    assert list(ledger.marked()[0]) == [new[0].id]


def test_replacing_puts_new_marks_in_place(ledger: Ledger) -> None:
    one, found = pair()
    ledger.add([(one, found)])
    ledger.replace([(one, Marks(one.id, found.sentences))])
    assert ledger.marked()[1][one.id].figures == ()


def test_a_broken_write_leaves_what_was_there(ledger: Ledger) -> None:
    ledger.add([pair()])

    def breaks() -> Iterator[tuple[Article, Marks]]:
        yield pair("Another 900 soldiers came.", "b.txt")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ledger.add(breaks())
    assert len(ledger.known()) == 1


def written(ledger: Ledger) -> list[str]:
    """Collects the tables that are written to from now on."""
    tables: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        if match := re.match(r"(?:INSERT INTO|DELETE FROM|UPDATE) (\w+)", statement):
            tables.append(match[1])

    sa.event.listen(ledger._engine, "before_cursor_execute", note)
    return tables


def test_keeping_what_is_kept_writes_no_noun(ledger: Ledger) -> None:
    ledger.add([pair()])
    ledger.keep(record_of(*pair()))
    tables = written(ledger)
    ledger.keep(record_of(*pair()))
    assert set(tables) == {"changes", "meta"}


def test_keeping_writes_only_what_changed(ledger: Ledger) -> None:
    ledger.add([pair()])
    record = record_of(*pair())
    ledger.keep(record)
    tables = written(ledger)
    first, second = record.findings
    after = replace(record, findings=(first, replace(second, about="another")), measures=())
    ledger.keep(after)
    assert set(tables) == {"changes", "meta", "findings", "measures"}
    assert ledger.record() == after


def test_of_stories_that_are_not_told_of_everything_stays(ledger: Ledger) -> None:
    ledger.add([pair()])
    record = record_of(*pair())
    ledger.keep(record)
    other = Story("t", "Ships", (), "2025-03-15", "2025-03-15")
    named = by_article(record.people).items()
    stamps = {"s": "1", "t": "2"}
    ledger.keep_linked(Linked((*record.stories, other), record.people, record.joinings, named, stamps=stamps))
    assert ledger.record() == replace(record, stories=(*record.stories, other))
    ledger.keep_linked(Linked((other,), record.people, record.joinings, named, stamps={"t": "2"}))
    assert ledger.record() == replace(record, stories=(other,), measures=(), claims=(), origins=(), findings=())


def test_what_came_while_others_were_linked_stays_to_be_linked(ledger: Ledger, place: str) -> None:
    ledger.add([pair()])
    with ledger.linking():
        with Ledger(place) as other:
            other.add([pair("There are 900 soldiers, she said. More came.", "b.txt")])
        ledger.keep(record_of(*pair()))
    assert ledger.pending
    with ledger.linking():
        ledger.keep(record_of(*pair()))
    assert not ledger.pending


def test_what_no_database_holds_is_kept_all_the_same(ledger: Ledger) -> None:
    """NUL and halves of surrogate pairs, in every part of an article; an address and an outlet longer than an index."""
    odd = "a\0b\udce9c"
    one, found = pair(f"There are 900 soldiers, she said. {odd} {'x' * 300_000}", f"{odd}.txt")
    one = replace(one, outlet=f"{odd}{'o' * 5000}", title=odd, url=f"https://isle.example/{'u' * 5000}")
    ledger.add([(one, found)])
    ledger.keep(record_of(one, found))
    assert ledger.marked() == ({one.id: one}, {one.id: found})
    assert ledger.add([(replace(one, id="0" * 16), replace(found, article="0" * 16))]) == 1
    assert ledger.known() == {"0" * 16}


def test_a_text_file_is_not_a_ledger_and_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a ledger")
    with pytest.raises(LedgerError, match="is not a ledger; name another file"):
        Ledger(path)
    assert path.read_text() == "not a ledger"


def test_another_programs_database_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE mine (x)")
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="another program's database"):
        Ledger(path)
    assert path.read_bytes() == before


def test_a_damaged_ledger_says_so(tmp_path: Path) -> None:
    path = tmp_path / "x.ledger"
    with Ledger(path) as opened:
        opened.add([pair()])
    path.write_bytes(path.read_bytes()[:4096] + b"\xff" * 8192)
    with (
        pytest.raises(LedgerError, match=r"build it again from its articles|not a ledger"),
        Ledger(path) as opened,
    ):
        opened.record()


def test_a_missing_ledger_names_the_command_that_makes_one(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="tellings build"):
        Ledger(tmp_path / "none.ledger", must_exist=True)
    assert not (tmp_path / "none.ledger").exists()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="check that its folder exists"):
        Ledger(tmp_path / "no" / "x.ledger")


def test_a_full_disk_loses_nothing_that_was_kept(tmp_path: Path) -> None:
    path = tmp_path / "x.ledger"
    with Ledger(path) as opened:
        opened.add([pair()])
        # SQLite's own limit on pages stands in for a disk that is full: the same error comes from the same place.
        sa.event.listen(opened._engine, "begin", lambda c: c.exec_driver_sql("PRAGMA max_page_count = 60"))
        with pytest.raises(LedgerError, match="full; nothing already kept is lost"):
            opened.add([pair(f"There are 900 soldiers. {'Rain. ' * 9000}", "b.txt")])
    with Ledger(path) as opened:
        assert len(opened.known()) == 1


def test_a_run_killed_before_its_first_checkpoint_leaves_a_ledger(tmp_path: Path) -> None:
    path = tmp_path / "x.ledger"
    code = (
        "import os, signal, sys\n"
        "from tellings.ledger import Ledger\n"
        "from tests.test_ledger import pair\n"
        "Ledger(sys.argv[1]).add([pair()])\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    root = str(Path(__file__).parent.parent)
    subprocess.run(
        [sys.executable, "-c", code, str(path)], cwd=root, env={**os.environ, "PYTHONPATH": root}, check=False
    )
    with Ledger(path, must_exist=True) as opened:
        assert opened.counts()["articles"] == 1
        assert opened.pending


def test_mentions_stand_in_one_table_and_follow_their_articles(ledger: Ledger) -> None:
    ledger.add([pair()])
    record = record_of(*pair())
    ledger.keep(record)
    people, told = ("SELECT body FROM people", "SELECT person, article FROM appearances")
    with ledger.reading() as connection:
        assert "900" not in connection.scalars(sa.text(people)).one()
        assert connection.execute(sa.text(told)).all() == [("p", pair()[0].id)]
    ledger.keep_linked(Linked(record.stories, record.people, (), [(pair()[0].id, {})]))
    assert ledger.record().people == (replace(record.people[0], mentions=(), titles=()),)
    ledger.keep(record)
    ledger.keep_linked(Linked(record.stories, record.people, (), []))
    with ledger.reading() as connection:
        assert connection.execute(sa.text(told)).all() == []


def test_a_person_named_in_more_articles_keeps_the_row(ledger: Ledger) -> None:
    more = pair("There are 900 more, she said. 900 soldiers", "b.txt")
    ledger.add([pair(), more])
    record = record_of(*pair())
    ledger.keep(record)
    where = Passage(more[0].id, more[1].sentences[0])
    (person,) = record.people
    tables = written(ledger)
    ledger.keep(replace(record, people=(replace(person, mentions=(*person.mentions, where)),)))
    assert set(tables) == {"changes", "meta", "appearances"}
