"""The whole flow: read, mark, link, weigh. `show` takes it from the record."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from tellings import casefile, queries
from tellings.case import Case, weigh_case
from tellings.decisions import concerns_people
from tellings.engine import Engine, Processes
from tellings.ledger import Ledger
from tellings.link.dating import date_story
from tellings.link.people import find_people
from tellings.link.stories import Gathered, find_stories, group_stories
from tellings.linking import link
from tellings.mark import READY
from tellings.mark.dates import find_dates
from tellings.mark.events import find_events
from tellings.mark.figures import find_figures
from tellings.mark.names import find_names
from tellings.mark.parse import Parsed, parse
from tellings.mark.quotes import pair_quotes
from tellings.mark.roles import find_roles
from tellings.mark.spoken_days import settle_days
from tellings.mark.statements import find_statements
from tellings.model import Article, Decision, LeftOut, Marks, Record
from tellings.named import people_in_stories
from tellings.read.doubts import doubt_published
from tellings.read.paths import read_paths
from tellings.read.published import forget_inferred, infer_published
from tellings.read.source import Leaf
from tellings.second_reader.store import settle as settle_proposals

# Undated articles that wait in memory for their story, about 40 MB of them; more are marked as they come, some twice.
HELD = 5000
# Articles marked at once: more are no faster, and leave processors idle at the end (tuned on gold, 8 to 32).
BATCH = 8


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
    text = parsed.article.text
    bounds = ((sentence.start_char, sentence.end_char) for sentence in parsed.doc.sents)
    sentences = tuple(parsed.span(start, end) for start, end in bounds if not text[start:end].isspace())
    quotations = tuple(
        parsed.span(q.inner_start, q.inner_end) for q in pair_quotes(text) if q.inner_start < q.inner_end
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
    """The record of articles and their marks, with what users decided; all of it in memory.

    For what needs no ledger: measuring on gold, and the tests that hold the ledger's way (`linking`) against this one.
    """
    stories = find_stories(articles)
    people, joinings = find_people(articles, marks, decisions)
    named = people_in_stories(stories, people)
    found = [
        weigh_case(
            Case(
                story,
                named[story.id],
                {key: articles[key] for key in story.articles},
                {key: marks[key] for key in story.articles},
            )
        )
        for story in stories
    ]
    return Record(
        articles,
        marks,
        stories,
        people,
        joinings,
        tuple(one for case in found for one in case.measures),
        tuple(one for case in found for one in case.claims),
        tuple(one for case in found for one in case.origins),
        tuple(sorted((one for case in found for one in case.findings), key=lambda one: (one.story, one.rank))),
        tuple(decisions),
    )


def build(
    articles: Iterable[Article],
    ledger: Ledger,
    *,
    workers: int = 1,
    engine: Engine | None = None,
    done: Callable[[int], None] = lambda count: None,
    step: Callable[[str], None] = lambda name: None,
) -> int:
    """Mark new articles into a ledger, then link it and weigh the stories that this changes; how many were new.

    The work is done on an engine, or in as many processes as there are `workers`. `done` is told after each batch how
    many more articles are in, `step` what is done after that. Articles that the ledger knows are passed over.
    """
    with Processes(1 if engine else workers, preload=READY) as pool:
        engine = engine or pool
        new = (article for article in articles if not ledger.holds(article.id))
        undated: list[Article] = []
        added = 0
        for batch in engine.map(mark_batch, _without_undated(new, undated), size=BATCH, name="mark"):
            added += ledger.add(batch)
            done(len(batch))
        return added + finish(ledger, undated, engine, done=done, step=step)


def finish(
    ledger: Ledger,
    undated: Sequence[Article],
    engine: Engine,
    *,
    done: Callable[[int], None] = lambda count: None,
    step: Callable[[str], None] = lambda name: None,
) -> int:
    """What is to be done when all dated articles are in: date and mark the others, link, weigh; how many were new."""
    added = 0
    if undated or (ledger.pending and casefile.has_undated(ledger)):
        step("dating")
        waiting = {article.id: article for article in undated}
        settled = {article.id: article for article in settle_dates(ledger, waiting, engine)}
        ready = (settled.pop(key, article) for key, article in waiting.items())
        for batch in engine.map(mark_batch, ready, size=BATCH, name="mark"):
            added += ledger.add(batch)
            done(len(batch))
        for batch in engine.map(mark_batch, settled.values(), size=BATCH, name="mark again"):
            ledger.replace(batch)
    settle_proposals(ledger)
    if ledger.pending:
        link(ledger, engine, step=step)
    return added


def mark_batch(articles: list[Article]) -> list[tuple[Article, Marks]]:
    """Articles with their marks: what a worker does."""
    return list(mark(articles))


def settle_dates(ledger: Ledger, waiting: Mapping[str, Article], engine: Engine) -> list[Article]:
    """Articles of which their story, taken as a whole, says more or other of their day of publication than was known.

    They are those of the ledger and those that wait to come into it. Days inferred before are worked out anew, so that
    what is settled depends on the articles and not on their order.
    """
    open_ones: set[str] = set()
    with Gathered() as gathered:
        with ledger.reading() as connection:
            for article in map(forget_inferred, _in_order(casefile.each_article(connection), waiting)):
                gathered.add(article)
                if not article.published:
                    open_ones.add(article.id)
        found_stories = group_stories(
            gathered, lambda key: waiting.get(key) or casefile.read_article(ledger, key), engine.find_candidates
        )
    stories = [story for story in found_stories if not open_ones.isdisjoint(story.articles)]

    def whole() -> Iterator[list[Article]]:
        for story in stories:
            with ledger.reading() as connection:
                held = queries.read_articles(connection, [key for key in story.articles if key not in waiting])
            yield [waiting[key] if key in waiting else held[key] for key in story.articles]

    found = {one.id: one for batch in engine.map(_date_stories, whole(), size=1, name="date") for one in batch}
    return sorted(found.values(), key=lambda article: article.id)


def _in_order(held: Iterable[Article], waiting: Mapping[str, Article]) -> Iterator[Article]:
    """The articles of a ledger, which come in order of their ids, and those that wait, in one such order."""
    others = (waiting[key] for key in sorted(waiting))
    return heapq.merge((one for one in held if one.id not in waiting), others, key=lambda article: article.id)


def _date_stories(stories: list[list[Article]]) -> list[Article]:
    """The articles of stories that get another day than they had."""
    changed = []
    for articles in stories:
        dated = date_story([forget_inferred(article) for article in articles])
        changed += [after for before, after in zip(articles, dated, strict=True) if before != after]
    return changed


def _without_undated(articles: Iterable[Article], undated: list[Article]) -> Iterator[Article]:
    """Articles whose day is known; the first HELD others are put aside, to be marked when their story has dated them.

    Dates are read from the day of publication, so marking them before would have to be done again.
    """
    for article in articles:
        if is_dated(article) or len(undated) >= HELD:
            yield article
        else:
            undated.append(article)


def is_dated(article: Article) -> bool:
    """Whether an article has a day of publication that does not hang on other articles."""
    return bool(forget_inferred(article).published)


def decide(ledger: Ledger, decision: Decision) -> None:
    """Keep a decision; where it is about people, link anew and weigh the stories that this changes."""
    concerns = concerns_people(decision, ledger.decisions())
    ledger.decide(decision, pending=concerns)
    if concerns:
        link(ledger, Processes())
