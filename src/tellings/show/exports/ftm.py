"""FollowTheMoney: who is named, what they said and which words show it, as entities and as statements.

The data model of Aleph, OpenAleph and OpenSanctions: https://followthemoney.tech, schemata of version 4.11. The files
are written without its library, which compiles ICU where it is installed; a test has its own validator read them.

Values are cleaned as FollowTheMoney cleans them (NFC, no controls, no marks without width). Where that changes an
article's words, the statement keeps them as they were in `original_value`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from tellings.model import Record
from tellings.show.exports.ftm_entities import entities
from tellings.show.exports.ftm_values import Entity
from tellings.show.exports.iris import whole

ENTITIES: Final = "entities.ftm.json"
STATEMENTS: Final = "statements.ftm.json"
DATASET: Final = "tellings"

Row = Mapping[str, object]


def write(record: Record, folder: Path) -> list[Path]:
    """Write `entities.ftm.json`, an entity a line, and `statements.ftm.json`, a statement a line in canonical order."""
    made = list({one.id: one for one in entities(record)}.values())
    paths = [folder / ENTITIES, folder / STATEMENTS]
    _write_lines(paths[0], map(entity_row, made))
    _write_lines(paths[1], (row for one in sorted(made, key=lambda one: one.id) for row in statement_rows(one)))
    return paths


def entity_row(entity: Entity) -> Row:
    """An entity as its JSON has it: `id`, `schema`, `properties`, `datasets`."""
    properties: dict[str, list[str]] = {}
    for prop, value, _ in entity.cleaned():
        properties.setdefault(prop, []).append(value)
    return {"id": entity.id, "schema": entity.schema, "properties": properties, "datasets": [DATASET]}


def statement_rows(entity: Entity) -> Iterator[Row]:
    """An entity as statements. Ids are made as `Statement.make_key` does; `canonical_id` comes first, to sort by."""
    for prop, value, words in [("id", entity.id, entity.id), *entity.cleaned()]:
        key = f"{DATASET}.{entity.id}.{prop}.{value}".encode()
        yield {
            "canonical_id": entity.id,
            "entity_id": entity.id,
            "prop": prop,
            "schema": entity.schema,
            "value": value,
            "dataset": DATASET,
            "original_value": whole(words) if words != value else None,
            "external": False,
            "origin": DATASET,
            "id": hashlib.sha1(key, usedforsecurity=False).hexdigest(),
        }


def _write_lines(path: Path, rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
