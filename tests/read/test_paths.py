"""Files, folders and standard input: what is read, and what is left out with a reason."""

import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tellings.model import Article, LeftOut
from tellings.read import limits
from tellings.read.paths import read_paths

TEXT = "Ferry sinks off Belmora\n\nThe ferry sank on Friday, the harbour office said, with forty people aboard.\n"
GERMAN = "Die Fähre ist gesunken, und der Hafen hat nach dem Unglück die Suche mit Booten begonnen.\n"
PAGE = """<html lang="en"><head><title>x</title><meta property="og:site_name" content="The Belmora Gull">
<meta property="article:published_time" content="2021-10-07T09:00:00Z"><link rel="canonical" href="https://g.example/a">
</head><body><nav>Home</nav><article><h1>Ferry sinks</h1><p>The ferry Morning Star sank off Belmora on Friday, the
harbour office said, with at least forty people on board and a cargo of tin.</p><script>steal()</script><p>Rescuers
said that they had found twelve of them, and that the search goes on through the night.</p></article></body></html>"""


def articles(*given: str | Path, published: str = "") -> list[Article]:
    found = list(read_paths(given, published=published))
    assert not [one for one in found if isinstance(one, LeftOut)]
    return [one for one in found if isinstance(one, Article)]


def left_out(*given: str | Path) -> LeftOut:
    (found,) = read_paths(given)
    assert isinstance(found, LeftOut)
    assert found.cause and found.advice
    return found


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    def write_one(name: str, content: str | bytes) -> Path:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    return write_one


Write = Callable[[str, str | bytes], Path]


def test_a_text_counts_in_the_decoded_file(write: Write) -> None:
    file = write("a.txt", "\ufeff" + TEXT.replace("\n", "\r\n"))
    (one,) = articles(file)
    assert one.source == file.read_bytes().decode()
    span = one.span(one.text.index("sank"), one.text.index("sank") + 4)
    assert one.source[span.start : span.end] == "sank"


def test_a_text_without_a_sidecar_tells_its_title_only(write: Write) -> None:
    (one,) = articles(write("a.txt", TEXT))
    assert (one.title, one.outlet, one.published, one.published_basis) == ("Ferry sinks off Belmora", "", "", "")
    assert one.text.startswith(one.title)


def test_the_sidecar_is_given(write: Write) -> None:
    file = write("a.txt", TEXT)
    write("a.json", json.dumps({"url": "https://www.g.example/a", "published": "2031-10-07", "title": "Sunk"}))
    (one,) = articles(file.parent)
    assert (one.url, one.outlet, one.title) == ("https://www.g.example/a", "g.example", "Sunk")
    assert (one.published, one.published_basis) == ("2031-10-07", "given")


def test_the_day_on_the_command_line_is_for_those_that_have_none(write: Write) -> None:
    first, second = write("a.txt", TEXT), write("b.txt", TEXT)
    write("b.json", '{"published": "2031-10-07"}')
    assert [one.published for one in articles(first, second, published="2031-01-01")] == ["2031-01-01", "2031-10-07"]


def test_a_dateline_with_its_year_dates_the_article(write: Write) -> None:
    (one,) = articles(write("a.txt", "BELMORA, Oct. 7, 2031 (UPI) — The ferry sank.\n\n" + TEXT))
    assert (one.published, one.published_basis) == ("2031-10-07", "dateline")
    assert [span.text for span in one.published_words] == ["Oct. 7, 2031"]


def test_the_same_bytes_under_other_mastheads_are_other_articles(write: Write) -> None:
    first, second, third = write("a.txt", TEXT), write("b.txt", TEXT), write("c/a.txt", TEXT)
    write("b.json", '{"outlet": "The Belmora Gull"}')
    ids = [one.id for one in articles(first, second, third)]
    assert ids[0] == ids[2] != ids[1]


def test_a_page_tells_its_metadata(write: Write) -> None:
    (one,) = articles(write("a.html", PAGE))
    assert (one.outlet, one.url, one.title) == ("The Belmora Gull", "https://g.example/a", "Ferry sinks")
    assert (one.published[:10], one.published_basis) == ("2021-10-07", "metadata")
    assert one.text.startswith("Ferry sinks\n") and one.text.count("Ferry sinks") == 1
    assert "steal" not in one.text and "Home" not in one.text
    assert one.source == one.text


