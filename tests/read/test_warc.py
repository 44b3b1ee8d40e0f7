"""WARC: which records are read, under which address and time, and what happens to those that are damaged."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
import zstandard
from tests.inputs import PARAGRAPHS, TEXT, URL, http, page, record, warc, zipped

from tellings.model import Article, LeftOut
from tellings.read import limits
from tellings.read.paths import read_paths


def read(tmp_path: Path, raw: bytes, name: str = "a.warc") -> list[Article | LeftOut]:
    (tmp_path / name).write_bytes(raw)
    return list(read_paths([tmp_path / name]))


def article(found: list[Article | LeftOut]) -> Article:
    (one,) = found
    assert isinstance(one, Article)
    assert PARAGRAPHS[1] in one.text
    return one


def left_out(found: list[Article | LeftOut]) -> LeftOut:
    (one,) = found
    assert isinstance(one, LeftOut)
    return one


def test_a_page_has_the_record_s_address_and_time(tmp_path: Path) -> None:
    one = article(read(tmp_path, warc(record(http(page())))))
    assert (one.url, one.captured, one.published) == (URL, "2031-10-07T12:00:00Z", "")
    assert one.path == f"{tmp_path / 'a.warc'}:2"


def test_the_same_page_alone_is_the_same_article(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(page())
    (alone,) = read_paths([tmp_path / "a.html"])
    assert isinstance(alone, Article)
    assert article(read(tmp_path, warc(record(http(page()))))).id == alone.id


@pytest.mark.parametrize(
    "other",
    [
        record(http(page(), status="404 Not Found")),
        record(http(b"", status="301 Moved", more="Location: /b\r\n")),
        record(http(b"\x89PNG", media="image/png")),
        record(http(b"body {}", media="text/css")),
        record(b"GET / HTTP/1.1\r\n\r\n", kind="request", media="application/http;msgtype=request"),
        record(b"", kind="revisit"),
        record(b"no HTTP at all"),
        record(http(page()), url="dns:gull.example"),
    ],
)
def test_what_is_no_page_with_status_200_is_passed_over(tmp_path: Path, other: bytes) -> None:
    assert article(read(tmp_path, warc(other, record(http(page())), other))).url == URL
    assert "no articles" in left_out(read(tmp_path, warc(other))).cause


def test_text_that_a_crawler_has_taken_out_is_read(tmp_path: Path) -> None:
    assert article(read(tmp_path, warc(record(TEXT.encode(), kind="conversion", media="text/plain")))).text == TEXT


def chunked(raw: bytes) -> bytes:
    parts = (raw[at : at + 100] for at in range(0, len(raw), 100))
    return b"".join(b"%x;a=b\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("body", "more"),
    [
        (chunked(page()), "Transfer-Encoding: chunked\r\n"),
        (page(), "Transfer-Encoding: chunked\r\n"),
        (gzip.compress(page()), "Content-Encoding: gzip\r\n"),
        (page(), "Content-Encoding: gzip\r\n"),
        (zlib.compress(page()), "Content-Encoding: deflate\r\n"),
        (zlib.compress(page())[2:-4], "Content-Encoding: deflate\r\n"),
        (brotli.compress(page()), "Content-Encoding: br\r\n"),
        (page(), "Content-Encoding: br\r\n"),
        (zstandard.compress(page()), "Content-Encoding: zstd\r\n"),
        (chunked(gzip.compress(page())), "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"),
    ],
)
def test_a_body_is_read_however_it_was_sent_or_kept(tmp_path: Path, body: bytes, more: str) -> None:
    article(read(tmp_path, warc(record(http(body, more=more)))))


@pytest.mark.parametrize(
    ("coding", "pack"), [("gzip", gzip.compress), ("br", brotli.compress), ("zstd", zstandard.compress)]
)
def test_a_body_that_is_a_bomb_is_left_out_and_the_rest_is_read(
    tmp_path: Path, coding: str, pack: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "ARTICLE_AT_MOST", 1_000_000)
    bomb = record(http(pack(b"<html>" + b" " * 5_000_000), more=f"Content-Encoding: {coding}\r\n"))
    first, second = read(tmp_path, warc(bomb, record(http(page()))))
    assert isinstance(first, LeftOut) and "larger" in first.cause and URL in first.cause
    assert isinstance(second, Article)


def test_a_page_without_an_article_names_its_address(tmp_path: Path) -> None:
    found = left_out(read(tmp_path, warc(record(http(b"<html><body></body></html>")))))
    assert URL in found.cause


@pytest.mark.parametrize("packed", [True, False])
def test_a_file_cut_short_gives_what_came_before(tmp_path: Path, packed: bool) -> None:
    raw = warc(record(http(page())), record(http(page())), packed=packed)
    first, cut = read(tmp_path, raw[:-200])
    assert isinstance(first, Article)
    assert isinstance(cut, LeftOut) and "cut short" in cut.cause


@pytest.mark.parametrize(
    "damage",
    [b"\0" * 50, b"WARC/1.0\r\nContent-Length: -5\r\n\r\n", b"WARC/1.0\r\n\r\n", b"WARC/1.0\r\n" + b"a" * 70_000],
)
def test_damage_between_records_is_said(tmp_path: Path, damage: bytes) -> None:
    first, broken = read(tmp_path, warc(record(http(page())), damage, record(http(page()))))
    assert isinstance(first, Article)
    assert isinstance(broken, LeftOut) and broken.cause


def test_a_dictionary_before_the_records_is_used(tmp_path: Path) -> None:
    raw = warc(*(record(http(page(f"Ferry {number}")), url=f"{URL}/{number}") for number in range(40)))
    known = zstandard.ZstdCompressionDict(raw[:4000])
    packed = zstandard.ZstdCompressor(dict_data=known).compress(raw)
    for content in (known.as_bytes(), zstandard.compress(known.as_bytes())):
        frame = b"\x5d\x2a\x4d\x18" + len(content).to_bytes(4, "little") + content
        found = read(tmp_path, frame + packed, "a.warc.zst")
        assert [one.url for one in found if isinstance(one, Article)] == [f"{URL}/{n}" for n in range(40)]


def test_only_the_archive_of_a_wacz_is_read(tmp_path: Path) -> None:
    inside = {"archive/d.warc.gz": warc(record(http(page())), packed=True), "pages/p.jsonl": b'{"id": 1}'}
    one = article(read(tmp_path, zipped({"datapackage.json": b"{}"} | inside), "a.wacz"))
    assert one.path.endswith("a.wacz!/archive/d.warc.gz:2")


def test_records_are_read_as_a_stream(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(warc(record(http(page())), b"damage"))
    found = read_paths([tmp_path / "a.warc"])
    assert isinstance(next(found), Article)  # before the damage that follows is met
