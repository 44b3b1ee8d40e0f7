"""Measure what tests/floors.json guards, on the same part of the gold. usage: floors.py [--write].

Prints each figure beside its floor. `--write` raises the floors to the figures less some slack and never lowers one; to
lower a floor, edit the file.
"""

from __future__ import annotations

import json
import sys

from accuracy import SHOWN
from gold import ROOT
from score import TASKS

FLOORS = ROOT / "tests" / "floors.json"
EVERY = {"attribution": 6, "timex": 6, "annotated": 1, "stories": 4, "names": 1}
# A parse and an int8 model may differ a little between processors; one dispute of the annotated stories is 0.027.
SLACK = {"annotated": 0.03}
USUAL_SLACK = 0.01


def main(arguments: list[str]) -> None:
    """Print figure and floor of every task; raise floors where asked."""
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    for task, run in TASKS.items():
        for scorer, figures in run(EVERY[task]).items():
            held = floors.setdefault(task, {}).setdefault(scorer, {})
            for name in (figure for of, figure, _ in SHOWN if of == scorer):
                value = figures.get(name, 0.0)
                print(f"{scorer:12} {name:18} {value:.3f}  floor {held.get(name, 0.0):.3f}")
                held[name] = max(held.get(name, 0.0), round(value - SLACK.get(task, USUAL_SLACK), 3))
    if "--write" in arguments:
        FLOORS.write_text(json.dumps(floors, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
