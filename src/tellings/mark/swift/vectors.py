"""Vectors of tokens: what spaCy's Tok2Vec layers compute, each kind of token embedded once and documents in blocks.

A token's embedding depends on a few attributes of its word, so a batch has far fewer of them than tokens; spaCy's own
layer works them out. The convolution over neighbours (Maxout, window 1, residual) is done here: one matrix product a
layer through numpy's BLAS, in blocks that stay in the processor's cache. Sums may differ in the last bit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.tokens import Doc
    from thinc.api import Model

    Floats = NDArray[np.float32]
    Vectors = Callable[[Sequence[Doc]], Floats]

# Tokens in a block: what a layer makes of them fits into the cache. Of 200 to 4000 the fastest, by a tenth.
BLOCK = 1500
LAYER = "residual(expand_window>>maxout>>layernorm>>dropout)"


@dataclass(frozen=True, slots=True)
class _Layer:
    """One convolution: `weights` (3 w, pieces w) and `bias` (pieces w), piece after piece; `scale`, `shift` (w)."""

    weights: Floats
    bias: Floats
    scale: Floats
    shift: Floats


def swift_vectors(tok2vec: Model[Any, Any]) -> Vectors | None:
    """A function from documents to the vectors (n, w) of all their n tokens; None for layers of another make."""
    if not {"embed", "encode"}.issubset(tok2vec.ref_names):
        return None
    embed, encode = tok2vec.get_ref("embed"), tok2vec.get_ref("encode")
    extract = next((layer for layer in embed.walk() if layer.name == "extract_features"), None)
    layers = _layers(encode)
    if extract is None or not layers or encode.attrs.get("pad") != len(layers):
        return None
    columns = extract.attrs["columns"]

    def vectors(docs: Sequence[Doc]) -> Floats:
        attributes = [np.asarray(doc.to_array(columns), dtype=np.uint64).reshape(-1, len(columns)) for doc in docs]
        kinds, which = _unique(np.concatenate(attributes))
        embedded: Floats = embed.predict([_Attributes(kinds)])[0]
        return _encode(embedded[which], [len(doc) for doc in docs], layers)

    return vectors


@dataclass(frozen=True, slots=True)
class _Attributes:
    """Attributes of tokens (n, columns), given as a document gives them."""

    table: NDArray[np.uint64]

    def to_array(self, columns: Sequence[str]) -> NDArray[np.uint64]:
        """The attributes."""
        return self.table


def _unique(table: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """The different rows, and for each row which of them it is. Rows are told apart by a 64-bit hash."""
    keys = np.zeros(len(table), np.uint64)
    for column in table.T:
        keys = (keys ^ column) * np.uint64(0x9E3779B97F4A7C15)
        keys ^= keys >> np.uint64(32)
    _, first, which = np.unique(keys, return_index=True, return_inverse=True)
    return table[first], which


def _layers(encode: Model[Any, Any]) -> list[_Layer]:
    """The layers of a MaxoutWindowEncoder of window 1, none for another encoder."""
    found = []
    for residual in (layer for layer in encode.walk() if layer.name == LAYER):
        parts = {layer.name: layer for layer in residual.walk()}
        weights, bias = (np.asarray(parts["maxout"].get_param(name)) for name in ("W", "b"))
        width, pieces, inner = weights.shape
        if parts["expand_window"].attrs["window_size"] != 1 or inner != 3 * width:
            return []
        found.append(
            _Layer(
                np.ascontiguousarray(weights.transpose(2, 1, 0).reshape(inner, pieces * width)),
                bias.T.reshape(-1).copy(),
                np.asarray(parts["layernorm"].get_param("G")),
                np.asarray(parts["layernorm"].get_param("b")),
            )
        )
    return found


def _encode(embedded: Floats, lengths: Sequence[int], layers: Sequence[_Layer]) -> Floats:
    """The vectors of all documents' tokens. Each layer sees one token further; documents do not see one another."""
    edge = len(layers)
    rows = np.arange(len(embedded)) + np.repeat(np.arange(1, len(lengths) + 1) * edge, lengths)
    apart = np.zeros((len(embedded) + edge * (len(lengths) + 1), embedded.shape[1]), np.float32)
    apart[rows] = embedded
    out = np.empty_like(apart)
    for first in range(edge, len(apart) - edge, BLOCK):
        last = min(first + BLOCK, len(apart) - edge)
        vectors = apart[first - edge : last + edge]
        for layer in layers:
            vectors = _convolve(vectors, layer)
        out[first:last] = vectors
    encoded: Floats = out[rows]
    return encoded


def _convolve(vectors: Floats, layer: _Layer) -> Floats:
    """One layer over (n + 2, w) vectors: the n inner ones, each from itself and its neighbours."""
    width = vectors.shape[1]
    own = vectors[1:-1]
    every = np.concatenate([vectors[:-2], own, vectors[2:]], axis=1) @ layer.weights
    every += layer.bias
    best = every[:, :width]
    for piece in range(width, every.shape[1], width):
        best = np.maximum(best, every[:, piece : piece + width])
    best -= best.mean(axis=1, keepdims=True)
    spread = np.einsum("ij,ij->i", best, best) / np.float32(width) + np.float32(1e-8)
    best *= (spread ** np.float32(-0.5))[:, None]
    best *= layer.scale
    best += layer.shift
    best += own
    return best
