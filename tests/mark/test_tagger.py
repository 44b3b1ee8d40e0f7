"""Windows of the tagger and the model itself."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.made import article

from tellings.mark.parse import parse
from tellings.mark.pieces import cut_pieces
from tellings.mark.quotes import pair_quotes
from tellings.mark.rules import rule_segments
from tellings.mark.tagger import SHARED, WINDOW, Scores, cut_windows, score


@given(st.integers(1, 5000))
def test_windows_cover_all_pieces_evenly(n: int) -> None:
    windows = cut_windows(n)
    assert windows[0][0] == 0
    assert windows[-1][1] == n
    assert {end - start for start, end in windows} == {windows[0][1]}
    assert windows[0][1] <= WINDOW
    for before, after in pairwise(windows):
        assert before[1] - after[0] >= SHARED - 1


def scored(text: str) -> Scores:
    [parsed] = parse([article(text)])
    quotes = pair_quotes(text)
    return score(cut_pieces(parsed, quotes, rule_segments(parsed, quotes)[0]))


def test_the_model_gives_probabilities_and_places_in_the_article() -> None:
    found = scored("“The mill is safe,” Anna Hale said on Friday. Moss denied that it had burned.\n" * 40)
    n = len(found.tags)
    assert np.allclose(found.tags.sum(axis=1), 1, atol=1e-3)
    for places in (found.cues, found.first, found.last):
        assert places.min() >= -1
        assert places.max() < n


@pytest.mark.parametrize("text", ["“", "Friday", "Ha!"])
def test_a_text_of_few_pieces_is_scored(text: str) -> None:
    assert np.isfinite(scored(text).tags).all()


def test_no_words_no_scores() -> None:
    assert len(scored("").tags) == 0
