"""One made-up article in every kind of input, written by hand or by the standard library, for tests to bend."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Mapping, Sequence
from email.message import EmailMessage

TITLE = "Ferry sinks off Belmora"
PARAGRAPHS = (
    "The ferry Morning Star sank off Belmora on Friday, the harbour office said, with at least forty people on board"
    " and a cargo of tin that had been bound for the mainland.",
    "Rescuers said that they had found twelve of them by noon, among them two children, and that the search would go on"
    " through the night with three boats and an aircraft.",
    "“We were told nothing about the storm,” the captain’s brother told reporters, and he asked why the office had let"
    " the ferry leave an hour late with one of its engines stopped.",
)
TEXT = "\n\n".join((TITLE, *PARAGRAPHS))
URL = "https://gull.example/2031/ferry"


def page(title: str = TITLE, paragraphs: Sequence[str] = PARAGRAPHS) -> bytes:
    """A web page."""
    body = "".join(f"<p>{one}</p>" for one in paragraphs)
    head = f'<title>{title}</title><meta property="og:site_name" content="The Belmora Gull">'
    article = f"<nav>Home</nav><article><h1>{title}</h1>{body}</article>"
    return f'<!DOCTYPE html><html lang="en"><head>{head}</head><body>{article}</body></html>'.encode()


def zipped(members: Mapping[str, bytes], *, stored: bool = False) -> bytes:
    """A ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, raw in members.items():
            archive.writestr(name, raw)
    return out.getvalue()


def tarred(members: Mapping[str, bytes], *, form: int = tarfile.PAX_FORMAT) -> bytes:
    """A tar archive."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as archive:
        for name, raw in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(raw)
            archive.addfile(info, io.BytesIO(raw))
    return out.getvalue()


def record(
    block: bytes, *, kind: str = "response", media: str = "application/http;msgtype=response", url: str = URL
) -> bytes:
    """A WARC record."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2031-10-07T12:00:00Z\r\n"
        f"Content-Type: {media}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def http(body: bytes, *, status: str = "200 OK", media: str = "text/html; charset=utf-8", more: str = "") -> bytes:
    """An HTTP response."""
    return f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{more}\r\n".encode() + body


def warc(*records: bytes, packed: bool = False) -> bytes:
    """A WARC; `packed` a gzip member a record, as crawlers write them."""
    info = record(b"software: none\r\n", kind="warcinfo", media="application/warc-fields")
    return b"".join(gzip.compress(one) if packed else one for one in (info, *records))


def mail(*, plain: str = "", html: str = "", subject: str = TITLE) -> bytes:
    """An e-mail with one part or two."""
    message = EmailMessage()
    message["From"] = "The Belmora Gull <news@gull.example>"
    message["Subject"] = subject
    message["Date"] = "Tue, 07 Oct 2031 09:30:00 +0000"
    message.set_content(plain or "View this in your browser.")
    if html:
        message.add_alternative(html, subtype="html")
    return message.as_bytes()


def mhtml(html: bytes) -> bytes:
    """A page as a browser saves it."""
    head = (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {URL}\r\nDate: Tue, 07 Oct 2031 12:00:00 +0000\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="edge"\r\n\r\n'
        f"--edge\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\nContent-Location: {URL}\r\n\r\n"
    )
    return head.encode() + html + b"\r\n--edge\r\nContent-Type: image/png\r\n\r\n\x89PNG\r\n--edge--\r\n"


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body: str | None = None) -> bytes:
    """A Word document."""
    title = f'<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>{TITLE}</w:t></w:r></w:p>'
    rest = "".join(f'<w:p><w:r><w:t xml:space="preserve">{one}</w:t></w:r></w:p>' for one in PARAGRAPHS)
    xml = (
        f'<?xml version="1.0"?><w:document {_W}><w:body>{title + rest if body is None else body}</w:body></w:document>'
    )
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": xml.encode()})


