"""What a value becomes in a format whose cells hold one value, and what a spreadsheet would make of it."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from tellings.show.words import visible

# What a spreadsheet takes for a formula, an address in Lotus style (@) or a new cell (OWASP, CSV injection; the wide
# signs are what Japanese keyboards give). It counts at the start of a cell, and after anything a spreadsheet may take
# for the start of one: where the semicolon separates, as in much of Europe, it cuts a line at other places than we do.
_STARTS: Final = r"['\"]*[=+\-@＝＋－＠]"
_FORMULA: Final = re.compile(rf"\A(?='*[\t\r\n])|(?:\A|(?<=[;\t\r\n]))(?={_STARTS})")
_GUARDED: Final = re.compile(rf"\A'(?='*[\t\r\n])|(?:\A|(?<=[;\t\r\n]))'(?={_STARTS})")
_HALF: Final = re.compile(r"[\ud800-\udfff]")
_NO_XML: Final = re.compile(r"[\ufffe\uffff]")  # besides controls and halves (XML 1.0, production 2)


def whole(text: str) -> str:
    """`text` as UTF-8 can hold it: a lone half of a character is the sign that something is missing (U+FFFD)."""
    return _HALF.sub("\N{REPLACEMENT CHARACTER}", text)


def flat(value: Any) -> Any:
    """A value as one cell that UTF-8 can hold: lists and objects as JSON text."""
    if isinstance(value, list | dict):
        # JSON has an escape for the half of a character, so that nothing is lost.
        return json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace").decode("utf-8")
    return whole(value) if isinstance(value, str) else value


def guarded(text: str) -> str:
    """`text` with an apostrophe before everything that a spreadsheet would run; `unguarded` takes it back."""
    return _FORMULA.sub("'", text)


def unguarded(text: str) -> str:
    """What `guarded` was given."""
    return _GUARDED.sub("", text)


def shown(text: str) -> str:
    """`text` as people may look at it, line by line: what acts or cannot be seen is a sign, and no file refuses it.

    Controls are their pictures (␀), what turns the direction of a line and what no XML may hold is U+FFFD.
    """
    if text.isprintable():  # as nearly every text is: nothing to look for
        return text
    return "\n".join(visible(_NO_XML.sub("\N{REPLACEMENT CHARACTER}", line)) for line in text.split("\n"))
