"""Proposals in the ledger: three tables beside the record, which nothing that reads, links or weighs looks at.

`proposals` holds each once, whoever proposes it again; `verdicts` what users decided about them, only ever added to, so
the last one of a proposal counts; `questions` what a reader was asked and answered, so that it is not asked again.
A statement that was accepted stands among the marks of its article (`settle` sees to it, after each reading too).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

import sqlalchemy as sa
from cattrs.preconf.json import make_converter

from tellings.errors import DecisionError
from tellings.ledger import Ledger
from tellings.ledger.reads import read_articles, read_marks
from tellings.ledger.rows import last_number, now, present, put_missing, sliced
from tellings.ledger.schema import LINKED, articles, placed, proposals, questions, verdicts, weighed
from tellings.model import Statement
from tellings.second_reader.proposals import Proposal, Sort, State

Ruling = Literal["accept", "reject", "undo"]
STATES: Final[dict[str, State]] = {"accept": "accepted", "reject": "rejected", "undo": "open", "": "open"}

_converter = make_converter()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a user decided about a proposal, when (ISO, UTC) and why; `decision` is the joining that it became."""

    proposal: str
    ruling: Ruling
    who: str = ""
    at: str = ""
    why: str = ""
    decision: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A proposal with what was decided about it, oldest first."""

    proposal: Proposal
    verdicts: tuple[Verdict, ...] = ()

    @property
    def last(self) -> Verdict | None:
        """The verdict that counts; None where there is none."""
        return self.verdicts[-1] if self.verdicts else None

    @property
    def state(self) -> State:
        """Open, accepted or rejected."""
        return STATES[self.last.ruling if self.last else ""]


def unasked(ledger: Ledger, reader: str) -> list[str]:
    """The ids of current articles that a reader has not answered about, in order of publication."""
    asked = sa.select(questions.c.about).where(questions.c.reader == reader)
    order = sa.select(articles.c.id).where(articles.c.current, articles.c.id.not_in(asked))
    with ledger.reading() as connection:
        return [*connection.scalars(order.order_by(articles.c.published, articles.c.path, articles.c.id))]


def story_ids(ledger: Ledger) -> list[str]:
    """The ids of all stories."""
    with ledger.reading() as connection:
        return [*connection.scalars(sa.select(LINKED["stories"][0].c.id))]


def was_asked(ledger: Ledger, about: str, reader: str) -> bool:
    """Whether a reader has answered about something."""
    with ledger.reading() as connection:
        query = sa.select(questions.c.at).where(questions.c.about == about, questions.c.reader == reader)
        return connection.scalar(query) is not None


def keep(ledger: Ledger, found: Sequence[Proposal], about: str = "", reader: str = "") -> list[Proposal]:
    """Keep proposals that are new, and that a reader answered about something; the new ones.

    What was rejected in other words by the same speaker of the same article is not new: one holds the other's words.
    """
    with ledger.writing() as connection:
        known = present(connection, proposals.c.id, [one.id for one in found])
        rejected = _rejected(connection, {one.address for one in found})
        new = {
            one.id: one for one in found if one.id not in known and not any(_reworded(one, other) for other in rejected)
        }
        first = last_number(connection, proposals) + 1
        put_missing(connection, proposals, [_row(one, first + i) for i, one in enumerate(new.values())])
        if about:
            put_missing(connection, questions, [{"about": about, "reader": reader, "at": now()}])
    return [*new.values()]


def _row(one: Proposal, number: int) -> dict[str, object]:
    body = json.dumps(_converter.unstructure(one))
    columns = ("id", "sort", "article", "address", "model", "host", "prompt", "at")
    return {name: getattr(one, name) for name in columns} | {"number": number, "body": body}


def _rejected(connection: sa.Connection, addresses: set[str]) -> list[Proposal]:
    found = _read(connection, proposals.c.address.in_([*addresses])) if addresses else []
    return [kept.proposal for kept in found if kept.state == "rejected"]


def _reworded(one: Proposal, other: Proposal) -> bool:
    if (one.sort, one.address, one.words[1]) != (other.sort, other.address, other.words[1]):
        return False
    return one.sort == "statement" and (one.words[0] in other.words[0] or other.words[0] in one.words[0])


def list_proposals(ledger: Ledger, *, state: State | None = None, sort: Sort | None = None) -> list[Kept]:
    """Proposals in the order in which they came, all or of one state or sort."""
    with ledger.reading() as connection:
        found = _read(connection, proposals.c.sort == sort if sort else sa.true())
    return [kept for kept in found if state in (None, kept.state)]


def find_proposal(ledger: Ledger, key: str) -> Kept:
    """The one proposal with this id or the start of it; raises DecisionError for none or many."""
    with ledger.reading() as connection:
        found = _read(connection, proposals.c.id.startswith(key, autoescape=True)) if key else []
    if len(found) != 1:
        raise DecisionError(f"{key}: {'more than one' if found else 'no'} such proposal; `tellings proposals list`")
    return found[0]


def _read(connection: sa.Connection, condition: sa.ColumnElement[bool]) -> list[Kept]:
    rows = connection.execute(sa.select(proposals.c.id, proposals.c.body).where(condition).order_by(proposals.c.number))
    found = {key: _converter.structure(json.loads(body), Proposal) for key, body in rows}
    ruled: dict[str, list[Verdict]] = {}
    for some in sliced([*found]):
        query = sa.select(verdicts).where(verdicts.c.proposal.in_(some)).order_by(verdicts.c.number)
        for row in connection.execute(query).mappings():
            made = Verdict(**{name: row[name] for name in Verdict.__slots__})
            ruled.setdefault(made.proposal, []).append(made)
    return [Kept(one, tuple(ruled.get(key, ()))) for key, one in found.items()]


def rule(ledger: Ledger, made: Iterable[Verdict]) -> None:
    """Add verdicts."""
    with ledger.writing() as connection:
        for number, one in enumerate(made, last_number(connection, verdicts) + 1):
            values = {name: getattr(one, name) for name in Verdict.__slots__}
            connection.execute(verdicts.insert(), values | {"number": number})


def settle(ledger: Ledger) -> None:
    """Put accepted statements among the marks of their articles, and take out those no longer accepted.

    What changes is to be linked and weighed anew (`ledger.pending`).
    """
    ruled = sa.and_(proposals.c.sort == "statement", proposals.c.id.in_(sa.select(verdicts.c.proposal)))
    with ledger.reading() as connection:
        found = _read(connection, ruled)
    by_article: dict[str, list[Kept]] = {}
    for kept in found:
        by_article.setdefault(kept.proposal.article, []).append(kept)
    for some in sliced([*by_article], 50):
        with ledger.reading() as connection:
            held = read_articles(connection, some)
            known = read_marks(connection, [*held])
            stories = [*connection.scalars(sa.select(placed.c.story).where(placed.c.article.in_(some)))]
        changed = []
        for key, article in held.items():
            statements = _with_rulings(known[key].statements, by_article[key])
            if statements != known[key].statements:
                changed.append((article, replace(known[key], statements=statements)))
        if changed:
            with ledger.writing() as connection:  # first: a run cut short here weighs these stories again, and no worse
                connection.execute(weighed.delete().where(weighed.c.story.in_(stories)))
            ledger.replace(changed)


def _with_rulings(known: tuple[Statement, ...], ruled: Sequence[Kept]) -> tuple[Statement, ...]:
    """The statements of an article with those accepted and without those not, in order of their place."""
    ids = {kept.proposal.statement.id for kept in ruled if kept.proposal.statement}
    own = [one for one in known if not (one.proposed_by and one.id in ids)]
    held = {one.id for one in own}
    added = [
        replace(one, proposed_by=f"{one.proposed_by}, accepted by {_whom(kept)}")
        for kept in ruled
        if (one := kept.proposal.statement) and kept.state == "accepted" and one.id not in held
    ]
    if len(own) == len(known) and not added:
        return known
    return tuple(sorted([*own, *added], key=lambda one: one.content[0].start))


def _whom(kept: Kept) -> str:
    last = kept.last
    return f"{last.who or 'a user'} on {last.at[:10]}" if last else "a user"
