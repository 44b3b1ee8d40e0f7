"""An article's words in Markdown, in YAML and in the name of a file, where they only stand and do nothing."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final

from tellings.show.exports.cells import shown

# Signs of Markdown (CommonMark 0.31) and of what Obsidian and its plugins read besides: links, tags, comments,
# highlights, block ids, code that is run, templates. As references they are not signs to any of them.
_SIGNS: Final = re.compile(r"&(?=#?\w+;)|[<>\[\]`{}|^%#]|={2,}|~{2,}|:{2,}|(?<=[A-Za-z]):(?=//)|-{3,}|@(?=\w)")
_ESCAPED: Final = re.compile(r"[\\*_$]")  # documented to work with a backslash, and too common to be spelled out
_FIRST: Final = re.compile(r"^(?:[-+:=~>]|\d{1,9}(?=[.)]))")  # begins a list, a rule, a heading below its words
# The wide forms, for places that show Markdown as it is written, but hand it on to what reads it.
_WIDE: Final = str.maketrans("<>[]`{}|*", "＜＞［］｀｛｝｜＊")
_EDGE: Final = re.compile(r"(?<![^\W_])_|_(?![^\W_])")  # an underscore that may be emphasis: not between letters
# What a name of a file may not hold on Windows, and what Obsidian takes for more than a part of a link's target.
_NO_NAME: Final = re.compile(r'[\\/:*?"<>|#^\[\]%`{}$&=@;!~\s]+')
_DEVICE: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_LONGEST: Final = 100  # characters of a name: with folders above it a path stays below the 260 of Windows
_BYTES: Final = 180  # of a name in UTF-8; the rest of 255 is for a number and the ending


def markdown(text: str) -> str:
    """`text` on one line of Markdown, which shows it as it is; it may stand at the start of a line."""
    line = " ".join(shown(text).split())
    line = _ESCAPED.sub(r"\\\g<0>", _SIGNS.sub(_reference, line))
    return _FIRST.sub(lambda first: f"{first[0]}\\" if first[0].isdigit() else _reference(first), line)


def label(text: str) -> str:
    """`text` on one line where references are not read (a property, what a link shows): signs in their wide forms."""
    return _EDGE.sub("＿", " ".join(shown(text).split()).translate(_WIDE))


def front_matter(fields: Mapping[str, str | int | Iterable[str]]) -> str:
    """The properties of a note as YAML between `---`; what is empty is left out. Values come as they are written."""
    lines = []
    for name, value in fields.items():
        if isinstance(value, int):
            lines.append(f"{name}: {value}\n")
        elif isinstance(value, str):
            lines += [f"{name}: {_yaml(value)}\n"] if value else []
        elif items := [f"  - {_yaml(one)}\n" for one in value]:
            lines += [f"{name}:\n", *items]
    return f"---\n{''.join(lines)}---\n"


def file_name(text: str, key: str, taken: set[str]) -> str:
    """A name for a file on every system, without an ending; where it is in `taken` already, with the start of `key`.

    Adds the name to `taken`, in the form in which systems that know no capitals compare it.
    """
    plain = _NO_NAME.sub(" ", _EDGE.sub(" ", unicodedata.normalize("NFC", shown(text))))
    plain = "".join(sign for sign in plain if not unicodedata.category(sign).startswith("C"))
    name = plain[:_LONGEST].encode()[:_BYTES].decode("utf-8", "ignore").strip(" .-") or key
    if _DEVICE.fullmatch(name):
        name = f"{name.partition('.')[0]} {key}"
    if _folded(name) in taken:
        name = f"{name} {key}"
    taken.add(_folded(name))
    return name


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name.casefold())


def _reference(sign: re.Match[str]) -> str:
    return "".join(f"&#{ord(one)};" for one in sign[0])


def _yaml(text: str) -> str:
    """A text in double quotes: JSON's are YAML's, as long as no control stands in it."""
    return json.dumps(text, ensure_ascii=False)
