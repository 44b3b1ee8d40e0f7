"""Dues: fines, terms of prison and damage, by what stands around an amount; those a court imposed and those asked for.

"Fined her 40,000 pesetas" and "a fine of 400,000 pesetas" are one thing, "prosecutors had asked for 15 years" is
another than the nine years she was jailed for.
"""

from __future__ import annotations

import re
from functools import cache

from tellings.grammar.units import dimension, is_money
from tellings.lexicon import table
from tellings.link.sums import Meaning, Names, named_between, words_of
from tellings.model import Figure
from tellings.view import StoryView

_REACH = 70  # characters on either side of an amount in which what it is for stands
_SENTENCE = 400  # characters before it in which its sentence begins: a long one
_TERMS = ("year", "month")


def dues_of(view: StoryView) -> dict[str, Meaning]:
    """The fines, terms and damages among the figures of a story, by figure."""
    found = {}
    for key, figure in view.figures():
        kind = _kind(figure)
        if kind and (meaning := _meaning(view, key, figure, kind)):
            found[figure.id] = meaning
    return found


def _kind(figure: Figure) -> str:
    if figure.bound == "at_most":
        return ""  # what one faces is no term yet
    if figure.unit in _TERMS and dimension(figure.unit).kind == "calendar":
        return "term"
    return "money" if is_money(figure.unit) else ""


def _meaning(view: StoryView, key: str, figure: Figure, kind: str) -> Meaning | None:
    text = view.articles[key].text
    low, high = view.at(key, view.sentence(key, figure.span).span)
    start, end = view.at(key, figure.span)
    before, after = text[max(low, start - _REACH) : start], text[end : min(high, end + _REACH)]
    words = _words()
    asked = bool(words["asked"].search(text, max(low, start - _SENTENCE), start))
    if kind == "money":
        if words["damage"].search(before) or words["in_damage"].match(after):
            return Meaning("damage", "", frozenset(), "damage")
        if words["fine"].search(before):
            return Meaning(
                "fine",
                _asked(asked),
                _person(view, key, max(low, start - _SENTENCE), start),
                "fine asked for" if asked else "fine",
            )
        return None
    jailed = words["jailed"].search(before) or words["in_prison"].match(after) or words["asked"].search(before)
    if not jailed or words["other"].search(before):
        return None
    called = "prison term asked for" if asked else "prison term"
    return Meaning("term", _asked(asked), _person(view, key, max(low, start - _SENTENCE), start), called)


def _asked(asked: bool) -> str:
    return "asked for" if asked else "imposed"


def _person(view: StoryView, key: str, low: int, start: int) -> Names:
    """The last person named before an amount, as the words of the name."""
    told = [name for name in named_between(view, key, low, start) if name.kind == "person"]
    return frozenset((words_of(told[-1]),)) if told else frozenset()


@cache
def _words() -> dict[str, re.Pattern[str]]:
    words = table("measures")["dues"]
    short = r"[^.;\n]{0,%d}\Z"
    return {
        "asked": re.compile(
            rf"\b(?:{'|'.join(words['askers'])})\b[^.;\n]{{0,40}}\b(?:{'|'.join(words['asked'])})\b", re.IGNORECASE
        ),
        "fine": re.compile(rf"\b(?:{'|'.join(words['fine'])})\b{short % 40}", re.IGNORECASE),
        "jailed": re.compile(rf"\b(?:{'|'.join(words['jailed'])})\b{short % 50}", re.IGNORECASE),
        "in_prison": re.compile(
            r"[ \u00a0](?:years|months|year|month)[ \u00a0](?:in|behind)[ \u00a0](?:jail|prison|bars)", re.IGNORECASE
        ),
        "other": re.compile(rf"\b(?:{'|'.join(words['other'])})\b[^.;\n]{{0,20}}\Z", re.IGNORECASE),
        "damage": re.compile(
            r"\b(?:damages?|losses)\b[^.;\n]{0,30}\b(?:at|to|of|reached|exceed\w*)[ \u00a0](?:\w+[ \u00a0])?\Z",
            re.IGNORECASE,
        ),
        "in_damage": re.compile(
            r"[^.;,\n]{0,16}\b(?:in|of|worth of)[ \u00a0](?:\w+[ \u00a0])?damages?\b", re.IGNORECASE
        ),
    }
