"""Curves for the documentation: lines over two logarithmic axes, as an SVG that reads on light and dark pages."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

Points = Sequence[tuple[float, float]]
WIDTH, HEIGHT = 640, 360
LEFT, TOP, RIGHT, BOTTOM = 64, 24, 150, 44  # room around the curves, in pixels
INK, RULE = "#767f8a", "#76808a55"
# Told apart by those who see few colours (Okabe and Ito 2008), and by their dashes.
LINES = (("#0072b2", ""), ("#d55e00", "7 3"), ("#009e73", "2 3"), ("#cc79a7", "9 3 2 3"), ("#e69f00", "5 5"))


def draw(path: Path, across: str, up: str, curves: Mapping[str, Points]) -> None:
    """Write the curves, by their names, with the names of both axes; every value is above 0."""
    points = [point for curve in curves.values() for point in curve]
    x, y = ((math.floor(math.log10(min(v))), math.ceil(math.log10(max(v)))) for v in zip(*points, strict=True))
    path.write_text("\n".join(_lines(across, up, curves, x, y)) + "\n", encoding="utf-8")


def _lines(across: str, up: str, curves: Mapping[str, Points], x: tuple[int, int], y: tuple[int, int]) -> Iterator[str]:
    wide, high = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM

    def at(one: float, other: float) -> tuple[float, float]:
        right = (math.log10(one) - x[0]) / max(x[1] - x[0], 1)
        above = (math.log10(other) - y[0]) / max(y[1] - y[0], 1)
        return LEFT + wide * right, TOP + high * (1 - above)

    names = ", ".join(curves)
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
    yield f' aria-label="{escape(f"{up} by {across}: {names}")}" font-family="sans-serif" font-size="12">'
    for power in range(x[0], x[1] + 1):
        here, _ = at(10**power, 10 ** y[0])
        yield f'<path d="M{here:.1f} {TOP}V{TOP + high}" stroke="{RULE}"/>'
        yield f'<text x="{here:.1f}" y="{TOP + high + 16}" fill="{INK}" text-anchor="middle">{10**power:,}</text>'
    for power in range(y[0], y[1] + 1):
        _, here = at(10 ** x[0], 10**power)
        told = f"{10**power:,}" if power >= 0 else f"{10**power:g}"
        yield f'<path d="M{LEFT} {here:.1f}H{LEFT + wide}" stroke="{RULE}"/>'
        yield f'<text x="{LEFT - 6}" y="{here + 4:.1f}" fill="{INK}" text-anchor="end">{told}</text>'
    yield f'<text x="{LEFT + wide / 2}" y="{HEIGHT - 8}" fill="{INK}" text-anchor="middle">{escape(across)}</text>'
    yield f'<text x="4" y="14" fill="{INK}">{escape(up)}</text>'
    taken: list[tuple[float, float]] = []
    for (name, curve), (colour, dashes) in zip(curves.items(), LINES, strict=False):
        places = [at(*point) for point in sorted(curve)]
        line = " ".join(f"{a:.1f},{b:.1f}" for a, b in places)
        yield f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dashes}"/>'
        yield from (f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3" fill="{colour}"/>' for a, b in places)
        end, beside = places[-1]
        while any(
            abs(end - right) < RIGHT and abs(beside - low) < 14 for right, low in taken
        ):  # names of lines that end together
            beside += 1
        taken.append((end, beside))
        yield f'<text x="{end + 8:.1f}" y="{beside + 4:.1f}" fill="{colour}">{escape(name)}</text>'
    yield "</svg>"
