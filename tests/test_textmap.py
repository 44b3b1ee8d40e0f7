"""The map between clean text and source."""

from hypothesis import given
from hypothesis import strategies as st

from tellings.textmap import TextMap


@st.composite
def kept_ranges(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    source = draw(st.text(min_size=1, max_size=60))
    cuts = sorted(draw(st.sets(st.integers(0, len(source)), max_size=12)))
    return source, list(zip(cuts[::2], cuts[1::2], strict=False))


@given(kept_ranges())
def test_every_clean_character_leads_back_to_its_source(case: tuple[str, list[tuple[int, int]]]) -> None:
    source, pieces = case
    clean = "".join(source[start:end] for start, end in pieces)
    made = TextMap.of_pieces(pieces)
    assert made.length == len(clean)
    assert [source[made.to_source(at)] for at in range(len(clean))] == list(clean)


@given(kept_ranges())
def test_there_and_back_is_the_same_place(case: tuple[str, list[tuple[int, int]]]) -> None:
    made = TextMap.of_pieces(case[1])
    assert [made.to_clean(made.to_source(at)) for at in range(made.length)] == list(range(made.length))


@given(kept_ranges())
def test_offsets_keep_their_order(case: tuple[str, list[tuple[int, int]]]) -> None:
    made = TextMap.of_pieces(case[1])
    there = [made.to_source(at) for at in range(made.length)]
    assert there == sorted(set(there))


def test_pieces_that_touch_become_one() -> None:
    assert TextMap.of_pieces([(0, 3), (3, 5), (7, 8)]) == TextMap((0, 5), (0, 7), 6)


def test_a_character_that_was_cleaned_away_maps_to_the_one_before_it() -> None:
    assert TextMap.of_pieces([(0, 3), (6, 8)]).to_clean(4) == 2


def test_what_stands_before_the_first_piece_maps_to_the_start() -> None:
    assert TextMap.of_pieces([(4, 8)]).to_clean(1) == 0


def test_an_untouched_text_maps_to_itself() -> None:
    assert [TextMap.identity(4).to_source(at) for at in range(4)] == [0, 1, 2, 3]