def test_linked_data_outranks_the_rest_of_the_page(write: Write) -> None:
    data = {"@graph": [{"@type": "NewsArticle", "author": [{"name": "Jane Roe"}, {"name": "Max Holm"}]}]}
    script = f'<script type="application/ld+json">{json.dumps(data)}</script></head>'
    (one,) = articles(write("a.html", PAGE.replace("</head>", script)))
    assert one.byline == "Jane Roe, Max Holm"


def test_linked_data_that_is_broken_is_passed_over(write: Write) -> None:
    script = '<script type="application/ld+json">{"@type": </script><script type="application/ld+json">[[[</head>'
    assert articles(write("a.html", PAGE.replace("</head>", script)))[0].outlet == "The Belmora Gull"


def test_json_lines_are_articles_each(write: Write) -> None:
    rows = [{"url": "https://g.example/2031/10/07/a", "title": "Ferry sinks", "text": TEXT}, {"text": TEXT}]
    one, two = articles(write("a.jsonl", "\n\n".join(map(json.dumps, rows))))
    assert (Path(one.path).name, Path(two.path).name) == ("a.jsonl:1", "a.jsonl:3")
    assert (one.published, one.published_basis) == ("2031-10-07", "metadata")
    assert one.source == one.text


def test_a_title_is_put_before_a_body_that_lacks_it(write: Write) -> None:
    rows = [{"title": "Sunk!", "text": "The ferry sank."}, {"title": "Sunk!", "text": "SUNK\n\nThe ferry sank."}]
    one, two = articles(write("a.jsonl", "\n".join(map(json.dumps, rows))))
    assert (one.text, two.text) == ("Sunk!\n\nThe ferry sank.", "SUNK\n\nThe ferry sank.")


def test_a_broken_line_is_left_out_alone(write: Write) -> None:
    file = write(
        "a.jsonl", f'{json.dumps({"text": TEXT})}\n{{"text": \n[1]\n{{"text": 5}}\n{json.dumps({"text": TEXT})}\n'
    )
    found = list(read_paths([file]))
    assert [type(one) for one in found] == [Article, LeftOut, LeftOut, LeftOut, Article]
    assert [one.path.rpartition(":")[2] for one in found] == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize(
    ("content", "path"),
    [(TEXT, "-"), (PAGE, "-"), ("\n \n" + json.dumps({"text": TEXT}), "-:3")],
)
def test_standard_input_is_told_by_its_first_words(monkeypatch: pytest.MonkeyPatch, content: str, path: str) -> None:
    class Stdin:
        buffer = io.BytesIO(content.encode())

    monkeypatch.setattr("sys.stdin", Stdin())
    (one,) = articles("-")
    assert one.path == path
    assert "ferry" in one.text and "<p>" not in one.text


def test_a_folder_is_read_in_order_with_those_below_it(write: Write, tmp_path: Path) -> None:
    for name in ("b/c.txt", "a.txt", "d.html", "picture.png", ".hidden.txt"):
        write(name, PAGE if name.endswith("html") else TEXT)
    assert [Path(one.path).name for one in articles(tmp_path)] == ["a.txt", "d.html", "c.txt"]


@pytest.mark.parametrize(
    ("name", "content", "cause"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t", "empty"),
        ("a.txt", "\u200b\u200b", "no text"),
        ("a.txt", b"\x00\xff\x01" * 500, "binary"),
        ("a.pdf", b"%PDF-1.7 abc", "PDF"),
        ("a.txt", GERMAN, "language is de"),
        ("a.html", "<html><body><script>let a = 1;</script></body></html>", "no article"),
        ("a.jsonl", b"", "empty"),
        ("a.json", b"{}", "no text"),
    ],
)
def test_what_cannot_be_read_says_why(write: Write, name: str, content: str | bytes, cause: str) -> None:
    file = write(name, content)
    found = left_out(file)
    assert cause in found.cause
    assert found.path == str(file)


