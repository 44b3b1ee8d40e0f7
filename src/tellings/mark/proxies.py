"""Denials passed on by a proxy: "His lawyer said he denied any wrongdoing" is a denial of his, through the lawyer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from tellings.lexicon import table
from tellings.mark.segments import Range, Segment, trim

_DENIES = re.compile(
    r"(?:that )?(?P<who>he|she|they|(?:his|her|their) clients?|(?:[A-Z][\w’'-]+ ){0,2}[A-Z][\w’'-]+) "
    r"(?:(?:has|had|have|also|still|\w+ly) ){0,3}(?P<cue>den(?:y|ies|ied)|disput(?:es?|ed)|reject(?:s|ed)?) "
    r"(?P<what>[^\n]+)"
)
_LEMMAS = {"d": "deny", "r": "reject"}
# A second clause behind the denial: "and would appeal", "and is cooperating".
_MORE = re.compile(
    r",? (?:and|but) (?:(?:he|she|they) )?(?=(?:will|would|is|was|are|were|has|had|have|plans?|intends?)\b)"
)
_HIS = re.compile(r"(?:his|her|their)\b", re.IGNORECASE)


@cache
def _proxy() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Whose proxy a source is: "Hale's lawyer", "a lawyer for Hale"."""
    nouns = "|".join(table("reporting")["proxies"]["nouns"].split())
    owner = re.compile(rf"(?P<who>[^\n,]{{1,60}}?)['’]s (?:\w+ ){{0,2}}(?:{nouns})\b", re.IGNORECASE)
    client = re.compile(
        rf"[^\n,]{{0,60}}?\b(?:{nouns})\b(?: for| of| representing) (?P<who>[^\n,]{{1,60}})", re.IGNORECASE
    )
    return owner, client


@cache
def _noun() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('reporting')['proxies']['nouns'].split())})\b", re.IGNORECASE)


def deny_through(text: str, segments: Sequence[Segment]) -> Iterator[Segment]:
    """The segments; what a proxy says that somebody denies is cited from them, and what follows stays the proxy's."""
    for one in segments:
        match = _DENIES.match(text, *one.content[0]) if one.source and not one.quoted and one.content else None
        if match is None or one.source is None or one.cited or not _noun().search(text, *one.source):
            yield one
            continue
        more = _MORE.search(text, match.start("what"), match.end("what"))
        what = trim(text, match.start("what"), more.start() if more else match.end("what"))
        if what is None:
            yield one
            continue
        who = _client(text, one.source, match.span("who"))
        lemma = _LEMMAS.get(match["cue"][0] if match["cue"][:2] != "di" else "", "dispute")
        yield replace(one, cue=match.span("cue"), content=(what,), lemma=lemma, firm=True, cited=who)
        rest = trim(text, more.end(), one.content[0][1]) if more else None
        if rest is not None:
            yield replace(one, content=(rest, *one.content[1:]))


def _client(text: str, source: Range, told: Range) -> Range:
    """Who denies: whom the proxy's phrase names ("his lawyer", "a lawyer for Hale"), else the words before "denied"."""
    his = _HIS.match(text, *source)
    if his is not None:
        return his.span()
    owner, client = _proxy()
    named = owner.match(text, *source) or client.match(text, *source)
    return named.span("who") if named is not None else told
