"""The commands by which a user decides: `tellings people` and `tellings sources`. Heavy imports live inside them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from tellings.cli_shared import AsJson, LedgerPath, Who, Why, open_ledger, print_lines, print_row

if TYPE_CHECKING:
    from tellings.ledger import Ledger
    from tellings.model import Decision, DecisionKind, Record
    from tellings.place import Place

people = typer.Typer(no_args_is_help=True, help="List the people and bodies of a ledger, and decide who is who.")
sources = typer.Typer(no_args_is_help=True, help="List the sources of a ledger, and grade them by the Admiralty code.")

Which = Annotated[str, typer.Argument(help="The decision's id or the start of it; without, the newest.")]
ABOUT_PEOPLE: tuple[DecisionKind, ...] = ("join", "split")


@people.command("list")
def list_people(
    ledger: LedgerPath,
    name: Annotated[str, typer.Argument(help="Only entries with this word in a name, or with this id.")] = "",
    kind: Annotated[str, typer.Option(help="person, body, place or all.")] = "person",
    as_json: AsJson = False,
) -> None:
    """List entries with their spellings and titles, and why names were taken for one; then what was decided."""
    from tellings.decisions import concerns_people
    from tellings.errors import InputError
    from tellings.show.people import decision_lines, people_lines

    if kind not in ("person", "body", "place", "all"):
        raise InputError(f"--kind {kind}", "no such kind", "write person, body, place or all")
    record = _record(ledger)
    small = name.casefold()
    found = [
        person
        for person in record.people
        if kind in (person.kind, "all") or (name and person.id.startswith(name))
        if person.id.startswith(name) or any(small in words.casefold() for words in (person.name, *person.spellings))
    ]
    found.sort(key=lambda person: (-len({m.article for m in person.mentions}), -len(person.mentions), person.name))
    taken = [one for one in record.decisions if concerns_people(one, record.decisions)]
    if as_json:
        from tellings.show.exports.tables import tables

        listed = tables(replace(record, people=tuple(found), decisions=tuple(taken)))
        print_row({name: listed[name] for name in ("people", "joinings", "decisions")})
        return
    if not found:
        typer.echo(f"{ledger}: there is no such entry" if name else f"{ledger}: there is no entry yet", err=True)
    print_lines(people_lines(record, found))
    print_lines(decision_lines(taken))


@people.command()
def join(
    ledger: LedgerPath,
    entries: Annotated[list[str], typer.Argument(help="Two or more entries, each by its id or a name it has.")],
    by: Who = "",
    why: Why = "",
    as_json: AsJson = False,
) -> None:
    """Take several entries for one, now and in every article to come."""
    from tellings import decisions

    with open_ledger(ledger) as opened:
        _decide(opened, decisions.join(opened.record(), entries, who=by, why=why), as_json)


@people.command()
def split(
    ledger: LedgerPath,
    entry: Annotated[str, typer.Argument(help="The entry, by its id or a name it has.")],
    spellings: Annotated[list[str], typer.Argument(help="The names that are another's.")],
    article: Annotated[
        list[str] | None, typer.Option("--in", help="Only in this article (path, address or id); may be repeated.")
    ] = None,
    *,
    by: Who = "",
    why: Why = "",
    as_json: AsJson = False,
) -> None:
    """Take names out of an entry; they will never be one with what stays, until someone decides otherwise."""
    from tellings import decisions

    with open_ledger(ledger) as opened:
        ruling = decisions.split(opened.record(), entry, spellings, articles=article or (), who=by, why=why)
        _decide(opened, ruling, as_json)


@people.command("undo")
def undo_people(ledger: LedgerPath, decision: Which = "", by: Who = "", why: Why = "", as_json: AsJson = False) -> None:
    """Take back a joining or splitting; it stays on the list, as taken back."""
    from tellings import decisions

    with open_ledger(ledger) as opened:
        _decide(opened, decisions.undo(opened.decisions(), decision, *ABOUT_PEOPLE, who=by, why=why), as_json)


@sources.command("list")
def list_sources(ledger: LedgerPath, as_json: AsJson = False) -> None:
    """List outlets and whoever is quoted, with the grades given; Tellings computes none."""
    from tellings.decisions import concerns_people
    from tellings.show.people import decision_lines, source_lines, source_rows
    from tellings.show.rows import decision_row

    record = _record(ledger)
    taken = [one for one in record.decisions if not concerns_people(one, record.decisions)]
    if as_json:
        rows = [decision_row(one, record.decisions) for one in taken]
        print_row({"sources": list(source_rows(record)), "decisions": rows})
        return
    print_lines(source_lines(record))
    print_lines(decision_lines(taken))


@sources.command()
def grade(
    ledger: LedgerPath,
    source: Annotated[str, typer.Argument(help="An outlet, person or body.")],
    grade: Annotated[str, typer.Argument(help="Reliability A-F, credibility 1-6, or both: B2.")],
    *,
    by: Who = "",
    why: Why = "",
    as_json: AsJson = False,
) -> None:
    """Grade a source by the Admiralty code; the grade is shown beside it and changes nothing else."""
    from tellings import decisions

    with open_ledger(ledger) as opened:
        _decide(opened, decisions.grade(opened.record(), source, grade, who=by, why=why), as_json)


@sources.command("undo")
def undo_sources(
    ledger: LedgerPath, decision: Which = "", by: Who = "", why: Why = "", as_json: AsJson = False
) -> None:
    """Take back a grade; it stays on the list, as taken back."""
    from tellings import decisions

    with open_ledger(ledger) as opened:
        _decide(opened, decisions.undo(opened.decisions(), decision, "grade", who=by, why=why), as_json)


def _record(place: Place) -> Record:
    with open_ledger(place) as opened:
        return opened.record()


def _decide(ledger: Ledger, decision: Decision, as_json: bool) -> None:
    """Keep a decision and print it as the lists do."""
    from tellings.pipeline import decide
    from tellings.show.people import decision_lines
    from tellings.show.rows import decision_row

    decide(ledger, decision)
    if as_json:
        print_row(decision_row(decision, ledger.decisions()))
    else:
        print_lines(decision_lines([decision]))
