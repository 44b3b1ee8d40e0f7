"""Articles in JSON: a line each, read as a stream, or in a list. The fields of other tools: `crawled`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from tellings.errors import InputError
from tellings.model import Article, LeftOut
from tellings.read import limits
from tellings.read.assemble import assemble_identity, content_id
from tellings.read.crawled import given_by_hand, our_fields
from tellings.read.record import parse_object, read_known
from tellings.read.source import Leaf, Source, left_out, nothing_in, read_whole

_LISTS = ("articles", "stories", "results")  # where GDELT, Media Cloud and news interfaces put their list


def json_lines(source: Source) -> Iterator[Leaf | LeftOut]:
    """A record a line, each with the path `file:line`. Raises InputError where there is no line at all."""
    empty = True
    for number, line in enumerate(lines_of(source.stream), 1):
        where = f"{source.path}:{number}"
        if line is None:
            error = limits.too_large(where, limits.ARTICLE_AT_MOST)
            yield LeftOut(where, error.cause, error.advice)
        elif line.strip():
            yield Leaf("record", line.strip(), where, source.known)
        empty = empty and line is not None and not line.strip()
    if empty:
        raise nothing_in(source.path)


def json_list(source: Source) -> Iterator[Leaf]:
    """The records of a JSON file: of its list, each with the path `file:number`, or the one that it is itself.

    A file that the user did not name is read only where it holds articles: other tools keep other things in JSON.
    """
    raw = read_whole(source, limits.LIST_AT_MOST, "JSON list")
    try:
        found = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        if source.named:
            yield Leaf("record", raw, source.path, source.known)  # whose door says what is wrong with it
        return
    records = _records(found)
    if records is None:
        if source.named or _is_article(found):
            yield Leaf("record", raw, source.path, source.known)
        return
    for number, one in enumerate(records, 1):
        if source.named or _is_article(one):
            yield Leaf("record", json.dumps(one).encode(), f"{source.path}:{number}", source.known)


def read_record(leaf: Leaf, published: str) -> Iterator[Article | LeftOut]:
    """The article in a record, and what is wrong with its date; raises InputError where there is none."""
    fields = parse_object(leaf.raw, leaf.path)
    ours = our_fields(fields)
    if not ours.get("text", "").strip():
        raise _without_words(leaf.path, ours)
    known, wrong = read_known(dict(ours), leaf.path)
    if wrong:
        yield left_out(wrong)
    if not given_by_hand(fields):
        known = replace(known, basis="metadata")
    yield assemble_identity(content_id(leaf.raw), leaf.path, known.title, ours["text"], known, published=published)


def lines_of(stream: BinaryIO) -> Iterator[bytes | None]:
    """Each line; None for one that is too large, whose bytes are passed over without being kept."""
    while line := stream.readline(limits.ARTICLE_AT_MOST + 1):
        if len(line) <= limits.ARTICLE_AT_MOST:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(1 << 20)
        yield None


def _records(found: Any) -> list[Any] | None:
    """The list a JSON file is or holds; None where it holds none."""
    if isinstance(found, dict):
        found = next((found[name] for name in _LISTS if isinstance(found.get(name), list)), None)
    return found if isinstance(found, list) else None


def _is_article(one: Any) -> bool:
    """True for an object with the words of an article, and its address or title."""
    ours = our_fields(one) if isinstance(one, dict) else {}
    return bool(ours.get("text") and (ours.get("url") or ours.get("title")))


def _without_words(path: str, ours: dict[str, str]) -> InputError:
    if url := ours.get("url"):
        cause = f"it has no text, only the address {url[:200]}"
        return InputError(path, cause, "name the address itself to fetch it, or save the page")
    return InputError(path, "it has no text", 'put the article\'s words into the field "text"')
