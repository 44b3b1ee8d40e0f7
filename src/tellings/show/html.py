"""Pages as HTML: one environment for the report and the server. Every word of an article is escaped."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from tellings.show.pages import Page, StoryLink
from tellings.show.words import counted, listed

CHART_SCRIPTS: Final = ("vendor/vega.min.js", "vendor/vega-lite.min.js", "vendor/vega-embed.min.js")
SCRIPT: Final = "page.js"
STYLE: Final = "page.css"


def script_names(page: Page) -> tuple[str, ...]:
    """The scripts a page needs, in order."""
    return (*(CHART_SCRIPTS if any(measure.chart for measure in page.measures) else ()), SCRIPT)


@cache
def static(name: str) -> str:
    """A shipped file of `show/static`."""
    return files("tellings").joinpath("show", "static", *name.split("/")).read_text(encoding="utf-8")


@cache
def environment() -> Environment:
    """The templates, with autoescape on for all of them and an error for a name they do not know."""
    made = Environment(
        loader=PackageLoader("tellings", "show/templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(counted=counted, listed=listed)
    return made


def index_html(links: Sequence[StoryLink]) -> str:
    """The list of stories, for the server."""
    return environment().get_template("index.html").render(links=links, inline=None)


def story_html(page: Page) -> str:
    """A story for the server: style and scripts by address."""
    return environment().get_template("story.html").render(page=page, scripts=script_names(page), inline=None)


def report_html(page: Page) -> str:
    """A story as one file that needs nothing else: style and scripts inside, each allowed by its hash."""
    scripts = [static(name) for name in script_names(page)]
    style = static(STYLE)
    inline: dict[str, Any] = {
        # shipped files, never article text; no `</script` or `</style` stands in them (tests/show/test_report.py)
        "style": Markup(style),  # noqa: S704
        "scripts": [Markup(script) for script in scripts],  # noqa: S704
        "policy": policy(scripts, style),
    }
    return environment().get_template("story.html").render(page=page, scripts=(), inline=inline)


def policy(scripts: Sequence[str], style: str) -> str:
    """The Content-Security-Policy of a report: its own scripts and style by hash, nothing from anywhere else."""
    hashes = " ".join(map(_hash, scripts)) or "'none'"
    return (
        f"default-src 'none'; script-src {hashes}; style-src {_hash(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
