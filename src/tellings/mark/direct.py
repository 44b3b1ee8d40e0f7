"""Direct speech: which quotations are speech, and the words beside them that say whose."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tellings.mark.quotes import Quote
from tellings.mark.reporting import lexicon
from tellings.mark.segments import Range, Segment, trim
from tellings.mark.sources import cited_by, cue_range, source_range, subject_of
from tellings.mark.tokens import read_tokens

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# How far from a quotation its reporting verb may stand, in tokens: "…," X, the minister of Y, who …, said.
REACH = 40
# A quotation that nobody is named beside and that is shorter than this, in words, names a word; it does not speak.
SPEECH_WORDS = 4
# A name after a dash: "…" — Anna Hale
SIGNED = re.compile(r"[\s.]{0,3}(?P<mark>[―—–]|--?)\s?(?P<name>[A-Z][^\n“\"]{1,70}?)(?=\.?\s*(?:\n|$|[“\"”]))")
# A name and a colon before a quotation, at the start of a paragraph or after a dash: Anna Hale: "…"
LABELLED = re.compile(r"(?:^|[\n―—–-] ?)(?P<name>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,5})(?P<mark>:)\s*$")
# Whose words a quotation is introduced as: Mayor Hale's words - "…" - were cut short, she said.
OWNED = re.compile(
    r"(?P<name>(?:[Tt]he (?:\w+ ){1,3}?|(?:[A-Z][\w.-]+ ){0,4})[\w-]+)(?:['’]s|(?<=s)['’]) (?:\w+ )?"
    r"(?P<mark>words|remarks?|comments?|phrase|quip|saying|sentence)\s*[-–—:,(]\s*$"
)
# How far before a quotation such an owner begins, in characters.
OWNER = 80
# A sentence's first word before a quotation that carries on: Furthermore, "…"
OPENER = re.compile(r"\b(?:[A-Z][a-z]+,|And|But|Or) $")
# Ends an unparsed name after the verb: "said Anna Hale in a statement".
AFTER_NAME = re.compile(
    r"(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!Rev)(?<!Sen)(?<!Rep)(?<!Gov)(?<!Gen)[.](?!\w)|[;:“\"\n]"
    r"|,? (?:in (?:a|an|his|her|their|response)|on|at (?:a|an|the)|during|after|before|when|as|while|to|via)\b"
)
# The rest of a paragraph after a quotation whose speaker still speaks in the next one, in characters.
NEXT_PARAGRAPH = 160
# Words that start a new clause after a quotation, so that its verb is not the quotation's.
NEW_CLAUSE = frozenset(
    {"and", "but", "or", "when", "while", "because", "if", "which", "that", "is", "was", "are", "were"}
)


@dataclass(frozen=True, slots=True)
class Direct:
    """Segments of direct speech, the verbs (token indices) they used, and the quotations that are speech."""

    segments: tuple[Segment, ...]
    verbs: frozenset[int]
    speech: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class _Page:
    """An article's tokens and text, with the tokens' starts for look-up by offset."""

    doc: Doc
    text: str
    starts: list[int]

    def at(self, offset: int) -> int:
        """The index of the first token that starts at or after `offset`."""
        return bisect_left(self.starts, offset)


def direct_segments(doc: Doc, text: str, quotes: Sequence[Quote]) -> Direct:
    """Direct speech in order of the text. Linear: each quotation looks at most REACH tokens to either side."""
    page = _Page(doc, text, read_tokens(doc).starts)
    segments: list[Segment] = []
    verbs: set[int] = set()
    speech: list[Quote] = []
    for index, quote in enumerate(quotes):
        floor = quotes[index - 1].end if index else 0
        ceiling = quotes[index + 1].start if index + 1 < len(quotes) else len(text)
        content = ((quote.start, quote.end),)
        owned = OWNED.search(text, max(floor, quote.start - OWNER), quote.start)
        if owned is not None:
            segments.append(Segment(owned.span("name"), owned.span("mark"), content, quoted=True, firm=True))
            speech.append(quote)
            continue
        verb = _verb_after(page, quote, ceiling)
        if verb is not None and not _stands_alone(text, quote):
            continue  # X "is testing us", Y said: the quotation is part of a reported clause
        if verb is None and segments and _goes_on(page, segments[-1], speech[-1], quote):
            segments[-1] = replace(segments[-1], content=(*segments[-1].content, *content))
            speech.append(quote)
            continue
        if verb is None:
            verb = _verb_before(page, quote, floor)
        if verb is not None and verb.i not in verbs:
            verbs.add(verb.i)
            segments.append(_spoken(page, verb, quote, ceiling))
        elif _opens_sentence(text, quote) and _is_speech(text, quote):
            signed = SIGNED.match(text, quote.end) or LABELLED.search(text, max(floor, quote.start - 80), quote.start)
            if signed is None and segments and _next_paragraph(text, segments[-1], speech[-1], quote):
                segments[-1] = replace(segments[-1], content=(*segments[-1].content, *content))
            else:
                source = signed.span("name") if signed else None
                cue = signed.span("mark") if signed else None
                segments.append(Segment(source, cue, content, quoted=True))
        else:
            continue
        speech.append(quote)
    return Direct(tuple(segments), frozenset(verbs), tuple(speech))


def _spoken(page: _Page, verb: Token, quote: Quote, ceiling: int) -> Segment:
    """The segment of a quotation and its verb."""
    text, lemma = page.text, verb.lemma_.lower()
    subject = subject_of(verb)
    source = source_range(text, subject) if subject is not None else None
    if source is not None and source[0] < quote.end and source[1] > quote.start:
        # The parser ran the quotation and the name after it together.
        source = None
    if source is None and verb.idx > quote.end:
        source = trim(text, quote.end, verb.idx) or _name_after(text, verb, ceiling)
    elif source is None:
        source = _name_after(text, verb, quote.start)
    content = ((quote.start, quote.end),)
    return Segment(source, cue_range(verb), content, lemma, quoted=True, firm=True, cited=cited_by(text, verb))


def _name_after(text: str, verb: Token, ceiling: int) -> Range | None:
    """The words after "…," said, up to the end of the name."""
    start = verb.idx + len(verb)
    end = AFTER_NAME.search(text, start, min(ceiling, start + 200))
    return trim(text, start, end.start() if end else min(ceiling, start + 80))


def _opens_sentence(text: str, quote: Quote) -> bool:
    """Whether a sentence starts with the quotation's mark."""
    opener = OPENER.search(text, max(0, quote.start - 25), quote.start)
    at = (opener.start() if opener else quote.start) - 1
    while at >= 0 and text[at] in " \t\u00a0([":
        at -= 1
    return at < 0 or text[at] in '\n.!?…:”"—–' or (text[at] in "'’" and text[at - 1 : at] in {".", "!", "?", "'"})


