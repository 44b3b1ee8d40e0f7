"""The record as files that other tools read: JSON lines, CSV or Parquet, one file a noun."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from tellings.decisions import grades
from tellings.errors import InputError, MissingExtraError
from tellings.model import Passage, Record
from tellings.show.rows import (
    Row,
    article_row,
    date_row,
    decision_row,
    figure_row,
    name_row,
    role_row,
    span_row,
    statement_row,
)


def export(record: Record, folder: Path, form: str = "jsonl") -> list[Path]:
    """Write every table of the record to `folder` (made where missing); the files written.

    `form` is jsonl, csv or parquet; in CSV and Parquet a nested value is JSON text. Raises InputError for another form
    and MissingExtraError where pyarrow is not installed.
    """
    if form not in WRITERS:
        raise InputError(form, "no such format", f"use one of {', '.join(WRITERS)}")
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, table in tables(record).items():
        written.append(folder / f"{name}.{form}")
        WRITERS[form](table, written[-1])
    return written


def tables(record: Record) -> dict[str, list[Row]]:
    """Every table of the record by name, as plain rows."""
    paths = {key: article.path for key, article in (*record.former.items(), *record.articles.items())}
    stories = {key: story.id for story in record.stories for key in story.articles}
    measures = {figure: measure.id for measure in record.measures for figure in measure.figures}
    graded = grades(record.decisions, record.people)
    entities = {(m.article, m.span): person.id for person in record.people for m in person.mentions}

    def place(passage: Passage) -> Row:
        return {"path": paths[passage.article]} | span_row(passage.span)

    def of_article(key: str) -> Row:
        return {"path": paths[key], "article": key}

    marks = record.marks.items()
    return {
        "articles": [
            {"id": key, "story": stories.get(key, ""), "grade": graded.get(article.outlet.casefold(), "")}
            | article_row(article)
            for key, article in record.articles.items()
        ],
        "statements": [of_article(key) | statement_row(s) for key, mine in marks for s in mine.statements],
        "figures": [
            of_article(key) | figure_row(f) | {"measure": measures.get(f.id)}
            for key, mine in marks
            for f in mine.figures
        ],
        "dates": [of_article(key) | date_row(w) for key, mine in marks for w in mine.dates],
        "names": [
            of_article(key) | name_row(n) | {"entity": entities.get((key, n.span))}
            for key, mine in marks
            for n in mine.names
        ],
        "roles": [of_article(key) | role_row(r) for key, mine in marks for r in mine.roles],
        "stories": [
            {"id": s.id, "title": s.title, "first": s.first, "last": s.last, "articles": list(s.articles)}
            for s in record.stories
        ],
        "people": [
            {
                "id": p.id,
                "kind": p.kind,
                "name": p.name,
                "grade": graded.get(p.name.casefold(), ""),
                "spellings": list(p.spellings),
                "titles": [{"title": t.title, "of": t.of} | place(t.passage) for t in p.titles],
                "mentions": [place(m) for m in p.mentions],
            }
            for p in record.people
        ],
        "joinings": [
            {"person": j.person, "one": j.one, "other": j.other, "score": j.score, "reason": j.reason}
            for j in record.joinings
        ],
        "measures": [
            {key: getattr(m, key) for key in ("id", "story", "label", "unit", "counted", "state", "place", "part_of")}
            | {"figures": list(m.figures)}
            for m in record.measures
        ],
        "claims": [
            {
                "id": c.id,
                "story": c.story,
                "label": c.label,
                "voices": [
                    place(v.passage) | {"stance": v.stance, "speaker": v.speaker, "statement": v.statement}
                    for v in c.voices
                ],
            }
            for c in record.claims
        ],
        "origins": [
            {
                "origin": o.id,
                "story": o.story,
                "kind": o.kind,
                "who": o.who,
                "when": o.when,
                "why": list(o.why),
                "spans": [place(p) for p in o.passages],
            }
            for o in record.origins
        ],
        "findings": [
            {
                "id": f.id,
                "kind": f.kind,
                "rank": f.rank,
                "story": f.story,
                "about": f.about,
                "subject": f.subject,
                "score": f.score,
                "reason": dict(f.reason),
                "spans": [place(a.passage) for a in f.accounts],
                "accounts": [
                    {"value": a.value, "source": a.source, "day": a.day, "figure": a.figure} | place(a.passage)
                    for a in f.accounts
                ],
            }
            for f in record.findings
        ],
        "decisions": [decision_row(decision, record.decisions) for decision in record.decisions],
    }


def _flat(value: object) -> object:
    """A cell: nested values as JSON text."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def _safe(value: object) -> object:
    """A cell that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    flat = _flat(value)
    return f"'{flat}" if isinstance(flat, str) and flat.startswith(("=", "+", "-", "@", "\t", "\r")) else flat


def _columns(table: Iterable[Mapping[str, object]]) -> list[str]:
    return list(dict.fromkeys(key for row in table for key in row))


def _write_jsonl(table: Sequence[Row], path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in table)


def csv_text(table: Sequence[Row]) -> str:
    """A table as CSV with a line of names; nested values as JSON text, nothing that a spreadsheet would run."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, _columns(table))
    writer.writeheader()
    writer.writerows({key: _safe(value) for key, value in row.items()} for row in table)
    return out.getvalue()


def _write_csv(table: Sequence[Row], path: Path) -> None:
    path.write_text(csv_text(table), encoding="utf-8", newline="")


def _write_parquet(table: Sequence[Row], path: Path) -> None:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise MissingExtraError("Parquet needs pyarrow; install it with `pip install 'tellings[parquet]'`") from None
    columns = _columns(table)
    pq.write_table(pa.table({c: [_flat(row.get(c)) for row in table] for c in columns}), path)


WRITERS: Mapping[str, Callable[[Sequence[Row], Path], None]] = {
    "jsonl": _write_jsonl,
    "csv": _write_csv,
    "parquet": _write_parquet,
}
