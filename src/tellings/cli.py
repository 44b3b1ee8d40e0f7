"""The command line: every command is one call of the library. Heavy imports live inside the commands."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from tellings import cli_assistants, cli_decisions, cli_doctor, cli_engines, cli_inputs, cli_ledger
from tellings.cli_endings import Group, advice_for, open_console
from tellings.cli_help import HELP
from tellings.cli_shared import LEFT_OUT, NOTHING_DONE, AsJson, LedgerPath, open_ledger, print_row, say, say_left_out
from tellings.show.exports import listing

if TYPE_CHECKING:
    from tellings.ledger import Ledger
    from tellings.model import Article, LeftOut, Record
    from tellings.place import Place
    from tellings.show.spread import StoryLink


app = typer.Typer(
    name="tellings",
    cls=Group,
    no_args_is_help=True,
    context_settings={"max_content_width": 120},
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: drawing it with rich takes longer than everything else at start-up
)
Paths = Annotated[
    list[str], typer.Argument(help="Files or folders: pages, texts, documents, archives; - is standard input.")
]
Published = Annotated[str, typer.Option(help="Publication day (YYYY-MM-DD) of articles that give none themselves.")]


class _Leftovers:
    """Counts and reports what was not read, while the rest goes on."""

    def __init__(self) -> None:
        self.count = 0

    def keep(self, inputs: Iterable[Article | LeftOut]) -> Iterator[Article]:
        """The articles among the inputs; everything else is reported, a line each."""
        from tellings.model import LeftOut

        for one in inputs:
            if isinstance(one, LeftOut):
                self.count += 1
                say_left_out(one)
            else:
                yield one

    def exit(self) -> None:
        """Ends the command with a status that says whether something was left out."""
        if self.count:
            raise typer.Exit(LEFT_OUT)


@app.callback(invoke_without_command=True)
def main(
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    """Reads what many outlets wrote about one story and puts it on record. It never says who is right."""
    if version:
        from tellings import __version__

        typer.echo(__version__)
        raise typer.Exit


def read(
    paths: Paths,
    published: Published = "",
    workers: Annotated[int, typer.Option(min=0, help="Processes to read with; 0 takes every processor.")] = 1,
) -> None:
    """Print each article as a JSON line: where it is from, when, its clean text."""
    from tellings.engine import default_workers
    from tellings.read.articles import read_articles
    from tellings.show.rows import article_row

    left = _Leftovers()
    inputs = read_articles(paths, published=_day(published), workers=workers or default_workers())
    for article in left.keep(inputs):
        print_row(article_row(article))
    left.exit()


def marks(paths: Paths, published: Published = "") -> None:
    """Print each article's statements, figures, dates, names and roles as a JSON line, every one with its span."""
    from tellings.marking import mark
    from tellings.read.articles import read_articles
    from tellings.show.rows import marks_row

    left = _Leftovers()
    for article, found in mark(left.keep(read_articles(paths, published=_day(published)))):
        print_row(marks_row(article, found))
    left.exit()


def build(
    paths: Paths,
    ledger: LedgerPath,
    published: Published = "",
    *,
    workers: Annotated[int, typer.Option(min=0, help="Processes to work with; 0 takes as many as help.")] = 0,
    engine: cli_engines.EngineName = "local",
    master: cli_engines.Master = "",
    parquet: cli_engines.ParquetFolder = None,
    keep_inputs: cli_inputs.KeepInputs = False,
    as_json: AsJson = False,
    second_reader: cli_assistants.SecondReader = "",
    model: cli_assistants.ModelName = "",
    second_reader_key_env: cli_assistants.KeyEnv = "",
    second_reader_timeout: cli_assistants.Timeout = 300,
) -> None:
    """Read, mark, link and weigh articles into a ledger; again with more paths adds to it."""
    day = _day(published)
    second = cli_assistants.second_model(second_reader, model, second_reader_key_env, second_reader_timeout)
    workers = workers or cli_engines.workers_for(paths)
    with cli_engines.engine_of(engine, master, parquet, keep_inputs, workers) as chosen:
        # only now, when the processes of the engine are on their way
        cli_inputs.stop_at_nothing(paths, ledger, as_json)
        from tellings.ledger import Ledger

        with Ledger(ledger) as opened:
            added, account = cli_inputs.build_into(paths, opened, published=day, keep=keep_inputs, engine=chosen)
            cli_engines.write_parquet(opened, parquet)
            read = cli_assistants.read_second(opened, second) if second else None
            cli_inputs.print_account(opened, added, account, as_json, read)


