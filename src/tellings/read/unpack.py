"""One layer of compression: gzip, bzip2, xz or zstd as a stream of what is inside, unpacked as it is read."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO, Protocol

from tellings.errors import InputError, MissingExtraError
from tellings.read import limits
from tellings.read.kinds import Kind, name_inside
from tellings.read.source import Source, buffered, cut_short

if TYPE_CHECKING:
    from zstandard import ZstdDecompressor

_CHUNK = 1 << 16
_AHEAD = 1 << 13
_SIP = 1 << 10  # four bytes of zstd may stand for 128 KB
_ZSTD = b"\x28\xb5\x2f\xfd"
_ZSTD_DICTIONARY = b"\x5d\x2a\x4d\x18"  # the first frame of a .warc.zst, by the specification of that format


def unpacked(source: Source, kind: Kind) -> Source:
    """The source inside a layer; its bytes count against the budget, its damage is an InputError when it is met."""
    stream = buffered(Unpacked(_OPEN[kind](source), source.path, source.budget))
    return replace(source, stream=stream, name=name_inside(source.name), depth=source.depth + 1)


class Unpacked(io.RawIOBase):
    """A stream that counts what comes out of it and says in one way what is wrong with it."""

    def __init__(self, stream: _Reads, path: str, budget: limits.Budget) -> None:
        """Over a stream that unpacks as it is read."""
        self._stream, self._path, self._budget = stream, path, budget
        self._wrong: InputError | None = None

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Enough bytes to look ahead, 0 at the end; raises InputError where the input is damaged, cut short or a bomb.

        What came before damage is given first.
        """
        filled, some = 0, b"-"
        while some and not self._wrong and filled < min(_AHEAD, len(buffer)):
            some = self._step(len(buffer) - filled)
            buffer[filled : filled + len(some)] = some
            filled += len(some)
        if self._wrong and not filled:
            raise self._wrong
        self._budget.unpack(filled, self._path)
        return filled

    def _step(self, size: int) -> bytes:
        try:
            return self._stream.read(size)
        except EOFError:
            self._wrong = cut_short(self._path)
        except InputError as error:
            self._wrong = error
        except Exception as error:  # each library has its own; all of them mean the same
            self._wrong = InputError(self._path, f"it is damaged ({error})", "copy or download it again")
        return b""


class _Reads(Protocol):
    def read(self, size: int, /) -> bytes: ...


class _Members:
    """Streams of bzip2 or xz, one after another, as one."""

    def __init__(self, stream: BinaryIO, *, xz: bool) -> None:
        self._stream, self._xz, self._rest = stream, xz, b""
        self._inside = self._new()

    def _new(self) -> lzma.LZMADecompressor | bz2.BZ2Decompressor:
        return lzma.LZMADecompressor(memlimit=limits.DICTIONARY_AT_MOST) if self._xz else bz2.BZ2Decompressor()

    def read(self, size: int, /) -> bytes:
        while True:
            if self._inside.eof:
                self._rest = (self._inside.unused_data or self._stream.read(_CHUNK)).lstrip(b"\0")
                if not self._rest:
                    return b""
                self._inside = self._new()
            if self._inside.needs_input and not self._rest:
                self._rest = self._stream.read(_CHUNK)
                if not self._rest:
                    raise EOFError
            given, self._rest = self._rest, b""
            if some := self._inside.decompress(given, size):
                return some


