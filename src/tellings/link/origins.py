"""Origins: the occasions that passages came from, so that independence can be counted."""

from collections.abc import Sequence

from tellings.link.view import StoryView
from tellings.model import Claim, Origin


def find_origins(view: StoryView, claims: Sequence[Claim]) -> tuple[Origin, ...]:
    """Origins of the story, those carried by most articles first."""
    return ()
