"""Stories: articles about one course of events."""

from collections.abc import Mapping

from tellings.model import Article, Marks, Story


def find_stories(articles: Mapping[str, Article], marks: Mapping[str, Marks]) -> tuple[Story, ...]:
    """Every article in exactly one story; largest story first."""
    return ()
