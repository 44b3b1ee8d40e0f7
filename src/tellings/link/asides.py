"""Asides: sentences that turn to another event elsewhere ("Meanwhile, six people died in …"), or tell of none."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from tellings.lexicon import table
from tellings.link.polarity import ANYONE
from tellings.model import Figure
from tellings.view import StoryView

# "Rivertown club: 49 killed", in a list of at least this many: a table of other events, one a line.
_LABEL = re.compile(r"^(?P<label>[^\n:.]{3,60}):[ \u00a0](?:\w+[ \u00a0]){0,2}\d[^\n]*(?:\n[^\n:]+$)?", re.MULTILINE)
_LIST = 3
_ANYONE = re.compile(ANYONE, re.IGNORECASE)  # counts nothing: "You don't send 500 ships if …"
_NOWHERE = "nowhere"  # the place of what is told so
_ELSEWHERE = "elsewhere"  # that of what is only held against the story's event: "one died, unlike in Ostrel"
# A place that at least this share of a story's articles names is one of the story's own.
_OWN = 0.3
_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Spring|Summer|Autumn|Winter|(?:19|20)\\d\\d"
)


@dataclass(frozen=True, slots=True)
class Asides:
    """The places of a story: by article and source offset, and those that are the story's own."""

    view: StoryView
    places: Mapping[str, tuple[tuple[int, str], ...]]
    own: frozenset[str]
    listed: Mapping[str, tuple[tuple[int, int, str], ...]]

    @classmethod
    def of(cls, view: StoryView) -> Asides:
        """From the names of a story's articles."""
        places = {
            key: tuple(sorted((name.span.start, name.full) for name in marks.names if name.kind == "place"))
            for key, marks in view.marks.items()
        }
        told = Counter(place for rows in places.values() for place in {place for _, place in rows})
        own = frozenset(place for place, count in told.items() if count > _OWN * len(places))
        return cls(view, places, own, {key: _lists(article.text) for key, article in view.articles.items()})

    def place(self, key: str, figure: Figure) -> str:
        """The place of the other event that the sentence of a figure turns to; "" where it tells of the story's own.

        What it tells of anyone ("You don't …") happened nowhere, what it holds against something named elsewhere.
        """
        sentence = self.view.sentence(key, figure.span).span
        start, end = self.view.articles[key].at(sentence)
        number = self.view.articles[key].at(figure.span)[0]
        for low, high, label in self.listed[key]:
            if low <= number < high:
                return label
        text = self.view.articles[key].text
        if _ANYONE.search(text, start, number):
            return _NOWHERE
        if _against().search(text, number, end):
            return _ELSEWHERE
        if not _opener().match(text, start, end):
            return ""
        rows = self.places[key]
        here = rows[bisect_left(rows, (sentence.start,)) : bisect_left(rows, (sentence.end,))]
        return "" if any(place in self.own for _, place in here) else next((place for _, place in here), "")


def _lists(text: str) -> tuple[tuple[int, int, str], ...]:
    """The lines of lists of events, each with the paragraph under it, in clean offsets, by their labels."""
    lines = [(match.start(), match.end(), match["label"]) for match in _LABEL.finditer(text)]
    return tuple(lines) if len(lines) >= _LIST else ()


@cache
def _against() -> re.Pattern[str]:
    """Words that hold what stands before them against an event that has a name or a day."""
    words = "|".join(table("measures")["asides"]["against"])
    return re.compile(rf"\b(?:{words})\b[ \u00a0](?:[a-z’']+[ \u00a0]){{0,4}}[A-Z]")


@cache
def _opener() -> re.Pattern[str]:
    words = table("measures")["asides"]
    phrases = "|".join(re.escape(phrase) for phrase in (*words["openers"], *words["times"]))
    return re.compile(rf"(?:{phrases}|In (?:(?:early|late|mid) )?(?:{_MONTHS}))(?!\w)", re.IGNORECASE)
