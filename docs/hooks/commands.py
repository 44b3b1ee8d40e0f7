"""The page of all commands, made from their own help when the site is built."""

from __future__ import annotations

import typer
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from typer.cli import get_docs_for_click


def commands() -> str:
    """Every command with its arguments, options and examples, as Markdown."""
    from tellings.cli import app

    command = typer.main.get_command(app)
    page: str = get_docs_for_click(obj=command, ctx=typer.Context(command), name="tellings", title="Commands")
    return page


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Called by MkDocs: adds the page."""
    files.append(File.generated(config, "reference/commands.md", content=commands()))
    return files
