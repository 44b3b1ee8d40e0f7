"""The record for other tools: one module a format, loaded when it is asked for.

A format is a line in `FORMATS` and a module here with `write(record, folder) -> list[Path]`, which writes into a folder
that is there and returns the files it wrote. What an article says is data everywhere: no format may let it act.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tellings.errors import InputError, MissingExtraError

if TYPE_CHECKING:
    from tellings.model import Record


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write the record: its name, what it is for, its module here, and what has to be installed for it.

    `needs` is the Python package that is imported, `extra` the extra of Tellings that brings it; both "" where nothing
    beyond Tellings is needed.
    """

    name: str
    about: str
    module: str
    needs: str = ""
    extra: str = ""

    @property
    def write(self) -> Callable[[Record, Path], list[Path]]:
        """The writer of the format; raises MissingExtraError where what it needs is not installed."""
        if self.needs and not find_spec(self.needs):
            raise MissingExtraError(
                f"{self.name} needs {self.needs}; install it with `pip install 'tellings[{self.extra}]'`"
            )
        writer: Callable[[Record, Path], list[Path]] = import_module(f"{__name__}.{self.module}").write
        return writer


FORMATS: Final[Mapping[str, Format]] = {
    one.name: one
    for one in (
        Format("jsonl", "JSON lines, a file a table: every value as it is", "jsonl"),
        Format("csv", "CSV, a file a table: for spreadsheets and statistics; no cell is a formula", "csv_tables"),
        Format("parquet", "Parquet, a file a table: for pandas, Arrow, DuckDB", "parquet", "pyarrow", "parquet"),
        Format("datasette", "A SQLite file with keys, full text and views, and its descriptions", "datasette"),
        Format(
            "xlsx",
            "A workbook, a sheet a table: filters, frozen heads, texts that stay texts",
            "xlsx",
            "openpyxl",
            "xlsx",
        ),
        Format("ged", "Event data with the columns of UCDP GED: a row a figure about people", "ged"),
        Format("bibtex", "BibTeX, an entry an article: for LaTeX and managers of references", "bibtex"),
        Format("csl-json", "CSL-JSON, an item an article: for Zotero, Pandoc and citation styles", "csl"),
        Format("wikipedia", "A list of {{cite news}}: articles, quotations, each side of each finding", "wikipedia"),
        Format("obsidian", "Markdown notes with links: a vault of stories, articles and people", "obsidian"),
        Format("web-annotation", "W3C Web Annotation: the words of every mark, found again there", "web_annotation"),
        Format("ftm", "FollowTheMoney entities and statements: who is named, what they said", "ftm"),
        Format("rdf", "RDF with PROV-O as Turtle: who said it, where, and who decided what", "rdf", "rdflib", "rdf"),
        Format("schema-org", "schema.org JSON-LD: claims, quotations, reviews to fill in", "schema_org"),
        Format("stix", "STIX 2.1: a report a story, a note a statement or figure", "stix", "stix2", "stix"),
    )
}


def listing() -> str:
    """The formats as lines of a help text."""
    width = max(map(len, FORMATS))
    return "\n".join(f"  {one.name:<{width}}  {one.about}" for one in FORMATS.values())


def export(record: Record, folder: Path, form: str = "jsonl") -> list[Path]:
    """Write the record to `folder` (made where missing) in one of `FORMATS`; the files written.

    Raises InputError for a format that is none and MissingExtraError where what it needs is not installed.
    """
    if form not in FORMATS:
        raise InputError(form, "no such format", f"use one of {', '.join(FORMATS)}")
    write = FORMATS[form].write
    folder.mkdir(parents=True, exist_ok=True)
    return write(record, folder)
