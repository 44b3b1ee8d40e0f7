"""Cleaning: the clean text of a source, and the map that leads each of its characters back.

Control characters, terminal escapes and invisible marks go; spaces of every kind become one space; page furniture
goes; words and sentences broken over lines are put together. What stays is in order and is never rewritten.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tellings.read.furniture import inline_furniture, is_furniture
from tellings.read.lines import Line, joints
from tellings.textmap import TextMap

_GONE = "\0"  # stands, one for one, for characters that cleaning drops
_ODD = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b\n]{0,200}(?:\x07|\x1b\\)|[@-Z\\-_])"  # terminal escapes (ECMA-48)
    r"|\xad[ \t]*\r?\n(?=\w)"  # a soft hyphen that was used
    r"|\r(?=\n)|[\r\x0b\x0c\x85\u2028\u2029]"  # line ends
    r"|[^\S\n ]"  # spaces that are not a space
    r"|[\0-\x08\x0e-\x1f\x7f-\x9f\xad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"  # invisible
    r"|[\ud800-\udfff]"  # halves of a character, as a cut JSON escape leaves them: the parser refuses them
)
_DIRT = re.compile(r"\0[\0 ]*| [\0 ]+")
_LINE = re.compile(r"[^\n]+")
_EDGE = " \0"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The clean text, its map to the source, and the furniture that was dropped, line by line."""

    text: str
    map: TextMap
    dropped: tuple[str, ...]


def clean(source: str) -> Cleaned:
    """The clean text of a source."""
    plain = _ODD.sub(_stand_in, source)
    dropped: list[str] = []
    pieces = list(_pieces(plain, list(_kept_lines(plain, dropped))))
    text = "".join(instead or plain[start:end] for start, end, instead in pieces)
    return Cleaned(text, TextMap.of_pieces((start, end) for start, end, _ in pieces), tuple(dropped))


def clean_line(words: str) -> str:
    """A title, name or other field as one clean line."""
    return " ".join(_ODD.sub(_stand_in, words).replace(_GONE, "").split())


def _stand_in(match: re.Match[str]) -> str:
    """As many characters as were matched: a space, a newline, or the mark of what is dropped."""
    found = match[0]
    if len(found) > 1:
        return _GONE * len(found)
    if found == "\r":
        return _GONE if match.string.startswith("\n", match.end()) else "\n"
    if found in "\x0b\x0c\x85\u2028\u2029":
        return "\n"
    return " " if found.isspace() and found not in "\x1c\x1d\x1e\x1f" else _GONE


def _kept_lines(plain: str, dropped: list[str]) -> Iterator[Line]:
    """The stretches of text that stay; furniture goes to `dropped`."""
    holes = inline_furniture(plain)
    hole, breaks, at, last = 0, 0, 0, 0
    for match in _LINE.finditer(plain):
        gap = plain.count("\n", last, match.start())
        if gap and not breaks:
            at = plain.index("\n", last)
        breaks, last, cursor = breaks + gap, match.end(), match.start()
        cuts = []
        while hole < len(holes) and holes[hole][0] < last:
            cuts.append(holes[hole])
            hole += 1
        for start, end in [*cuts, (last, last)]:
            first, stop = _stripped(plain, cursor, start)
            if first < stop and is_furniture(words := plain[first:stop]):
                dropped.append(words)
            elif first < stop:
                yield Line(first, stop, breaks, at)
                breaks, at = 0, start
            if start < end:
                dropped.append(plain[start:end])
                breaks = max(breaks, 1)
            cursor = end


def _stripped(plain: str, start: int, end: int) -> tuple[int, int]:
    """[start, end) without spaces and dropped characters at its edges."""
    words = plain[start:end]
    return end - len(words.lstrip(_EDGE)), start + len(words.rstrip(_EDGE))


def _pieces(plain: str, lines: list[Line]) -> Iterator[tuple[int, int, str]]:
    """Kept ranges in order, each with the one character that stands for it, or "" for its own words."""
    between = joints(plain, lines)
    for number, line in enumerate(lines):
        joint, following = between[number], between[number + 1] if number + 1 < len(lines) else ""
        at = line.at
        for character in joint.strip("-"):
            yield at, at + 1, character
            at = plain.find("\n", at + 1)
        end = line.end - 1 if following == "-" else line.end
        yield from ((first, stop, "") for first, stop in _inside(plain, line.start, end))


def _inside(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The ranges of a stretch that stay: one space of many, nothing of what is marked as dropped."""
    for dirt in _DIRT.finditer(plain, start, end):
        space = plain.find(" ", dirt.start(), dirt.end())
        yield start, dirt.start()
        if space >= 0:
            yield space, space + 1
        start = dirt.end()
    yield start, end
