"""Rows: the figures of a story as measures compare them, with what their article and their story say of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from tellings.grammar.calendar import read_day
from tellings.lexicon import table
from tellings.link.asides import Asides
from tellings.link.corrections import corrected
from tellings.link.dues import dues_of
from tellings.link.sums import Meaning, offers_of
from tellings.link.traits import Traits, traits
from tellings.link.votes import votes_of
from tellings.model import Article, Figure
from tellings.view import StoryView
from tellings.world import country_of

_OF_WHOLE = re.compile(
    r"[ \u00a0]of[ \u00a0](?:the|these|those|my|his|her|its|their|our|whom|which|(?P<them>them))\b", re.IGNORECASE
)
# All people, told as three kinds of them.
_MEN_WOMEN = re.compile(r"[ \u00a0]men,[ \u00a0]women[ \u00a0](?:and|or)[ \u00a0]children\b", re.IGNORECASE)
# Some of those who were hurt: "18 are critically injured".
_GRAVELY = re.compile(
    r"(?:[ \u00a0]\w+){0,4}?[ \u00a0](?P<how>critically|seriously|severely|gravely|badly|lightly|slightly)"
    r"[ \u00a0](?:injured|wounded|hurt|ill)\b",
    re.IGNORECASE,
)
# How many there is room for: "whose capacity is 420", and what is licensed for 350 people.
_CAPACITY = re.compile(r"\bcapacity[ \u00a0](?:of|is|was)[ \u00a0](?:(?:about|around|some)[ \u00a0])?\Z", re.IGNORECASE)
_OF_WHOM = re.compile(r"(?<!\w)of[ \u00a0](?:whom|which)[ \u00a0]\Z", re.IGNORECASE)
_VERB = re.compile(r"[ \u00a0](?:is|are|was|were|has|have|had|will|would)[ \u00a0]|[.,;:()\n]")
_THERE_ARE = re.compile(r"there[ \u00a0](?:is|are|was|were|be|been)[ \u00a0]\Z", re.IGNORECASE)
_DIFFERENCE = re.compile(r"[ \u00a0](?:more|fewer|less|higher|lower)[ \u00a0]than\b", re.IGNORECASE)
# A count that became another: "312 passengers became 336", "rose from 17 to 23".
_BECAME = re.compile(r"(?:[ \u00a0][\w’'-]+){0,3}[ \u00a0](?:became|to)[ \u00a0](?:\w+[ \u00a0]){0,2}\d", re.IGNORECASE)
_FROM = re.compile(r"\d(?:[ \u00a0][\w’'-]+){0,3}[ \u00a0](?:became|to)[ \u00a0](?:\w+[ \u00a0]){0,2}\Z", re.IGNORECASE)
_ROOM = Meaning("capacity", "", frozenset(), "capacity")
# Days from publication within which a figure speaks of the present; other days were named for themselves.
_CURRENT = 7
# How many times one count of the people of an event may be another, for the same to be called otherwise there. By eye
# on made-up stories of accidents and protests: twice is what a toll grows by from one day to the next.
_ALIKE = 2.0


@dataclass(frozen=True, slots=True)
class Row:
    """A figure with its article, the day that was published, and its traits.

    `spoken` is the ordinal of the day it speaks for, None where that or the day of publication is unknown; `current`
    is whether that is of the present, `room` whether it is the capacity of something. `meaning` is what an amount or a
    share is of, where more than its noun tells it; `corrected` the right and the wrong value, where it is one of those.
    """

    figure: Figure
    article: str
    day: str
    traits: Traits
    part: bool
    difference: bool
    changed: bool
    room: bool
    aside: str
    spoken: int | None
    current: bool
    meaning: Meaning | None = None
    corrected: frozenset[float] = frozenset()


def rows_of(view: StoryView) -> list[Row]:
    """The figures of a story; what leaves out whose, or calls people otherwise, is told as others of the story do."""
    aside, meanings = Asides.of(view), offers_of(view) | votes_of(view) | dues_of(view)
    rows = [_meant(_row(view, article, figure, aside), meanings) for article, figure in view.figures()]
    return _with_corrections(view, _as_people(_inherit(rows)))


def _row(view: StoryView, key: str, figure: Figure, aside: Asides) -> Row:
    article = view.articles[key]
    start, end = article.at(figure.span)
    spoken, told = _ordinal(figure.as_of), _ordinal(view.day(key))
    of = traits(figure)
    if _MEN_WOMEN.match(article.text, end):
        of = replace(of, head="person", words=frozenset())
    if grave := _GRAVELY.match(article.text, end):
        of = replace(of, words=of.words | {grave["how"].lower()})
    return Row(
        figure,
        key,
        view.day(key),
        of,
        _is_part(article, figure),
        bool(_DIFFERENCE.match(article.text, end)),
        bool(_BECAME.match(article.text, end) or _FROM.search(article.text, max(0, start - 60), start)),
        bool(_CAPACITY.search(article.text, max(0, start - 32), start)),
        aside.place(key, figure),
        spoken if told else None,
        bool(spoken and told and abs(spoken - told) <= _CURRENT),
    )


def _meant(row: Row, meanings: Mapping[str, Meaning]) -> Row:
    """A row with its meaning, which is the head of what is counted where that is room for people."""
    of, meaning = row.traits, meanings.get(row.figure.id)
    if of.kind == "count" and (row.room or (of.state == "licensed" and of.head in ("person", ""))):
        of, meaning = replace(of, head="capacity", words=frozenset(), nation="", planned=False), _ROOM
    return replace(row, traits=of, meaning=meaning)


def _ordinal(day: str) -> int | None:
    """The number of an ISO day, None where it is none."""
    found = read_day(day)
    return found.toordinal() if found else None


def _is_part(article: Article, figure: Figure) -> bool:
    """Whether a figure counts some of a whole: "8,000 of the soldiers", "31 injured, of whom five are in hospital".

    "There are 12,000 of them" counts them all.
    """
    start, end = article.at(figure.span)
    if _OF_WHOM.search(article.text, max(0, start - 12), start):
        return True
    match = _OF_WHOLE.match(article.text, end)
    if match is None:
        return False
    if match["them"]:
        return not _THERE_ARE.search(article.text, max(0, start - 16), start)
    whole = _VERB.split(article.text[match.end() : match.end() + 60], maxsplit=1)[0].lower()
    return bool(figure.counted) and figure.counted.lower().rpartition(" ")[2] in whole.split()


def _inherit(rows: list[Row]) -> list[Row]:
    """Rows where "warships" are those of the one country whose warships the story counts; people are never."""
    owners: dict[str, set[frozenset[str]]] = defaultdict(set)
    for row in rows:
        if row.traits.identity and row.traits.kind == "count":
            owners[row.traits.head].add(row.traits.identity)
    return [_owned(row, owners[row.traits.head]) for row in rows]


def _owned(row: Row, owners: set[frozenset[str]]) -> Row:
    of = row.traits
    bare = not of.words and not of.nation and of.head in table("measures")["presence"]["heads"]
    if not bare or len(owners) != 1:
        return row
    (owner,) = owners
    nation = next((name for name in owner if country_of(name)), "")
    return replace(row, traits=replace(of, words=owner - {nation}, proper=owner - {nation}, nation=nation))


def _with_corrections(view: StoryView, rows: list[Row]) -> list[Row]:
    """Rows with the pair of values that a correction names of what they count; of people by whatever name."""
    pairs = [(kind, _class_of(head), pair) for (kind, head), found in corrected(view).items() for pair in found]
    return [
        replace(row, corrected=next((pair for kind, head, pair in pairs if _is_of(row, kind, head, pair)), frozenset()))
        for row in rows
    ]


def _is_of(row: Row, kind: str, head: str, pair: frozenset[float]) -> bool:
    of = row.traits
    return not row.part and (of.kind, _class_of(of.head)) == (kind, head) and row.figure.low in pair


def _class_of(head: str) -> str:
    return "person" if head in _groups() or head == "crew" else head


def _as_people(rows: list[Row]) -> list[Row]:
    """Rows where "19 miners are dead" and "40 men are missing" count people, as others of that event do.

    Only the name that most articles have for the people in a state is taken for all of them, "men" where no women are
    counted; and only near a count that is of people: eight rescuers who died are not the 30 dead.
    """
    called: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        of = row.traits
        if of.kind == "count" and of.state in _together() and not (of.planned or row.part or row.aside):
            called[of.state][_called(of)].append(row)
    people: set[str] = set()
    for groups in called.values():
        plain = groups[""]
        named = {name: [row for row in groups[name] if not row.figure.part_of] for name in groups if name in _groups()}
        usual = max(named, key=lambda name: (len({row.article for row in named[name]}), name), default="")
        if usual and (not plain or _alike(named[usual], plain)):
            plain = plain + named[usual]
        if "women" not in groups and _alike(groups.get("men", []), plain):
            plain = plain + groups["men"]
        people |= {row.figure.id for row in plain}
    return [_of_people(row) if row.figure.id in people else row for row in rows]


def _alike(some: Sequence[Row], others: Sequence[Row]) -> bool:
    """Whether a count of some is near one of the others: told of the same people it would be."""
    counts = [{value for row in each if (value := stated(row.traits))} for each in (some, others)]
    return any(max(one, other) <= _ALIKE * min(one, other) for one in counts[0] for other in counts[1])


def stated(of: Traits) -> float | None:
    """The number a figure states, whatever its bound."""
    return of.low if of.low is not None else of.high


def _of_people(row: Row) -> Row:
    return replace(row, traits=replace(row.traits, head="person", words=frozenset(), proper=frozenset()))


@cache
def _together() -> frozenset[str]:
    return frozenset(table("measures")["vital"]["counted_together"])


@cache
def _groups() -> frozenset[str]:
    return frozenset(table("measures")["groups"]["nouns"])


def _called(of: Traits) -> str:
    """What people are called by more than that they are people: "miner", "men"; "" for people, "-" for other things."""
    words = of.words - {"victims"}
    if of.nation:
        return "-"
    if of.head == "person":
        return "" if not words else next(iter(words)) if words in ({"men"}, {"women"}) else "-"
    return of.head if of.head in _groups() and not words else "-"
