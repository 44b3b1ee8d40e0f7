"""What was read can be shown to be what is in the ledger, and what was changed since is named."""

import json
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tellings import pipeline
from tellings.custody import Folder as Store
from tellings.custody import all_readings
from tellings.intake import Intake
from tellings.ledger import Ledger
from tellings.verify import Check, verify

WORDS = (
    "Two ferries collide off Ostrel\n\nTwo ferries collided off Ostrel on Friday, March 14, 2025. "
    "“We count 19 people hurt,” Captain Ana Brel said on Saturday.\n"
)
PAGE = (
    "<html lang=en><head><title>Bridge at Tarsk closed</title></head><body><article><h1>Bridge at Tarsk closed</h1>"
    "<p>The bridge over the Lenn at Tarsk was closed on Monday after 40 lorries were stuck on it, the mayor said.</p>"
    "<p>It will not open before Thursday, according to the mayor, Ana Brel, who spoke at the town hall.</p>"
    "</article></body></html>"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "in"
    inside.mkdir()
    (inside / "a.txt").write_text(WORDS, encoding="utf-8")
    (inside / "a.json").write_text(json.dumps({"outlet": "The Ostrel Post", "published": "2025-03-15"}))
    with zipfile.ZipFile(inside / "b.zip", "w") as archive:
        archive.writestr("page.html", PAGE)
    return inside


def build(folder: Path, *, keep: bool) -> Path:
    path = folder.parent / "x.ledger"
    with Ledger(path) as ledger, Intake(ledger, keep=keep) as intake:
        inputs = pipeline.read_articles([folder], wanted=intake.wanted)
        pipeline.build(intake.articles(inputs), ledger)
    return path


def checked(path: Path) -> Check:
    with Ledger(path) as ledger:
        return verify(ledger)


def faults(path: Path) -> list[str]:
    return [f"{Path(fault.name).name}: {fault.what}" for fault in checked(path).faults]


@pytest.mark.parametrize("keep", [True, False])
def test_a_ledger_that_nobody_touched_checks(folder: Path, keep: bool) -> None:
    check = checked(build(folder, keep=keep))
    assert (check.articles, check.faults, check.absent) == (2, [], 0)
    assert check.spans > 10
    assert check.inputs == 2


def test_every_reading_tells_where_when_and_by_which_version(folder: Path) -> None:
    with Ledger(build(folder, keep=False)) as ledger, ledger.reading() as connection:
        text, page = all_readings(connection)
    assert (text.place, text.within) == (str(folder / "a.txt"), "")
    assert text.version and text.at.endswith("+00:00") and text.beside
    assert page.place == f"{folder / 'b.zip'}!/page.html" and page.within


def test_kept_bytes_lie_under_their_hash(folder: Path) -> None:
    store = Store(build(folder, keep=True))
    kept = {file.read_bytes() for file in store.folder.rglob("*") if file.is_file()}
    assert kept == {WORDS.encode(), PAGE.encode(), (folder / "a.json").read_bytes()}
    assert all(store.read(file.name) == file.read_bytes() for file in store.folder.rglob("*") if file.is_file())


def _touch_store(path: Path) -> None:
    file = next(file for file in Store(path).folder.rglob("*") if file.is_file() and b"Tarsk" in file.read_bytes())
    file.write_bytes(file.read_bytes().replace(b"40", b"41"))


def _touch(table: str, old: str, new: str) -> Callable[[Path], None]:
    def touch(path: Path) -> None:
        with sqlite3.connect(path) as connection:
            connection.execute(f"UPDATE {table} SET body = replace(body, ?, ?)", (old, new))
        connection.close()

    return touch


@pytest.mark.parametrize(
    ("touch", "told"),
    [
        (_touch_store, "page.html: the bytes in"),
        (_touch("articles", "19 people", "99 people"), "a.txt: its words are not those that were read"),
        (_touch("figures", '"text": "19', '"text": "91'), "a.txt: a span of its figures"),
        (_touch("people", '"text": "Ana', '"text": "Eva'), "a span in"),
    ],
)
def test_what_was_changed_is_named(folder: Path, touch: Callable[[Path], None], told: str) -> None:
    path = build(folder, keep=True)
    touch(path)
    found = faults(path)
    assert any(told in fault for fault in found)


def test_a_file_that_was_changed_where_it_lies_is_named(folder: Path) -> None:
    path = build(folder, keep=False)
    (folder / "a.txt").write_text(WORDS.replace("19", "29"), encoding="utf-8")
    with zipfile.ZipFile(folder / "b.zip", "a") as archive:
        archive.writestr("more.txt", "More.")
    found = faults(path)
    assert len(found) == 2 and all("SHA-256 is another" in fault for fault in found)


def test_a_file_that_is_gone_is_counted_and_no_fault(folder: Path) -> None:
    path = build(folder, keep=False)
    (folder / "a.txt").unlink()
    check = checked(path)
    assert (check.absent, check.faults) == (1, [])


def test_bytes_that_do_not_give_the_words_are_named(folder: Path) -> None:
    """Both the words and their hash in the ledger were changed: the kept bytes still show it."""
    path = build(folder, keep=True)
    with Ledger(path) as ledger:
        words = next(iter(a for a, _ in ledger.versions() if "ferries" in a.text)).source
    _touch("articles", "Saturday", "Weekdays")(path)
    from tellings.custody import hash_words

    with sqlite3.connect(path) as connection:
        new = hash_words(words.replace("Saturday", "Weekdays"))
        connection.execute("UPDATE readings SET words = ? WHERE words = ?", (new, hash_words(words)))
    connection.close()
    assert any("read anew" in fault for fault in faults(path))
