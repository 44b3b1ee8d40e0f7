"""The commands around language models: `tellings mcp` and `tellings proposals`. Heavy imports live inside them."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated, cast

import typer

from tellings.cli_shared import (
    INTERRUPTED,
    AsJson,
    LedgerPath,
    Who,
    Why,
    open_ledger,
    print_lines,
    print_row,
    say,
    say_left_out,
)

if TYPE_CHECKING:
    from tellings.ledger import Ledger
    from tellings.second_reader.endpoint import Model
    from tellings.second_reader.proposals import Sort, State
    from tellings.second_reader.reader import Account
    from tellings.second_reader.store import Kept

proposals = typer.Typer(no_args_is_help=True, help="List what a second reader proposed, and accept or reject it.")

SecondReader = Annotated[
    str,
    typer.Option(
        help="Address of a server with OpenAI's chat completions, as http://127.0.0.1:11434/v1: its model "
        "reads every article again and proposes what was missed."
    ),
]
ModelName = Annotated[str, typer.Option("--model", help="The second reader's model, as its server calls it.")]
KeyEnv = Annotated[str, typer.Option(help="The environment variable that holds the server's key.")]
Timeout = Annotated[float, typer.Option(min=1, help="Seconds that the second reader gets for one answer.")]
Ids = Annotated[list[str], typer.Argument(help="Ids of proposals, or the starts of them.")]


def mcp(
    ledger: LedgerPath,
    allow_decisions: Annotated[
        bool, typer.Option("--allow-decisions", help="Let the assistant join, split, grade and undo, for you.")
    ] = False,
    by: Annotated[str, typer.Option("--by", help="Who decides; without, the user of this machine.")] = "",
) -> None:
    """Serve the record to an assistant over the Model Context Protocol, on standard input and output; read only."""
    from tellings.errors import MissingExtraError

    if find_spec("mcp") is None:
        raise MissingExtraError("An assistant needs mcp; install it with `pip install 'tellings[mcp]'`")
    from tellings.show.assistants.server import make_server

    with open_ledger(ledger) as opened:
        try:
            make_server(opened, allow_decisions=allow_decisions, who=by).run("stdio")
        except KeyboardInterrupt:
            raise typer.Exit(INTERRUPTED) from None


def second_model(url: str, name: str, key_env: str, timeout: float = 300) -> Model | None:
    """The second reader that a user asked for, None where there is none; says what leaves this machine."""
    from tellings.errors import InputError

    if not url:
        if name or key_env:
            raise InputError("--model", "without --second-reader", "give its address with --second-reader URL")
        return None
    from tellings.second_reader.endpoint import make_model

    model = make_model(url, name, key_env, timeout)
    if not model.local:
        how = "" if url.startswith("https://") else ", unencrypted"
        say(f"second reader: the text of the articles leaves this machine for {model.host}{how}")
    return model


def read_second(ledger: Ledger, model: Model) -> Account:
    """The second reading of what a build put into a ledger, with a progress bar."""
    from tellings.second_reader.reader import read_second as read
    from tellings.show.progress import progress

    with progress("questions to the second reader") as done:
        try:
            return read(ledger, model, report=say_left_out, say=say, done=done)
        except KeyboardInterrupt:
            say(f"{ledger.place}: second reading interrupted; the same command again goes on where it was")
            raise typer.Exit(INTERRUPTED) from None


@proposals.command("list")
def list_proposals(
    ledger: LedgerPath,
    state: Annotated[str, typer.Option(help="open, accepted, rejected or all.")] = "open",
    kind: Annotated[str, typer.Option(help="statement, joining or all.")] = "all",
    as_json: AsJson = False,
) -> None:
    """List what the second reader proposed, each with its words, where they stand, and the model."""
    from tellings.errors import InputError
    from tellings.second_reader import lines, store

    if state not in ("open", "accepted", "rejected", "all"):
        raise InputError(f"--state {state}", "no such state", "write open, accepted, rejected or all")
    if kind not in ("statement", "joining", "all"):
        raise InputError(f"--kind {kind}", "no such kind", "write statement, joining or all")
    with open_ledger(ledger) as opened:
        found = store.list_proposals(
            opened,
            state=None if state == "all" else cast("State", state),
            sort=None if kind == "all" else cast("Sort", kind),
        )
        articles = lines.articles_of(opened, found)
    if as_json:
        for kept in found:
            print_row(lines.proposal_row(kept, articles))
    else:
        if not found:
            say(f"{ledger}: there is no such proposal")
        print_lines(lines.list_lines(found, articles))


@proposals.command()
def show(ledger: LedgerPath, proposal: Annotated[str, typer.Argument(help="Its id or the start of it.")]) -> None:
    """Show a proposal with the text around its words, and what was decided about it."""
    from tellings.second_reader import lines, store

    with open_ledger(ledger) as opened:
        kept = store.find_proposal(opened, proposal)
        print_lines(lines.show_lines(kept, lines.articles_of(opened, [kept])))


@proposals.command()
def accept(ledger: LedgerPath, ids: Ids, by: Who = "", why: Why = "") -> None:
    """Accept proposals: statements join the record and say where they are from, joinings become decisions."""
    from tellings.second_reader import verdicts

    _rule(ledger, ids, by, why, verdicts.accept)


@proposals.command()
def reject(ledger: LedgerPath, ids: Ids, by: Who = "", why: Why = "") -> None:
    """Reject proposals; they are not made again."""
    from tellings.second_reader import verdicts

    _rule(ledger, ids, by, why, verdicts.reject)


@proposals.command()
def undo(ledger: LedgerPath, ids: Ids, by: Who = "", why: Why = "") -> None:
    """Take back what was decided about proposals; they are open again."""
    from tellings.second_reader import verdicts

    _rule(ledger, ids, by, why, verdicts.undo)


def _rule(ledger: LedgerPath, ids: list[str], by: str, why: str, ruling: Callable[..., list[Kept]]) -> None:
    from tellings.second_reader import lines

    with open_ledger(ledger) as opened:
        found = ruling(opened, ids, who=by, why=why)
        print_lines(lines.list_lines(found, lines.articles_of(opened, found)))
