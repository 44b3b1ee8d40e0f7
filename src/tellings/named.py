"""Who is named where: mentions and titles by person, by article and by story."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from tellings.model import Passage, Person, Story, Title


class Appearance(NamedTuple):
    """The mentions and titles of one person, in one article or in several."""

    mentions: list[Passage]
    titles: list[Title]


Appearances = dict[str, Appearance]  # by the person's id


def told(person: Person, named: Appearance) -> Person:
    """A person with these mentions and titles, in order."""
    titles = sorted(named.titles, key=lambda title: title.passage)
    return replace(person, mentions=tuple(sorted(named.mentions)), titles=tuple(titles))


def together(some: Iterable[Mapping[str, Appearance]]) -> Appearances:
    """Who is named in any of these."""
    found: Appearances = {}
    for one in some:
        for person, (mentions, titles) in one.items():
            mine = found.setdefault(person, Appearance([], []))
            mine.mentions.extend(mentions)
            mine.titles.extend(titles)
    return found


def by_article(people: Iterable[Person]) -> dict[str, Appearances]:
    """Of each article, who is named in it."""
    found: dict[str, Appearances] = {}
    for person in people:
        for mention in person.mentions:
            found.setdefault(mention.article, {}).setdefault(person.id, Appearance([], [])).mentions.append(mention)
        for title in person.titles:
            found.setdefault(title.passage.article, {}).setdefault(person.id, Appearance([], [])).titles.append(title)
    return found


def people_in(named: Mapping[str, Appearance], people: Mapping[str, Person]) -> tuple[Person, ...]:
    """Those who are named, by kind and name, with these mentions and titles and no others; `people` are all, by id."""
    found = (told(replace(people[key], spellings=()), here) for key, here in named.items())
    return tuple(sorted(found, key=lambda person: (person.kind, person.name, person.id)))


def people_in_stories(stories: Iterable[Story], people: Iterable[Person]) -> dict[str, tuple[Person, ...]]:
    """The people of each story, by its id, each with the mentions and titles it has there and no others."""
    known = {person.id: person for person in people}
    named = by_article(known.values())
    return {story.id: people_in(together(named.get(key, {}) for key in story.articles), known) for story in stories}
