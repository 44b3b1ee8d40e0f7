"""From the tagger's scores to attributions: parts of the text, and which of them belong together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tellings.mark.pieces import Pieces
from tellings.mark.segments import Range, trim
from tellings.mark.tagger import NONE, Scores

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
    """Tokens [first, last) of one part and the pieces under them."""

    kind: int
    first: int
    last: int
    pieces: Range


def decode(doc: Doc, text: str, pieces: Pieces, scores: Scores) -> list[Attribution]:
    """Attributions in order of their contents. Each has a cue: a content that points to none is left out."""
    if not len(pieces.ids):
        return []
    idx = np.array([token.idx for token in doc])
    ends = idx + np.array([len(token) for token in doc])
    parts = _parts(idx, pieces, scores)
    cues = [part for part in parts if part.kind == CUE]
    sources = [part for part in parts if part.kind == SOURCE]
    told: dict[_Part, list[_Part]] = defaultdict(list)
    for part in parts:
        cue = _cue_of(part, cues, scores) if part.kind == CONTENT else None
        if cue is not None:
            told[cue].append(part)
    found = []
    for cue, contents in told.items():
        if _likely(contents, scores) < LIKELY:
            continue
        content = [trim(text, int(idx[part.first]), int(ends[part.last - 1])) for part in contents]
        words = trim(text, int(idx[cue.first]), int(ends[cue.last - 1]))
        source = _source_of(cue, sources, idx, ends, pieces, scores)
        if words and any(content):
            found.append(Attribution(trim(text, *source) if source else None, words, tuple(filter(None, content))))
    return sorted(found, key=lambda one: one.content)


def _likely(contents: Sequence[_Part], scores: Scores) -> float:
    """The mean probability of content over the pieces of some parts."""
    odds = [scores.tags[slice(*part.pieces), 2 * CONTENT - 1 :].sum(axis=1) for part in contents]
    return float(np.concatenate(odds).mean())


def _parts(idx: Ints, pieces: Pieces, scores: Scores) -> list[_Part]:
    """The likeliest parts: runs of tokens that begin with B and go on with I (Viterbi; each beginning costs START)."""
    token = np.clip(np.searchsorted(idx, pieces.starts, "right") - 1, 0, None)
    tags = scores.tags
    known, first_piece, count = np.unique(token, return_index=True, return_counts=True)  # white space has no piece
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
        last_piece = int(first_piece[high - 1] + count[high - 1])
        out.append(
            _Part(int(kinds[low]), int(known[low]), int(known[high - 1]) + 1, (int(first_piece[low]), last_piece))
        )
    return out


def _best_path(emitted: Floats) -> Ints:
    """The likeliest tags under `emitted` log odds (n, 7), where I-x follows only B-x or I-x."""
    states = emitted.shape[1]
    moves = np.zeros((states, states))
    for into in range(states):
        if into % 2 == 1:
            moves[:, into] -= START
        elif into:
            moves[:, into] = -np.inf
            moves[[into - 1, into], into] = 0.0
    best = emitted[0] + moves[0]
    came = np.zeros(emitted.shape, dtype=np.int64)
    columns = np.arange(states)
    for at in range(1, len(emitted)):
        through = best[:, None] + moves
        came[at] = through.argmax(axis=0)
        best = through[came[at], columns] + emitted[at]
    path = np.empty(len(emitted), dtype=np.int64)
    path[-1] = best.argmax()
    for at in range(len(emitted) - 1, 0, -1):
        path[at - 1] = came[at, path[at]]
    return path


def _cue_of(content: _Part, cues: Sequence[_Part], scores: Scores) -> _Part | None:
    """The cue that most of a content points to."""
    low, high = content.pieces
    mass: dict[int, float] = defaultdict(float)
    for places, odds in zip(scores.cues[low:high].tolist(), scores.cue_odds[low:high].tolist(), strict=True):
        for place, odd in zip(places, odds, strict=True):
            mass[place] += odd
    held = {cue: sum(mass.get(i, 0.0) for i in range(cue.pieces[0] - 1, cue.pieces[1])) for cue in _near(content, cues)}
    best = max(held, key=lambda cue: held[cue], default=None)
    return best if best is not None and held[best] >= BELONGS * (high - low) else None


def _near(content: _Part, cues: Sequence[_Part]) -> list[_Part]:
    """The cues of some windows around a content."""
    at = bisect_left(cues, content.first, key=lambda cue: cue.first)
    return list(cues[max(0, at - 12) : at + 12])


def _source_of(
    cue: _Part, sources: Sequence[_Part], idx: Ints, ends: Ints, pieces: Pieces, scores: Scores
) -> Range | None:
    """The source that a cue's first piece points to: the tagged words there, else the words pointed at."""
    at = cue.pieces[0]
    first, last = int(scores.first[at]), int(scores.last[at])
    if first == NONE or last == NONE:
        return None
    if not 0 <= last - first < LONGEST_SOURCE:
        last = first
    where = bisect_right(sources, last, key=lambda source: source.pieces[0]) - 1
    if where >= 0 and sources[where].pieces[1] > first:
        source = sources[where]
        return int(idx[source.first]), int(ends[source.last - 1])
    return int(pieces.starts[first]), int(pieces.ends[last])
