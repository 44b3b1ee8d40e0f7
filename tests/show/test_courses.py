from dataclasses import replace

from tellings.model import Account, Finding, Record
from tellings.show.cards import lay_cards
from tellings.show.courses import join_courses
from tellings.show.pages import story_page
from tellings.show.spread import open_story


def _children_of(record: Record) -> Record:
    """The record whose scope is about the children, held against all that were rescued."""
    whole, children = record.measures
    scope = replace(record.findings[3], subject=children.id, reason={"relation": "scope", "why": "counted: children"})
    return replace(record, findings=(*record.findings[:3], scope, *record.findings[4:]), measures=(whole, children))


def test_findings_about_one_quantity_are_one_course(record: Record) -> None:
    card = story_page(record).cards[0]
    assert (card.kind, [(part.rank, part.kind) for part in card.parts]) == ("course", [(1, "dispute"), (3, "update")])


def test_a_course_tells_each_figure_once_in_order_of_days(record: Record) -> None:
    told = [(side.value, len(side.voices)) for side in story_page(record).cards[0].sides]
    assert told == [("about 40", 1), ("at least 55", 1), ("nearly 70", 1)]


def test_a_course_is_headed_by_its_days_and_how_far_it_goes(record: Record) -> None:
    assert story_page(record).cards[0].sentence == (
        "People rescued from the Aldana, 6 – 7 May 2031: three figures from three sources, from about 40 to nearly 70."
    )


def test_a_part_stands_with_the_course_it_is_held_against_and_after_it(record: Record) -> None:
    card = story_page(_children_of(record)).cards[0]
    assert [part.kind for part in card.parts] == ["dispute", "update", "scope"]
    assert card.parts[-1].sentence == "12 (Sund Lines, C) counts children."
    assert card.sides[-1].value == "12, children"


def test_a_part_without_a_dispute_or_update_of_its_whole_is_a_finding_of_its_own(record: Record) -> None:
    found = _children_of(record).findings[3:]
    assert [len(group) for group in join_courses(found, record.measures)] == [1] * len(found)


def test_two_quantities_are_two_courses(record: Record) -> None:
    other = replace(record.findings[0], id="f9", subject="m2")
    groups = join_courses((*record.findings[:3], other), record.measures)
    assert [[one.id for one in group] for group in groups if len(group) > 1] == [["f1", "f3"]]


def test_what_is_no_count_joins_no_course(record: Record) -> None:
    place = record.findings[0].accounts[0].passage
    none = Finding("f9", "dispute", "s1", "", (Account("none", place),), "m1", reason={"relation": "none"})
    groups = join_courses((*record.findings, none), record.measures)
    assert [none] in groups


def test_each_finding_of_a_course_has_its_sentence_by_rank(record: Record) -> None:
    page = story_page(record)
    assert page.sentences[3].startswith("As it was told in turn: about 40")
    assert len(page.sentences) == len(record.findings)


def test_a_finding_that_is_asked_for_is_told_alone(record: Record) -> None:
    (card,) = lay_cards(open_story(record), [record.findings[2]])
    assert (card.kind, card.parts, card.rank) == ("update", (), 3)
