"""Lists of references as those who read them do: bibtexparser, a citation processor, a parser of wikitext."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import mwparserfromhell
import pytest
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter  # type: ignore[import-untyped]
from citeproc.source.json import CiteProcJSON  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st
from tests.made import article

from tellings.model import Record
from tellings.show.exports import export
from tellings.show.exports.bibtex import entry
from tellings.show.exports.citing import cite
from tellings.show.exports.csl import item
from tellings.show.exports.wikipedia import cite_news, wiki


def library(text: str) -> Any:
    return parse_string(text, append_middleware=[LatexDecodingMiddleware()])


# --- what is cited


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("By Ana Brel and Tomas Orn", ("Ana Brel", "Tomas Orn")),
        ("Ana Brel, Tomas van der Orn", ("Ana Brel", "Tomas van der Orn")),
        ("Staff and agencies in Ostrel", ("Staff and agencies in Ostrel",)),
        ("", ()),
    ],
)
def test_a_byline_is_split_where_it_is_plainly_names(byline: str, authors: tuple[str, ...]) -> None:
    assert cite(replace(article("A ferry sank."), byline=byline)).authors == authors


@pytest.mark.parametrize("published", ["", "2031-02-30", "tomorrow", "20310506"])
def test_a_day_that_is_none_is_left_out(published: str) -> None:
    assert cite(article("A ferry sank.", published=published)).day is None


# --- BibTeX


def test_bibtexparser_reads_every_article(demo_record: Record, tmp_path: Path) -> None:
    (path,) = export(demo_record, tmp_path, "bibtex")
    read = library(path.read_text(encoding="utf-8"))
    assert read.failed_blocks == []
    assert [entry["title"].strip("{}") for entry in read.entries] == [
        cite(one).title for one in demo_record.articles.values()
    ]
    assert read.entries[0].key == "continentalwire2025-a1d93942090129b5"


def test_hostile_words_make_no_entry_and_no_command(hostile_record: Record, tmp_path: Path) -> None:
    (path,) = export(hostile_record, tmp_path, "bibtex")
    text = path.read_text(encoding="utf-8")
    read = library(text)
    assert (len(read.entries), read.failed_blocks, read.comments, read.strings) == (
        len(hostile_record.articles),
        [],
        [],
        [],
    )
    assert set(re.findall(r"\\[A-Za-z]+", text)) <= {
        r"\textbackslash", r"\textbraceleft", r"\textbraceright", r"\textasciicircum", r"\textasciitilde",
    }  # fmt: skip
    assert [plain(entry["title"]) for entry in read.entries] == [
        plain(cite(one).title) for one in hostile_record.articles.values()
    ]


def plain(text: str) -> str:
    """Letters and digits: how a decoder of LaTeX writes spaces and quotation marks is its own affair."""
    return re.sub(r"[\W_ˆ˜]", "", text)


@given(st.text(alphabet="{}\\$&%#_^~@,\"='ab \n"))
def test_braces_of_an_entry_are_balanced_whatever_the_title(title: str) -> None:
    made = entry(cite(replace(article("A ferry sank."), title=title, outlet=title, byline=title)))
    depth = [made[: at + 1].count("{") - made[: at + 1].count("}") for at in range(len(made))]
    assert min(depth[9:-3]) >= 1 and depth[-1] == 0


# --- CSL

# CSL-JSON of the Citation Style Language 1.0.2: the kinds of its variables, for those that a news article may have.
TEXTS = {"id", "type", "title", "container-title", "URL", "language", "note", "publisher", "section", "abstract"}
NAMES = {"author", "editor"}
DATES = {"issued", "accessed"}


def check_csl(one: Any) -> None:
    """An item as the schema of CSL-JSON has it."""
    assert {"id", "type"} <= one.keys() <= TEXTS | NAMES | DATES
    assert one["type"] == "article-newspaper"
    assert all(isinstance(one[key], str) and one[key] for key in one.keys() & TEXTS)
    assert all(name.keys() <= {"literal", "family", "given"} for key in one.keys() & NAMES for name in one[key])
    for key in one.keys() & DATES:
        ((year, month, day),) = one[key]["date-parts"]
        assert (type(year), type(month), type(day)) == (int, int, int)


@pytest.mark.parametrize("fixture", ["demo_record", "hostile_record"])
def test_items_hold_to_the_schema(fixture: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    record: Record = request.getfixturevalue(fixture)
    (path,) = export(record, tmp_path, "csl-json")
    items = json.loads(path.read_text(encoding="utf-8"))
    assert [one["id"] for one in items] == list(record.articles)
    for one in items:
        check_csl(one)


def rendered(items: list[dict[str, Any]]) -> list[str]:
    """The list of references as a citation processor writes it in HTML."""
    style = CitationStylesStyle(str(Path(__file__).with_name("style.csl")), validate=False)
    made = CitationStylesBibliography(style, CiteProcJSON(items), formatter.html)
    for one in items:
        made.register(Citation([CitationItem(one["id"])]))
    return [str(line) for line in made.bibliography()]


def test_a_citation_processor_writes_the_reference(record: Record) -> None:
    told = replace(record.articles["dispatch"], byline="By Ana Brel", url="https://isle.example/a")
    (line,) = rendered([item(cite(told))])
    assert (
        html.unescape(re.sub("<[^>]+>", "", line))
        == "Ana Brel. Dozens rescued from stranded ship. Isle Dispatch, 6-5-2031. https://isle.example/a"
    )


def test_no_markup_of_an_article_reaches_the_reference(hostile_record: Record) -> None:
    lines = rendered([item(cite(one)) for one in hostile_record.articles.values()])
    assert {tag for line in lines for tag in re.findall("<[^>]*>", line)} <= {"<i>", "</i>"}


# --- Wikipedia


def acting(text: str) -> set[str]:
    """What a wiki would do with a text, templates of ours and headings aside."""
    code = mwparserfromhell.parse(text)
    found = {f"template {one.name}" for one in code.ifilter_templates()} - {"template cite news ", "template !"}
    found |= {f"link {one}" for one in code.ifilter_wikilinks()}
    found |= {f"tag {one.tag}" for one in code.ifilter_tags()} - {"tag li"}
    found |= {f"argument {one}" for one in code.ifilter_arguments()} | {
        f"remark {one}" for one in code.ifilter_comments()
    }
    found |= {f"address {one}" for one in code.ifilter_external_links() if f"|url={one.url} " not in f"{text} "}
    return found | set(re.findall(r"~~~|__[A-Z]+__|^[^*=\n].*", text, re.MULTILINE))


def test_every_side_of_a_finding_is_cited_with_its_words(record: Record, tmp_path: Path) -> None:
    (path,) = export(record, tmp_path, "wikipedia")
    code = mwparserfromhell.parse(path.read_text(encoding="utf-8"))
    (section,) = code.get_sections(matches="Cannot both hold: people rescued", include_headings=False)
    cited = section.filter_templates()
    assert [str(one.get("quote").value).strip() for one in cited] == [
        "About 40 passengers were taken off the ferry Aldana on Tuesday, the Velmar coast guard said.",
        "At least 55 people were rescued from the Aldana, according to captain Ilse Marne.",
    ]
    assert [str(one.get("newspaper").value).strip() for one in cited] == ["Harbour Post", "Isle Dispatch"]
    assert {str(one.get("date").value).strip() for one in cited} == {"2031-05-06"}


def test_a_stance_is_told_in_words(record: Record, tmp_path: Path) -> None:
    (path,) = export(record, tmp_path, "wikipedia")
    part = (
        path.read_text(encoding="utf-8").split("=== Asserted by some, denied or doubted by others")[1].split("===")[1]
    )
    assert [line.split(":")[0] for line in part.strip().splitlines()] == [
        "* asserted, Sund Lines", "* doubted, Odo Quist", "* denied, Sund Lines",
    ]  # fmt: skip


def test_quotations_are_listed_with_their_speakers(record: Record, tmp_path: Path) -> None:
    (path,) = export(record, tmp_path, "wikipedia")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line.split(":")[0] for line in lines[lines.index("=== Quotations ===") + 1 :][:2]] == [
        "* Ilse Marn",
        "* Ilse Marne",
    ]


def test_words_of_an_article_do_nothing_in_a_wiki(hostile_record: Record, tmp_path: Path) -> None:
    (path,) = export(hostile_record, tmp_path, "wikipedia")
    assert acting(path.read_text(encoding="utf-8")) == set()


@given(st.text(alphabet="{}[]|<>'~_=&!:/-*#;ab \n", max_size=40))
def test_a_text_in_a_template_reads_as_it_was(words: str) -> None:
    (template, *rest) = mwparserfromhell.parse(
        cite_news(replace(article("A ferry sank."), title=f"x{words}"))
    ).filter_templates()
    assert {str(one.name) for one in rest} <= {"!"}
    shown = html.unescape(str(template.get("title").value).replace("{{!}}", "|")).strip()
    assert shown == " ".join(f"x{words}".split())


def test_a_long_quotation_is_cut(hostile_record: Record, tmp_path: Path) -> None:
    (path,) = export(hostile_record, tmp_path, "wikipedia")
    assert max(map(len, path.read_text(encoding="utf-8").splitlines())) < 5_000
    assert wiki("RFC 12") == "RFC&#32;12"
