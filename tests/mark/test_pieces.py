"""Word pieces of an article and what is known of each."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.made import article

from tellings.mark.parse import parse
from tellings.mark.pieces import BREAK, FEATURES, TAGS, Pieces, cut_pieces
from tellings.mark.quotes import pair_quotes
from tellings.mark.segments import Segment


def pieces(text: str, *segments: Segment) -> Pieces:
    [parsed] = parse([article(text)])
    return cut_pieces(parsed, pair_quotes(text), segments)


def test_pieces_stand_where_their_words_stand() -> None:
    text = "Überlingen’s mayor spoke.\nNobody listened."
    found = pieces(text)
    assert "".join(text[start:end] for start, end in zip(found.starts, found.ends, strict=True)) == (
        "Überlingen’smayorspoke.\nNobodylistened."
    )


def test_a_paragraph_break_is_a_piece() -> None:
    assert pieces("One.\nTwo.").ids.tolist().count(BREAK) == 1


def test_the_rules_segments_are_painted_inner_ones_last() -> None:
    text = "Hale said Moss denied it."
    outer, inner = Segment((0, 4), (5, 9), ((10, 24),)), Segment((10, 14), (15, 21), ((22, 24),))
    found = pieces(text, outer, inner)
    assert [TAGS[tag] for tag in found.features[:, list(FEATURES).index("rule")]] == [
        "B-source",
        "B-cue",
        "B-source",
        "B-cue",
        "B-content",
        "",
    ]


def test_words_between_quotation_marks_are_told_from_others() -> None:
    found = pieces("He said “go” twice.")
    assert (found.features[:, 0] % 2).tolist() == [0, 0, 1, 1, 1, 0, 0]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120))
def test_features_keep_to_their_tables_on_any_text(text: str) -> None:
    found = pieces(text)
    for column, size in enumerate(FEATURES.values()):
        assert ((found.features[:, column] >= 0) & (found.features[:, column] < size)).all()
    assert (found.ends <= len(text)).all()
