"""The trained tagger: which pieces of a text are source, cue and content, and which belong together.

A six-layer encoder with three heads, made by `training/`; `docs/model-card.md` says on what and how well.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from tellings.engine import default_workers
from tellings.mark.pieces import BREAK, TAGS, Pieces

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession

    from tellings.mark.pieces import Ints

    Floats = NDArray[np.float32]

# Pieces the model reads at once, of which some only as surroundings: what went before tells more. As trained on windows
# of 254; on dev 40 and 8 around them found no more and took an eighth longer.
WINDOW, BEFORE, AFTER = 254, 16, 4
# The likeliest cues of a piece that the model gives.
CUES = 4
# Fusions of onnxruntime that cost time: this one's loop is not vectorised, and took a seventh of a window's.
SLOWER = ["SkipLayerNormFusion"]
# Pieces of the vocabulary: begin, end, full stop.
CLS, SEP, STOP = 101, 102, 1012
NONE = -1
_LOADING = threading.Lock()


@dataclass(frozen=True, slots=True)
class Scores:
    """What the model says of n pieces.

    `tags` (n, 7): probabilities, as `pieces.TAGS`. `cues` (n, 4) and `cue_odds` (n, 4): the likeliest first pieces of
    the cue whose content a piece is in. `first`, `last` (n): the first and last piece of a cue's source. NONE (-1)
    stands for none.
    """

    tags: Floats
    cues: Ints
    cue_odds: Floats
    first: Ints
    last: Ints


def threads() -> int:
    """Threads for the model: as OMP_NUM_THREADS says (Spark sets it), one in a pool's process, else all processors."""
    said = os.environ.get("OMP_NUM_THREADS", "")
    if said.isdecimal() and int(said):
        return int(said)
    return 1 if multiprocessing.parent_process() else default_workers()


def load_ahead() -> None:
    """Begin to load the model beside what else is done; onnxruntime does most of it without Python's lock."""
    if not _loaded.cache_info().currsize:
        threading.Thread(target=_try_to_load).start()


def _try_to_load() -> None:
    with suppress(Exception):  # whatever is wrong is told of where it is used
        _session()


def _session() -> InferenceSession:
    """The model, loaded once per process: who asks while it is loaded waits."""
    with _LOADING:
        return _loaded()


@cache
def _loaded() -> InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads()
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    model = files("tellings") / "data" / "tagger" / "tagger.onnx"
    return onnxruntime.InferenceSession(
        model.read_bytes(), options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOWER
    )


def cut_windows(ids: Ints) -> list[tuple[int, int]]:
    """Stretches [first, last) that cover the pieces, each at most WINDOW long with what is around it.

    A stretch ends with a paragraph where its second half has such an end, else with a sentence, so that hardly any
    attribution is cut.
    """
    longest = WINDOW - BEFORE - AFTER
    breaks, stops = (np.flatnonzero(ids == piece) + 1 for piece in (BREAK, STOP))
    cuts, n = [0], len(ids)
    while n - cuts[-1] > longest:
        first = cuts[-1]
        for ends in (breaks, stops):
            at = int(np.searchsorted(ends, first + longest, "right")) - 1
            if at >= 0 and ends[at] > first + longest // 2:
                cuts.append(int(ends[at]))
                break
        else:
            cuts.append(first + longest)
    return list(pairwise([*cuts, n]))


def score(pieces: Pieces) -> Scores:
    """What the model says of an article's pieces; each stretch is read with some pieces around it."""
    n = len(pieces.ids)
    out = Scores(
        np.zeros((n, len(TAGS)), np.float32),
        np.full((n, CUES), NONE),
        np.zeros((n, CUES), np.float32),
        np.full(n, NONE),
        np.full(n, NONE),
    )
    for low, high in cut_windows(pieces.ids) if n else ():
        start = max(0, low - BEFORE)
        tags, cues, odds, first, last = _session().run(None, _inputs(pieces, start, min(n, high + AFTER)))
        inner = slice(low - start + 1, high - start + 1)
        out.tags[low:high] = tags[0, inner]
        out.cue_odds[low:high] = odds[0, inner]
        for given, kept in ((cues, out.cues), (first, out.first), (last, out.last)):
            places = given[0, inner]
            kept[low:high] = np.where(places > 0, places - 1 + start, NONE)
    return out


def _inputs(pieces: Pieces, start: int, end: int) -> dict[str, Ints]:
    """`ids` (1, n + 2) and `features` (1, n + 2, 6), [CLS] before and [SEP] after; at least CUES long."""
    n = end - start
    length = max(n + 2, CUES)
    ids = np.full((1, length), SEP, np.int64)
    features = np.zeros((1, length, pieces.features.shape[1]), np.int64)
    ids[0, 0] = CLS
    ids[0, 1 : n + 1] = pieces.ids[start:end]
    features[0, 1 : n + 1] = pieces.features[start:end]
    return {"ids": ids, "features": features}
