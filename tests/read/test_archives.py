"""Archives: what is read in them, how members are called, and that no archive does harm."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard
from tests.inputs import TEXT, page, printed, tarred, warc, zipped

from tellings.model import Article, LeftOut
from tellings.read import limits
from tellings.read.paths import read_paths
from tellings.read.wayback import capture_of

Pack = Callable[[bytes], bytes]


def read(tmp_path: Path, raw: bytes, name: str = "a.zip") -> list[Article | LeftOut]:
    (tmp_path / name).write_bytes(raw)
    return list(read_paths([tmp_path / name]))


def members(found: list[Article | LeftOut]) -> list[str]:
    """The labels of the articles, without the archive's folder."""
    assert not [one for one in found if isinstance(one, LeftOut)]
    return [one.path.partition("!/")[2] for one in found]


def one_left_out(found: list[Article | LeftOut]) -> LeftOut:
    (one,) = found
    assert isinstance(one, LeftOut) and one.advice
    return one


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_pages_and_documents_are_read_in_order_and_the_rest_passed_over(
    tmp_path: Path, pack: Callable[[dict[str, bytes]], bytes]
) -> None:
    raw = pack(
        {"b.html": page(), "style.css": b"a {}", "__MACOSX/._b.html": b"x", ".x.txt": b"x", "d/a.pdf": printed()}
    )
    assert members(read(tmp_path, raw)) == ["b.html", "d/a.pdf"]


@pytest.mark.parametrize(
    "pack",
    [
        gzip.compress,
        bz2.compress,
        lzma.compress,
        zstandard.compress,
        lambda raw: gzip.compress(raw[:50]) + gzip.compress(raw[50:]),
    ],
)
@pytest.mark.parametrize("inside", ["txt", "tar"])
def test_every_compression_is_read(tmp_path: Path, pack: Pack, inside: str) -> None:
    raw = TEXT.encode() if inside == "txt" else tarred({"b.txt": TEXT.encode()})
    (one,) = read(tmp_path, pack(raw), f"a.{inside}.packed")
    assert isinstance(one, Article) and one.text == TEXT


def test_the_signature_tells_the_kind_whatever_the_ending(tmp_path: Path) -> None:
    assert members(read(tmp_path, zipped({"a.txt": TEXT.encode()}), "a.txt")) == ["a.txt"]
    (one,) = read(tmp_path, gzip.compress(page()), "saved.html")
    assert isinstance(one, Article) and one.title


def test_archives_in_archives_are_read(tmp_path: Path) -> None:
    inner = tarred({"c.html": page(), "d.zip": zipped({"e.txt": TEXT.encode()})})
    found = read(tmp_path, zipped({"b.tar.gz": gzip.compress(inner)}))
    assert members(found) == ["b.tar.gz!/c.html", "b.tar.gz!/d.zip!/e.txt"]


def test_archives_too_deep_in_archives_are_left_out(tmp_path: Path) -> None:
    raw = TEXT.encode()
    for level in range(limits.DEPTH_AT_MOST + 1):
        raw = zipped({f"{level}.zip" if level else "a.txt": raw})
    assert "one in another" in one_left_out(read(tmp_path, raw)).cause


@pytest.mark.parametrize("pack", [zipped, tarred])
@pytest.mark.parametrize("name", ["../../etc/a.txt", "/etc/a.txt", "C:\\a.txt", "a/../../b.txt"])
def test_a_name_is_only_a_label(tmp_path: Path, name: str, pack: Callable[[dict[str, bytes]], bytes]) -> None:
    (tmp_path / "in").mkdir()
    before = sorted(tmp_path.rglob("*"))
    (one,) = read(tmp_path / "in", pack({name: TEXT.encode()}), "a.packed")
    (tmp_path / "in" / "a.packed").unlink()
    assert isinstance(one, Article) and one.path.endswith(".txt")
    assert sorted(tmp_path.rglob("*")) == before


def test_members_of_one_name_stay_apart(tmp_path: Path) -> None:
    out = io.BytesIO()
    with pytest.warns(UserWarning), zipfile.ZipFile(out, "w") as archive:
        for text in (TEXT, f"{TEXT} Again.", f"{TEXT} Once more."):
            archive.writestr("a.txt", text)
    assert members(read(tmp_path, out.getvalue())) == ["a.txt", "a.txt#2", "a.txt#3"]


