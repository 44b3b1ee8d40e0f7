"""Speakers against our own gold, `tests/gold/speakers.jsonl`: short passages about places and people that do not exist.

One row a statement: `kind`, `text`, `said` (words of the content), `speaker` ("" where a reader cannot tell), `via`
(outermost first), `form` and `stance`. `speaker`, `form` and `stance` are lists of what a reader may hold right.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.made import article

from tellings.mark.parse import parse
from tellings.marking import mark_parsed
from tellings.model import Statement

GOLD = Path(__file__).parent.parent / "gold" / "speakers.jsonl"
# What may not fall: shares of the rows found, and of those found. Raise them when the rules get better.
FLOORS = {"found": 0.98, "speaker": 0.96, "via": 0.98, "form": 0.98, "stance": 0.97}
# Words that make no difference between two names for a speaker.
SMALL = frozenset({"the", "a", "an"})

Row = dict[str, Any]


def rows() -> list[Row]:
    """The rows of the gold."""
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


@cache
def marked() -> tuple[tuple[Statement, ...], ...]:
    """The statements of each row, found the way a user's articles go."""
    articles = [article(row["text"], path=f"{number}.txt") for number, row in enumerate(rows())]
    return tuple(mark_parsed(parsed).statements for parsed in parse(articles))


def bare(name: str) -> str:
    """A name without case, article and the s of an owner."""
    words = name.lower().replace("’s", "'s").split()
    return " ".join(word for word in words if word not in SMALL)


def holding(row: Row, statements: tuple[Statement, ...]) -> Statement | None:
    """The statement whose content shares most with the row's words, and half of them at least; the shortest then."""
    start = row["text"].index(row["said"])
    end = start + len(row["said"])

    def shared(one: Statement) -> int:
        return sum(max(0, min(span.end, end) - max(span.start, start)) for span in one.content)

    best = max(statements, key=lambda one: (shared(one), -sum(len(s.text) for s in one.content)), default=None)
    return best if best is not None and 2 * shared(best) >= end - start else None


def scores() -> tuple[dict[str, float], list[str]]:
    """The share right of each, and a line for each mistake."""
    right: Counter[str] = Counter()
    found, wrong = 0, []
    for row, statements in zip(rows(), marked(), strict=True):
        one = holding(row, statements)
        if one is None:
            wrong.append(f"missed: {row['said']} in {row['text']}")
            continue
        found += 1
        judged = {
            "speaker": bare(one.speaker) in map(bare, row["speaker"]),
            "via": [*map(bare, one.via)] == [*map(bare, row["via"])],
            "form": one.form in row["form"],
            "stance": one.stance in row["stance"],
        }
        right.update(name for name, same in judged.items() if same)
        wrong += [
            f"{name}: {getattr(one, name)!r} for {row[name]} in {row['text']}" for name in judged if not judged[name]
        ]
    return {"found": found / len(rows())} | {name: right[name] / found for name in FLOORS if name != "found"}, wrong


def test_the_gold_is_large_enough_and_holds_its_own_words() -> None:
    assert len(rows()) >= 160
    assert all(row["said"] in row["text"] for row in rows())


@pytest.mark.parametrize("name", FLOORS)
def test_speakers_do_not_fall_below_their_floor(name: str) -> None:
    measured, wrong = scores()
    assert measured[name] >= FLOORS[name], "\n".join(wrong)
