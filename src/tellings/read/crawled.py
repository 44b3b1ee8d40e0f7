"""Articles as other tools write them in JSON: what each of their fields is called here.

Fundus (`plaintext`, `body`, `publishing_date`, `authors`, `html`), news-please (`maintext`, `date_publish`,
`source_domain`), Media Cloud (`media_name`, `publish_date`), GDELT's article lists (`domain`, `seendate`).
"""

from __future__ import annotations

import re
from typing import Any

_SAME: dict[str, tuple[str, ...]] = {
    "text": ("text", "maintext", "plaintext", "plain_text", "article_text", "story_text", "body", "content"),
    "url": ("url", "responded_url", "requested_url", "guid_url", "link"),
    "outlet": ("outlet", "media_name", "source_name", "publisher", "source_domain", "domain"),
    "title": ("title", "headline"),
    "byline": ("byline", "authors", "author"),
    "published": ("published", "date_publish", "publishing_date", "publish_date", "published_at", "date"),
    "captured": ("captured", "date_download", "crawl_date", "seendate", "indexed_date"),
}
_NONE = ("", "none", "null", "nan")
_GDELT_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$")


def our_fields(fields: dict[str, Any]) -> dict[str, str]:
    """The fields under our names, as words; those that are missing, or are neither words nor made of words, are not."""
    html = _object(fields.get("html"))
    told = html | _object(html.get("source_info")) | fields
    found = {}
    for ours, theirs in _SAME.items():
        where = fields if ours == "text" else told  # Fundus keeps the page's HTML beside the address it came from
        for name in theirs:
            if words := _words(where.get(name)):
                found[ours] = _GDELT_TIME.sub(r"\1-\2-\3T\4:\5:\6Z", words)
                break
    return found


def given_by_hand(fields: dict[str, Any]) -> bool:
    """True where the day is under our own name: somebody gave it; a crawler took it from the page."""
    return bool(_words(fields.get("published")))


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _words(value: Any) -> str:
    """A value as words: names of a list with commas, the parts of a body (Fundus) as its paragraphs."""
    if isinstance(value, str):
        return "" if value.strip().lower() in _NONE else value
    if isinstance(value, list):
        return ", ".join(one for one in value[:50] if isinstance(one, str))
    if isinstance(value, dict) and isinstance(value.get("sections"), list):
        return "\n\n".join(_paragraphs(value))
    return ""


def _paragraphs(body: dict[str, Any]) -> list[str]:
    found = _strings(body.get("summary"))
    for section in body["sections"]:
        if isinstance(section, dict):
            found += _strings(section.get("headline")) + _strings(section.get("paragraphs"))
    return found


def _strings(value: Any) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
