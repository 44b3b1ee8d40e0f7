"""Who is meant by a name, whatever part of the record speaks of them."""

from __future__ import annotations

from collections.abc import Callable

from tellings.model import Person, Record
from tellings.view import people_by_story, view_story

Bearer = Callable[[str, str], Person | None]


def bearers(record: Record) -> Bearer:
    """A look-up from an article and a name it uses to the entry of its bearer; None where nobody is known by it."""
    people = people_by_story(record.stories, record.people)
    views = {
        article: view
        for story in record.stories
        for view in [view_story(story, record.articles, record.marks, people.get(story.id, ()))]
        for article in story.articles
    }

    def bearer(article: str, name: str) -> Person | None:
        view = views.get(article)
        return view.bearer(article, name) if view else None

    return bearer
