"""What commands share: options, statuses by which they end, how they open a ledger and print."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tellings.place import Place, place_of

if TYPE_CHECKING:
    from tellings.ledger import Ledger
    from tellings.model import LeftOut

LedgerPath = Annotated[
    Place,
    typer.Option(
        "--ledger",
        parser=place_of,
        metavar="LEDGER",
        help="The ledger: a file, or postgresql://USER@HOST:PORT/DATABASE on a server.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object for machines.")]
Who = Annotated[str, typer.Option("--by", help="Who decides; without, the user of this machine.")]
Why = Annotated[str, typer.Option("--why", help="The reason, kept with the decision.")]
LEFT_OUT = 1  # exit status where an input was left out, or something does not check, and the rest was done
NOTHING_DONE = 2  # exit status where nothing could be done
INTERRUPTED = 130  # exit status where the user stopped it, as shells have it


def open_ledger(place: Place) -> Ledger:
    """A ledger that is there; raises LedgerError for none."""
    from tellings.ledger import Ledger

    return Ledger(place, must_exist=True)


def print_row(row: dict[str, Any]) -> None:
    """A JSON line on standard output."""
    typer.echo(json.dumps(row, ensure_ascii=False))


def print_lines(lines: Iterable[str]) -> None:
    """Lines on standard output; words of an article in them were made visible before."""
    for line in lines:
        typer.echo(line)


def say(line: str) -> None:
    """A line on standard error."""
    from tellings.show.words import visible

    typer.echo(visible(line), err=True)


def say_left_out(left: LeftOut) -> None:
    """A line on standard error for an input that was not read."""
    say(f"left out {left.path}: {left.cause}; {left.advice}")
