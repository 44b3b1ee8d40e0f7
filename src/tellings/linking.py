"""A ledger linked anew: stories and people from all its articles, and the findings of those stories that changed.

Stories and people are found over everything the ledger holds: its articles are read once, one after another, and what
is needed of each again waits on disk. Then each story whose case is not the one it was weighed from is weighed, on any
engine, and the rest stays as it was. So the record does not depend on the steps in which its articles came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from tellings import casefile
from tellings.case import name_stamp, stamp
from tellings.caserows import CaseRows, weigh_rows
from tellings.engine import Engine, batches
from tellings.ledger import Ledger
from tellings.ledger.keep import Linked
from tellings.link.decided import ids_of, names_apart
from tellings.link.forms import Forms, settle_kinds
from tellings.link.people import join_forms
from tellings.link.stories import Gathered, group_stories
from tellings.memory import Spool
from tellings.model import Person, Story
from tellings.named import Appearances, people_in, together

STEPS = ("reading for links", "finding stories", "finding people", "weighing", "writing")
_STORIES = 200  # stories whose rows are read from the ledger at once
_ARTICLES = 16  # of the cases that travel to a worker at once, at the least: most stories have few


def link(ledger: Ledger, engine: Engine, *, step: Callable[[str], None] = lambda name: None) -> None:
    """Link all that a ledger holds and weigh the stories that changed; raises LedgerError where another run does.

    `step` is told of each of STEPS when it begins.
    """
    with ledger.linking(), Spool() as heres, Gathered() as gathered, Spool() as found:
        step(STEPS[0])
        decisions = ledger.decisions()
        with ledger.reading() as connection:
            older = casefile.read_versions(connection)
            known = casefile.read_stamps(connection)
            ids = ids_of(casefile.each_article(connection), decisions)
            forms = Forms(settle_kinds(casefile.count_names(connection)), names_apart(ids, decisions))
            days: dict[str, str] = {}
            where: dict[str, int] = {}
            for article, marks in casefile.each_named(connection):
                gathered.add(article)
                where[article.id] = heres.put(forms.add(article, marks))
                days[article.id] = repr((article.published, article.published_basis, article.published_among))
        step(STEPS[1])
        stories = group_stories(gathered, lambda key: casefile.read_article(ledger, key), engine.find_candidates)
        step(STEPS[2])
        bearers = join_forms(forms, ids, decisions)
        del forms
        people = {person.id: person for person in bearers.people}

        def named_in(article: str) -> Appearances:
            return bearers.named_in(heres.get(where[article]))

        def people_of(story: Story) -> tuple[Person, ...]:
            return people_in(together(map(named_in, story.articles)), people)

        names = {article: name_stamp(named_in(article), people) for article in where}
        stamps = {}
        for story in stories:
            versions = [one for key in story.articles for one in older.get(key, ())]
            stamps[story.id] = stamp(story, names, days, versions)
        del names, days
        step(STEPS[3])
        again = (story for story in stories if known.get(story.id) != stamps[story.id])
        cases = _bundles(_cases(ledger, again, people_of, older))
        for batch in engine.map(weigh_rows, cases, size=1, name="weigh"):
            found.put(batch)  # it may be more than memory holds, and is kept in one step
        step(STEPS[4])
        named = ((article, named_in(article)) for article in where)
        weighed = (one for batch in found for one in batch)
        ledger.keep_linked(Linked(stories, bearers.people, bearers.joinings, named, weighed, stamps))


def _cases(
    ledger: Ledger,
    stories: Iterable[Story],
    people_of: Callable[[Story], tuple[Person, ...]],
    older: Mapping[str, Sequence[str]],
) -> Iterator[CaseRows]:
    """The cases of stories, read from the ledger some at a time."""
    for some in batches(stories, _STORIES):
        ids = {one for story in some for key in story.articles for one in (key, *older.get(key, ()))}
        with ledger.reading() as connection:
            rows = casefile.read_rows(connection, sorted(ids))
        for story in some:
            versions = {key: [rows[one] for one in (*older[key], key)] for key in story.articles if key in older}
            yield CaseRows(story, people_of(story), tuple(rows[key] for key in story.articles), versions)


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
