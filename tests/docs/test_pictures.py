"""The pictures of the documentation: `make pictures` keeps them, the test sees that each shows what it should."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from rich.console import Console
from rich.text import Text

from gold import ROOT
from tellings.model import Record
from tellings.show.terminal import print_record

_FONTS = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)  # which a reader's browser would fetch
LINES = 70  # of the terminal
KEPT = ROOT / "docs" / "pictures"
# name: the view of the story, what must be seen on it
VIEWS = {
    "desk": (None, "table.stories"),
    "findings": ("", ".card"),
    "figures": ("/figures", "svg"),
    "cast": ("/cast", ".cast"),
    "claims": ("/claims", "table"),
    "origins": ("/origins", ".drawn svg"),
    "timeline": ("/timeline", ".drawn svg"),
    "article": ("article", ".sentence"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the pictures go: into the documentation where TELLINGS_PICTURES is set, else nowhere that is kept."""
    return KEPT if os.environ.get("TELLINGS_PICTURES") else tmp_path_factory.mktemp("pictures")


@pytest.fixture(scope="module")
def page(browser: Browser, room: str) -> Iterator[Page]:
    context = browser.new_context(base_url=room, viewport={"width": 1200, "height": 800}, color_scheme="light")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_has_its_picture(page: Page, folder: Path, name: str) -> None:
    view, shown = VIEWS[name]
    page.goto("/")
    if view is not None:
        page.locator("table.stories a").first.click()
        page.wait_for_selector("#findings")
    if view == "article":
        page.locator(".card blockquote .badge").first.click()
    elif view:
        page.goto(page.url.split("#")[0] + view)
    page.wait_for_selector(shown)
    picture = folder / f"{name}.png"
    page.screenshot(path=picture)
    assert picture.stat().st_size > 10_000


def test_the_terminal_has_its_picture(demo_record: Record, folder: Path) -> None:
    screen = Console(width=100, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    with screen.capture() as captured:
        print_record(demo_record, None, screen)
    top = "\n".join(captured.get().splitlines()[:LINES])
    picture = Console(width=100, record=True, file=io.StringIO())
    picture.print(Text.from_ansi(top))
    assert "dispute" in picture.export_text(clear=False)
    svg = _FONTS.sub("", picture.export_svg(title="tellings demo"))
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "").replace("https://www.textualize.io", "")
    (folder / "terminal.svg").write_text(svg, encoding="utf-8")


def test_every_picture_that_a_page_shows_is_there() -> None:
    shown = {
        (page.parent / found).resolve()
        for page in (ROOT / "docs").rglob("*.md")
        for found in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", page.read_text(encoding="utf-8"))
    }
    assert shown
    assert all(path.is_file() for path in shown)
