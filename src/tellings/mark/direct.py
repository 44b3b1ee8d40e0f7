"""Direct speech: which quotations are speech, and the words beside them that say whose."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tellings.mark.cues import Segment, cue_range, lexicon, source_range, subject_of
from tellings.mark.quotes import Quote

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# How far from a quotation, in tokens, its reporting verb may stand ("…," said X, the minister of Y, who …, / X, …, said, "…").
REACH = 40
# A quotation without cue that is shorter than this, in words, names a word; it does not speak.
SPEECH_WORDS = 4
# Words that may stand between a cue before the quotation and the quotation itself.
BRIDGE = re.compile(r"[\s,:]*(?:(?:that|as|is|was|,|:)[\s,:]*)?$")


@dataclass(frozen=True, slots=True)
class Direct:
    """Segments of direct speech, the verbs (token indices) they used, and the quotations that are speech."""

    segments: tuple[Segment, ...]
    verbs: frozenset[int]
    speech: tuple[Quote, ...]


class _Tokens:
    """A doc's tokens by clean offset."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.starts = [token.idx for token in doc]

    def at(self, offset: int) -> int:
        """The index of the first token that starts at or after `offset`."""
        return bisect_left(self.starts, offset)


def direct_segments(doc: Doc, text: str, quotes: Sequence[Quote]) -> Direct:
    """Direct speech in order of the text. Linear: each quotation looks at most REACH tokens to either side."""
    tokens = _Tokens(doc)
    segments: list[Segment] = []
    verbs: set[int] = set()
    speech: list[Quote] = []
    previous: Quote | None = None  # the last quotation that is speech
    for index, quote in enumerate(quotes):
        floor = quotes[index - 1].end if index else 0
        ceiling = quotes[index + 1].start if index + 1 < len(quotes) else len(text)
        between = text[previous.end : quote.start] if previous else ""
        near = previous is not None and "\n" not in between
        carried = previous is not None and previous.open_end and not between.strip()
        opens = _opens_sentence(text, quote)
        verb = _verb_after(tokens, text, quote, ceiling)
        if verb is None and near and segments and _continues(text, segments[-1], previous, quote):
            segments[-1] = replace(segments[-1], content=(*segments[-1].content, (quote.start, quote.end)))
            speech.append(quote)
            previous = quote
            continue
        if verb is None and carried and segments:
            segments[-1] = replace(segments[-1], content=(*segments[-1].content, (quote.start, quote.end)))
            speech.append(quote)
            previous = quote
            continue
        if verb is None:
            verb = _verb_before(tokens, text, quote, floor, ceiling)
        if verb is not None and verb.i in verbs:
            verb = None
        if verb is None and not (opens and _is_speech(text, quote)):
            continue
        if verb is None:
            segments.append(Segment(None, None, ((quote.start, quote.end),), "", quoted=True))
        else:
            verbs.add(verb.i)
            subject = subject_of(verb)
            source = source_range(text, subject) if subject is not None else None
            if source is not None and source[0] < quote.end and source[1] > quote.start:
                source = None
            content = ((quote.start, quote.end),)
            segments.append(Segment(source, cue_range(verb), content, verb.lemma_.lower(), quoted=True))
        speech.append(quote)
        previous = quote
    return Direct(tuple(segments), frozenset(verbs), tuple(speech))


def _opens_sentence(text: str, quote: Quote) -> bool:
    """Whether a sentence starts with the quotation's mark."""
    at = quote.start - 1
    while at >= 0 and text[at] in " \t\u00a0([":
        at -= 1
    return at < 0 or text[at] in '\n.!?…:”"—–' or (text[at] in "'’" and text[at - 1 : at] in {".", "!", "?", "'"})


