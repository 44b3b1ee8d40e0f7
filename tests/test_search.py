from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.ledger import Ledger
from tellings.ledger.fulltext import fts5, read_terms
from tellings.model import Article, Marks, Name, Span, Statement
from tellings.search import CLOSE, OPEN, Query, by_kind, outlets, search
from tellings.textmap import TextMap

TEXT = "Ferries stop at Zürich pier. “The troops left at 12,000 feet,” Odo Quist said. Nobody denied it."


def article(key: str, text: str = TEXT, **more: str) -> tuple[Article, Marks]:
    made = Article(key, f"{key}.txt", text, text, TextMap.identity(len(text)), **more)  # type: ignore[arg-type]
    sentences = tuple(made.span(text.index(part), text.index(part) + len(part)) for part in text.split(". "))
    said = made.span(text.index("The troops"), text.index(",”")) if "The troops" in text else sentences[0]
    statement = Statement(key, (said,), None, None, "direct", "says", "asserts", "Odo Quist", said_on="2031-05-06")
    names = (Name(made.span(0, 7), "body", "Ferries"),)
    return made, Marks(key, sentences, statements=(statement,), names=names)


@pytest.fixture
def ledger(place: str) -> Iterator[Ledger]:
    with Ledger(place) as made:
        made.add(
            [
                article("a", outlet="Harbour Post", published="2031-05-07"),
                article("b", TEXT.replace("troops", "guards"), outlet="Isle Dispatch", published="2031-05-09"),
            ]
        )
        yield made


def found(ledger: Ledger, query: Query) -> list[tuple[str, str]]:
    with ledger.reading() as connection:
        return [(hit.kind, hit.article) for _, hits, _ in by_kind(connection, query) for hit in hits]


def test_words_are_found_by_their_stem_and_without_accents(ledger: Ledger) -> None:
    assert found(ledger, Query("troop")) == [("statement", "a"), ("text", "a")]
    assert {key for _, key in found(ledger, Query("zurich"))} == {"a", "b"}


def test_a_number_is_found_as_it_is_written(ledger: Ledger) -> None:
    assert ("statement", "a") in found(ledger, Query("12,000"))
    assert found(ledger, Query("12,001")) == []


def test_phrases_are_whole_and_minus_leaves_out(ledger: Ledger) -> None:
    assert found(ledger, Query('"left at"', kind="")) != []
    assert found(ledger, Query('"at left"')) == []
    assert {key for _, key in found(ledger, Query("left -guards"))} == {"a"}


def test_an_unfinished_word_finds(ledger: Ledger) -> None:
    assert {key for _, key in found(ledger, Query("guar"))} == {"b"}


def test_hits_are_narrowed_by_outlet_speaker_and_day(ledger: Ledger) -> None:
    assert {key for _, key in found(ledger, Query("left", outlet="Isle Dispatch"))} == {"b"}
    assert [kind for kind, _ in found(ledger, Query(speaker="quist"))] == ["statement", "statement"]
    assert found(ledger, Query("ferries", since="2031-05-08")) == [("name", "b"), ("text", "b")]
    assert {kind for kind, _ in found(ledger, Query(until="2031-05-06"))} == {"statement"}


def test_a_sign_of_patterns_in_a_speaker_is_that_sign(ledger: Ledger) -> None:
    assert found(ledger, Query(speaker="%")) == []


def test_the_words_of_a_hit_are_marked(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        hits, total = search(connection, Query("troops", kind="statement"))
    assert total == 1
    assert f"{OPEN}troops{CLOSE}" in hits[0].snippet
    assert TEXT[hits[0].start : hits[0].end] == "The troops left at 12,000 feet"


def test_an_older_version_is_not_found(ledger: Ledger) -> None:
    url = {"url": "https://post.example/ferry"}
    ledger.add([article("c", TEXT.replace("Nobody", "Somebody"), **url)])
    ledger.add([article("d", TEXT.replace("Nobody", "Everybody"), **url)])
    assert found(ledger, Query("somebody")) == []
    assert found(ledger, Query("everybody")) == [("text", "d")]


def test_an_article_marked_anew_is_found_by_its_new_marks_only(ledger: Ledger) -> None:
    made, marks = article("a", outlet="Harbour Post")
    span = Span(0, 7, "Ferries")
    ledger.replace([(made, replace(marks, statements=(), sentences=(span,)))])
    assert found(ledger, Query("troops")) == []


def test_outlets_are_listed_once(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        assert outlets(connection) == ["Harbour Post", "Isle Dispatch"]


def test_nothing_asked_finds_nothing(ledger: Ledger) -> None:
    assert found(ledger, Query()) == []
    assert found(ledger, Query("… !")) == []


@pytest.fixture(scope="module")
def open_ledger(new_place: Callable[[], str]) -> Iterator[Ledger]:
    with Ledger(new_place()) as made:
        made.add([article("a")])
        yield made


@given(st.text(max_size=60))
def test_whatever_is_typed_is_no_error(open_ledger: Ledger, words: str) -> None:
    with open_ledger.reading() as connection:
        search(connection, Query(words, speaker=words))


def test_every_word_is_quoted() -> None:
    asked = fts5(read_terms('a NOT b "c d" -e'))
    assert asked == '(text : "a" AND text : "NOT" AND text : "b" AND text : "c d") NOT (text : "e")'
