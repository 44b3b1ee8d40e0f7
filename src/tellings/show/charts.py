"""A measure's figures on a number line and over time: positions, and the Vega-Lite specification."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from tellings.grammar.units import dimension
from tellings.model import Bound, Figure
from tellings.show.words import nearly

STRICT: Final[frozenset[Bound]] = frozenset({"more_than", "less_than"})
COLOURS: Final = 10  # series colours that the style sheet names --s1 … --s10
OWN: Final = "the outlet itself"
DAY: Final = 86_400_000  # milliseconds
_SHAPES: Final = (
    *(("circle", "●"), ("square", "■"), ("diamond", "◆"), ("triangle-up", "▲")),
    *(("triangle-down", "▼"), ("cross", "✚"), ("triangle-right", "▶"), ("triangle-left", "◀")),
)
_LOG_FROM: Final = 60  # highest over lowest, from which on a linear axis hides the small ones
_EDGE: Final = 0.12  # room on both sides of a number line, as a part of its length


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure on its measure's line, 0 to 1. An open end runs to the line's edge; `strict` excludes the bound."""

    left: float
    right: float
    open_left: bool
    open_right: bool
    strict: bool
    rough: bool


@dataclass(frozen=True, slots=True)
class Point:
    """A figure as a chart needs it; `day` is ISO, `source` "" for the outlet itself, `tag` the outlet's letter."""

    low: float | None
    high: float | None
    bound: Bound
    day: str
    source: str
    tag: str
    outlet: str
    words: str


def scale(values: Iterable[float]) -> Callable[[float], float]:
    """The place of a value on a line from 0 to 1 that holds all of `values` with room at both ends."""
    ends = [*values]
    low, high = min(ends, default=0.0), max(ends, default=0.0)
    if low == high:
        return lambda _: 0.5
    if low > 0 and high / low > _LOG_FROM:
        low_log, room = math.log(low), math.log(high) - math.log(low)
        return lambda value: _EDGE + (1 - 2 * _EDGE) * (math.log(value) - low_log) / room
    return lambda value: _EDGE + (1 - 2 * _EDGE) * (value - low) / (high - low)


def extent(figure: Figure) -> tuple[float | None, float | None, Bound]:
    """What a line shows of a figure: "nearly 10,000" stands near its value, not anywhere below it."""
    if nearly(figure):
        return figure.high, figure.high, "about"
    return figure.low, figure.high, figure.bound


def extents(figures: Sequence[Figure]) -> list[tuple[float | None, float | None, Bound]]:
    """What lines show of figures of one dimension, all in the unit of the first: 230 km stand by 140 miles."""
    found = []
    for figure in figures:
        low, high, bound = extent(figure)
        of, to = dimension(figure.unit), dimension(figures[0].unit)
        if figure.unit != figures[0].unit and of.kind == to.kind:
            low, high = ((None if end is None else (of.in_base(end) - to.zero) / to.factor) for end in (low, high))
        found.append((low, high, bound))
    return found


def intervals(bounds: Sequence[tuple[float | None, float | None, Bound]]) -> list[Interval]:
    """Each figure's interval on one line that holds them all."""
    place = scale(value for low, high, _ in bounds for value in (low, high) if value is not None)
    return [
        Interval(
            0.0 if low is None else place(low),
            1.0 if high is None else place(high),
            low is None,
            high is None,
            bound in STRICT,
            bound in ("about", "vague"),
        )
        for low, high, bound in bounds
    ]


@dataclass(frozen=True, slots=True)
class Chart:
    """A Vega-Lite specification with its key: sources with their series (1 to 10), and signs with outlets' letters.

    `missing` counts the figures that it cannot show, for want of a day or a bound.
    """

    spec: dict[str, Any]
    sources: tuple[tuple[str, int], ...]
    signs: tuple[tuple[str, str], ...]
    missing: int


