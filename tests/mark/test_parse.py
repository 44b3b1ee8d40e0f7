"""Parsing: sentence starts, and long texts parsed in pieces."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.made import article

from tellings.mark import parse as parsing
from tellings.mark.parse import cut_before, parse


def sentences(text: str) -> list[str]:
    [parsed] = parse([article(text)])
    return [sentence.text.strip() for sentence in parsed.doc.sents if sentence.text.strip()]


@pytest.mark.parametrize(
    "text",
    [
        '"The mill is safe," Mr. Hale said.',
        "“Why now?” he asked.",
        "The U.S. envoy met Gen. Ana Ruiz on Oct. 3 at the mill.",
        "He owns Harbour Inc. and two mills.",
    ],
)
def test_one_sentence_stays_one(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The mill closed. It was late.", 2),
        ("“The mill closed.” She left.", 2),
        ("The mill closed in the U.S. The owner left.", 2),
        ("The mill closes\nThe owner left", 2),
        ("“We went. They left,” he said.", 2),
    ],
)
def test_sentences_end_where_they_end(text: str, count: int) -> None:
    assert len(sentences(text)) == count


@pytest.mark.parametrize("dateline", ["GENEVA —", "OTTAWA, Canada —", "LIMA (Harbour News) -", "Oct. 25 (HNA) —"])
def test_a_dateline_stands_apart(dateline: str) -> None:
    assert sentences(f"{dateline} The mill closed on Monday.")[-1] == "The mill closed on Monday."


def test_a_dash_after_capitals_in_a_sentence_is_no_dateline() -> None:
    assert len(sentences("US officials — who met on Monday — closed the mill.")) == 1


def test_a_long_text_is_parsed_in_pieces_and_put_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "PIECE", 60)
    text = "The mill closed on Monday. The owner left town. " * 6 + "\nNobody knows why."
    [parsed] = parse([article(text)])
    assert parsed.doc.text == text
    assert len([sentence for sentence in parsed.doc.sents if sentence.text.strip()]) == 13


@given(st.text(alphabet="ab. \n", min_size=1, max_size=80), st.integers(1, 40))
@settings(deadline=None)
def test_a_cut_always_moves_on(text: str, size: int) -> None:
    assert 0 < cut_before(text, 0, size) <= size


def test_articles_come_in_order_and_empty_ones_too() -> None:
    texts = ["The mill closed.", "", "The owner left."]
    assert [parsed.doc.text for parsed in parse(article(text) for text in texts)] == texts


@given(st.text(alphabet="(a. \n", max_size=60), st.integers(0, 3))
@settings(deadline=None, max_examples=30)
def test_a_run_without_white_space_is_cut_and_nothing_is_lost(text: str, times: int) -> None:
    long = text + "(" * 150 * times + text
    [parsed] = parse([article(long)])
    assert parsed.doc.text == long


def test_a_pipeline_that_has_learnt_many_words_gives_way_to_a_new_one(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["The mill in Ostrel closed.\nIts owner, Ana Brel, left on Monday.", "“We knew,” Bo Hartvig said."]

    def read() -> list[list[tuple[str, ...]]]:
        found = parse([article(text) for text in texts], batch_size=1)
        return [[(t.text, t.tag_, t.lemma_, t.dep_, t.ent_type_) for t in parsed.doc] for parsed in found]

    before, first = read(), parsing.pipeline()
    monkeypatch.setattr(parsing, "STRINGS_KEPT", 0)
    assert read() == before
    assert parsing.pipeline() is not first


def test_pieces_of_one_text_are_read_with_one_pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "PIECE", 60)
    monkeypatch.setattr(parsing, "STRINGS_KEPT", 0)
    text = "The mill in Ostrel closed on Monday and its owner left. " * 5
    [parsed] = parse([article(text)], batch_size=1)
    assert parsed.doc.text == text
