"""From the tagger's scores to attributions: parts of the text, and which of them belong together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

import numpy as np

from tellings.mark.pieces import Pieces
from tellings.mark.segments import Range, trim
from tellings.mark.tagger import NONE, Scores
from tellings.mark.tokens import read_tokens

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from tellings.mark.pieces import Ints
    from tellings.mark.tagger import Floats

OUTSIDE, SOURCE, CUE, CONTENT = range(4)
# What a new part costs, and what is added for a cue, without which nothing is told, in log odds. Tuned on dev.
START, FOR_CUE = 1.5, 2.0
# Attributions whose content is less likely than this, on average, are left out. Tuned on dev.
LIKELY = 0.5
# A content belongs to a cue that at least this share of it points to. Tuned on dev.
BELONGS = 0.3
# A source holds at most this many pieces; a pointer to more has gone astray.
LONGEST_SOURCE = 60


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution as the tagger sees it, in clean ranges."""

    source: Range | None
    cue: Range
    content: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """Pieces [first, last) of one part."""

    kind: int
    first: int
    last: int


def decode(doc: Doc, text: str, pieces: Pieces, scores: Scores) -> list[Attribution]:
    """Attributions in order of their contents. Each has a cue: a content that points to none is left out."""
    if not len(pieces.ids):
        return []
    parts = _parts(np.array(read_tokens(doc).starts), pieces, scores)
    cues = [part for part in parts if part.kind == CUE]
    sources = [part for part in parts if part.kind == SOURCE]
    told: dict[_Part, list[_Part]] = defaultdict(list)
    for part in parts:
        cue = _cue_of(part, cues, scores) if part.kind == CONTENT else None
        if cue is not None:
            told[cue].append(part)

    def words(first: int, last: int) -> Range | None:
        return trim(text, int(pieces.starts[first]), int(pieces.ends[last - 1]))

    found = []
    for cue, contents in told.items():
        if _likely(contents, scores) < LIKELY:
            continue
        content = tuple(filter(None, (words(part.first, part.last) for part in contents)))
        source, heading = _source_of(cue, sources, scores), words(cue.first, cue.last)
        if heading and content:
            found.append(Attribution(words(*source) if source else None, heading, content))
    return sorted(found, key=lambda one: one.content)


def _likely(contents: Sequence[_Part], scores: Scores) -> float:
    """The mean probability of content over the pieces of some parts."""
    odds = [scores.tags[part.first : part.last, 2 * CONTENT - 1 :].sum(axis=1) for part in contents]
    return float(np.concatenate(odds).mean())


def _parts(idx: Ints, pieces: Pieces, scores: Scores) -> list[_Part]:
    """The likeliest parts: runs of whole tokens that begin with B and go on with I (Viterbi)."""
    token = np.clip(np.searchsorted(idx, pieces.starts, "right") - 1, 0, None)
    tags = scores.tags
    _, first_piece, count = np.unique(token, return_index=True, return_counts=True)
    summed = np.add.reduceat(tags, first_piece, axis=0) / count[:, None]
    opening = tags[first_piece]
    emitted = np.empty_like(summed)
    emitted[:, OUTSIDE] = summed[:, 0]
    for part in (SOURCE, CUE, CONTENT):
        b, i = 2 * part - 1, 2 * part
        both = summed[:, b] + summed[:, i]
        begins = opening[:, b] / (opening[:, b] + opening[:, i] + 1e-9)
        emitted[:, b], emitted[:, i] = both * begins, both * (1 - begins)
    odds = np.log(emitted + 1e-6)
    odds[:, 2 * CUE - 1] += FOR_CUE
    path = _best_path(odds)
    out = []
    kinds = (path + 1) // 2
    starts = np.flatnonzero(path % 2 == 1)
    stops = np.flatnonzero(np.append(kinds[1:] != kinds[:-1], True) | np.append(path[1:] % 2 == 1, True)) + 1
    for low in starts:
        high = int(stops[np.searchsorted(stops, low, "right")])
        out.append(_Part(int(kinds[low]), int(first_piece[low]), int(first_piece[high - 1] + count[high - 1])))
    return out


def _best_path(emitted: Floats) -> Ints:
    """The likeliest tags under `emitted` log odds (n, 7), where I-x follows only B-x or I-x."""
    rows = emitted.tolist()
    best = [odds - START if state % 2 else odds if not state else -inf for state, odds in enumerate(rows[0])]
    came = []
    for odds in rows[1:]:
        top = max(best)
        # into O and B-x from the best tag, into I-x from B-x or I-x
        inside = [i - (best[i - 1] >= best[i]) for i in range(2, len(odds), 2)]
        came.append((best.index(top), inside))
        into = [top + odds[0]]
        for i, before in enumerate(inside):
            into += (top - START + odds[2 * i + 1], best[before] + odds[2 * i + 2])
        best = into
    path = [best.index(max(best))]
    for top_state, inside in reversed(came):
        state = path[-1]
        path.append(inside[state // 2 - 1] if state and state % 2 == 0 else top_state)
    return np.array(path[::-1])


def _cue_of(content: _Part, cues: Sequence[_Part], scores: Scores) -> _Part | None:
    """The cue that most of a content points to."""
    low, high = content.first, content.last
    places, odds = scores.cues[low:high].ravel(), scores.cue_odds[low:high].ravel()
    base = int(places.min())
    summed = [0.0, *np.cumsum(np.bincount(places - base, odds)).tolist()]

    def below(place: int) -> float:
        return float(summed[min(max(place - base, 0), len(summed) - 1)])

    held = {cue: below(cue.last) - below(cue.first - 1) for cue in _near(content, cues)}
    best = max(held, key=lambda cue: held[cue], default=None)
    return best if best is not None and held[best] >= BELONGS * (high - low) else None


def _near(content: _Part, cues: Sequence[_Part]) -> list[_Part]:
    """The cues of some windows around a content."""
    at = bisect_left(cues, content.first, key=lambda cue: cue.first)
    return list(cues[max(0, at - 12) : at + 12])


def _source_of(cue: _Part, sources: Sequence[_Part], scores: Scores) -> Range | None:
    """The pieces of the source that a cue's first piece points to: the tagged ones there, else those pointed at."""
    first, last = int(scores.first[cue.first]), int(scores.last[cue.first])
    if NONE in {first, last}:
        return None
    if not 0 <= last - first < LONGEST_SOURCE:
        last = first
    where = bisect_right(sources, last, key=lambda source: source.first) - 1
    if where >= 0 and sources[where].last > first:
        return sources[where].first, sources[where].last
    return first, last + 1
