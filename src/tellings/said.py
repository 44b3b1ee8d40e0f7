"""The days on which something was said: the one that an article names, or the past days of which it was one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping

from tellings.model import Article, Marks, Statement, When
from tellings.view import StoryView

Days = tuple[str, str]  # the first and the last, as ISO

_OWNER = re.compile(r"[’']s\b|s[’'](?!\w)")
_NEAR = 12  # characters between a time and the words it belongs to, or the beginning of its sentence


def days_said(view: StoryView, article: str, statement: Statement) -> Days:
    """The first and the last ISO day on which a statement may have been made; both "" where the article tells none."""
    if statement.said_on:
        return statement.said_on, statement.said_on
    return view.once(_periods)[article].get(statement.id, ("", ""))


def period_said(view: StoryView, article: str, statement: Statement) -> str:
    """The period of the past that the article says a statement was made in, as "first/last"; "" where it names none."""
    return "/".join(view.once(_periods)[article].get(statement.id, ()))


def periods_said(article: Article, marks: Marks) -> Mapping[str, Days]:
    """The past days one of which statements were made on ("earlier this week"), by statement, where one is named."""
    starts = [sentence.start for sentence in marks.sentences]
    past: dict[int, list[When]] = defaultdict(list)
    for when in marks.dates:
        told = when.type == "DATE" and when.earliest < when.latest < article.published[:10]
        if told and not _is_owner(article, when):
            past[bisect_right(starts, when.span.start) - 1].append(when)
    found: dict[str, Days] = {}
    for statement in marks.statements if past else ():
        near = [span for span in (statement.source, statement.cue) if span]
        for place in sorted({bisect_right(starts, span.start) - 1 for span in near}):
            for when in past.get(place, ()):
                begins = when.span.start - starts[max(0, place)] <= _NEAR
                touches = any(0 <= when.span.start - span.end <= _NEAR for span in near)
                inside = any(span.start <= when.span.start < span.end for span in statement.content)
                if not inside and (begins or touches):
                    found.setdefault(statement.id, (when.earliest, when.latest))
    return found


def _periods(view: StoryView) -> dict[str, Mapping[str, Days]]:
    return {key: periods_said(view.articles[key], marks) for key, marks in view.marks.items()}


def _is_owner(article: Article, when: When) -> bool:
    """Whether a time only tells which thing is meant: "last month’s test"."""
    end = article.at(when.span)[1]
    return _OWNER.search(article.text, max(0, end - 2), end + 2) is not None
