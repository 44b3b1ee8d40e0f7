"""Page furniture: what a page wraps round an article, told by the table `data/furniture.toml`."""

from __future__ import annotations

import re
from functools import cache

from tellings import lexicon

_LONGEST = 1_000  # characters: furniture lines are short; a longer line is not tried


@cache
def _lines() -> frozenset[str]:
    return frozenset(lexicon.table("furniture")["lines"])


@cache
def _patterns() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in lexicon.table("furniture")["patterns"]))


@cache
def _inline() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["has"], re.compile(row["is"])) for row in lexicon.table("furniture")["inline"])


def is_furniture(line: str) -> bool:
    """True for a whole line that is furniture."""
    if len(line) > _LONGEST:
        return False
    if len(line) < 80 and line.casefold().strip(" .:!|•›»>«<*-–—…") in _lines():
        return True
    return _patterns().fullmatch(line) is not None


def inline_furniture(text: str) -> list[tuple[int, int]]:
    """Where furniture stands inside a line, as ranges in order that do not overlap."""
    found = sorted(
        match.span() for has, pattern in _inline() if has in text for match in pattern.finditer(text) if match[0]
    )
    apart: list[tuple[int, int]] = []
    for start, end in found:
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return apart
