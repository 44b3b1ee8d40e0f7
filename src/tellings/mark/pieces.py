"""An article as the tagger reads it: word pieces, and what the parse and the rules already know about each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from tellings.lexicon import table
from tellings.mark.parse import Parsed
from tellings.mark.quotes import Quote
from tellings.mark.segments import Range, Segment
from tellings.mark.tokens import read_tokens

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.strings import StringStore
    from spacy.tokens import Doc
    from tokenizers import Tokenizer

    Ints = NDArray[np.int64]

# The vocabulary's unused piece that stands for a paragraph break.
BREAK = 1
TAGS = ("", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
POS, DEP = (tuple(table("tags")[kind]["labels"].split()) for kind in ("pos", "dep"))
ENTITY = {"PERSON": 1, "ORG": 2, "GPE": 3, "NORP": 3, "LOC": 3, "DATE": 4, "TIME": 4}
# How many values each column of `Pieces.features` has.
FEATURES = {"form": 6, "pos": len(POS) + 1, "dep": len(DEP) + 1, "place": 6, "entity": 5, "rule": len(TAGS)}


@dataclass(frozen=True, slots=True)
class Pieces:
    """n word pieces: `ids` (n), clean offsets `starts` and `ends` (n), `features` (n, 6; see FEATURES)."""

    ids: Ints
    starts: Ints
    ends: Ints
    features: Ints

    def under(self, start: int, end: int) -> tuple[int, int]:
        """The pieces [first, last) that touch clean [start, end)."""
        return int(np.searchsorted(self.ends, start, "right")), int(np.searchsorted(self.starts, end, "left"))


@cache
def tokenizer() -> Tokenizer:
    """The word-piece tokenizer of the encoder (uncased BERT's), loaded once per process."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    vocabulary = (files("tellings") / "data" / "tagger" / "vocab.txt").read_text(encoding="utf-8").splitlines()
    words = {piece: i for i, piece in enumerate(vocabulary)}
    pieces = Tokenizer(models.WordPiece(words, unk_token="[UNK]", max_input_chars_per_word=100))  # noqa: S106 no password
    pieces.normalizer = normalizers.BertNormalizer(lowercase=True)
    pieces.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return pieces


def cut_pieces(parsed: Parsed, quotes: Sequence[Quote], segments: Sequence[Segment]) -> Pieces:
    """The article's pieces; `segments` are those that the rules find."""
    text = parsed.article.text
    ids: list[int] = []
    offsets: list[Range] = []
    at = 0
    paragraphs = text.split("\n")
    for paragraph, encoded in zip(
        paragraphs, tokenizer().encode_batch(paragraphs, add_special_tokens=False), strict=True
    ):
        if at and ids and ids[-1] != BREAK:
            ids.append(BREAK)
            offsets.append((at - 1, at))
        ids += encoded.ids
        offsets += [(start + at, end + at) for start, end in encoded.offsets]
        at += len(paragraph) + 1
    starts, ends = np.array(offsets, dtype=np.int64).reshape(-1, 2).T
    pieces = Pieces(np.array(ids, dtype=np.int64), starts, ends, np.zeros((len(ids), len(FEATURES)), dtype=np.int64))
    if not len(ids):
        return pieces
    tokens = _tokens(parsed.doc)
    token = np.clip(np.searchsorted(tokens.idx, starts, "right") - 1, 0, None)
    inside = np.zeros(len(text) + 1, dtype=np.int64)
    for quote in quotes:
        inside[quote.start : quote.end] = 1
    features = pieces.features
    features[:, 0] = tokens.case[token] * 2 + inside[starts]
    features[:, 1] = tokens.pos[token]
    features[:, 2] = tokens.dep[token]
    features[:, 3] = tokens.place[token] * 2 + (starts > tokens.idx[token])
    features[:, 4] = tokens.entity[token]
    features[:, 5] = paint(pieces, segments)
    return pieces


def paint(pieces: Pieces, segments: Sequence[Segment]) -> Ints:
    """A tag for each piece, (n): later parts win, and of contents in one another the inner one."""
    tags = np.zeros(len(pieces.ids), dtype=np.int64)
    contents = sorted((piece for one in segments for piece in one.content), key=lambda piece: piece[0] - piece[1])
    sources = [one.source for one in segments if one.source]
    cues = [one.cue for one in segments if one.cue]
    for part, ranges in (("content", contents), ("source", sources), ("cue", cues)):
        for start, end in ranges:
            first, last = pieces.under(start, end)
            tags[first:last] = TAGS.index(f"I-{part}")
            tags[first : first + 1] = TAGS.index(f"B-{part}")
    return tags


@dataclass(frozen=True, slots=True)
class _Tokens:
    """Columns over a parse's tokens."""

    idx: Ints
    case: Ints
    pos: Ints
    dep: Ints
    place: Ints
    entity: Ints


@cache
def _codes() -> dict[str, int]:
    return {name: i for names in (POS, DEP) for i, name in enumerate(names, start=1)} | ENTITY


def _tokens(doc: Doc) -> _Tokens:
    """Case (0 lower, 1 first letter, 2 all), part of speech, dependency, place in the sentence (1 first word, 2 head)
    and entity of each token; read as an array, since a walk over tokens takes ten times as long."""
    names: list[int | str] = ["POS", "DEP", "ENT_TYPE", "SENT_START", "IS_UPPER", "LENGTH"]
    columns = doc.to_array(names).astype(np.int64).T
    text, starts = read_tokens(doc).text, read_tokens(doc).starts
    capital = np.array([text[start].isupper() for start in starts], dtype=np.int64)
    pos, dep, entity = (_coded(column, doc.vocab.strings) for column in columns[:3])
    head = dep == _codes()["ROOT"]
    return _Tokens(
        np.array(starts, dtype=np.int64),
        np.where((columns[4] == 1) & (columns[5] > 1), 2, capital),
        pos,
        dep,
        np.where(columns[3] == 1, 1, np.where(head, 2, 0)),
        entity,
    )


def _coded(column: Ints, strings: StringStore) -> Ints:
    """SpaCy's hashes of labels as our codes."""
    known, inverse = np.unique(column.view(np.uint64), return_inverse=True)
    codes = [_codes().get(strings[int(label)], 0) if label else 0 for label in known]
    return np.array(codes, dtype=np.int64)[inverse]
