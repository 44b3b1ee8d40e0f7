"""The commands by which inputs come in and are checked again. Heavy imports live inside them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from tellings.intake import Account
    from tellings.ledger import Ledger
    from tellings.model import LeftOut

LedgerPath = Annotated[Path, typer.Option("--ledger", help="The ledger file.")]
KeepInputs = Annotated[
    bool, typer.Option("--keep-inputs", help="Keep the bytes of every input beside the ledger, by their SHA-256.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object for machines.")]
LEFT_OUT = 1  # exit status where an input was left out, or something does not check, and the rest was done
INTERRUPTED = 130  # exit status where the user stopped it, as shells have it


def say_left_out(left: LeftOut) -> None:
    """A line on standard error for an input that was not read."""
    from tellings.show.words import visible

    typer.echo(visible(f"left out {left.path}: {left.cause}; {left.advice}"), err=True)


def build_into(
    paths: list[str], ledger: Ledger, *, published: str = "", workers: int = 1, keep: bool = False
) -> tuple[int, Account]:
    """Read into a ledger with a progress bar; how many articles were new, and what became of every input."""
    from tellings import pipeline
    from tellings.intake import Intake
    from tellings.show.progress import progress

    with progress("articles") as done, Intake(ledger, keep=keep, report=say_left_out) as intake:
        try:
            inputs = pipeline.read_articles(paths, published=published, wanted=intake.wanted)
            added = pipeline.build(intake.articles(inputs), ledger, workers=workers, done=done)
        except KeyboardInterrupt:
            typer.echo(f"{ledger.path}: interrupted; the same command again goes on where it was", err=True)
            raise typer.Exit(INTERRUPTED) from None
    return added, intake.account


def print_account(ledger: Ledger, added: int, account: Account, as_json: bool) -> None:
    """What is in the ledger after a run and what became of every input; ends with status 1 where one was left out."""
    counts = ledger.counts()
    if as_json:
        row: dict[str, Any] = {"ledger": str(ledger.path), "inputs": account.row(), "new": added} | counts
        typer.echo(json.dumps(row, ensure_ascii=False))
    else:
        typer.echo(
            f"{ledger.path}: {counts['articles']} articles ({added} new), {counts['stories']} stories, "
            f"{counts['findings']} findings; {account.line()}"
        )
    if account.left:
        raise typer.Exit(LEFT_OUT)


def verify(ledger: LedgerPath, as_json: AsJson = False) -> None:
    """Check every span and hash of a ledger again, and say by name what does not check."""
    from tellings.ledger import Ledger
    from tellings.show.words import visible
    from tellings.verify import verify as check_all

    with Ledger(ledger, must_exist=True) as opened:
        check = check_all(opened)
    if as_json:
        faults = [{"name": fault.name, "what": fault.what} for fault in check.faults]
        counts = {name: getattr(check, name) for name in ("articles", "spans", "inputs", "absent")}
        typer.echo(json.dumps(counts | {"faults": faults}, ensure_ascii=False))
    else:
        for fault in check.faults:
            typer.echo(visible(f"{fault.name}: {fault.what}"))
        typer.echo(
            f"{ledger}: {check.articles:,} articles, {check.spans:,} spans and {check.inputs:,} inputs checked, "
            f"{check.absent:,} inputs no longer there, {len(check.faults):,} faults"
        )
    if check.faults:
        raise typer.Exit(LEFT_OUT)
