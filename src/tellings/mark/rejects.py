"""Quantities that are no figures, by the marks and the parse around them: dates, names, ages, labels, pronouns."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tellings.grammar.quantities import Quantity
from tellings.grammar.units import dimension, is_money
from tellings.lexicon import table
from tellings.mark.counted import Counted
from tellings.mark.parse import Parsed
from tellings.mark.phrases import word_set
from tellings.mark.states import state_of
from tellings.mark.tokens import is_day
from tellings.model import Name, When

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_WINDOW = re.compile(
    r"(?<!\w)(?:last|past|next|coming|first|final|recent|previous|these|those|another|opening|preceding|following|every|"
    r"each)[ \u00a0]\Z",
    re.IGNORECASE,
)
_BEFORE_PERIOD = re.compile(r"(?<!\w)(?:last|past|next|first|previous)[ \u00a0]\Z", re.IGNORECASE)
_AGO = re.compile(r"[- \u00a0]?\w*[ \u00a0](?:ago|earlier today|from now|running|in a row)\b", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:ago|last|past|next|this|coming|previous|recent|from now|first|final)\b", re.IGNORECASE)
# "Chang'e 4", "Pixel 2": a name with a number, in the body of an article where a capital tells a name.
_NUMBERED = re.compile(r"(?<=[\w,;’'] )(?P<name>[A-Z][\w’'-]*\w) (?P<number>\d{1,3}(?:\.\d)?)(?![\w%]|[.,:]\d)")
# "6-foot-5": how tall somebody is; "4 / 5 stars", "four out of five stars", "a three-star hotel": grades, no counts.
_NO_COUNT = re.compile(
    r"\b(?:[3-8](?:-|[ \u00a0])?(?:foot|feet|ft)(?:-|[ \u00a0])\d{1,2}\b(?![.,]\d)"
    r"|[\w.]{1,6} ?(?:/|out of|of) ?[\w]{1,5}[- ]stars?\b|\w{1,5}-stars?\b)",
    re.IGNORECASE,
)
_LONGEST_NO_COUNT = 24  # code points before a number in which such words may begin
_IN_TWO = ("fold", "cut", "split", "break", "tear", "divide", "slice", "snap", "saw", "rip", "bisect", "cleave")
# Sets that news calls by their number ("the two countries") have fewer members than this.
_KNOWN_SIZE = 10
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d\Z")
_TIME_KINDS = ("time", "calendar")
_OLDEST = 120
# No side of a game scores more.
_SCORES = 200
_PLURAL = re.compile(r" (?:(?!is |was |has )[a-z-]+ ){0,2}(?!is\b|was\b|has\b|its\b|this\b|as\b)[a-z-]*[a-z]s\b")
# Marks before a number that may hold it; dates and names hardly overlap.
_NEAR = 3
_SUBJECTS = ("nsubj", "nsubjpass")


@dataclass(frozen=True, slots=True)
class Rejects:
    """Where dates and names stand, in clean offsets."""

    text: str
    dates: tuple[tuple[int, int, When], ...]
    names: tuple[tuple[int, int], ...]
    numbered: frozenset[str]
    models: frozenset[str]

    @classmethod
    def of(cls, parsed: Parsed, names: Sequence[Name], dates: Sequence[When]) -> Rejects:
        """From the marks of an article."""
        at = parsed.article.at
        numbered, models = _numbered(parsed.article.text)
        return cls(
            parsed.article.text,
            tuple(sorted(((*at(mark.span), mark) for mark in dates), key=lambda row: row[:2])),
            tuple(sorted(at(name.span) for name in names)),
            numbered,
            models,
        )

    def by_marks(self, quantity: Quantity) -> bool:
        """Whether a date or a name holds the quantity, or it is a time window ("two years ago")."""
        text, timed = self.text, dimension(quantity.unit).kind in _TIME_KINDS
        around = _NO_COUNT.finditer(text, max(0, quantity.number - _LONGEST_NO_COUNT), quantity.end + _LONGEST_NO_COUNT)
        if any(match.start() <= quantity.number < match.end() for match in around):
            return True
        if timed and (
            _WINDOW.search(text, max(0, quantity.start - 14), quantity.start) or _AGO.match(text, quantity.end)
        ):
            return True
        at = bisect_right(self.dates, quantity.number, key=lambda row: row[0])
        for start, end, mark in self.dates[max(0, at - _NEAR) : at + 1]:
            inside = start <= quantity.number < end if timed else start < quantity.end and quantity.start < end
            window = not timed or mark.type == "SET" or _RELATIVE.search(text, start, end)
            if inside and window and mark.type != "DURATION":
                return True
        at = bisect_right(self.names, (quantity.number,))
        return any(start < quantity.number < end for start, end in self.names[max(0, at - _NEAR) : at])

    def by_parse(self, doc: Doc, quantity: Quantity, tokens: tuple[int, int, int], what: Counted) -> bool:
        """Whether the parse shows a label, an age, a year or a "one" that does not count."""
        wholly = quantity.unit == "percent" and quantity.low == quantity.high == 100  # "100 percent sure"
        if wholly and "".join(token.lower_ for token in doc[tokens[2] : tokens[2] + 1]) in word_set("wholly"):
            return True
        if quantity.unit != "count":
            article = self.text[quantity.start : quantity.number].lower() or self.text[quantity.number]
            if (
                quantity.attributive
                and is_money(quantity.unit)
                and article in ("a", "an")
                and quantity.bound == "exact"
            ):
                return True  # "a million-dollar question"
            return quantity.unit == "day" and quantity.low == quantity.high == 1 and doc[tokens[1]].lower_ == "one"
        first, _, after = tokens
        words = self.text[quantity.number : quantity.end]
        of_time = what.head is None or what.head.lemma_.lower() in word_set("periods")
        if of_time and _BEFORE_PERIOD.search(self.text, max(0, quantity.start - 14), quantity.start):
            return True
        called = f"{doc[first - 1].text} {words}" if quantity.bound == "exact" else ""
        if called in self.models or (called in self.numbered and not _is_plural(what)):
            return True
        if _is_label(doc, quantity, tokens, what) or _is_age(doc, quantity, tokens, what):
            return True
        if _is_loose(doc, quantity, tokens, what, words):
            return True
        if quantity.bound == "exact" and _YEAR.fullmatch(words) and not _counts_plural(doc, tokens, what):
            return True
        if words.lower() == "one":
            return not _one_counts(doc, quantity, tokens, what)
        if what.head is not None and after < len(doc) and doc[after].text == "-":
            return what.head.lower_ in word_set("tails") or what.head.pos_ not in ("NOUN", "PROPN")
        known = what.head is not None and {what.head.lemma_.lower(), what.head.lower_.rstrip("s")} & word_set(
            "known_sets"
        )
        small = (quantity.low or quantity.high or 0) < _KNOWN_SIZE
        return (
            bool(known)
            and small
            and first > 0
            and doc[first - 1].lower_ in ("the", "these", "those", "our", "their", "its")
        )


def _numbered(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Names with a number that the body of an article has, as "Pixel 2", and those of them that come again.

    A plural behind one would be counted ("Ostrel 12 boats"), unless it stands elsewhere without ("Pixel 2 owners").
    """
    found: set[str] = set()
    seen: Counter[str] = Counter()
    for match in _NUMBERED.finditer(text, text.find("\n") + 1):
        name = match["name"].lower()
        if name in word_set("not_numbered") or is_day(name):
            continue
        called = f"{match['name']} {match['number']}"
        seen[called] += 1
        if not _PLURAL.match(text, match.end()):
            found.add(called)
    return frozenset(found), frozenset(called for called in found if seen[called] > 1)