def test_a_name_that_cannot_be_printed_is_written_out(tmp_path: Path) -> None:
    (name,) = members(read(tmp_path, zipped({"a\x1b[31m\u202etxt.exe\n.txt": TEXT.encode()})))
    assert name == "a\\x1b[31m\\u202etxt.exe\\x0a.txt"


def test_a_long_name_is_cut_in_the_middle(tmp_path: Path) -> None:
    (name,) = members(read(tmp_path, tarred({f"{'d/' * 400}a.txt": TEXT.encode()}), "a.tar"))
    assert len(name) <= limits.LABEL_AT_MOST + 1 and name.endswith("/a.txt")


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_every_form_of_tar_is_read(tmp_path: Path, form: int) -> None:
    name = f"{'d' * 60}/{'e' * 60}/Grüße.txt"
    raw = tarred({name: TEXT.encode(), "b.html": page()}, form=form)
    assert members(read(tmp_path, raw, "a.tar")) == [name, "b.html"]


def test_links_and_devices_are_not_followed(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, kind in (("a.txt", tarfile.SYMTYPE), ("b.txt", tarfile.LNKTYPE), ("c.txt", tarfile.FIFOTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    assert "no articles" in one_left_out(read(tmp_path, out.getvalue(), "a.tar")).cause


def test_what_lies_beside_a_member_tells_about_it(tmp_path: Path) -> None:
    raw = zipped(
        {"b.txt": TEXT.encode(), "b.json": b'{"outlet": "Gull", "published": "2031-10-07"}', "c.txt": TEXT.encode()}
    )
    one, other = read(tmp_path, raw)
    assert isinstance(one, Article) and isinstance(other, Article)
    assert (one.outlet, one.published, other.outlet) == ("Gull", "2031-10-07", "")


def test_a_member_that_is_encrypted_is_said_and_the_rest_is_read(tmp_path: Path) -> None:
    raw = zipped({"a.txt": TEXT.encode(), "b.txt": TEXT.encode()})
    at = raw.index(b"PK\x01\x02")
    locked, one = read(tmp_path, raw[: at + 8] + b"\x01" + raw[at + 9 :])
    assert isinstance(locked, LeftOut) and "encrypted" in locked.cause and locked.path.endswith("!/a.txt")
    assert isinstance(one, Article)


def test_a_damaged_member_is_said_and_the_rest_is_read(tmp_path: Path) -> None:
    raw = zipped({"a.txt": TEXT.encode(), "b.txt": TEXT.encode()})
    broken, one = read(tmp_path, raw[:60] + b"\xff\xff\xff" + raw[63:])
    assert isinstance(broken, LeftOut) and "damaged" in broken.cause and broken.path.endswith("!/a.txt")
    assert isinstance(one, Article)


def test_a_member_without_a_name_is_passed_over(tmp_path: Path) -> None:
    raw = bytearray(zipped({"four": TEXT.encode(), "b.txt": TEXT.encode()}))
    # In both headers of the first, the four letters of its name become an empty extra field.
    for signature, lengths, name in ((b"PK\x03\x04", 26, 30), (b"PK\x01\x02", 28, 46)):
        start = raw.index(signature)
        raw[start + lengths : start + lengths + 4] = b"\0\0\x04\0"
        raw[start + name : start + name + 4] = b"\xff\xff\0\0"
    assert members(read(tmp_path, bytes(raw))) == ["b.txt"]


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.gz", "a.xz", "a.warc", "a.docx", "a.epub", "a.wacz", "a.tgz"])
def test_what_only_calls_itself_an_archive_is_left_out(tmp_path: Path, name: str) -> None:
    found = one_left_out(read(tmp_path, b"This is no archive at all.", name))
    assert found.path == str(tmp_path / name)


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, zstandard.compress])
def test_a_page_whose_compression_is_cut_short_is_left_out(tmp_path: Path, pack: Pack) -> None:
    assert "cut short" in one_left_out(read(tmp_path, pack(page())[:-20], "a.html.packed")).cause


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, zstandard.compress])
@pytest.mark.parametrize("name", ["a.txt.packed", "a.jsonl.packed", "a.warc.packed", "a.mbox.packed", "a.tar.packed"])
def test_a_bomb_is_left_out(tmp_path: Path, pack: Pack, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "RATIO_FROM", 200_000)
    monkeypatch.setattr(limits, "ARTICLE_AT_MOST", 150_000)
    opening = tarred({"a.txt": b"x" * 400_000})[:512] if "tar" in name else b"{"
    found = read(tmp_path, pack(opening + b"\n" * 800_000), name)
    assert [one for one in found if isinstance(one, LeftOut)] == found
    assert any("bomb" in one.cause or "larger" in one.cause for one in found if isinstance(one, LeftOut))


