"""The whole flow: read, mark, link, weigh. `show` takes it from the record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from tellings.engine import each_batch
from tellings.ledger import Ledger
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
from tellings.mark.quotes import pair_quotes
from tellings.mark.roles import find_roles
from tellings.mark.statements import find_statements
from tellings.model import Article, Claim, Finding, LeftOut, Marks, Measure, Origin, Record
from tellings.read.paths import read_paths
from tellings.read.published import infer_from_neighbours, infer_published
from tellings.weigh.findings import find_findings


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
    quotations = tuple(
        parsed.span(q.inner_start, q.inner_end) for q in pair_quotes(parsed.article.text) if q.inner_start < q.inner_end
    )
    return Marks(parsed.article.id, sentences, quotations, statements, figures, dates, names, roles)


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
        measured = find_measures(view)
        claimed = find_claims(view)
        traced = find_origins(view, claimed)
        findings += find_findings(view, measured, claimed, traced)
        measures += measured
        claims += claimed
        origins += traced
    return Record(
        articles, marks, stories, people, joinings, tuple(measures), tuple(claims), tuple(origins), tuple(findings)
    )


def settle_dates(articles: Mapping[str, Article], marks: Mapping[str, Marks]) -> list[tuple[Article, Marks]]:
    """Articles whose day of publication only their story decides, marked anew from that day."""
    dated = []
    for story in find_stories(articles, marks):
        for key in story.articles:
            if not articles[key].published:
                others = [articles[other] for other in story.articles if articles[other].published]
                dated.append(infer_from_neighbours(articles[key], others))
    return list(mark(article for article in dated if article.published))


def _mark_batch(articles: list[Article]) -> list[tuple[Article, Marks]]:
    return list(mark(articles))


def build(
    articles: Iterable[Article], ledger: Ledger, *, workers: int = 1, done: Callable[[int], None] = lambda count: None
) -> int:
    """Mark new articles into a ledger, then link and weigh all it holds; how many were new.

    `done` is told after each batch how many more articles are in. Articles that the ledger knows are passed over.
    """
    known = ledger.known()
    new = (article for article in articles if article.id not in known)
    added = 0
    for batch in each_batch(_mark_batch, new, workers=workers):
        added += ledger.add(batch)
        done(len(batch))
    if ledger.pending:
        ledger.replace(settle_dates(*ledger.marked()))
        ledger.keep(link_and_weigh(*ledger.marked()))
    return added
