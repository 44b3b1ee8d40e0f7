"""Attributions by rule: turns of a transcript, direct speech, and what is reported outside quotations.

The tagger takes them as a hint, and they stand where it sees nothing (see `attributions`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from tellings.mark.cues import clause_segments
from tellings.mark.direct import direct_segments
from tellings.mark.parse import Parsed
from tellings.mark.quotes import Quote
from tellings.mark.segments import Range, Segment, inside
from tellings.mark.transcripts import turn_segments


def rule_segments(parsed: Parsed, quotes: Sequence[Quote]) -> tuple[list[Segment], list[Range]]:
    """(segments, speech): turns of a transcript, direct speech, then what is reported outside quotations.

    `speech` are the quotations that are speech and the names that open a turn.
    """
    doc, text = parsed.doc, parsed.article.text
    turns = turn_segments(text)
    spoken = [piece for turn in turns for piece in turn.content]
    direct = direct_segments(doc, text, [quote for quote in quotes if not inside(quote.start, spoken)])
    speech = [(quote.start, quote.end) for quote in direct.speech]
    starts = [quote.start for quote in quotes]
    titles = [(quote.start, quote.end) for quote in quotes if _is_title(text[quote.inner_start : quote.inner_end])]
    found = [*turns, *direct.segments]
    for token, segment in clause_segments(doc, text):
        if token.i in direct.verbs or inside(token.idx, speech) or inside(token.idx, titles):
            continue
        content = tuple(_whole_quotes(piece, quotes, starts) for piece in segment.content)
        found.append(replace(segment, content=content))
    return found, speech + [turn.source for turn in turns if turn.source]


def _is_title(words: str) -> bool:
    """Whether quoted words are a headline or a title: most of them, and four at least, in capitals."""
    parts = words.split()
    return len(parts) >= 4 and sum(part[:1].isupper() for part in parts) >= 0.6 * len(parts)


def _whole_quotes(piece: Range, quotes: Sequence[Quote], starts: Sequence[int]) -> Range:
    """The piece with a quotation that begins in it taken to its end."""
    start, end = piece
    at = bisect_right(starts, end - 1) - 1
    if at >= 0 and start <= quotes[at].start < end < quotes[at].end:
        end = quotes[at].end
    return start, end
