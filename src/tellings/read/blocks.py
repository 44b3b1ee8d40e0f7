"""HTML that is known to be an article (a chapter, a mail, rendered Markdown) as its paragraphs, in order.

Not for web pages: what is furniture there is for `page` to tell.
"""

from __future__ import annotations

from dataclasses import dataclass

from tellings.read import limits

_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend", "li",
    "main", "nav", "ol", "option", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
_UNREAD = {
    "head", "script", "style", "noscript", "template", "svg", "math", "object", "iframe", "select", "button",
    "textarea",
}  # fmt: skip
HEADINGS = {"h1", "h2", "h3"}


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph and the innermost block element it stands in."""

    tag: str
    text: str


def html_blocks(html: str) -> list[Block]:
    """The paragraphs of a document; what is hidden or no text is left out. Raises nothing, whatever the HTML."""
    from lxml import etree

    if not html.strip():
        return []
    target = _Collector()
    # No tree is built; the parser stops by itself at 256 elements inside one another.
    parser = etree.HTMLParser(target=target, recover=True, no_network=True, remove_comments=True, remove_pis=True)
    try:
        parser.feed(html)
        parser.close()
    except (etree.LxmlError, ValueError, AssertionError):
        target.end_block()  # what was read up to there stands
    return target.found


def text_of(blocks: list[Block]) -> str:
    """The paragraphs as text, with an empty line between them."""
    return "\n\n".join(block.text for block in blocks)


class _Collector:
    """Takes what the parser finds, as lxml's parser targets do."""

    def __init__(self) -> None:
        self.found: list[Block] = []
        self._words: list[str] = []
        self._open: list[str] = ["body"]
        self._size = self._depth = self._unread_at = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._unread_at:
            return
        hidden = "display:none" in attributes.get("style", "").replace(" ", "").lower() or "hidden" in attributes
        if tag in _UNREAD or hidden:
            self._unread_at = self._depth
        elif tag == "br":
            self._words.append("\n")
        elif tag in _BLOCKS:
            self.end_block()
            self._open.append(tag)

    def end(self, tag: str) -> None:
        if self._unread_at:
            self._unread_at = 0 if self._unread_at >= self._depth else self._unread_at
        elif tag in _BLOCKS:
            self.end_block()
            if self._open[-1] == tag and len(self._open) > 1:
                self._open.pop()
        self._depth = max(0, self._depth - 1)

    def data(self, words: str) -> None:
        if not self._unread_at and self._size <= limits.TEXT_AT_MOST:
            self._size += len(words)
            # Line ends in HTML are spaces; only br breaks a line.
            self._words.append(words.replace("\n", " ").replace("\r", " "))

    def close(self) -> None:
        self.end_block()

    def end_block(self) -> None:
        """What was collected becomes a paragraph."""
        lines = (" ".join(line.split()) for line in "".join(self._words).split("\n"))
        if text := "\n".join(lines).strip("\n"):
            self.found.append(Block(self._open[-1], text))
        self._words.clear()
