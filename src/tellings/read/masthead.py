"""What stands round the body of an article: title, byline, outlet, dateline with its day, agency credits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tellings.read.credits import find_credits
from tellings.read.day import MONTH, find_day
from tellings.read.outlet import find_outlet, is_newspaper

_PARAGRAPH = re.compile(r"[^\n]+")
_BYLINE = re.compile(
    r"(?:By|BY)\s(?=[A-Z\u00c0-\u00de])([^\n|]{2,100}?)(?:\s?[|•].*|,?\s(?:Updated|Published)\b.*|\s\d.*)?$"
)
_PLACE_WORD = r"(?:[A-Z\u00c0-\u00de][\w'’-]{0,30}|\d{1,4})"
_DATELINE = re.compile(
    rf"{_PLACE_WORD}(?:[,.]{{0,2}}\s{_PLACE_WORD}){{0,9}}[,.]{{0,2}}\s?(?:\([^()\n]{{2,40}}\)\s?)?(?:--|[-–—:_])\s"
)
_STARTS_DATED = re.compile(
    rf"(?:[A-Z\u00c0-\u00de][^\n()]{{0,60}},\s)?(?:{MONTH}\s\d|\d{{1,2}}\s{MONTH})|\([A-Z]{{2,8}}\)"
)
_LABEL = re.compile(
    r"(?:First published|Published|Posted|Date|Last updated|Updated)(?: on| at)?\s?:?\s?", re.IGNORECASE
)
_LABEL_INSIDE = re.compile(r"\b(?:Published|Posted|Updated)(?: on| at)?:\s?")
_DAY_LINE = re.compile(
    rf"(?:\w{{3,9}},?\s)?[\w .,/-]{{0,4}}(?:\d{{4}}-\d\d-\d\d|{MONTH}|\d{{1,2}}\s)[\w .,:/|-]{{0,40}}$", re.IGNORECASE
)
_HEADLINE_SMALL = re.compile(
    r"(?:an?|and|as|at|but|by|for|from|in|into|is|its|nor|off?|on|or|over|the|to|up|vs|with)$", re.IGNORECASE
)
_TITLE_WORDS = 22  # of the titles of the 184 articles tuned on, the longest has 19 words and 125 characters
_TITLE_AT_MOST = 200  # characters, for headlines in capitals


@dataclass(frozen=True, slots=True)
class Masthead:
    """What was found; `published_at` are clean offsets of the words that give the day."""

    title: str = ""
    byline: str = ""
    outlet: str = ""
    published: str = ""
    published_at: tuple[int, int] = (0, 0)
    credits: tuple[str, ...] = ()


def find_masthead(text: str, dropped: Iterable[str] = ()) -> Masthead:
    """The masthead of a clean text; `dropped` are the lines that were taken out as furniture."""
    found = [(match.start(), match[0]) for match in _PARAGRAPH.finditer(text)]
    if not found:
        return Masthead()
    named = is_newspaper(found[0][1]) and bool(_title(text, found[1:]))
    title = _title(text, found[named:])
    body = found[named + 1 :] if title else found
    byline = next((m[1].strip(" ,") for _, words in body[:4] if (m := _BYLINE.match(words)) and _is_byline(m[1])), "")
    day, start, end = _published(found)
    signed = find_credits([words for _, words in found], dropped)
    outlet = find_outlet(found[0][1] if named else "", byline, found[-1][1])
    return Masthead(title, byline, outlet, day, (start, end), signed)


def _title(text: str, paragraphs: list[tuple[int, str]]) -> str:
    """The first of the paragraphs where it is a title: followed by a blank line, short, and no sentence."""
    if len(paragraphs) < 2:
        return ""
    start, words = paragraphs[0]
    after = start + len(words)
    if len(words) > _TITLE_AT_MOST or text[after : after + 2] != "\n\n":
        return ""
    if _DATELINE.match(words) and _STARTS_DATED.match(words):
        return ""
    if words[0] == "(" or words[-1] in "_-–—":
        return ""
    open_end = words.endswith(("...", "…")) or words[-1] not in '.:;,”"'
    if not (open_end and len(words.split()) <= _TITLE_WORDS) and not _is_headline(words):
        return ""
    return words


def _is_headline(words: str) -> bool:
    """True where nearly every long word is capitalised, as in an English headline; quoted titles pass."""
    if words[-1] in '”"' and words[-2:-1] not in ".,!?":
        return True
    long = [word for word in words.split() if word[:1].isalpha() and not _HEADLINE_SMALL.match(word)]
    return len(long) > 2 and sum(word[0].isupper() for word in long) >= 0.8 * len(long)


def _is_byline(words: str) -> bool:
    """True for names: few words, and none but the small ones in small letters."""
    names = words.split()
    return len(names) <= 12 and all(
        not n[0].islower() or n in {"and", "for", "in", "of", "the", "de", "van", "von", "with", "al", "bin"}
        for n in names
    )


def _published(paragraphs: list[tuple[int, str]]) -> tuple[str, int, int]:
    """A complete day printed as that of publication: in a dateline, after a label, or on a line of its own."""
    late: tuple[str, int, int] = ("", 0, 0)
    near = [*paragraphs[:6], *paragraphs[max(6, len(paragraphs) - 3) :]]
    for number, (start, words) in enumerate(near):
        for label, opening in _day_places(words[:300], first=number < 4):
            found = find_day(words, opening, min(len(words), opening + 60))
            if found and found[1] - opening <= 30:
                place = found[0], start + found[1], start + found[2]
                if "pdated" not in label:
                    return place
                late = late if late[0] else place
    return late


def _day_places(words: str, *, first: bool) -> Iterable[tuple[str, int]]:
    """Labels and the offsets behind them at which a day of publication may stand."""
    if len(words) <= 80 and (label := _LABEL.match(words)):
        yield label[0], label.end()
    yield from ((label[0], label.end()) for label in _LABEL_INSIDE.finditer(words))
    if first and len(words) <= 60 and _DAY_LINE.match(words):
        yield "", 0
    if first and (dateline := _DATELINE.match(words)) and (found := find_day(words, 0, dateline.end())):
        yield "", max(0, found[1] - 1)