def _is_plural(what: Counted) -> bool:
    return what.head is not None and what.head.tag_ in ("NNS", "NNPS")


def _is_loose(doc: Doc, quantity: Quantity, tokens: tuple[int, int, int], what: Counted, words: str) -> bool:
    """Whether a number counts nothing: "5-11" in sport, version "8.1", "zero risk", "the two", "in two", "top 10"."""
    first, number, _ = tokens
    before = doc[first - 1] if first else None
    if quantity.bound == "range" and "-" in words.replace("–", "-") and quantity.share is False:
        return not _is_plural(what) and quantity.high is not None and quantity.high < _SCORES
    if "." in words and words.replace(".", "").isdigit() and not _is_plural(what):
        return True
    if words.lower() == "zero":
        return not _is_plural(what) or doc[number].pos_ == "PROPN"
    if before is not None and before.lower_ == "top" and quantity.bound == "exact":
        return True
    if before is None or what.head is not None or what.partitive is not None or quantity.bound != "exact":
        return False
    if before.lower_ in ("the", "these", "those") and doc[number].is_alpha and before.head == doc[number]:
        return True
    return before.lower_ == "in" and before.head.lemma_.lower() in _IN_TWO


def _is_label(doc: Doc, quantity: Quantity, tokens: tuple[int, int, int], what: Counted) -> bool:
    """ "Radar 5", "day 3", "number one": the number hangs on the word before it."""
    _, number, _ = tokens
    if quantity.bound != "exact" or number == 0 or doc[number].is_sent_start:
        return False
    token, before = doc[number], doc[number - 1]
    if token.dep_ in ("nummod", "npadvmod", "appos") and token.head == before and before.pos_ in ("NOUN", "PROPN"):
        return True
    if before.pos_ == "PROPN" and before.dep_ in ("compound", "nmod") and before.head == token.head:
        return True  # "the Cesta 2 camera"
    if what.head is None and before.pos_ == "PROPN" and before.text[0].isupper() and before.whitespace_:
        return True
    if token.is_title and token.is_alpha and before.is_title and what.head is not None and what.head.is_title is False:
        return token.pos_ == "PROPN"
    return before.lower_ in ("number", "day", "week", "page", "no") and token.head == before


