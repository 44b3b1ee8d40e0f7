from hypothesis import given
from hypothesis import strategies as st

from tellings.link.terms import contained_weight, meaning, rarity, shared_weight, stem, stems


def test_forms_of_a_word_have_one_stem() -> None:
    assert len({stem(word) for word in ("deploy", "deploys", "deployed", "deploying", "Deployment")}) == 1


def test_numbers_keep_their_value() -> None:
    assert stems("12,000 divers, 3.5 miles") == ["12000", stem("divers"), "3.5", stem("miles")]


def test_words_of_grammar_calendar_and_reporting_have_no_stem() -> None:
    assert stems("On Thursday she said that they were there") == []


def test_words_of_one_meaning_are_one() -> None:
    assert meaning(stem("soldiers")) == meaning(stem("troops"))
    assert meaning(stem("soldiers")) != meaning(stem("orchards"))


def test_common_words_weigh_less_than_rare_ones_even_in_one_article() -> None:
    rare = rarity([["govern", "ostrel"]])
    assert rare.of("govern") < rare.of("ostrel")


def test_a_word_of_every_article_weighs_less_than_one_of_few() -> None:
    rare = rarity([["ostrel", "brel"], *([["ostrel"]] * 50)])
    assert rare.of("ostrel") < rare.of("brel")


def test_a_short_text_is_contained_in_a_long_one_but_not_like_it() -> None:
    short = frozenset(stems("ferry sank"))
    long = frozenset(stems("the ferry sank in the harbour of Ostrel after a collision"))
    rare = rarity([short, long])
    assert contained_weight(short, long, rare) == 1
    assert shared_weight(short, long, rare) < 0.7


@given(st.text())
def test_any_text_has_stems(text: str) -> None:
    assert all(found and found == found.casefold() for found in stems(text))


@given(st.frozensets(st.text(min_size=1)), st.frozensets(st.text(min_size=1)))
def test_likeness_is_symmetric_and_between_nothing_and_all(one: frozenset[str], other: frozenset[str]) -> None:
    rare = rarity([one, other])
    assert shared_weight(one, other, rare) == shared_weight(other, one, rare)
    assert 0 <= shared_weight(one, other, rare) <= 1 + 1e-9
