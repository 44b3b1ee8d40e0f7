"""The SQLite file as SQLite and Datasette see it."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from tellings.model import Record
from tellings.show.exports import export
from tellings.show.exports.cells import whole
from tellings.show.exports.relations import relation_list, relations

datasette = pytest.importorskip("datasette.app")

TABLES = [one.name for one in relation_list()]
VIEWS = ["said", "courses", "differences", "spellings"]


def pages(folder: Path, paths: list[str]) -> Iterator[tuple[str, Any]]:
    """What Datasette answers to each path, serving the folder as its user would."""
    served = datasette.Datasette(
        [str(folder / "tellings.db")], metadata=json.loads((folder / "metadata.json").read_text(encoding="utf-8"))
    )

    async def ask() -> list[Any]:
        return [await served.client.get(path, follow_redirects=True) for path in paths]

    yield from zip(paths, asyncio.run(ask()), strict=True)


def acting(html: str) -> set[str]:
    """What could act on a page: elements and attributes that load or run something, addresses that run."""
    document = lxml.html.document_fromstring(html)
    found = {
        f"{element.tag} {name}"
        for element in document.iter(lxml.html.etree.Element)
        for name in element.attrib
        if str(name).startswith("on")
    }
    found |= {str(e.tag) for e in document.iter("svg", "img", "iframe", "object", "embed", "meta", "base", "form")}
    found |= {f"script {' '.join((e.text or e.get('src') or '').split())[:40]}" for e in document.iter("script")}
    return found | {
        f"address {e.get('href')}" for e in document.iter("a") if "script:" in (e.get("href") or "").lower()
    }


def test_keys_lead_to_rows(demo_record: Record, tmp_path: Path) -> None:
    export(demo_record, tmp_path, "datasette")
    with closing(sqlite3.connect(tmp_path / "tellings.db")) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        counts = {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in TABLES}
    assert counts == {name: len(rows) for name, rows in relations(demo_record).items()}


def test_an_article_is_kept_whole(hostile_record: Record, tmp_path: Path) -> None:
    export(hostile_record, tmp_path, "datasette")
    with closing(sqlite3.connect(tmp_path / "tellings.db")) as connection:
        kept = dict(connection.execute("SELECT id, text FROM articles"))
    assert kept == {key: whole(article.text) for key, article in hostile_record.articles.items()}


def test_views_answer(record: Record, tmp_path: Path) -> None:
    export(record, tmp_path, "datasette")
    with closing(sqlite3.connect(tmp_path / "tellings.db")) as connection:
        said = connection.execute("SELECT speaker, content, outlet FROM said WHERE form = 'direct'").fetchall()
        course = connection.execute("SELECT low, high FROM courses WHERE measure = 'm1'").fetchall()
    assert [(speaker, outlet) for speaker, _, outlet in said] == [
        ("Ilse Marn", "Harbour Post"),
        ("Ilse Marne", "Isle Dispatch"),
    ]
    assert course == [(40.0, 40.0), (55.0, None), (None, 70.0)]


def test_the_speaker_is_the_person_whatever_the_spelling(record: Record, tmp_path: Path) -> None:
    assert {row["speaker"]: row["person"] for row in relations(record)["voices"]} == {
        "Sund Lines": "p3",
        "Odo Quist": None,
        "Ilse Marn": "p1",
        "Ilse Marne": "p1",
    }


def test_datasette_shows_every_table_and_describes_every_column(record: Record, tmp_path: Path) -> None:
    export(record, tmp_path, "datasette")
    for path, answer in pages(tmp_path, [f"/tellings/{name}" for name in TABLES]):
        assert answer.status_code == 200, path
        relation = next(one for one in relation_list() if path.endswith(f"/{one.name}"))
        shown = lxml.html.document_fromstring(answer.text).text_content()
        assert [column.about for column in relation.columns if " ".join(column.about.split()) not in shown] == []


def test_datasette_finds_words(record: Record, tmp_path: Path) -> None:
    export(record, tmp_path, "datasette")
    paths = [
        "/tellings/articles.json?_search=stranded&_shape=array",
        "/tellings/search_statements.json?words=inspection&_shape=array",
    ]
    (_, articles), (_, statements) = pages(tmp_path, paths)
    assert [row["id"] for row in articles.json()] == ["dispatch"]
    assert [row["speaker"] for row in statements.json()] == ["Sund Lines"]


def test_no_markup_of_an_article_acts_in_datasette(record: Record, hostile_record: Record, tmp_path: Path) -> None:
    (tmp_path / "calm").mkdir()
    export(record, tmp_path / "calm", "datasette")
    export(hostile_record, tmp_path, "datasette")
    with closing(sqlite3.connect(tmp_path / "tellings.db")) as connection:
        rows = [f"/tellings/articles/{key}" for (key,) in connection.execute("SELECT id FROM articles")]
    paths = [f"/tellings/{name}?_size=100" for name in (*TABLES, *VIEWS)]
    usual = set().union(
        *(acting(answer.text) for _, answer in pages(tmp_path / "calm", [*paths, "/tellings/articles/harbour"]))
    )
    for path, answer in pages(tmp_path, [*paths, *rows]):
        assert answer.status_code == 200, path
        assert acting(answer.text) - usual == set(), path
