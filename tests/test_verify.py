"""What was read can be shown to be what is in the ledger, and what was changed since is named."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from tellings import pipeline
from tellings.custody import Folder, all_readings, hash_words
from tellings.intake import Intake
from tellings.ledger import Ledger
from tellings.ledger.schema import inputs, readings
from tellings.read.articles import read_articles
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


def build(folder: Path, place: str, *, keep: bool) -> None:
    with Ledger(place) as ledger, Intake(ledger, keep=keep) as intake:
        inputs = read_articles([folder], wanted=intake.wanted)
        pipeline.build(intake.articles(inputs), ledger)


def checked(place: str) -> Check:
    with Ledger(place) as ledger:
        return verify(ledger)


def faults(place: str) -> list[str]:
    return [f"{Path(fault.name).name}: {fault.what}" for fault in checked(place).faults]


@pytest.mark.parametrize("keep", [True, False])
def test_a_ledger_that_nobody_touched_checks(folder: Path, place: str, keep: bool) -> None:
    build(folder, place, keep=keep)
    check = checked(place)
    assert (check.articles, check.faults, check.absent) == (2, [], 0)
    assert check.spans > 10
    assert check.inputs == 2


def test_every_reading_tells_where_when_and_by_which_version(folder: Path, place: str) -> None:
    build(folder, place, keep=False)
    with Ledger(place) as ledger, ledger.reading() as connection:
        text, page = all_readings(connection)
    assert (text.place, text.within) == (str(folder / "a.txt"), "")
    assert text.version and text.at.endswith("+00:00") and text.beside
    assert page.place == f"{folder / 'b.zip'}!/page.html" and page.within


def test_kept_bytes_are_called_by_their_hash(folder: Path, place: str) -> None:
    build(folder, place, keep=True)
    with Ledger(place) as ledger:
        kept = {key: ledger.inputs.read(key) for key in ledger.inputs.hashes()}
    assert set(kept.values()) == {WORDS.encode(), PAGE.encode(), (folder / "a.json").read_bytes()}
    assert all(hashlib.sha256(raw or b"").hexdigest() == key for key, raw in kept.items())


def test_kept_bytes_lie_beside_a_file(folder: Path, tmp_path: Path) -> None:
    build(folder, str(tmp_path / "x.ledger"), keep=True)
    store = Folder(tmp_path / "x.ledger")
    assert store.folder == tmp_path / "x.ledger.inputs"
    assert all(store.read(file.name) == file.read_bytes() for file in store.folder.rglob("*") if file.is_file())


def _touch_store(place: str) -> None:
    with Ledger(place) as ledger:
        key, raw = next((k, raw) for k in ledger.inputs.hashes() if b"Tarsk" in (raw := ledger.inputs.read(k) or b""))
        other = raw.replace(b"40", b"41")
        if isinstance(ledger.inputs, Folder):
            ledger.inputs.path(key).write_bytes(other)
        else:
            with ledger.writing() as connection:
                connection.execute(inputs.update().where(inputs.c.sha256 == key).values(raw=other))


def _touch(table: str, old: str, new: str) -> Callable[[str], None]:
    def touch(place: str) -> None:
        with Ledger(place) as ledger, ledger.writing() as connection:
            connection.execute(
                sa.text(f"UPDATE {table} SET body = replace(body, :old, :new)"), {"old": old, "new": new}
            )

    return touch


@pytest.mark.parametrize(
    ("touch", "told"),
    [
        (_touch_store, "page.html: the bytes in"),
        (_touch("articles", "19 people", "99 people"), "a.txt: its words are not those that were read"),
        (_touch("figures", '"text": "19', '"text": "91'), "a.txt: a span of its figures"),
        (_touch("appearances", '"text": "Ana', '"text": "Eva'), "a span in"),
    ],
)
def test_what_was_changed_is_named(folder: Path, place: str, touch: Callable[[str], None], told: str) -> None:
    build(folder, place, keep=True)
    touch(place)
    found = faults(place)
    assert any(told in fault for fault in found)


def test_a_file_that_was_changed_where_it_lies_is_named(folder: Path, place: str) -> None:
    build(folder, place, keep=False)
    (folder / "a.txt").write_text(WORDS.replace("19", "29"), encoding="utf-8")
    with zipfile.ZipFile(folder / "b.zip", "a") as archive:
        archive.writestr("more.txt", "More.")
    found = faults(place)
    assert len(found) == 2 and all("SHA-256 is another" in fault for fault in found)


def test_a_file_that_is_gone_is_named_and_no_fault(folder: Path, place: str) -> None:
    build(folder, place, keep=False)
    (folder / "a.txt").unlink()
    check = checked(place)
    assert (check.absent, check.faults) == (1, [])
    assert check.gone[0].endswith("a.txt")


def test_bytes_that_do_not_give_the_words_are_named(folder: Path, place: str) -> None:
    """Both the words and their hash in the ledger were changed: the kept bytes still show it."""
    build(folder, place, keep=True)
    with Ledger(place) as ledger:
        words = next(iter(a for a, _ in ledger.versions() if "ferries" in a.text)).source
    _touch("articles", "Saturday", "Weekdays")(place)
    with Ledger(place) as ledger, ledger.writing() as connection:
        new = hash_words(words.replace("Saturday", "Weekdays"))
        connection.execute(readings.update().where(readings.c.words == hash_words(words)).values(words=new))
    assert any("read anew" in fault for fault in faults(place))
