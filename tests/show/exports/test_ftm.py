"""FollowTheMoney's own tools read what is written for them, and nothing of it is lost on the way."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.show.exports.peers import run_peer

from tellings.model import Record
from tellings.show.exports.ftm import ENTITIES, STATEMENTS, write

Row = dict[str, Any]
Same = tuple[str, str, dict[str, list[str]]]

# Each entity by its schema's own rules; each reference leads to an entity of a schema that may stand there.
CHECK = """
import sys, json
from followthemoney import model
from followthemoney.statement import Statement
from followthemoney.types import registry
made = [model.get_proxy(json.loads(line), cleaned=False) for line in open(sys.argv[1], encoding="utf-8")]
by_id = {one.id: one for one in made}
assert len(by_id) == len(made)
for one in made:
    one.schema.validate(one.to_dict())
    for name in one.schema.required:
        assert one.get(name), (one.id, name)
    for prop, value in one.itervalues():
        assert prop.type.max_length >= len(value), (one.id, prop.name, len(value))
        assert prop.type is not registry.entity or by_id[value].schema.is_a(prop.range), (one.id, prop.name, value)
for line in open(sys.argv[2], encoding="utf-8"):
    one = Statement.from_dict(json.loads(line))
    assert one.id == one.generate_key(), line
    assert one.prop == "id" or one.value in by_id[one.entity_id].get(one.prop), line
print(len(made))
"""


def lines(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def same(one: Row) -> Same:
    return one["id"], one["schema"], {key: sorted(values) for key, values in one["properties"].items()}


def ftm(*command: str | Path) -> list[Same]:
    """What the command `ftm` prints."""
    printed = run_peer("followthemoney", "-c", "from followthemoney.cli.cli import cli; cli()", *command)
    return [same(json.loads(line)) for line in printed.split("\n") if line]


@pytest.fixture(params=["record", "demo_record", "hostile_record"])
def files(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Path]:
    found = write(request.getfixturevalue(request.param), tmp_path)
    assert [path.name for path in found] == [ENTITIES, STATEMENTS]
    return found[0], found[1]


def test_validate_changes_nothing(files: tuple[Path, Path]) -> None:
    assert ftm("validate", "-i", files[0]) == [same(one) for one in lines(files[0])]


def test_schemata_and_references_are_kept(files: tuple[Path, Path]) -> None:
    assert int(run_peer("followthemoney", "-c", CHECK, *files)) == len(lines(files[0])) > 5


def test_statements_add_up_to_the_entities(files: tuple[Path, Path]) -> None:
    added = ftm("aggregate-statements", "-f", "json", "-d", "tellings", "-i", files[1])
    assert added == sorted((same(one) for one in lines(files[0])), key=lambda one: one[0])


def test_what_is_said_leads_to_who_said_it_and_to_its_words(record: Record, tmp_path: Path) -> None:
    made = {one["id"]: one for one in lines(write(record, tmp_path)[0])}
    said = [one["properties"] for one in made.values() if one["schema"] == "Documentation"]
    (missing,) = (one for one in said if one["summary"] == ["no one was missing"])
    assert made[missing["entity"][0]]["properties"]["name"] == ["Ilse Marn"]
    assert made[missing["document"][0]]["properties"]["publisher"] == ["Harbour Post"]
    assert missing["proof"] == missing["document"] and missing["date"] == ["2031-05-06"]


def test_every_mark_has_its_entity(record: Record, tmp_path: Path) -> None:
    schemata = [one["schema"] for one in lines(write(record, tmp_path)[0])]
    marks = record.marks.values()
    assert schemata.count("Article") == len(record.articles)
    assert schemata.count("Mention") == sum(len(one.names) for one in marks)
    assert schemata.count("Occupancy") == sum(len(one.titles) for one in record.people)
    notes_and_sayings = sum(len(one.statements) + len(one.figures) for one in marks) + len(record.findings)
    assert schemata.count("Documentation") + schemata.count("Note") == notes_and_sayings


def test_words_that_cleaning_changes_are_kept_as_they_were(hostile_record: Record, tmp_path: Path) -> None:
    kept = {one["original_value"] for one in lines(write(hostile_record, tmp_path)[1])}
    assert any(words and "calm\0NUL" in words for words in kept)
    assert any(words and "\u200b" in words for words in kept)


def test_the_same_record_is_written_the_same(record: Record, tmp_path: Path) -> None:
    first = [path.read_bytes() for path in write(record, tmp_path)]
    assert [path.read_bytes() for path in write(record, tmp_path)] == first
