"""The case of one story: all that weighing it needs and no more, so that it can be weighed anywhere.

A story is weighed by its own articles, what is marked in them, who their names are and what they changed from one
version to the next. So the same case gives the same findings, whatever else the ledger holds: a story whose case is as
it was keeps what was found (`stamp`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    Person,
    Record,
    Story,
    make_id,
)
from tellings.named import Appearances
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


def name_stamp(named: Appearances, people: Mapping[str, Person]) -> str:
    """What tells who is named in one article, and as what, from another without its texts."""
    told = [
        (key, people[key].kind, people[key].name, [(m.span.start, m.span.end) for m in here.mentions], here.titles)
        for key, here in sorted(named.items())
    ]
    return make_id(told)


def stamp(story: Story, named: Mapping[str, str], published: Mapping[str, str], versions: Sequence[str] = ()) -> str:
    """What tells one case of a story from another without its texts.

    Of each article `named` gives its `name_stamp` and `published` what is known of its day (its words hang on its id,
    its marks on both); `versions` are the ids of older versions. What another version of Tellings weighed counts as
    another case.
    """
    articles = [(named[key], published[key]) for key in story.articles]
    return make_id(__version__, story, articles, *versions)
