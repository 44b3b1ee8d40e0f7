"""Times: one event at two clock times, in the clocks of two zones, or in two windows of days."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from tellings.lexicon import table
from tellings.link.terms import meaning, stem
from tellings.model import Account, Event, Finding, FindingKind, Passage, Span, When, make_id
from tellings.view import StoryView
from tellings.weigh.lines import Lines

_CLOCK = re.compile(r"T(\d\d):(\d\d)")
_ZONE = re.compile(
    r"\b(?:GMT|UTC|[ECMP][SD]?T|BST|CET|JST|KST|IST|local time|(?:[A-Z]\w+ )?[A-Z]\w+ (?:local )?time)\b"
)
_STOP = re.compile(r"[(),;\n]")
_AFTER = 30  # characters after a time in which its zone stands
# Minutes that a clock time leaves open on either side, exact or "about", and after "after" or before "before"; minutes
# beyond which two times are of two moments. Chosen by eye on three annotated stories and the demo.
_EXACT, _NEARLY, _SOON, _MOST = 1, 5, 30, 180
_AFTERWARDS = re.compile(r"\b(?:after|past)\s+(?:at\s+)?$", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:before|by)\s+(?:at\s+)?$", re.IGNORECASE)
_ABOUT = re.compile(r"\b(?:about|around|roughly|some|nearly|almost|approximately)\s+(?:at\s+)?$", re.IGNORECASE)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_WINDOW = re.compile(
    rf"\b(?:between|from) (?P<m1>{_MONTH}) (?P<d1>\d\d?) (?:and|to|until|through) (?:(?P<m2>{_MONTH}) )?(?P<d2>\d\d?)\b"
    rf"|\b(?P<m3>{_MONTH}) (?P<d3>\d\d?) ?[-–—] ?(?:(?P<m4>{_MONTH}) )?(?P<d4>\d\d?)\b"
)
_MOVED = re.compile(
    r"\b(?:advanc|mov|postpon|delay|reschedul|extend|brought forward|bring forward|push|chang)\w*", re.IGNORECASE
)
_ALIKE, _FEWEST = 0.1, 2  # of the weight of a line with a window, and concepts of it, another has on the same plan
_MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Moment:
    """A clock time as one article tells it: minutes after midnight, and the first and last that it leaves
    open; the zone's words; the lemmas of what happened by their class."""

    article: str
    span: Span
    passage: Passage
    minutes: int
    low: int
    high: int
    zone: str
    classes: Mapping[str, str]


def weigh_times(view: StoryView, lines: Lines) -> Iterator[Finding]:
    """A finding for each kind of event that articles set at different times, then for windows of days."""
    by_class: dict[str, list[Moment]] = defaultdict(list)
    for moment in _moments(view):
        for name in moment.classes:
            by_class[name].append(moment)
    done: set[frozenset[Span]] = set()
    for name, moments in sorted(by_class.items(), key=lambda item: (-len({m.article for m in item[1]}), item[0])):
        shown = _at_odds(moments)
        spans = frozenset(moment.span for moment in shown)
        if len(shown) > 1 and not any(spans <= earlier for earlier in done):
            done.add(spans)
            yield _finding(view, name, shown)
    yield from _windows(view, lines)


def _moments(view: StoryView) -> Iterator[Moment]:
    """Clock times with what happened then: the event they hang on, and what events its arguments name."""
    for article, marks in view.marks.items():
        clocks = {when.span: when for when in marks.dates if when.type == "TIME" and _CLOCK.search(when.value)}
        if not clocks:
            continue
        for event in marks.events:
            for span in event.times:
                if span in clocks and not event.negated:
                    yield _moment(view, article, clocks[span], _classes(event, marks.events))


def _moment(view: StoryView, article: str, when: When, classes: Mapping[str, str]) -> Moment:
    match = _CLOCK.search(when.value)
    minutes = int(match[1]) * 60 + int(match[2]) if match else 0
    text = view.articles[article].text
    start, end = view.articles[article].at(when.span)
    zone = _ZONE.search(_STOP.split(text[start : end + _AFTER], maxsplit=1)[0])
    before = text[max(0, start - _AFTER) : start]
    low = high = _NEARLY if when.mod or _ABOUT.search(before) else _EXACT
    low, high = (0, _SOON) if _AFTERWARDS.search(before) else (_SOON, 0) if _BEFORE.search(before) else (low, high)
    passage = view.sentence(article, when.span)
    return Moment(
        article, when.span, passage, minutes, minutes - low, minutes + high, zone.group() if zone else "", classes
    )


def _classes(event: Event, events: Sequence[Event]) -> dict[str, str]:
    """What happened at a time, by its class: the event, and those that its arguments tell of."""
    inside = [
        other.lemma
        for other in events
        for argument in (*event.actors, *event.patients)
        if argument.start <= other.span.start < argument.end or _follows(argument, other.span)
    ]
    found = {meaning(stem(lemma)): lemma for lemma in (*inside, event.lemma) if stem(lemma)}
    return {name: lemma for name, lemma in found.items() if name not in _vague()}


