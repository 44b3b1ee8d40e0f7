"""Denials of what somebody claimed, told by the person: "Hale contradicted Lind, who had claimed that the dam held"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from tellings.lexicon import table
from tellings.mark.segments import Range, Segment, trim

_THAT = re.compile(r"that\s+", re.IGNORECASE)
_WHO = frozenset({"who", "which"})
# How far behind the person the clause with the claim may begin, in characters: ", who".
_NEAR = 3


@cache
def _against() -> frozenset[str]:
    return frozenset(table("reporting")["refused"]["persons"].split())


def contradicts(one: Segment) -> bool:
    """Whether a segment turns down what may be a person: "contradicted Hale"."""
    return one.lemma in _against() and not one.quoted and bool(one.content)


def deny_claims(text: str, segments: Sequence[Segment], is_person: Callable[[Range], bool]) -> list[Segment]:
    """The segments; who contradicts a person denies what that person is told to claim, and else nothing.

    A clause about the person has that claim: its segment has "who" as its source, behind the name or inside the
    content. `is_person` says whether words are a person's name or pronoun and no more than what belongs to it.
    """
    told = {one.source[0]: one for one in segments if one.source and text[slice(*one.source)].lower() in _WHO}
    found = []
    for one in segments:
        if not contradicts(one):
            found.append(one)
            continue
        start, end = one.content[0]
        claim = next((told[at] for at in range(start, end + _NEAR) if at in told), None)
        if claim is not None and claim is not one:
            found.append(replace(one, content=_without_that(text, claim)))
        elif not is_person((start, end)):
            found.append(one)
    return found


def _without_that(text: str, claim: Segment) -> tuple[Range, ...]:
    """The claim's content behind "that": a statement of its own beside the claim has a place of its own."""
    start, end = claim.content[0]
    opening = _THAT.match(text, start, end)
    first = trim(text, opening.end() if opening else start, end)
    return (first or (start, end), *claim.content[1:])
