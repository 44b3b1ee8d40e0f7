"""The circumstances of a statement: to whom, where and on which day it was said."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tellings import world
from tellings.lexicon import table
from tellings.mark.mentions import SUBJECTS, Mentions
from tellings.mark.segments import Range, Segment
from tellings.model import Article, When

if TYPE_CHECKING:
    from spacy.tokens import Token

# A venue or an addressee longer than this, in characters, carries a clause of its own with it and is cut to its head.
LONGEST = 80
# A speaker who told an outlet something still talks to it this many sentences later.
SAME_TALK = 3
TOLD = frozenset({"tell", "inform", "assure", "remind", "warn", "brief", "ask"})


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Words for whom a statement was addressed to and where it was made ("" where unsaid); who passed it on so."""

    addressee: str = ""
    venue: str = ""
    outlet: str = ""


class Outlets:
    """Who passes on what a speaker told them: "Hale told the Harbour Times …" holds for what she says next, too."""

    def __init__(self, article: Article, mentions: Mentions) -> None:
        """Start with nobody having told an outlet anything."""
        self._mentions = mentions
        self._own = _letters(f"{article.outlet} {article.url}")
        self._told: dict[str, tuple[int, str]] = {}

    def of(self, segment: Segment, speaker: str, outlet: str) -> str:
        """The outlet this segment came through, "" where none or the article's own."""
        at = self._mentions.sentence(self._mentions.token_at((segment.cue or segment.content[0])[0]))
        if not outlet and speaker in self._told and at - self._told[speaker][0] <= SAME_TALK:
            outlet = self._told[speaker][1]
        own = _letters(outlet.removeprefix("the ").removeprefix("The "))
        if not outlet or not speaker or outlet == speaker or own in self._own:
            return ""
        self._told[speaker] = at, outlet
        return outlet


def _letters(words: str) -> str:
    return "".join(c for c in words.lower() if c.isalnum())


@cache
def _words(section: str) -> frozenset[str]:
    return frozenset(table("reporting")[section]["words"].split())


def circumstances(segment: Segment, mentions: Mentions) -> Circumstances:
    """Read off the complements of the cue's verb."""
    verb = cue_head(segment, mentions)
    if verb is None or verb.pos_ not in {"VERB", "AUX"} or segment.lemma == "according":
        carriers = (_outlet(target, mentions) for target in _carriers(segment, mentions))
        return Circumstances(outlet=next((name for name in carriers if name), ""))
    addressee = venue = ""
    outlets = list(_carriers(segment, mentions))
    for child in verb.children:
        if child.dep_ in {"dobj", "dative"} and verb.lemma_.lower() in TOLD and not _holds(segment, child):
            target = child if child.pos_ != "ADP" else next((c for c in child.children if c.dep_ == "pobj"), child)
            addressee = _short(target, mentions)
            outlets.append(target)
        elif child.dep_ in {"prep", "dative"} and not _holds(segment, child):
            target = next((c for c in child.children if c.dep_ == "pobj"), child)
            if child.lower_ == "to" and not addressee and target != child:
                addressee = _short(target, mentions)
                outlets.append(target)
            elif child.lower_ in {"at", "in", "on", "during", "via", "through", "after"} and _is_venue(target):
                venue = venue or f"{child.text} {_short(target, mentions)}"
                outlets += [
                    c for p in target.children if p.lower_ in {"with", "to"} for c in p.children if c.dep_ == "pobj"
                ]
                outlets.append(target)
    return Circumstances(
        addressee, venue, next((name for name in (_outlet(target, mentions) for target in outlets) if name), "")
    )


def cue_head(segment: Segment, mentions: Mentions) -> Token | None:
    """The token that heads a segment's cue."""
    if segment.cue is None:
        return None
    span = mentions.doc[mentions.token_at(segment.cue[0]) : mentions.token_at(segment.cue[1])]
    return next((token for token in span if token.lemma_.lower() == segment.lemma), span.root if len(span) else None)


# Stations and sites known by their form: "told WKRT", "told Karsk.com".
CALL_LETTERS = re.compile(r"[A-Z]{3,5}|[\w.-]+\.(?:com|net|org|co\.uk)", re.ASCII)
# Verbs of those who pass on a document or a talk: "a statement carried by X", "a witness who spoke to X".
CARRIED = frozenset({"carry", "publish", "run", "broadcast", "air", "quote", "cite", "print", "read"})
SPOKE = frozenset({"speak", "talk", "tell"})


def _carriers(segment: Segment, mentions: Mentions) -> Iterator[Token]:
    """Who, by the clauses on a source, passed its words on."""
    if segment.source is None:
        return
    first, last = (mentions.token_at(offset) for offset in segment.source)
    for token in mentions.doc[first:last]:
        lemma = token.lemma_.lower()
        if token.dep_ not in {"acl", "relcl", "conj"} or lemma not in CARRIED | SPOKE:
            continue
        for child in token.children:
            if (lemma in CARRIED and child.dep_ == "agent") or (lemma in SPOKE and child.lower_ in {"to", "with"}):
                yield from (c for c in child.children if c.dep_ == "pobj")
            elif lemma == "tell" and child.dep_ in {"dobj", "dative"}:
                yield child


def _holds(segment: Segment, phrase: Token) -> bool:
    """Whether a content holds a phrase whole, so that it is part of what was said."""
    return _within(phrase.idx, segment.content) and _within(phrase.right_edge.idx, segment.content)


