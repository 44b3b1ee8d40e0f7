"""People and bodies: one entry for all spellings, orders and titles."""

from collections.abc import Mapping

from tellings.model import Article, Joining, Marks, Person


def find_people(
    articles: Mapping[str, Article], marks: Mapping[str, Marks]
) -> tuple[tuple[Person, ...], tuple[Joining, ...]]:
    """Everyone named in any article, and why names were joined."""
    return (), ()
