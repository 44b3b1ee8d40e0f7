"""WARC, a record at a time: the pages that a crawler was given with status 200, each with its own address and time.

Format: WARC 1.0 and 1.1 (ISO 28500). Read by our own hand, since warcio takes a header line of any length into memory.
Compression is a layer below (`unpack`), so a .warc.gz or .warc.zst is a stream like any other.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace

from tellings.errors import InputError, MissingExtraError
from tellings.model import LeftOut
from tellings.read import limits
from tellings.read.assemble import Known
from tellings.read.cleaning import clean_line
from tellings.read.kinds import Kind, looks_like_page
from tellings.read.members import nothing_found
from tellings.read.source import Body, Leaf, Source, buffered
from tellings.read.unpack import unpack_bytes

_VERSION = re.compile(rb"WARC/\d\.\d{1,3}\s*$")
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? {1,3}(\d{3})\b")
_PAGES = ("text/html", "application/xhtml+xml")
_WET = "text/plain"  # the type of "conversion" records: pages as text, as Common Crawl's WET files hold them

Headers = dict[str, str]


def warc_pages(source: Source) -> Iterator[Leaf | LeftOut]:
    """The pages among the records, each with the path `file:record`.

    Other records are passed over. Raises InputError where the file is damaged or cut short; what came before is read.
    """
    stream, number, found = source.stream, 0, False
    while (headers := _record(stream, source.path, number)) is not None:
        number += 1
        body = Body(stream, _length(headers, source.path, number), source.path)
        if kind := _wanted(headers):
            inside = buffered(body)
            for one in _page(inside, headers, kind, f"{source.path}:{number}", source.known):
                found = True
                yield one
        body.skip()
    if not found:
        raise nothing_found(source.path, "WARC")


def _record(stream: io.BufferedReader, path: str, number: int) -> Headers | None:
    """The headers of the next record; None at the end."""
    line = b"\n"
    while line and not line.strip():
        line = stream.readline(limits.HEADER_AT_MOST)
    if not line:
        return None
    headers = _headers(stream) if _VERSION.match(line) else None
    if headers is None:
        cause = f"it is damaged after record {number}: what follows is no record"
        raise InputError(path, cause, "copy or download it again; what comes before is read")
    return headers


def _headers(stream: io.BufferedReader) -> Headers | None:
    """Header lines up to the empty one, by name in small letters; None where they are no headers."""
    found, name = Headers(), ""
    for _ in range(limits.HEADERS_AT_MOST):
        line = stream.readline(limits.HEADER_AT_MOST)
        if not line.endswith(b"\n"):
            return None
        words = line.decode("utf-8", "replace").rstrip("\r\n")
        if not words:
            return found
        if words[0] in " \t" and name:
            found[name] += f" {words.strip()}"
            continue
        name, _, value = words.partition(":")
        name = name.strip().lower()
        found.setdefault(name, value.strip())
    return None


def _length(headers: Headers, path: str, number: int) -> int:
    written = headers.get("content-length", "")
    if not (written.isascii() and written.isdigit() and len(written) < 19):
        raise InputError(path, f"record {number} does not say how long it is", "copy or download it again")
    return int(written)


def _wanted(headers: Headers) -> Kind | None:
    """Whether a record may hold a page, told by its headers: what it is inside the record or the HTTP message."""
    if not headers.get("warc-target-uri", "").strip("<>").startswith(("http:", "https:")):
        return None
    kind, media = headers.get("warc-type"), _media(headers)
    if kind == "conversion" and media == _WET:
        return "text"
    if kind == "response" and media == "application/http":
        return "page"
    return "page" if kind == "resource" and media in _PAGES else None


def _page(stream: io.BufferedReader, headers: Headers, kind: Kind, path: str, known: Known) -> Iterator[Leaf | LeftOut]:
    """The page in one record, if it is one that came with status 200."""
    http = Headers()
    if headers["warc-type"] == "response":
        status = _STATUS.match(stream.readline(limits.HEADER_AT_MOST))
        http = (_headers(stream) or Headers()) if status and status[1] == b"200" else Headers({"content-type": "none"})
    if _media(http) and _media(http) not in _PAGES:
        return
    url = clean_line(headers["warc-target-uri"].strip("<>"))
    raw = stream.read(limits.ARTICLE_AT_MOST + 1)
    try:
        raw = _decoded(raw, http)
    except MissingExtraError as error:
        yield LeftOut(path, f"{error} ({url})", "install it and read again")
        return
    if len(raw) > limits.ARTICLE_AT_MOST:
        large = limits.too_large(path, limits.ARTICLE_AT_MOST, "page")
        yield LeftOut(path, f"{large.cause} ({url})", large.advice)
    elif kind == "text" or _media(http) or looks_like_page(raw[:4096]):
        captured = clean_line(headers.get("warc-date", ""))
        yield Leaf(kind, raw, path, replace(known, url=known.url or url, captured=known.captured or captured))


def _media(headers: Headers) -> str:
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def _decoded(raw: bytes, http: Headers) -> bytes:
    """The body without its transfer and content codings."""
    if "chunked" in http.get("transfer-encoding", "").lower():
        raw = _unchunked(raw)
    for coding in reversed(http.get("content-encoding", "").lower().split(",")[:3]):
        raw = unpack_bytes(raw, coding.strip(), limits.ARTICLE_AT_MOST)
    return raw


def _unchunked(raw: bytes) -> bytes:
    """The chunks put together; `raw` itself where there are none, as where a crawler has done it already."""
    found, at = bytearray(), 0
    while (end := raw.find(b"\n", at, at + 100)) >= 0:
        size = raw[at:end].partition(b";")[0].strip()
        if not re.fullmatch(rb"[0-9a-fA-F]{1,8}", size):
            return bytes(found) if found else raw
        start, count = end + 1, int(size, 16)
        if not count:
            return bytes(found)
        found += raw[start : start + count]
        at = start + count + (2 if raw.startswith(b"\r\n", start + count) else 1)
    return bytes(found) if found else raw
