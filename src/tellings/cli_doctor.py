"""`tellings doctor`: what is there, what works, what to do if not. Heavy imports live inside it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from tellings.cli_shared import print_row

_SIGNS = {"ok": "ok      ", "missing": "optional", "fault": "FAULT   "}


def doctor(
    ledger: Annotated[str, typer.Option("--ledger", help="Look at this ledger too.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON line for each part.")] = False,
) -> None:
    """Look at what Tellings needs on this machine, part by part; ends with status 1 where something cannot work."""
    from tellings.doctor import examine
    from tellings.show.words import visible

    faults = 0
    for check in examine(ledger):
        faults += check.state == "fault"
        if as_json:
            print_row(asdict(check))
        else:
            advice = f"; {check.advice}" if check.advice else ""
            typer.echo(visible(f"{_SIGNS[check.state]}  {check.name:<14} {check.detail}{advice}"))
    if faults:
        raise typer.Exit(1)
