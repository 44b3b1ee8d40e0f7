"""The news agencies an article credits: in its dateline, its byline, or its closing lines.

"According to Yonhap" in running text is no credit: there the agency is a source, which marking finds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from tellings import lexicon

_HEAD, _TAIL = 6, 4  # paragraphs at either end in which articles are signed
_SIGNATURE = 400  # characters: a longer paragraph is no signature
_WORDS = r"(?:(?:[A-Z\u00c0-\u00de][\w.'’-]{0,30}|\d{1,4}|of|de|la|al|the|and)[,.;/]{0,2}\s{1,2}){0,10}"
_TOKEN = re.compile(r"\w+")
_DIVIDER = re.compile(r"[,/;&|+]|\s[–-]\s")


@cache
def _forms() -> dict[str, str]:
    """Agency by each form it signs with, and by the form in small letters."""
    found = {}
    for row in lexicon.table("agencies")["agency"]:
        for form in row["forms"]:
            found[form] = row["name"]
            found.setdefault(form.lower(), row["name"])
    return found


@cache
def _rules() -> tuple[tuple[re.Pattern[str], ...], tuple[re.Pattern[str], ...], re.Pattern[str]]:
    """How articles are signed at the head, how at the tail, and one agency."""
    forms = sorted(
        {form for row in lexicon.table("agencies")["agency"] for form in row["forms"]}, key=len, reverse=True
    )
    short = "|".join(re.escape(form) for form in forms if len(form) <= 4)
    long = "|".join(re.escape(form) for form in forms if len(form) > 4)
    one = rf"(?<![\w-])(?:{short}|(?i:{long}))(?![\w-])"
    some = rf"(?:[Tt]he )?{one}(?:\s?(?:[,/;&|+–-]|and)\s?(?:the )?{one}){{0,5}}"
    head = (
        rf"{_WORDS}[(\[](?:[^()\n]{{1,30}}[,/;]\s?)?{some}(?:[,/;]\s?[^()\n]{{1,30}})?[)\]]\s?(?:[-–—:_]|$|(?=[A-Z“\"]))",
        rf"{_WORDS}(?:/{some}/|{some}\s?(?:--|[–—])\s)",
        rf"(?:By|BY|From|Source:)\s{_WORDS}{some}(?:[ ,|(/][^\n.]{{0,40}})?$",
        rf"(?:[A-Z][^\n]{{0,60}}[,|]\s)?{some}$",
        rf"[^\n]{{0,200}}\b(?:Updated|Published|Posted): [^\n]{{0,40}}(?:\bBy |\(){some}",
    )
    tail = (
        rf"[^\n]{{0,200}}{some}[^\n]{{0,200}}\bcontributed"
        rf" (?:reporting|to (?:this|the) (?:\w{{1,20}}\s)?(?:report|story|article))\b",
        rf"[\W_]{{0,4}}(?:[\w/]{{1,20}}\s)?[(\[]?{some}[)\]]?[\W_]{{0,4}}$",
        rf"[(\[—–-]{{0,2}}\s?(?i:with (?:additional )?(?:inputs?|files?|reporting|assistance|material)\b|sources?\s?:"
        rf"|additional reporting by|reporting by|contributed by|courtesy of|via)[^\n]{{0,100}}{some}",
        rf"[^\n]{{0,40}}(?:©|\(c\)|\(C\)|[Cc]opyright)[^\n]{{0,40}}{some}(?:\s(?:19|20)\d\d)?(?:\.[^\n]{{0,200}})?\W{{0,3}}$",
        rf"[^\n]{{0,300}}[.”\"'’!?]\s?(?:[-–—]{{1,2}}\s?|[(\[]){some}[)\]]?\.?$",
        rf"[^\n]{{0,60}}The {some} Trust Principles",
    )
    return tuple(map(re.compile, head)), tuple(map(re.compile, tail)), re.compile(one)


def is_agency(name: str) -> bool:
    """True for a form in which an agency signs."""
    return name.lower() in _forms()


def find_credits(paragraphs: Sequence[str], dropped: Iterable[str] = ()) -> tuple[str, ...]:
    """The agencies credited, in order, each once. `dropped` are lines that were taken out as furniture."""
    tried = [(words[:_SIGNATURE], True) for words in paragraphs[:_HEAD]]
    tried += [(words, False) for words in [*paragraphs[-_TAIL:], *dropped]]
    found: dict[str, None] = {}
    for words, at_head in tried:
        if len(words) <= _SIGNATURE and _may_name(words):
            found.update(dict.fromkeys(_signed(words, at_head)))
    return tuple(found)


def _signed(words: str, at_head: bool) -> Iterator[str]:
    """The agencies that sign a paragraph."""
    head, tail, one = _rules()
    parts = [_forms().get(part.strip(" ()[].—").lower(), "") for part in _DIVIDER.split(words[:100])]
    if len(parts) > 1 and all(parts):  # nothing but agencies, in whatever case
        yield from parts
    else:
        for rule in head if at_head else tail:
            if match := rule.match(words):
                yield from (_forms().get(name[0]) or _forms()[name[0].lower()] for name in one.finditer(match[0]))


@cache
def _first_words() -> frozenset[str]:
    """The first word of each form; of long forms in small letters."""
    return frozenset(
        word if len(form) <= 4 else word.lower()
        for row in lexicon.table("agencies")["agency"]
        for form in row["forms"]
        for word in _TOKEN.findall(form.removeprefix("The "))[:1]
    )


def _may_name(words: str) -> bool:
    """True where the first word of an agency's name stands in a paragraph; spares most the slow patterns."""
    first = _first_words()
    return not (first.isdisjoint(_TOKEN.findall(words)) and first.isdisjoint(_TOKEN.findall(words.lower())))
