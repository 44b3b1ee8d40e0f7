"""From scores made by hand to attributions."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.made import article

from tellings.mark.decode import Attribution, decode
from tellings.mark.parse import Parsed, parse
from tellings.mark.pieces import TAGS, Pieces, cut_pieces
from tellings.mark.tagger import CUES, NONE, Scores

TEXT = "Hale said the mill is safe. Moss denied that it burned."


def setting(text: str) -> tuple[Parsed, Pieces]:
    [parsed] = parse([article(text)])
    return parsed, cut_pieces(parsed, (), ())


def scores(pieces: Pieces, tags: dict[str, str], cue_of: dict[str, str], source_of: dict[str, str]) -> Scores:
    """Sure scores: words by part, the cue that the words of a content point to, the source of a cue."""
    n = len(pieces.ids)
    out = Scores(
        np.full((n, len(TAGS)), 0.01, np.float32),
        np.full((n, CUES), NONE),
        np.zeros((n, CUES), np.float32),
        np.full(n, NONE),
        np.full(n, NONE),
    )

    def under(words: str) -> tuple[int, int]:
        at = TEXT.index(words)
        return pieces.under(at, at + len(words))

    out.tags[:, 0] = 0.5
    for words, part in tags.items():
        low, high = under(words)
        out.tags[low:high, TAGS.index(f"I-{part}")] = 0.9
        out.tags[low] = 0.01
        out.tags[low, TAGS.index(f"B-{part}")] = 0.9
    for content, cue in cue_of.items():
        low, high = under(content)
        out.cues[low:high, 0] = under(cue)[0]
        out.cue_odds[low:high, 0] = 1.0
    for cue, source in source_of.items():
        low, high = under(source)
        out.first[under(cue)[0]], out.last[under(cue)[0]] = low, high - 1
    return out


TAGGED = {
    "Hale": "source",
    "said": "cue",
    "the mill is safe": "content",
    "Moss": "source",
    "denied": "cue",
    "that it burned": "content",
}


def words(found: list[Attribution]) -> list[tuple[str, str, list[str]]]:
    return [
        (
            TEXT[slice(*one.source)] if one.source else "",
            TEXT[slice(*one.cue)],
            [TEXT[slice(*piece)] for piece in one.content],
        )
        for one in found
    ]


def test_a_content_goes_to_the_cue_it_points_to_and_that_to_its_source() -> None:
    parsed, pieces = setting(TEXT)
    given_scores = scores(
        pieces,
        TAGGED,
        {"the mill is safe": "said", "that it burned": "denied"},
        {"said": "Hale", "denied": "Moss"},
    )
    assert words(decode(parsed.doc, TEXT, pieces, given_scores)) == [
        ("Hale", "said", ["the mill is safe"]),
        ("Moss", "denied", ["that it burned"]),
    ]


def test_contents_with_one_cue_are_one_attribution() -> None:
    parsed, pieces = setting(TEXT)
    cue_of = {"the mill is safe": "denied", "that it burned": "denied"}
    found = decode(parsed.doc, TEXT, pieces, scores(pieces, TAGGED, cue_of, {"denied": "Moss"}))
    assert words(found) == [("Moss", "denied", ["the mill is safe", "that it burned"])]


def test_a_content_that_points_to_no_cue_is_left_out() -> None:
    parsed, pieces = setting(TEXT)
    found = decode(parsed.doc, TEXT, pieces, scores(pieces, TAGGED, {"that it burned": "denied"}, {}))
    assert words(found) == [("", "denied", ["that it burned"])]


def test_nothing_where_all_is_outside() -> None:
    parsed, pieces = setting(TEXT)
    assert decode(parsed.doc, TEXT, pieces, scores(pieces, {}, {}, {})) == []


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_any_scores_give_ranges_inside_the_text(seed: int) -> None:
    parsed, pieces = setting(TEXT)
    n, chance = len(pieces.ids), np.random.default_rng(seed)
    wild = Scores(
        chance.dirichlet(np.full(len(TAGS), 0.3), n).astype(np.float32),
        chance.integers(-1, n, (n, CUES)),
        chance.random((n, CUES), np.float32),
        chance.integers(-1, n, n),
        chance.integers(-1, n, n),
    )
    for one in decode(parsed.doc, TEXT, pieces, wild):
        for start, end in (*one.content, one.cue, *([one.source] if one.source else [])):
            assert 0 <= start < end <= len(TEXT)
