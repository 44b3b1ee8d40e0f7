"""None: some say that nobody was hurt, killed or arrested, others count how many."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from tellings.lexicon import table
from tellings.link.traits import state_class
from tellings.model import Account, Finding, FindingKind, Measure, make_id
from tellings.view import StoryView
from tellings.weigh.lines import Line, Lines

NONE = "none"  # the value of an account that says there were none
_CONDITION = re.compile(r"\b(?:if|unless|so that|ensure|hope|pray|fortunately|luckily) ", re.IGNORECASE)
_FEWEST = 2  # articles that tell the count: one alone may tell of another event
_MOST_SHOWN = 6


def weigh_none(view: StoryView, lines: Lines, measures: Sequence[Measure]) -> Iterator[Finding]:
    """A finding for each state of which a line says that there were none and others tell a count."""
    figures = {figure.id: (article, figure) for article, figure in view.figures()}
    none_at_all = [
        line for line in lines.lines if _any_pattern().search(line.words) and not _CONDITION.search(line.words)
    ]
    for state, pattern in _patterns().items():
        none = [line for line in none_at_all if pattern.search(line.words)]
        counted = [measure for measure in measures if state_class(measure.state)[0] == state and not measure.part_of]
        if not none or not counted:
            continue
        most = max(counted, key=lambda measure: (len(measure.figures), measure.id))
        told: dict[tuple[str, str], Account] = {}
        for article, figure in (figures[key] for key in most.figures):
            passage = view.sentence(article, figure.span)
            value = view.articles[article].words(figure.span)
            if not pattern.search(view.words(passage)) and (figure.low or figure.high):
                told.setdefault((article, value), Account(value, passage, figure.said_by, view.day(article), figure.id))
        accounts = [*(line.account(NONE) for line in none[:_MOST_SHOWN]), *list(told.values())[:_MOST_SHOWN]]
        if len({article for article, _ in told}) >= _FEWEST:
            yield _finding(view, most, none, accounts)


def _finding(view: StoryView, measure: Measure, none: Sequence[Line], accounts: Sequence[Account]) -> Finding:
    """An update where all who say none say so before all who count, else a dispute."""
    counted = [account.day for account in accounts if account.value != NONE]
    before = all(line.day and all(line.day < day for day in counted) for line in none)
    kind: FindingKind = "update" if before else "dispute"
    ordered = tuple(sorted(accounts, key=lambda account: (account.day, account.value != NONE)))
    key = make_id("none", measure.id, *(line.passage.span.start for line in none))
    reason: dict[str, str | int | float | list[str]] = {"relation": "none", "difference": 1.0, "why": "none, or some"}
    return Finding(key, kind, view.story.id, measure.label, ordered, subject=measure.id, reason=reason)


@cache
def _any_pattern() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('questions')['none'].values())})\b", re.IGNORECASE)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        state: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for state, words in table("questions")["none"].items()
    }
