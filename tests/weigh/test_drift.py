from tellings.weigh.drift import weigh_drift
from tests.made import article, marks, statement, view

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


def spoken(*told: tuple[str, str]) -> list[str]:
    """How the quotations of two articles, given as (sentence, speaker), are told apart."""
    pairs = []
    for number, (words, speaker) in enumerate(told):
        one = article(words, outlet=f"Outlet {number}")
        quoted = words[words.index("“") + 1 : words.index("”")]
        pairs.append((one, marks(one, statements=[statement(one, quoted, speaker)], names=[("Ana Brel", "person")])))
    return [str(finding.reason["relation"]) for finding in weigh_drift(view(*pairs))]


def test_a_few_words_are_one_utterance_where_the_sentences_are_alike() -> None:
    one = ("Ana Brel called the raid on the harbour of Ostrel “an unacceptable act” on Monday.", "Ana Brel")
    other = ("Ana Brel said of the raid on the harbour of Ostrel that she could “not accept” it.", "Ana Brel")
    assert spoken(one, other) == ["wording"]


def test_a_few_words_on_other_things_are_not() -> None:
    one = ("Ana Brel called the raid on the harbour of Ostrel “an unacceptable act” on Monday.", "Ana Brel")
    other = ("Ana Brel said of the price of herring in the north that she could “not accept” it.", "Ana Brel")
    assert not spoken(one, other)


def test_the_same_words_of_a_person_and_of_who_speaks_for_her_are_given_to_two() -> None:
    one = ("Ana Brel called the raid “deeply deplorable” on Monday.", "Ana Brel")
    other = ("A spokesman for Ana Brel called the raid “deeply deplorable” on Monday.", "A spokesman for Ana Brel")
    assert spoken(one, other) == ["speakers"]


def test_like_words_of_two_witnesses_are_no_drift() -> None:
    one = ("A baker said: “I saw people running in the square, and then we heard the bell.”", "A baker")
    other = ("A nurse said: “People were running, the bell rang and the square was full of smoke.”", "A nurse")
    assert not spoken((one[0] + " Ana Brel came.", one[1]), (other[0] + " Ana Brel came.", other[1]))


def test_a_few_common_words_of_two_who_are_not_told_apart_are_no_drift() -> None:
    assert not found("The sign at the pier reads: “Harbour Race Champions”.", "“So happy with this harbour race!”")