def _is_age(doc: Doc, quantity: Quantity, tokens: tuple[int, int, int], what: Counted) -> bool:
    """ "Ann Lee, 33,", "Ann Lee, 33 of Rivertown", "the singer, 47, said", "who is 19", "died at 78"."""
    first, _, after = tokens
    if quantity.bound not in ("exact", "about") or not 0 < (quantity.low or 0) <= _OLDEST or not first:
        return False
    before, tail = doc[first - 1], doc[after] if after < len(doc) else None
    if tail is not None and doc[first].is_sent_start and tail.text == "," and doc[first].is_digit and what.head is None:
        return True  # a caption cut off from its name: "Ann Lee.\n21, when …"
    named = doc[first - 2].tag_ in ("NNP", "NN") or doc[first - 2].text[:1].isupper()
    if before.text in (",", "(") and first > 1 and named:
        bearer = doc[first - 2]
        if tail is None or tail.text in (",", ")", ";", ".") or tail.lower_ in ("who", "when") or tail.is_space:
            return what.partitive is None
        return bearer.tag_ == "NNP" and tail.lower_ in ("of", "from", "and", "at", "in") and not what.words.islower()
    if what.head is not None:
        return False
    if before.lemma_ == "be" or before.lower_ in ("'s", "’s"):
        subjects = [t for t in before.children if t.dep_ in _SUBJECTS]
        return any(t.tag_ in ("PRP", "WP") or t.pos_ == "PROPN" or t.lemma_ in word_set("kids") for t in subjects)
    return before.lower_ == "at" and (tail is None or tail.lower_ not in ("killed", "dead", "injured", "wounded"))


def _counts_plural(doc: Doc, tokens: tuple[int, int, int], what: Counted) -> bool:
    """Whether a numeral that could be a year counts things: a plural follows and no "the" leads."""
    first = tokens[0]
    return (
        what.head is not None
        and what.head.tag_ in ("NNS", "NNPS")
        and (first == 0 or doc[first - 1].lower_ not in ("the", "in", "'s", "’s"))
    )


def _one_counts(doc: Doc, quantity: Quantity, tokens: tuple[int, int, int], what: Counted) -> bool:
    """Whether "one" is a count and no pronoun: "at least one person", "including one officer", "one man was killed"."""
    first, _, after = tokens
    vital = table("counted")["vital"]
    if what.head is None and what.partitive is None and first:
        verb = doc[first - 1]
        return verb.pos_ == "VERB" and verb.lemma_.lower() in vital["states"] and doc[first].head == verb
    if what.head is None or what.partitive is not None or what.head.pos_ not in ("NOUN", "PROPN"):
        return False
    if what.head.ent_type_ == "PERSON":
        return False  # "arrested one Ann Hale"
    if quantity.bound != "exact" or _is_in_list(what.head):
        return True
    if first and doc[first - 1].lower_ in vital["lead_ins"]:
        return True
    return state_of(doc, what.head, after).split(" ")[-1] in vital["states"]


def _is_in_list(thing: Token) -> bool:
    """Whether a noun is counted together with others: "four frigates and one submarine"."""
    beside = [thing.head] if thing.dep_ == "conj" else [t for t in thing.children if t.dep_ == "conj"]
    return any(t.dep_ == "nummod" and t.lower_ not in ("one", "1") for other in beside for t in other.lefts)
