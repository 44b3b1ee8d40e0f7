"""The whole flow: read, mark, link, weigh. `show` takes it from the record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from tellings.engine import each_batch
from tellings.ledger import Ledger
from tellings.link.claims import find_claims
from tellings.link.dating import date_by_claims
from tellings.link.measures import find_measures
from tellings.link.origins import find_origins
from tellings.link.people import find_people
from tellings.link.stories import find_stories
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
from tellings.view import view_story
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


def settle_dates(articles: Mapping[str, Article], marks: Mapping[str, Marks]) -> list[Article]:
    """Articles whose day of publication only their story decides, with that day; they are to be marked anew.

    A day worked out for one article may decide that of the next, so this goes on until nothing changes.
    """
    if all(article.published for article in articles.values()):
        return []
    settled = dict(articles)
    people, _ = find_people(articles, marks)
    for story in find_stories(articles, marks):
        while newly := _newly_dated([settled[key] for key in story.articles]):
            settled |= {article.id: article for article in newly}
        undated = [key for key in story.articles if not settled[key].published]
        if undated and len(undated) < len(story.articles):
            view = view_story(story, settled, marks, people)
            claims = find_claims(view)
            settled |= {key: date_by_claims(view, key, claims) for key in undated}
    return [settled[key] for key in articles if settled[key] != articles[key]]


def _newly_dated(articles: Sequence[Article]) -> list[Article]:
    """Undated articles of one story that the days of the others decide."""
    dated = [article for article in articles if article.published]
    tried = [infer_from_neighbours(article, dated) for article in articles if not article.published]
    return [article for article in tried if article.published]


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
        for batch in each_batch(_mark_batch, settle_dates(*ledger.marked()), workers=workers):
            ledger.replace(batch)
        ledger.keep(link_and_weigh(*ledger.marked()))
    return added
