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
# A main clause that says what ought to be done; not one in a sentence that it quotes.
OUGHT = re.compile(r"(?:[Tt]hat )?(?:(?![\"“][A-Z])[^,;:]){1,120}? (?:[Ss]hould|[Mm]ust|[Oo]ught to) (?!have\b)")
# How far into a content what is said of a claim stands, in characters.
LONGEST_CLAIM = 400
# How long what is said of a claim may be: "is completely and utterly without foundation".
LONGEST_SAID = 80
# Verbs that say what something is to be called.
CALLING = frozenset({"call", "describe", "brand", "label", "deride", "denounce"})
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
def _untrue() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A claim at the start of a content, "is false" and "false" at a clause's end, "was misquoted"."""
    words = table("reporting")["untrue"]
    nouns, distorted = ("|".join(words[key].split()) for key in ("claims", "distorted"))
    says = r"\b(?:is|are|was|were|be|been) (?:(?:all|both|also|just|\w+ly) ){0,2}"
    end = r"(?=[\"”'’]?(?:\Z|\s*[.,;:!\n]| (?:and|he|she|it)\b))"
    false = rf"[\"“'‘]?(?:{words['predicates']}){end}".replace("\n", "")
    claim = re.compile(rf"[\"“'‘]?(?:that )?(?:[\w’'-]+ ){{0,4}}?(?:{nouns})s?\b", re.I)
    return (
        claim,
        re.compile(says + false, re.I),
        re.compile(rf"\s(?:as )?{false}", re.I),
        re.compile(rf"{says}(?:{distorted})\b", re.I),
    )


def calls_untrue(said: str, verb: str) -> bool:
    """Whether a content says of a claim that it is false: "the report that … is untrue", "his words were misquoted".

    So does what a claim is called, with one of the verbs for that: "dismissed the report as a lie".
    """
    claim, is_false, false, distorted = _untrue()
    first = said[:LONGEST_CLAIM]
    opened = claim.match(first)
    if opened is None:
        return bool(distorted.search(first))
    called = verb in CALLING and false.search(first, opened.end())
    return bool(called or is_false.search(first, opened.end()) or distorted.search(first))


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
    if stance == "asserts" and (calls_untrue(said, segment.lemma) or _is_called_untrue(text, segment)):
        return "denies"
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


def _is_called_untrue(text: str, segment: Segment) -> bool:
    """Whether the article itself denies a claim that is nobody's: "The allegation that … is false."."""
    if segment.source is not None or segment.quoted or segment.cue is None or not segment.content:
        return False
    claim, is_false, _, _ = _untrue()
    start, end = segment.content[-1]
    if not claim.match(text, segment.cue[0]):
        return False
    ended = text[end : end + 1] in {"", ".", "!", "\n"}  # the parser took "is false" for the end of the claim
    return bool(is_false.search(text, start, end) if ended else is_false.match(text, end + 1, end + 1 + LONGEST_SAID))