def epub(chapters: Mapping[str, bytes] | None = None, *, order: Sequence[str] = ()) -> bytes:
    """A book of one chapter or more."""
    chapters = {"one.xhtml": page()} if chapters is None else chapters
    items = "".join(f'<item id="i{at}" href="{name}"/>' for at, name in enumerate(order or chapters))
    spine = "".join(f'<itemref idref="i{at}"/>' for at, _ in enumerate(order or chapters))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
        "<dc:publisher>The Belmora Gull</dc:publisher><dc:date>2031-10-07</dc:date></metadata>"
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    container = '<container><rootfiles><rootfile full-path="OPS/a.opf"/></rootfiles></container>'
    parts = {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": container.encode(),
        "OPS/a.opf": package.encode(),
    }
    return zipped(parts | {f"OPS/{name}": raw for name, raw in chapters.items()})


def pdf(*pages: Sequence[tuple[float, float, float, str]]) -> bytes:
    """A PDF of pages of lines: x, y, size of the letters, words (Latin letters only). No compression."""
    objects = [b"", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"]
    kids = []
    for lines in pages:
        drawn = "".join(f"BT /F {size} Tf {x} {y} Td ({_escaped(words)}) Tj ET\n" for x, y, size, words in lines)
        stream = drawn.encode("cp1252", "replace")
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
        at = len(objects)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>" % at
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(kids), len(kids))
    return _pdf_file(objects)


def _pdf_file(objects: Sequence[bytes]) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, table, len(objects) + 1, start,
    )  # fmt: skip


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def printed(paragraphs: Sequence[str] = PARAGRAPHS, *, title: str = TITLE, footer: str = "") -> bytes:
    """The article as a printed page: a large title, lines wrapped at 70 characters, a gap between paragraphs."""
    import textwrap

    lines: list[tuple[float, float, float, str]] = [(72, 780, 20, title)]
    y = 740.0
    for one in paragraphs:
        for line in textwrap.wrap(one, 70):
            lines.append((72, y, 11, line))
            y -= 13
        y -= 10
    return pdf([*lines, (290, 30, 9, footer or "1")])


def every_kind() -> dict[str, bytes]:
    """The article in each kind of input, by a file name of that kind."""
    response = record(http(page()))
    plain = "\n\n".join(PARAGRAPHS)
    row = {"url": URL, "title": TITLE, "text": plain}
    fundus = {"title": TITLE, "plaintext": plain, "authors": ["Ada Orm"], "html": {"requested_url": URL}}
    return {
        "a.txt": TEXT.encode(),
        "a.html": page(),
        "a.md": f"---\ntitle: {TITLE}\nsource: {URL}\n---\n# {TITLE}\n\n{plain}".encode(),
        "a.jsonl": json.dumps(row).encode(),
        "a.json": json.dumps([fundus, row | {"title": "Ferry"}]).encode(),
        "a.eml": mail(plain=plain),
        "a.mbox": b"From x@y Tue Oct  7\n"
        + mail(plain=plain)
        + b"\n\nFrom x@y Tue Oct  7\n"
        + mail(html=page().decode()),
        "a.mhtml": mhtml(page()),
        "a.pdf": printed(),
        "a.docx": docx(),
        "a.epub": epub(),
        "a.warc": warc(response),
        "a.warc.gz": warc(response, packed=True),
        "a.wacz": zipped({"datapackage.json": b"{}", "archive/d.warc.gz": warc(response, packed=True)}, stored=True),
        "a.zip": zipped({"d/a.html": page(), "b.txt": TEXT.encode(), "b.json": b'{"outlet": "Gull"}'}),
        "a.tar": tarred({"d/a.html": page(), "b.txt": TEXT.encode()}),
        "a.tar.gz": gzip.compress(tarred({"d/a.html": page(), "b.pdf": printed()})),
        "a.html.gz": gzip.compress(page()),
    }
