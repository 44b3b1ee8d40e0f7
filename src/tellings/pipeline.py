"""The whole flow: read, mark, link, weigh. `show` takes it from the record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tellings.link.claims import find_claims
from tellings.link.measures import find_measures
from tellings.link.origins import find_origins
from tellings.link.people import find_people
from tellings.link.stories import find_stories
from tellings.link.view import view_story
from tellings.mark.dates import find_dates
from tellings.mark.figures import find_figures
from tellings.mark.names import find_names
from tellings.mark.parse import Parsed, parse
from tellings.mark.roles import find_roles
from tellings.mark.statements import find_statements
from tellings.model import Article, Claim, Finding, LeftOut, Marks, Measure, Origin, Record
from tellings.read.paths import read_paths
from tellings.read.published import infer_published


def read_articles(paths: Iterable[str | Path], *, published: str = "") -> Iterator[Article | LeftOut]:
    """Articles of files and folders; where nothing gives the day of publication, it is worked out from the text."""
    for one in read_paths(paths, published=published):
        yield infer_published(one) if isinstance(one, Article) and not one.published else one


def mark_parsed(parsed: Parsed) -> Marks:
    """Everything marked in one article."""
    names = find_names(parsed)
    roles = find_roles(parsed, names)
    dates = find_dates(parsed)
    statements = find_statements(parsed, names, roles, dates)
    figures = find_figures(parsed, names, dates, statements)
    sentences = tuple(parsed.span(s.start_char, s.end_char) for s in parsed.doc.sents if s.text.strip())
    return Marks(parsed.article.id, sentences, statements, figures, dates, names, roles)


def mark(articles: Iterable[Article]) -> Iterator[tuple[Article, Marks]]:
    """Each article with its marks, in order."""
    for parsed in parse(articles):
        yield parsed.article, mark_parsed(parsed)


def link_and_weigh(articles: Mapping[str, Article], marks: Mapping[str, Marks]) -> Record:
    """The record of articles and their marks."""
    stories = find_stories(articles, marks)
    people, joinings = find_people(articles, marks)
    measures: list[Measure] = []
    claims: list[Claim] = []
    origins: list[Origin] = []
    findings: list[Finding] = []
    for story in stories:
        view = view_story(story, articles, marks, people)
        measures += (mine := find_measures(view))
        claims += (said := find_claims(view))
        origins += find_origins(view, said)
        del mine
    return Record(
        articles, marks, stories, people, joinings, tuple(measures), tuple(claims), tuple(origins), tuple(findings)
    )
