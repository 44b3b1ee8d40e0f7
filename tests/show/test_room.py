"""The reading room as its user meets it: in a browser, on the demo story."""

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

LATER = 60_000  # milliseconds; a writing process has the language model to load
AXE = files("axe_playwright_python").joinpath("axe.min.js")
VIEWS = ["", "/figures", "/cast", "/claims", "/origins", "/timeline", "/articles"]


@pytest.fixture
def page(browser: Browser, room: str) -> Iterator[Page]:
    """A page at the desk; what its console says at the end must be nothing."""
    context = browser.new_context(base_url=room, viewport={"width": 1280, "height": 900}, accept_downloads=True)
    opened, said = context.new_page(), list[str]()
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.set_default_timeout(20_000)
    opened.goto("/")
    yield opened
    context.close()
    assert said == []


def open_story(page: Page) -> str:
    page.locator("table.stories a").first.click()
    page.wait_for_selector("#findings")
    return page.url


def test_a_reader_opens_a_story_filters_and_follows_a_finding_to_the_words(page: Page) -> None:
    open_story(page)
    page.locator(".filters a", has_text="dispute").click()
    kinds = page.locator(".card .kind")
    assert set(kinds.all_inner_texts()) == {"dispute"}
    words = page.locator(".card blockquote").first.locator(".words").inner_text()
    page.locator(".card blockquote .badge").first.click()
    assert page.locator(".sentence mark.here").first.inner_text().strip() in words


def test_a_search_finds_while_it_is_typed_and_can_be_narrowed(page: Page) -> None:
    page.goto("/search")
    page.locator("#q").press_sequentially("coast guard")
    page.wait_for_selector(".hits .hit")
    page.locator("#kind").select_option("statement")
    page.locator("#search-form button").click()
    expect(page.locator(".hits h2")).to_have_count(1)
    page.locator(".hits .hit").first.click()
    expect(page.locator(".sentence mark.here").first).to_be_visible()


def test_names_are_joined_and_the_joining_undone(page: Page) -> None:
    url = open_story(page)
    page.goto(f"{url}/cast?kind=person")
    before = page.locator(".cast tbody tr").count()
    page.locator(".cast .pick input").nth(0).check()
    page.locator(".cast .pick input").nth(1).check()
    page.locator("#join input[name=why]").fill("a test")
    page.locator("#join button").click()
    page.wait_for_url("**/cast", timeout=LATER)
    undo = page.get_by_role("button", name="Undo")
    expect(undo).to_have_count(1)
    assert "a test" in page.locator(".decisions").inner_text()
    undo.click()
    page.wait_for_url("**/cast", timeout=LATER)
    expect(page.locator(".decisions .undone")).to_have_count(1, timeout=LATER)
    page.goto(f"{url}/cast?kind=person")
    assert page.locator(".cast tbody tr").count() == before


def test_an_article_is_added_while_another_page_is_open(page: Page, tmp_path: Path) -> None:
    url = open_story(page)
    counted = int(page.locator(".facts span", has_text="article").inner_text().split()[0])
    other = page.context.new_page()
    demo = files("tellings").joinpath("data", "demo")
    text = demo.joinpath("01_continentalwire.txt").read_text(encoding="utf-8")
    good, broken = tmp_path / "late.txt", tmp_path / "broken.txt"
    good.write_text(text.replace("17", "19"), encoding="utf-8")
    known = json.loads(demo.joinpath("01_continentalwire.json").read_text(encoding="utf-8"))
    (tmp_path / "late.json").write_text(json.dumps(known | {"outlet": "Late Post", "url": ""}), encoding="utf-8")
    broken.write_bytes(b"")
    other.goto("/add")
    other.locator("#files").set_input_files([good, tmp_path / "late.json", broken])
    other.get_by_role("button", name="Add the files").click()
    expect(other.locator(".state.done")).to_be_visible(timeout=LATER)
    assert "broken.txt" in other.locator(".left").inner_text()
    other.close()
    page.goto(url)
    page.locator(".brand a").click()
    open_story(page)
    expect(page.locator(".facts span", has_text="article")).to_contain_text(str(counted + 1))


@pytest.mark.parametrize(("name", "beginning"), [("CSV", "id,kind"), ("JSON", "["), ("one file", "<!doctype html>")])
def test_a_view_is_taken_along(page: Page, name: str, beginning: str) -> None:
    open_story(page)
    with page.expect_download() as got:
        page.locator(".take a", has_text=name).click()
    assert got.value.path().read_text(encoding="utf-8").startswith(beginning)


def test_a_chart_is_saved_as_a_picture_that_needs_nothing(page: Page) -> None:
    page.goto(f"{open_story(page)}/figures")
    page.wait_for_selector(".plot svg path")
    with page.expect_download() as got:
        page.locator("[data-save]").first.click()
    svg = got.value.path().read_text(encoding="utf-8")
    assert svg.startswith("<svg")
    assert "var(" not in svg


def test_a_finding_is_copied_with_its_sources(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_story(page)
    page.locator("[data-copy]").first.click()
    expect(page.locator("#said")).to_have_text("Copied with its sources")
    copied = str(page.evaluate("navigator.clipboard.readText()"))
    assert copied.startswith(page.locator(".card h3 bdi").first.inner_text())
    assert "March 2025" in copied


def test_keys_lead_through_a_story(page: Page) -> None:
    open_story(page)
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('.card').id") == "finding-2"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "site-q"


def test_layers_of_the_reader_can_be_put_away_and_stay_so(page: Page) -> None:
    page.goto(f"{open_story(page)}/articles")
    page.locator("tbody a").first.click()
    figure = page.locator(".par .figure").first
    assert figure.evaluate("one => getComputedStyle(one).fontWeight") == "650"
    page.locator("#layer-figure").uncheck()
    page.reload()
    assert figure.evaluate("one => getComputedStyle(one).fontWeight") == "400"


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (2560, "light")])
def test_every_view_is_accessible_and_fits(browser: Browser, room: str, width: int, scheme: str) -> None:
    shape = {"width": width, "height": 900}
    context = browser.new_context(base_url=room, viewport=shape, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto("/")
    story = open_story(page)
    page.goto(f"{story}/articles")
    article = str(page.locator("tbody a").first.get_attribute("href"))
    page.goto(f"{story}/cast")
    person = str(page.locator("tbody th a").first.get_attribute("href"))
    views = [*(f"{story}{view}" for view in VIEWS), article, f"{article}?input=1", person]
    wrong = {}
    for path in ["/", "/add", "/search?q=ferry", "/nothing", *views]:
        page.goto(path)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run().then((all) => all.violations.map((one) => `${one.id}: ${one.nodes[0].html}`))")
        if found or page.evaluate("document.documentElement.scrollWidth") > width:
            wrong[path] = found
    context.close()
    assert not wrong
