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

from tellings.show.pages import Page
from tellings.show.words import counted, listed

CHART_SCRIPTS: Final = ("vendor/vega.min.js", "vendor/vega-lite.min.js", "vendor/vega-embed.min.js")
SCRIPT: Final = "page.js"
STYLE: Final = "page.css"
_PICTURE_STYLE: Final = (
    "text{font:13px sans-serif;fill:#1c1b19}.head{font-weight:600}circle,.bar{fill:#3c3a36}"
    ".guide{stroke:#e7e3d9}.span,.axis,.break{stroke:#8a857a}.bar.planned{fill:none;stroke:#3c3a36}"
)


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
    made.filters.update(counted=counted, listed=listed, standalone=standalone)
    return made


def warm() -> None:
    """Compile every template, so that the first page does not wait for it."""
    made = environment()
    for name in made.list_templates():
        made.get_template(name)


def standalone(svg: Markup) -> Markup:
    """A picture of a page as a file of its own: with the colours that the page's style sheet gives it."""
    opening, _, rest = svg.strip().partition(">")
    return opening + Markup("><style>") + Markup(_PICTURE_STYLE) + Markup("</style>") + rest  # noqa: S704  # ours


def room_html(name: str, **values: Any) -> str:
    """A page or part of a page of the reading room, from `templates/room`; style and scripts by address."""
    return environment().get_template(f"room/{name}.html").render(inline=None, **values)


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
    homes = {paper.tag: (paper.href, paper.outlet) for paper in page.papers}
    return environment().get_template("story.html").render(page=page, homes=homes, scripts=(), inline=inline)


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
