"""Which kind of input something is: by its first bytes where they cannot lie, then by its ending, then by its look."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Literal

Kind = Literal[
    "text", "page", "markdown", "record", "pdf", "docx", "epub", "mail", "mhtml",  # one input
    "lines", "json", "parquet", "mbox", "warc", "zip", "tar",  # many
    "gzip", "bzip2", "xz", "zstd",  # one inside another
]  # fmt: skip

# File signatures, from the formats' own specifications.
_SIGNATURES: tuple[tuple[re.Pattern[bytes], Kind], ...] = (
    (re.compile(rb"\s{0,8}%PDF-"), "pdf"),
    (re.compile(rb"PK(?:\x03\x04|\x05\x06|\x07\x08)"), "zip"),
    (re.compile(rb"\x1f\x8b\x08"), "gzip"),
    (re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)"), "bzip2"),
    (re.compile(rb"\xfd7zXZ\x00"), "xz"),
    (re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18"), "zstd"),
    (re.compile(rb"PAR1"), "parquet"),
    (re.compile(rb"WARC/\d\.\d{1,3}\r?\n"), "warc"),
    (re.compile(rb"[^\0].{256}ustar(?:\x00| )", re.DOTALL), "tar"),
)
ENDINGS: dict[str, Kind] = {
    ".txt": "text", ".text": "text", ".html": "page", ".htm": "page", ".xhtml": "page",
    ".md": "markdown", ".markdown": "markdown", ".pdf": "pdf", ".docx": "zip", ".epub": "zip",
    ".eml": "mail", ".mbox": "mbox", ".mht": "mhtml", ".mhtml": "mhtml",
    ".jsonl": "lines", ".ndjson": "lines", ".json": "json", ".parquet": "parquet",
    ".warc": "warc", ".wacz": "zip", ".zip": "zip", ".tar": "tar", ".tgz": "gzip", ".tbz2": "bzip2", ".txz": "xz",
    ".tzst": "zstd", ".gz": "gzip", ".bz2": "bzip2", ".xz": "xz", ".zst": "zstd",
}  # fmt: skip
LAYERS = {"gzip", "bzip2", "xz", "zstd"}
_PACKED_TAR = {".tgz", ".tbz2", ".txz", ".tzst"}
_LOOKS_LIKE_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body|article)\b",
    re.IGNORECASE | re.DOTALL,
)
_HEAD_OF_MAIL = re.compile(
    rb"(?:(?:Delivered-To|Return-Path|Received|From|To|Subject|Date|Message-ID|MIME-Version|DKIM-Signature): [^\n]*\n"
    rb"(?:[ \t][^\n]*\n)*){2}",
    re.IGNORECASE,
)
_MARK = b"\xef\xbb\xbf"


def kind_of(head: bytes, name: str) -> Kind:
    """The kind of what begins with `head` (some kilobytes of it) and bears the name."""
    for signature, kind in _SIGNATURES:
        if signature.match(head):
            return kind
    ending = ending_of(name)
    if ending in ENDINGS:
        # What is packed has a signature: without one it is what it is called inside, or nothing we know.
        return ENDINGS[ending]
    opening = head.removeprefix(_MARK).lstrip()
    if opening.startswith(b"{"):
        return "lines"
    if opening.startswith(b"[{"):
        return "json"
    if looks_like_page(head):
        return "page"
    if re.match(rb"From \S[^\n]*\n[\w-]+:", head):
        return "mbox"
    if _HEAD_OF_MAIL.match(head):
        return "mhtml" if b"multipart/related" in head and b"Snapshot-Content-Location" in head else "mail"
    return "text"


def holds_one(path: str) -> bool:
    """Whether what has this name is one input by its ending, if it is a file."""
    return ENDINGS.get(ending_of(path)) in ("text", "page", "markdown", "pdf")


def looks_like_page(head: bytes) -> bool:
    """True where bytes begin like an HTML page."""
    return _LOOKS_LIKE_HTML.match(head) is not None


def ending_of(name: str) -> str:
    """The ending in small letters, "" for none."""
    return PurePosixPath(name.replace("\\", "/")).suffix.lower()


def name_inside(name: str) -> str:
    """What a packed file is called once it is unpacked: `a.html` for `a.html.gz`, `a.tar` for `a.tgz`."""
    ending = ending_of(name)
    if ending in _PACKED_TAR:
        return name[: -len(ending)] + ".tar"
    return name[: -len(ending)] if ENDINGS.get(ending) in LAYERS else name
