"""Gold attributions as arrays to train on.

Each article is read, parsed and cut into pieces just as `tellings` does it, so the tagger meets at work what it met in
training. Targets of each piece: its tag, and for the pieces of contents the first piece of their cue.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tellings.mark.parse import Parsed, parse
from tellings.mark.pieces import Pieces, cut_pieces, paint
from tellings.mark.quotes import pair_quotes
from tellings.mark.rules import rule_segments
from tellings.mark.segments import Range, Segment
from tellings.model import Article, Span
from tellings.read.paths import read_paths

if TYPE_CHECKING:
    from tellings.mark.pieces import Ints

# No cue, or none in reach.
NONE = -1


@dataclass(frozen=True, slots=True)
class Example:
    """An article's n pieces with their targets.

    `tags` (n); `owner` (n): of a content's pieces the first piece of its cue, else NONE;
    `cues` (k, 3): first piece of a cue, first and last piece of its source, NONE where it has none.
    """

    path: str
    pieces: Pieces
    tags: Ints
    owner: Ints
    cues: Ints


def examples(folder: Path) -> list[Example]:
    """The articles of a gold folder, in order."""
    articles = [one for one in read_paths([folder]) if isinstance(one, Article)]
    return [example(parsed) for parsed in parse(articles)]


def example(parsed: Parsed) -> Example:
    """One parsed article with its gold beside it."""
    article = parsed.article
    gold = json.loads(Path(article.path).with_suffix(".json").read_text(encoding="utf-8"))["attributions"]
    quotes = pair_quotes(article.text)
    pieces = cut_pieces(parsed, quotes, rule_segments(parsed, quotes)[0])
    wanted = [_segment(article, relation) for relation in gold]
    owner = np.full(len(pieces.ids), NONE, dtype=np.int64)
    cues = []
    for one in wanted:
        if one.cue is None:
            continue
        head = pieces.under(*one.cue)[0]
        for piece in one.content:
            owner[slice(*pieces.under(*piece))] = head
        first, last = pieces.under(*one.source) if one.source else (NONE, 0)
        cues.append((head, first, last - 1))
    return Example(article.path, pieces, paint(pieces, wanted), owner, np.array(cues, dtype=np.int64).reshape(-1, 3))


def _segment(article: Article, relation: dict[str, Any]) -> Segment:
    source, cue, content = (_ranges(article, relation[part]) for part in ("source", "cue", "content"))
    return Segment(source[0] if source else None, cue[0] if cue else None, tuple(content))


def _ranges(article: Article, spans: list[list[int]]) -> list[Range]:
    """Clean ranges of gold spans; what cleaning took away is left out."""
    found = [article.at(Span(start, end, article.source[start:end])) for start, end in spans]
    return [(start, end) for start, end in found if start < end]
