"""What looks like a quantity and is none: labels, clock times, ages, addresses, scores, phone numbers, counters."""

from __future__ import annotations

import re
from functools import cache

from tellings.grammar.wording import any_of, any_turned, turned
from tellings.lexicon import table

# Characters looked at before a number: the longest label ("euro stoxx") and what ties it to the number; more for scores
# and for the other ages of a list.
_NEAR = 16
_FAR = 40
_LINE_NUMBER = re.compile(r"(?:^|\n)[ \u00a0]*\Z")
_LINE_MARK = re.compile(r"[.)\]](?:[ \u00a0]|\n|\Z)|[ \u00a0]*(?:\n|\Z)")
_JOINED_BEFORE = re.compile(r"[#№@/_&+*×]\Z|@[ \u00a0]\Z|\d[.:/’']\Z")
_JOINED_AFTER = re.compile(r"[ \u00a0]?[*×][ \u00a0]?\d|[’'][ \u00a0]?\d{1,2}(?:[’'\"”]|\b)|[ \u00a0]?/[ \u00a0]?\d")
_PHONES = (
    r"(?<![\w,.-])(?:\+?\d{1,3}[ -])?(?:\(\d{2,4}\)[ -]?|\d{2,4}[ -])\d{3,4}[ -]\d{3,4}(?![\w,])"
    r"|(?<![\w,.-])(?:\+|00|0(?=\d{2,4}[/ ]\d))\d{1,4}(?:[ /-]\d{1,6}){2,5}(?![\w,])"
)
_PHONE = re.compile(_PHONES)
# Keys of a graphic: "6 3 5 4 People fled".
_KEYS = re.compile(r"(?<![\w.,])\d{1,2}(?:[ \u00a0]\d{1,2}){2,9}(?![\w.,])")
_AGE_AFTER = re.compile(
    r"[- \u00a0](?:years?|months?|weeks?|days?)[- \u00a0](?:olds?|of[ \u00a0]age)\b|[- \u00a0]?(?:yo|y/o)\b",
    re.IGNORECASE,
)
# The last of several ages: "ages 7 and 10", "aged three, five and nine".
_AGES_BEFORE = re.compile(
    r"(?<!\w)age[sd](?:[ \u00a0](?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|and),?){1,5}[ \u00a0]\Z",
    re.IGNORECASE,
)
_COUNTED_OFF = re.compile(r"\d[ \u00a0]of[ \u00a0]\Z")
_SCORE = re.compile(r"(?<![\w.,$€£-])(?P<one>\d{1,3})[-–](?P<other>\d{1,3})(?![\w-])(?![ \u00a0]?%)")
_RECORD = re.compile(r"(?<![\w.,$€£-])\d{1,3}[-–]\d{1,3}[-–]\d{1,3}(?![\w-])")


def is_lookalike(text: str, start: int, end: int) -> bool:
    """Whether the number at `text[start:end]` is no quantity, by the words and signs beside it."""
    before, after = text[max(0, start - _NEAR) : start], text[end : end + 60]
    digits = text[start].isdigit()
    if digits and _LINE_NUMBER.search(before) and _LINE_MARK.match(after):
        return True
    if text[start] == "." or (digits and _JOINED_AFTER.match(after)):
        return True  # ".292" is a rate of sport, "1024*768" a resolution, "5’2" somebody's height, "3/5" a rating
    if (digits or text[start].isupper()) and (_label().match(before[::-1]) or _JOINED_BEFORE.search(before)):
        return True
    if not digits and _spelled_label().match(before[::-1]):
        return True
    if _counter_end().match(after) and _COUNTED_OFF.search(before):
        return True
    if _clock().match(after) or _address().match(after) or _counter().match(after):
        return True
    if text[start:end] in table("lookalikes")["calls"] and _called(before, after):
        return True
    return bool(_AGE_AFTER.match(after) or _AGES_BEFORE.search(text, max(0, start - _FAR), start))


def is_age(text: str, start: int) -> bool:
    """Whether the number at `start` is someone's age by the word before it: "aged 33"."""
    return bool(_age_before().match(turned(text, start, _NEAR)))


def codes(text: str) -> list[tuple[int, int]]:
    """Where phone numbers, keys of graphics, records and scores stand, in order and apart from each other.

    "3-1" is a score where the first is not the less, or near a word of winning and losing, or before one of sport.
    """
    found = [match.span() for pattern in (_PHONE, _KEYS, _RECORD) for match in pattern.finditer(text)]
    for match in _SCORE.finditer(text):
        start, end = match.span()
        scored = _score_words().search(text, max(0, start - _FAR), start) or _scored().match(text, end)
        if scored or int(match["one"]) >= int(match["other"]):
            found.append((start, end))
    apart: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if apart and start < apart[-1][1]:
            first, last = apart.pop()
            apart.append((first, max(last, end)))
        else:
            apart.append((start, end))
    return apart


def _called(before: str, after: str) -> bool:
    """Whether a number is that of the police: "call 911", "a 999 operator"."""
    words = table("lookalikes")["calling"]
    lead = before.split()[-1:] or [""]
    tail = after.split(maxsplit=1)[:1] or [""]
    return lead[0].lower() in words or tail[0].lower().strip(".,") in words


@cache
def _label() -> re.Pattern[str]:
    """A label before a number in digits, turned round."""
    data = table("lookalikes")
    return re.compile(rf"[ \u00a0](?:{any_turned(data['labels'] + data['indexes'])})(?![\w.])", re.IGNORECASE)


@cache
def _spelled_label() -> re.Pattern[str]:
    """A label before a number in words, turned round."""
    return re.compile(rf"[ \u00a0](?:{any_turned(table('lookalikes')['spelled'])})(?![\w.])", re.IGNORECASE)


@cache
def _age_before() -> re.Pattern[str]:
    return re.compile(rf"[ \u00a0](?:{any_turned(table('lookalikes')['ages'])})(?!\w)", re.IGNORECASE)


@cache
def _clock() -> re.Pattern[str]:
    return re.compile(rf"[ \u00a0]?(?:{any_of(table('lookalikes')['clocks'])})(?!\w)|:\d", re.IGNORECASE)


@cache
def _address() -> re.Pattern[str]:
    words = any_of(table("lookalikes")["streets"])
    return re.compile(rf"(?:[ \u00a0](?!(?i:{words})\b)[A-Z0-9][\w.'’]{{0,20}}){{1,3}}[ \u00a0](?i:{words})(?!\w)")


@cache
def _counter() -> re.Pattern[str]:
    words = any_of(table("lookalikes")["pictures"])
    return re.compile(rf"[ \u00a0]?(?:of|/)[ \u00a0]?\d+[ \u00a0](?:{words})(?!\w)", re.IGNORECASE)


@cache
def _counter_end() -> re.Pattern[str]:
    words = any_of(table("lookalikes")["pictures"])
    return re.compile(rf"[ \u00a0](?:{words})(?!\w)|[ \u00a0]*(?:\n|\Z)", re.IGNORECASE)


@cache
def _score_words() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of(table('lookalikes')['scores'])})(?!\w)", re.IGNORECASE)


@cache
def _scored() -> re.Pattern[str]:
    return re.compile(rf"[ \u00a0](?:\w+[ \u00a0])?(?:{any_of(table('lookalikes')['scored'])})(?!\w)", re.IGNORECASE)
