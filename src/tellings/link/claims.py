"""Claims: passages of different articles that assert or deny the same thing."""

from tellings.link.view import StoryView
from tellings.model import Claim


def find_claims(view: StoryView) -> tuple[Claim, ...]:
    """Claims with voices in two or more articles, most voices first."""
    return ()