def _follows(argument: Span, other: Span) -> bool:
    """Whether another event hangs on an argument: "reports of the crash"."""
    return 0 < other.start - argument.end <= len(" of the ")


def _at_odds(moments: Sequence[Moment]) -> list[Moment]:
    """The moments of which some two articles differ, one an article and time; none where all agree."""
    first: dict[tuple[str, int], Moment] = {}
    for moment in moments:
        first.setdefault((moment.article, moment.minutes), moment)
    told = list(first.values())[:40]
    apart = {
        number
        for (a, one), (b, other) in combinations(list(enumerate(told)), 2)
        if one.article != other.article and _differ(one, other)
        for number in (a, b)
    }
    return [told[number] for number in sorted(apart)][:_MOST_SHOWN]


def _differ(one: Moment, other: Moment) -> bool:
    """Whether two times are not one: neither leaves the other open, in one clock or in two."""
    if one.low <= other.high and other.low <= one.high:
        return False
    gap = abs(one.minutes - other.minutes)
    return _two_clocks(one, other) or min(gap, 1440 - gap) <= _MOST


def _two_clocks(one: Moment, other: Moment) -> bool:
    """Whether two times are told in the clocks of two zones, one of which is named."""
    return one.zone != other.zone and bool({one.zone, other.zone} - {"", "local time"})


def _finding(view: StoryView, name: str, moments: Sequence[Moment]) -> Finding:
    ordered = sorted(moments, key=lambda moment: (moment.minutes, moment.article))
    zoned = any(_two_clocks(a, b) for a, b in combinations(ordered, 2))
    accounts = tuple(
        Account(
            view.articles[moment.article].words(moment.span)
            + (f" ({moment.zone})" if moment.zone and moment.zone not in moment.span.text else ""),
            moment.passage,
            _source(view, moment.passage),
            view.day(moment.article),
        )
        for moment in ordered
    )
    lemma = min(
        Counter(moment.classes[name] for moment in ordered).most_common(), key=lambda pair: (-pair[1], pair[0])
    )[0]
    about = f"the time: {lemma}"
    gap = ordered[-1].minutes - ordered[0].minutes
    reason: dict[str, str | int | float | list[str]] = {
        "slot": "time",
        "event": lemma,
        "minutes": gap,
        "difference": 0.5,
        "why": "clock: zones of time" if zoned else "",
    }
    key = make_id("time", view.story.id, name, *(moment.span.start for moment in ordered))
    return Finding(key, "scope" if zoned else "dispute", view.story.id, about, accounts, reason=reason)


def _source(view: StoryView, passage: Passage) -> str:
    statement = view.statement_in(passage)
    return statement.speaker if statement else ""


def _windows(view: StoryView, lines: Lines) -> Iterator[Finding]:
    """Windows of days, given from one day to another, that differ between lines on one plan."""
    found = [(line, spans) for line in lines.lines if (spans := _spans_of_days(line.words))]
    done: set[int] = set()
    for line, _ in found:
        if line.number in done:
            continue
        near = {
            other.number
            for share, other in lines.about(line.concepts)
            if share >= _ALIKE and len(other.concepts & line.concepts) >= _FEWEST
        }
        group = [(other, spans) for other, spans in found if other.number in near or other is line]
        days = {window for _, spans in group for window in spans}
        if len(days) > 1 and len({other.article for other, _ in group}) > 1:
            done |= {other.number for other, _ in group}
            moved = any(_MOVED.search(other.words) for other, _ in group)
            accounts = tuple(other.account(", ".join(spans.values())) for other, spans in group[:_MOST_SHOWN])
            reason: dict[str, str | int | float | list[str]] = {
                "slot": "window",
                "difference": 0.5,
                "windows": len(days),
            }
            key = make_id("window", view.story.id, line.passage.article, line.passage.span.start)
            kind: FindingKind = "update" if moved else "dispute"
            yield Finding(key, kind, view.story.id, "the days set for it", accounts, reason=reason)


def _spans_of_days(words: str) -> dict[str, str]:
    """The windows of days that a line tells, as "Feb 8/Feb 25", each with its words."""
    found = {}
    for match in _WINDOW.finditer(words):
        month, first = match["m1"] or match["m3"], match["d1"] or match["d3"]
        last_month, last = match["m2"] or match["m4"] or month, match["d2"] or match["d4"]
        found[f"{month[:3]} {int(first)}/{last_month[:3]} {int(last)}"] = match.group()
    return found


@cache
def _vague() -> frozenset[str]:
    """Classes that tell of too many things to be one event."""
    return frozenset(meaning(stem(word)) for word in table("events")["vague"].split())
