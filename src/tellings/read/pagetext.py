"""The text content of a page and where each of its characters stands in the HTML.

The text content is what a browser calls `document.body.textContent`: the data of all text nodes, tags removed,
character references resolved, white space as it is. So offsets are those of the W3C Web Annotation Data Model (4.2.5,
text position selector), counted in code points, with the body as the scope. Scripting is off: `noscript` is read.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

# Whatever is not text, in the order in which a tokenizer (HTML 13.2.5) tells them apart.
_MARKUP = re.compile(
    r"<!--(?:-?>|(?P<comment>))|<!\[CDATA\[|<(?P<end>/?)(?P<tag>[a-zA-Z][^\s/>]*)|<[!?/]", re.IGNORECASE
)
_COMMENT_END = re.compile(r"--!?>")
# What follows a tag's name: attributes, whose values may hold ">". Possessive, so that no input is tried twice.
_TAG_REST = re.compile(r"(?:[^>\"'=]|=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z))?|[\"'])*+>?")
_REPLACED = re.compile(r"&(?:#[0-9]{1,9};?|#[xX][0-9a-fA-F]{1,8};?|[a-zA-Z][a-zA-Z0-9]{1,31};?)|\r\n?|\0")
_RAW = {"script", "style", "xmp", "iframe", "noembed", "noframes"}  # text up to their own end, references unresolved
_ESCAPABLE = {"textarea", "title"}  # the same with references
_HEAD = {"html", "head", "meta", "link", "title", "base", "script", "style", "noscript", "template"}
_DROPS_NEWLINE = {"pre", "listing", "textarea"}
_CHUNK = 4096


@dataclass(frozen=True, slots=True)
class PageText:
    """`text` and its pieces: piece k starts at `starts[k]` in the text and covers `html[begins[k]:ends[k]]`.

    A piece is as long in the text as in the HTML, and then it is the same words, or stands for its range as a whole
    (a character reference, a line end).
    """

    text: str
    starts: tuple[int, ...]
    begins: tuple[int, ...]
    ends: tuple[int, ...]

    def in_html(self, start: int, end: int) -> tuple[int, int]:
        """The range of the HTML that holds `text[start:end]`, tags in between included; start < end."""
        return self._place(start)[0], self._place(end - 1)[1]

    def _place(self, offset: int) -> tuple[int, int]:
        piece = bisect_right(self.starts, offset) - 1
        size = (self.starts[piece + 1] if piece + 1 < len(self.starts) else len(self.text)) - self.starts[piece]
        begin, end = self.begins[piece], self.ends[piece]
        if end - begin != size or size == 1:
            return begin, end
        at = begin + offset - self.starts[piece]
        return at, at + 1


def page_text(html: str) -> PageText:
    """The text content of a page's body. Linear in its length; raises nothing, whatever the HTML."""
    words: list[str] = []
    starts, begins, ends, size = [], [], [], 0
    for begin, end, said in _pieces(html):
        words.append(said)
        starts.append(size)
        begins.append(begin)
        ends.append(end)
        size += len(said)
    return PageText("".join(words), tuple(starts) or (0,), tuple(begins) or (0,), tuple(ends) or (0,))


def _pieces(html: str) -> Iterator[tuple[int, int, str]]:
    """The text nodes in order, cut at character references: ranges of the HTML and what they say."""
    at, in_body, templates = 0, False, 0
    last = len(html)
    while at < last:
        markup = _MARKUP.search(html, at)
        until = markup.start() if markup else last
        in_body = in_body or (until > at and not templates and not html[at:until].isspace())
        if in_body and not templates:
            yield from _data(html, at, until, references=True)
        if markup is None:
            return
        at = _after(html, markup)
        tag = (markup["tag"] or "").lower()
        if not tag:
            continue
        if markup["end"]:
            templates = max(0, templates - (tag == "template"))
            continue
        templates += tag == "template"
        if tag == "body" or not (tag in _HEAD or templates):
            in_body = True
        if tag == "plaintext":
            yield from _data(html, at, last, references=False)
            return
        if tag in _DROPS_NEWLINE and html.startswith(("\n", "\r"), at):
            at += 2 if html.startswith("\r\n", at) else 1
        if tag in _RAW or tag in _ESCAPABLE:
            close = _closing(tag).search(html, at)
            until = close.start() if close else last
            if in_body and not templates:
                yield from _data(html, at, until, references=tag in _ESCAPABLE)
            at = until


def _closing(tag: str) -> re.Pattern[str]:
    return re.compile(rf"</{tag}(?=[\s/>])", re.IGNORECASE)


def _after(html: str, markup: re.Match[str]) -> int:
    """Where text goes on after a tag, comment or declaration."""
    if markup["tag"]:
        rest = _TAG_REST.match(html, markup.end())
        return rest.end() if rest else markup.end()
    if markup["comment"] is not None:
        close = _COMMENT_END.search(html, markup.end())
        return close.end() if close else len(html)
    if markup[0].startswith("<!--"):
        return markup.end()
    close_at = html.find(">", markup.end())
    return close_at + 1 if close_at >= 0 else len(html)


def _data(html: str, start: int, end: int, *, references: bool) -> Iterator[tuple[int, int, str]]:
    """A stretch of text; character references, line ends and NULs are pieces of their own."""
    for match in _REPLACED.finditer(html, start, end):
        found = match[0]
        if found == "\0":
            said = ""
        elif found[0] == "\r":
            said = "\n"
        elif not references or (said := unescape(found)) == found:
            continue
        if start < match.start():
            yield start, match.start(), html[start : match.start()]
        if said:
            yield match.start(), match.end(), said
        start = match.end()
    if start < end:
        yield start, end, html[start:end]


def byte_offsets(raw: bytes, encoding: str, offsets: Iterable[int]) -> dict[int, int]:
    """The place in `raw` of each of these characters of `raw.decode(encoding, "replace")`.

    Any encoding will do, also one with states or with damaged bytes: the decoder itself is asked, a block at a time and
    in the blocks that matter a byte at a time.
    """
    wanted = sorted(set(offsets), reverse=True)
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    found: dict[int, int] = {}
    characters = 0
    for block in range(0, len(raw), _CHUNK):
        state, piece = decoder.getstate(), raw[block : block + _CHUNK]
        count = len(decoder.decode(piece))
        if wanted and wanted[-1] < characters + count:
            after = decoder.getstate()
            decoder.setstate(state)
            begins = list(_begins(decoder, piece, block))
            while wanted and wanted[-1] < characters + count:
                offset = wanted.pop()
                found[offset] = begins[offset - characters]
            decoder.setstate(after)
        characters += count
    return found | dict.fromkeys(wanted, len(raw))


def _begins(decoder: codecs.IncrementalDecoder, piece: bytes, block: int) -> Iterator[int]:
    """Where each character that ends in a block begins; the first may begin in the block before."""
    begin = block - len(decoder.getstate()[0])
    for at in range(len(piece)):
        if made := len(decoder.decode(piece[at : at + 1])):
            yield begin
            # A decoder that gives up on damaged bytes says so at the byte behind them, which is read by itself.
            yield from [block + at] * (made - 1)
            begin = block + at + 1 - len(decoder.getstate()[0])
