"""Pictures drawn here, as places on a sheet: origins against outlets, and days on two tracks."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from tellings.show.reader import letter
from tellings.show.tables import OriginRow
from tellings.show.timeline import Day
from tellings.show.words import clip, day

ROW: Final = 26  # units of length, as pixels
COLUMN: Final = 26
NAMES: Final = 250  # room for the names of origins
MOST: Final = 40  # rows of a picture; the list below it holds all
WIDE: Final = 1100  # what a timeline fills where it can; a day is no shorter than SHORT and no longer than LONG
SHORT, LONG = 16.0, 60.0
GAP: Final = 10  # days without anything from which on the axis is broken
LANES: Final = 5  # bars above one another, at most


@dataclass(frozen=True, slots=True)
class Dot:
    """A circle with what it stands for in words."""

    x: float
    y: float
    r: float
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the picture: its name, and a line from one end to the other."""

    y: float
    label: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class OriginsPicture:
    """Outlets across, origins down; a dot where an outlet carries an origin, the larger the more passages."""

    width: int
    height: int
    columns: tuple[tuple[float, str, str], ...]  # x, letter, outlet
    lines: tuple[Line, ...]
    dots: tuple[Dot, ...]


def origins_picture(rows: Sequence[OriginRow]) -> OriginsPicture:
    """The picture of origins, those carried by most outlets on top."""
    shown = rows[:MOST]
    names = {letter(q.tag): q.outlet for row in shown for q in row.all_quotes}
    tags = sorted(names, key=lambda tag: (len(tag), tag))
    place = {tag: NAMES + COLUMN * (i + 0.5) for i, tag in enumerate(tags)}
    lines, dots = [], []
    for i, row in enumerate(shown):
        y = ROW * (i + 1.5)
        counts = Counter(letter(q.tag) for q in row.all_quotes)
        label = clip(", ".join(filter(None, (row.who or row.kind, row.day))), 40)
        at = [place[tag] for tag in counts]
        lines.append(Line(y, label, min(at, default=NAMES), max(at, default=NAMES)))
        for tag, count in counts.items():
            words = f"{names[tag]}: {count} passage{'' if count == 1 else 's'} from {label}"
            dots.append(Dot(place[tag], y, min(11.0, 3.5 + 1.6 * math.sqrt(count)), words))
    columns = tuple((place[tag], tag, names[tag]) for tag in tags)
    width, height = NAMES + COLUMN * len(tags) + 12, ROW * (len(shown) + 1) + 8
    return OriginsPicture(width, height, columns, tuple(lines), tuple(dots))


@dataclass(frozen=True, slots=True)
class Bar:
    """What happened within some days: as wide as the dates are unsure."""

    x: float
    y: float
    width: float
    words: str
    planned: bool


@dataclass(frozen=True, slots=True)
class DaysPicture:
    """Days across; above the axis what happened, below it what was said, each dot as large as there is much of it."""

    width: int
    height: int
    axis: float
    ticks: tuple[tuple[float, str], ...]
    breaks: tuple[float, ...]
    bars: tuple[Bar, ...]
    dots: tuple[Dot, ...]


def days_picture(told: Sequence[Day]) -> DaysPicture | None:
    """The picture of a timeline; None where there are fewer than two days."""
    spans = [(one, *_ends(one)) for one in told]
    marked = sorted({at for _, first, last in spans for at in (first, last + 1)})
    if len(marked) < 3:
        return None
    # a long spell is drawn shorter, by its logarithm: news stands close together, and its past far off
    spells = [1 + math.log2(at - before) for before, at in pairwise(marked)]
    unit = min(LONG, max(SHORT, WIDE / sum(spells)))
    place, breaks, x = {marked[0]: 12.0}, [], 12.0
    for (before, at), spell in zip(pairwise(marked), spells, strict=True):
        covered = any(first <= before and at <= last + 1 for _, first, last in spans)
        if at - before > GAP and not covered:
            breaks.append(x + unit * spell / 2)
        x += unit * spell
        place[at] = x
    bars, dots, lanes = [], [], list[float]()
    most = max((len(event.quotes) for one in told for event in one.said), default=1)
    taken = {}
    for one, first, last in spans:
        if one.happened:
            left, right = place[first], place[last + 1]
            free = next((i for i, end in enumerate(lanes) if end <= left), min(len(lanes), LANES - 1))
            lanes[free : free + 1] = [right]
            taken[one.place] = free
    axis = 16.0 * (len(lanes) + 1)
    for one, first, last in spans:
        left, right = place[first], place[last + 1]
        if one.happened:
            words = f"{one.label}: {len(one.happened)} told"
            planned = all(event.planned for event in one.happened)
            y = axis - 16 * (taken[one.place] + 1)
            bars.append(Bar(left + 2, y, max(4.0, right - left - 4), words, planned))
        if count := sum(len(event.quotes) for event in one.said):
            words = f"{one.label}: {count} said"
            dots.append(Dot((left + right) / 2, axis + 24, min(12.0, 3 + 9 * math.sqrt(count / most)), words))
    ticks, end = [], -99.0
    for _, first, _ in spans:
        label = day(date.fromordinal(first).isoformat(), short=True)
        if place[first] - end > 92:
            ticks.append((place[first], label))
            end = place[first]
    return DaysPicture(round(x + 90), round(axis + 66), axis, tuple(ticks), tuple(breaks), tuple(bars), tuple(dots))


def _ends(one: Day) -> tuple[int, int]:
    first = date.fromisoformat(one.first[:10]).toordinal()
    return first, max(first, date.fromisoformat(one.last[:10]).toordinal())
