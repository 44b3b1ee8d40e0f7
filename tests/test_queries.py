from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from tellings import queries
from tellings.ledger import LINKED, MARKS, Ledger
from tellings.ledger.schema import meta
from tellings.model import Record


@pytest.fixture(scope="module")
def ledger(demo_record: Record, new_place: Callable[[], str]) -> Iterator[Ledger]:
    with Ledger(new_place()) as made:
        made.add((demo_record.articles[key], demo_record.marks[key]) for key in demo_record.articles)
        made.keep(demo_record)
        yield made


def test_the_part_of_the_only_story_is_the_whole_record(ledger: Ledger, demo_record: Record) -> None:
    story = demo_record.stories[0]
    with ledger.reading() as connection:
        part = queries.story_part(connection, story.id)
    assert (part.articles, part.marks, part.stories) == (demo_record.articles, demo_record.marks, (story,))
    for name in ("measures", "claims", "origins", "findings"):
        assert getattr(part, name) == getattr(demo_record, name)
    whole = {person.id: person for person in demo_record.people}
    assert {person.id for person in part.people} == set(whole)
    assert all(sorted(one.mentions) == sorted(whole[one.id].mentions) for one in part.people)
    assert sorted(j.reason for j in part.joinings) == sorted(j.reason for j in demo_record.joinings)


def test_only_what_is_asked_for_is_read(ledger: Ledger, demo_record: Record) -> None:
    story = demo_record.stories[0]
    with ledger.reading() as connection:
        part = queries.story_part(connection, story.id, marks=("figures",), linked=("claims",))
    filled = {name for name in MARKS if any(getattr(marks, name) for marks in part.marks.values())}
    assert filled == {"figures"}
    assert {name for name in LINKED if getattr(part, name)} == {"stories", "claims"}


def test_a_row_of_the_desk_counts_what_the_record_holds(ledger: Ledger, demo_record: Record) -> None:
    with ledger.reading() as connection:
        (row,), total = queries.story_rows(connection)
    outlets = {article.outlet for article in demo_record.articles.values()}
    assert (total, row.articles, row.outlets) == (1, len(demo_record.articles), len(outlets))
    assert (row.origins, sum(row.kinds.values())) == (len(demo_record.origins), len(demo_record.findings))
    assert row.changed


def test_the_desk_tells_how_many_stories_there_are_now(demo_record: Record, place: str) -> None:
    one = demo_record.stories[0]
    with Ledger(place) as ledger:
        ledger.add((demo_record.articles[key], demo_record.marks[key]) for key in demo_record.articles)
        for stories in ((one, replace(one, id="another"), replace(one, id="a third")), (one,), ()):
            ledger.keep(replace(demo_record, stories=stories))
            with ledger.reading() as connection:
                assert queries.story_rows(connection)[1] == len(stories)


def test_stories_that_were_never_counted_are(demo_record: Record, place: str) -> None:
    with Ledger(place) as ledger:
        ledger.add((demo_record.articles[key], demo_record.marks[key]) for key in demo_record.articles)
        ledger.keep(demo_record)
        with ledger.writing() as connection:
            connection.execute(meta.delete().where(meta.c.key == "stories"))
        with ledger.reading() as connection:
            assert queries.story_rows(connection)[1] == 1


def test_every_writing_makes_another_version(ledger: Ledger, demo_record: Record) -> None:
    with ledger.reading() as connection:
        before = queries.version(connection)
    ledger.keep(demo_record)
    with ledger.reading() as connection:
        assert queries.version(connection) != before


def test_an_unknown_story_is_an_error(ledger: Ledger) -> None:
    with ledger.reading() as connection, pytest.raises(KeyError):
        queries.story_part(connection, "nothing")
