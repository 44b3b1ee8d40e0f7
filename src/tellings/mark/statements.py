"""Statements: who said what, through whom, in which stance, on which day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tellings.mark.cues import clause_segments
from tellings.mark.direct import direct_segments
from tellings.mark.parse import Parsed
from tellings.mark.quotes import Quote, pair_quotes
from tellings.mark.segments import Range, Segment
from tellings.mark.speakers import Speakers
from tellings.mark.stance import form_of, kind_of, stance_of
from tellings.model import Name, Role, Statement, When, make_id


def find_statements(
    parsed: Parsed, names: Sequence[Name], roles: Sequence[Role], dates: Sequence[When]
) -> tuple[Statement, ...]:
    """Statements in order of the text."""
    text = parsed.article.text
    quotes = pair_quotes(text)
    segments = find_segments(parsed, quotes)
    speakers = Speakers(parsed, names, roles)
    days = [(parsed.article.at(date.span), date) for date in dates if date.earliest and date.type in {"DATE", "TIME"}]
    sentences = [sentence.start_char for sentence in parsed.doc.sents]
    statements = []
    for segment in segments:
        speaker, via = speakers.of(segment)
        first = segment.content[0]
        statements.append(
            Statement(
                id=make_id(parsed.article.id, first[0], first[1]),
                content=tuple(parsed.span(*piece) for piece in segment.content),
                source=parsed.span(*segment.source) if segment.source else None,
                cue=parsed.span(*segment.cue) if segment.cue else None,
                form=form_of(text, segment, quotes),
                kind=kind_of(segment),
                stance=stance_of(text, segment),
                speaker=speaker,
                via=via,
                said_on=_said_on(segment, days, sentences),
            )
        )
    return tuple(statements)


def find_segments(parsed: Parsed, quotes: Sequence[Quote]) -> list[Segment]:
    """Direct speech first, then what the reporting words outside it report."""
    doc, text = parsed.doc, parsed.article.text
    direct = direct_segments(doc, text, quotes)
    starts = [quote.start for quote in direct.speech]
    found = list(direct.segments)
    for token, segment in clause_segments(doc, text):
        if token.i in direct.verbs or _inside(token.idx, direct.speech, starts):
            continue
        widened = tuple(_widen(piece, quotes) for piece in segment.content)
        found.append(replace(segment, content=widened))
    return flat(found)


def flat(segments: Iterable[Segment]) -> list[Segment]:
    """Segments in order of their content; one that lies wholly inside another's content is left out."""
    ordered = sorted(segments, key=lambda s: (s.content[0][0], -max(e for _, e in s.content)))
    kept: list[Segment] = []
    seen: set[Range] = set()
    reach = -1
    for segment in ordered:
        low, high = segment.content[0][0], segment.content[-1][1]
        cue = segment.cue or segment.content[0]
        if segment.content[0] in seen or (
            cue[0] >= low - 1
            and high <= reach
            and cue[0] < reach
            and low > 0
            and high <= reach
            and _covered(segment, kept)
        ):
            continue
        seen.add(segment.content[0])
        kept.append(segment)
        reach = max(reach, high)
    return kept


def _covered(segment: Segment, kept: Sequence[Segment]) -> bool:
    """Whether cue and content of a segment lie inside the content of one of the last few kept."""
    parts = [*segment.content, *([segment.cue] if segment.cue else [])]
    return any(
        all(any(start <= low and high <= end for start, end in other.content) for low, high in parts)
        for other in kept[-4:]
    )


def _inside(offset: int, speech: Sequence[Quote], starts: Sequence[int]) -> bool:
    at = bisect_right(starts, offset) - 1
    return at >= 0 and offset < speech[at].end


def _widen(piece: Range, quotes: Sequence[Quote]) -> Range:
    """The piece with a quotation it begins or ends in taken whole."""
    start, end = piece
    at = bisect_right([q.start for q in quotes], end - 1) - 1
    if at >= 0 and start <= quotes[at].start < end < quotes[at].end:
        end = quotes[at].end
    return start, end


def _said_on(segment: Segment, days: Sequence[tuple[Range, When]], sentences: Sequence[int]) -> str:
    """The day named in the cue's sentence outside the content, "" where there is none."""
    if segment.cue is None:
        return ""
    at = bisect_right(sentences, segment.cue[0])
    low = sentences[at - 1]
    high = sentences[at] if at < len(sentences) else 1 << 60
    for (start, _), date in days:
        if start >= high:
            break
        if low <= start and not any(a <= start < b for a, b in segment.content):
            return date.earliest[:10]
    return ""
