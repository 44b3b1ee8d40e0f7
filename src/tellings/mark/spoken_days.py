"""The day a statement was made, where no date hangs on its cue: from what it tells, or from what was said before.

Only days that follow are given. What is told of the day of publication was said on it, since nobody tells what is to
come in the past tense; and who goes on speaking a sentence later still speaks on the same day.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tellings.mark.circumstances import SAME_TALK, is_day
from tellings.mark.dates import tense_at
from tellings.mark.parse import Parsed
from tellings.model import Statement, When

if TYPE_CHECKING:
    from spacy.tokens import Doc

# Words of a cue, or beside it, that tell of another time than that of the news: "had said", "has long argued".
_OTHER_TIME = frozenset(
    {"had", "has", "have", "'ve", "'d", "’ve", "’d", "to", "since", "already", "never", "always"}
) | {
    *("will", "would", "can", "may", "might", "could", "should"),
    *("previously", "earlier", "once", "later", "often", "repeatedly", "long"),
}
_NESTED = 20  # statements that may begin between a place and the start of the one that holds it
_BESIDE = 3  # tokens before a cue among which such a word stands


def settle_days(parsed: Parsed, statements: Sequence[Statement], dates: Sequence[When]) -> tuple[Statement, ...]:
    """The statements, with the day said where it follows from their content or from the same speaker's last words."""
    days = sorted((*parsed.article.at(date.span), date.earliest[:10]) for date in dates if is_day(date))
    settled = {one.id: one for one in statements}
    told = [one for one in statements if one.kind == "says"]
    news = _told_of_publication(parsed, dates)
    for one in told:
        if news and not one.said_on and not one.inside and _in_the_news(parsed.doc, one, parsed):
            contents = [parsed.article.at(span) for span in one.content]
            if any(bisect_left(news, low) < bisect_left(news, high) for low, high in contents):
                settled[one.id] = replace(one, said_on=parsed.article.published[:10])
    _carry(parsed, [settled[one.id] for one in told], days, settled)
    return tuple(settled[one.id] for one in statements)


def _told_of_publication(parsed: Parsed, dates: Sequence[When]) -> list[int]:
    """Clean offsets where something is told, in the past tense, of the day of publication by its name.

    None where anything past is told of a later day: then the article's own date is behind its text.
    """
    published, found = parsed.article.published[:10], []
    for date in dates:
        start = parsed.article.at(date.span)[0]
        named = published and is_day(date) and date.earliest >= published and _NAMED.search(date.span.text)
        if named and tense_at(parsed.doc, start) == "past":
            if date.earliest > published:
                return []
            found.append(start)
    return found


# A day by its name; "today" and "this morning" in a quotation are the speaker's.
_NAMED = re.compile(r"[A-Z][a-z]+day|\d")


def _in_the_news(doc: Doc, one: Statement, parsed: Parsed) -> bool:
    """Whether the cue is in the plain past; true of speech that needs no cue, going on from the last."""
    if one.cue is None:
        return True
    low, high = parsed.article.at(one.cue)
    cue = doc.char_span(low, high, alignment_mode="expand")
    if cue is None:
        return False
    around = {token.lower_ for token in doc[max(cue.sent.start, cue.start - _BESIDE) : cue.end]}
    past = any(token.tag_ in ("VBD", "VBG") for token in cue) or "according" in around
    return past and not around & _OTHER_TIME


def _carry(
    parsed: Parsed, told: Sequence[Statement], days: Sequence[tuple[int, int, str]], settled: dict[str, Statement]
) -> None:
    """Give each statement the day of its speaker's last, where that is near and no other day comes between.

    What somebody "had said" on another day is no part of the talk that goes on.
    """
    at = parsed.article.at
    sentences = [sentence.start_char for sentence in parsed.doc.sents]
    contents = sorted(at(span) for one in settled.values() for span in one.content)
    last: dict[str, tuple[int, str]] = {}
    for one in sorted(told, key=lambda one: one.content[0].start):
        start, end = at(one.content[0])[0], at(one.content[-1])[1]
        day = one.said_on
        if not day and one.speaker in last and not one.inside and _in_the_news(parsed.doc, one, parsed):
            before, known = last[one.speaker]
            gap = bisect_right(sentences, start) - bisect_right(sentences, before)
            between = days[bisect_left(days, (before, 0, "")) : bisect_left(days, (end, 0, ""))]
            if gap <= SAME_TALK and all(row[2] == known or _is_told(row[0], contents) for row in between):
                day = known
                settled[one.id] = replace(settled[one.id], said_on=day)
        if day and one.speaker and _in_the_news(parsed.doc, one, parsed):
            last[one.speaker] = end, day


def _is_told(offset: int, contents: Sequence[tuple[int, int]]) -> bool:
    """Whether a place lies inside what somebody says (contents in order; nested ones begin close before it)."""
    after = bisect_right(contents, (offset, offset + 1))
    return any(low <= offset < high for low, high in contents[max(0, after - _NESTED) : after])
