"""A story of two short articles about made-up ferries, for tests that read files."""

from __future__ import annotations

import json
from pathlib import Path

HERALD = (
    "Ferries crash near Ostrel harbour\n\n"
    "Two ferries collided off Ostrel on Friday, March 14, 2025. "
    "“We count 19 people hurt,” Captain Ana Brel said on Saturday.\n"
)
POST = (
    "Two ferries collide off Ostrel\n\n"
    "OSTREL — Two ferries collided off Ostrel on Friday, March 14, 2025, the coast guard said. "
    "At least 12 people were hurt, Captain Ana Brel told reporters.\n"
)


def write_story(folder: Path) -> Path:
    """Both articles as files, one with what is known of it beside; the folder."""
    (folder / "post.txt").write_text(POST, encoding="utf-8")
    (folder / "herald.txt").write_text(HERALD, encoding="utf-8")
    (folder / "herald.json").write_text(
        json.dumps({"outlet": "The Herald", "published": "2025-03-15"}), encoding="utf-8"
    )
    return folder
