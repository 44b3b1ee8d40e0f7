"""Check that every quotation and offset of a story's gold stands in its articles.

usage: check_gold.py [FOLDER] [--write]

The gold is written by hand from reading; a figure or statement names its `text` and, where that stands in several
places, the words around it (`in`). `--write` fills `start` and `end` from them; without it offsets are only checked.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from gold import DEMO, Row, articles_by_doc, load, offsets


def faults(folder: Path) -> Iterator[str]:
    """One line for each word of the gold that is not where the gold says."""
    sources = {doc: article.source for doc, article in articles_by_doc(folder).items()}
    gold, statements, origins = load(folder, "gold"), load(folder, "statements"), load(folder, "origins")
    for row in [*gold["figures"], *statements]:
        source = sources.get(row["doc"])
        if source is None:
            yield f"{row['doc']}: no such article"
        elif source[row.get("start", 0) : row.get("end", 0)] != row["text"]:
            yield f"{row['doc']}: not at its place: {row['text']!r}"
    quoted: list[tuple[str, str]] = [
        *((account["doc"], account["quote"]) for dispute in gold["disputes"] for account in dispute["accounts"]),
        *((row["doc"], row["source"]) for row in statements if row["source"]),
        *((passage["doc"], passage["quote"]) for origin in origins for passage in origin["carried"]),
        *((doc, name) for person in gold["people"] for doc, names in person["names"].items() for name in names),
        *((doc, title) for person in gold["people"] for doc, titles in person["roles"].items() for title in titles),
    ]
    for doc, words in quoted:
        if words not in sources.get(doc, ""):
            yield f"{doc}: not there: {words!r}"


def fill(folder: Path) -> Iterator[str]:
    """Give every figure and statement its offsets; one line for each whose place is not one."""
    sources = {doc: article.source for doc, article in articles_by_doc(folder).items()}
    gold, statements = load(folder, "gold"), load(folder, "statements")
    rows: list[Row] = [*gold["figures"], *statements]
    for row in rows:
        found = offsets(sources.get(row["doc"], ""), row["text"], row.get("in", ""))
        if found is None:
            yield f"{row['doc']}: not one place: {row.get('in') or row['text']!r}"
        else:
            row["start"], row["end"] = found
    for name, content in (("gold", gold), ("statements", statements)):
        text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
        (folder / f"{name}.json").write_text(text, encoding="utf-8")


def main(arguments: list[str]) -> int:
    """The faults, printed; 1 where there are some."""
    folder = next((Path(a) for a in arguments if not a.startswith("-")), DEMO)
    found = [*(fill(folder) if "--write" in arguments else ()), *faults(folder)]
    print("\n".join(found) or f"{folder}: every quotation and offset is right")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
