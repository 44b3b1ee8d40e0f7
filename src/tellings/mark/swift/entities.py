"""Names found by spaCy's transition model, all tokens of a batch at once.

Its state is small: outside a name, what it does next depends on the token alone, so that this is worked out for every
token in one product. Inside, it depends on the token, the one before and the first of the name; names begun anywhere
are followed side by side until they end. Then one walk over the tokens picks the names that are reached. (spaCy's own
loop asks each of 74 moves of each token whether it may be made, and takes Python's lock to hear the answer.)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np

from tellings.mark.swift.vectors import swift_vectors

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.pipeline import EntityRecognizer
    from spacy.tokens import Doc
    from thinc.types import Ints2d

    from tellings.mark.swift.vectors import Floats

    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]

# How spaCy counts the first, an inner and no token of a name.
BEGIN, INSIDE, OUTSIDE = 3, 1, 2
# Tokens of a name that are followed side by side with all other names; longer ones are followed when they are reached.
STEPS = 16
NEVER = np.float32(-np.inf)


@dataclass(frozen=True, slots=True)
class _Model:
    """The transition model of names; `Floats` are (in, out), and of two pieces the first comes first.

    From a token's vector to 64 numbers (`reduce`), to what it adds to a state as its next token, as the first of its
    name and as the one before (`lower`, 3 x 128; `absent` where there is none), to the scores of the moves (`upper`).
    """

    reduce: Floats
    reduce_bias: Floats
    lower: Floats
    absent: Floats
    lower_bias: Floats
    upper: Floats
    upper_bias: Floats
    moves: _Moves

    def scores(self, added: Floats) -> Floats:
        """The score of each move, (m, moves), from what the tokens of m states add up to, (m, 128)."""
        added = added + self.lower_bias
        half = added.shape[1] // 2
        scores: Floats = np.maximum(added[:, :half], added[:, half:]) @ self.upper
        scores += self.upper_bias
        return scores


@dataclass(frozen=True, slots=True)
class _Moves:
    """By the number of a move: whether it begins a name, is one by itself, or neither; its label as spaCy's number.

    `inside` and `last`: for a move that begins a name those that go on and end it.
    """

    begins: Flags
    alone: Flags
    out: Flags
    label: NDArray[np.uint64]
    inside: Ints
    last: Ints


def swift_entities(ner: EntityRecognizer) -> Callable[[Sequence[Doc]], None] | None:
    """The name finder for parsed documents without names; None where the model is of another make."""
    vectors = swift_vectors(ner.model.get_ref("tok2vec").layers[0])
    if vectors is None or not _is_known(ner):
        return None
    model = _read(ner)

    def step(docs: Sequence[Doc]) -> None:
        docs = [doc for doc in docs if len(doc)]
        if not docs:
            return
        bounds = np.cumsum([0, *(len(doc) for doc in docs)])
        flags = np.concatenate([np.asarray(doc.to_array(["SENT_START", "IS_SPACE"])) for doc in docs])
        final = np.append(flags[1:, 0] == 1, True)
        final[bounds[1:] - 1] = True
        names = _find(model, vectors(docs), final, flags[:, 1] != 0)
        table = np.zeros((len(flags), 2), np.uint64)
        table[:, 0] = OUTSIDE
        for first, end, label in names:
            table[first:end] = INSIDE, label
            table[first, 0] = BEGIN
        for doc, low, high in zip(docs, bounds, bounds[1:], strict=False):
            doc.from_array(["ENT_IOB", "ENT_TYPE"], cast("Ints2d", table[low:high]))

    return step


def _is_known(ner: EntityRecognizer) -> bool:
    """Whether the model is greedy, with an upper layer, of two pieces and three features, all moves known."""
    model = ner.model
    lower = model.get_ref("lower")
    plain = not model.attrs["unseen_classes"] and ner.cfg["beam_width"] == 1 and model.attrs["has_upper"]
    return plain and (lower.get_dim("nF"), lower.get_dim("nP")) == (3, 2)


def _read(ner: EntityRecognizer) -> _Model:
    reduce, lower, upper = (
        ner.model.get_ref("tok2vec").layers[-1],
        ner.model.get_ref("lower"),
        ner.model.get_ref("upper"),
    )
    weights = lower.get_param("W").transpose(3, 0, 2, 1)  # in, feature, piece, out
    names = [ner.moves.get_class_name(i) for i in range(ner.moves.n_moves)]
    places = {name: i for i, name in enumerate(names)}
    labels = [name.partition("-")[2] for name in names]
    kinds = np.array([name[0] for name in names])
    moves = _Moves(
        kinds == "B",
        (kinds == "U") & np.array([bool(label) for label in labels]),
        kinds == "O",
        np.array([ner.vocab.strings[label] if label else 0 for label in labels], dtype=np.uint64),
        np.array([places.get(f"I-{label}", -1) for label in labels]),
        np.array([places.get(f"L-{label}", -1) for label in labels]),
    )
    return _Model(
        np.ascontiguousarray(reduce.get_param("W").T),
        reduce.get_param("b"),
        np.ascontiguousarray(weights.reshape(len(weights), -1)),
        lower.get_param("pad")[0].transpose(0, 2, 1).reshape(3, -1),
        lower.get_param("b").T.reshape(-1),
        np.ascontiguousarray(upper.get_param("W").T),
        upper.get_param("b"),
        moves,
    )


def _find(model: _Model, vectors: Floats, final: Flags, space: Flags) -> list[tuple[int, int, int]]:
    """Names as (first token, token after, label). `final`: the last token of a sentence; `space`: white space."""
    moves = model.moves
    added = np.asarray((vectors @ model.reduce + model.reduce_bias) @ model.lower, np.float32).reshape(
        len(vectors), 3, -1
    )
    scores = model.scores(added[:, 0] + model.absent[1] + model.absent[2])
    scores[:, ~(moves.begins | moves.alone | moves.out)] = NEVER
    scores[np.ix_(space, moves.begins | moves.alone)] = NEVER
    scores[np.ix_(final, moves.begins)] = NEVER
    chosen = scores.argmax(axis=1)
    ends = np.where(moves.alone[chosen], np.arange(1, len(chosen) + 1), 0)
    begun = _Begun(model, added, final, chosen, ends)
    names = np.flatnonzero(moves.begins[chosen])
    for step in range(1, STEPS + 1):
        names = begun.follow(names, step)
    found, reached = [], 0
    for first in np.flatnonzero((moves.begins | moves.alone)[chosen]).tolist():
        if first < reached:
            continue
        step = STEPS
        while not ends[first]:
            step += 1
            begun.follow(np.array([first]), step)
        reached = int(ends[first])
        found.append((first, reached, int(moves.label[chosen[first]])))
    return found


@dataclass(frozen=True, slots=True)
class _Begun:
    """Names that may begin at any token: by token what it adds, whether it is final, and the move chosen outside names.

    `ends`: the token after a name that begins here, 0 while it is not known.
    """

    model: _Model
    added: Floats
    final: Flags
    chosen: Ints
    ends: Ints

    def follow(self, names: Ints, step: int) -> Ints:
        """Those names, by their first tokens, that go on after `step` tokens; of the others the ends are written."""
        at = names + step
        scores = self.model.scores(self.added[at, 0] + self.added[names, 1] + self.added[at - 1, 2])
        moves = self.chosen[names]
        inside, last = self.model.moves.inside[moves], self.model.moves.last[moves]
        rows = np.arange(len(at))
        more, less = scores[rows, inside], scores[rows, last]
        goes = ~self.final[at] & ((more > less) | ((more == less) & (inside < last)))
        self.ends[names[~goes]] = at[~goes] + 1
        kept: Ints = names[goes]
        return kept
