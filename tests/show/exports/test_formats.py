"""What holds for every format, and the command that writes them."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tellings.cli import app
from tellings.errors import MissingExtraError
from tellings.ledger import Ledger
from tellings.model import Record, Story
from tellings.show.exports import FORMATS, export

DATED = {"xlsx"}  # carries the moment at which it was written


@pytest.mark.parametrize("form", FORMATS)
def test_files_stay_in_the_folder_and_are_those_that_are_named(
    hostile_record: Record, tmp_path: Path, form: str
) -> None:
    folder = tmp_path / "a" / "b"
    written = export(hostile_record, folder, form)
    assert sorted(written) == sorted(path for path in tmp_path.rglob("*") if path.is_file())
    assert all(path.is_relative_to(folder) for path in written) and any(path.stat().st_size for path in written)


@pytest.mark.parametrize("form", FORMATS)
def test_a_record_of_nothing_is_written(tmp_path: Path, form: str) -> None:
    assert all(path.is_file() for path in export(Record({}, {}), tmp_path, form))


@pytest.mark.parametrize("form", sorted(FORMATS.keys() - DATED))
def test_writing_again_changes_nothing(record: Record, tmp_path: Path, form: str) -> None:
    first = {path: path.read_bytes() for path in export(record, tmp_path, form)}
    assert {path: path.read_bytes() for path in export(record, tmp_path, form)} == first


@pytest.mark.parametrize("form", [name for name, one in FORMATS.items() if one.needs])
def test_what_is_not_installed_is_named(
    record: Record, tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tellings.show.exports.find_spec", lambda _: None)
    with pytest.raises(MissingExtraError, match=rf"{form} needs .*pip install 'tellings\[{FORMATS[form].extra}\]'"):
        export(record, tmp_path / "x", form)
    assert not (tmp_path / "x").exists()


def test_every_format_has_its_module() -> None:
    modules = [f"tellings.show.exports.{one.module}" for one in FORMATS.values()]
    assert [name for name in modules if not importlib.util.find_spec(name)] == []


@pytest.fixture(scope="module")
def ledger(record: Record, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of two stories: the ferry's, of two articles, and one of a single article."""
    path = tmp_path_factory.mktemp("ledger") / "two.ledger"
    stories = (Story("5a", "Ferry", ("harbour", "dispatch")), Story("5b", "After", ("observer",)))
    findings = tuple(replace(one, story="5a") for one in record.findings[:1])
    with Ledger(path) as opened:
        opened.add((record.articles[key], record.marks[key]) for key in record.articles)
        opened.keep(replace(record, stories=stories, findings=findings))
    return path


def run(ledger: Path, to: Path, *more: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["export", "--ledger", str(ledger), "--to", str(to), *more])
    return done.exit_code, str(done.exception or done.output)


def test_one_story_alone(ledger: Path, tmp_path: Path) -> None:
    assert run(ledger, tmp_path, "--story", "5a")[0] == 0
    articles = (tmp_path / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    assert ["harbour.txt" in one or "dispatch.txt" in one for one in articles] == [True, True]
    assert len((tmp_path / "stories.jsonl").read_text(encoding="utf-8").splitlines()) == 1


@pytest.mark.parametrize(
    ("story", "said"), [("5", "more than one such story; there are 5a, 5b"), ("6", "no such story")]
)
def test_a_story_that_is_not_one_is_named(ledger: Path, tmp_path: Path, story: str, said: str) -> None:
    assert said in run(ledger, tmp_path, "--story", story)[1]


def test_help_lists_every_format(ledger: Path) -> None:
    shown = CliRunner().invoke(app, ["export", "--help"]).output
    assert [one.name for one in FORMATS.values() if f"  {one.name} " not in shown or one.about not in shown] == []


def test_every_format_has_its_place_in_the_documentation() -> None:
    page = (Path(__file__).parents[3] / "docs" / "exports.md").read_text(encoding="utf-8")
    assert [name for name in FORMATS if f"`{name}`" not in page] == []
