"""The trained tagger: which pieces of a text are source, cue and content, and which belong together.

A six-layer encoder with three heads, made by `training/`; `docs/model-card.md` says on what and how well.
"""

from __future__ import annotations

import multiprocessing
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from tellings.engine import default_workers
from tellings.mark.pieces import TAGS, Pieces

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession

    from tellings.mark.pieces import Ints

    Floats = NDArray[np.float32]

# Pieces a window holds, and how many two windows share. Trained on windows of 254.
WINDOW, SHARED = 254, 48
# Windows a run of the model takes at once: more use no less time and more memory.
BATCH = 8
# The likeliest cues of a piece that the model gives.
CUES = 4
CLS, SEP = 101, 102
NONE = -1


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


@cache
def _session() -> InferenceSession:
    """The model, loaded once per process; in a pool each process has one thread."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1 if multiprocessing.parent_process() else default_workers()
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    model = files("tellings") / "data" / "tagger" / "tagger.onnx"
    return onnxruntime.InferenceSession(model.read_bytes(), options, providers=["CPUExecutionProvider"])


def cut_windows(n: int) -> list[tuple[int, int]]:
    """Windows [first, last) over n pieces, all of about one length, that share SHARED pieces."""
    count = max(1, -(-(n - SHARED) // (WINDOW - SHARED)))
    size = -(-(n + (count - 1) * SHARED) // count)
    starts = [round(i * (n - size) / (count - 1)) for i in range(count)] if count > 1 else [0]
    return [(start, start + size) for start in starts]


def score(pieces: Pieces) -> Scores:
    """What the model says of an article's pieces; each piece is judged in the window whose edges are furthest off."""
    n = len(pieces.ids)
    out = Scores(
        np.zeros((n, len(TAGS)), np.float32),
        np.full((n, CUES), NONE),
        np.zeros((n, CUES), np.float32),
        np.full(n, NONE),
        np.full(n, NONE),
    )
    windows = cut_windows(n) if n else []
    cuts = [0, *((windows[i][1] + windows[i + 1][0]) // 2 for i in range(len(windows) - 1)), n]
    for i in range(0, len(windows), BATCH):
        some = windows[i : i + BATCH]
        tags, cues, odds, first, last = _session().run(None, _inputs(pieces, some))
        for row, (start, _) in enumerate(some):
            low, high = cuts[i + row], cuts[i + row + 1]
            inner = slice(low - start + 1, high - start + 1)
            out.tags[low:high] = tags[row, inner]
            out.cue_odds[low:high] = odds[row, inner]
            for given, kept in ((cues, out.cues), (first, out.first), (last, out.last)):
                places = given[row, inner]
                kept[low:high] = np.where(places > 0, places - 1 + start, NONE)
    return out


def _inputs(pieces: Pieces, windows: list[tuple[int, int]]) -> dict[str, Ints]:
    """`ids` (b, n + 2) and `features` (b, n + 2, 6), [CLS] before and [SEP] after; at least CUES long."""
    width = windows[0][1] - windows[0][0]
    length = max(width + 2, CUES)
    ids = np.full((len(windows), length), SEP, np.int64)
    features = np.zeros((len(windows), length, pieces.features.shape[1]), np.int64)
    ids[:, 0] = CLS
    for row, (start, end) in enumerate(windows):
        ids[row, 1 : width + 1] = pieces.ids[start:end]
        features[row, 1 : width + 1] = pieces.features[start:end]
    return {"ids": ids, "features": features}
