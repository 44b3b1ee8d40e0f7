"""A measure's figures on a number line and over time: positions, and the Vega-Lite specification."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tellings.model import Bound

STRICT: Final[frozenset[Bound]] = frozenset({"more_than", "less_than"})
COLOURS: Final = 8  # series colours that the style sheet names --s1 … --s8
_SHAPES: Final = ("circle", "square", "diamond", "triangle-up", "triangle-down", "cross", "stroke", "triangle-right")
_LOG_FROM: Final = 60  # highest over lowest, from which on a linear axis hides the small ones
_EDGE: Final = 0.06  # room on both sides of a number line, as a part of its length


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
    """A figure as a chart needs it; `day` is ISO."""

    low: float | None
    high: float | None
    bound: Bound
    day: str
    source: str
    tag: str
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


def over_time(label: str, points: Sequence[Point]) -> dict[str, Any] | None:
    """The specification of a measure's chart; None where fewer than two figures have a day and a bound.

    Dots are bounds (filled where the bound itself is included), lines what lies between; an interval without a bound
    runs as a broken line to an arrow. Colour is the source, shape the outlet. Figures of one day stand side by side.
    """
    shown = [p for p in points if p.day and not (p.low is None and p.high is None)]
    if len(shown) < 2:
        return None
    values = [value for p in shown for value in (p.low, p.high) if value is not None]
    low, high = min(values), max(values)
    logarithmic = low > 0 and high / low > _LOG_FROM
    room = (high - low) or abs(high) or 1.0
    bottom, top = (
        (low / 3, high * 3) if logarithmic else (max(0.0, low - room * 0.18) if low >= 0 else low, high + room * 0.18)
    )
    sources = [*dict.fromkeys(p.source for p in shown)]
    tags = sorted({p.tag for p in shown}, key=lambda tag: (len(tag), tag))
    rows = _rows(shown, bottom, top)
    colour = {
        "field": "source",
        "type": "nominal",
        "scale": {"domain": sources, "range": [f"var(--s{i % COLOURS + 1})" for i in range(len(sources))]},
        "legend": {"title": "source", "symbolType": "stroke", "symbolStrokeWidth": 3},
    }
    shape = {
        "field": "tag",
        "type": "nominal",
        "scale": {"domain": tags, "range": [_SHAPES[i % len(_SHAPES)] for i in range(len(tags))]},
        "legend": {"title": "outlet", "symbolFillColor": "transparent", "symbolStrokeColor": "currentColor"},
    }
    x = {
        "field": "at",
        "type": "temporal",
        "scale": {"type": "utc", "padding": 24},
        "axis": {"title": None, "format": "%-d %b", "tickMinStep": 86_400_000, "grid": False, "labelOverlap": True},
    }
    y = {
        "field": "value",
        "type": "quantitative",
        "scale": {"type": "log" if logarithmic else "linear", "domain": [bottom, top], "nice": False},
        "axis": {"title": None, "tickCount": 5, "format": "~s" if high >= 1e6 else ",~g"},
    }
    tooltip = [{"field": field, "type": "nominal"} for field in ("words", "source", "outlet", "day")]

    def layer(kind: str, mark: dict[str, Any], **encoding: Any) -> dict[str, Any]:
        return {
            "transform": [{"filter": f"datum.kind == '{kind}'"}],
            "mark": {"tooltip": True, **mark},
            "encoding": {"x": x, "y": y, "color": colour, "tooltip": tooltip, **encoding},
        }

    filled = {"condition": {"test": "datum.included", **colour}, "value": "var(--paper)"}
    series = Counter(p.source for p in shown)
    return {
        "description": f"{label}: figures by the day they speak for",
        "width": "container",
        "height": "container",
        "autosize": {"type": "fit", "contains": "padding"},
        "background": "transparent",
        "data": {"values": rows},
        "layer": [
            {
                "transform": [
                    {"filter": {"field": "source", "oneOf": [s for s, n in series.items() if n > 1]}},
                    {"filter": "datum.kind == 'bound'"},
                ],
                "mark": {"type": "line", "strokeWidth": 1, "opacity": 0.4},
                "encoding": {"x": x, "y": y, "color": colour},
            },
            layer("closed", {"type": "rule", "strokeWidth": 2.5}, y2={"field": "to"}),
            layer("open", {"type": "rule", "strokeWidth": 2, "strokeDash": [3, 3]}, y2={"field": "to"}),
            layer("up", {"type": "point", "shape": "triangle-up", "size": 50, "filled": True}),
            layer("down", {"type": "point", "shape": "triangle-down", "size": 50, "filled": True}),
            layer("bound", {"type": "point", "size": 90, "strokeWidth": 2, "opacity": 1}, shape=shape, fill=filled),
            {
                "transform": [{"filter": "datum.kind == 'bound'"}],
                "mark": {"type": "text", "dx": 11, "fontSize": 11, "align": "left", "baseline": "middle"},
                "encoding": {"x": x, "y": y, "text": {"field": "tag"}, "color": {"value": "currentColor"}},
            },
        ],
        "config": {
            "font": "inherit",
            "view": {"stroke": None},
            "axis": {
                "labelColor": "currentColor",
                "labelFontSize": 12,
                "domainColor": "var(--rule)",
                "tickColor": "var(--rule)",
                "gridColor": "var(--hair)",
            },
            "legend": {
                "labelColor": "currentColor",
                "titleColor": "currentColor",
                "orient": "bottom",
                "labelLimit": 240,
                "labelFontSize": 12,
                "titleFontSize": 12,
                "titleFontWeight": "normal",
            },
        },
    }


def _rows(points: Sequence[Point], bottom: float, top: float) -> list[dict[str, Any]]:
    """One row a dot, line or arrow; figures of one day are set apart by a few hours so that none hides another."""
    per_day = Counter(p.day for p in points)
    seen: Counter[str] = Counter()
    rows: list[dict[str, Any]] = []
    for p in points:
        slot = seen[p.day] - (per_day[p.day] - 1) / 2
        seen[p.day] += 1
        minutes = round(12 * 60 + slot * min(180, 20 * 60 / per_day[p.day]))
        base = {
            "at": f"{p.day}T{minutes // 60:02d}:{minutes % 60:02d}:00Z",
            "day": p.day,
            "source": p.source,
            "tag": p.tag,
            "outlet": p.tag,
            "words": p.words,
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
