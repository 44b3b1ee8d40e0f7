"""Windows of the tagger and the model itself."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.made import article

from tellings.engine import default_workers
from tellings.mark import tagger
from tellings.mark.parse import parse
from tellings.mark.pieces import BREAK, cut_pieces
from tellings.mark.quotes import pair_quotes
from tellings.mark.rules import rule_segments
from tellings.mark.tagger import AFTER, BEFORE, STOP, WINDOW, Scores, cut_windows, score


@given(st.lists(st.sampled_from([BREAK, STOP, 7, 8, 9]), min_size=1, max_size=2000))
def test_stretches_cover_all_pieces_and_fit_the_window(ids: list[int]) -> None:
    stretches = cut_windows(np.array(ids))
    assert [place for first, last in stretches for place in range(first, last)] == list(range(len(ids)))
    assert all(last - first <= WINDOW - BEFORE - AFTER for first, last in stretches)


def test_a_stretch_ends_with_a_paragraph() -> None:
    ids = np.full(400, 7)
    ids[[120, 150, 180]] = BREAK, BREAK, STOP
    assert cut_windows(ids)[0] == (0, 151)


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


@pytest.mark.parametrize(("said", "threads"), [("3", 3), ("", default_workers()), ("0", default_workers())])
def test_threads_are_as_many_as_the_environment_says(said: str, threads: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", said)
    assert tagger.threads() == threads
