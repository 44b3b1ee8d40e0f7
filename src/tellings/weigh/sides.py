"""Sides: on whose behalf a source speaks. A spokesman, his ministry and his capital count for one country."""

from __future__ import annotations

from collections import Counter

from tellings.model import Person
from tellings.view import StoryView
from tellings.world import country_inside, country_of_government


def side_of(view: StoryView, article: str, source: str) -> str:
    """The country or body behind a source, else the source itself in small letters; "" for the article's own word."""
    if not source:
        return ""
    bearer = view.bearer(article, source)
    if bearer is not None:
        return _country(bearer.name) or _by_titles(bearer) or bearer.name
    return _country(source) or source.casefold()


def _country(words: str) -> str:
    return country_of_government(words) or country_inside(words)


def _by_titles(person: Person) -> str:
    """The country that most of a person's titles are of."""
    countries = Counter(found for title in person.titles if (found := _country(title.of) or _country(title.title)))
    return min(countries, key=lambda name: (-countries[name], name)) if countries else ""
