"""Form, kind and stance of a segment, from its cue's head and negation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from tellings.lexicon import table
from tellings.mark.quotes import Quote
from tellings.mark.segments import Segment
from tellings.model import Form, Kind, Stance

NEGATED = re.compile(r"\b(?:not|never|n[’']t|neither|nor|no longer)\b|n[’']t\b", re.I)
# What a reader could not say is missing: "no evidence that …", "did not know whether".
NO_EVIDENCE = re.compile(
    r"(?:that\s+)?(?:there\s+(?:is|was|were|are)\s+)?no\s+(?:\w+\s+)?(?:evidence|proof|sign|indication)s?\b", re.I
)
# Answers withheld: "did not respond to", "would not comment", "refused to say".
WITHHELD = frozenset(
    {
        "respond",
        "comment",
        "answer",
        "reply",
        "elaborate",
        "say",
        "specify",
        "disclose",
        "identify",
        "name",
        "provide",
        "give",
        "return",
        "discuss",
        "explain",
        "reveal",
    }
)
# "asked them to leave", not "asked whether to leave".
ASKED_TO = re.compile(r"(?!(?:if|whether|wh\w+|how)\b)(?:[^\s,]+\s){0,8}?to \w", re.I)
# A main clause that says what ought to be done.
OUGHT = re.compile(r"(?:that )?[^,;:]{1,120}? (?:should|must|ought to) (?!have\b)", re.I)
# What a cue's noun tells where its verb does not: "resumed calls for", "voiced a demand that", "issued a denial".
CALLS = re.compile(r"\b(?:calls?|demands?|appeals?|pleas?) (?:for|on|that|to)\b", re.I)
# "did not respond to a message asking for comment": the cue asks, and nobody answers.
COMMENT = re.compile(r"(?:further |a |any )?comments?\Z", re.I)
# Words that do what they say: "We urge both sides", "The government vows to help".
PERFORMED = re.compile(
    r"[\"“'‘]?(?:I|we|the \w+(?: of \w+)?|our \w+) (?:(?:also|again|strongly|therefore) )?"
    r"(?:(?P<urges>urge|urges|call on|calls on|call upon|demand|demands)|(?P<promises>vows?|pledges?|promises?)) ",
    re.I,
)
SILENCE = re.compile(
    r"\b(?:comment|respond|answer|elaborate|reply|discuss|speculate|say|disclose|identify|request)", re.I
)


@cache
def _stances() -> dict[str, Stance]:
    return {lemma: stance for stance, lemmas in table("reporting")["stance"].items() for lemma in lemmas.split()}


@cache
def _offer() -> re.Pattern[str]:
    """What is turned down and not said to be untrue: "rejected the company's first offer"."""
    nouns = "|".join(table("reporting")["refused"]["offers"].split())
    return re.compile(
        rf"(?:(?!(?:that|of|to|as|claims?|allegations?|reports?)\b)[^\s,;:]+\s+){{0,6}}?(?:{nouns})\b", re.I
    )


@cache
def _kinds() -> dict[str, Kind]:
    kinds: dict[str, Kind] = {}
    for lemma in table("reporting")["kind"]["believes"].split():
        kinds[lemma] = "believes"
    for lemma in table("reporting")["kind"]["intends"].split():
        kinds[lemma] = "intends"
    return kinds


def form_of(text: str, segment: Segment, quotes: Sequence[Quote]) -> Form:
    """direct: nothing but quotation; mixed: quoted words within; indirect: none."""
    if segment.quoted:
        return "direct"
    inside = [q for q in quotes if any(q.start < end and q.end > start for start, end in segment.content)]
    if not inside:
        return "indirect"
    said = sum(end - start for start, end in segment.content)
    quoted = sum(
        min(q.end, end) - max(q.start, start)
        for q in inside
        for start, end in segment.content
        if q.start < end and q.end > start
    )
    return "direct" if quoted >= said - 2 else "mixed"


def kind_of(segment: Segment) -> Kind:
    """says, unless the cue's head is a word of thinking or planning."""
    return "says" if segment.quoted else _kinds().get(segment.lemma, "says")


def stance_of(text: str, segment: Segment) -> Stance:
    """What the speaker does with the content."""
    cue = text[slice(*segment.cue)] if segment.cue else ""
    said = text[slice(*segment.content[0])] if segment.content else ""
    stance = _stances().get(segment.lemma, "asserts")
    negated = bool(NEGATED.search(cue))
    if negated:
        if stance == "denies":
            return "does_not_deny"
        if segment.lemma in WITHHELD:
            return "declines"
        if segment.lemma in {"believe", "think"}:
            return "doubts"
        return stance if stance in {"declines", "promises"} else "asserts"
    if segment.lemma in {"request", "seek", "ask"} and COMMENT.match(said):
        return "declines"
    if stance == "asserts" and (CALLS.search(cue) and segment.lemma not in {"reject", "respond", "hear"}):
        return "urges"
    performed = PERFORMED.match(said) if stance == "asserts" else None
    if performed:
        return "urges" if performed["urges"] else "promises"
    if segment.lemma == "ask" and not segment.quoted and (ASKED_TO.match(said) or cue.endswith(" for")):
        return "urges"
    if segment.lemma == "agree" and said.startswith("to "):
        return "promises"
    if segment.lemma in {"warn", "caution", "advise"} and cue.endswith(" against"):
        return "urges"
    if not segment.quoted and stance == "asserts" and OUGHT.match(said) and segment.firm:
        return "urges"
    if segment.lemma == "call" and re.search(r"\bcall(?:s|ed|ing)? (?:for|on|upon)\b", cue):
        return "urges"
    if segment.lemma in {"reject", "rejection", "dismiss"} and _offer().match(said):
        return "declines"
    if segment.lemma in {"decline", "refuse"} and not SILENCE.search(said):
        return "declines"
    if not segment.quoted and stance == "asserts" and NO_EVIDENCE.match(said):
        return "doubts"
    if segment.quoted and stance == "asserts" and said.rstrip("\"”’'").endswith("?") and segment.lemma == "ask":
        return "asks"
    return stance
