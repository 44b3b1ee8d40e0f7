"""The fields people give about an article: of the JSON file beside a text, and of a JSON line."""

from __future__ import annotations

import json
from typing import Any

from tellings.errors import InputError
from tellings.read.assemble import Known
from tellings.read.cleaning import clean_line
from tellings.read.day import read_day

_FORM = 'write {"url": …, "outlet": …, "published": "YYYY-MM-DD", "title": …}'


def parse_object(raw: bytes, path: str) -> dict[str, Any]:
    """The JSON object in `raw`; raises InputError where there is none."""
    try:
        found = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InputError(path, "it is not UTF-8", "save it as UTF-8") from None
    except json.JSONDecodeError as error:
        raise InputError(path, f"it is no JSON ({error.msg} at character {error.pos + 1})", _FORM) from None
    except (RecursionError, ValueError):
        raise InputError(path, "it is no JSON that can be read", _FORM) from None
    if not isinstance(found, dict):
        raise InputError(path, "it is JSON, but no object with fields", _FORM)
    return found


def read_known(fields: dict[str, Any], path: str) -> tuple[Known, InputError | None]:
    """What the fields tell, and what is wrong with their date; a field of another type than text counts as absent."""
    text = {name: clean_line(value) for name, value in fields.items() if isinstance(value, str)}
    written = text.get("published", "")
    day = read_day(written)
    wrong = InputError(path, f"published {written[:40]!r} is no date", "write YYYY-MM-DD; it counts as unknown")
    known = Known(
        url=text.get("url", ""),
        outlet=text.get("outlet", ""),
        title=text.get("title", ""),
        byline=text.get("byline", ""),
        published=day,
        captured=read_day(text.get("captured", "")),
    )
    return known, wrong if written and not day else None
