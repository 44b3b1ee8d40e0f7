"""What a notebook shows: HTML without script, in which nothing that an article says acts."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from lxml import html as lxml_html

import tellings
from tellings.model import Article, Finding, Marks, Record, Span

HOSTILE = (
    "<script>alert(1)</script> at Ostrel\n\n"
    "Two ferries <img src=x onerror=alert(1)> collided off Ostrel on Friday, March 14, 2025. "
    "“We count 19 people </style><b onclick=x()>hurt</b>,” Captain Ana Brel said. \u202egnorw\u202c\n"
)
ALLOWED = {
    *("style", "div", "p", "b", "ul", "li", "span", "mark", "em"),
    *("svg", "title", "text", "line", "circle"),
}


class Tags(HTMLParser):
    """The tags of a text as a browser has them, with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        self.attributes |= {name for name, _ in attrs}


@pytest.fixture(scope="module")
def hostile() -> Article:
    return tellings.read_text(HOSTILE, outlet="<b>Herald</b>", title="<script>x</script>")


@pytest.fixture(scope="module")
def hostile_record(hostile: Article) -> Record:
    other = tellings.read_text(
        "Ferries collide\n\nTwo ferries collided off Ostrel on Friday, March 14, 2025. At least 12 "
        "people were hurt, Captain Ana Brel said.",
        outlet="'\"><script>y</script>",
    )
    return tellings.record([hostile, other])


def shown(record: Record) -> dict[str, str]:
    """Everything a notebook can show of a record."""
    article = next(iter(record.articles.values()))
    views = {"record": record._repr_html_(), "article": article._repr_html_(), "story": record.show().html}
    views["marked"] = tellings.highlight(article, record.marks[article.id]).html
    views["marked with findings"] = record.show(article).html
    views |= {f"measure {one.id}": record.show(one).html for one in record.measures[:5]}
    for one in record.findings[:5]:
        views |= {f"finding {one.id}": record.show(one).html, f"finding alone {one.id}": one._repr_html_()}
    return views


def test_nothing_an_article_says_acts(hostile_record: Record) -> None:
    for name, text in shown(hostile_record).items():
        tags = Tags(text)
        assert not tags.found - ALLOWED, name
        assert not {key for key in tags.attributes if key.startswith("on")}, name
        assert "\u202e" not in text, name


def test_every_view_of_the_demo_is_whole_and_safe(demo_record: Record) -> None:
    views = shown(demo_record)
    assert any(name.startswith("finding") for name in views) and any(name.startswith("measure") for name in views)
    for name, text in views.items():
        assert lxml_html.fromstring(text).text_content().strip(), name
        assert not Tags(text).found - ALLOWED, name


def test_a_record_shows_its_first_findings_with_their_words(demo_record: Record) -> None:
    words = lxml_html.fromstring(demo_record._repr_html_()).text_content()
    first = next(one for one in demo_record.findings if one.rank == 1 and one.story == demo_record.story().id)
    assert demo_record.words(first.accounts[0])[:30] in words
    assert demo_record.outlet_of(first.accounts[0]) in words
    assert f"{len(demo_record.findings)} findings" in words


def test_a_shown_finding_has_every_account(demo_record: Record) -> None:
    finding = max(demo_record.findings, key=lambda one: len(one.accounts))
    page = lxml_html.fromstring(demo_record.show(finding).html)
    assert len(page.findall(".//li")) == len(finding.accounts)
    assert repr(demo_record.show(finding)).count("\n- ") <= len(finding.accounts)


def test_a_measure_is_drawn_a_line_a_figure(demo_record: Record) -> None:
    measure = max(demo_record.measures, key=lambda one: len(one.figures))
    page = lxml_html.fromstring(demo_record.show(measure).html)
    figures = demo_record.figures_of(measure)
    assert len(page.findall(".//circle")) >= len(figures)
    assert all(found.article.outlet in page.text_content() for found in figures)


def test_marks_lie_where_their_spans_are(hostile: Article) -> None:
    marks = tellings.mark(hostile)
    page = lxml_html.fromstring(tellings.highlight(hostile, marks).html)
    drawn = [one.text_content() for one in page.find_class("figure")]
    assert [figure.span.text for figure in marks.figures] == drawn[: len(marks.figures)]


def test_marks_of_another_article_are_an_error(hostile: Article) -> None:
    with pytest.raises(tellings.SpanError):
        tellings.highlight(hostile, Marks("other", (Span(0, 5, "other"),)))


def test_what_is_not_in_the_record_is_not_found(demo_record: Record, hostile: Article) -> None:
    strange = Finding("none", "gap", demo_record.story().id, "nothing", ())
    for what in (
        hostile,
        strange,
        replace(demo_record.measures[0], id="none"),
        replace(demo_record.story(), id="none"),
    ):
        with pytest.raises(tellings.NotFoundError):
            demo_record.show(what)


def test_an_empty_record_is_shown_too() -> None:
    assert "0 articles" in Record({}, {})._repr_html_()
