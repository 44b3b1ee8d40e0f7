"""The whole flow, from articles that are read (`read.articles`): mark, link, weigh. `show` takes it from the record."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from tellings import casefile
from tellings.case import Case, weigh_case
from tellings.decisions import concerns_people
from tellings.engine import Engine, Processes
from tellings.ledger import Ledger
from tellings.ledger.reads import read_articles
from tellings.link.dating import date_stories
from tellings.link.people import find_people
from tellings.link.stories import Gathered, find_stories, group_stories
from tellings.linking import link
from tellings.mark import READY
from tellings.marking import mark_batch
from tellings.model import Article, Decision, Marks, Record
from tellings.named import people_in_stories
from tellings.read.published import forget_inferred
from tellings.second_reader.store import settle as settle_proposals

# Undated articles that wait in memory for their story, about 40 MB of them; more are marked as they come, some twice.
HELD = 5000
# Articles marked at once: more are no faster, and leave processors idle at the end (tuned on gold, 8 to 32).
BATCH = 8


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
                held = read_articles(connection, [key for key in story.articles if key not in waiting])
            yield [waiting[key] if key in waiting else held[key] for key in story.articles]

    found = {one.id: one for batch in engine.map(date_stories, whole(), size=1, name="date") for one in batch}
    return sorted(found.values(), key=lambda article: article.id)


def _in_order(held: Iterable[Article], waiting: Mapping[str, Article]) -> Iterator[Article]:
    """The articles of a ledger, which come in order of their ids, and those that wait, in one such order."""
    others = (waiting[key] for key in sorted(waiting))
    return heapq.merge((one for one in held if one.id not in waiting), others, key=lambda article: article.id)


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
