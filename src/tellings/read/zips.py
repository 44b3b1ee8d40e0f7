"""ZIP archives, and what is one in disguise: WACZ, DOCX, EPUB. Nothing is extracted to disk."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from tellings.errors import InputError
from tellings.model import LeftOut
from tellings.read import limits
from tellings.read.kinds import Kind
from tellings.read.members import Labels, is_wanted, nothing_found, sidecar_of
from tellings.read.record import parse_object, read_known
from tellings.read.source import Leaf, Source, buffered, left_out, read_whole
from tellings.read.unpack import Unpacked

_DOCUMENTS: dict[str, Kind] = {"word/document.xml": "docx", "META-INF/container.xml": "epub"}
_OTHERS = {
    "xl/workbook.xml": "a spreadsheet",
    "ppt/presentation.xml": "a presentation",
    "content.xml": "an OpenDocument file",
    "Index/Document.iwa": "a Pages document",
}


def zip_members(source: Source) -> Iterator[Source | Leaf | LeftOut]:
    """What is in a ZIP, in the order of its table of contents; raises InputError where it is none that can be read."""
    stream = _in_place(source)
    with _opened(stream, source.path) as archive:
        entries = {entry.filename: entry for entry in archive.infolist()}
        for name, kind in _DOCUMENTS.items():
            if name in entries:
                stream.seek(0)
                yield Leaf(kind, _document(stream, source.path), source.path, source.known, source.sidecar)
                return
        if other := next((what for name, what in _OTHERS.items() if name in entries), ""):
            raise InputError(source.path, f"this is {other}", "save it as PDF, DOCX or text")
        yield from _members(archive, entries, source)


def _members(
    archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo], source: Source
) -> Iterator[Source | LeftOut]:
    found, labels = False, Labels(source.path)
    is_wacz = "datapackage.json" in entries and any(name.startswith("archive/") for name in entries)
    beside = {sidecar for name in entries if (sidecar := sidecar_of(name, entries))}
    for entry in archive.infolist():
        source.budget.member(source.path)
        name = entry.filename
        if not name or name.endswith("/") or stat.S_ISLNK(entry.external_attr >> 16) or name in beside:
            continue
        if is_wacz and not name.startswith("archive/"):
            continue
        path = labels.of(name)
        if entry.flag_bits & 1:
            found = True
            yield LeftOut(path, "it is encrypted", "unpack it with its password and name the files")
            continue
        if not is_wanted(name, lambda entry=entry: _opening(archive, entry)):  # type: ignore[misc]
            continue
        found = True
        try:
            stream = archive.open(entry)
        except Exception as error:  # zipfile raises what it meets: of its own, of struct, of codecs
            yield LeftOut(path, f"it is damaged ({error})", "pack it again, or name the file itself")
            continue
        with stream:
            inner = buffered(Unpacked(stream, path, source.budget))
            inside = Source(inner, path, name, source.budget, source.depth + 1, named=False)
            yield from _with_sidecar(inside, archive, entries)
    if not found:
        raise nothing_found(source.path, "archive")


def _with_sidecar(
    inside: Source, archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo]
) -> Iterator[Source | LeftOut]:
    """The member with what the .json beside it tells."""
    sidecar = sidecar_of(inside.name, entries)
    if sidecar:
        path = inside.path[: -len(inside.name.rpartition(".")[2])] + "json"
        try:
            with archive.open(sidecar) as stream:
                raw = stream.read(limits.ARTICLE_AT_MOST)
            inside.budget.unpack(len(raw), path)
            known, wrong = read_known(parse_object(raw, path), path)
            inside = replace(inside, known=known, sidecar=raw)
        except InputError as error:
            wrong = InputError(path, f"{error.cause}; the text is read without it", error.advice)
        except Exception as error:
            wrong = InputError(path, f"it is damaged ({error}); the text is read without it", "pack it again")
        if wrong:
            yield left_out(wrong)
    yield inside


def _opening(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    try:
        with archive.open(entry) as stream:
            return stream.read(4096)
    except Exception:  # a member that cannot be opened and bears no known name is passed over
        return b""


def _document(stream: BinaryIO, path: str) -> bytes:
    raw = stream.read(limits.DOCUMENT_AT_MOST + 1)
    if len(raw) > limits.DOCUMENT_AT_MOST:
        raise limits.too_large(path, limits.DOCUMENT_AT_MOST, "document")
    return raw


def _in_place(source: Source) -> BinaryIO:
    """The stream where one can go back in it; else its bytes, if they are not too many to hold."""
    if source.stream.seekable():
        return source.stream
    return io.BytesIO(read_whole(source, limits.ARCHIVE_AT_MOST, "archive that must be held in memory"))


class _Careful(io.BufferedIOBase):
    """A file that gives no more at once than the table of contents of a ZIP may take: zipfile reads it in one go."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > limits.DIRECTORY_AT_MOST:
            raise zipfile.BadZipFile("its table of contents is too large")
        return self._stream.read(-1 if size is None else size)

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True


def _opened(stream: BinaryIO, path: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(_Careful(stream))
    except Exception as error:
        raise InputError(path, f"this archive is damaged ({error})", "copy or download it again") from None


def open_document(raw: bytes, path: str) -> zipfile.ZipFile:
    """The parts of a DOCX or EPUB; raises InputError where it is damaged."""
    return _opened(io.BytesIO(raw), path)


def read_part(archive: zipfile.ZipFile, name: str, path: str) -> bytes:
    """One part of a document, b"" where it is missing; raises InputError where it is damaged or too large."""
    if name not in archive.namelist():
        return b""
    try:
        with archive.open(name) as stream:
            raw = stream.read(limits.ARTICLE_AT_MOST + 1)
    except Exception as error:
        raise InputError(path, f"its part {name[:80]!r} is damaged ({error})", "save it again") from None
    if len(raw) > limits.ARTICLE_AT_MOST:
        raise limits.too_large(path, limits.ARTICLE_AT_MOST, "document's text")
    return raw
