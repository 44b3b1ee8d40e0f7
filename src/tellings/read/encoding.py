"""Bytes to characters: the encoding is found, never assumed."""

from __future__ import annotations

import codecs
import re

from tellings.errors import InputError

# File signatures, from the formats' own specifications; the first bytes tell what to say to the user.
_SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a media file"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
)
# utf-8 keeps its mark (it is a character of the file as Python and most tools decode it; cleaning drops it),
# the utf-16 and utf-32 codecs take theirs away.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE
)
# The single-byte encodings English text is found in, likeliest first, and the characters beyond ASCII that it uses. In
# the wrong one of them quotation marks turn into letters that English never uses, and the other way round.
_WESTERN = ("cp1252", "mac-roman", "cp850")
_USUAL = frozenset("“”‘’‚„–—…•€£¥°§©®™«»·´½¼¾× \xa0áàâäãåæçéèêëíìîïñóòôöõøœßúùûüÁÄÅÇÉÍÑÓÖØÚÜ")
# Labels that mean windows-1252 on the web, whatever they say (WHATWG Encoding Standard, 4.2).
_MEANS_WESTERN = {"iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "l1", "us-ascii", "ascii"}
_HIGH, _BEYOND = re.compile(rb"[\x80-\xff]"), re.compile(r"[^\0-\x7f]")
_ADVICE = "save it as UTF-8 text"


def decode(raw: bytes, path: str) -> str:
    """The characters of `raw`: by its mark, else utf-8, else the charset it declares, else the likeliest.

    Raises InputError for bytes that are no text.
    """
    for signature, kind in _SIGNATURES:
        if raw.startswith(signature):
            raise InputError(path, f"this is {kind}, not text", "convert it to .txt or .html first")
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return _try(raw, name) or raw.decode(name, "replace")
    if b"\0" in raw[:4096] and (wide := _without_mark(raw)):
        return wide
    if raw.count(b"\0") * 1000 > len(raw):
        raise InputError(path, "this is a binary file, not text", _ADVICE)
    if (text := _try(raw, "utf-8")) is not None:
        return text
    declared = _DECLARED.search(raw, 0, 4096)
    if declared:
        name = declared[1].decode("ascii")
        western = _try(raw, "cp1252") if name.lower() in _MEANS_WESTERN else None
        if (text := western or _try(raw, name)) is not None:
            return text
    return _likeliest(raw, path)


def _try(raw: bytes, name: str) -> str | None:
    """The characters under the encoding `name`; None where it is unknown, no text encoding or does not fit."""
    try:
        info = codecs.lookup(name)
        return raw.decode(info.name) if info._is_text_encoding else None
    except (LookupError, ValueError):
        return None


def _without_mark(raw: bytes) -> str | None:
    """utf-16 or utf-32 that carries no mark: every other byte of English text is zero, or three of four."""
    head = raw[:4096]
    for name, zeros in (
        ("utf-32-le", head[2::4] + head[3::4]),
        ("utf-32-be", head[0::4] + head[1::4]),
        ("utf-16-le", head[1::2]),
        ("utf-16-be", head[0::2]),
    ):
        if zeros and zeros.count(0) > 0.7 * len(zeros) and (text := _try(raw, name)) is not None:
            return text
    return None


def _likeliest(raw: bytes, path: str) -> str:
    """The characters under the likeliest of the older encodings."""
    high = _HIGH.findall(raw[:200_000])
    if 20 * len(high) < min(len(raw), 200_000):  # in English at most one character in twenty, even if it is all quotes
        texts = [text for name in _WESTERN if (text := _try(raw, name)) is not None]
        usual = [sum(letter in _USUAL for letter in _BEYOND.findall(text[:200_000])) for text in texts]
        if texts and 10 * max(usual) >= 9 * len(high):
            return texts[usual.index(max(usual))]
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:200_000]).best()
    if best is not None and (text := _try(raw, best.encoding)) is not None:
        return text
    text = raw.decode("utf-8", "replace")
    # One stray byte in a long text is damage; one character in fifty that cannot be read is no text at all.
    if text.count("\ufffd") * 50 > len(text):
        raise InputError(path, "its encoding cannot be found", _ADVICE)
    return text
