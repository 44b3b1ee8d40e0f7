"""PDF, DOCX, EPUB, Markdown, e-mail and MHTML: their words, what they tell of themselves, and what is refused."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from tests.inputs import PARAGRAPHS, TEXT, TITLE, URL, docx, epub, mail, mhtml, page, pdf, printed, zipped

from tellings.model import Article, LeftOut
from tellings.read import limits
from tellings.read.blocks import html_blocks
from tellings.read.paths import read_paths
from tellings.read.pdflines import PdfLine, find_title, join_lines


def read(tmp_path: Path, name: str, raw: bytes) -> list[Article | LeftOut]:
    (tmp_path / name).write_bytes(raw)
    return list(read_paths([tmp_path / name]))


def article(tmp_path: Path, name: str, raw: bytes) -> Article:
    (one,) = read(tmp_path, name, raw)
    assert isinstance(one, Article)
    return one


def cause(tmp_path: Path, name: str, raw: bytes) -> str:
    (one,) = read(tmp_path, name, raw)
    assert isinstance(one, LeftOut) and one.advice and one.path == str(tmp_path / name)
    return one.cause


def drawn(*words: str, top: float = 700, left: float = 72, size: float = 11, step: float = 13) -> list[PdfLine]:
    return [PdfLine(text, left, top - at * step, size) for at, text in enumerate(words)]


def test_the_lines_of_a_pdf_become_paragraphs_again(tmp_path: Path) -> None:
    assert article(tmp_path, "a.pdf", printed()).text == TEXT


def test_headers_footers_and_page_numbers_of_a_pdf_go() -> None:
    pages = [
        [
            PdfLine("The Belmora Gull, page " + str(number), 72, 800, 9),
            *drawn(
                f"The {'abcd'[number - 1]} ferry sank off Belmora on",
                f"Friday, and {number + 3} from {'abcd'[number - 1]} drowned. It",
            ),
            PdfLine(str(number), 290, 30, 9),
        ]
        for number in range(1, 5)
    ]
    text = join_lines(pages)
    assert text.startswith("The a ferry sank off Belmora on Friday, and 4 from a drowned. It") and text.endswith("It")
    assert "Gull" not in text and "7 from d drowned" in text


def test_a_paragraph_goes_on_over_columns_and_pages() -> None:
    left, right = drawn("The ferry sank off", "Belmora on Friday and"), drawn("was not found. Then", left=320)
    assert join_lines([[*left, *right], drawn("the rain came.")]) == (
        "The ferry sank off Belmora on Friday and was not found. Then the rain came."
    )


def test_a_paragraph_ends_at_a_gap_an_indent_and_a_short_line() -> None:
    first = drawn("The ferry sank off Belmora on Friday.")
    assert join_lines([[*first, *drawn("Forty people were aboard the ferry.", top=670)]]).count("\n\n") == 1
    indented = [*drawn("The ferry sank off Belmora on Friday."), *drawn("Forty were aboard.", top=687, left=90)]
    assert join_lines([indented]).count("\n\n") == 1
    short = drawn("The ferry sank off Belmora on Friday at noon, the harbour", "office said.", "Forty were aboard.")
    assert join_lines([short]).count("\n\n") == 1


def test_a_word_broken_over_lines_of_a_pdf_is_whole_again() -> None:
    assert join_lines([drawn("They told the govern-", "ment of it and the anti-", "government groups.")]) == (
        "They told the government of it and the anti-government groups."
    )


def test_the_title_of_a_pdf_is_what_is_largest_on_top() -> None:
    body = drawn(*PARAGRAPHS)
    assert find_title([[*drawn("Ferry sinks", "off Belmora", size=20, top=780, step=24), *body]]) == TITLE
    assert find_title([body]) == ""


def test_a_pdf_without_a_text_layer_says_so(tmp_path: Path) -> None:
    assert "no text layer" in cause(tmp_path, "a.pdf", pdf([], []))


@pytest.mark.parametrize(
    "raw", [b"%PDF-1.7", b"%PDF-1.4\n1 0 obj\n<<", printed()[:-400], b"%PDF-1.4\n" + b"[" * 50_000]
)
def test_a_damaged_pdf_is_read_or_said(tmp_path: Path, raw: bytes) -> None:
    (one,) = read(tmp_path, "a.pdf", raw)
    assert isinstance(one, Article) or "PDF" in one.cause


def test_a_pdf_that_asks_for_endless_work_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SECONDS_AT_MOST", -1)
    assert "seconds" in cause(tmp_path, "a.pdf", printed())


def test_a_pdf_of_too_many_pages_or_words_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PAGES_AT_MOST", 1)
    assert "pages" in cause(tmp_path, "a.pdf", pdf([(72, 700, 11, "One.")], [(72, 700, 11, "Two.")]))
    monkeypatch.setattr(limits, "TEXT_AT_MOST", 100)
    assert "characters" in cause(tmp_path, "b.pdf", printed())


def test_a_document_tells_its_title_by_its_style(tmp_path: Path) -> None:
    one = article(tmp_path, "a.docx", docx())
    assert (one.title, one.text) == (TITLE, TEXT)


def test_what_was_deleted_in_a_document_is_not_read(tmp_path: Path) -> None:
    deleted = "<w:del><w:r><w:t>a hundred</w:t><w:delText>a hundred</w:delText></w:r></w:del>"
    body = f"<w:p><w:r><w:t>The ferry</w:t></w:r>{deleted}<w:r><w:tab/><w:t>sank.</w:t></w:r></w:p>"
    assert article(tmp_path, "a.docx", docx(body)).text == "The ferry sank."


def bomb(levels: int) -> str:
    names = [f'<!ENTITY a{at + 1} "{f"&a{at};" * 10}">' for at in range(levels)]
    return f'<!DOCTYPE x [<!ENTITY a0 "laugh">{"".join(names)}]>'


@pytest.mark.parametrize("declared", [bomb(9), '<!DOCTYPE x [<!ENTITY a9 SYSTEM "file:///etc/hostname">]>'])
def test_entities_in_a_document_are_refused(tmp_path: Path, declared: str) -> None:
    raw = docx("<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>")
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        xml = archive.read("word/document.xml").decode().replace('<?xml version="1.0"?>', declared)
    assert "entit" in cause(tmp_path, "a.docx", zipped({"word/document.xml": xml.encode()}))


@pytest.mark.parametrize("body", ["<w:p>" * 5_000, "<w:p><w:r>", "", "<w:p/>"])
def test_a_document_that_is_damaged_or_empty_says_so(tmp_path: Path, body: str) -> None:
    assert cause(tmp_path, "a.docx", docx(body))


def test_each_chapter_of_a_book_is_an_article(tmp_path: Path) -> None:
    chapters = {
        "cover.xhtml": b"<h1>The Gull</h1>",
        "1.xhtml": page("One"),
        "2%20b.xhtml": b"",
        "2 b.xhtml": page("Two"),
    }
    found = read(tmp_path, "a.epub", epub(chapters, order=["cover.xhtml", "1.xhtml", "2%20b.xhtml"]))
    assert [one.path.partition("!/")[2] for one in found] == ["OPS/1.xhtml", "OPS/2 b.xhtml"]
    for one, title in zip(found, ("One", "Two"), strict=True):
        assert isinstance(one, Article)
        assert (one.title, one.outlet, one.published) == (title, "The Belmora Gull", "2031-10-07")


@pytest.mark.parametrize("order", [["../../../etc/passwd"], ["/etc/passwd"], ["missing.xhtml"], []])
def test_a_book_reads_nothing_but_its_own_parts(tmp_path: Path, order: list[str]) -> None:
    assert "no prose" in cause(tmp_path, "a.epub", epub({}, order=order))


def test_markdown_tells_what_its_clipper_wrote(tmp_path: Path) -> None:
    front = f'---\ntitle: "{TITLE}"\nsource: {URL}\nauthor:\nauthors: x\npublished: 2031-10-07\n---\n'
    body = f"{front}\n# {TITLE}\n\n**The ferry** [sank]({URL}) off *Belmora*.\n\n> Rain.\n\n* one\n* two\n\n<!-- no -->"
    one = article(tmp_path, "a.md", body.encode())
    assert (one.title, one.url, one.published) == (TITLE, URL, "2031-10-07")
    assert one.text == f"{TITLE}\n\nThe ferry sank off Belmora.\n\nRain.\n\none\n\ntwo"


def test_mail_tells_its_subject_sender_and_date(tmp_path: Path) -> None:
    one = article(tmp_path, "a.eml", mail(plain="\n\n".join(PARAGRAPHS), subject="Fwd: Die F\u00e4hre sinks"))
    assert (one.title, one.outlet, one.published) == (
        "Die Fähre sinks",
        "The Belmora Gull",
        "2031-10-07T09:30:00+00:00",
    )
    assert one.published_basis == "metadata"


def test_the_page_of_a_newsletter_is_read_where_its_plain_part_is_a_stub(tmp_path: Path) -> None:
    hidden = '<div style="display: none">Open me!</div><style>p {}</style>'
    table = f"<table><tr><td>{hidden}{PARAGRAPHS[0]}<br>By Ada Orm</td><td>{PARAGRAPHS[1]}</td></tr></table>"
    one = article(tmp_path, "a.eml", mail(html=table))
    assert one.text == f"{TITLE}\n\n{PARAGRAPHS[0]}\nBy Ada Orm\n\n{PARAGRAPHS[1]}"


@pytest.mark.parametrize("charset", ["klingon", "rot13", "utf-16", ""])
def test_a_charset_that_mail_gets_wrong_loses_nothing(tmp_path: Path, charset: str) -> None:
    head = f"Subject: =?{charset}?q?Ferry?=\nContent-Type: text/plain; charset={charset}\n\n"
    assert "“no”" in article(tmp_path, "a.eml", f"{head}The owner said “no” to the harbour office!".encode()).text


def test_mail_nested_without_end_is_left_out(tmp_path: Path) -> None:
    part = "Content-Type: multipart/mixed; boundary=b{0}\n\n--b{0}\n"
    assert cause(tmp_path, "a.eml", "".join(part.format(at) for at in range(3_000)).encode())


def test_a_message_too_large_is_left_out_of_a_mailbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "DOCUMENT_AT_MOST", 2_000)
    start, small = b"From x@y\n", mail(plain=PARAGRAPHS[0])
    raw = start + small + b"\n" + start + small + b"a b c\n" * 900 + b"\n" + start + small
    assert [type(one) for one in read(tmp_path, "a.mbox", raw)] == [Article, LeftOut, Article]


def test_a_line_in_a_message_that_begins_with_from_ends_no_message(tmp_path: Path) -> None:
    raw = b"From x@y\n" + mail(plain="The ferry sank.\nFrom Belmora came two boats.\n\n>From the island came one.")
    assert article(tmp_path, "a.mbox", raw).text.endswith("From the island came one.")


def test_a_page_saved_by_a_browser_tells_its_address(tmp_path: Path) -> None:
    one = article(tmp_path, "a.mhtml", mhtml(page()))
    assert (one.url, one.captured, one.published) == (URL, "2031-10-07T12:00:00+00:00", "")


def test_paragraphs_of_any_html_are_taken_however_deep() -> None:
    assert [one.text for one in html_blocks("<div>" * 200 + "<p>One <b>two</b><p>three" + "</div>" * 9)] == [
        "One two",
        "three",
    ]
    assert isinstance(html_blocks("<div>" * 100_000 + "deep"), list)


ROW: dict[str, Any] = {"title": TITLE, "url": URL}
BODY = {"summary": [PARAGRAPHS[0]], "sections": [{"headline": ["Rescue"], "paragraphs": list(PARAGRAPHS[1:])}]}


@pytest.mark.parametrize(
    ("row", "outlet", "published", "byline"),
    [
        (
            {"maintext": TEXT, "date_publish": "2031-10-07 09:00:00", "source_domain": "g.org", "authors": ["A", "B"]},
            "g.org", "2031-10-07 09:00:00", "A, B",
        ),
        (
            {"body": BODY, "publishing_date": "2031-10-07 09:00:00", "html": {"source_info": {"publisher": "Gull"}}},
            "Gull", "2031-10-07 09:00:00", "",
        ),
        ({"text": TEXT, "publish_date": "2031-10-07", "media_name": "Gull"}, "Gull", "2031-10-07", ""),
    ],
)  # fmt: skip
def test_the_fields_of_other_tools_are_known(
    tmp_path: Path, row: dict[str, Any], outlet: str, published: str, byline: str
) -> None:
    one = article(tmp_path, "a.jsonl", json.dumps(ROW | row).encode())
    assert (one.outlet, one.published, one.byline, one.url) == (outlet, published, byline, URL)
    assert one.published_basis == "metadata" and PARAGRAPHS[2] in one.text


def test_a_list_of_addresses_says_that_it_has_no_words(tmp_path: Path) -> None:
    rows = {"articles": [ROW | {"seendate": "20311007T120000Z", "domain": "gull.example"}]}
    (one,) = read(tmp_path, "a.json", json.dumps(rows).encode())
    assert isinstance(one, LeftOut) and URL in one.cause and one.path.endswith("a.json:1")


def test_json_that_holds_no_articles_is_passed_over_in_a_folder_only(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "gold.json").write_text('[{"text": "dozens", "low": 12}]')
    assert [type(one) for one in read_paths([tmp_path])] == [Article]
    (named,) = read_paths([tmp_path / "gold.json"])
    assert isinstance(named, Article)