def _day(published: str) -> str:
    """The day as ISO writes it; "" stays, raises InputError where it is none."""
    from tellings.errors import InputError
    from tellings.read.day import read_day

    day = read_day(published)
    if published and not day:
        raise InputError(f"--published {published}", "is no day", "write it as YYYY-MM-DD")
    return day


def export(
    ledger: LedgerPath,
    to: Annotated[Path, typer.Option("--to", help="The folder to write to.")],
    form: Annotated[str, typer.Option("--format", help="One of the formats below.")] = "jsonl",
    story: Annotated[str, typer.Option(help="Write this story alone: its id or the start of it.")] = "",
) -> None:
    """Write the record for other tools: articles, statements, figures, people, claims, origins, findings."""
    from tellings.show.exports import export as write

    for path in write(_record(ledger, story), to, form):
        typer.echo(path)


def show(
    ledger: LedgerPath,
    story: Annotated[str, typer.Argument(help="A story's id or the start of it; without, the largest.")] = "",
    as_json: AsJson = False,
) -> None:
    """Show the record in the terminal: the findings, the figures in order, the cast, the origins."""
    record, others = _story(ledger, story)
    if as_json:
        from tellings.show.exports.tables import tables

        print_row(tables(record))
        return
    from tellings.show.terminal import print_record

    whole = shlex.join(["tellings", "report", "--ledger", str(ledger), *([story] if story else [])])
    print_record(record, None, open_console(), others, whole=whole)


def report(
    ledger: LedgerPath,
    out: Annotated[Path, typer.Option("--out", "-o", help="The HTML file to write.")] = Path("story.html"),
    story: Annotated[str, typer.Argument(help="A story's id or the start of it; without, the largest.")] = "",
) -> None:
    """Write the record of a story as one HTML file that opens offline."""
    from tellings.show.report import write_report

    write_report(_story(ledger, story)[0], None, out)
    typer.echo(out)


def serve(
    ledger: LedgerPath,
    host: Annotated[str, typer.Option(help="The address to listen on; outside this machine a token is asked for.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on; 0 takes a free one.")] = 8477,
    name: Annotated[list[str] | None, typer.Option(help="A host name that leads here; may be given again.")] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Let addresses of this machine and its network be fetched.")
    ] = False,
) -> None:
    """Open the reading room: the record in a browser, from this machine only unless told otherwise."""
    from tellings.ledger import Ledger
    from tellings.show.server import serve as listen

    new = ledger.path is not None and not ledger.path.exists()
    with Ledger(ledger) as opened:
        if new:
            typer.echo(f"{ledger}: new, empty ledger made", err=True)
        listen(opened, host, port, names=tuple(name or ()), allow_private=allow_private)


def _named_here(context: typer.Context, ledger: str) -> str:
    """A ledger that this command line names; one of the settings is for real articles, not for the demo's."""
    source = context.get_parameter_source("ledger")
    return ledger if source and source.name == "COMMANDLINE" else ""


def demo(
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Write the report here as well.")] = None,
    ledger: Annotated[
        str, typer.Option(metavar="FILE", callback=_named_here, help="Keep the ledger that it builds here.")
    ] = "",
) -> None:
    """Read the made-up story that comes with Tellings and show its record."""
    import tempfile
    from importlib.resources import as_file, files

    from tellings.ledger import Ledger
    from tellings.show.report import write_report
    from tellings.show.terminal import print_record

    with (
        tempfile.TemporaryDirectory() as folder,
        as_file(files("tellings") / "data" / "demo") as articles,
        Ledger(ledger or Path(folder) / "demo.ledger") as opened,
    ):
        cli_inputs.build_into([str(articles)], opened)
        record = opened.record()
    print_record(record, None, open_console(), whole="" if out else "tellings demo --out demo.html")
    if out:
        write_report(record, None, out)
        typer.echo(out)


