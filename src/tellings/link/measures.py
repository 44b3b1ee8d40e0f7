"""Measures: figures of one story that measure the same thing and may be compared.

Two figures agree firmly where thing, nation, state, place and time agree: they are compared although their values
differ. They agree loosely where less is said and the values are the same. Any contradiction keeps them, and every group
that holds them, apart: a wrong comparison embarrasses more than a missed one.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from tellings.grammar.units import is_money
from tellings.lexicon import table
from tellings.link.labels import label_of, told_apart
from tellings.link.rows import Row, rows_of, stated
from tellings.link.sums import CLOSE, share_names
from tellings.link.traits import Traits
from tellings.memory import without_cycles
from tellings.model import Measure, make_id
from tellings.view import StoryView
from tellings.world import country_of

# Days between two figures beyond which they tell of different events; tolls of one event are revised within weeks.
_EVENT_DAYS = 30
# How many times one telling of a fine, a term or a damage may be another: a nought too many.
_MISTOLD = 10.0
# The same for an offer, which may be raised after months.
_OFFER_DAYS = 200
# Each figure is compared with at most this many others of its kind, the next in the order of the articles.
_CROWD = 400
# What rounding leaves between a value and the same in another unit: two digits.
_ROUNDED = 0.03
# Digits that make a value so particular that one thing told by many hardly shares it with another: 312, 11.5 million.
_PARTICULAR = 3
_OWNED = ("kin", "child", "brother", "sister", "parent", "wife", "husband", "friend", "colleague")


@without_cycles()
def find_measures(view: StoryView) -> tuple[Measure, ...]:
    """Measures of the story; every figure is in exactly one."""
    rows = rows_of(view)
    groups = [group for kind in _by_kind(rows) for group in _groups(kind)]
    home = {row.figure.id: at for at, group in enumerate(groups) for row in group}
    ids = [_id(view, group) for group in groups]
    measures = []
    for at, group in enumerate(groups):
        wholes = Counter(home[row.figure.part_of] for row in group if row.figure.part_of in home)
        wholes.pop(at, None)
        whole = ids[wholes.most_common(1)[0][0]] if wholes else ""
        measures.append(_measure(view, ids[at], group, whole))
    return told_apart(measures)


def _id(view: StoryView, group: Iterable[Row]) -> str:
    """The id of a measure: it changes only when its first figure does."""
    return make_id(view.story.id, "measure", min(row.figure.id for row in group))


def _by_kind(rows: Iterable[Row]) -> Iterable[list[Row]]:
    """Rows that could agree at all: one dimension, one class of head; those without a head each alone or by state."""
    kinds: dict[tuple[str, object], list[Row]] = defaultdict(list)
    for row in rows:
        kinds[row.traits.kind, row.corrected or (row.traits.head if row.traits.kind == "count" else "")].append(row)
    return kinds.values()


def _groups(rows: Sequence[Row]) -> list[list[Row]]:
    """Groups whose members all agree or at least do not contradict; firm pairs are joined before loose ones."""
    alike = _alike(rows)
    pairs: list[tuple[int, int, int]] = []
    apart: list[set[int]] = [set() for _ in alike]  # for each group, by its first number, those it contradicts
    whole = [
        (_articles(group), {row.figure.id for row in group}, {row.figure.part_of for row in group}) for group in alike
    ]
    for one, first in enumerate(alike):
        articles, ids, wholes = whole[one]
        for other in range(one + 1, min(len(alike), one + _CROWD)):
            row, (there, others, of_them) = alike[other][0], whole[other]
            twice = not articles.isdisjoint(there) and _said_twice(first[0], row)
            part = not (ids.isdisjoint(of_them) and others.isdisjoint(wholes))
            grade = -1 if part else _agreement(first[0], row, twice=twice)
            if grade < 0:
                apart[one].add(other)
                apart[other].add(one)
            elif grade:
                pairs.append((-grade, one, other))
    home = list(range(len(alike)))
    members = {at: [at] for at in home}
    for _, one, other in sorted(pairs):
        a, b = home[one], home[other]
        if a == b or b in apart[a]:
            continue
        for at in members[b]:
            home[at] = a
        members[a] += members.pop(b)
        apart[a] |= apart[b]
        for at in apart[b]:
            apart[at].add(a)
    return [[row for at in sorted(group) for row in alike[at]] for group in members.values()]


def _alike(rows: Sequence[Row]) -> list[list[Row]]:
    """Rows that are one but for where they stand, together: what a story repeats is compared once."""
    found: dict[object, list[Row]] = defaultdict(list)
    for row in rows:
        figure = row.figure
        said = (figure.low, figure.high, figure.bound, figure.unit, figure.counted, figure.place, figure.as_of)
        told = (
            row.traits,
            row.meaning,
            row.corrected,
            row.part,
            row.difference,
            row.changed,
            row.aside,
            row.day,
            figure.said_by,
        )
        agrees = _agreement(row, row, twice=False) > 0
        found[(said, told) if agrees else figure.id].append(row)
    return list(found.values())


def _articles(group: Iterable[Row]) -> set[str]:
    return {row.article for row in group}


def _agreement(one: Row, other: Row, *, twice: bool) -> int:
    """-1 where two figures cannot measure the same thing, 0 where nothing tells, 1 loosely, 2 firmly.

    `twice` is whether one article tells them as two things (see `_said_twice`).
    """
    a, b = one.traits, other.traits
    same_value = (a.low, a.high) == (b.low, b.high) or _is_converted(one, other)
    if one.meaning or other.meaning:
        several = twice and bool(one.meaning and one.meaning.head not in ("offer", "vote"))
        return -1 if several else _meant_alike(one, other, same_value=same_value)
    if (a.planned, one.part, one.difference, one.aside) != (b.planned, other.part, other.difference, other.aside):
        return -1
    if _days_apart(one, other) > _EVENT_DAYS:
        return -1
    if one.corrected and one.corrected == other.corrected and not (a.state and b.state and a.state != b.state):
        return 2
    if one.part and a.head == "person" and not same_value:
        return 0  # three in critical condition and five still in hospital are parts of one whole
    if a.head == b.head == "distance":
        shared = a.words & b.words or (same_value and one.figure.counted == other.figure.counted)
        return 2 if shared else -1
    if a.kind != "count" and a.head != b.head:
        done = a.verb == b.verb != "" and same_value and one.figure.unit == other.figure.unit
        return 1 if done or (_is_telling(a) and stated(a) == stated(b)) else -1
    if _clash(a, b, same_value=same_value) or twice:
        return -1
    if a.head in _OWNED:
        return 1 if same_value and a.words == b.words else 0
    if not _states_meet(a, b):
        return -1
    same_state = (a.state, a.verb) == (b.state, b.verb) or (a.kind != "count" and same_value)
    same_place = a.place == b.place or not (a.place and b.place)
    vital = a.state in table("measures")["vital"]["states"]
    if vital and not same_place:  # a town may lie in the country that the other names
        same_place = bool(country_of(one.figure.place)) != bool(country_of(other.figure.place))
    if not same_place and not vital:
        return -1
    same_nation = a.nation == b.nation or (a.head == "troops" and a.place == b.place)
    same_thing = bool(a.head) and a.words == b.words and same_nation
    if same_state and same_place and same_thing and (same_value or _is_known(a)):
        return 2
    particular = same_value and one.figure.bound != "vague"
    if particular and a.head and (same_thing or _is_telling(a) or a.state or b.state):
        return 1
    return 0


def _meant_alike(one: Row, other: Row, *, same_value: bool) -> int:
    """`_agreement` of two figures of which at least one has a meaning: of one offer, of one candidate's votes.

    An article may tell several of their values: an offer is raised, a count of votes goes on.
    """
    if (one.part, one.difference, one.aside) != (other.part, other.difference, other.aside):
        return -1
    if one.meaning is None or other.meaning is None:
        return 1 if same_value and _is_telling(one.traits) and one.figure.unit == other.figure.unit else -1
    a, b = one.meaning, other.meaning
    days = _OFFER_DAYS if a.head == "offer" else _EVENT_DAYS
    if a.head != b.head or _days_apart(one, other) > days:
        return -1
    if a.by != b.by:
        return -1 if a.head != "offer" else 1 if same_value else 0
    if a.head == "offer":
        return 2 if same_value or (share_names(a.names, b.names) and _is_near(one, other)) else 0
    if a.names and b.names and not share_names(a.names, b.names):
        return -1
    return 2 if a.head == "vote" or same_value or _is_near(one, other, _MISTOLD) else 0


def _is_near(one: Row, other: Row, times: float = CLOSE) -> bool:
    """Whether two amounts could be of one thing: nobody raises an offer by more at once."""
    values = sorted((stated(one.traits) or 0.0, stated(other.traits) or 0.0))
    return 0 < values[1] <= times * values[0]


def _is_converted(one: Row, other: Row) -> bool:
    """Whether two values are one in two units, each rounded: "20 knots (23 mph)"."""
    a, b = one.traits, other.traits
    if one.figure.unit == other.figure.unit or a.kind != b.kind or None in (a.low, a.high, b.low, b.high):
        return False
    return math.isclose(a.low or 0.0, b.low or 0.0, rel_tol=_ROUNDED) and math.isclose(
        a.high or 0.0, b.high or 0.0, rel_tol=_ROUNDED
    )


def _states_meet(a: Traits, b: Traits) -> bool:
    """Whether what is said of two counts can be said of one: never two known states, nor two deeds of people."""
    if a.state and b.state:
        return a.state == b.state
    return a.head != "person" or a.verb == b.verb or not (a.verb or b.verb)


def _clash(a: Traits, b: Traits, *, same_value: bool) -> bool:
    """Whether modifiers contradict: other nations, one nation against all, or words on both sides, none in common."""
    if a.nation != b.nation and ((a.nation and b.nation) or a.head == "person"):
        local = "=" in (a.nation, b.nation) and "*" not in (a.nation, b.nation)
        named = not (a.nation and b.nation)
        if not same_value or not (local or named):
            return True
    besides = {word for word in a.words ^ b.words if word.startswith("+")}
    return bool(besides or (a.words and b.words and not a.words & b.words))


def _said_twice(one: Row, other: Row) -> bool:
    """Whether one article gives two exact values on the same authority: then it counts two things.

    Unless it says that one became the other ("rose from 17 to 23").
    """
    a, b = one.figure, other.figure
    exact = a.bound == b.bound == "exact" and (a.low, a.unit) != (b.low, b.unit) and a.unit == b.unit
    names = [frozenset(word for word in said.split() if word[0].isupper()) for said in (a.said_by, b.said_by)]
    same_source = a.said_by == b.said_by or bool(names[0] & names[1])
    return exact and same_source and a.as_of == b.as_of and not (one.changed and other.changed)


def _is_known(a: Traits) -> bool:
    """Whether figures that differ may count one thing: of a state news counts by ("killed"), or of a thing named."""
    return bool(a.state) or (bool(a.words or a.nation) and a.kind == "count" and a.head != "person")


def _is_telling(a: Traits) -> bool:
    """Whether a value is so particular that two articles hardly give it to two things: 586 seconds, 11.5 million."""
    value = stated(a)
    if not value or (a.low != a.high and None not in (a.low, a.high)) or value < 100:
        return False
    return len(f"{value:.6g}".replace(".", "").split("e")[0].rstrip("0")) >= _PARTICULAR


def _days_apart(one: Row, other: Row) -> int:
    """Days between the days two figures speak for; 0 where one is unknown or both tell of the present."""
    if one.spoken is None or other.spoken is None or (one.current and other.current):
        return 0
    return abs(one.spoken - other.spoken)


def _measure(view: StoryView, key: str, group: Sequence[Row], whole: str) -> Measure:
    """The measure of a group, its figures in order of the day they speak for."""
    ordered = sorted(group, key=lambda row: (row.figure.as_of or row.day, row.day, row.article, row.figure.span))
    phrases = [row.figure.counted for row in group]
    meaning = next((row.meaning for row in ordered if row.meaning), None)
    things = (words for words in phrases if _names(words) and (group[0].traits.kind == "count" or words.islower()))
    counted = (
        _usual(row.meaning.called for row in group if row.meaning)
        or _usual(things)
        or _usual(filter(_names, phrases))
        or _usual(phrases)
    )
    place = _usual(row.figure.place for row in group)
    unit = _usual(row.figure.unit for row in group)
    return Measure(
        id=key,
        story=view.story.id,
        label=_label_of_meaning(counted, unit) if meaning else label_of(counted, ordered[0].traits, unit, place),
        unit=unit,
        counted=counted,
        figures=tuple(row.figure.id for row in ordered),
        state=meaning.head if meaning else _usual(row.figure.state for row in group),
        place=place,
        part_of=whole,
    )


def _label_of_meaning(called: str, unit: str) -> str:
    """ "offer a share (USD)", "prison term"."""
    return f"{called} ({unit})" if is_money(unit) else called


def _names(counted: str) -> bool:
    """Whether a phrase names a thing and not only its state."""
    return bool(counted) and counted.lower() not in table("counted")["state_words"]


def _usual(values: Iterable[str]) -> str:
    """The most frequent value that says something, the longer of two as frequent; "" where there is none."""
    counts = Counter(value for value in values if value)
    return max(counts, key=lambda value: (counts[value], len(value), value)) if counts else ""
