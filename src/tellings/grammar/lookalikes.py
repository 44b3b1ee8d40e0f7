"""What looks like a quantity and is none: labels, clock times, ages, addresses, scores, phone numbers, counters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from tellings.lexicon import table

# Characters looked at before a number: the longest label ("euro stoxx") and what ties it to the number; 40 for scores.
_NEAR = 16
_LINE_NUMBER = re.compile(r"(?:^|\n)[ \u00a0]*\Z")
_LINE_MARK = re.compile(r"[.)\]](?:[ \u00a0]|\n|\Z)|[ \u00a0]*(?:\n|\Z)")
_JOINED_BEFORE = re.compile(r"[#№@/_&+*×]\Z|\d[.:/]\Z")
_PHONE = re.compile(r"(?<![\w,.-])(?:\+?\d{1,3}[ -])?(?:\(\d{2,4}\)[ -]?|\d{2,4}[ -])\d{3,4}[ -]\d{3,4}(?![\w,])")
_AGE_AFTER = re.compile(
    r"[- \u00a0](?:years?|months?|weeks?|days?)[- \u00a0](?:olds?|of[ \u00a0]age)\b|[- \u00a0]?(?:yo|y/o)\b",
    re.IGNORECASE,
)
_COUNTED_OFF = re.compile(r"\d[ \u00a0]of[ \u00a0]\Z")
_SCORE = re.compile(r"(?<![\w.,$€£-])(?P<one>\d{1,3})[-–](?P<other>\d{1,3})(?![\w-])(?![ \u00a0]?%)")


def is_lookalike(text: str, start: int, end: int) -> bool:
    """Whether the number at `text[start:end]` is no quantity, by the words and signs beside it."""
    before, after = text[max(0, start - _NEAR) : start], text[end : end + 60]
    if _LINE_NUMBER.search(before) and _LINE_MARK.match(after) and text[start].isdigit():
        return True
    if (text[start].isdigit() or text[start].isupper()) and (_label().search(before) or _JOINED_BEFORE.search(before)):
        return True
    if _counter_end().match(after) and _COUNTED_OFF.search(before):
        return True
    if _clock().match(after) or _address().match(after) or _counter().match(after):
        return True
    return bool(_AGE_AFTER.match(after))


def is_age(text: str, start: int) -> bool:
    """Whether the number at `start` is someone's age by the word before it: "aged 33"."""
    return bool(_age_before().search(text, max(0, start - _NEAR), start))


def codes(text: str) -> list[tuple[int, int]]:
    """Where scores ("3-1": the first not the less, or near a word of winning and losing) and phone numbers stand."""
    found = [match.span() for match in _PHONE.finditer(text)]
    for match in _SCORE.finditer(text):
        one, other = int(match["one"]), int(match["other"])
        if one >= other or _score_words().search(text, max(0, match.start() - 40), match.start()):
            found.append(match.span())
    return found


@cache
def _label() -> re.Pattern[str]:
    data = table("lookalikes")
    return re.compile(rf"(?<![\w.])(?:{_any(data['labels'] + data['indexes'])})[ \u00a0]\Z", re.IGNORECASE)


@cache
def _age_before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any(table('lookalikes')['ages'])})[ \u00a0]\Z", re.IGNORECASE)


@cache
def _clock() -> re.Pattern[str]:
    return re.compile(rf"[ \u00a0]?(?:{_any(table('lookalikes')['clocks'])})(?!\w)|:\d", re.IGNORECASE)


@cache
def _address() -> re.Pattern[str]:
    words = _any(table("lookalikes")["streets"])
    return re.compile(rf"(?:[ \u00a0](?!(?i:{words})\b)[A-Z0-9][\w.'’]{{0,20}}){{1,3}}[ \u00a0](?i:{words})(?!\w)")


@cache
def _counter() -> re.Pattern[str]:
    return re.compile(
        rf"[ \u00a0]?(?:of|/)[ \u00a0]?\d+[ \u00a0](?:{_any(table('lookalikes')['pictures'])})(?!\w)", re.IGNORECASE
    )


@cache
def _counter_end() -> re.Pattern[str]:
    return re.compile(rf"[ \u00a0](?:{_any(table('lookalikes')['pictures'])})(?!\w)|[ \u00a0]*(?:\n|\Z)", re.IGNORECASE)


@cache
def _score_words() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any(table('lookalikes')['scores'])})(?!\w)", re.IGNORECASE)


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", "[ \u00a0]") for word in sorted(words, key=len, reverse=True))
