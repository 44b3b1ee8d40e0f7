"""Ids, times, references and texts as STIX 2.1 has them."""

from __future__ import annotations

import math
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from tellings.model import Article
from tellings.show.exports.iris import readable, web_address

Object = dict[str, Any]

_NAMESPACE: Final = uuid.uuid5(uuid.NAMESPACE_URL, "urn:tellings:stix")  # 2.9: not the one for observables


def stix_id(kind: str, *parts: str) -> str:
    """`note--…`: the same for the same row of a record."""
    return f"{kind}--{uuid.uuid5(_NAMESPACE, readable(' '.join((kind, *parts))))}"


def entity_ref(person: str) -> str:
    """The id of the identity of a person or body."""
    return stix_id("identity", "entity", person)


def outlet_ref(article: Article) -> str:
    """The id of the identity of an article's outlet."""
    return stix_id("identity", "outlet", outlet_of(article))


def outlet_of(article: Article) -> str:
    """The outlet; the path where no outlet is known, so that two unknowns stay two."""
    return said(article.outlet or article.path)


def said(words: str) -> str:
    """Words where a value is required; a dash where there are none that can be read."""
    return readable(words).strip() or "—"


def reference(article: Article) -> Object:
    """An article as an external reference; with the SHA-256 of its bytes where it has an address."""
    found: Object = {"source_name": outlet_of(article), "external_id": article.id, "description": article.title}
    if url := web_address(article.url):
        found["url"] = url
        if article.input:
            found["hashes"] = {"SHA-256": article.input.sha256}
    return found


def times_of(article: Article) -> tuple[str, str]:
    """When an article was published and last changed; "" and "" where no day is known."""
    first = time_of(article.published)
    return first, max(first, time_of(article.modified)) if first else ""


def time_of(iso: str) -> str:
    """A day or date-time as STIX writes it, in UTC; "" for anything else."""
    try:
        found = datetime.fromisoformat(iso)
        found = found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return ""
    return f"{found:%Y-%m-%dT%H:%M:%S}.{found.microsecond // 1000:03}Z".zfill(24)


def fields_of(kind: str, row: Mapping[str, Any]) -> Object:
    """A row as the keys of an extension, which are three letters or longer: `id` becomes `statement_id`."""
    return {f"{kind}_id" if key == "id" else key: value for key, value in row.items()}


def tidy(value: Any) -> Any:
    """A tree that STIX can hold: readable strings, no empty value or list, no number that is none."""
    if isinstance(value, dict):
        return {key: one for key, one in zip(value, map(tidy, value.values()), strict=True) if not _is_empty(one)}
    if isinstance(value, list | tuple):
        return [one for one in map(tidy, value) if not _is_empty(one)]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return readable(value) if isinstance(value, str) else value


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", [], {})
