"""What a text says about its own day of publication: dated events, weekdays, datelines, years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from tellings.grammar.timex import Timex, read_timexes

Dated = Literal["writing", "event", "past", "recent", "plan", "stretch", "dateline", "post", "holiday"]
CueKind = Literal[Dated, "weekday", "month", "year", "copyright"]

_LABEL = re.compile(r"\b(?:updated|published|posted|first published|date|last modified)\b[^\n]{0,12}$", re.IGNORECASE)
_AFTER_DATELINE = re.compile(r"\s*(?:\((?-i:[A-Z])[\w .&/-]{1,30}\)|[—–]|--| - )")
# A page of print names its day at the foot: "(Harbour Daily 03/14/2025 page4)".
_PRINT = re.compile(r"[ ,;]{0,3}(?:page|p\.) ?[A-Z]?\d", re.IGNORECASE)
# A post that the article shows: "— Ana Brel (@brel) March 14, 2025", "Posted by Ana Brel on Monday, March 14, 2025".
_POSTED = re.compile(r"\(@\w{1,30}\)[ \n]{0,2}(?:on )?$|\bposted by [^\n]{1,40} on (?:[a-z]{3,9}, )?$", re.IGNORECASE)
# A day that ends or begins a stretch: "26 February – 1 March", "from Oct. 5 to Oct. 9".
_STRETCH_BEFORE = re.compile(
    r"\b[A-Z][a-z]{2,8}\.? \d\d?(?:, \d{4})? ?(?:-|–|to|until|through) ?$|\d [A-Z][a-z]{2,8} ?(?:-|–|to|until) ?$"
)
_STRETCH_AFTER = re.compile(r" ?(?:-|–|to|until|through) ?(?:[A-Z][a-z]{2,8}\.? \d|\d\d?\b(?! ?[ap]\.?m))")
_COPYRIGHT_WORDS = re.compile(r"(?:copyright|©|\(c\))[^\n]{0,12}$", re.IGNORECASE)
_AHEAD = re.compile(
    r"\b(?:will|next|until|by|scheduled|expected|plans?|due|before|coming|as early as|as soon as)\b[^.\n]{0,40}$",
    re.IGNORECASE,
)
_EXPECTED = re.compile(r"\b(?:is|are) (?:expected|scheduled|due|set|planned|slated)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[a-z)\d][.!?][\"”’]* |\n")
_BEHIND = re.compile(
    r"\b(?:later|earlier|since|was|were|had|said|told|met|held|began|took|went|made|came|spoke|fell|left|broke|struck"
    r"|[a-z]{3,}ed)\b[^.,\n]{0,25}$",
    re.IGNORECASE,
)
_OLD = re.compile(r"[^.\n]{0,12}\b(?:file|archive)\b", re.IGNORECASE)
_BEHIND_BY = {
    "today": 0,
    "tonight": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "yesterday": 1,
    "yesterday morning": 1,
    "yesterday afternoon": 1,
    "yesterday evening": 1,
    "last night": 1,
    "tomorrow": -1,
}
_MONTH_DAY = re.compile(r"(\d{4}|XXXX)-(\d\d)-(\d\d)(?:T.*)?$")
_DATELINE_REACH = 200  # characters into the text, after the title, in which a dateline may stand
_SENTENCE = 250  # characters before a date in which its sentence is looked for
_TIMEXES = 320  # time expressions read; the rest of a very long text adds nothing


@dataclass(frozen=True, slots=True)
class Cue:
    """A place in the text that speaks for some days: `month` and `day`, `year` and `weekday` are 0 where not said.

    A day of `writing` is named as today's or yesterday's, and so on: the text was written `behind` days after it.
    """

    kind: CueKind
    start: int
    end: int
    year: int = 0
    month: int = 0
    day: int = 0
    weekday: int = 0
    behind: int = 0


def find_cues(text: str) -> Iterator[Cue]:
    """Cues in order of the text."""
    before: Timex | None = None
    for timex in islice(read_timexes(text), _TIMEXES):
        cue = _cue(text, timex, before)
        before = timex
        if cue:
            yield cue


def _cue(text: str, timex: Timex, before: Timex | None) -> Cue | None:
    value, lead = timex.reading.value, text[max(0, timex.start - 60) : timex.start]
    dated = _MONTH_DAY.match(value)
    if timex.rule == "holiday":
        if not dated or not value.startswith("XXXX"):
            return None
        weekday = _weekday_beside(text, timex, before)
        return Cue("holiday", timex.start, timex.end, 0, int(dated[2]), int(dated[3]), weekday)
    if dated and "XX-XX" not in value:
        if _OLD.match(text, timex.end):
            return None
        year = int(dated[1]) if dated[1] != "XXXX" else 0
        weekday = _weekday_beside(text, timex, before)
        behind = _days_behind(text, timex, before)
        if behind is not None:
            return Cue("writing", timex.start, timex.end, year, int(dated[2]), int(dated[3]), weekday, behind)
        kind: CueKind = _event_kind(text, timex, lead)
        if kind in ("event", "past") and weekday and lead.endswith("("):
            kind = "recent"
        return Cue(kind, timex.start, timex.end, year, int(dated[2]), int(dated[3]), weekday)
    bare = re.match(r"XXXX-WXX-(\d)", value)
    if bare and timex.reading.type != "SET" and not _AHEAD.search(lead):
        return Cue("weekday", timex.start, timex.end, weekday=int(bare[1]))
    if month := re.fullmatch(r"XXXX-(\d\d)", value):
        return Cue("month", timex.start, timex.end, month=int(month[1]))
    if re.fullmatch(r"(?:19|20)\d\d(?:-(?:\d\d|Q\d))?", value):
        line: CueKind = "copyright" if _COPYRIGHT_WORDS.search(lead) else "year"
        return Cue(line, timex.start, timex.end, year=int(value[:4]))
    return None


def _event_kind(text: str, timex: Timex, lead: str) -> CueKind:
    if _POSTED.search(lead):
        return "post"
    if _STRETCH_BEFORE.search(lead) or _STRETCH_AFTER.match(text, timex.end):
        return "stretch"
    if _is_dateline(text, timex, lead):
        return "dateline"
    sentence = _SENTENCE_END.split(text[max(0, timex.start - _SENTENCE) : timex.start])[-1]
    if _EXPECTED.search(sentence):
        return "plan"
    return "plan" if _AHEAD.search(lead) else "past" if _BEHIND.search(lead) else "event"


def _weekday_beside(text: str, timex: Timex, before: Timex | None) -> int:
    """The weekday that belongs to a date: inside it, or just before it as in "Friday (October 25)"."""
    if timex.rule in ("month day", "day month"):
        names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
        first = text[timex.start : timex.start + 3].lower()
        if first in names:
            return names.index(first) + 1
    if before and _touch(text, before, timex):
        beside = re.match(r"XXXX-WXX-(\d)", before.reading.value)
        return int(beside[1]) if beside else 0
    return 0


def _days_behind(text: str, timex: Timex, before: Timex | None) -> int | None:
    """How long after a day the text was written, as "yesterday, March 14" says; None where nothing of it is said."""
    if before is None or not _touch(text, before, timex):
        return None
    return _BEHIND_BY.get(" ".join(text[before.start : before.end].lower().split()))


def _touch(text: str, before: Timex, timex: Timex) -> bool:
    """True where nothing but a comma or a bracket stands between two time expressions."""
    return before.end >= timex.start - 3 and not text[before.end : timex.start].strip(" (,–—")


def _is_dateline(text: str, timex: Timex, lead: str) -> bool:
    if _LABEL.search(lead) or _PRINT.match(text, timex.end):
        return True
    head = text.find("\n\n") + 1 if "\n\n" in text[:300] else text.find("\n") + 1 if "\n" in text[:300] else 0
    line = text[text.rfind("\n", 0, timex.start) + 1 : timex.start]
    place = re.fullmatch(r"(?:(?-i:[A-Z])[^.!?]{0,60}[,.] )?", line)
    early = timex.start <= head + _DATELINE_REACH
    return bool(early and place and _AFTER_DATELINE.match(text, timex.end))
