"""Event data as researchers of conflict code them: a row a figure about people, with the columns of UCDP GED.

A row is what one article says, not an event: `best` stays empty, as do sides, types of violence and coordinates, which
a coder decides on. Deaths stand in a file of their own, because GED's `low` and `high` are deaths; counts of injured,
missing, displaced and other people have the same columns in another. `codebook.csv` says what each column holds.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from tellings.decisions import grades
from tellings.lexicon import table
from tellings.model import Article, Figure, Marks, Measure, Record, Span, When
from tellings.show.exports.csv_tables import csv_text
from tellings.show.rows import Row
from tellings.show.text import heading

_SCALE: Final = (1, 6, 7, 31)  # the most days of each step of `date_prec`; the fifth is longer


def write(record: Record, folder: Path) -> list[Path]:
    """Write `deaths.csv`, `others.csv` and `codebook.csv`."""
    known = table("ged")
    codebook: list[Row] = [
        {"column": name, "of": of, "filled": "yes" if about else "no", "about": about or "left to the coder"}
        for of, columns in (("GED", known["columns"]), ("Tellings", known["more"]))
        for name, _, about in columns
    ]
    head = [name for name, *_ in (*known["columns"], *known["more"])]
    rows = list(event_rows(record))
    written = []
    for name, part in (
        ("deaths", [row for row in rows if row["what"] == "killed"]),
        ("others", [row for row in rows if row["what"] != "killed"]),
    ):
        written.append(folder / f"{name}.csv")
        text = csv_text([row | {"id": number} for number, row in enumerate(part, 1)], head)
        written[-1].write_text(text, encoding="utf-8", newline="")
    written.append(folder / "codebook.csv")
    written[-1].write_text(csv_text(codebook), encoding="utf-8", newline="")
    return written


def event_rows(record: Record) -> Iterator[Row]:
    """A row for each figure that counts people, in the order of the articles; what is left to the coder is None."""
    known = table("ged")
    empty = {name: None for name, _, about in known["columns"] if not about}
    measures = {figure: measure for measure in record.measures for figure in measure.figures}
    stories = {key: story.id for story in record.stories for key in story.articles}
    graded = grades(record.decisions, record.people)
    for key, marks in record.marks.items():
        article = record.articles[key]
        told = _article(article) | {"story": stories.get(key, ""), "grade": graded.get(article.outlet.casefold(), "")}
        for figure in marks.figures:
            measure = measures.get(figure.id)
            what = what_happened(figure, measure)
            if what is None:
                continue
            sentence = _sentence(marks, figure.span)
            yield empty | told | _days(marks, sentence, figure.as_of) | {
                "relid": figure.id,
                "source_original": figure.said_by,
                "where_description": figure.place,
                "high": _whole(figure.high, math.ceil),
                "low": _whole(figure.low, math.floor),
                "what": what,
                "counted": figure.counted,
                "state": figure.state,
                "bound": figure.bound,
                "as_of": figure.as_of,
                "measure": measure.id if measure else "",
                "measure_label": measure.label if measure else "",
                "part_of": figure.part_of,
                "quote": article.words(figure.span),
                "sentence": article.words(sentence),
                "start": figure.span.start,
                "end": figure.span.end,
            }  # fmt: skip


def what_happened(figure: Figure, measure: Measure | None = None) -> str | None:
    """What happened to the people a figure counts ("" where that is not said), None where it counts none.

    Where its own words do not say, the measure it was linked to does: 29 bodies recovered are people killed.
    """
    if figure.unit != "count" or not figure.counted:
        return None
    kinds = _kinds()
    states = [state for state in (figure.state, measure.state if measure else "") if state in kinds.states]
    state = kinds.states[states[0]] if states else ""
    said = str(table("ged")["states"].get(state, ""))
    head = _head(figure.counted)
    if head & kinds.dead and (state == "die" or not figure.state):
        return "killed"
    if head & kinds.people or (state in table("ged")["befall"] and not head & kinds.things):
        return said
    return None


def _article(article: Article) -> Row:
    title = heading(article)
    day = article.published[:10]
    return {
        "number_of_sources": 1,
        "source_article": ",".join((article.outlet, day, title)),
        "source_office": article.outlet,
        "source_date": day,
        "source_headline": title,
        "url": article.url,
        "path": article.path,
    }


def _days(marks: Marks, sentence: Span, as_of: str) -> Row:
    """GED's dates: the narrowest date of the sentence that holds the day the figure speaks for, else that day alone."""
    first = bisect_left(marks.dates, sentence.start, key=lambda when: when.span.start)
    last = bisect_left(marks.dates, sentence.end, key=lambda when: when.span.start)
    held = [
        (days, when)
        for when in marks.dates[first:last]
        if as_of and when.earliest <= as_of <= when.latest and (days := _length(when))
    ]
    days, when = min(held, key=lambda one: one[0], default=(0, None))
    end = when.latest if when else as_of
    return {
        "date_prec": bisect_left(_SCALE, days) + 1 if days else None,
        "date_start": when.earliest if when else "",
        "date_end": end,
        "year": int(end[:4]) if end[:4].isdigit() else None,
    }


def _length(when: When) -> int:
    """How many days a date holds; 0 where it is open or none."""
    try:
        return (date.fromisoformat(when.latest) - date.fromisoformat(when.earliest)).days + 1
    except ValueError:
        return 0


def _sentence(marks: Marks, span: Span) -> Span:
    at = bisect_right(marks.sentences, span.start, key=lambda sentence: sentence.start) - 1
    return marks.sentences[at] if at >= 0 and marks.sentences[at].end > span.start else span


def _whole(value: float | None, towards: Callable[[float], int]) -> int | None:
    """A bound as GED has it, a whole number; None where it is open or no number."""
    return towards(value) if value is not None and math.isfinite(value) else None


def _head(counted: str) -> set[str]:
    """The word that says what is counted, and what it may be the plural of: `boats` of "local boats from Hallig"."""
    words = [word.strip(".,'’\"“”") for word in counted.casefold().split()]
    end = next((at for at, word in enumerate(words) if at and word in table("ged")["joints"]), len(words))
    word = words[end - 1] if words else ""
    return {word, word.removesuffix("s"), word.removesuffix("ies") + "y", word.removesuffix("es")}


@dataclass(frozen=True, slots=True)
class _Kinds:
    """Heads of counted phrases, and the state that each verb says."""

    people: frozenset[str]
    dead: frozenset[str]
    things: frozenset[str]
    states: Mapping[str, str]


@cache
def _kinds() -> _Kinds:
    known, measures = table("ged"), table("measures")
    return _Kinds(
        frozenset([*known["others"], *(word for kind in known["people"] for word in measures["heads"][kind])]),
        frozenset(known["dead"]),
        frozenset(word for kind in known["things"] for word in measures["heads"][kind]),
        {lemma: state for state in known["states"] for lemma in (state, *measures["states"].get(state, ()))},
    )
