from hypothesis import given
from hypothesis import strategies as st

from tellings.show.differ import differing


def words(wordings: list[str]) -> list[list[str]]:
    return [[text[start:end] for start, end in rows] for text, rows in zip(wordings, differing(wordings), strict=True)]


def test_words_that_the_other_wording_lacks_are_marked() -> None:
    assert words(["we searched the dark hull", "we searched the black hull"]) == [["dark"], ["black"]]


def test_case_and_punctuation_make_no_difference() -> None:
    assert words(["The hull, searched", "the hull searched"]) == [[], []]


def test_neighbouring_words_are_one_mark() -> None:
    assert words(["the old dark hull sank", "the hull sank"]) == [["old dark"], []]


def test_among_three_a_word_must_stand_in_all() -> None:
    assert words(["red hull", "red hull", "hull"]) == [["red"], ["red"], []]


@given(st.lists(st.text(max_size=40), max_size=3))
def test_ranges_lie_inside_their_wording(wordings: list[str]) -> None:
    for text, rows in zip(wordings, differing(wordings), strict=True):
        assert all(0 <= start < end <= len(text) for start, end in rows)
