"""The command line as a user meets it: what it prints, and its status."""

import csv
import io
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tellings.cli_engines import workers_for
from tellings.engine import default_workers
from tellings.ledger import Ledger
from tellings.marking import mark
from tellings.model import Article
from tellings.read.articles import read_articles
from tests.command import tellings
from tests.ferries import HERALD, POST

STORY = {"1_post.txt": POST, "2_herald.txt": HERALD}


def process(*args: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, as a shell starts it."""
    command = [sys.executable, "-m", "tellings.cli", *args]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("story")
    for name, text in STORY.items():
        (path / name).write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def ledger(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ledger") / "story.ledger"
    built = process("build", str(folder), "--ledger", str(path))
    assert built.returncode == 0, built.stderr
    return path


def test_read_prints_a_line_an_article(folder: Path) -> None:
    rows = [json.loads(line) for line in tellings("read", str(folder)).stdout.splitlines()]
    assert [Path(row["path"]).name for row in rows] == list(STORY)
    assert {
        "path",
        "url",
        "outlet",
        "title",
        "byline",
        "published",
        "published_basis",
        "language",
        "credits",
        "text",
    } <= {*rows[0]}


def test_marks_prints_spans_that_hold_their_words(folder: Path) -> None:
    rows = [json.loads(line) for line in tellings("marks", str(folder)).stdout.splitlines()]
    for row in rows:
        text = Path(row["path"]).read_text(encoding="utf-8")
        spans = [span for name in ("figures", "dates", "names", "roles") for span in row[name]]
        spans += [span for statement in row["statements"] for span in statement["content"]]
        assert spans
        assert all(text[s["start"] : s["end"]] == s["text"] for s in spans)


def test_published_dates_articles_that_give_no_day(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The mayor of Ostrel spoke to the council about the bridge.", encoding="utf-8")
    (row,) = map(json.loads, tellings("read", str(tmp_path), "--published", "2025-03-14").stdout.splitlines())
    assert (row["published"], row["published_basis"]) == ("2025-03-14", "given")


def test_build_again_changes_nothing(folder: Path, ledger: Path) -> None:
    first = tellings("export", "--ledger", str(ledger), "--to", str(ledger.parent / "one"))
    again = tellings("build", str(folder), "--ledger", str(ledger))
    tellings("export", "--ledger", str(ledger), "--to", str(ledger.parent / "two"))
    assert "(0 new)" in again.stdout
    names = [Path(line).name for line in first.stdout.splitlines()]
    assert all((ledger.parent / "one" / n).read_bytes() == (ledger.parent / "two" / n).read_bytes() for n in names)


def test_a_missing_path_is_named_the_rest_goes_on_and_the_status_says_so(folder: Path) -> None:
    done = tellings("read", str(folder / "none.txt"), str(folder / "1_post.txt"))
    assert done.returncode == 1
    assert "none.txt" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert len(done.stdout.splitlines()) == 1


def test_standard_input_is_read(tmp_path: Path) -> None:
    line = json.dumps(
        {"title": "Ferries", "text": "Two ferries collided off the town of Ostrel on Friday.", "outlet": "Post"}
    )
    (row,) = map(json.loads, process("read", "-", stdin=line + "\n").stdout.splitlines())
    assert row["outlet"] == "Post"


def test_what_is_not_a_ledger_is_one_line_and_status_two(folder: Path) -> None:
    done = process("show", "--ledger", str(folder / "1_post.txt"))
    assert done.returncode == 2
    assert done.stderr.startswith("tellings: ")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere, so no permission can be missing")
def test_no_permission_is_one_line(ledger: Path, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    done = tellings("report", "--ledger", str(ledger), "-o", str(tmp_path / "x" / "story.html"))
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_a_full_disk_is_one_line(ledger: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full to stand in for a full disk")
    done = process("report", "--ledger", str(ledger), "-o", "/dev/full")
    assert done.returncode == 2
    assert "space" in done.stderr


def test_escape_sequences_in_a_path_do_not_reach_the_terminal() -> None:
    assert "\x1b" not in process("read", "no\x1b[2Jsuch.txt").stderr


def test_show_prints_the_record(ledger: Path) -> None:
    assert "Ana Brel" in tellings("show", "--ledger", str(ledger)).stdout


def test_what_is_shown_is_one_object_for_machines(ledger: Path) -> None:
    shown = json.loads(tellings("show", "--ledger", str(ledger), "--json").stdout)
    assert len(shown["articles"]) == 2
    assert {"statements", "figures", "findings", "people"} <= shown.keys()


def test_what_is_decided_is_printed_for_machines_too(ledger: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.ledger"
    assert tellings("copy", str(ledger), str(mine)).returncode == 0
    graded = tellings("sources", "grade", "Ana Brel", "B2", "--ledger", str(mine), "--by", "me", "--json")
    row = json.loads(graded.stdout)
    assert (row["kind"], row["grade"], row["who"], row["stands"]) == ("grade", "B2", "me", True)
    listed = json.loads(tellings("sources", "list", "--ledger", str(mine), "--json").stdout)
    assert [one["grade"] for one in listed["sources"] if one["source"] == "Ana Brel"] == ["B2"]
    undone = json.loads(tellings("sources", "undo", "--ledger", str(mine), "--json").stdout)
    assert undone["undoes"] == row["id"]
    cast = json.loads(tellings("people", "list", "Brel", "--ledger", str(mine), "--json").stdout)
    assert [person["name"] for person in cast["people"]] == ["Ana Brel"]


def test_a_ledger_without_a_story_says_so(tmp_path: Path) -> None:
    path = tmp_path / "empty.ledger"
    Ledger(path).close()
    done = tellings("show", "--ledger", str(path))
    assert (done.returncode, "holds no story" in done.stderr) == (2, True)


def test_report_is_one_file(ledger: Path, tmp_path: Path) -> None:
    done = tellings("report", "--ledger", str(ledger), "-o", str(tmp_path / "story.html"))
    assert done.returncode == 0, done.stderr
    assert "Ana Brel" in (tmp_path / "story.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_export_writes_a_file_a_table(ledger: Path, tmp_path: Path, form: str) -> None:
    done = tellings("export", "--ledger", str(ledger), "--to", str(tmp_path), "--format", form)
    assert done.returncode == 0, done.stderr
    marked = "articles statements figures dates names roles"
    linked = "stories people joinings measures claims origins findings decisions"
    assert {p.name for p in tmp_path.iterdir()} == {f"{name}.{form}" for name in f"{marked} {linked}".split()}


def test_an_unknown_format_names_those_there_are(ledger: Path, tmp_path: Path) -> None:
    done = tellings("export", "--ledger", str(ledger), "--to", str(tmp_path), "--format", "xlsm")
    assert done.returncode == 2
    assert "jsonl, csv, parquet" in done.stderr


def test_compare_names_adds_a_score_and_keeps_the_other_columns() -> None:
    given = "name1,name2,kind,same\nAna Brel,Brel Ana,person,true\nAna Brel,Tomas Orn,person,false\n"
    rows = list(csv.DictReader(io.StringIO(tellings("compare-names", stdin=given).stdout)))
    assert [float(row["score"]) >= 0.5 for row in rows] == [True, False]
    assert rows[0]["same"] == "true"


def test_every_command_is_in_the_readme() -> None:
    readme = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    from tellings.cli import app

    names = [c.name or (c.callback.__name__ if c.callback else "").replace("_", "-") for c in app.registered_commands]
    assert [name for name in names if f"tellings {name}" not in readme] == []


def test_help_loads_nothing_heavy() -> None:
    heavy = ("spacy", "numpy", "sqlalchemy", "rich.console")
    code = f"import sys, tellings.cli; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_one_article_is_built_in_one_process() -> None:
    every = default_workers()
    paths = (["a.txt"], ["A.HTML"], ["a.zip"], ["folder"], ["-"], ["a.txt", "b.txt"])
    assert [workers_for(one) for one in paths] == [1, 1, every, every, every, every]


def test_a_day_that_is_none_is_refused(folder: Path) -> None:
    done = tellings("read", str(folder), "--published", "2020-13-45")
    assert done.returncode == 2
    assert "YYYY-MM-DD" in done.stderr


def test_a_day_in_words_is_kept_as_iso_writes_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The mayor of Ostrel spoke to the council about the bridge.", encoding="utf-8")
    (row,) = map(json.loads, tellings("read", str(tmp_path), "--published", "14 March 2025").stdout.splitlines())
    assert row["published"] == "2025-03-14"


def test_names_without_their_columns_are_refused() -> None:
    done = tellings("compare-names", stdin="a,b\nx,y\n")
    assert done.returncode == 2
    assert "no column kind, name1, name2" in done.stderr


def test_a_ledger_of_a_run_that_was_cut_short_says_so(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.ledger"
    with Ledger(path) as opened:
        opened.add(mark(one for one in read_articles([folder]) if isinstance(one, Article)))
    assert "cut short" in tellings("show", "--ledger", str(path)).stderr
    tellings("build", str(folder), "--ledger", str(path))
    assert tellings("show", "--ledger", str(path)).stderr == ""


def test_the_demo_keeps_its_ledger_only_where_the_command_line_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELLINGS_LEDGER", str(tmp_path / "mine.ledger"))
    assert tellings("demo", "--ledger", "demo.ledger", cwd=tmp_path).returncode == 0
    assert tellings("demo", cwd=tmp_path).returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["demo.ledger"]
    with Ledger(tmp_path / "demo.ledger") as opened:
        assert opened.counts()["articles"] == 10


def test_one_is_not_counted_as_many(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY["1_post.txt"], encoding="utf-8")
    built = tellings("build", "a.txt", "--ledger", "x.ledger", cwd=tmp_path)
    assert "x.ledger: 1 article (1 new), 1 story, " in built.stdout
    assert (
        "1 input checked, 0 inputs no longer there" in tellings("verify", "--ledger", "x.ledger", cwd=tmp_path).stdout
    )


@pytest.mark.parametrize("args", [("show",), ("show", "--json"), ("people", "list")])
def test_a_reader_of_the_pipe_that_has_had_enough_is_no_error(ledger: Path, args: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "tellings.cli", *args, "--ledger", str(ledger)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout and running.stderr
        running.stdout.close()
        told = running.stderr.read()
        running.wait()
    assert (running.returncode, told) == (0, "")


def test_the_advice_is_for_what_went_wrong(ledger: Path, tmp_path: Path) -> None:
    done = tellings("report", "--ledger", str(ledger), "-o", str(tmp_path))
    assert done.returncode == 2
    assert "it is a folder; name a file" in done.stderr
    assert "space" not in done.stderr


def test_a_source_that_is_none_names_the_list_of_sources(ledger: Path) -> None:
    assert "tellings sources list" in tellings("sources", "grade", "Zorb", "B2", "--ledger", str(ledger)).stderr


def test_what_is_shown_ends_with_how_to_see_the_rest(ledger: Path) -> None:
    shown = tellings("show", "--ledger", str(ledger), cwd=ledger.parent).stdout
    last = " ".join(shown.split())
    assert last.endswith(f"the whole record: tellings report --ledger {ledger}")


@pytest.mark.parametrize(
    "args", [("build", "a", "--ledger", "x.ledger", "--workers", "-3"), ("read", "a", "--workers", "-3")]
)
def test_there_are_no_less_than_no_workers(args: tuple[str, ...], tmp_path: Path) -> None:
    done = tellings(*args, cwd=tmp_path)
    assert (done.returncode, "--workers" in done.stderr) == (2, True)


def test_a_ledger_that_the_room_makes_is_told_of(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        done = tellings("serve", "--ledger", "typo.ledger", "--port", port, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == "typo.ledger: new, empty ledger made"


def test_where_nothing_is_read_and_nothing_known_the_status_says_so(tmp_path: Path) -> None:
    assert tellings("build", "nowhere", "--ledger", "x.ledger", cwd=tmp_path).returncode == 2


def test_where_no_article_is_found_no_ledger_is_made(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.xyz").write_text("The ferry left Ostrel.")
    done = tellings("build", "in", "--ledger", "x.ledger", "--json", cwd=tmp_path)
    row = json.loads(done.stdout)
    assert (done.returncode, row["articles"], row["inputs"]["passed_over"]) == (2, 0, {".xyz": 1})
    assert not list(tmp_path.glob("x.ledger*"))


@pytest.mark.parametrize("group", ["people", "proposals"])
def test_a_list_of_nothing_says_so(tmp_path: Path, group: str) -> None:
    Ledger(tmp_path / "x.ledger").close()
    done = tellings(group, "list", "--ledger", "x.ledger", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert "x.ledger: there is no " in done.stderr
