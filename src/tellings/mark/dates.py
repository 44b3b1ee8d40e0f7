"""Dates: time expressions with TIMEX3 value and first and last day."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from tellings.grammar.calendar import read_day
from tellings.grammar.timex import Timex, read_timexes
from tellings.grammar.timex_words import Tense
from tellings.mark.parse import Parsed
from tellings.model import When

_FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo"})
# Words that point ahead whatever the verb says: "payable Dec. 7", "extended until Friday".
_AHEAD = frozenset({"until", "till", "by", "effective", "payable", "due", "starting", "beginning", "through", "expire"})
_STEPS = 12  # how far up the tree the verb of a time expression is looked for


def find_dates(parsed: Parsed) -> tuple[When, ...]:
    """Time expressions in order of the text, anchored to the article's publication day where it has one."""
    doc = parsed.doc
    anchor = read_day(parsed.article.published)
    found = read_timexes(parsed.article.text, anchor, lambda offset: tense_at(doc, offset))
    return tuple(_when(parsed, timex) for timex in found)


def _when(parsed: Parsed, timex: Timex) -> When:
    reading = timex.reading
    earliest, latest = (str(day) if day else "" for day in timex.days)
    span = parsed.span(timex.start, timex.end)
    return When(span, reading.type, reading.value, earliest, latest, reading.anchor, reading.mod)


def tense_at(doc: Doc, offset: int) -> Tense:
    """The tense of the verb that the words at a clean offset belong to."""
    here = doc.char_span(offset, offset + 1, alignment_mode="expand")
    if here is None:
        return ""
    token = here[0]
    if token.i and doc[token.i - 1].lower_ in _AHEAD:
        return "future"
    for _ in range(_STEPS):
        if token.pos_ in ("VERB", "AUX"):
            tense = _tense_of(token)
            if tense:
                return tense
        if token.head.i == token.i:
            return ""
        token = token.head
    return ""


def _tense_of(verb: Token) -> Tense:
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if helpers & _FUTURE:
        return "future"
    if verb.tag_ == "VBD" or helpers & {"was", "were", "had", "did"}:
        return "past"
    if "to" in helpers:
        return "future"
    if verb.tag_ == "VBN" and not helpers & {"is", "are", "be", "being"}:
        return "past"
    return ""