def _is_speech(text: str, quote: Quote) -> bool:
    """Whether a quotation with nobody named beside it reads as speech: a sentence or more."""
    inner = text[quote.inner_start : quote.inner_end].strip()
    after = text[quote.end : quote.end + 1]
    ended = inner.endswith((".", "!", "?", "…", ",", "—", "-")) or quote.open_end or after in {".", "!", "?", "\n", ""}
    return len(inner.split()) >= SPEECH_WORDS and ended and not inner[:1].islower()


def _continues(text: str, last: Segment, previous: Quote, quote: Quote) -> bool:
    """Whether only the cue of the last segment stands between its quotation and this one."""
    between = text[previous.end : quote.start]
    if not between.strip():
        return True
    if last.cue is None or not previous.end <= last.cue[0] < quote.start:
        return False
    tail = text[last.cue[1] : quote.start].strip()
    inner_end = text[previous.inner_end - 1 : previous.inner_end]
    if re.search(r"[.!?]\s", tail):
        return False
    return inner_end in ",?!—–-….’'" or between.lstrip().startswith((",", "—", "–"))


def _verb_after(tokens: _Tokens, text: str, quote: Quote, ceiling: int) -> Token | None:
    """The reporting verb right after a quotation: "…," she said / said X."""
    if quote.open_end:
        return None
    last = text[quote.inner_end - 1]
    after = text[quote.end : quote.end + 1]
    if last not in ",?!—–-…" and after not in {","} and not (last in ".'’”" and after in {" ", ","}):
        return None
    words = lexicon()
    doc = tokens.doc
    first = tokens.at(quote.end)
    start_seen = False
    for token in doc[first : first + REACH]:
        if token.idx >= ceiling or "\n" in token.text:
            return None
        if token.is_sent_start and start_seen and last in ",":
            return None
        if token.is_sent_start and start_seen:
            return None
        if token.is_alpha and not start_seen:
            start_seen = True
            if last == "." and token.is_sent_start and token.text[0].isupper() and after == " ":
                return None
            if token.lower_ in {"and", "but", "when", "while", "because", "if", "which", "that", "in", "is", "was"}:
                return None
        if token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"relcl", "acl", "aux", "auxpass"}:
            if token.lemma_.lower() not in words.verbs:
                return None
            subject = subject_of(token)
            if subject is None or (subject.i < first and subject.idx >= quote.start):
                return None
            return token
    return None


def _verb_before(tokens: _Tokens, text: str, quote: Quote, floor: int, ceiling: int) -> Token | None:
    """The reporting verb before a quotation: She said, "…" / X told reporters: "…" """
    words = lexicon()
    doc = tokens.doc
    last = tokens.at(quote.start)
    lead = text[max(floor, quote.start - 3) : quote.start].rstrip()
    tail = text[quote.inner_end - 1]
    closes = tail in ".!?,…" or text[quote.end : quote.end + 1] in {".", "!", "?", "\n", ""} or quote.open_end
    capital = text[quote.inner_start : quote.inner_start + 1].isupper()
    paragraph = False
    for token in reversed(doc[max(0, last - REACH) : last]):
        if token.idx < floor:
            return None
        if "\n" in token.text:
            if not lead.endswith(":") and not text[: token.idx].rstrip().endswith(":"):
                return None
            paragraph = True
        if token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"aux", "auxpass"}:
            if token.lemma_.lower() in words.verbs and _bridged(text, token, quote, lead, closes, capital):
                return token
            if token.dep_ not in {"relcl", "acl"} and not lead.endswith(":"):
                return None
        if token.is_sent_start and not (paragraph or lead.endswith((":", ","))):
            return None
        if token.is_sent_start and token.i < last - 1 and not paragraph:
            return None
    return None


def _bridged(text: str, verb: Token, quote: Quote, lead: str, closes: bool, capital: bool) -> bool:
    """Whether the words between a verb and a quotation leave the quotation as what the verb reports."""
    if lead.endswith((":", ",")) and (closes or capital):
        return True
    between = text[verb.idx + len(verb) : quote.start].strip()
    return closes and capital and (not between or len(between.split()) <= 4) and not between.endswith("that")