def test_a_missing_path_says_so_and_the_rest_goes_on(write: Write, tmp_path: Path) -> None:
    missing, one = read_paths([tmp_path / "no", write("a.txt", TEXT)])
    assert isinstance(missing, LeftOut) and isinstance(one, Article)


def test_a_folder_without_articles_says_so(tmp_path: Path) -> None:
    assert "no articles" in left_out(tmp_path).cause


def test_a_loop_of_links_ends(tmp_path: Path, write: Write) -> None:
    write("a.txt", TEXT)
    (tmp_path / "again").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    found = list(read_paths([tmp_path]))
    assert [type(one) for one in found] == [Article, LeftOut]


def test_a_file_one_may_not_read_says_so(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path, mode: str) -> bytes:
        raise PermissionError(13, "Permission denied")

    file = write("a.txt", TEXT)
    monkeypatch.setattr(Path, "open", refuse)
    assert "Permission denied" in left_out(file).cause


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert "ordinary" in left_out(tmp_path).cause


@pytest.mark.parametrize("sidecar", [b"{", b"[]", b"\xff\xfe\x00", b"[" * 100_000])
def test_a_broken_sidecar_is_left_out_and_the_article_is_read(write: Write, sidecar: bytes) -> None:
    file = write("a.txt", TEXT)
    write("a.json", sidecar)
    warning, one = read_paths([file])
    assert isinstance(warning, LeftOut) and isinstance(one, Article)
    assert warning.path.endswith("a.json") and "a.txt" in warning.cause


def test_a_day_that_is_none_is_said(write: Write) -> None:
    file = write("a.txt", TEXT)
    write("a.json", '{"published": "soon", "outlet": "Gull"}')
    warning, one = read_paths([file])
    assert isinstance(warning, LeftOut) and "soon" in warning.cause
    assert isinstance(one, Article) and (one.outlet, one.published) == ("Gull", "")


def test_what_is_too_large_is_passed_over(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ARTICLE_AT_MOST", 300)
    row = json.dumps({"text": TEXT})
    file = write("a.jsonl", f"{row}\n{json.dumps({'text': 'x' * 900})}\n{row}\n")
    assert [type(one) for one in read_paths([file])] == [Article, LeftOut, Article]
    assert "larger" in left_out(write("b.txt", "x" * 301)).cause


def test_a_page_of_too_many_tags_is_left(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TAGS_AT_MOST", 100)
    assert "tags" in left_out(write("a.html", PAGE.replace("<p>", "<b></b>" * 100 + "<p>"))).cause


def test_a_page_nested_without_end_is_read_or_left(write: Write) -> None:
    (one,) = read_paths([write("a.html", PAGE.replace("<p>", "<div>" * 20_000 + "<p>", 1))])
    assert isinstance(one, Article | LeftOut)


def test_control_characters_leave_every_field(write: Write) -> None:
    row = {"title": "Ferry\u001b[31m sinks\u0007", "outlet": "Gu\u0000ll", "text": "The \u001b[2Jferry \ud800sank."}
    (one,) = articles(write("a.jsonl", json.dumps(row)))
    assert (one.title, one.outlet) == ("Ferry sinks", "Gull")
    assert one.text.encode()
    assert "\x1b" not in one.text


def test_half_of_a_character_leaves_json_lines_and_sidecars(write: Write) -> None:
    row = r'{"url": "g.example/\udc00a", "title": "Ferry\ud800 sinks", "outlet": "Gu\ud800ll", "text": "It\ud83d"}'
    write("b.json", row)
    for one in articles(write("a.jsonl", row), write("b.txt", TEXT)):
        assert (one.title, one.outlet, one.url) == ("Ferry sinks", "Gull", "g.example/a")
        assert one.text.encode() and one.source.encode()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.html", "a.jsonl", "a.bin"]))
def test_any_bytes_are_articles_or_left_out(tmp_path: Path, content: bytes, name: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert all(isinstance(one, Article | LeftOut) for one in read_paths([tmp_path / name]))
