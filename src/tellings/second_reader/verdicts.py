"""What users decide about proposals: an accepted statement joins the record, an accepted joining becomes a decision."""

from __future__ import annotations

from collections.abc import Sequence

from tellings import decisions
from tellings.errors import DecisionError
from tellings.ledger import Ledger
from tellings.ledger.reads import read_articles
from tellings.ledger.rows import now
from tellings.model import Decision, Passage, Person, Record
from tellings.second_reader.store import Kept, Ruling, Verdict, find_proposal, rule, settle


def accept(ledger: Ledger, keys: Sequence[str], *, who: str = "", why: str = "") -> list[Kept]:
    """Accept proposals by their ids; the record is linked and weighed anew once. They, as they are now.

    Before anything is changed it raises DecisionError for one that is not there or accepted already and for a joining
    of names that are one by now, SpanError for words that do not stand where they should.
    """
    return _rule(ledger, keys, "accept", who, why)


def reject(ledger: Ledger, keys: Sequence[str], *, who: str = "", why: str = "") -> list[Kept]:
    """Reject proposals by their ids: they are not made again. Raises DecisionError."""
    return _rule(ledger, keys, "reject", who, why)


def undo(ledger: Ledger, keys: Sequence[str], *, who: str = "", why: str = "") -> list[Kept]:
    """Take back what was decided about proposals: they are open again. Raises DecisionError."""
    return _rule(ledger, keys, "undo", who, why)


def _rule(ledger: Ledger, keys: Sequence[str], ruling: Ruling, who: str, why: str) -> list[Kept]:
    found = {kept.proposal.id: kept for kept in (find_proposal(ledger, key) for key in keys)}
    for kept in found.values():
        if ruling == "undo" and kept.state == "open":
            raise DecisionError(f"{kept.proposal.id}: nothing was decided about it")
        if ruling != "undo" and kept.state != "open":
            raise DecisionError(f"{kept.proposal.id}: it is {kept.state} already; `tellings proposals undo` first")
    if ruling == "accept":
        _check(ledger, [*found.values()])
    who = who or decisions.user_name()
    kept_decisions = _decide(ledger, [*found.values()], ruling, who)
    at = now()
    rule(ledger, [Verdict(key, ruling, who, at, why, kept_decisions.get(key, "")) for key in found])
    settle(ledger)
    if ledger.pending:
        from tellings.pipeline import build

        build((), ledger)
    return [find_proposal(ledger, key) for key in found]


def _check(ledger: Ledger, found: Sequence[Kept]) -> None:
    """See that the words of proposals still stand where they are said to; raises SpanError."""
    placed = [passage for kept in found for passage in kept.proposal.passages]
    with ledger.reading() as connection:
        held = read_articles(connection, [*{passage.article: None for passage in placed}])
    for passage in placed:
        held[passage.article].check(passage.span)


def _decide(ledger: Ledger, found: Sequence[Kept], ruling: Ruling, who: str) -> dict[str, str]:
    """The decisions that accepted joinings become, and those by which they are taken back, by proposal."""
    from tellings.pipeline import decide

    joinings = [kept for kept in found if kept.proposal.sort == "joining"]
    made: list[tuple[str, Decision]] = []
    if ruling == "accept" and joinings:
        record = ledger.record()
        made = [(kept.proposal.id, _join(record, kept, who)) for kept in joinings]
    elif ruling == "undo":
        standing = {one.id for one in decisions.in_force(ledger.decisions(), "join")}
        accepted = [kept for kept in joinings if kept.last and kept.last.decision in standing]
        made = [
            (kept.proposal.id, decisions.undo(ledger.decisions(), kept.last.decision, "join", who=who))
            for kept in accepted
            if kept.last
        ]
    for _, decision in made:
        decide(ledger, decision)
    return {key: decision.id for key, decision in made}


def _join(record: Record, kept: Kept, who: str) -> Decision:
    one, other = (_person(record, kept, passage) for passage in kept.proposal.names)
    why = f"proposed by {kept.proposal.reader}" + (f": {kept.proposal.why}" if kept.proposal.why else "")
    if one.id == other.id:
        raise DecisionError(f"{kept.proposal.id}: {one.name} is one entry already")
    return decisions.join(record, [one.id, other.id], who=who, why=why)


def _person(record: Record, kept: Kept, passage: Passage) -> Person:
    """Whose entry a name is in now."""
    found = next((person for person in record.people if passage in person.mentions), None)
    if found is None:
        raise DecisionError(f"{kept.proposal.id}: nobody is named “{passage.span.text}” there any longer; reject it")
    return found
