"""Every input is accounted for: read, known already, or left out and why; and a run goes on where it was."""

import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tellings import pipeline
from tellings.custody import all_readings
from tellings.intake import Account, Intake
from tellings.ledger import Ledger
from tellings.model import Article, LeftOut
from tellings.read.articles import read_articles
from tests.made import article, marks


def write(folder: Path, count: int) -> None:
    folder.mkdir()
    for i in range(count):
        words = f"The ferry number {i} left Ostrel with {i + 40} people on board, the coast guard said on Monday. " * 3
        (folder / f"{i:03}.txt").write_text(words, encoding="utf-8")


def build(folder: Path, place: str) -> Account:
    with Ledger(place) as ledger, Intake(ledger) as intake:
        inputs = read_articles([folder], wanted=intake.wanted)
        pipeline.build(intake.articles(inputs), ledger)
    return intake.account


def test_every_input_is_accounted_for(tmp_path: Path, place: str) -> None:
    write(tmp_path / "in", 3)
    (tmp_path / "in" / "empty.txt").write_text("")
    first = build(tmp_path / "in", place)
    again = build(tmp_path / "in", place)
    assert (first.read, first.known, len(first.left)) == (3, 0, 1)
    assert (again.read, again.known, len(again.left)) == (0, 3, 1)
    assert first.line() == "3 read, 0 known already, 1 left out"


def test_readings_are_kept_and_not_doubled(tmp_path: Path, place: str) -> None:
    write(tmp_path / "in", 2)
    (tmp_path / "in" / "empty.txt").write_text("")
    for _ in range(3):
        build(tmp_path / "in", place)
    with Ledger(place) as ledger, ledger.reading() as connection:
        found = sorted(one.outcome for one in all_readings(connection))
        assert found == ["known", "known", "left out", "read", "read"]


def test_what_is_known_is_not_read_again(tmp_path: Path, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "in", 2)
    build(tmp_path / "in", place)

    def fails(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr("tellings.read.paths.read_leaf", fails)
    assert build(tmp_path / "in", place).known == 2


def test_an_older_version_is_read_again(tmp_path: Path, place: str) -> None:
    """It must become the current one."""
    folder = tmp_path / "in"
    write(folder, 1)
    (folder / "000.json").write_text('{"url": "https://ostrel.example/ferry"}')
    build(folder, place)
    old = (folder / "000.txt").read_text(encoding="utf-8")
    (folder / "000.txt").write_text(old.replace("40", "41"), encoding="utf-8")
    build(folder, place)
    (folder / "000.txt").write_text(old, encoding="utf-8")
    build(folder, place)
    with Ledger(place) as ledger:
        assert [one.text.count("40") > 0 for one in ledger.record().articles.values()] == [True]


def test_other_bytes_with_the_same_words_are_no_new_version(place: str) -> None:
    one = replace(article("The ferry left Ostrel.", path="https://ostrel.example/a"), url="https://ostrel.example/a")
    other = replace(one, id="0123456789abcdef")
    with Ledger(place) as ledger:
        ledger.add([(one, marks(one))])
        with Intake(ledger) as intake:
            assert list(intake.articles([other])) == []
        assert intake.account.known == 1


def test_an_error_on_the_way_still_writes_the_account(place: str) -> None:
    def inputs() -> "list[Article | LeftOut]":
        return [LeftOut("a.txt", "it is empty", "leave it out")]

    with Ledger(place) as ledger:
        with pytest.raises(KeyboardInterrupt), Intake(ledger) as intake:
            list(intake.articles(inputs()))
            raise KeyboardInterrupt
        with ledger.reading() as connection:
            assert [one.cause for one in all_readings(connection)] == ["it is empty"]


def articles_in(path: Path) -> int:
    """How many articles are in a ledger that another process is writing to."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_run_that_is_stopped_is_finished_by_the_next(tmp_path: Path, how: signal.Signals) -> None:
    write(tmp_path / "in", 160)  # so that much is left to do when a busy machine looks
    path = tmp_path / "x.ledger"
    command = [sys.executable, "-m", "tellings.cli", "build", "in", "--ledger", "x.ledger", "--published", "2025-03-14"]
    with subprocess.Popen([*command, "--workers", "1"], cwd=tmp_path, stderr=subprocess.PIPE, text=True) as running:
        while running.poll() is None and not articles_in(path):
            time.sleep(0.02)
        running.send_signal(how)
        _, told = running.communicate()
    assert how is signal.SIGKILL or ("goes on where it was" in told and running.returncode == 130)
    account = build(tmp_path / "in", str(path))
    assert account.read + account.known == 160 and account.known >= pipeline.BATCH and not account.left
    with Ledger(path) as ledger:
        assert ledger.counts()["articles"] == 160 and not ledger.pending


def test_files_passed_over_stand_in_the_account() -> None:
    account = Account(read=3, passed=Counter({".xyz": 2, ".json": 1, "": 1}))
    assert account.line() == (
        "3 read, 0 known already, 0 left out; 4 files passed over (2 .xyz, 1 without ending, 1 .json)"
    )
    assert account.row()["passed_over"] == {".xyz": 2, ".json": 1, "": 1}
