"""The case of one story: all that weighing it needs and no more, so that it can be weighed anywhere.

A story is weighed by its own articles, what is marked in them, who their names are and what they changed from one
version to the next. So the same case gives the same findings, whatever else the ledger holds: a story whose case is as
it was keeps what was found (`stamp`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tellings import __version__
from tellings.link.claims import find_claims
from tellings.link.measures import find_measures
from tellings.link.origins import find_origins
from tellings.model import (
    Article,
    Claim,
    Finding,
    Marks,
    Measure,
    Origin,
    Passage,
    Person,
    Record,
    Story,
    Title,
    make_id,
)
from tellings.view import view_story
from tellings.weigh.findings import find_findings
from tellings.weigh.versions import Version, with_versions


@dataclass(frozen=True, slots=True)
class Case:
    """A story, its people with what they are called in it, its articles and their marks by id.

    `versions` are all versions of those articles that have several, the current one last, by the id of that one.
    """

    story: Story
    people: tuple[Person, ...]
    articles: Mapping[str, Article]
    marks: Mapping[str, Marks]
    versions: Mapping[str, Sequence[Version]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Weighed:
    """What was found of one story. `former` are older versions of its articles that findings rest on."""

    story: str
    measures: tuple[Measure, ...]
    claims: tuple[Claim, ...]
    origins: tuple[Origin, ...]
    findings: tuple[Finding, ...]
    former: Mapping[str, Article] = field(default_factory=dict)


def weigh_case(case: Case) -> Weighed:
    """What is measured, claimed, traced and found in a story, findings ranked from 1."""
    view = view_story(case.story, case.articles, case.marks, case.people)
    measures = find_measures(view)
    claims = find_claims(view)
    origins = find_origins(view, claims)
    findings = find_findings(view, measures, claims, origins)
    record = with_versions(Record(case.articles, case.marks, (case.story,), findings=findings), case.versions)
    return Weighed(case.story.id, measures, claims, origins, record.findings, record.former)


def people_in_stories(stories: Iterable[Story], people: Iterable[Person]) -> dict[str, list[Person]]:
    """The people of each story, by its id, each with the mentions and titles it has there and no others."""
    story_of = {article: story.id for story in stories for article in story.articles}
    found: dict[str, list[Person]] = {key: [] for key in story_of.values()}
    for person in people:
        for key, here in _in_stories(person, story_of):
            found[key].append(here)
    return found


def _in_stories(person: Person, story_of: Mapping[str, str]) -> Iterator[tuple[str, Person]]:
    mentions: dict[str, list[Passage]] = defaultdict(list)
    titles: dict[str, list[Title]] = defaultdict(list)
    for mention in person.mentions:
        mentions[story_of[mention.article]].append(mention)
    for title in person.titles:
        titles[story_of[title.passage.article]].append(title)
    for key, here in mentions.items():
        yield key, Person(person.id, person.kind, person.name, (), tuple(here), tuple(titles.get(key, ())))


def stamp(story: Story, people: Sequence[Person], published: Mapping[str, str], versions: Sequence[str] = ()) -> str:
    """What tells one case of a story from another without its texts.

    `published` gives of each article what is known of its day (its words hang on its id, its marks on both),
    `versions` the ids of older versions. What another version of Tellings weighed counts as another case.
    """
    named = [
        (one.id, one.name, one.kind, [(m.article[:6], m.span.start, m.span.end) for m in one.mentions], one.titles)
        for one in people
    ]
    days = [published[key] for key in story.articles]
    return make_id(__version__, story, days, named, *versions)