def compare_names() -> None:
    """Read CSV with name1,name2,kind from standard input and print it with a column score (from 0.5 on: the same)."""
    import csv

    from tellings.errors import InputError
    from tellings.link.compare import score_names

    reader = csv.DictReader(sys.stdin)
    missing = {"name1", "name2", "kind"}.difference(reader.fieldnames or [])
    if missing:
        raise InputError(
            "standard input", f"has no column {', '.join(sorted(missing))}", "write name1,name2,kind on top"
        )
    writer = csv.DictWriter(
        sys.stdout, [*(reader.fieldnames or []), "score"], lineterminator="\n", extrasaction="ignore"
    )
    writer.writeheader()
    for row in reader:
        score = score_names(row["name1"] or "", row["name2"] or "", row["kind"] or "")
        writer.writerow(row | {"score": f"{score:.3f}"})


def _record(ledger: Place, story: str = "") -> Record:
    """What a ledger holds, or only the story whose id starts with `story`; raises InputError unless there is one."""
    with _open(ledger) as opened:
        return _part(opened, story) if story else opened.record()


def _story(ledger: Place, story: str) -> tuple[Record, list[StoryLink]]:
    """A story alone (without an id the one with most articles), and the ledger's largest stories."""
    from tellings import queries
    from tellings.errors import InputError
    from tellings.show.spread import story_link

    with _open(ledger) as opened:
        with opened.reading() as connection:
            links = [story_link(row) for row in queries.largest_stories(connection)]
        if not links:
            raise InputError(str(ledger), "holds no story", "build one with `tellings build PATH… --ledger FILE`")
        return _part(opened, story or links[0].id), links


@contextmanager
def _open(ledger: Place) -> Iterator[Ledger]:
    """A ledger to read from; says where a run on it was cut short."""
    with open_ledger(ledger) as opened:
        if opened.pending:
            typer.echo(f"{ledger}: a run was cut short; `tellings build` with the same paths finishes it", err=True)
        yield opened


def _part(ledger: Ledger, story: str) -> Record:
    """The one story whose id starts so, alone; raises InputError for none or several."""
    from tellings import queries
    from tellings.errors import InputError
    from tellings.ledger.reads import read_decisions

    with ledger.reading() as connection:
        found = queries.match_story(connection, story)
        if len(found) == 1:
            part = queries.story_part(connection, found[0])
            return replace(part, decisions=read_decisions(connection))
        known = ", ".join(found or [row.id for row in queries.story_rows(connection, limit=5)[0]])
    raise InputError(
        f"story {story}", f"{'more than one' if found else 'no'} such story", f"there are {known or 'none'}"
    )


_COMMANDS: dict[str, Callable[..., None] | typer.Typer] = {
    "demo": demo,
    "build": build,
    "watch": cli_inputs.watch,
    "show": show,
    "report": report,
    "serve": serve,
    "export": export,
    "people": cli_decisions.people,
    "sources": cli_decisions.sources,
    "proposals": cli_assistants.proposals,
    "verify": cli_inputs.verify,
    "copy": cli_ledger.copy,
    "read": read,
    "marks": marks,
    "compare-names": compare_names,
    "mcp": cli_assistants.mcp,
    "doctor": cli_doctor.doctor,
}
for _name, _command in _COMMANDS.items():
    if isinstance(_command, typer.Typer):
        app.add_typer(_command, name=_name, short_help=HELP[_name].line)
    else:
        _more = f"Formats:\n{listing()}" if _name == "export" else ""
        app.command(_name, short_help=HELP[_name].line, epilog=HELP[_name].epilog(_more))(_command)


def settings(command: Any = None) -> dict[str, Any]:
    """The defaults that the user's configuration gives to the commands; raises InputError where it is wrong.

    `command` is the tree of commands where it is made already.
    """
    from tellings.config import check_values, defaults, options_of

    command = command or typer.main.get_command(app)
    found = defaults(dict(options_of(command)))
    check_values(command, found)
    return found


def run() -> None:
    """The entry point: what goes wrong becomes one line and a status."""
    from tellings.errors import TellingsError
    from tellings.memory import collect_rarely

    collect_rarely()
    try:
        command = typer.main.get_command(app)
        command(default_map={} if {"doctor", "--help", "--version"} & {*sys.argv[1:]} else settings(command))
    except TellingsError as error:
        _fail(str(error))
    except OSError as error:
        advice = advice_for(error)
        _fail(f"{error.filename or 'output'}: {error.strerror or error}; {advice}")


def _fail(message: str) -> NoReturn:
    say(f"tellings: {message}")
    sys.exit(NOTHING_DONE)


if __name__ == "__main__":
    run()
