"""CSL-JSON: the articles as Zotero, Pandoc and the citation processors read them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from tellings.model import Record
from tellings.show.exports.citing import Citation, cite

# Processors take <i>, <b>, <sup> and the like in a text for markup, and there is no way to write the sign itself.
_PLAIN: Final = str.maketrans({"<": "‹", ">": "›"})


def write(record: Record, folder: Path) -> list[Path]:
    """Write `articles.csl.json`."""
    path = folder / "articles.csl.json"
    items = [item(cite(article)) for article in record.articles.values()]
    path.write_text(json.dumps(items, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    return [path]


def item(one: Citation) -> dict[str, Any]:
    """An article as an item of CSL-JSON; what is not known is left out."""
    fields: dict[str, Any] = {
        "title": _plain(one.title),
        "container-title": _plain(one.outlet),
        "author": [{"literal": _plain(name)} for name in one.authors],
        "issued": {"date-parts": [[one.day.year, one.day.month, one.day.day]]} if one.day else None,
        "URL": one.url,
        "language": _plain(one.language),
        "note": _plain(f"Agencies credited: {', '.join(one.agencies)}") if one.agencies else "",
    }
    return {"id": one.id, "type": "article-newspaper"} | {key: value for key, value in fields.items() if value}


def _plain(text: str) -> str:
    return text.translate(_PLAIN)