def test_an_archive_of_bombs_stops_being_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "RATIO_FROM", 1_000_000)
    monkeypatch.setattr(limits, "ARTICLE_AT_MOST", 500_000)
    found = read(tmp_path, zipped({f"{number}.txt": b"x" * 600_000 for number in range(50)}))
    assert 2 < len(found) < 30
    last = found[-1]
    assert isinstance(last, LeftOut) and "bomb" in last.cause and last.path == str(tmp_path / "a.zip")


def test_members_beyond_all_count_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MEMBERS_AT_MOST", 3)
    for pack in (zipped, tarred):
        found = read(tmp_path, pack({f"{number}.txt": TEXT.encode() for number in range(9)}), "a.packed")
        assert [type(one) for one in found] == [Article, Article, Article, LeftOut]


def test_a_table_of_contents_beyond_all_size_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "DIRECTORY_AT_MOST", 100_000)
    raw = zipped({f"{'d' * 1000}{number}.txt": b"" for number in range(200)})
    assert "table of contents" in one_left_out(read(tmp_path, raw)).cause


def test_a_header_of_any_length_is_not_taken_into_memory(tmp_path: Path) -> None:
    info = tarfile.TarInfo("a")
    info.type, info.size = tarfile.XHDTYPE, 1 << 30
    found = one_left_out(read(tmp_path, info.tobuf(tarfile.USTAR_FORMAT) + b" " * 5000, "a.tar"))
    assert "header" in found.cause


def test_an_archive_on_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for raw in (zipped({"b.txt": TEXT.encode()}), gzip.compress(tarred({"b.txt": TEXT.encode()}))):

        class Stdin:
            buffer = io.BytesIO(raw)

        monkeypatch.setattr("sys.stdin", Stdin())
        (one,) = read_paths(["-"])
        assert isinstance(one, Article) and one.path == "-!/b.txt"


@pytest.mark.parametrize(
    "other", [{"xl/workbook.xml": b"<a/>"}, {"ppt/presentation.xml": b"<a/>"}, {"picture.png": b"x"}]
)
def test_an_archive_without_articles_says_so(tmp_path: Path, other: dict[str, bytes]) -> None:
    assert one_left_out(read(tmp_path, zipped(other))).cause


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("web/20311007120000/https://g.example/a/b.html", "https://g.example/a/b.html"),
        ("web/20311007120000id_/http:/g.example/a", "http://g.example/a"),
        ("x/20311007120000/g.example/a/index.html", "https://g.example/a/"),
        ("websites/www.g.example/20311007120000/a/b", "https://www.g.example/a/b"),
        ("20311007120000/g.example", "https://g.example"),
    ],
)
def test_the_path_of_a_capture_tells_its_address_and_time(path: str, url: str) -> None:
    assert capture_of(path) == (url, "2031-10-07T12:00:00Z")


@pytest.mark.parametrize(
    "path", ["a/b.html", "20311307120000/g.example/a", "2031/g.example/a", "20311007120000/notes/a"]
)
def test_other_paths_tell_no_capture(path: str) -> None:
    assert capture_of(path) is None


def test_a_folder_of_captures_is_read_whatever_the_endings(tmp_path: Path) -> None:
    at = tmp_path / "20311007120000" / "g.example"
    at.mkdir(parents=True)
    for name, raw in {"story": page(), "story.php": page(), "a.css": b"a {}", "data": b"\0\1"}.items():
        (at / name).write_bytes(raw)
    found = [one for one in read_paths([tmp_path]) if isinstance(one, Article)]
    assert [one.url for one in found] == ["https://g.example/story", "https://g.example/story.php"]
    assert {one.captured for one in found} == {"2031-10-07T12:00:00Z"}


def test_many_processes_read_the_same_in_the_same_order(tmp_path: Path) -> None:
    for number in range(20):
        (tmp_path / f"{number:02}.html").write_bytes(page(f"Ferry {number} sinks"))
    (tmp_path / "21.warc").write_bytes(warc())
    assert list(read_paths([tmp_path], workers=2)) == list(read_paths([tmp_path]))
