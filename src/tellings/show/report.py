"""One story as one HTML file that opens anywhere, offline."""

from __future__ import annotations

from pathlib import Path

from tellings.model import Record
from tellings.show.html import report_html
from tellings.show.pages import story_page


def write_report(record: Record, story_id: str | None, path: str | Path) -> Path:
    """Write the report of a story (None: the one with the most articles) to `path`, and return it."""
    target = Path(path)
    target.write_text(report_html(story_page(record, story_id)), encoding="utf-8", newline="\n")
    return target
