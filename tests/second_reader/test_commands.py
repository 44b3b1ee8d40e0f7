"""`tellings build --second-reader` and `tellings proposals`, as a user meets them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tellings import cli_assistants
from tellings.errors import InputError
from tests.command import tellings
from tests.second_reader.standin import NOTHING, Answer, Asked, StandIn, said, stand_in

TEXT = (
    "Ferry aground off Ostrel\n\nOSTREL, 6 May 2031 — The ferry Aldana ran aground on Tuesday.\n\n"
    "All this is from the log of Odo Quist, who runs the yard.\n"
)
LOG = {
    "passage": "The ferry Aldana ran aground on Tuesday.",
    "content": "The ferry Aldana ran aground on Tuesday",
    "source": "",
    "cue": "",
    "speaker": "Odo Quist",
    "stance": "asserts",
}


def build(folder: Path, server: StandIn, *more: str) -> subprocess.CompletedProcess[str]:
    ledger = str(folder / "x.ledger")
    return tellings(
        "build", str(folder / "a.txt"), "--ledger", ledger, "--second-reader", server.url, "--model", "stand-in", *more
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def answer(asked: Asked) -> Answer:
    return NOTHING if asked.about_names else said(LOG)


def test_build_proposes_and_a_user_accepts(folder: Path) -> None:
    ledger = str(folder / "x.ledger")
    with stand_in(answer) as server:
        done = build(folder, server)
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 statement and 0 joinings proposed" in done.stdout
    (row,) = map(json.loads, tellings("proposals", "list", "--ledger", ledger, "--json").stdout.splitlines())
    (span,) = row["spans"]
    assert TEXT[span["start"] : span["end"]] == "The ferry Aldana ran aground on Tuesday"
    assert (
        "【The ferry Aldana ran aground on Tuesday】"
        in tellings("proposals", "show", row["id"], "--ledger", ledger).stdout
    )
    assert tellings("proposals", "accept", row["id"][:8], "--by", "Ana", "--ledger", ledger).returncode == 0
    tellings("export", "--ledger", ledger, "--to", str(folder / "out"))
    rows = [json.loads(line) for line in (folder / "out" / "statements.jsonl").read_text("utf-8").splitlines()]
    proposed = [row["proposed_by"] for row in rows if row["proposed_by"]]
    assert [words.startswith("stand-in at 127.0.0.1") and "accepted by Ana" in words for words in proposed] == [True]
    assert tellings("proposals", "list", "--ledger", ledger).stdout == ""
    assert tellings("proposals", "undo", row["id"], "--ledger", ledger).returncode == 0
    assert row["id"] in tellings("proposals", "list", "--ledger", ledger).stdout


def test_a_server_that_is_not_there_leaves_the_record_and_says_so(folder: Path) -> None:
    with stand_in(answer) as server:
        pass
    done = build(folder, server, "--json")
    row = json.loads(done.stdout)
    assert (done.returncode, row["articles"], row["new"]) == (1, 1, 1)
    assert next(left["path"] for left in row["second_reader"]["left_out"]).endswith("a.txt")
    (line,) = [line for line in done.stderr.splitlines() if "a.txt" in line]
    assert "second reader: the server cannot be reached" in line


def test_without_a_second_reader_nothing_is_asked_or_said(folder: Path) -> None:
    done = tellings("build", str(folder / "a.txt"), "--ledger", str(folder / "x.ledger"))
    assert "second reader" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://127.0.0.1:1/v1", ""),
        ("https://models.example/v1", "the text of the articles leaves this machine for models.example\n"),
        ("http://models.example/v1", "leaves this machine for models.example, unencrypted\n"),
    ],
)
def test_what_leaves_the_machine_is_said(capsys: pytest.CaptureFixture[str], url: str, told: str) -> None:
    cli_assistants.second_model(url, "stand-in", "")
    shown = capsys.readouterr()
    assert (shown.out, shown.err.endswith(told), bool(shown.err)) == ("", True, bool(told))


def test_a_model_without_an_address_is_refused() -> None:
    with pytest.raises(InputError, match="--second-reader"):
        cli_assistants.second_model("", "stand-in", "")
    assert cli_assistants.second_model("", "", "") is None


@pytest.mark.parametrize("option", [["--state", "lost"], ["--kind", "rumour"]])
def test_what_cannot_be_listed_is_an_error(folder: Path, option: list[str]) -> None:
    done = tellings("proposals", "list", "--ledger", str(folder / "x.ledger"), *option)
    assert done.returncode == 2 and len(done.stderr.splitlines()) == 1
