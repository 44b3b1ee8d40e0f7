"""Roles: the titles an article gives to its people."""

from collections.abc import Sequence

from tellings.mark.parse import Parsed
from tellings.model import Name, Role


def find_roles(parsed: Parsed, names: Sequence[Name]) -> tuple[Role, ...]:
    """Roles in order of the text."""
    return ()
