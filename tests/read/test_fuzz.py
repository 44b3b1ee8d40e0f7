"""Every reader against bytes that are nearly right: it gives articles whose spans check, or says what is wrong.

`make fuzz` runs the same with many more examples (TELLINGS_FUZZ); what it found stands as a test beside its reader.
"""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.inputs import docx, epub, every_kind, http, mail, mhtml, page, pdf, record, tarred, warc, zipped

from tellings.model import Article, LeftOut
from tellings.read.doors import OUR_FAULT
from tellings.read.paths import read_paths

KINDS = every_kind()
EXAMPLES = int(os.environ.get("TELLINGS_FUZZ", "25"))
bounded = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)

Edit = tuple[float, int, bytes]
SPICE = st.sampled_from(
    [b"", b"\0", b"\xff" * 8, b"\r\n\r\n", b"<", b"</", b"&#x0;", b"%PDF-", b"PK\x03\x04", b"From x\n", b"--edge--",
     b"9" * 20, b"-1", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"<div>" * 300, b"\xe2\x80\xae", b"=?utf-9?q?x?=", b"../../x"]
)  # fmt: skip
EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), st.one_of(SPICE, st.binary(max_size=12))), max_size=6)


def edited(raw: bytes, edits: Sequence[Edit]) -> bytes:
    """The bytes with some of them cut out, and others put in their place."""
    for where, gone, instead in edits:
        at = int(where * len(raw))
        raw = raw[:at] + instead + raw[at + gone :]
    return raw


def check(tmp_path: Path, name: str, raw: bytes) -> None:
    """Reads the bytes as a file of this name and looks at all that comes back."""
    file = tmp_path / name
    file.write_bytes(raw)
    found = list(read_paths([file]))
    file.unlink()  # a .json that stays would tell about the next text
    assert found
    articles = [one for one in found if isinstance(one, Article)]
    assert len({one.path for one in articles}) == len(articles)
    for one in found:
        assert one.path.isprintable()
        if isinstance(one, LeftOut):
            assert one.advice and not one.cause.startswith(OUR_FAULT), one.cause
            continue
        assert one.text.encode() and one.source.encode() and len(one.id) == 16
        for start in range(0, len(one.text), 97):
            span = one.check(one.span(start, min(start + 9, len(one.text))))
            assert one.at(span)[0] == start


@pytest.mark.parametrize("name", KINDS)
def test_every_span_of_every_kind_checks(tmp_path: Path, name: str) -> None:
    check(tmp_path, name, KINDS[name])
    (tmp_path / name).write_bytes(KINDS[name])
    found = list(read_paths([tmp_path / name]))
    assert all(isinstance(one, Article) and "found twelve of them by noon" in one.text for one in found)


@bounded
@given(st.sampled_from(sorted(KINDS)), EDITS)
@example("a.pdf", [(0.5, 40, b"9" * 20)])
@example("a.tar", [(0.0, 0, b"\0" * 512)])
def test_damaged_files_are_read_or_left_out(tmp_path: Path, name: str, edits: list[Edit]) -> None:
    check(tmp_path, name, edited(KINDS[name], edits))


@bounded
@given(st.sampled_from(sorted(KINDS)), st.floats(0, 1))
def test_files_cut_short_are_read_or_left_out(tmp_path: Path, name: str, share: float) -> None:
    check(tmp_path, name, KINDS[name][: int(share * len(KINDS[name]))])


@bounded
@given(st.sampled_from(sorted(KINDS)), st.sampled_from(sorted(KINDS)))
def test_files_of_the_wrong_ending_are_read_or_left_out(tmp_path: Path, name: str, other: str) -> None:
    check(tmp_path, other, KINDS[name])


WORD = (
    '<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Ferry sinks</w:t><w:br/></w:r></w:p>'
    "<w:tbl><w:tr><w:tc><w:p><w:del><w:r><w:delText>no</w:delText></w:r></w:del></w:p></w:tc></w:tr></w:tbl>"
)
DRAWN = "BT /F 12 Tf 72 720 Td (The ferry sank off Belmora.) Tj 0 -14 Td [(An)-120(other)] TJ T* (line) ' ET"
# Around an inside that is damaged the outside is whole, so that damage gets past checksums and tables of contents.
WRAPPED: dict[str, tuple[bytes, Callable[[bytes], bytes]]] = {
    "a.zip": (page(), lambda raw: zipped({"../../a.html": raw, "a.txt": raw})),
    "b.tar.gz": (page(), lambda raw: gzip.compress(tarred({"a.html": raw, "b.eml": raw}))),
    "c.warc.gz": (http(page()), lambda raw: warc(record(raw), record(raw), packed=True)),
    "d.warc": (http(page(), more="Transfer-Encoding: chunked\r\n"), lambda raw: warc(record(raw))),
    "e.docx": (WORD.encode(), lambda raw: docx(raw.decode("utf-8", "replace"))),
    "f.epub": (page(), lambda raw: epub({"a.xhtml": raw, "b/../b.xhtml": raw})),
    "g.mhtml": (page(), mhtml),
    "h.eml": (page(), lambda raw: mail(html=raw.decode("utf-8", "replace").replace("\0", ""))),
    "i.pdf": (
        DRAWN.encode(),
        lambda raw: pdf([]).replace(b"<</Length 0>>stream\n", b"<</Length %d>>stream\n%s" % (len(raw), raw)),
    ),
}


@bounded
@given(st.sampled_from(sorted(WRAPPED)), EDITS)
def test_damage_inside_a_whole_file_is_read_or_left_out(tmp_path: Path, name: str, edits: list[Edit]) -> None:
    inside, wrap = WRAPPED[name]
    try:
        raw = wrap(edited(inside, edits))
    except ValueError:  # the library that writes it will not
        return
    check(tmp_path, name, raw)
