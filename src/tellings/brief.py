"""What nouns have in common: how they travel, and what they say of themselves at a prompt, on one short line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from typing import Any

LONGEST = 60  # characters of a text that are shown
MOST = 3  # members of a tuple that are shown; more are counted


class Travelling:
    """Base of what goes from one process to another: it is made anew of its fields, in a third of the usual time."""

    __slots__ = ()
    __match_args__: tuple[str, ...]  # the names of a dataclass's fields, in order

    def __reduce__(self) -> tuple[Any, ...]:
        """For pickling."""
        return type(self), tuple([getattr(self, name) for name in self.__match_args__])


class Brief(Travelling):
    """Base of the nouns: a representation that leaves out what is at its default and counts what is many."""

    __slots__ = ()

    def __repr__(self) -> str:
        """`Name(field=value, …)`; `<12>` stands for twelve members."""
        shown = (f"{one.name}={brief(getattr(self, one.name))}" for one in fields(self) if _tells(self, one))  # type: ignore[arg-type]
        return f"{type(self).__name__}({', '.join(shown)})"


def brief(value: object) -> str:
    """A value on one line: long texts cut; mappings, long tuples and tuples of nouns counted."""
    if isinstance(value, str):
        return repr(value if len(value) <= LONGEST else value[: LONGEST - 1] + "…")
    if isinstance(value, Mapping):
        return f"<{len(value)}>"
    if isinstance(value, tuple):
        if len(value) > MOST or any(isinstance(one, Brief) for one in value):
            return f"<{len(value)}>"
        return "(" + ", ".join(map(brief, value)) + ("," if len(value) == 1 else "") + ")"
    return repr(value)


def _tells(noun: object, one: Field[Any]) -> bool:
    """Whether a field holds something other than its default."""
    default = one.default if one.default_factory is MISSING else one.default_factory()
    value = getattr(noun, one.name)
    return default is MISSING or type(value) is not type(default) or value != default
