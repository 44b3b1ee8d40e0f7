"""What a model answered, as far as it has the shape that was asked for. Nothing in a reply is ever acted upon."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from tellings.errors import TellingsError
from tellings.second_reader.prompts import STANCES

MOST: Final = 200  # items of one reply that are looked at
_TRIES: Final = 50  # opening braces at which an object is looked for
_LONGEST: Final = 20_000  # characters of one field

T = TypeVar("T")


class ReplyError(TellingsError):
    """A reply does not hold what was asked for."""


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as the model gives it: all are words of the article, but for the stance."""

    passage: str
    content: str
    source: str
    cue: str
    speaker: str
    stance: str


@dataclass(frozen=True, slots=True)
class Same:
    """Two entries, by number and name, that the model takes for one, and why."""

    one: tuple[int, str]
    other: tuple[int, str]
    why: str


def read_said(reply: str) -> tuple[list[Said], int]:
    """The statements of a reply and how many items had another shape. Raises ReplyError."""
    return _items(reply, "statements", _said)


def read_same(reply: str) -> tuple[list[Same], int]:
    """The joinings of a reply and how many items had another shape. Raises ReplyError."""
    return _items(reply, "joinings", _same)


def first_list(reply: str, key: str) -> list[Any]:
    """The list under a key of the first object that has one, whatever talk is around it. Raises ReplyError."""
    decoder = json.JSONDecoder()
    at = reply.find("{")
    for _ in range(_TRIES):
        if at < 0:
            break
        try:
            found, end = decoder.raw_decode(reply, at)
        except (ValueError, RecursionError):
            found, end = {}, at + 1
        if isinstance(items := found.get(key), list):
            return items
        at = reply.find("{", end)
    raise ReplyError(f"its reply holds no JSON object with a list of {key}")


def _items(reply: str, key: str, read: Callable[[Mapping[str, Any]], T | None]) -> tuple[list[T], int]:
    items = first_list(reply, key)
    found = [read(item) if isinstance(item, dict) else None for item in items[:MOST]]
    good = [one for one in found if one is not None]
    return good, len(items) - len(good)


def _text(item: Mapping[str, Any], key: str) -> str | None:
    value = item.get(key)
    return value if isinstance(value, str) and len(value) <= _LONGEST else None


def _said(item: Mapping[str, Any]) -> Said | None:
    fields = [_text(item, key) for key in ("passage", "content", "source", "cue", "speaker", "stance")]
    words = [field for field in fields if field is not None]
    if len(words) < len(fields) or words[-1] not in STANCES or not words[0].strip() or not words[1].strip():
        return None
    return Said(*words)


def _same(item: Mapping[str, Any]) -> Same | None:
    one, other, why = _entry(item.get("one")), _entry(item.get("other")), _text(item, "why")
    return Same(one, other, why) if one and other and why is not None else None


def _entry(value: object) -> tuple[int, str] | None:
    if not isinstance(value, dict):
        return None
    number, name = value.get("entry"), _text(value, "name")
    return (number, name) if isinstance(number, int) and not isinstance(number, bool) and name else None
