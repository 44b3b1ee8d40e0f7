"""The commands by which inputs come in and are checked again. Heavy imports live inside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from tellings.cli_shared import (
    INTERRUPTED,
    LEFT_OUT,
    NOTHING_DONE,
    AsJson,
    LedgerPath,
    open_ledger,
    print_row,
    say,
    say_left_out,
)

if TYPE_CHECKING:
    from tellings.engine import Processes
    from tellings.engine.spark import Spark
    from tellings.intake import Account
    from tellings.ledger import Ledger
    from tellings.place import Place
    from tellings.second_reader.reader import Account as SecondAccount
    from tellings.watch import Watch

KeepInputs = Annotated[
    bool, typer.Option("--keep-inputs", help="Keep the bytes of every input beside the ledger, by their SHA-256.")
]


def build_into(
    paths: list[str],
    ledger: Ledger,
    *,
    published: str = "",
    keep: bool = False,
    engine: Spark | Processes | None = None,
) -> tuple[int, Account]:
    """Read into a ledger with a progress bar; how many articles were new, and what became of every input."""
    from tellings import pipeline
    from tellings.engine import Processes
    from tellings.intake import Intake
    from tellings.read.articles import read_articles
    from tellings.show.progress import progress

    with progress("articles") as done, Intake(ledger, keep=keep, report=say_left_out) as intake:
        try:
            if engine is None or isinstance(engine, Processes):
                inputs = read_articles(
                    paths, published=published, wanted=intake.wanted, passed=intake.account.pass_over
                )
                added = pipeline.build(intake.articles(inputs), ledger, engine=engine, done=done, step=done.step)
            else:
                from tellings.sharded import build_sharded

                added = build_sharded(paths, ledger, intake, engine, published=published, done=done, step=done.step)
        except KeyboardInterrupt:
            typer.echo(f"{ledger.place}: interrupted; the same command again goes on where it was", err=True)
            raise typer.Exit(INTERRUPTED) from None
    return added, intake.account


def stop_at_nothing(paths: list[str], place: Place, as_json: bool) -> None:
    """End with status 2 where a ledger would be made and no article is found; standard input is left to `build_into`.

    It stops reading at the first article.
    """
    from tellings.intake import Account
    from tellings.model import LeftOut
    from tellings.read.paths import read_paths

    if place.path is None or place.path.exists() or "-" in paths:
        return
    account = Account()
    for one in read_paths(paths, passed=account.pass_over):
        if not isinstance(one, LeftOut):
            return
        account.left.append(one)
    for left in account.left:
        say_left_out(left)
    if as_json:
        from tellings.ledger.schema import LINKED

        none = dict.fromkeys(("new", "articles", *LINKED), 0)
        print_row({"ledger": str(place), "inputs": account.row()} | none)
    else:
        typer.echo(f"{place}: not made, no article was found; {account.line()}")
    raise typer.Exit(NOTHING_DONE)


def print_account(
    ledger: Ledger, added: int, account: Account, as_json: bool, second: SecondAccount | None = None
) -> None:
    """What is in the ledger and what became of every input; status 1 where one was left out, 2 where all were."""
    from tellings.show.words import numbered

    counts = ledger.counts()
    if as_json:
        row: dict[str, Any] = {"ledger": str(ledger.place), "inputs": account.row(), "new": added} | counts
        row |= {"second_reader": second.row()} if second else {}
        print_row(row)
    else:
        articles, findings = numbered(counts["articles"], "article"), numbered(counts["findings"], "finding")
        stories = numbered(counts["stories"], "story", "stories")
        typer.echo(f"{ledger.place}: {articles} ({added:,} new), {stories}, {findings}; {account.line()}")
        if second:
            typer.echo(f"second reader: {second.line()}")
    if not (account.read or account.known):
        raise typer.Exit(NOTHING_DONE)
    if account.left or (second and second.left):
        raise typer.Exit(LEFT_OUT)


def watch(
    feeds: Annotated[list[str], typer.Argument(help="Addresses of RSS, Atom or JSON feeds.")],
    ledger: LedgerPath,
    *,
    every: Annotated[float, typer.Option(min=1, help="Minutes between two questions to a feed.")] = 15,
    once: Annotated[bool, typer.Option("--once", help="Ask each feed once and stop.")] = False,
    keep_inputs: KeepInputs = False,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Let addresses of this machine and its network be fetched.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON line for each finding.")] = False,
) -> None:
    """Watch feeds: add what is new to a ledger and print findings as they appear; stop it with Ctrl-C at any time."""
    import time

    from tellings.errors import LedgerError
    from tellings.ledger import Ledger
    from tellings.read.visits import Visits
    from tellings.watch import Watch

    with Ledger(ledger) as opened:
        visits = Visits(allow_private=allow_private)
        watching = Watch(opened, visits, every=every, keep=keep_inputs, report=say_left_out, say=say)
        try:
            while True:
                try:
                    account = watching.poll(feeds)
                    _tell(watching, as_json)
                    say(f"{ledger}: {account.line()}")
                except LedgerError as error:  # as of a server that restarts, or of another run that is linking
                    if once:
                        raise
                    say(f"{error}; it is tried again in {every:g} minutes")
                if once:
                    break
                time.sleep(60 * every)
        except KeyboardInterrupt:
            say(f"{ledger}: stopped; the same command again goes on where it was")
            return
    if account.left:
        raise typer.Exit(LEFT_OUT)


def _tell(watching: Watch, as_json: bool) -> None:
    """Print what was found and not told yet, then note that it was told."""
    from tellings.show.cards import lay_cards
    from tellings.show.spread import open_story

    for mine, record in watching.findings():
        story = record.stories[0].id
        spread = open_story(record, story)
        for card in lay_cards(spread, mine):
            if as_json:
                print_row({"finding": card.key, "kind": card.kind, "story": story, "text": card.text})
            else:
                typer.echo(f"{card.kind}: {card.text}\n")
        watching.note_told(mine)


def verify(ledger: LedgerPath, as_json: AsJson = False) -> None:
    """Check every span and hash of a ledger again, and say by name what does not check."""
    from tellings.show.words import numbered, visible
    from tellings.verify import verify as check_all

    with open_ledger(ledger) as opened:
        check = check_all(opened)
    if as_json:
        faults = [{"name": fault.name, "what": fault.what} for fault in check.faults]
        counts = {name: getattr(check, name) for name in ("articles", "spans", "inputs", "absent")}
        print_row(counts | {"gone": check.gone, "faults": faults})
    else:
        for fault in check.faults:
            typer.echo(visible(f"{fault.name}: {fault.what}"))
        for path in check.gone:
            typer.echo(visible(f"{path}: no longer there, nor kept"))
        articles, spans = numbered(check.articles, "article"), numbered(check.spans, "span")
        inputs, absent = numbered(check.inputs, "input"), numbered(check.absent, "input")
        typer.echo(
            f"{ledger}: {articles}, {spans} and {inputs} checked, "
            f"{absent} no longer there, {numbered(len(check.faults), 'fault')}"
        )
    if check.faults:
        raise typer.Exit(LEFT_OUT)
