"""Figures: quantities with bound, unit, what they count, in which state, where, as of when and by whom."""

from collections.abc import Sequence

from tellings.mark.parse import Parsed
from tellings.model import Figure, Name, Statement, When


def find_figures(
    parsed: Parsed, names: Sequence[Name], dates: Sequence[When], statements: Sequence[Statement]
) -> tuple[Figure, ...]:
    """Figures in order of the text."""
    return ()
