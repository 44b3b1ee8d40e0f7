"""Dates: time expressions with TIMEX3 value and first and last day."""

from tellings.mark.parse import Parsed
from tellings.model import When


def find_dates(parsed: Parsed) -> tuple[When, ...]:
    """Time expressions in order of the text, anchored to the article's publication day where it has one."""
    return ()
