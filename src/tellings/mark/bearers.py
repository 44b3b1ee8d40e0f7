"""Which mentions of an article have one bearer, and the fullest form it gives to each."""

from __future__ import annotations

from collections.abc import Sequence

from tellings import world
from tellings.model import NameKind


def full_forms(mentions: Sequence[tuple[str, NameKind]]) -> list[str]:
    """The fullest form for each mention (words, kind), in order of the text."""
    persons = [_bare(words) for words, kind in mentions if kind == "person"]
    fulls = sorted({words for words in persons if " " in words}, key=lambda w: (-len(w.split()), w))
    result, last = [], {}
    for words, kind in mentions:
        if kind != "person":
            result.append(words)
            continue
        full = _fullest(_bare(words), _gender(words), fulls, last)
        for part in full.split():
            last[part.casefold()] = full
        result.append(full)
    return result


def _bare(words: str) -> str:
    """A person's name without forms of address."""
    parts = words.split()
    while len(parts) > 1 and world.is_honorific(parts[0]):
        parts = parts[1:]
    return " ".join(parts)


def _gender(words: str) -> str:
    return world.honorific_gender(words.split()[0])


def _fullest(words: str, gender: str, fulls: Sequence[str], last: dict[str, str]) -> str:
    """The fullest of the names that hold all the parts of `words`; of several bearers the one named last."""
    parts = [part.casefold() for part in words.split()]
    fits = [
        full
        for full in fulls
        if _holds(full.casefold().split(), parts)
        and not (gender and world.gender_of(full.split()[0]) not in ("", gender))
    ]
    if not fits:
        return words
    recent = last.get(parts[-1], "")
    return recent if len(parts) == 1 and recent in fits else fits[0]


def _holds(full: list[str], parts: list[str]) -> bool:
    """Whether `parts` stand in `full` in order, with its first or last part among them."""
    rest = iter(full)
    return all(part in rest for part in parts) and (parts[0] == full[0] or parts[-1] == full[-1] or len(full) > 2)
