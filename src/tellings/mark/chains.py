"""Chains: which segment stands inside which, and who passed a statement on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tellings.mark.reporting import lexicon
from tellings.mark.segments import Range, Segment
from tellings.mark.stance import kind_of
from tellings.mark.transcripts import TURN

# How many open contents a segment is looked for in; deeper nesting does not occur in news.
DEPTH = 8
# What an outer content may hold beside the inner statement before it counts as one of its own, in characters.
SLACK = 25


@dataclass(frozen=True, slots=True)
class Nested:
    """A segment, the segment its content lies inside (index into the same list; -1: none), and who passed it on."""

    segment: Segment
    outer: int = -1
    through: tuple[Segment, ...] = ()


def nest(segments: Sequence[Segment], is_outlet: Callable[[Segment], bool]) -> list[Nested]:
    """Segments in order of their text, each with the one around it.

    A segment that does nothing but pass another on ("According to X, Y said …") is dropped and goes into `through`;
    one inside another stays where it reports plainly (`firm`), else it belongs to the outer's words. `is_outlet`
    says of a segment whether its source is an outlet or agency, which only passes on.
    """
    ordered = sorted(_without_doubles(segments), key=lambda s: (s.content[0][0], -s.content[-1][1]))
    around = _around(ordered)
    passing = [i for i, outer in enumerate(around) if outer >= 0 and _passes_on(ordered[outer], ordered[i], is_outlet)]
    dropped = {around[i] for i in passing}
    kept: list[Nested] = []
    place: dict[int, int] = {}
    for i, segment in enumerate(ordered):
        outer = around[i]
        through: list[Segment] = []
        while outer >= 0 and outer in dropped:
            through.insert(0, ordered[outer])  # `around` points to earlier ones only: this ends
            outer = around[outer]
        if i in dropped or (outer >= 0 and (outer not in place or not _counts_inside(segment, ordered[outer]))):
            continue
        place[i] = len(kept)
        kept.append(Nested(segment, place.get(outer, -1), tuple(through)))
    return kept


def _counts_inside(inner: Segment, outer: Segment) -> bool:
    """Whether a statement inside another is one of its own: a plain report, or any in the turn of a transcript."""
    return (inner.firm and inner.own) or outer.lemma == TURN


def _without_doubles(segments: Sequence[Segment]) -> list[Segment]:
    """The first of those that report the same words; "X cited Y" goes where Y's words follow."""
    cited = {segment.cited for segment in segments if segment.cited}
    seen: set[Range] = set()
    kept = []
    for segment in segments:
        about = segment.lemma in {"cite", "quote"} and not segment.quoted
        if segment.content[0] in seen or (about and any(_meets(segment.content[0], one) for one in cited)):
            continue
        seen.add(segment.content[0])
        kept.append(segment)
    return kept


def _meets(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _around(ordered: Sequence[Segment]) -> list[int]:
    """For each segment the index of the innermost earlier one whose content holds its cue (or its content); else -1."""
    pieces = sorted((start, -end, i) for i, segment in enumerate(ordered) for start, end in segment.content)
    anchors = sorted(((segment.cue or segment.content[0]), i) for i, segment in enumerate(ordered))
    found = [-1] * len(ordered)
    stack: list[tuple[int, int, int]] = []
    at = 0
    for (low, high), i in anchors:
        while at < len(pieces) and pieces[at][0] <= low:
            start, end, index = pieces[at]
            while stack and stack[-1][1] <= start:
                stack.pop()
            stack.append((start, -end, index))
            at += 1
        fitting = [(end - start, index) for start, end, index in stack[-DEPTH:] if index < i and high <= end]
        if fitting:
            found[i] = min(fitting)[1]
    return found


def _passes_on(outer: Segment, inner: Segment, is_outlet: Callable[[Segment], bool]) -> bool:
    """Whether an outer segment holds nothing but the inner one."""
    last = outer.cue is not None and outer.cue[0] >= outer.content[-1][1]  # "…, the Harbour Times reported"
    relays = outer.lemma == "according" or (outer.firm and not outer.quoted and last and is_outlet(outer))
    if not relays or inner.source is None or inner.cue is None:
        return False
    if kind_of(inner) != "says" or inner.lemma in lexicon().evidence:
        return False
    parts = [inner.source, inner.cue, *inner.content]
    low, high = min(p[0] for p in parts), max(p[1] for p in parts)
    return low - outer.content[0][0] <= SLACK and outer.content[-1][1] - high <= SLACK
