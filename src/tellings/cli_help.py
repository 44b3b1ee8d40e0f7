"""The commands in the order of `--help`, each with its line there and examples that run as they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Help:
    """What `--help` says of a command beside its docstring: a line for the list, and examples."""

    line: str
    examples: tuple[str, ...] = ()

    def epilog(self, more: str = "") -> str:
        """The examples, then what else is to be said; laid out as written."""
        lines = ["Examples:" if len(self.examples) > 1 else "Example:", *(f"  {one}" for one in self.examples)]
        return "\b\n" + "\n".join(lines if self.examples else []) + (f"\n\n\b\n{more}" if more else "")


HELP: Final = {
    "demo": Help(
        "A made-up story, read and shown.",
        ("tellings demo", "tellings demo --out demo.html", "tellings demo --ledger demo.ledger"),
    ),
    "build": Help(
        "Articles into a ledger: read, mark, link, weigh.",
        (
            "tellings build articles/ --ledger story.ledger",
            "tellings build articles/ --ledger story.ledger --keep-inputs --json",
        ),
    ),
    "watch": Help(
        "What feeds bring, into a ledger.",
        ("tellings watch https://news.example/feed.xml --ledger story.ledger --once",),
    ),
    "show": Help(
        "The record in the terminal.",
        ("tellings show --ledger story.ledger", "tellings show --ledger story.ledger --json"),
    ),
    "report": Help(
        "The record of a story as one HTML file.", ("tellings report --ledger story.ledger --out story.html",)
    ),
    "serve": Help("The reading room, in a browser.", ("tellings serve --ledger story.ledger",)),
    "export": Help(
        "The record for other tools.",
        (
            "tellings export --ledger story.ledger --to tables --format csv",
            "tellings export --ledger story.ledger --to book --format xlsx",
        ),
    ),
    "people": Help("Who is who, and your decisions."),
    "sources": Help("Sources, and your grades of them."),
    "proposals": Help("What a second reader proposed."),
    "verify": Help("Every span and hash, checked again.", ("tellings verify --ledger story.ledger",)),
    "copy": Help("A ledger moved between file and server.", ("tellings copy story.ledger copy.ledger",)),
    "read": Help("Articles as JSON lines.", ("tellings read articles/ > articles.jsonl",)),
    "marks": Help("What is marked in each article, as JSON lines.", ("tellings marks articles/ > marks.jsonl",)),
    "compare-names": Help(
        "Pairs of names, with a score.",
        (r"printf 'name1,name2,kind\nAna Brel,A. Brel,person\n' | tellings compare-names",),
    ),
    "mcp": Help("The record for an assistant (MCP).", ("tellings mcp --ledger story.ledger",)),
    "doctor": Help(
        "What is there and works on this machine.", ("tellings doctor", "tellings doctor --ledger story.ledger")
    ),
}
