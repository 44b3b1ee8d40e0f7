"""Statements: who said what, through whom."""

from collections.abc import Sequence

from tellings.mark.parse import Parsed
from tellings.model import Name, Role, Statement, When


def find_statements(
    parsed: Parsed, names: Sequence[Name], roles: Sequence[Role], dates: Sequence[When]
) -> tuple[Statement, ...]:
    """Statements in order of the text."""
    return ()
