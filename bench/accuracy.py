"""Accuracy on the development gold. usage: accuracy.py [TASK…] [--write].

Prints the table of docs/benchmarks.md; `--write` puts it there, and its first figures into the README.
Tasks: attribution, timex, annotated, stories, names.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

from blocks import BENCHMARKS, README, write_block
from gold import GOLD
from score import TASKS, Scores

# Scorer, the figure it prints, what it means to a reader.
SHOWN = (
    ("attribution", "words micro F1", "who said what: words of source, cue and content, F1"),
    ("attribution", "relations F1", "who said what: whole attributions, F1"),
    ("timex", "relaxed F1", "dates and times found, F1"),
    ("timex", "value F1", "dates and times found with the right value, F1"),
    ("figures", "found F1", "figures found, F1"),
    ("figures", "value", "figures found: value and unit right"),
    ("figures", "bound", "figures found: bound right"),
    ("figures", "said_by", "figures found: who said it right"),
    ("figures", "group F1", "figures that may be compared, pairs F1"),
    ("speakers", "found R", "statements of hand-made gold found, recall"),
    ("speakers", "speaker", "statements found: speaker right, through pronouns and titles"),
    ("speakers", "via", "statements found: those who passed it on right"),
    ("speakers", "form", "statements found: form right"),
    ("speakers", "stance", "statements found: stance right"),
    ("people", "b-cubed F1", "people joined across spellings and articles, B-cubed F1"),
    ("names", "all F1", "pairs of names, F1"),
    ("stories", "b-cubed F1", "articles put into stories, B-cubed F1"),
    ("findings", "disputes found R", "disputes of hand-made gold found, recall"),
    ("findings", "kind right R", "disputes found with the right kind, recall"),
    ("findings", "findings P", "findings of these kinds that rest on a hand-made dispute, precision"),
    ("origins", "pairs F1", "passages that go back to one occasion, pairs F1"),
)


# What the README shows of it.
FIRST = {
    ("attribution", "words micro F1"),
    ("timex", "value F1"),
    ("figures", "found F1"),
    ("figures", "value"),
    ("people", "b-cubed F1"),
    ("stories", "b-cubed F1"),
    ("findings", "disputes found R"),
}


def table(measured: dict[str, Scores], shown: Iterable[tuple[str, str, str]]) -> str:
    """Figures as a Markdown table; a task that was not run has no row."""
    rows = [f"| {meaning} | {measured[of].get(figure, 0):.3f} |" for of, figure, meaning in shown if of in measured]
    return "\n".join(["| measured | figure |", "|---|---|", *rows])


def main(arguments: list[str]) -> int:
    """Print or write the table; 1 where the gold is not there."""
    if not GOLD.is_dir():
        print(f"no gold at {GOLD}; set TELLINGS_SHARED to the directory that holds it", file=sys.stderr)
        return 1
    wanted = [name for name in arguments if not name.startswith("-")] or list(TASKS)
    measured: dict[str, Scores] = {}
    for name in wanted:
        measured |= TASKS[name](1)
    print(table(measured, SHOWN))
    if "--write" in arguments:
        write_block(BENCHMARKS, "accuracy", table(measured, SHOWN))
        write_block(README, "accuracy", table(measured, (row for row in SHOWN if row[:2] in FIRST)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