def _stands_alone(text: str, quote: Quote) -> bool:
    """Whether a quotation is a whole utterance, not words inside a sentence of the article's."""
    before = text[quote.start - 2 : quote.start].strip()
    return _opens_sentence(text, quote) or before.endswith((",", ":", "—", "–", "-"))


def _is_speech(text: str, quote: Quote) -> bool:
    """Whether a quotation with nobody named beside it reads as speech: a sentence or more."""
    inner = text[quote.inner_start : quote.inner_end].strip()
    after = text[quote.end : quote.end + 1]
    ended = inner.endswith((".", "!", "?", "…", ",", "—", "-")) or quote.open_end or after in {".", "!", "?", "\n", ""}
    goes_on = OPENER.search(text, max(0, quote.start - 25), quote.start) is not None
    return len(inner.split()) >= SPEECH_WORDS and ended and (goes_on or not inner[:1].islower())


def _goes_on(page: _Page, last: Segment, before: Quote, quote: Quote) -> bool:
    """Whether a quotation carries on the last one: nothing stands between them but its cue or a paragraph break."""
    text = page.text
    between = text[before.end : quote.start]
    if not between.strip():
        return before.open_end or "\n" not in between
    if (
        "\n" in between
        or between.rstrip()[-1] not in ".,:;—–-?!"
        or last.cue is None
        or not before.end <= last.cue[0] < quote.start
    ):
        return False
    for token in page.doc[page.at(last.cue[1]) : page.at(quote.start)]:
        if token.is_sent_start or (token.tag_ == "VBG" and token.lemma_.lower() in lexicon().clause):
            return False
    return text[before.inner_end - 1] in ",?!—–-….’'”" or between.lstrip().startswith((",", "—", "–"))


def _next_paragraph(text: str, last: Segment, before: Quote, quote: Quote) -> bool:
    """Whether a quotation opens the paragraph after the one in which somebody was last quoted by name."""
    between = text[before.end : quote.start]
    if last.cue is None or before.end > quote.start or not between.endswith("\n"):
        return False
    return "\n" not in between.strip() and len(between) <= NEXT_PARAGRAPH


def _verb_after(page: _Page, quote: Quote, ceiling: int) -> Token | None:
    """The reporting verb right after a quotation: "…," she said / said X."""
    text, words = page.text, lexicon()
    last, after = text[quote.inner_end - 1], text[quote.end : quote.end + 1]
    if quote.open_end or not (last in ",?!—–-….'’”" or after == ","):
        return None
    first = page.at(quote.end)
    seen = False
    for token in page.doc[first : first + REACH]:
        if token.idx >= ceiling or "\n" in token.text or (seen and token.is_sent_start):
            return None
        if token.is_alpha and not seen:
            seen = True
            if (last == "." and token.is_sent_start and token.is_title) or token.lower_ in NEW_CLAUSE:
                return None
            if token.lemma_.lower() in words.quotation and token.tag_ in {"VBD", "VBZ", "VBP", "VBN"}:
                return token  # "…," said X: the order alone tells
        if token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"relcl", "acl", "aux", "auxpass"}:
            if token.lemma_.lower() not in words.verbs:
                return None
            subject = subject_of(token)
            inside = subject is not None and quote.start <= subject.idx < quote.end
            return token if subject is not None and (subject.i >= first or inside) else None
    return None


def _verb_before(page: _Page, quote: Quote, floor: int) -> Token | None:
    """The reporting verb before a quotation: She said, "…"; X told reporters: "…"."""
    text, words = page.text, lexicon()
    last = page.at(quote.start)
    lead = text[max(floor, quote.start - 4) : quote.start].rstrip()
    colon = lead.endswith(":")
    for token in reversed(page.doc[max(0, last - REACH) : last]):
        if token.idx < floor or ("\n" in token.text and not colon):
            return None
        if token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"aux", "auxpass"}:
            if token.lemma_.lower() in words.verbs and _bridged(text, token, quote, lead):
                return token
            if token.dep_ not in {"relcl", "acl"} and not colon:
                return None
        if token.is_sent_start and token.i < last - 1:
            return None
    return None


def _bridged(text: str, verb: Token, quote: Quote, lead: str) -> bool:
    """Whether the words between a verb and a quotation leave the quotation as what the verb reports."""
    after = text[quote.end : quote.end + 1]
    closes = quote.open_end or text[quote.inner_end - 1] in ".!?,…" or after in {".", "!", "?", "\n", ""}
    capital = text[quote.inner_start : quote.inner_start + 1].isupper()
    if lead.endswith((":", ",")):
        return closes or capital
    between = text[verb.idx + len(verb) : quote.start].split()
    return closes and capital and len(between) <= 4 and between[-1:] != ["that"]
