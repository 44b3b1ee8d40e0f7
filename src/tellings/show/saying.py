"""One person or body: its names and titles, and what it said, in order."""

from __future__ import annotations

from dataclasses import dataclass

from tellings.said import days_said
from tellings.show.reader import Quote, quote
from tellings.show.spread import Spread
from tellings.show.tables import CastRow, cast
from tellings.show.text import citation, listing, quoted
from tellings.show.words import STANCE_WORDS, days, visible


@dataclass(frozen=True, slots=True)
class Saying:
    """One statement: on which day or days, in which stance, passed on by whom, in the article's words."""

    day: str
    stance: str
    via: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class PersonView:
    """A member of the cast with its statements; those whose day is not known come last. `text` is for copying."""

    row: CastRow
    sayings: tuple[Saying, ...]
    text: str


def lay_person(spread: Spread, person_id: str) -> PersonView | None:
    """A person or body of the story; None where nobody has this id."""
    person = spread.view.people.get(person_id)
    if person is None:
        return None
    rows = [row for row in cast(spread.view, spread.sheets, spread.record.joinings) if row.id == person_id]
    if not rows:
        return None
    found = []
    for key, statement in spread.view.statements():
        bearer = spread.view.bearer(key, statement.speaker)
        if bearer is not None and bearer.id == person_id:
            sheet, start = spread.sheets[key], statement.content[0]
            first, last = days_said(spread.view, key, statement)
            told = Saying(
                days(first, last),
                STANCE_WORDS.get(statement.stance, statement.stance),
                visible(", ".join(statement.via)),
                quote(sheet, start),
            )
            found.append(((last or "9999", sheet.tag, start.start), told, citation(sheet)))
    found.sort(key=lambda entry: entry[0])
    lines = (f"{s.stance}{f', {s.day}' if s.day else ''}: {quoted(s.quote, cited)}" for _, s, cited in found)
    return PersonView(rows[0], tuple(saying for _, saying, _ in found), listing(rows[0].name, lines))
