"""Windows of an article's pieces, as arrays of one length."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from examples import NONE, Example

WINDOW = 256
CLS, SEP, PAD = 101, 102, 0
IGNORED = -100
# More attributions than this in one window are left out of the loss.
CUES = 40


def cut(example: Example, first: int, last: int) -> dict[str, np.ndarray]:
    """Pieces [first, last) between [CLS] and [SEP]; piece i stands at i - first + 1, and 0 means none."""
    n = last - first
    inner, length = slice(1, n + 1), n + 2
    part = slice(first, last)
    out = {
        "ids": np.full(length, CLS),
        "features": np.zeros((length, example.pieces.features.shape[1]), dtype=np.int64),
        "mask": np.ones(length, dtype=np.int64),
        "tags": np.full(length, IGNORED),
        "owner": np.full(length, IGNORED),
    }
    out["ids"][inner] = example.pieces.ids[part]
    out["ids"][-1] = SEP
    out["features"][inner] = example.pieces.features[part]
    out["tags"][inner] = example.tags[part]
    owner = example.owner[part]
    inside = (owner >= first) & (owner < last)
    out["owner"][inner][inside] = owner[inside] - first + 1
    cue, start, end = example.cues.T
    sourced = start != NONE
    usable = (cue >= first) & (cue < last) & (~sourced | ((start >= first) & (end < last)))
    rows = np.where(sourced[:, None], example.cues - first + 1, np.stack([cue - first + 1, 0 * cue, 0 * cue], axis=1))
    out["cues"] = rows[usable][:CUES]
    return out


def pad(windows: Sequence[dict[str, np.ndarray]]) -> dict[str, np.ndarray]:
    """One array a field: (b, n), features (b, n, 6), cues (b, 40, 3)."""
    n = max(len(one["ids"]) for one in windows)
    fill = {"ids": PAD, "features": 0, "mask": 0, "tags": IGNORED, "owner": IGNORED, "cues": IGNORED}
    out = {}
    for name, value in fill.items():
        size = CUES if name == "cues" else n
        shape = (len(windows), size, *windows[0][name].shape[1:])
        out[name] = np.full(shape, value, dtype=np.int64)
        for i, one in enumerate(windows):
            out[name][i, : len(one[name])] = one[name]
    return out
