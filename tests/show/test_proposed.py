"""A statement that a second reader proposed says so wherever its words are shown."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from tellings.model import Record
from tellings.show.html import report_html
from tellings.show.pages import story_page
from tellings.show.saying import lay_person
from tellings.show.spread import open_story
from tellings.show.terminal import print_record

WHO = "stand-in at 127.0.0.1:1, accepted by Ana on 2031-05-08"


@pytest.fixture
def proposed(record: Record) -> Record:
    """The record with one statement of the harbour's master proposed."""
    marks = record.marks["harbour"]
    first, *rest = marks.statements
    changed = replace(marks, statements=(replace(first, proposed_by=WHO), *rest))
    return replace(record, marks={**record.marks, "harbour": changed})


def test_in_the_terminal(record: Record, proposed: Record) -> None:
    def printed(shown: Record) -> str:
        out = StringIO()
        print_record(shown, None, Console(file=out, width=150))
        return " ".join(out.getvalue().split())

    assert WHO in printed(proposed)
    assert "proposed by" not in printed(record)


def test_in_the_report(record: Record, proposed: Record) -> None:
    assert f"proposed by <bdi>{WHO}</bdi>" in report_html(story_page(proposed))
    assert "proposed by" not in report_html(story_page(record))


def test_in_what_a_person_said_and_what_is_copied_of_it(proposed: Record) -> None:
    person = lay_person(open_story(proposed), "p1")
    assert person is not None
    assert [saying.quote.proposed for saying in person.sayings].count(WHO) == 1
    assert f"[proposed by {WHO}]" in person.text
