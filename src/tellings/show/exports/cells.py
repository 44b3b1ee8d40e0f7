"""What a value becomes in a format whose cells hold one value, and what a spreadsheet would make of it."""

from __future__ import annotations

import json
import re
from typing import Final

# What a spreadsheet takes for a formula, an address in Lotus style (@) or a new cell (OWASP, CSV injection; the wide
# signs are what Japanese keyboards give). It counts at the start of a cell, and after anything a spreadsheet may take
# for the start of one: where the semicolon separates, as in much of Europe, it cuts a line at other places than we do.
_STARTS: Final = r"'*[=+\-@＝＋－＠]"
_FORMULA: Final = re.compile(rf"\A(?='*[\t\r\n])|(?:\A|(?<=[;\t\r\n]))(?={_STARTS})")
_GUARDED: Final = re.compile(rf"\A'(?='*[\t\r\n])|(?:\A|(?<=[;\t\r\n]))'(?={_STARTS})")


def flat(value: object) -> object:
    """A value as one cell: lists and objects as JSON text."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def guarded(text: str) -> str:
    """`text` with an apostrophe before everything that a spreadsheet would run; `unguarded` takes it back."""
    return _FORMULA.sub("'", text)


def unguarded(text: str) -> str:
    """What `guarded` was given."""
    return _GUARDED.sub("", text)
