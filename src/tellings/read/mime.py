"""E-mail (newsletters, press releases), mailboxes, and pages saved as MHTML, which is built like an e-mail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr

from tellings.errors import InputError
from tellings.model import Article, LeftOut
from tellings.read import limits
from tellings.read.assemble import Known, assemble_identity, content_id
from tellings.read.blocks import html_blocks, text_of
from tellings.read.cleaning import clean_line
from tellings.read.day import read_day
from tellings.read.encoding import decode
from tellings.read.page import read_page
from tellings.read.source import Leaf, Source, left_out

_PARTS = 500  # of one message; newsletters have two and some pictures
_PLAIN_SHARE = 0.6  # of the words of the HTML part: a plain part with fewer is a stub ("view this in your browser")
_REPLY = re.compile(r"(?:(?:re|fwd?|aw|wg)\s?:\s{0,3})+", re.IGNORECASE)


def read_mail(raw: bytes, path: str, known: Known, *, sidecar: bytes = b"", published: str = "") -> Article:
    """The message as an article: its subject, sender and date, its plain part or, where that is a stub, its HTML.

    Raises InputError where it has neither.
    """
    message = _message(raw, path)
    plain = _text(_parts(message, "text/plain"), path)
    html = _text(_parts(message, "text/html"), path)
    shown = text_of(html_blocks(html)) if html else ""
    body = plain if len(plain.split()) >= _PLAIN_SHARE * len(shown.split()) else shown
    if not body.strip():
        raise InputError(path, "there is no text in this message", "save what it says as text")
    name, address = parseaddr(_header(message, "From"))
    sent = _header(message, "Date")
    mail = replace(
        known,
        url=known.url or _header(message, "Archived-At").strip("<>"),
        outlet=known.outlet or clean_line(name) or address.rpartition("@")[2],
        title=known.title or _REPLY.sub("", _header(message, "Subject")),
        published=known.published or read_day(sent),
        basis="given" if known.published else "metadata",
    )
    return assemble_identity(content_id(raw, sidecar), path, mail.title, body, mail, published=published)


def read_mhtml(raw: bytes, path: str, known: Known, *, sidecar: bytes = b"", published: str = "") -> Article:
    """The page in an MHTML file, with the address it was saved from; raises InputError where there is none."""
    message = _message(raw, path)
    page = next(_parts(message, "text/html"), None)
    html = _payload(page) if page is not None else b""
    if page is None or not html.strip():
        raise InputError(path, "there is no page in it", "save the page again")
    url = _header(message, "Snapshot-Content-Location") or _header(page, "Content-Location")
    known = replace(
        known,
        url=known.url or (url if url.startswith(("http:", "https:")) else ""),
        captured=known.captured or read_day(_header(message, "Date")),
    )
    return read_page(html, path, known, sidecar=sidecar, published=published)


def mailbox(source: Source) -> Iterator[Leaf | LeftOut]:
    """The messages of an mbox (RFC 4155), each with the path `file:number`; raises InputError where there is none."""
    number, held, size = 0, list[bytes](), 0
    blank = True
    for line in _lines(source):
        if blank and line.startswith(b"From "):
            if number:
                yield _held(source, number, held, size)
            number, held, size = number + 1, [], 0
        elif number:
            size += len(line)
            if size <= limits.DOCUMENT_AT_MOST:
                held.append(line[1:] if re.match(rb">+From ", line) else line)
        blank = not line.strip(b"\r\n")
    if not number:
        cause = "there are no messages in it"
        raise InputError(source.path, cause, "check that it is an mbox, whose messages begin with a line From …")
    yield _held(source, number, held, size)


def _lines(source: Source) -> Iterator[bytes]:
    while line := source.stream.readline(1 << 20):
        yield line


def _held(source: Source, number: int, held: list[bytes], size: int) -> Leaf | LeftOut:
    path = f"{source.path}:{number}"
    if size > limits.DOCUMENT_AT_MOST:
        return left_out(limits.too_large(path, limits.DOCUMENT_AT_MOST, "message"))
    return Leaf("mail", b"".join(held), path, source.known)


def _message(raw: bytes, path: str) -> Message:
    """The message; the older policy, since the newer one's reading of headers is slow where they are hostile."""
    try:
        return message_from_bytes(raw, policy=policy.compat32)
    except (MessageError, ValueError, RecursionError) as error:
        raise InputError(path, f"this message is damaged ({error})", "save it again") from None


def _parts(message: Message, media: str) -> Iterator[Message]:
    """The parts of a type that are shown, outermost first."""
    waiting, seen = [message], 0
    while waiting and seen < _PARTS:
        part, seen = waiting.pop(0), seen + 1
        if part.is_multipart():
            inside = part.get_payload()
            waiting += [one for one in inside if isinstance(one, Message)] if isinstance(inside, list) else []
        elif part.get_content_type() == media and "attachment" not in str(part.get("Content-Disposition", "")).lower():
            yield part


def _payload(part: Message) -> bytes:
    try:
        found = part.get_payload(decode=True)
    except (ValueError, LookupError):
        return b""
    return found if isinstance(found, bytes) else b""


def _text(parts: Iterator[Message], path: str) -> str:
    """The characters of the first part that has any."""
    for part in parts:
        raw = _payload(part)
        if raw.strip():
            return _characters(raw, str(part.get_content_charset("")), path)
    return ""


def _characters(raw: bytes, charset: str, path: str) -> str:
    """As UTF-8 where that fits, since what fits is rarely anything else; else in the charset named, if it fits."""
    for name in ("utf-8", charset):
        try:
            if b"\0" not in raw or name != "utf-8":
                return raw.decode(name)
        except (LookupError, ValueError):
            continue
    return decode(raw, path)


def _header(message: Message, name: str) -> str:
    """A header as one clean line, "" where it is missing."""
    written = str(message.get(name, ""))[: limits.HEADER_AT_MOST]
    try:
        words = [_decoded(part, charset) for part, charset in decode_header(written)]
    except (MessageError, ValueError):
        words = [written]
    return clean_line("".join(words))


def _decoded(part: bytes | str, charset: str | None) -> str:
    if isinstance(part, str):
        return part
    try:
        return part.decode(charset or "utf-8", "replace")
    except (LookupError, ValueError):
        return part.decode("utf-8", "replace")
