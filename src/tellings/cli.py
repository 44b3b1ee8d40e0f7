"""The command line: every command is one call of the library. Heavy imports live inside the commands."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from tellings.model import Article, LeftOut

app = typer.Typer(
    name="tellings",
    no_args_is_help=True,
    add_completion=False,
    help="Reads what many outlets wrote about one story and puts it on record. It never says who is right.",
)

Paths = Annotated[list[str], typer.Argument(help="Files or folders (.txt, .html, .jsonl); - is standard input.")]
Published = Annotated[str, typer.Option(help="Publication day (YYYY-MM-DD) of articles that give none themselves.")]
LedgerPath = Annotated[Path, typer.Option("--ledger", help="The ledger file.")]
LEFT_OUT = 1  # exit status where an input was left out and the rest was done


class _Leftovers:
    """Counts and reports what was not read, while the rest goes on."""

    def __init__(self) -> None:
        self.count = 0

    def keep(self, inputs: Iterable[Article | LeftOut]) -> Iterator[Article]:
        """The articles among the inputs; everything else is reported, a line each."""
        from tellings.model import LeftOut
        from tellings.show.plain import plain

        for one in inputs:
            if isinstance(one, LeftOut):
                self.count += 1
                typer.echo(plain(f"left out {one.path}: {one.cause}; {one.advice}"), err=True)
            else:
                yield one

    def exit(self) -> None:
        """Ends the command with a status that says whether something was left out."""
        if self.count:
            raise typer.Exit(LEFT_OUT)


def _print_row(row: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


@app.command()
def read(paths: Paths, published: Published = "") -> None:
    """Print each article as a JSON line: where it is from, when, its clean text."""
    from tellings.pipeline import read_articles
    from tellings.show.rows import article_row

    left = _Leftovers()
    for article in left.keep(read_articles(paths, published=published)):
        _print_row(article_row(article))
    left.exit()


@app.command()
def marks(paths: Paths, published: Published = "") -> None:
    """Print each article's statements, figures, dates, names and roles as a JSON line, every one with its span."""
    from tellings.pipeline import mark, read_articles
    from tellings.show.rows import marks_row

    left = _Leftovers()
    for article, found in mark(left.keep(read_articles(paths, published=published))):
        _print_row(marks_row(article, found))
    left.exit()


def run() -> None:
    """The entry point: errors of Tellings become one line and a status."""
    from tellings.errors import TellingsError

    try:
        app()
    except TellingsError as error:
        typer.echo(f"tellings: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


if __name__ == "__main__":
    run()
