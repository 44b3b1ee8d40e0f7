"""Entities of FollowTheMoney and their values, in the form its own cleaning gives them (version 4.11)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from tellings.model import make_id

Value = tuple[str, str]  # property, value

# followthemoney.types.entity: what the id of an entity may look like
_ID: Final = re.compile(r"[0-9a-zA-Z](?:[0-9a-zA-Z.-]*[0-9a-zA-Z])?")
# normality.cleaning, which every value goes through: these become spaces, those go
_SPACES: Final = re.compile("[\u2000-\u200a\u2028\u2029\u0a00\u1680\u202f\u205f\u3000]")
_GONE: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u061c\u2060-\u2064\xad\ufeff\ud800-\udfff]")
_QUOTED: Final = re.compile(r'^["\'](.*)["\']$')
_NAMES: Final = {"name", "alias"}
_TEXTS: Final = {"bodyText", "summary", "description", "notes"}
_DATES: Final = {"publishedAt", "date", "startDate", "endDate"}
_DATE: Final = re.compile(r"[1-9]\d{3}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_LONGEST_NAME, _LONGEST_TEXT, _LONGEST_STRING = 384, 65_000, 1_024  # characters that a value should not pass


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity: id, schema, and each value of its properties as the article has it, in order."""

    id: str
    schema: str
    values: tuple[Value, ...]

    def cleaned(self) -> list[tuple[str, str, str]]:
        """Each property with its value as FollowTheMoney has it, and as it was; what cleans to nothing is left out."""
        found: dict[Value, str] = {}
        for prop, value in self.values:
            for part in _pieces(value) if prop in _TEXTS else (value,):
                if (clean := cleaned(prop, part)) and clean != self.id:
                    found.setdefault((prop, clean), part)
        return [(prop, clean, value) for (prop, clean), value in found.items()]


def entity(schema: str, name: str, values: Iterable[Value]) -> Entity:
    """An entity of a schema."""
    return Entity(name, schema, tuple(values))


def entity_id(kind: str, *parts: str) -> str:
    """`tellings-person-1f2e…`: the same for the same row; parts that an id may not hold are hashed."""
    return "-".join(("tellings", kind, *(part if _ID.fullmatch(part) else make_id(part) for part in parts)))


def cleaned(prop: str, value: str) -> str:
    """A value as FollowTheMoney's own cleaning leaves it; names and labels cut to their length; "" for none."""
    value = _GONE.sub("", _SPACES.sub(" ", unicodedata.normalize("NFC", value))).strip()
    if prop in _DATES:
        return value[:10] if _DATE.fullmatch(value[:10]) else ""
    if prop in _NAMES:
        value = " ".join(_QUOTED.sub(r"\1", value).split())
        return _QUOTED.sub(r"\1", value[:_LONGEST_NAME]).strip()
    return value if prop in _TEXTS else value[:_LONGEST_STRING].strip()


def _pieces(text: str) -> Iterator[str]:
    """A text in pieces of the length that one value should not pass, cut at a space where there is one."""
    while len(text) > _LONGEST_TEXT:
        cut = max(
            text.rfind(" ", _LONGEST_TEXT // 2, _LONGEST_TEXT), text.rfind("\n", _LONGEST_TEXT // 2, _LONGEST_TEXT)
        )
        cut = cut if cut > 0 else _LONGEST_TEXT
        yield text[:cut]
        text = text[cut:]
    yield text
