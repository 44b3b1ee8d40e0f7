"""Parsing: an article's clean text through the spaCy pipeline, once, for every kind of mark."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any, cast

from tellings.lexicon import table
from tellings.mark.loading import load_pipeline
from tellings.mark.quotes import pair_quotes
from tellings.mark.swift.steps import run, steps_of
from tellings.mark.tokens import read_tokens
from tellings.model import Article, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from thinc.types import Ints2d

    from tellings.mark.swift.steps import Step

# Code points a piece of a long text may have: keeps the memory of parser and name finder flat on any input.
PIECE = 50_000
# A run of more code points than this without white space is no word. (Ten thousand brackets took twenty seconds.)
LONGEST_RUN = 200
LONG_RUN = re.compile(rf"\S{{{LONGEST_RUN},}}")
# Words whose tokens are kept, about 10 MB; spaCy keeps 10,000, which a few hundred articles fill.
WORDS_KEPT = 100_000
# Strings that the pipeline may have learnt, about 100 MB with the words they are of: every word that was ever met, for
# spaCy forgets none. News brings 34 new ones times the root of its number of words (counted on gold), so that these are
# the strings of some 20,000 articles.
STRINGS_KEPT = 250_000
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
# Whether a sentence starts at a token, as spaCy counts it.
NO, UNKNOWN, YES = -1, 0, 1
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
    nlp = load_pipeline()
    nlp.component("tellings_sentence_starts", func=set_sentence_starts)
    tokenizer: Any = nlp.tokenizer
    tokenizer.max_cache_size = WORDS_KEPT
    nlp.tokenizer = _in_short_runs(tokenizer)
    nlp.add_pipe("tellings_sentence_starts", first=True)
    return nlp


def _forget_words() -> None:
    """Let the pipeline go with all words it has learnt: it is loaded anew in a third of a second."""
    pipeline.cache_clear()
    _steps.cache_clear()
    gc.collect()  # its parts point to one another


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
    pipeline()
    from spacy.tokens import Doc  # after the pipeline, which imports spaCy without its command line

    whole: list[Doc] = []
    pieces = _pieces(articles)
    while batch := list(islice(pieces, batch_size)):
        if not whole and len(pipeline().vocab.strings) > STRINGS_KEPT:
            _forget_words()
        nlp, steps = pipeline(), _steps()
        docs = [nlp.make_doc(text) for text, _, _ in batch]
        run(steps, docs)
        for doc, (_, article, last) in zip(docs, batch, strict=True):
            whole.append(doc)
            if last:
                yield Parsed(article, whole[0] if len(whole) == 1 else Doc.from_docs(whole, ensure_whitespace=False))
                whole = []


@cache
def _steps() -> tuple[Step, ...]:
    return steps_of(pipeline())


def _pieces(articles: Iterable[Article]) -> Iterator[tuple[str, Article, bool]]:
    """Texts of at most PIECE code points, each with its article and whether it is its last."""
    for article in articles:
        start, text = 0, article.text
        while len(text) - start > PIECE:
            end = cut_before(text, start, start + PIECE)
            yield text[start:end], article, False
            start = end
        yield text[start:], article, True


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
    import numpy as np

    tokens = read_tokens(doc)
    text = tokens.text
    quotes = pair_quotes(text)
    after_dateline = _datelines(text)
    opening = {quote.start for quote in quotes}
    closing = {quote.end for quote in quotes}
    starts = np.full(len(doc), NO, dtype=np.int64)
    starts[0] = YES
    ended = ""  # the end mark, while only closers followed it
    broken = closed = False
    for i, (word, at) in enumerate(zip(tokens.texts, tokens.starts, strict=True)):
        if word.isspace():
            broken = broken or "\n" in word
            continue
        closer = word in CLOSERS and at not in opening
        if i:
            if broken or at in after_dateline:
                starts[i] = YES
            elif ended and not closer:
                starts[i] = _starts(word, ended, closed, at in opening)
        if broken or not ended or not closer:
            ended, closed = (word if _is_end(word) else ""), False
        broken = False
        closed = closed or at + len(word) in closing
    return doc.from_array(["SENT_START"], cast("Ints2d", starts.astype(np.uint64).reshape(-1, 1)))


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


def _is_end(word: str) -> bool:
    return word in {".", "!", "?", "…", "...", "?!", "!!", ".."} or (
        word.endswith((".", "?", "!")) and len(word) > 1 and word.lower() not in BEFORE_NAME
    )


def _starts(word: str, ended: str, closed: bool, quoted: bool) -> int:
    """Whether a sentence starts at `word` after the end mark `ended`; UNKNOWN where the parser should say."""
    first = word[:1]
    if first.islower() or first in ",;:)—–-":
        return NO
    if ended in {"...", "…", ".."} and not quoted:
        return UNKNOWN
    if INITIALS.fullmatch(ended):
        if len(ended) <= 2:
            return NO
        return YES if word.lower() in OPENERS or quoted else UNKNOWN
    if closed and ended[-1] in "!?":
        return UNKNOWN
    return YES
