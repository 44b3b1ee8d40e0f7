"""Names of people, bodies and places, one kind per name and article."""

from tellings.mark.parse import Parsed
from tellings.model import Name


def find_names(parsed: Parsed) -> tuple[Name, ...]:
    """Names in order of the text; `full` is the fullest form the article gives to the same bearer."""
    return ()
