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
# Verbs whose dates lie ahead in any tense: "postponed the vote to Monday".
_PLANS = frozenset({"schedule", "postpone", "slate", "reschedule"})
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
    """The tense of the verb that the words at a clean offset belong to; "" for "Friday's vote" and where none tells."""
    here = doc.char_span(offset, offset + 1, alignment_mode="expand")
    if here is None:
        return ""
    token = here[0]
    if token.i + 1 < len(doc) and doc[token.i + 1].tag_ == "POS":
        return ""
    verb = _verb_above(token)
    if verb is not None and "had" in _helpers(verb):
        return "past"  # "had been due to expire Friday", "had reported by Wednesday"
    before = doc[max(0, token.i - 2) : token.i].text.lower().split()
    if before and (before[-1] in _AHEAD or before in (["soon", "as"], ["early", "as"])):
        return "future"
    while verb is not None:
        tense = _tense_of(verb)
        if tense:
            return tense
        verb = _verb_above(verb.head) if verb.head.i != verb.i else None
    return ""


def _verb_above(token: Token) -> Token | None:
    """The token itself where it is a verb, else the next verb up the tree."""
    for _ in range(_STEPS):
        if token.pos_ in ("VERB", "AUX"):
            return token
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def _helpers(verb: Token) -> set[str]:
    return {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}


def _tense_of(verb: Token) -> Tense:
    helpers = _helpers(verb)
    if helpers & _FUTURE or verb.lemma_ in _PLANS:
        return "future"
    if verb.tag_ == "VBD" or helpers & {"was", "were", "did"}:
        return "past"
    if "to" in helpers:
        return "past" if verb.head.i != verb.i and "had" in _helpers(verb.head) else "future"
    if verb.tag_ == "VBN" and not helpers & {"is", "are", "be", "being"}:
        return "past"
    return ""
