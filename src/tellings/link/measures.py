"""Measures: figures of one story that measure the same thing and may be compared.

Two figures agree firmly where thing, nation, state, place and time agree: they are compared although their values differ.
They agree loosely where less is said and the values are the same. Any contradiction keeps them, and every group that holds
them, apart: a wrong comparison embarrasses more than a missed one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tellings.lexicon import table
from tellings.link.traits import Traits, traits
from tellings.link.view import StoryView
from tellings.model import Figure, Measure, make_id

# Days between two figures beyond which they tell of different events; tolls of one event are revised within weeks.
_EVENT_DAYS = 30
# Pairs within one kind of thing are compared one by one up to this many figures; beyond, only neighbours in time.
_CROWD = 400
_VITAL = ("die", "injure", "arrest", "miss", "rescue", "aboard", "hold", "release")
_OWNED = ("kin", "child", "member", "brother", "sister", "parent", "wife", "husband", "friend", "colleague")


@dataclass(frozen=True, slots=True)
class _Row:
    """A figure with its article, the day it was published, and its traits."""

    figure: Figure
    article: str
    day: str
    traits: Traits


def find_measures(view: StoryView) -> tuple[Measure, ...]:
    """Measures of the story; every figure is in exactly one."""
    rows = [_Row(figure, article, view.day(article), traits(figure)) for article, figure in view.figures()]
    groups = [group for kind in _by_kind(rows) for group in _groups(kind)]
    home = {row.figure.id: at for at, group in enumerate(groups) for row in group}
    ids = [_id(view, group) for group in groups]
    measures = []
    for at, group in enumerate(groups):
        wholes = Counter(home[row.figure.part_of] for row in group if row.figure.part_of in home)
        wholes.pop(at, None)
        whole = ids[wholes.most_common(1)[0][0]] if wholes else ""
        measures.append(_measure(view, ids[at], group, whole))
    return tuple(measures)


def _id(view: StoryView, group: Iterable[_Row]) -> str:
    """The id of a measure: it changes only when its first figure does."""
    return make_id(view.story.id, "measure", min(row.figure.id for row in group))


def _by_kind(rows: Iterable[_Row]) -> Iterable[list[_Row]]:
    """Rows that could agree at all: one dimension, one class of head; those without a head each alone or by state."""
    kinds: dict[tuple[str, str], list[_Row]] = defaultdict(list)
    for row in rows:
        kinds[row.traits.kind, row.traits.head].append(row)
    return kinds.values()


def _groups(rows: Sequence[_Row]) -> list[list[_Row]]:
    """Groups whose members all agree or at least do not contradict; firm pairs are joined before loose ones."""
    pairs: list[tuple[int, int, int]] = []
    apart: set[tuple[int, int]] = set()
    for one, row in enumerate(rows):
        for other in range(one + 1, min(len(rows), one + _CROWD)):
            grade = _agreement(row, rows[other])
            if grade < 0:
                apart.add((one, other))
            elif grade:
                pairs.append((-grade, one, other))
    home = list(range(len(rows)))
    members: dict[int, list[int]] = {at: [at] for at in home}
    for _, one, other in sorted(pairs):
        a, b = home[one], home[other]
        if a == b or any((min(i, j), max(i, j)) in apart for i in members[a] for j in members[b]):
            continue
        for at in members[b]:
            home[at] = a
        members[a] += members.pop(b)
    return [[rows[at] for at in sorted(group)] for group in members.values()]


def _agreement(one: _Row, other: _Row) -> int:
    """-1 where two figures cannot measure the same thing, 0 where nothing tells, 1 loosely, 2 firmly."""
    a, b = one.traits, other.traits
    if one.figure.id == other.figure.part_of or other.figure.id == one.figure.part_of:
        return -1
    if a.planned != b.planned or _clash(a, b):
        return -1
    same_state = a.state == b.state
    if not same_state and a.state and b.state:
        return -1
    if _days_apart(a.as_of, b.as_of) > _EVENT_DAYS:
        return -1
    if a.place and b.place and a.place != b.place and a.state not in _VITAL:
        return -1
    same_value = (a.low, a.high) == (b.low, b.high)
    told = same_state and bool(a.state) and a.nation == b.nation
    if a.head == "distance":
        return 2 if a.words & b.words else -1
    if a.head == "troops" and same_state and a.place == b.place:
        told = bool(a.state)
    firm = told and a.words == b.words and (a.place == b.place or not (a.place and b.place) or a.state in _VITAL)
    if firm and bool(a.head) and a.head not in _OWNED:
        return 2
    if (
        same_value
        and a.head
        and (same_state or not (a.state and b.state))
        and (a.state or b.state or a.words == b.words)
    ):
        return 1
    return 0


def _clash(a: Traits, b: Traits) -> bool:
    """Whether modifiers contradict: other nations, or words on both sides with none in common."""
    if a.nation and b.nation and a.nation != b.nation and "*" not in (a.nation, b.nation):
        return True
    if bool(a.nation) != bool(b.nation) and a.head == "person" and (a.low, a.high) != (b.low, b.high):
        return True
    return bool(a.words and b.words and not a.words & b.words)


def _days_apart(one: str, other: str) -> int:
    """Days between two ISO days; 0 where one is unknown."""
    try:
        return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days)
    except ValueError:
        return 0


def _measure(view: StoryView, key: str, group: Sequence[_Row], whole: str) -> Measure:
    """The measure of a group, its figures in order of the day they speak for."""
    ordered = sorted(group, key=lambda row: (row.figure.as_of or row.day, row.day, row.article, row.figure.span))
    counted = _usual(row.figure.counted for row in group if _names(row.figure.counted)) or _usual(
        r.figure.counted for r in group
    )
    place = _usual(row.figure.place for row in group)
    return Measure(
        id=key,
        story=view.story.id,
        label=_label(counted, group[0].traits, place),
        unit=_usual(row.figure.unit for row in group),
        counted=counted,
        figures=tuple(row.figure.id for row in ordered),
        state=_usual(row.figure.state for row in group),
        place=place,
        part_of=whole,
    )


def _names(counted: str) -> bool:
    """Whether a phrase names a thing and not only its state."""
    return bool(counted) and counted.lower() not in table("counted")["state_words"]


def _usual(values: Iterable[str]) -> str:
    """The most frequent value that says something, the longer of two as frequent; "" where there is none."""
    counts = Counter(value for value in values if value)
    return max(counts, key=lambda value: (counts[value], len(value), value)) if counts else ""


def _label(counted: str, common: Traits, place: str) -> str:
    """The shortest phrase that names a measure: "North Korean troops in Russia", "people killed"."""
    state = common.state.removeprefix("plan:")
    words: Mapping[str, str] = table("measures")["labels"]
    label = counted or ("people" if common.head == "person" else "")
    if state in words and words[state] not in label.lower().split():
        label = f"{label} {words[state]}".strip()
    elif place and place not in label and state in ("present", "") and common.kind == "count":
        label = f"{label} in {place}".strip()
    if common.planned:
        label = f"{label} planned"
    return label or common.kind