def _within(offset: int, ranges: Sequence[Range]) -> bool:
    return any(start <= offset < end for start, end in ranges)


def _is_venue(target: Token) -> bool:
    return (
        target.lemma_.lower() in _words("venues")
        or target.text in {"X", "CNN", "BBC"}
        or target.lower_ in _words("venues")
    )


def _short(target: Token, mentions: Mentions) -> str:
    """The words of a phrase, or its head alone where they are long."""
    words = mentions.words(target)
    return (
        words if len(words) <= LONGEST and "\n" not in words else mentions.text[target.idx : target.idx + len(target)]
    )


def _outlet(target: Token, mentions: Mentions) -> str:
    """The outlet a phrase names, "" where it names none: "the Harbour Times", "local media"."""
    words = mentions.words(target)
    name = mentions.named.get(target.i)
    last = target.lower_
    if name is not None and name.kind == "person":
        return ""
    if last in {"media", "newspaper", "broadcaster", "television"}:
        return words
    if name is None and not words.removeprefix("the ")[:1].isupper():
        return ""
    known = any(word.lower().strip(".,") in _words("outlets") for word in words.replace("-", " ").split())
    known = known or (CALL_LETTERS.fullmatch(words) is not None and world.known(words) is None)
    return (name.full if name is not None and len(name.full) > len(words) else words) if known else ""


def names_outlet(text: str, words: Range | None) -> bool:
    """Whether the words of a source name an outlet or agency."""
    if words is None or words[1] - words[0] > LONGEST:
        return False
    parts = text[slice(*words)].split()
    return any(part[:1].isupper() and part.lower().strip(".,’'") in _words("outlets") for part in parts)


def is_day(date: When) -> bool:
    """Whether a time expression names one day of the calendar ("now" does not)."""
    named = date.type in {"DATE", "TIME"} and not date.value.endswith("_REF")
    return named and bool(date.earliest) and date.earliest[:10] == date.latest[:10]


def said_on(segment: Segment, days: Sequence[tuple[int, str]], mentions: Mentions) -> str:
    """The day (ISO) on which the cue's verb is said to happen, "" where none or more than one is named.

    `days` are days of the calendar by clean offset, in order.
    """
    verb = cue_head(segment, mentions)
    if verb is None or not days or any(child.lower_ in _NOT_YET for child in verb.children if child.dep_ == "aux"):
        return ""
    low, high = verb.sent.start_char, verb.sent.end_char
    found = set()
    for start, day in days[bisect_left(days, (low, "")) :]:
        if start >= high:
            break
        if not _within(start, segment.content) and _is_day_of(mentions.doc[mentions.token_at(start)], verb):
            found.add(day)
    return found.pop() if len(found) == 1 else ""


# What a day hangs on where it is that of saying: "on Friday", "at a briefing on Friday", "in Friday's statement". Days
# after other prepositions ("since", "ahead of") and in other phrases ("the victims of Friday's storm") are not.
_DAY_STEPS = 12
_AT = frozenset({"on", "in", "at", "during", "late", "early", "later", "earlier", "via", "from", "for", "with"})
_NOT_YET = frozenset({"will", "would", "to", "may", "might", "could", "should", "shall", "wo"})
_SPEAKING = frozenset(
    {"speak", "talk", "address", "write", "appear", "testify", "ask", "brief", "post", "tweet", "argue"}
)
_ISSUED = frozenset({"publish", "release", "issue", "post", "file", "date", "send", "broadcast", "air", "hold"})
_LATER = frozenset({"later", "subsequently", "then", "since", "afterwards", "afterward", "eventually"})


def _is_day_of(token: Token, verb: Token) -> bool:
    """Whether the day at a token is that of a verb, by the words between them in the parse."""
    for _ in range(_DAY_STEPS):
        if token == verb:
            return True
        if token.pos_ in {"VERB", "AUX"}:
            return _same_act(token, verb)
        if token.head == token:
            return False
        if (
            token.pos_ in {"ADP", "SCONJ"}
            and token.lower_ not in _AT
            and not (token.lower_ == "to" and token.head == verb)
        ):
            return False
        if token.pos_ in {"NOUN", "PROPN"} and token.ent_type_ not in {"DATE", "TIME"}:
            occasion = token.lemma_.lower() in _words("venues") or token.lemma_.lower() in _documents()
            if not occasion and not (token.dep_ in SUBJECTS and token.head == verb):
                return False
        token = token.head
    return False


def _same_act(other: Token, verb: Token) -> bool:
    """Whether what another verb tells of is the saying itself or goes with it.

    "Speaking on Friday, X said", "in a letter published Friday", "left on Friday, saying", "toured the port on Friday
    and said", ".
    """
    if other.lemma_ in _ISSUED and other.dep_ in {"acl", "relcl"}:
        return _is_day_of(other.head, verb)
    if other.head == verb and other.dep_ == "advcl":
        return other.lemma_ in _SPEAKING
    if other.tag_ != "VBD" or any(child.lower_ in _LATER for child in verb.children):
        return False
    if verb.tag_ == "VBG" and verb.lower_ != "according":
        return any(above == other for above in verb.ancestors)
    alone = not any(child.dep_ in SUBJECTS for child in verb.children)
    return verb.head == other and alone and verb.dep_ == "conj" and verb.tag_ == "VBD"


@cache
def _documents() -> frozenset[str]:
    return frozenset(table("reporting")["documents"]["nouns"].split())
