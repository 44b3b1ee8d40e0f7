"""What extraction leaves of menus and of the page's <title>: told by the links and headings of the page itself."""

from __future__ import annotations

import re
from html import unescape

from tellings.read.cleaning import clean_line

# The whole words of one link, with a few tags inside; bounded, so that no page is slow.
_LINK = re.compile(r"<a\b[^<>]{0,2000}>([^<]{0,300}(?:<(?!/?a\b)[^<>]{0,500}>[^<]{0,300}){0,8})</a", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_TITLE = re.compile(r"<title\b[^<>]{0,200}>([^<]{1,1000})<", re.IGNORECASE)
_PARTS = re.compile(r"\s+[|\-–—»·:]{1,2}\s+|\s*[|»]\s*")
_MENU = 3  # links in a row: fewer may be an article's own, its sources or tags
_LABEL = 3  # words of a heading among links ("Other news"), or a bullet
_NEAR = 8  # lines from the start among which the title stands


def without_menus(text: str, html: str) -> str:
    """The text, a paragraph a line, without the rows of links at its start and at its end."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) <= _MENU or not (_looks_short(lines[0]) or _looks_short(lines[-1])):
        return text
    links = {_letters(unescape(_TAG.sub("", link[1]))) for link in _LINK.finditer(html)} - {""}
    first = _row(lines, links)
    last = len(lines) - _row(lines[first:][::-1], links)
    if first < last < len(lines) and len(lines[last - 1].split()) <= _LABEL:
        last -= 1  # the heading of that row
    return "\n".join(lines[first:last])


def _row(lines: list[str], links: set[str]) -> int:
    """How many lines from the first on are links of a menu, labels among them; 0 for fewer than a menu has."""
    count = end = 0
    for number, line in enumerate(lines):
        if _letters(line) in links:
            count, end = count + 1, number + 1
        elif not _looks_short(line) or number - end > 1:
            break
    return end if count >= _MENU else 0


def _looks_short(line: str) -> bool:
    return len(line.split()) <= _LABEL or line.rstrip()[-1] not in '.!?”"’)'


def find_title(html: str, text: str) -> str:
    """The part of the page's <title> with which the text begins, for pages that name their title nowhere else."""
    title = _TITLE.search(html)
    if not title:
        return ""
    parts = {_letters(part) for part in _PARTS.split(clean_line(unescape(title[1])))} - {""}
    near = [line for line in text.split("\n") if line.strip()][:_NEAR]
    return next((clean_line(line) for line in near if _letters(line) in parts), "")


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, words.casefold()))
