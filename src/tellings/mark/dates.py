"""Dates: time expressions with TIMEX3 value and first and last day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.grammar.calendar import read_day
from tellings.grammar.timex import Timex, read_timexes
from tellings.grammar.timex_words import MONTHS, Tense
from tellings.lexicon import table
from tellings.mark.parse import Parsed
from tellings.model import When

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo"})
# "Would meet on Friday" lies ahead of what was said, unless it is "would have met".
_MODAL = frozenset({"would", "may", "might", "must", "should", "can", "’d", "'d"})
_PERFECT = frozenset({"have", "has", "'ve", "’ve", "had"})
_WORDS = {key: frozenset(words) for key, words in table("calendar")["tense"].items()}
# Nouns that an infinitive makes into what is to come: "plans to meet on Friday".
_INTENTS = frozenset(table("reporting")["noun"]["infinitive"].split())
_ARE = frozenset({"is", "are", "am", "'s", "’s", "'re", "’re", "'m", "’m"})
_STOPS = frozenset({".", "!", "?", "…"})
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
    if (token.i + 1 < len(doc) and doc[token.i + 1].tag_ == "POS") or _is_modifier(token):
        return ""
    verb = verb_above(token)
    if verb is not None and "had" in _helpers(verb):
        return "past"  # "had reported by Wednesday"
    before = doc[max(0, token.i - 2) : token.i].text.lower().split()
    if before and (before[-1] in _WORDS["ahead"] or before in (["soon", "as"], ["early", "as"])):
        return "past" if verb is not None and _was_to_be(verb) else "future"
    if verb is not None and _is_to_come(verb, token) and not _in_title(verb):
        return "future"
    while verb is not None:
        tense = _tense_of(verb)
        if not tense and verb.tag_ in ("VBZ", "VBP") and verb.lemma_ in _WORDS["scheduled"] and not _in_title(verb):
            tense = "future"  # "the talks resume on Friday"
        if tense:
            return tense
        verb = verb_above(verb.head) if verb.head.i != verb.i else None
    return ""


def _is_to_come(verb: Token, token: Token) -> bool:
    """Whether a verb in the present puts what is to come on the day that hangs on it: "She flies out on Tuesday".

    Others tell in the present what is over, as captions do ("A man walks past a bank on Tuesday").
    """
    running = verb.tag_ == "VBG" and bool(_helpers(verb) & _ARE)
    if not running and verb.tag_ not in ("VBZ", "VBP"):
        return False
    if not _hangs_on(token, verb):
        return False
    if verb.lemma_ == "be":
        return any(child.dep_ == "nsubj" and child.pos_ in ("NOUN", "PROPN") for child in verb.lefts)
    if verb.lemma_ in _WORDS["scheduled"]:
        return True
    return verb.lemma_ in _WORDS["bound"] and any(child.lower_ in _WORDS["goals"] for child in verb.rights)


def _hangs_on(token: Token, verb: Token) -> bool:
    """Whether a day is that of a verb itself and of no noun below: "flies out on Tuesday", "the deadline is Friday"."""
    for _ in range(_STEPS):
        token = token.head
        if token == verb:
            return True
        if token.ent_type_ not in ("DATE", "TIME") and token.lower_ not in ("on", "at", "from"):
            return False
    return False


def _in_title(verb: Token) -> bool:
    """Whether a verb stands in a headline, a first line without a stop, which tells what is over in the present."""
    sentence = verb.sent
    return sentence.start == 0 and not any(token.text in _STOPS for token in sentence[-2:])


def _is_modifier(token: Token) -> bool:
    """Whether a month stands before a noun: "the March launch" may be past or to come whatever the verb is."""
    if token.lower_.rstrip(".") not in MONTHS or (token.i + 1 < len(token.doc) and token.nbor().is_digit):
        return False
    return token.dep_ in ("compound", "nmod", "amod") and token.head.i > token.i and token.head.pos_ == "NOUN"


def verb_above(token: Token) -> Token | None:
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
    if helpers & _FUTURE or verb.lemma_ in _WORDS["plans"]:
        return "future"
    if verb.lemma_ in _WORDS["planned"] and (verb.dep_ == "acl" or helpers & {"is", "are", "was", "were", "be"}):
        return "future"  # "a summit set for April", "was expected on Friday"
    if helpers & _PERFECT:
        return "past"
    if helpers & _MODAL:
        return "future"
    if verb.tag_ == "VBD" or helpers & {"was", "were", "did"}:
        return "past"
    if "to" in helpers:
        return _tense_of_infinitive(verb)
    if verb.tag_ == "VBN" and not helpers & {"is", "are", "be", "being"}:
        return "past"
    return ""


def _tense_of_infinitive(verb: Token) -> Tense:
    """What is agreed, expected or planned lies ahead; a purpose or a means goes with the verb it is told of ("")."""
    if _was_to_be(verb):
        return "past"
    if verb.dep_ in ("acl", "relcl", "advcl") and verb.head.lemma_.lower() not in _INTENTS and verb.head.pos_ != "ADJ":
        return ""
    return "future"


def _was_to_be(verb: Token) -> bool:
    """Whether an infinitive hangs on a pluperfect: "had been due to expire", "had planned to meet"."""
    above = verb_above(verb.head) if verb.head.i != verb.i else None
    return above is not None and "had" in _helpers(above) and "to" in _helpers(verb)
