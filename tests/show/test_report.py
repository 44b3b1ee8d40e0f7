import hashlib
import re
from collections.abc import Callable
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tellings.model import Record
from tellings.show.html import CHART_SCRIPTS, SCRIPT, STYLE, report_html, static
from tellings.show.pages import story_page
from tellings.show.report import write_report


class Tags(HTMLParser):
    """Counts elements, and gathers attributes that would fetch or run something."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.acting: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.acting += [name for name, _ in attrs if name.startswith("on") or name in ("src", "style", "srcdoc")]


def tags(html: str) -> Tags:
    parser = Tags()
    parser.feed(html)
    return parser


def test_vendored_scripts_are_those_their_readme_names() -> None:
    readme = static("vendor/README.md")
    folder = files("tellings").joinpath("show", "static")
    for name in CHART_SCRIPTS:
        assert hashlib.sha256(folder.joinpath(name).read_bytes()).hexdigest() in readme


@pytest.mark.parametrize("name", [*CHART_SCRIPTS, SCRIPT, STYLE])
def test_a_shipped_file_can_stand_inside_a_page(name: str) -> None:
    assert not re.search(r"</(?:script|style)|<!--", static(name), re.IGNORECASE)


def test_a_report_needs_no_other_file(record: Record) -> None:
    html = report_html(story_page(record))
    assert tags(html).acting == []
    assert re.findall(r'<link[^>]+href="(?!data:)', html) == []


def test_every_link_inside_leads_to_a_place(record: Record) -> None:
    html = report_html(story_page(record))
    places = set(re.findall(r'\sid="([^"]+)"', html))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= places


def test_an_id_stands_once(record: Record) -> None:
    ids = re.findall(r'\sid="([^"]+)"', report_html(story_page(record)))
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "</script><b>", '"><svg onload=alert(1)>', "</title><h6>", "{{ 7 * 7 }}"]
)
def test_an_article_cannot_write_markup(hostile: Callable[[str], Record], words: str) -> None:
    calm, bad = (tags(report_html(story_page(hostile(text)))) for text in ("calm", words))
    assert bad.acting == []
    assert [name for name in bad.names if name not in ("bdi", "mark", "span")] == [
        name for name in calm.names if name not in ("bdi", "mark", "span")
    ]


def test_an_article_cannot_turn_the_direction_of_a_line(hostile: Callable[[str], Record]) -> None:
    assert not {"\u202e", "\u2066", "\x1b"} & set(report_html(story_page(hostile("a\u202e\u2066\x1b[31mb"))))


def test_the_file_is_the_same_each_time(record: Record, tmp_path: Path) -> None:
    one, two = (write_report(record, None, tmp_path / name).read_bytes() for name in ("a.html", "b.html"))
    assert one == two


def opened(browser: Browser, path: Path, width: int = 1280) -> tuple[Page, list[str]]:
    """A report opened offline, and what the console said."""
    page = browser.new_context(offline=True, viewport={"width": width, "height": 900}).new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(path.as_uri())
    return page, said


def test_charts_are_drawn_offline_and_the_console_is_silent(browser: Browser, record: Record, tmp_path: Path) -> None:
    page, said = opened(browser, write_report(record, None, tmp_path / "r.html"))
    page.locator("#figures").scroll_into_view_if_needed()
    page.wait_for_selector(".plot svg path", timeout=10_000)
    assert page.locator(".plot svg").count() == 1
    assert said == []


def test_without_scripts_the_tables_stand_for_the_charts(browser: Browser, record: Record, tmp_path: Path) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(write_report(record, None, tmp_path / "r.html").as_uri())
    assert page.locator(".chart:visible").count() == 0
    assert page.locator(".figures tbody tr:visible").count() == 3


def test_a_letter_leads_to_the_sentence_it_stands_for(browser: Browser, record: Record, tmp_path: Path) -> None:
    page, _ = opened(browser, write_report(record, None, tmp_path / "r.html"))
    page.locator("#finding-1 .badge").first.click()
    assert "About 40" in page.locator(".sentence:target").inner_text()


def test_findings_can_be_narrowed_to_one_kind(browser: Browser, record: Record, tmp_path: Path) -> None:
    page, _ = opened(browser, write_report(record, None, tmp_path / "r.html"))
    page.get_by_role("button", name="drift").click()
    assert page.locator(".card:visible").count() == 1


@pytest.mark.parametrize("width", [360, 2560])
def test_nothing_runs_over_the_edge(browser: Browser, record: Record, tmp_path: Path, width: int) -> None:
    page, _ = opened(browser, write_report(record, None, tmp_path / "r.html"), width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_an_article_runs_nothing(browser: Browser, hostile: Callable[[str], Record], tmp_path: Path) -> None:
    record = hostile("<img src=x onerror=\"document.title='run'\">")
    page, said = opened(browser, write_report(record, None, tmp_path / "r.html"))
    page.locator("#figures").scroll_into_view_if_needed()
    page.wait_for_selector(".plot svg path", timeout=10_000)
    assert "run" not in page.title().split("·")[-1]
    assert page.locator("img").count() == 0
    assert said == []