def over_time(label: str, points: Sequence[Point]) -> Chart | None:
    """A measure's chart; None where a table says as much: fewer than three figures with a day, or all the same.

    Dots are bounds (filled where the bound itself is included), lines what lies between; an interval without a bound
    runs as a broken line to an arrow. Colour is the source, shape the outlet. Figures of one day stand side by side.
    """
    shown = [p for p in points if _moment(p.day) is not None and _drawn(p)]
    if len(shown) < 3 or len({(p.low, p.high) for p in shown}) == 1:
        return None
    bottom, top, logarithmic = _reach(shown)
    sources = {name: i % COLOURS + 1 for i, name in enumerate(dict.fromkeys(p.source or OWN for p in shown))}
    tags = sorted({p.tag for p in shown}, key=lambda tag: (len(tag), tag))
    shapes = {tag: _SHAPES[i % len(_SHAPES)] for i, tag in enumerate(tags)}
    noons = sorted({_moment(p.day) or 0.0 for p in shown})
    days = "%-d %b" if len({p.day[:4] for p in shown}) == 1 else "%-d %b %Y"
    colour = {
        "field": "source",
        "type": "nominal",
        "scale": {"domain": [*sources], "range": [f"var(--s{i})" for i in sources.values()]},
        "legend": None,
    }
    encoding = {
        "x": {
            "field": "at",
            "type": "quantitative",  # not temporal: Vega's interpreter warns of a temporal axis with fixed ends
            "scale": {"domain": [noons[0] - DAY / 2, noons[-1] + DAY / 2], "nice": False, "zero": False},
            "axis": {
                "title": None,
                "labelExpr": f"utcFormat(datum.value, '{days}')",
                "values": noons,
                "grid": False,
                "labelOverlap": "greedy",
            },
        },
        "y": {
            "field": "value",
            "type": "quantitative",
            "scale": {
                "type": "log" if logarithmic else "linear",
                "domain": [bottom, top],
                "nice": False,
                "zero": False,
            },
            "axis": {"title": None, "tickCount": 5, "format": "~s" if top >= 1e6 else ",~f"},
        },
        "color": colour,
    }
    tooltip = [{"field": field, "type": "nominal"} for field in ("words", "source", "outlet", "day")]

    def layer(kind: str, mark: dict[str, Any], **more: Any) -> dict[str, Any]:
        return {
            "transform": [{"filter": f"datum.kind == '{kind}'"}],
            "mark": mark,
            "encoding": {**encoding, "tooltip": tooltip, **more},
        }

    shape = {
        "field": "tag",
        "type": "nominal",
        "scale": {"domain": tags, "range": [name for name, _ in shapes.values()]},
        "legend": None,
    }
    filled = {"condition": {"test": "datum.included", **colour}, "value": "var(--paper)"}
    rows = _rows(shown, bottom, top)
    kinds = {row["kind"] for row in rows} | ({"series"} if any(row["days"] > 1 for row in rows) else set())
    layers = [
        (
            "series",
            {
                "transform": [{"filter": "datum.kind == 'bound' && datum.days > 1"}],
                "mark": {"type": "line", "strokeWidth": 1, "opacity": 0.45},
                "encoding": {**encoding, "detail": {"field": "series", "type": "nominal"}},
            },
        ),
        *(
            (kind, layer(kind, mark, **more))
            for kind, mark, more in (
                ("closed", {"type": "rule", "strokeWidth": 2.5}, {"y2": {"field": "to"}}),
                (
                    "open",
                    {"type": "rule", "strokeWidth": 1.5, "strokeDash": [2, 4], "opacity": 0.8},
                    {"y2": {"field": "to"}},
                ),
                ("up", _arrow("triangle-up"), {}),
                ("down", _arrow("triangle-down"), {}),
                (
                    "bound",
                    {"type": "point", "size": 90, "strokeWidth": 2, "opacity": 1},
                    {"shape": shape, "fill": filled},
                ),
                ("bound", _LETTER, {"text": {"field": "tag"}, "color": {"value": "currentColor"}}),
            )
        ),
    ]
    spec = {
        "description": f"{label}: figures by the day they speak for",
        "width": "container",
        "height": "container",
        "autosize": {"type": "fit", "contains": "padding"},
        "background": "transparent",
        "data": {"values": rows},
        "layer": [made for kind, made in layers if kind in kinds],  # Vega warns of a layer without rows
        "config": _LOOK,
    }
    return Chart(
        spec, tuple(sources.items()), tuple((sign, tag) for tag, (_, sign) in shapes.items()), len(points) - len(shown)
    )


