"""What a record answers, how nouns say themselves, and the record as tables."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import tellings
from tellings.model import Figure, Named, Passage, Record, Span
from tests.ferries import write_story


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_story(tmp_path_factory.mktemp("library"))


@pytest.fixture(scope="module")
def record(folder: Path) -> Record:
    return tellings.record(folder)


# --- what a record answers


def test_marks_come_with_their_articles_in_order(record: Record) -> None:
    assert [(a.id, f) for a, f in record.figures] == [(key, f) for key, m in record.marks.items() for f in m.figures]
    kinds = (record.statements, record.dates, record.names, record.roles, record.events, record.quotations)
    assert all(found and all(found[0].article.check(span) for span in spans_of(found[0].mark)) for found in kinds)


def spans_of(mark: object) -> tuple[Span, ...]:
    if isinstance(mark, Span):
        return (mark,)
    return getattr(mark, "content", None) or (mark.span,)  # type: ignore[attr-defined]


def test_a_found_mark_has_its_words(record: Record) -> None:
    assert "at least 12" in [found.words.lower() for found in record.figures]
    assert any("We count 19 people hurt" in found.words for found in record.statements)
    assert "We count 19 people hurt," in [found.words for found in record.quotations]


def test_words_article_and_outlet_of_an_account(record: Record) -> None:
    measured = next(m for m in record.measures if len(m.figures) > 1)
    found = next(found for found in record.figures_of(measured) if found.article.outlet)
    passage = Passage(found.article.id, found.mark.span)
    assert record.words(passage) == found.words
    assert record.article(passage) is found.article
    assert record.article("herald.txt") is found.article
    assert record.outlet_of(passage) == "The Herald"
    with pytest.raises(tellings.NotFoundError):
        record.words(Passage("no such article", found.mark.span))


def test_a_person_is_found_by_any_spelling_and_by_id(record: Record) -> None:
    person = record.person("ana brel")
    assert record.person(person.id) is person
    assert {found.article.path for found in record.said_by("Ana Brel")} == {a.path for a in record.articles.values()}
    assert record.said_by(person) == record.said_by("Ana Brel")
    with pytest.raises(tellings.NotFoundError, match="nobody"):
        record.person("Ivo Marn")


def test_a_part_holds_one_story_alone(record: Record) -> None:
    other = tellings.read_text("Rates rise\n\nThe Bank of Corland raised its rate to 4.5% on Monday, it said.")
    both = tellings.record([*record.articles.values(), other])
    assert len(both.stories) == 2
    part = both.part(both.story())
    assert {*part.articles} == {*record.articles}
    assert part.stories == (both.story(),) and part.people
    assert all(m.article in part.articles for person in part.people for m in person.mentions)
    assert both.part(both.story().id[:6]) == part
    with pytest.raises(tellings.NotFoundError):
        both.story("none")


def test_an_empty_record_answers_too() -> None:
    empty = tellings.record([])
    assert not empty.figures and not empty.statements
    with pytest.raises(tellings.NotFoundError):
        empty.story()


# --- how nouns say themselves


def test_representations_are_short(record: Record) -> None:
    assert repr(Span(10, 14, "four")) == "Span(10:14 'four')"
    assert repr(record).startswith("Record(articles=<2>, marks=<2>, stories=<1>")
    article = record.article("herald.txt")
    assert (
        repr(article) == f"Article('The Herald', '2025-03-15', 'Ferries crash near Ostrel harbour', id='{article.id}')"
    )
    nouns = [*record.people, *record.measures, *record.findings, *(found.mark for found in record.statements)]
    assert all("\n" not in repr(noun) and len(repr(noun)) < 1000 for noun in nouns)


def test_a_representation_leaves_out_what_is_at_its_default() -> None:
    figure = Figure("a", Span(0, 1, "3"), 3.0, None, "at_least", "count", "people")
    assert "said_by" not in repr(figure) and "high=None" in repr(figure)


def test_the_name_in_a_decision_is_written_as_ever() -> None:
    # decisions' ids are made of it: another representation would be another decision
    assert repr(Named("Ana Brel", "a.txt")) == "Named(words='Ana Brel', article='a.txt')"


# --- tables


@pytest.mark.parametrize("to", ["to_pandas", "to_arrow", "to_polars"])
def test_tables_have_their_columns_and_types_with_and_without_rows(record: Record, to: str) -> None:
    pytest.importorskip({"to_arrow": "pyarrow"}.get(to, to.removeprefix("to_")))
    full, empty = (getattr(one, to)("figures") for one in (record, Record({}, {})))
    types = getattr(full, "schema", None) or full.dtypes.to_dict()
    assert types == (getattr(empty, "schema", None) or empty.dtypes.to_dict())
    assert len(full) == len(record.figures) and len(empty) == 0


def test_open_numbers_are_nan_and_lists_stay_lists_in_pandas(record: Record) -> None:
    pytest.importorskip("pandas")
    figures = record.to_pandas("figures")
    least = figures[figures.bound == "at_least"].iloc[0]
    assert least.low == 12.0 and least.high != least.high  # NaN
    assert isinstance(record.to_pandas("people").spellings.iloc[0], list)


def test_a_table_that_is_none_is_not_found(record: Record) -> None:
    pytest.importorskip("pandas")
    with pytest.raises(tellings.NotFoundError, match="figures"):
        record.to_pandas("stones")


def test_a_missing_package_is_named(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(tellings.MissingExtraError, match="pip install"):
        record.to_polars()
