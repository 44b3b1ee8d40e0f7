"""All findings of one story, ranked: what a careful reader would want first stands first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from tellings.memory import without_cycles
from tellings.model import Claim, Finding, FindingKind, Measure, Origin
from tellings.view import StoryView
from tellings.weigh.actors import weigh_actors
from tellings.weigh.contrasts import weigh_contrasts
from tellings.weigh.denials import weigh_denials, weigh_opposites
from tellings.weigh.drift import weigh_drift
from tellings.weigh.echoes import weigh_echoes, weigh_gaps
from tellings.weigh.figures import weigh_figures
from tellings.weigh.holders import weigh_holders
from tellings.weigh.lines import read_lines
from tellings.weigh.none import weigh_none
from tellings.weigh.persons import weigh_persons
from tellings.weigh.questions import weigh_questions
from tellings.weigh.times import weigh_times

# How much a reader wants a kind of finding, all else equal: what cannot both hold before what is left out.
_WANTED: Mapping[FindingKind, float] = {
    "dispute": 1.0,
    "denial": 0.9,
    "update": 0.8,
    "drift": 0.75,
    "scope": 0.6,
    "echo": 0.6,
    "gap": 0.3,
}
_MOST_ECHOES = 8  # they come with most outlets first
_AGAIN = 0.85  # each further finding of one kind is wanted a little less, so that the first page shows every kind


@without_cycles()
def find_findings(
    view: StoryView, measures: Sequence[Measure], claims: Sequence[Claim], origins: Sequence[Origin]
) -> tuple[Finding, ...]:
    """The findings of a story with their rank from 1; none where fewer than two articles tell it."""
    if len(view.articles) < 2:
        return ()
    lines = read_lines(view)
    found = [
        *weigh_figures(view, measures),
        *weigh_holders(view),
        *weigh_drift(view),
        *(denials := list(weigh_denials(view))),
        *weigh_opposites(view, claims, denials),
        *weigh_questions(view, lines, measures),
        *_without(view, weigh_contrasts(view, lines), denials),
        *weigh_none(view, lines, measures),
        *weigh_times(view, lines),
        *weigh_actors(view),
        *weigh_persons(view, lines),
        *islice(weigh_echoes(view, claims, origins), _MOST_ECHOES),
        *weigh_gaps(view, claims),
    ]
    return _ranked(view, found, _breadth(view, measures))


def _without(view: StoryView, contrasts: Iterable[Finding], denials: Sequence[Finding]) -> Iterator[Finding]:
    """Contrasts of two voices but those of which a denial tells already who goes against the other."""
    told = {account.passage for finding in denials for account in finding.accounts}
    for one in contrasts:
        disputing = one.accounts[1].passage
        if view.sentence(disputing.article, disputing.span) not in told:
            yield one


def _breadth(view: StoryView, measures: Sequence[Measure]) -> dict[str, int]:
    """How many outlets tell each measure, whatever they say of it: what a story is about is told by most."""
    articles = {figure.id: article for article, figure in view.figures()}
    return {m.id: len({view.outlet(articles[figure]) for figure in m.figures}) for m in measures}


def _ranked(view: StoryView, findings: Iterable[Finding], breadth: Mapping[str, int]) -> tuple[Finding, ...]:
    outlets = len({view.outlet(article) for article in view.articles})
    scored = sorted(
        ((_score(view, finding, breadth.get(finding.subject, 0), outlets), finding) for finding in findings), key=_order
    )
    seen: Counter[FindingKind] = Counter()
    damped = []
    for score, finding in scored:
        damped.append((score * _AGAIN ** seen[finding.kind], finding))
        seen[finding.kind] += 1
    damped.sort(key=_order)
    return tuple(
        replace(finding, rank=rank, score=round(score, 4)) for rank, (score, finding) in enumerate(damped, start=1)
    )


def _order(scored: tuple[float, Finding]) -> tuple[float, str]:
    return -scored[0], scored[1].id


def _score(view: StoryView, finding: Finding, breadth: int, outlets: int) -> float:
    """From 0 to 1: the kind, the outlets or voices it concerns, how large the difference is."""
    touched = len({view.outlet(account.passage.article) for account in finding.accounts})
    voices = len({(account.source, account.value) for account in finding.accounts})
    far = finding.reason.get("difference", 0.5)
    size = min(1.0, far) if isinstance(far, int | float) else 0.5
    reach = min(1.0, max(touched, voices - 1, breadth) / max(1, outlets))
    return _WANTED[finding.kind] * (0.5 + 0.5 * reach) * (0.7 + 0.3 * size)