def _series(point: Point) -> str:
    """Whose figures a line joins: one source's, wherever they are carried, or one outlet's own."""
    return point.source or f"the outlet {point.tag}"


def _arrow(shape: str) -> dict[str, Any]:
    return {"type": "point", "shape": shape, "size": 50, "filled": True, "opacity": 1}


def _drawn(point: Point) -> bool:
    """Whether a figure has a bound, and none that JSON cannot hold."""
    known = [value for value in (point.low, point.high) if value is not None]
    return bool(known) and all(map(math.isfinite, known))


def _moment(day: str) -> float | None:
    """Noon of an ISO day in milliseconds, as Vega counts; None for what is not one day."""
    try:
        return datetime.fromisoformat(f"{day}T12:00:00+00:00").timestamp() * 1000
    except ValueError:
        return None


def _reach(points: Sequence[Point]) -> tuple[float, float, bool]:
    """Where the axis starts and ends, with room for arrows at open ends, and whether it is logarithmic."""
    values = [value for p in points for value in (p.low, p.high) if value is not None]
    low, high = min(values), max(values)
    if low > 0 and high / low > _LOG_FROM:
        return low / 3, high * 3, True
    room = ((high - low) or abs(high) or 1.0) * 0.18
    return (max(0.0, low - room) if low >= 0 else low - room), high + room, False


def _rows(points: Sequence[Point], bottom: float, top: float) -> list[dict[str, Any]]:
    """One row a dot, line or arrow; figures of one day are set apart by a few hours so that none hides another."""
    per_day = Counter(p.day for p in points)
    days = Counter(series for series, _ in {(_series(p), p.day) for p in points})
    seen: Counter[str] = Counter()
    rows: list[dict[str, Any]] = []
    for p in points:
        slot = seen[p.day] - (per_day[p.day] - 1) / 2
        seen[p.day] += 1
        base = {
            "at": (_moment(p.day) or 0.0) + slot * DAY * min(0.3, 0.9 / per_day[p.day]),
            "series": _series(p),
            "days": days[_series(p)],
            **{"day": p.day, "source": p.source or OWN, "tag": p.tag, "outlet": p.outlet, "words": p.words},
        }
        if p.low is not None and p.high is not None and p.low != p.high:
            rows.append({**base, "kind": "closed", "value": p.low, "to": p.high})
        if p.high is None:
            rows += [{**base, "kind": "open", "value": p.low, "to": top}, {**base, "kind": "up", "value": top}]
        if p.low is None:
            rows += [{**base, "kind": "open", "value": p.high, "to": bottom}, {**base, "kind": "down", "value": bottom}]
        for value in dict.fromkeys((p.low, p.high)):
            if value is not None:
                rows.append({**base, "kind": "bound", "value": value, "included": p.bound not in STRICT})
    return rows


_LETTER: Final[dict[str, Any]] = {"type": "text", "dx": 9, "fontSize": 11, "align": "left", "baseline": "middle"}
_LOOK: Final[dict[str, Any]] = {
    "font": "system-ui, sans-serif",
    "view": {"stroke": None},
    "axis": {
        "labelColor": "currentColor",
        "labelFontSize": 12,
        "domainColor": "var(--rule)",
        "tickColor": "var(--rule)",
        "gridColor": "var(--hair)",
    },
}
