"""Events: who did what to whom, and when, read off the parse.

An event is a verb that names something that happens, or a noun that does ("the launch", "the crash of the ferry").
Only events that tell more than that are marked: with somebody who does it or whom it befalls, or a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from tellings.lexicon import table
from tellings.mark.parse import Parsed
from tellings.mark.tokens import read_tags
from tellings.model import Event, Span, When

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_STEPS = 6  # steps up the parse from a time to what happened then
_LONGEST = 12  # tokens of one argument; a longer one is given by its head
_MOST = 12  # arguments of one event: a list of countries, not the rest of a broken parse
_PLANS = frozenset(("will", "would", "shall", "may", "might", "could", "plan", "intend", "expect", "schedule", "vow"))
_BY = frozenset(("by",))
_OF = frozenset(("of", "on", "against"))


def find_events(parsed: Parsed, dates: Sequence[When]) -> tuple[Event, ...]:
    """The events of an article, in order; `dates` are its time expressions."""
    doc = parsed.doc
    times = _times(parsed, dates)
    found = []
    tags, nouns = read_tags(doc), _words("nouns")
    for i, (pos, noun) in enumerate(zip(tags.pos, tags.lemmas, strict=True)):
        if pos != "VERB" and not (pos == "NOUN" and noun in nouns):
            continue
        token = doc[i]
        lemma = _verb(token) if pos == "VERB" else noun
        if not lemma:
            continue
        arguments = (_verb_arguments if pos == "VERB" else _noun_arguments)(token)
        if any(arguments) or token.i in times:
            found.append(_event(parsed, token, lemma, arguments, times.get(token.i, [])))
    return tuple(found)


def _event(
    parsed: Parsed, token: Token, lemma: str, arguments: tuple[list[Token], list[Token]], times: list[Span]
) -> Event:
    actors, patients = (tuple(_span(parsed, each) for each in listed[:_MOST]) for listed in arguments)
    negated = any(child.dep_ == "neg" for child in token.children)
    return Event(
        parsed.span(token.idx, token.idx + len(token)), lemma, actors, patients, tuple(times), negated, _planned(token)
    )


def _verb(token: Token) -> str:
    """The lemma of a verb with its particle, in its one-word form where there is one; "" for one that tells nothing."""
    lemma = token.lemma_.lower()
    phrasal: dict[str, str] = table("events")["phrasal"]
    for child in token.children:
        if child.dep_ in ("prt", "dobj", "advmod") and f"{lemma} {child.lower_}" in phrasal:
            return phrasal[f"{lemma} {child.lower_}"]
    return "" if lemma in _words("light") else lemma


def _verb_arguments(verb: Token) -> tuple[list[Token], list[Token]]:
    """Who does it and whom or what it befalls; the subject of "were swift to condemn" condemns."""
    actors: list[Token] = []
    patients: list[Token] = []
    for child in verb.children:
        if child.dep_ == "nsubj":
            actors += _joined(child)
        elif child.dep_ in ("nsubjpass", "dobj"):
            patients += _joined(child)
        elif child.dep_ == "agent":
            actors += [each for below in child.children if below.dep_ == "pobj" for each in _joined(below)]
    head = verb
    while not actors and head.dep_ in ("xcomp", "conj", "acomp") and head.head is not head:
        passive = any(child.dep_ == "auxpass" for child in head.children)
        if passive:
            break
        head = head.head
        actors = [each for child in head.children if child.dep_ == "nsubj" for each in _joined(child)]
    return actors, patients


def _noun_arguments(noun: Token) -> tuple[list[Token], list[Token]]:
    """ "The attack on the harbour by divers", "the ferry crash", "Chile's launch of a rocket"."""
    actors: list[Token] = []
    patients: list[Token] = []
    for child in noun.children:
        if child.dep_ == "poss":
            actors += _joined(child)
        elif child.dep_ == "compound":
            patients.append(child)
        elif child.dep_ == "prep" and child.lower_ in (_BY | _OF):
            below = [each for each in child.children if each.dep_ == "pobj"]
            (actors if child.lower_ in _BY else patients).extend(each for one in below for each in _joined(one))
    return actors, patients


def _joined(token: Token) -> list[Token]:
    """An argument and those joined to it by "and" or commas."""
    found, left = [token], [token]
    while left and len(found) < _MOST:
        here = left.pop()
        more = [child for child in here.children if child.dep_ in ("conj", "appos") and child.pos_ in ("NOUN", "PROPN")]
        found += more
        left += more
    return found


def _span(parsed: Parsed, token: Token) -> Span:
    """The words of an argument without what hangs on it by a comma, a clause or "and"."""
    own = [token, *_within(token)]
    first, last = min(own, key=lambda each: each.i), max(own, key=lambda each: each.i)
    if last.i - first.i >= _LONGEST:
        first = last = token
    return parsed.span(first.idx, last.idx + len(last))


def _within(token: Token) -> Iterator[Token]:
    for child in token.children:
        if child.dep_ in ("compound", "amod", "nummod", "poss", "nmod", "case", "det", "quantmod"):
            yield child
            yield from _within(child)


def _planned(token: Token) -> bool:
    """Whether what is told of may or will be: "will launch", "plans to launch", "its plan to launch"."""
    if any(child.dep_ == "aux" and child.lower_ in _PLANS for child in token.children):
        return True
    return token.dep_ in ("xcomp", "acl", "relcl") and token.head.lemma_.lower() in _PLANS


def _times(parsed: Parsed, dates: Sequence[When]) -> dict[int, list[Span]]:
    """The time expressions of each verb or event noun that they hang on, by its token's number."""
    found: dict[int, list[Span]] = defaultdict(list)
    for when in dates:
        if when.type in ("DATE", "TIME") and (happened := _happened(parsed.doc, parsed.article.at(when.span)[0])):
            found[happened.i].append(when.span)
    return found


def _happened(doc: Doc, offset: int) -> Token | None:
    """What happened at the time that begins at a clean offset; None where nothing is told to."""
    here = doc.char_span(offset, offset + 1, alignment_mode="expand")
    if here is None or not len(here):
        return None
    token = here[0]
    for _ in range(_STEPS):
        if token.head is token:
            break
        token = token.head
        if token.pos_ == "VERB" or (token.pos_ == "NOUN" and token.lemma_.lower() in _words("nouns")):
            return token
    return None


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(table("events")[group].split())
