"""One door for each kind of input.

A stream is taken apart into leaves (`leaves`): archives, mailboxes and WARCs are containers, compressions are layers,
one inside another. A leaf is the bytes of one input, which `read_leaf` reads into its articles, here or in another
process. Whatever is wrong with one of them is a LeftOut, and the rest goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from tellings.errors import InputError, MissingExtraError
from tellings.model import Article, LeftOut
from tellings.read import limits
from tellings.read.docx import read_docx
from tellings.read.epub import read_epub
from tellings.read.jsonlines import json_lines, json_list, read_record
from tellings.read.kinds import LAYERS, Kind, kind_of
from tellings.read.markdown import read_markdown
from tellings.read.mime import mailbox, read_mail, read_mhtml
from tellings.read.page import read_pages
from tellings.read.parquet import parquet_rows
from tellings.read.pdf import read_pdf
from tellings.read.plain import read_plain
from tellings.read.source import Leaf, Source, nothing_in, read_whole
from tellings.read.tars import tar_members
from tellings.read.unpack import unpacked
from tellings.read.warc import warc_pages
from tellings.read.wayback import capture_of
from tellings.read.zips import zip_members

_CONTAINERS: dict[Kind, Callable[[Source], Iterator[Source | Leaf | LeftOut] | Iterator[Leaf | LeftOut]]] = {
    "zip": zip_members,
    "tar": tar_members,
    "warc": warc_pages,
    "mbox": mailbox,
    "lines": json_lines,
    "json": json_list,
    "parquet": parquet_rows,
}
_READERS: dict[Kind, Callable[..., Article]] = {
    "text": read_plain,
    "markdown": read_markdown,
    "pdf": read_pdf,
    "docx": read_docx,
    "mail": read_mail,
    "mhtml": read_mhtml,
}
_LARGE = {"pdf", "mail", "mhtml"}
_HEAD = 1 << 13
OUR_FAULT = "Tellings itself failed on it"


def leaves(source: Source) -> Iterator[Leaf | LeftOut]:
    """Everything inside a source, in order, however it is packed."""
    try:
        yield from _inside(source)
    except InputError as error:
        # An error of the archive around it, met while reading this member, is told of this member first.
        path = error.path if error.path.startswith(source.path) else source.path
        yield LeftOut(path, error.cause, error.advice)
    except MissingExtraError as error:
        yield LeftOut(source.path, str(error), "install it and read again")
    except OSError as error:
        yield unreadable(source.path, error)
    except Exception as error:
        yield _our_fault(source.path, error)


def read_leaf(leaf: Leaf, published: str = "") -> list[Article | LeftOut]:
    """The articles of one input, and what of it was left out."""
    found: list[Article | LeftOut] = []
    try:
        if leaf.kind == "record":
            found.extend(read_record(leaf, published))
        elif leaf.kind == "epub":
            found.extend(read_epub(leaf.raw, leaf.path, leaf.known, published=published))
        elif leaf.kind == "page":
            found.extend(read_pages(leaf.raw, leaf.path, leaf.known, sidecar=leaf.sidecar, published=published))
        else:
            reader = _READERS[leaf.kind]
            found.append(reader(leaf.raw, leaf.path, leaf.known, sidecar=leaf.sidecar, published=published))
    except InputError as error:
        found.append(LeftOut(error.path, _told_of(leaf, error.cause), error.advice))
    except MissingExtraError as error:
        found.append(LeftOut(leaf.path, str(error), "install it and read again"))
    except (RecursionError, MemoryError):
        found.append(LeftOut(leaf.path, "it is nested too deeply to be read", "save its words as text"))
    except Exception as error:
        found.append(_our_fault(leaf.path, error))
    origin = leaf.input()
    return [replace(one, input=origin) for one in found]


def unreadable(path: str, error: OSError) -> LeftOut:
    """What the system says, in its own words."""
    return LeftOut(
        path, f"it cannot be read ({error.strerror or error})", "check the file and your permission to read it"
    )


def _our_fault(path: str, error: Exception) -> LeftOut:
    """What no door has foreseen: the run goes on, and the fuzzer takes it for a find."""
    return LeftOut(path, f"{OUR_FAULT} ({type(error).__name__}: {error})", "please report it, with the file if you may")


def _inside(source: Source) -> Iterator[Leaf | LeftOut]:
    head = source.stream.peek(_HEAD)[:_HEAD]
    if not head:
        raise nothing_in(source.path)
    kind = kind_of(head, source.name)
    if kind in LAYERS or kind in _CONTAINERS:
        if source.depth >= limits.DEPTH_AT_MOST:
            raise limits.too_deep(source.path)
        for one in [unpacked(source, kind)] if kind in LAYERS else _CONTAINERS[kind](source):
            if isinstance(one, Source):
                yield from leaves(one)
            else:
                yield one
        return
    raw = read_whole(source, limits.DOCUMENT_AT_MOST if kind in _LARGE else limits.ARTICLE_AT_MOST)
    if not raw.strip():
        raise nothing_in(source.path)
    known = source.known
    if kind == "page" and (capture := capture_of(source.name)):
        known = replace(known, url=known.url or capture[0], captured=known.captured or capture[1])
    yield Leaf(kind, raw, source.path, known, source.sidecar)


def _told_of(leaf: Leaf, cause: str) -> str:
    """The cause, with the address where the path is only the number of a record."""
    return f"{cause} ({leaf.known.url})" if leaf.known.url and leaf.kind == "page" else cause
