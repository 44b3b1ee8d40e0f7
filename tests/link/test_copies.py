from hypothesis import given
from hypothesis import strategies as st

from tellings.link.copies import pairs_sharing, plain_words, shared_share, shingles

WORDS = st.lists(st.sampled_from(plain_words("ferry sank harbour fog crew mayor")))


def test_typography_makes_no_other_words() -> None:
    assert plain_words("“The crew’s boat,” she said.") == plain_words('"the crew\'s boat" SHE said')


def test_a_lightly_edited_copy_shares_most_words() -> None:
    one = plain_words("The ferry left the harbour of Ostrel at noon with forty people on board")
    other = plain_words("The ferry had left the harbour of Ostrel around noon with forty people aboard")
    assert shared_share(one, other) > 0.6


def test_another_sentence_about_the_same_thing_is_no_copy() -> None:
    one = plain_words("The ferry left the harbour of Ostrel at noon with forty people on board")
    other = plain_words("Forty passengers were aboard when the boat sailed from Ostrel at midday")
    assert shared_share(one, other) < 0.4


def test_pairs_are_found_by_five_words_in_a_row() -> None:
    passages = {
        "a": plain_words("the old ferry sank in fog"),
        "b": plain_words("an old ferry sank in fog"),
        "c": ["fog"],
    }
    assert list(pairs_sharing(passages)) == [("a", "b", 1)]


def test_what_everybody_prints_is_no_copy() -> None:
    passages = {number: plain_words("sign up for our daily letter") for number in range(300)}
    assert list(pairs_sharing(passages)) == []


def test_too_few_words_have_no_shingle() -> None:
    assert shingles(["fog"]) == set()


@given(WORDS, WORDS)
def test_a_share_is_one_where_the_words_are_the_same(one: list[str], other: list[str]) -> None:
    assert 0 <= shared_share(one, other) <= 1
    assert shared_share(one, one) == (len(one) > 1)
