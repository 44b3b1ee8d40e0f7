"""What users decide about people and sources, over made-up articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from tellings.decisions import CREDIBILITY, RELIABILITY, grade, grade_words, grades, in_force, join, split, undo
from tellings.errors import DecisionError
from tellings.ledger import Ledger
from tellings.model import Article, Decision, Marks, Named, Record
from tellings.pipeline import build, decide, link_and_weigh
from tests.made import article, marks

Pair = tuple[Article, Marks]


def named(text: str, *names: str, outlet: str = "", kind: str = "person") -> Pair:
    """An article in which the names stand as given, each by itself."""
    one = article(text, outlet=outlet)
    return one, marks(one, names=[(words, kind) for words in names])


def record(pairs: Sequence[Pair], decisions: Sequence[Decision] = ()) -> Record:
    return link_and_weigh({a.id: a for a, _ in pairs}, {a.id: m for a, m in pairs}, decisions)


def names(found: Record) -> list[tuple[str, ...]]:
    """The spellings of every entry."""
    return sorted(person.spellings for person in found.people)


@pytest.fixture
def pairs() -> list[Pair]:
    return [
        named("Olga Brandt sang.", "Olga Brandt"),
        named("Olga Brand sang, and Ann Hale.", "Olga Brand", "Ann Hale"),
        named("The singer Ollie B spoke to Ann Hale.", "Ollie B", "Ann Hale"),
    ]


def test_what_a_user_joins_is_one_though_the_names_differ(pairs: list[Pair]) -> None:
    before = record(pairs)
    after = record(pairs, [join(before, ["Ollie B", "Ann Hale"])])
    assert ("Ann Hale", "Ollie B") in names(after)
    assert ("Ann Hale", "Ollie B") not in names(before)


def test_the_joining_says_who_decided_and_why(pairs: list[Pair]) -> None:
    decided = join(record(pairs), ["Ollie B", "Ann Hale"], who="Mara", why="her stage name")
    (row,) = [row for row in record(pairs, [decided]).joinings if row.score == 1.0]
    assert row.reason == f"decided by Mara on {decided.when[:10]}: her stage name"


def test_what_a_user_splits_is_two_though_the_names_are_alike() -> None:
    pairs = [named("Viktor Zelenko spoke.", "Viktor Zelenko"), named("Viktor Zelenco spoke.", "Viktor Zelenco")]
    before = record(pairs)
    assert names(before) == [("Viktor Zelenco", "Viktor Zelenko")]
    decided = split(before, before.people[0].id, ["Viktor Zelenco"])
    assert names(record(pairs, [decided])) == [("Viktor Zelenco",), ("Viktor Zelenko",)]


def test_names_kept_apart_are_not_joined_through_a_third() -> None:
    pairs = [named("Viktor Zelenko spoke.", "Viktor Zelenko"), named("Viktor Zelenco spoke.", "Viktor Zelenco")]
    before = record(pairs)
    decided = split(before, before.people[0].id, ["Viktor Zelenco"])
    later = [*pairs, named("Victor Zelenko spoke.", "Victor Zelenko")]
    together = [spellings for spellings in names(record(later, [decided])) if "Viktor Zelenco" in spellings]
    assert "Viktor Zelenko" not in together[0]


def test_one_name_of_two_people_is_split_by_article() -> None:
    pairs = [named("Ann Hale won a race.", "Ann Hale"), named("Ann Hale was buried.", "Ann Hale")]
    other = pairs[1][0].path
    decided = split(record(pairs), "Ann Hale", ["Ann Hale"], articles=[other])
    found = record(pairs, [decided])
    assert [len(person.mentions) for person in found.people] == [1, 1]
    assert len({person.id for person in found.people}) == 2


def test_a_surname_is_split_from_the_full_name_it_was_taken_for() -> None:
    one = article("Ann Hale won. Hale was buried.")
    found = marks(one, names=[("Ann Hale", "person")])
    short = replace(found.names[0], span=one.span(14, 18))
    pairs = [(one, replace(found, names=(found.names[0], short)))]
    assert names(record(pairs)) == [("Ann Hale", "Hale")]
    assert names(record(pairs, [split(record(pairs), "Ann Hale", ["Hale"])])) == [("Ann Hale",), ("Hale",)]


def test_the_newer_of_two_contrary_decisions_holds(pairs: list[Pair]) -> None:
    joined = join(record(pairs), ["Ollie B", "Ann Hale"])
    parted = split(record(pairs, [joined]), "Ann Hale", ["Ollie B"])
    again = join(record(pairs, [joined, parted]), ["Ollie B", "Ann Hale"])
    assert ("Ann Hale", "Ollie B") not in names(record(pairs, [joined, parted]))
    assert ("Ann Hale", "Ollie B") in names(record(pairs, [joined, parted, again]))


def test_what_is_undone_no_longer_stands_and_undoing_can_be_undone(pairs: list[Pair]) -> None:
    joined = join(record(pairs), ["Ollie B", "Ann Hale"])
    back = undo([joined])
    assert in_force([joined, back]) == ()
    assert in_force([joined, back, Decision("x", "undo", undoes=back.id)]) == (joined,)


def test_undo_takes_back_the_newest_of_its_kind(pairs: list[Pair]) -> None:
    joined = join(record(pairs), ["Ollie B", "Ann Hale"])
    graded = grade(record(pairs), "Ann Hale", "B2")
    assert undo([joined, graded], "", "join", "split").undoes == joined.id


def test_nothing_to_undo_is_an_error() -> None:
    with pytest.raises(DecisionError, match="no decision"):
        undo([])


def test_a_name_that_several_bear_needs_an_id() -> None:
    pairs = [named("Ann Hale won. Hale.", "Ann Hale"), named("Bo Hale lost.", "Bo Hale"), named("Hale.", "Hale")]
    twice = [*pairs, named("In Ostrel, Hale and Zed Lin.", "Hale", "Zed Lin")]
    with pytest.raises(DecisionError, match="more than one entry"):
        join(record(twice), ["Hale", "Ann Hale"])


def test_an_unknown_name_is_an_error_that_tells_what_is_near(pairs: list[Pair]) -> None:
    with pytest.raises(DecisionError, match="near it: Ann Hale"):
        join(record(pairs), ["Bob Hale", "Ann Hale"])


def test_a_split_must_leave_something(pairs: list[Pair]) -> None:
    with pytest.raises(DecisionError, match="stay behind"):
        split(record(pairs), "Ann Hale", ["Ann Hale"])


def test_a_spelling_the_entry_does_not_have_is_an_error(pairs: list[Pair]) -> None:
    with pytest.raises(DecisionError, match="has no name"):
        split(record(pairs), "Ann Hale", ["Ollie B"])


def test_a_grade_is_of_the_source_under_all_its_names() -> None:
    pairs = [named("Viktor Zelenko spoke.", "Viktor Zelenko"), named("Viktor Zelenco spoke.", "Viktor Zelenco")]
    found = record(pairs)
    graded = grade(found, "Viktor Zelenco", " b2 ")
    assert grades([graded], found.people) == {"viktor zelenko": "B2", "viktor zelenco": "B2"}


def test_an_outlet_is_graded_by_its_name() -> None:
    found = record([named("Ann Hale won.", "Ann Hale", outlet="The Ostrel Post")])
    assert grade(found, "the ostrel post", "C").names == (Named("The Ostrel Post"),)


@pytest.mark.parametrize("bad", ["", "G1", "A7", "2B", "BB", "B22"])
def test_no_other_grade_is_taken(pairs: list[Pair], bad: str) -> None:
    with pytest.raises(DecisionError, match="Admiralty"):
        grade(record(pairs), "Ann Hale", bad)


def test_the_newest_grade_stands(pairs: list[Pair]) -> None:
    found = record(pairs)
    given = [grade(found, "Ann Hale", "A1"), grade(found, "Ann Hale", "E")]
    assert grades(given, found.people)["ann hale"] == "E"


def test_a_grade_in_words() -> None:
    assert grade_words("B2") == "usually reliable, probably true"
    assert all(grade_words(code) for code in [*RELIABILITY, *CREDIBILITY])


# --- kept in a ledger


TEXTS = ("Olga Brandt of Ostrel sang on Friday.", "The singer Ollie Barlow met Ann Hale in Ostrel on Friday.")


@pytest.fixture
def ledger(place: str) -> Iterator[Ledger]:
    with Ledger(place) as opened:
        build([article(text) for text in TEXTS], opened)
        yield opened


def test_a_decision_is_kept_and_the_record_linked_anew(ledger: Ledger) -> None:
    decide(ledger, join(ledger.record(), ["Olga Brandt", "Ollie Barlow"]))
    after = ledger.record()
    assert ("Olga Brandt", "Ollie Barlow") in names(after)
    assert replace(after, former={}) == link_and_weigh(*ledger.marked(), after.decisions)
    assert not ledger.pending


def test_a_decision_holds_after_new_articles(ledger: Ledger) -> None:
    decide(ledger, join(ledger.record(), ["Olga Brandt", "Ollie Barlow"]))
    build([article("Ollie Barlow left Ostrel, and Olga Brandt stayed.")], ledger)
    (person,) = [one for one in ledger.record().people if "Olga Brandt" in one.spellings]
    assert (len(person.mentions), person.spellings) == (4, ("Olga Brandt", "Ollie Barlow"))


def test_undoing_gives_the_record_as_it_was(ledger: Ledger) -> None:
    before = ledger.record()
    decide(ledger, join(before, ["Olga Brandt", "Ollie Barlow"]))
    decide(ledger, undo(ledger.decisions()))
    after = ledger.record()
    assert (after.people, after.joinings) == (before.people, before.joinings)
    assert len(ledger.decisions()) == 2


def test_a_grade_changes_nothing_else(ledger: Ledger) -> None:
    before = ledger.record()
    decide(ledger, grade(before, "Ann Hale", "B2"))
    after = ledger.record()
    assert replace(after, decisions=()) == replace(before, decisions=())
    assert [one.grade for one in after.decisions] == ["B2"]
