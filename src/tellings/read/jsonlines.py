"""JSON lines of articles: `url, outlet, published, title, text` on each. Read as a stream, a line at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from tellings.errors import InputError
from tellings.model import Article, LeftOut
from tellings.read.assemble import ARTICLE_AT_MOST, assemble_identity, content_id
from tellings.read.record import parse_object, read_known


def read_json_lines(lines: Iterable[bytes | None], path: str, *, published: str = "") -> Iterator[Article | LeftOut]:
    """An article a line of `lines_of`, with the path `file:line`; lines that cannot be read are left out.

    Raises InputError where there is no line at all.
    """
    empty = True
    for number, line in enumerate(lines, 1):
        where = f"{path}:{number}"
        empty = empty and line is not None and not line.strip()
        if line is None:
            yield too_large(where)
        elif line.strip():
            yield from _read_line(line.strip(), where, published)
    if empty:
        raise nothing_in(path)


def nothing_in(path: str) -> InputError:
    """What is said of an input without a word."""
    return InputError(path, "it is empty", "leave it out, or check how it was saved")


def too_large(path: str) -> LeftOut:
    """What is said of an article beyond all measure."""
    size = ARTICLE_AT_MOST // 1_000_000
    return LeftOut(
        path, f"it is larger than {size} MB, which no article is", "split it into one article a file or line"
    )


def _read_line(line: bytes, path: str, published: str) -> Iterator[Article | LeftOut]:
    try:
        fields = parse_object(line, path)
        text = fields.get("text")
        if not isinstance(text, str) or not text.strip():
            raise InputError(path, "it has no text", 'put the article\'s words into the field "text"')
        known, wrong = read_known(fields, path)
        if wrong:
            yield LeftOut(wrong.path, wrong.cause, wrong.advice)
        yield assemble_identity(content_id(line), path, known.title, text, known, published=published)
    except InputError as error:
        yield LeftOut(error.path, error.cause, error.advice)


def lines_of(stream: BinaryIO) -> Iterator[bytes | None]:
    """Each line; None for one that is too large, whose bytes are passed over without being kept."""
    while line := stream.readline(ARTICLE_AT_MOST + 1):
        if len(line) <= ARTICLE_AT_MOST:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(1 << 20)
        yield None
