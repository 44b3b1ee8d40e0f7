"""Accuracy against the gold: what Tellings prints, through the scorers that lie beside the checkout.

Every task goes the way a user's articles go: files are read, marked, linked and weighed by the library, and the scorer
sees only what `tellings marks`, `export` and `compare-names` print. `every` takes each n-th file (or story) of the
gold, so that the tests can check the floors on a part.
"""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from gold import GOLD, SHARED, Row
from tellings.marking import mark
from tellings.model import Article, Record
from tellings.pipeline import link_and_weigh
from tellings.read.articles import read_articles
from tellings.show.exports import export
from tellings.show.rows import marks_row

Scores = dict[str, float]


def scores(printed: str) -> Scores:
    """The figures a scorer prints, by what it says before each: `{"words micro F1": 0.61, "value": 0.9, …}`."""
    out: Scores = {}
    for part in re.split(r"[\n;]", printed):
        label = re.split(r"[\d:,]|\s(?:P|R|F1)\s", part.strip())[0].strip()
        measured = re.findall(r"\b(P|R|F1) (\d\.\d+)", part)
        for kind, value in measured:
            out[f"{label} {kind}"] = float(value)
        if not measured and (alone := re.match(r"\s*[a-z_ ]+?\s+(\d\.\d+)\b", part)):
            out[label] = float(alone[1])
    return out


def run_scorer(name: str, *arguments: str | Path) -> Scores:
    """What `score/<name>.py` prints about these arguments; raises where it stops at a span that does not check."""
    command = [sys.executable, str(SHARED / "score" / f"{name}.py"), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{name}: {done.stderr.strip() or done.stdout.strip()}")
    return scores(done.stdout)


def articles_in(folders: Iterable[Path]) -> Iterable[Article]:
    """The articles of folders, as a user's."""
    return (one for one in read_articles(list(folders)) if isinstance(one, Article))


def write_marks(folders: Iterable[Path], path: Path) -> None:
    """What `tellings marks` prints about the folders, as the file `path`."""
    with path.open("w", encoding="utf-8") as file:
        for article, found in mark(articles_in(folders)):
            file.write(json.dumps(marks_row(article, found), ensure_ascii=False) + "\n")


def record_of(folders: Iterable[Path]) -> Record:
    """The record of the articles in folders, without a ledger."""
    marked = list(mark(articles_in(folders)))
    return link_and_weigh({a.id: a for a, _ in marked}, {a.id: m for a, m in marked})


def write_measured_marks(record: Record, exported: Path, path: Path) -> None:
    """The marks of a record with each figure's measure, as the file `path`."""
    measured: dict[str, list[Row]] = {}
    for line in (exported / "figures.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        measured.setdefault(row["path"], []).append(row)
    with path.open("w", encoding="utf-8") as file:
        for key, article in record.articles.items():
            row = marks_row(article, record.marks[key]) | {"figures": measured.get(article.path, [])}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def part_of(folder: Path, every: int, to: Path) -> Path:
    """A folder of links to each n-th item (a text and what lies beside it, or a story) of `folder`."""
    if every == 1:
        return folder
    to.mkdir()
    for number, stem in enumerate(sorted({path.stem for path in folder.iterdir()})):
        if number % every == 0:
            for path in folder.glob(f"{stem}*"):
                if path.stem == stem:
                    (to / path.name).symlink_to(path)
    return to


def score_marks(name: str, folder: Path, every: int) -> Scores:
    """The scorer `name` over the marks of a gold folder."""
    with tempfile.TemporaryDirectory() as work:
        part = part_of(folder, every, Path(work) / "part")
        write_marks([part], Path(work) / "marks.jsonl")
        return run_scorer(name, Path(work) / "marks.jsonl", part)


def score_annotated(every: int) -> dict[str, Scores]:
    """All that is measured on the stories with hand-made gold, from one reading of them."""
    folders = sorted(path.parent for path in (GOLD / "stories").glob("*/gold.json"))[::every]
    with tempfile.TemporaryDirectory() as work:
        exported, marks = Path(work), Path(work) / "marks.jsonl"
        record = record_of(folders)
        export(record, exported)
        write_measured_marks(record, exported, marks)
        on_marks = {name: run_scorer(name, marks, *folders) for name in ("figures", "speakers")}
        return on_marks | {name: run_scorer(name, exported, *folders) for name in ("people", "findings", "origins")}


def score_stories(every: int) -> Scores:
    """Stories joined and kept apart: all articles of all stories in one record."""
    with tempfile.TemporaryDirectory() as work:
        part = Path(work) / "stories"
        part.mkdir()
        for story in sorted((GOLD / "stories").iterdir())[::every]:
            (part / story.name).mkdir()
            for path in story.iterdir():
                (part / story.name / path.name).symlink_to(path)
        export(record_of([part]), Path(work) / "export")
        return run_scorer("stories", Path(work) / "export", part)


def score_name_pairs(every: int) -> Scores:
    """Pairs of names: one and the same, or not."""
    from tellings.link.compare import score_names

    with (GOLD / "names.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))[::every]
    with tempfile.TemporaryDirectory() as work:
        path = Path(work) / "names.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, [*rows[0], "score"])
            writer.writeheader()
            writer.writerows(r | {"score": score_names(r["name1"], r["name2"], r["kind"])} for r in rows)
        return run_scorer("names", path)


TASKS: Mapping[str, Callable[[int], dict[str, Scores]]] = {
    "attribution": lambda every: {"attribution": score_marks("attribution", GOLD / "attribution" / "dev", every)},
    "timex": lambda every: {"timex": score_marks("timex", GOLD / "timex", every)},
    "annotated": score_annotated,
    "stories": lambda every: {"stories": score_stories(every)},
    "names": lambda every: {"names": score_name_pairs(every)},
}