class _Gzip:
    """Members of gzip as one stream. Each read gives what one step unpacks, so that a cut loses nothing before it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._inside = gzip.GzipFile(fileobj=stream, mode="rb")

    def read(self, size: int, /) -> bytes:
        return self._inside.read1(size)


def _open_gzip(source: Source) -> _Reads:
    return _Gzip(source.stream)


def _open_bzip2(source: Source) -> _Reads:
    return _Members(source.stream, xz=False)


def _open_xz(source: Source) -> _Reads:
    return _Members(source.stream, xz=True)


def _open_zstd(source: Source) -> _Reads:
    """With the dictionary that a WARC packed with zstd carries before its records."""
    try:
        import zstandard
    except ImportError:
        raise MissingExtraError("reading zstd needs the package zstandard: pip install zstandard") from None
    dictionary = None
    if source.stream.peek(4)[:4] == _ZSTD_DICTIONARY:
        _, size = struct.unpack("<II", source.stream.read(8).ljust(8, b"\0"))
        if size > limits.DICTIONARY_AT_MOST // 8:
            raise InputError(source.path, "its dictionary is too large", "unpack it yourself and name the files")
        raw = source.stream.read(size)
        if raw.startswith(_ZSTD):
            inside = zstandard.ZstdDecompressor(max_window_size=limits.DICTIONARY_AT_MOST)
            raw = inside.stream_reader(raw).read(limits.DICTIONARY_AT_MOST // 8)
        dictionary = zstandard.ZstdCompressionDict(raw)
    unpacker = zstandard.ZstdDecompressor(dict_data=dictionary, max_window_size=limits.DICTIONARY_AT_MOST)
    return _Frames(source.stream, unpacker)


class _Frames:
    """Frames of zstd as one stream: fed so little at a time that a bomb gives its megabytes one by one."""

    def __init__(self, stream: BinaryIO, unpacker: ZstdDecompressor) -> None:
        self._stream, self._unpacker = stream, unpacker
        self._inside, self._begun = unpacker.decompressobj(), False
        self._rest, self._out = b"", io.BytesIO()

    def read(self, size: int, /) -> bytes:
        while not (some := self._out.read(size)):
            self._rest = self._rest or self._stream.read(_SIP)
            if not self._rest:
                if self._begun:
                    raise EOFError
                return b""
            self._begun = True
            self._out = io.BytesIO(self._inside.decompress(self._rest))
            self._rest = b""
            if self._inside.eof:
                self._rest = self._inside.unused_data
                self._inside, self._begun = self._unpacker.decompressobj(), False
        return some


_OPEN = {"gzip": _open_gzip, "bzip2": _open_bzip2, "xz": _open_xz, "zstd": _open_zstd}


def unpack_bytes(raw: bytes, coding: str, limit: int) -> bytes:
    """What an HTTP body holds under its Content-Encoding: at most `limit` + 1 bytes; itself where it is not packed so.

    Crawlers often keep the header of what they have unpacked already. Raises MissingExtraError for brotli without it.
    """
    try:
        if coding in ("gzip", "x-gzip", "deflate"):
            return _inflate(raw, limit)
        if coding == "br":
            return _unbrotli(raw, limit)
        if coding == "zstd":
            import zstandard

            unpacker = zstandard.ZstdDecompressor(max_window_size=limits.DICTIONARY_AT_MOST)
            return bytes(unpacker.stream_reader(raw, read_across_frames=True).read(limit + 1))
    except MissingExtraError:
        raise
    except Exception:  # it is not packed in the way it says
        return raw
    return raw


def _inflate(raw: bytes, limit: int) -> bytes:
    """Gzip, zlib or bare deflate, as browsers take them; what a cut-off body still tells."""
    for bits in (47, -15):
        try:
            return zlib.decompressobj(bits).decompress(raw, limit + 1)
        except zlib.error:
            continue
    return raw


def _unbrotli(raw: bytes, limit: int) -> bytes:
    try:
        import brotli
    except ImportError:
        raise MissingExtraError("this page is packed with brotli: pip install brotli") from None
    unpacker, found, given = brotli.Decompressor(), bytearray(), raw
    while len(found) <= limit and not unpacker.is_finished():
        some = unpacker.process(given, output_buffer_limit=_CHUNK)
        given = b""
        found += some
        if not some and unpacker.can_accept_more_data():
            break
    return bytes(found[: limit + 1])
