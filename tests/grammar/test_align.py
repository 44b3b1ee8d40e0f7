from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tellings.grammar.align import changes, common_phrases, common_runs, common_words

WORDS = st.lists(st.sampled_from(["ferry", "sank", "harbour", "fog", "crew", "mayor"]), max_size=30)


def test_runs_are_found_around_a_word_that_was_exchanged() -> None:
    assert common_runs(["they", "urge", "an", "end"], ["they", "demand", "an", "end"]) == [(0, 0, 1), (2, 2, 2)]


def test_a_change_names_what_became_what() -> None:
    assert changes(["they", "urge", "an", "end"], ["they", "demand", "an", "end", "now"]) == [
        (1, 2, 1, 2),
        (4, 4, 4, 5),
    ]


def test_a_single_word_in_common_is_no_phrase() -> None:
    assert common_phrases(["the", "crew", "sank", "the", "ferry"], ["crew", "and", "ferry", "sank", "in", "fog"]) == []


def test_phrases_are_kept_whole_where_a_stray_word_would_break_them() -> None:
    one, other = ["fog", "the", "old", "ferry", "sank"], ["the", "fog", "of", "old", "the", "old", "ferry", "sank"]
    assert common_phrases(one, other) == [(1, 4, 4)]


@given(WORDS, WORDS)
def test_runs_and_changes_make_up_both_wordings(one: list[str], other: list[str]) -> None:
    runs, parts = common_runs(one, other), changes(one, other)
    assert all(one[run.one : run.one + run.size] == other[run.other : run.other + run.size] for run in runs)
    assert sum(run.size for run in runs) == common_words(one, other)
    assert sum(run.size for run in runs) + sum(a1 - a0 for a0, a1, _, _ in parts) == len(one)
    assert sum(run.size for run in runs) + sum(b1 - b0 for _, _, b0, b1 in parts) == len(other)


@given(WORDS, WORDS)
def test_phrases_share_no_word(one: list[str], other: list[str]) -> None:
    phrases = common_phrases(one, other)
    assert all(one[run.one : run.one + run.size] == other[run.other : run.other + run.size] for run in phrases)
    for before, after in pairwise(phrases):
        assert before.one + before.size <= after.one and before.other + before.size <= after.other
