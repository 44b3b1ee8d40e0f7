"""Dates against a small gold of made-up sentences: span, type, value, tense and anchor.

`tests/gold/dates.jsonl`: a sentence or two a line, about made-up places, with its day of publication ("" where not
given) and its time expressions in order; `anchor` is "" for what is complete in itself, `tense` where none matters.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from tests.made import article

from tellings.mark.dates import find_dates, tense_at
from tellings.mark.parse import parse

GOLD = Path(__file__).parents[1] / "gold" / "dates.jsonl"


@cache
def counted() -> tuple[Counter[str], list[str]]:
    """How many of each kind are right, out of `wanted` and `found`, and what is not."""
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    count: Counter[str] = Counter()
    wrong = []
    articles = (article(row["text"], published=row["published"], path=str(n)) for n, row in enumerate(rows))
    for row, parsed in zip(rows, parse(articles), strict=True):
        found = {(when.span.start, when.span.end): when for when in find_dates(parsed)}
        count["wanted"] += len(row["timex"])
        count["found"] += len(found)
        for want in row["timex"]:
            when = found.pop((want["start"], want["end"]), None)
            if when is None:
                wrong.append(f"not found: {want['text']} in {row['text']}")
                continue
            count["span"] += 1
            count["value"] += (when.type, when.value) == (want["type"], want["value"])
            count["anchor"] += when.anchor == want["anchor"]
            count["tense"] += not want["tense"] or tense_at(parsed.doc, want["start"]) == want["tense"]
            if (when.value, when.anchor) != (want["value"], want["anchor"]):
                wrong.append(f"{when.type} {when.value} from {when.anchor!r}, not {want}: {row['text']}")
        wrong += [f"no time: {when.span.text} in {row['text']}" for when in found.values()]
    return count, wrong


@pytest.mark.parametrize(("figure", "floor"), [("span", 0.97), ("value", 0.97), ("anchor", 0.97), ("tense", 0.95)])
def test_dates_of_made_up_sentences_stay_right(figure: str, floor: float) -> None:
    count, wrong = counted()
    assert count["wanted"] >= 150
    assert 2 * count[figure] / (count["wanted"] + count["found"]) >= floor, "\n".join(wrong)
