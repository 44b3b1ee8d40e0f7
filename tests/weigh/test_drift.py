from tellings.weigh.drift import weigh_drift
from tests.made import article, marks, view

ONE = "“We urge both governments to stop these flights, which only widen the cruel quarrel over the strait.”"
OTHER = "“We call on both governments to stop these flights, which merely widen the brutal quarrel over the strait.”"


def found(one: str, other: str) -> list[list[str]]:
    first, second = article(one, outlet="A"), article(other, outlet="B")
    story = view((first, marks(first)), (second, marks(second)))
    return [[str(word) for word in f.reason["changed"]] for f in weigh_drift(story)]  # type: ignore[union-attr]


def test_one_utterance_in_two_wordings_is_drift_with_the_words_that_changed() -> None:
    (changed,) = found(ONE, OTHER)
    assert {"cruel", "brutal"} <= set(changed)
    assert "flights" not in changed


def test_the_same_words_are_no_drift() -> None:
    assert not found(ONE, ONE + " It rained.")


def test_a_shorter_piece_of_the_same_words_is_no_drift() -> None:
    assert not found(ONE, "“both governments to stop these flights, which only widen the cruel quarrel”")


def test_quotations_on_other_things_are_no_drift() -> None:
    assert not found(
        ONE, "“The harbour will open again on Monday once the divers have cleared the wreck of the ferry.”"
    )
