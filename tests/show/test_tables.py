from dataclasses import replace

from tellings.model import Record
from tellings.show.pages import story_page


def test_each_outlet_has_one_sign_for_each_claim(record: Record) -> None:
    rows = {row.label: [cell.symbol for cell in row.cells] for row in story_page(record).claims}
    assert rows == {"The ship had passed its inspection": ["●", "◐", "✕"], "The hull was searched": ["●", "●", "○"]}


def test_who_asserts_it_with_another_figure_has_a_sign_of_its_own(record: Record) -> None:
    (first, *rest), searched = record.claims[0].voices, record.claims[1]
    differing = replace(first, differs=True)
    found = replace(record, claims=(replace(record.claims[0], voices=(differing, *rest)), searched))
    cell = next(row for row in story_page(found).claims if row.id == "c1").cells[0]
    assert (cell.symbol, cell.words) == ("≠", "asserted with another figure or name")


def test_disputed_claims_come_first(record: Record) -> None:
    assert story_page(record).claims[0].label == "The ship had passed its inspection"


def test_spellings_and_titles_name_the_articles_that_use_them(record: Record) -> None:
    marn = story_page(record).cast[0]
    assert [(form.words, form.tags) for form in marn.spellings] == [("Ilse Marn", ("A",)), ("Ilse Marne", ("B",))]
    assert [(form.words, form.tags) for form in marn.titles] == [("captain, coast guard", ("A",)), ("captain", ("B",))]


def test_statements_count_for_the_person_under_every_spelling(record: Record) -> None:
    assert [(row.name, row.said) for row in story_page(record).cast] == [("Ilse Marn", 3), ("Bo Hartvig", 0)]


def test_bodies_stand_apart_from_people(record: Record) -> None:
    assert [row.name for row in story_page(record).bodies] == ["Sund Lines"]


def test_origins_come_by_how_many_articles_carry_them(record: Record) -> None:
    rows = story_page(record).origins
    assert [(row.who, row.tags) for row in rows] == [("the coast guard", ("A", "B")), ("Sund Lines", ("C",))]


def test_what_was_said_on_a_day_is_gathered_by_speaker(record: Record) -> None:
    day = next(day for day in story_page(record).timeline if day.first == "2031-05-06")
    assert [(event.who, event.tags) for event in day.said] == [("Ilse Marn", ("A", "B"))]


def test_a_date_that_only_dates_the_saying_is_no_event(record: Record) -> None:
    day = next(day for day in story_page(record).timeline if day.first == "2031-05-06")
    assert [event.quotes[0].tag for event in day.happened] == ["A"]


def test_the_timeline_is_in_order_of_days(record: Record) -> None:
    assert [day.label for day in story_page(record).timeline] == ["Mar 2031", "6 May 2031"]


def test_the_cast_says_why_two_spellings_are_one_person(record: Record) -> None:
    assert story_page(record).cast[0].why == ("“Ilse Marne” and “Ilse Marn”: one letter apart (0.93)",)
