import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.second_reader.places import NotThereError, fold, folded_words, place, places

TEXT = "Ferry aground\nThe master, Odo Quist, said: “We saw it.”  Nobody saw it on Ostrel’s quay, Quist said."


def found(words: str, **more: tuple[int, int]) -> str:
    text = fold(TEXT)
    start, end = text.back(*place(text, words, **more))
    return TEXT[start:end]


def test_white_space_and_the_shape_of_quotation_marks_do_not_matter() -> None:
    assert found('said:  "We saw\nit."') == "said: “We saw it."
    assert found("Ostrel's quay") == "Ostrel’s quay"


def test_quotation_marks_around_words_do_not_count() -> None:
    assert found("'We saw it.'") == "We saw it."


@pytest.mark.parametrize("words", ["we saw it", "We saw them", "Ferry-aground", "", "“”", "…"])
def test_other_words_are_not_there(words: str) -> None:
    with pytest.raises(NotThereError, match="not in the article"):
        found(words)


def test_a_part_of_a_word_is_no_place() -> None:
    assert places(fold("Iran ran on"), "ran") == [(5, 8)]


def test_words_in_several_places_are_refused() -> None:
    with pytest.raises(NotThereError, match="several places"):
        found("saw it")


def test_of_several_places_the_one_within_a_passage_is_meant() -> None:
    text = fold(TEXT)
    passage = place(text, "Nobody saw it on Ostrel’s quay")
    assert place(text, "saw it", passage) == (text.text.index("Nobody") + 7, text.text.index("Nobody") + 13)


def test_of_several_places_the_one_nearest_to_the_content_is_meant() -> None:
    text = fold(TEXT)
    content = place(text, "Nobody saw it on Ostrel's quay")
    start, _ = place(text, "said", near=content)
    assert start == text.text.rindex("said")


def test_two_places_as_near_are_refused() -> None:
    text = fold("said it rained said")
    with pytest.raises(NotThereError, match="several places"):
        place(text, "said", near=place(text, "it rained"))


@given(st.text(), st.text(max_size=4))
def test_every_place_holds_the_words(text: str, words: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.starts)
    for start, end in places(folded, words):
        low, high = folded.back(start, end)
        assert folded_words(text[low:high]) == folded_words(words)
