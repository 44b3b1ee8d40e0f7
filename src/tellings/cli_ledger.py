"""The command that moves a ledger. Heavy imports live inside it."""

from __future__ import annotations

from typing import Annotated

import typer

from tellings.place import Place, place_of


def copy(
    source: Annotated[Place, typer.Argument(parser=place_of, metavar="FROM", help="The ledger to copy.")],
    target: Annotated[
        Place,
        typer.Argument(parser=place_of, metavar="TO", help="A new file, or an empty database on a PostgreSQL server."),
    ],
) -> None:
    """Copy a ledger, with the inputs kept, from a file to a server, back, or to another of its kind."""
    from tellings.ledger import Ledger
    from tellings.ledger.copying import copy_ledger
    from tellings.show.progress import progress
    from tellings.show.words import numbered

    with Ledger(source, must_exist=True) as full, Ledger(target) as empty, progress("rows") as done:
        rows = copy_ledger(full, empty, done=done)
    typer.echo(f"{target}: {numbered(rows, 'row')} copied from {source}")
