"""The whole flow: read, mark, link, weigh. `show` takes it from the record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from tellings.decisions import concerns_people
from tellings.engine import each_batch
from tellings.ledger import Ledger
from tellings.link.claims import find_claims
from tellings.link.dating import date_story
from tellings.link.measures import find_measures
from tellings.link.origins import find_origins
from tellings.link.people import find_people
from tellings.link.stories import find_stories
from tellings.mark.dates import find_dates
from tellings.mark.events import find_events
from tellings.mark.figures import find_figures
from tellings.mark.names import find_names
from tellings.mark.parse import Parsed, parse
from tellings.mark.quotes import pair_quotes
from tellings.mark.roles import find_roles
from tellings.mark.spoken_days import settle_days
from tellings.mark.statements import find_statements
from tellings.model import Article, Decision, LeftOut, Marks, Record, Story
from tellings.read.doubts import doubt_published
from tellings.read.paths import read_paths
from tellings.read.published import forget_inferred, infer_published
from tellings.read.source import Leaf
from tellings.view import people_by_story, view_story
from tellings.weigh.findings import find_findings
from tellings.weigh.versions import with_versions

# Undated articles that wait in memory for their story, about 40 MB of them; more are marked as they come, some twice.
_HELD = 5000


def read_articles(
    paths: Iterable[str | Path],
    *,
    published: str = "",
    workers: int = 1,
    wanted: Callable[[Leaf], bool] = lambda leaf: True,
) -> Iterator[Article | LeftOut]:
    """Articles of files and folders; where nothing gives the day of publication, it is worked out from the text.

    They are read in as many processes as there are workers; the order stays. What is not `wanted` is passed over.
    """
    for one in read_paths(paths, published=published, workers=workers, wanted=wanted):
        yield doubt_published(infer_published(one)) if isinstance(one, Article) else one


def mark_parsed(parsed: Parsed) -> Marks:
    """Everything marked in one article."""
    names = find_names(parsed)
    roles = find_roles(parsed, names)
    dates = find_dates(parsed)
    statements = settle_days(parsed, find_statements(parsed, names, roles, dates), dates)
    figures = find_figures(parsed, names, dates, statements)
    sentences = tuple(parsed.span(s.start_char, s.end_char) for s in parsed.doc.sents if s.text.strip())
    quotations = tuple(
        parsed.span(q.inner_start, q.inner_end) for q in pair_quotes(parsed.article.text) if q.inner_start < q.inner_end
    )
    events = find_events(parsed, dates)
    return Marks(parsed.article.id, sentences, quotations, statements, figures, dates, names, roles, events)


def mark(articles: Iterable[Article]) -> Iterator[tuple[Article, Marks]]:
    """Each article with its marks, in order."""
    for parsed in parse(articles):
        yield parsed.article, mark_parsed(parsed)


def link_and_weigh(
    articles: Mapping[str, Article], marks: Mapping[str, Marks], decisions: Sequence[Decision] = ()
) -> Record:
    """The record of articles and their marks, with what users decided."""
    stories = find_stories(articles, marks)
    people, joinings = find_people(articles, marks, decisions)
    return _weigh(Record(articles, marks, stories, people, joinings, decisions=tuple(decisions)), stories)


def link_anew(record: Record, decisions: Sequence[Decision]) -> Record:
    """The record as other decisions have it; only stories whose people they change are weighed again."""
    people, joinings = find_people(record.articles, record.marks, decisions)
    changed = {m.article for person in {*record.people} ^ {*people} for m in person.mentions}
    stories = [story for story in record.stories if changed.intersection(story.articles)]
    again = {story.id for story in stories}
    kept = replace(
        record,
        people=people,
        joinings=joinings,
        measures=tuple(measure for measure in record.measures if measure.story not in again),
        claims=tuple(claim for claim in record.claims if claim.story not in again),
        origins=tuple(origin for origin in record.origins if origin.story not in again),
        findings=tuple(finding for finding in record.findings if finding.story not in again),
        decisions=tuple(decisions),
    )
    return _weigh(kept, stories)


def _weigh(linked: Record, stories: Iterable[Story]) -> Record:
    """The record with what is measured, claimed, traced and found in these stories added."""
    measures, claims = list(linked.measures), list(linked.claims)
    origins, findings = list(linked.origins), list(linked.findings)
    stories = tuple(stories)
    people = people_by_story(stories, linked.people)
    for story in stories:
        view = view_story(story, linked.articles, linked.marks, people[story.id])
        measured = find_measures(view)
        claimed = find_claims(view)
        traced = find_origins(view, claimed)
        findings += find_findings(view, measured, claimed, traced)
        measures += measured
        claims += claimed
        origins += traced
    return replace(
        linked, measures=tuple(measures), claims=tuple(claims), origins=tuple(origins), findings=tuple(findings)
    )


def settle_dates(articles: Mapping[str, Article]) -> list[Article]:
    """Articles of which their story, taken as a whole, says more or other of their day of publication than was known.

    Days inferred before are worked out anew, so that what is settled depends on the articles and not on their order.
    """
    fresh = {key: forget_inferred(article) for key, article in articles.items()}
    if all(article.published for article in fresh.values()):
        return []
    settled = dict(fresh)
    for story in find_stories(fresh, {}):
        if not all(fresh[key].published for key in story.articles):
            settled |= {one.id: one for one in date_story([fresh[key] for key in story.articles])}
    return [settled[key] for key in articles if settled[key] != articles[key]]


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
    undated: list[Article] = []
    added = 0
    for batch in each_batch(_mark_batch, _without_undated(new, undated), workers=workers):
        added += ledger.add(batch)
        done(len(batch))
    if undated or ledger.pending:
        settled = {article.id: article for article in settle_dates(ledger.articles() | {a.id: a for a in undated})}
        for batch in each_batch(_mark_batch, (settled.pop(a.id, a) for a in undated), workers=workers):
            added += ledger.add(batch)
            done(len(batch))
        for batch in each_batch(_mark_batch, settled.values(), workers=workers):
            ledger.replace(batch)
    if ledger.pending:
        decisions = ledger.decisions()
        ledger.keep(with_versions(link_and_weigh(*ledger.marked(), decisions), ledger.changed()))
    return added


def _without_undated(articles: Iterable[Article], undated: list[Article]) -> Iterator[Article]:
    """Articles whose day is known; the first _HELD others are put aside, to be marked when their story has dated them.

    Dates are read from the day of publication, so marking them before would have to be done again.
    """
    for article in articles:
        if forget_inferred(article).published or len(undated) >= _HELD:
            yield article
        else:
            undated.append(article)


def decide(ledger: Ledger, decision: Decision) -> Record:
    """Keep a decision (`tellings.decisions` makes them), link and weigh anew what it changes; the record after it."""
    cut_short = ledger.pending
    before = ledger.record()
    decisions = (*before.decisions, decision)
    if not concerns_people(decision, before.decisions):
        ledger.decide(decision, pending=False)
        return replace(before, decisions=decisions)
    ledger.decide(decision, pending=True)
    after = link_and_weigh(before.articles, before.marks, decisions) if cut_short else link_anew(before, decisions)
    after = with_versions(after, ledger.changed())
    ledger.keep(after)
    return after
