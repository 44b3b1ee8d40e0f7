"""A ledger linked anew: stories and people from all its articles, and the findings of those stories that changed.

Stories and people are found over everything the ledger holds: its articles are read once, one after another, and what
is needed of each again waits on disk. Then each story whose case is not the one it was weighed from is weighed, on any
engine, and the rest stays as it was. So the record does not depend on the steps in which its articles came.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tellings import casefile
from tellings.case import name_stamp, stamp
from tellings.caserows import CaseRows, weigh_rows
from tellings.engine import Engine, batches
from tellings.ledger import Ledger
from tellings.ledger.keep import Linked
from tellings.link.decided import ids_of, names_apart
from tellings.link.forms import Forms, settle_kinds
from tellings.link.people import Bearers, join_forms
from tellings.link.stories import Gathered, group_stories
from tellings.memory import Spool
from tellings.model import Story
from tellings.named import Appearances, people_in, together

STEPS = ("reading for links", "finding stories", "finding people", "weighing", "writing")
_STORIES = 200  # stories whose rows are read from the ledger at once
_ARTICLES = 16  # of the cases that travel to a worker at once, at the least: most stories have few


@dataclass(frozen=True, slots=True)
class Joined:
    """The stories and people of all `articles` of a ledger, by their ids; `named_in` tells who is named in one.

    `stamps` tells what the case of each story is, and `known` what it was when it was weighed; `older` holds the ids of
    older versions of articles that have some.
    """

    articles: Collection[str]
    stories: Sequence[Story]
    bearers: Bearers
    named_in: Callable[[str], Appearances]
    older: Mapping[str, Sequence[str]]
    known: Mapping[str, str]
    stamps: Mapping[str, str]

    def cases(self, ledger: Ledger) -> Iterator[CaseRows]:
        """The cases of stories that are to be weighed, read from the ledger some at a time."""
        people = {person.id: person for person in self.bearers.people}
        again = (story for story in self.stories if self.known.get(story.id) != self.stamps[story.id])
        for some in batches(again, _STORIES):
            ids = {one for story in some for key in story.articles for one in (key, *self.older.get(key, ()))}
            with ledger.reading() as connection:
                rows = casefile.read_rows(connection, sorted(ids))
            for story in some:
                here = people_in(together(map(self.named_in, story.articles)), people)
                versions = {
                    key: [rows[one] for one in (*self.older[key], key)] for key in story.articles if key in self.older
                }
                yield CaseRows(story, here, tuple(rows[key] for key in story.articles), versions)


def link(ledger: Ledger, engine: Engine, *, step: Callable[[str], None] = lambda name: None) -> None:
    """Link all that a ledger holds and weigh the stories that changed; raises LedgerError where another run does.

    `step` is told of each of STEPS when it begins.
    """
    with ledger.linking(), Spool() as heres, Spool() as found:
        joined = join_all(ledger, engine, heres, step=step)
        step(STEPS[3])
        for batch in engine.map(weigh_rows, _bundles(joined.cases(ledger)), size=1, name="weigh"):
            found.put(batch)  # it may be more than memory holds, and is kept in one step
        step(STEPS[4])
        people, joinings, _ = joined.bearers
        named = ((article, joined.named_in(article)) for article in joined.articles)
        weighed = (one for batch in found for one in batch)
        ledger.keep_linked(Linked(joined.stories, people, joinings, named, weighed, joined.stamps))


def join_all(
    ledger: Ledger, engine: Engine, heres: Spool, *, step: Callable[[str], None] = lambda name: None
) -> Joined:
    """The first three of STEPS: find the stories and people of all that a ledger holds; nothing is kept.

    What each article names is put into `heres`, from which `named_in` takes it.
    """
    step(STEPS[0])
    decisions = ledger.decisions()
    days: dict[str, str] = {}
    where: dict[str, int] = {}
    with Gathered() as gathered:
        with ledger.reading() as connection:
            older = casefile.read_versions(connection)
            known = casefile.read_stamps(connection)
            ids = ids_of(casefile.each_article(connection), decisions)
            forms = Forms(settle_kinds(casefile.count_names(connection)), names_apart(ids, decisions))
            for article, marks in casefile.each_named(connection):
                gathered.add(article)
                where[article.id] = heres.put(forms.add(article, marks))
                days[article.id] = repr((article.published, article.published_basis, article.published_among))
        step(STEPS[1])
        stories = group_stories(gathered, lambda key: casefile.read_article(ledger, key), engine.find_candidates)
    step(STEPS[2])
    bearers = join_forms(forms, ids, decisions)
    del forms  # before there is a stamp of every article
    people = {person.id: person for person in bearers.people}

    def named_in(article: str) -> Appearances:
        return bearers.named_in(heres.get(where[article]))

    names = {article: name_stamp(named_in(article), people) for article in where}
    stamps = {}
    for story in stories:
        versions = [one for key in story.articles for one in older.get(key, ())]
        stamps[story.id] = stamp(story, names, days, versions)
    return Joined(where, stories, bearers, named_in, older, known, stamps)


def _bundles(cases: Iterable[CaseRows]) -> Iterator[list[CaseRows]]:
    """Cases in order, some together where each has few articles: large ones come first, and each is work enough."""
    bundle: list[CaseRows] = []
    for case in cases:
        bundle.append(case)
        if sum(len(one.rows) for one in bundle) >= _ARTICLES:
            yield bundle
            bundle = []
    if bundle:
        yield bundle
