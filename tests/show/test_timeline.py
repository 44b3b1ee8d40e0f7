from dataclasses import replace

import pytest
from tests.made import article, span, statement

from tellings.model import Article, Marks, Record, Span, Story, When
from tellings.show.pages import story_page
from tellings.textmap import TextMap


def days_of(text: str, *dates: tuple[str, str, str]) -> list[tuple[str, bool, str]]:
    """The days of the timeline of one article published on 8 May 2031: the first day, planned, and the sentence."""
    article = Article("a", "a.txt", text, text, TextMap.identity(len(text)), published="2031-05-08")
    whens = []
    for words, first, last in dates:
        start = text.index(words)
        whens.append(When(Span(start, start + len(words), words), "DATE", first, first, last, "2031-05-08"))
    sentences, start = [], 0
    for i, letter in enumerate(text):
        if letter == "\n" or i + 1 == len(text):
            sentences.append(article.span(start, i + 1))
            start = i + 1
    marks = Marks("a", tuple(sentences), dates=tuple(whens))
    page = story_page(Record({"a": article}, {"a": marks}, (Story("s", "Ferry", ("a",)),)))
    return [(day.first, event.planned, event.quotes[0].text) for day in page.timeline for event in day.happened]


@pytest.mark.parametrize(
    "text",
    [
        "VELMAR, May 6 — The ferry ran aground off the port.",
        "May 6 (ISL) — The ferry ran aground off the port.",
        "VELMAR, May 6.",
        "The ferry has been in the bay since May 6.",
        "The port stays closed until May 6.",
    ],
)
def test_datelines_and_edges_of_a_stretch_of_time_date_no_event(text: str) -> None:
    assert days_of(text, ("May 6", "2031-05-06", "2031-05-06")) == []


def test_what_holds_now_did_not_happen_now() -> None:
    assert days_of("Nobody knows where the ferry is now.", ("now", "2031-05-08", "2031-05-08")) == []


@pytest.mark.parametrize(
    "text",
    [
        "The search would end on May 6.",
        "On May 6 the port will open again.",
        "The guard said that divers may go down on May 6.",
        "The hearing was scheduled for May 6.",
    ],
)
def test_what_was_to_come_or_possible_is_planned(text: str) -> None:
    assert days_of(text, ("May 6", "2031-05-06", "2031-05-06")) == [("2031-05-06", True, text)]


@pytest.mark.parametrize(
    "text",
    [
        "The ferry ran aground on May 6.",
        "The owner would not say why, and the ferry sank on May 6.",
        "On May 6 the ferry sank, which could close the port.",
    ],
)
def test_what_happened_is_not_planned(text: str) -> None:
    assert days_of(text, ("May 6", "2031-05-06", "2031-05-06")) == [("2031-05-06", False, text)]


def test_a_day_after_publication_is_still_to_come() -> None:
    text = "A hearing opens on May 9."
    assert days_of(text, ("May 9", "2031-05-09", "2031-05-09")) == [("2031-05-09", True, text)]


def test_a_sentence_stands_once() -> None:
    text = "The ferry sank on May 6, the guard confirmed this week."
    dates = ("May 6", "2031-05-06", "2031-05-06"), ("this week", "2031-05-05", "2031-05-08")
    assert days_of(text, *dates) == [("2031-05-06", False, text)]


def test_a_day_between_two_parts_of_what_was_said_dates_the_saying_alone() -> None:
    one = article("“The ferry is safe,” Marn said on May 6. “It will sail at dawn.”", published="2031-05-08")
    parts = (span(one, "“The ferry is safe,”"), span(one, "“It will sail at dawn.”"))
    said = replace(statement(one, "“The ferry is safe,”", "Marn"), content=parts, said_on="2031-05-06")
    when = When(span(one, "May 6"), "DATE", "2031-05-06", "2031-05-06", "2031-05-06")
    found = Marks(one.id, (one.span(0, len(one.text)),), statements=(said,), dates=(when,))
    (day,) = story_page(Record({one.id: one}, {one.id: found}, (Story("s", "Ferry", (one.id,)),))).timeline
    assert (day.happened, [event.who for event in day.said]) == ((), ["Marn"])
