"""Courses: what the accounts of one quantity do to each other, as time passes, told together.

Two figures of one day that cannot both hold, the same count days later, and those of a part of it or of what is planned
are findings of their own, and a reader wants one story of them. Nothing is found here: findings about one measure are
put together, each with its kind and place by rank.
"""

from __future__ import annotations

from collections.abc import Sequence

from tellings.model import Finding, Measure
from tellings.show.accounts import Telling, Worded
from tellings.show.prose import KINDRED


def join_courses(findings: Sequence[Finding], measures: Sequence[Measure]) -> list[list[Finding]]:
    """The findings in groups, in order of the first of each: those about one measure together, others alone.

    A count of other scope stands with the one it is held against, where that is disputed or updated.
    """
    measure_of = {figure: measure.id for measure in measures for figure in measure.figures}
    own = {finding.subject for finding in findings if _of_course(finding)}
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        about = finding.subject if _of_course(finding) else _held_against(finding, measure_of)
        groups.setdefault(about if about in own else finding.id, []).append(finding)
    return [*groups.values()]


def _of_course(finding: Finding) -> bool:
    """Whether a finding is about figures of one measure that differ or change."""
    figures = all(account.figure for account in finding.accounts)
    return (
        finding.kind in ("dispute", "update") and figures and finding.reason.get("relation") in ("apart", "supersedes")
    )


def _held_against(finding: Finding, measure_of: dict[str, str]) -> str:
    """The one measure that a count of other scope is held against; "" where there is none."""
    if finding.kind != "scope" or finding.reason.get("relation") in (None, *KINDRED):
        return ""
    others = {measure_of.get(account.figure, "") for account in finding.accounts} - {finding.subject}
    return others.pop() if len(others) == 1 else ""


def in_course(told: Sequence[Worded]) -> list[Telling]:
    """The accounts of several findings, each figure once: those of the quantity by day, then those of other scope."""
    first: dict[tuple[str, str], Telling] = {}
    for one in sorted((one for worded in told for one in worded.tellings), key=lambda one: not one.told.part):
        first.setdefault((one.account.passage.article, one.account.figure), one)
    return sorted(first.values(), key=lambda one: (one.told.part, one.account.day or "9999"))
