import pytest

from tellings.link.claims import find_claims
from tellings.model import Bound, Claim, Stance
from tests.made import article, figure, marks, statement, view


def claims(*accounts: tuple[str, str, Stance]) -> tuple[Claim, ...]:
    """Claims of articles of one statement each: (speaker, content, stance)."""
    pairs = []
    for number, (speaker, content, stance) in enumerate(accounts):
        one = article(f"{speaker} had words on it: {content}.", path=f"{number}.txt")
        pairs.append((one, marks(one, statements=[statement(one, content, speaker, stance)])))
    return find_claims(view(*pairs))


def test_two_wordings_of_one_thing_are_one_claim() -> None:
    (claim,) = claims(
        ("Ana Brel", "foreign soldiers are training in the harbour of Ostrel", "asserts"),
        ("Ivo Drenn", "foreign troops train at the Ostrel harbour", "asserts"),
    )
    assert [voice.speaker for voice in claim.voices] == ["Ana Brel", "Ivo Drenn"]


def test_other_values_are_still_the_same_claim() -> None:
    (claim,) = claims(
        ("Ana Brel", "3,000 foreign divers have arrived in Ostrel harbour", "asserts"),
        ("Ivo Drenn", "about 12,000 foreign divers arrived in the harbour of Ostrel", "asserts"),
    )
    assert len(claim.voices) == 2


def test_each_voice_keeps_its_stance() -> None:
    (claim,) = claims(
        ("Ana Brel", "foreign divers are in the harbour of Ostrel", "asserts"),
        ("Ivo Drenn", "foreign divers in the harbour of Ostrel", "does_not_deny"),
    )
    assert {voice.speaker: voice.stance for voice in claim.voices} == {
        "Ana Brel": "asserts",
        "Ivo Drenn": "does_not_deny",
    }


def test_a_negated_assertion_is_a_denial() -> None:
    (claim,) = claims(
        ("Ana Brel", "foreign divers are in the harbour of Ostrel", "asserts"),
        ("Petra Sool", "the harbour of Ostrel holds foreign divers", "asserts"),
        ("Ivo Drenn", "there are no foreign divers in the harbour of Ostrel", "asserts"),
    )
    assert {voice.speaker: voice.stance for voice in claim.voices}["Ivo Drenn"] == "denies"


@pytest.mark.parametrize(
    "words",
    [
        "we have not yet seen foreign divers leave the harbour of Ostrel but expect it soon",
        "nobody would be safe if there were no foreign divers in the harbour of Ostrel",
        "foreign divers are in the harbour of Ostrel, and the navy has not released their names",
        "the harbour of Ostrel had not seen foreign divers since 1908",
        "no doctors. Foreign divers are in the harbour of Ostrel",
        "foreign divers are in the harbour of Ostrel no matter what the navy tells",
    ],
)
def test_a_negation_of_something_else_is_no_denial(words: str) -> None:
    (claim,) = claims(
        ("Ana Brel", "foreign divers are in the harbour of Ostrel", "asserts"),
        ("Petra Sool", "the harbour of Ostrel holds foreign divers", "asserts"),
        ("Ivo Drenn", words, "asserts"),
    )
    assert {voice.speaker: voice.stance for voice in claim.voices} == dict.fromkeys(
        ("Ana Brel", "Petra Sool", "Ivo Drenn"), "asserts"
    )


def test_the_same_words_of_other_countries_are_no_claim() -> None:
    assert not claims(
        ("Ana Brel", "Norway launches its first weather satellite into orbit", "asserts"),
        ("Ivo Drenn", "Chile launches its first weather satellite into orbit", "asserts"),
    )


def test_one_article_makes_no_claim() -> None:
    one = article("Ana Brel said the divers left Ostrel. Ana Brel said the divers left Ostrel.")
    assert find_claims(view((one, marks(one)))) == ()


def test_articles_that_share_nothing_make_no_claim() -> None:
    assert not claims(
        ("Ana Brel", "frost ruined half of the apple harvest", "asserts"),
        ("Ivo Drenn", "the ferry sank near a reef in thick fog", "asserts"),
    )


def test_the_label_is_the_shortest_clear_voice() -> None:
    (claim,) = claims(
        ("Ana Brel", "foreign divers are in the harbour of Ostrel", "asserts"),
        ("Ivo Drenn", "several foreign divers, seen by nobody until then, are in the harbour of Ostrel", "asserts"),
    )
    assert claim.label == "foreign divers are in the harbour of Ostrel"


def test_fifty_copies_make_one_claim_of_fifty_voices() -> None:
    account: tuple[str, str, Stance] = ("Ana Brel", "foreign divers are in the harbour of Ostrel", "asserts")
    (claim,) = claims(*[account] * 50)
    assert len(claim.voices) == 50


def counted(*accounts: tuple[str, str, str, float | None, float | None, Bound]) -> Claim:
    """The claim of articles of one statement each: (speaker, content, the figure's words, low, high, bound)."""
    pairs = []
    for number, (speaker, content, words, low, high, bound) in enumerate(accounts):
        one = article(f"{speaker} had words on it: {content}.", path=f"{number}.txt")
        said = statement(one, content, speaker, "asserts")
        found = figure(one, words, low, high, bound=bound, counted="divers")
        pairs.append((one, marks(one, statements=[said], figures=[found])))
    (claim,) = find_claims(view(*pairs))
    return claim


def test_a_voice_whose_figure_cannot_hold_beside_the_labels_differs() -> None:
    claim = counted(
        ("Ana Brel", "16 divers are in the harbour of Ostrel", "16", 16, 16, "exact"),
        ("Ivo Drenn", "as many as 14 divers are still in the harbour of Ostrel", "as many as 14", None, 14, "at_most"),
        ("Petra Sool", "at least nine divers are now in the harbour of Ostrel", "at least nine", 9, None, "at_least"),
    )
    assert claim.label == "16 divers are in the harbour of Ostrel"
    assert {voice.speaker: voice.differs for voice in claim.voices} == {
        "Ana Brel": False,
        "Ivo Drenn": True,
        "Petra Sool": False,
    }


def test_a_voice_that_names_another_holder_of_an_office_differs() -> None:
    pairs = []
    for number, name in enumerate(("Ana Brel", "Ivo Drenn")):
        text = f"The harbour master of Ostrel, {name}, met the foreign divers of Petra Sool on the long quay."
        one, both = article(text, path=f"{number}.txt"), [(name, "person"), ("Petra Sool", "person")]
        pairs.append((one, marks(one, names=both, roles=[(name, "harbour master", "Ostrel")])))
    (claim,) = find_claims(view(*pairs))
    assert sorted(voice.differs for voice in claim.voices) == [False, True]


def test_a_label_does_not_end_in_words_that_lead_to_what_is_cut_off() -> None:
    (claim,) = claims(
        ("Ana Brel", "foreign divers came to the harbour of Ostrel earlier this", "asserts"),
        ("Ivo Drenn", "foreign divers came to the harbour of Ostrel by ship and on foot through the hills", "asserts"),
    )
    assert claim.label == "foreign divers came to the harbour of Ostrel"


def test_a_label_is_a_sentence_where_one_says_as_much() -> None:
    (claim,) = claims(
        ("Ana Brel", "the villages of Velmar to halt the night ferries to Ostrel", "urges"),
        ("Ivo Drenn", "the villages of Velmar must halt their night ferries to Ostrel", "asserts"),
    )
    assert claim.label == "the villages of Velmar must halt their night ferries to Ostrel"


def test_what_is_so_for_nobody_is_no_claim() -> None:
    assert not claims(
        ("Ana Brel", "you don’t send foreign divers into the harbour of Ostrel if it is calm", "asserts"),
        ("Ivo Drenn", "foreign divers may go into the harbour of Ostrel", "asserts"),
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("divers were admitted to the harbour of Ostrel", "divers were turned away from the harbour of Ostrel"),
        ("the quay of Ostrel harbour is safe for divers", "the quay of Ostrel harbour is unsafe for divers"),
    ],
)
def test_who_says_the_opposite_does_not_agree(one: str, other: str) -> None:
    (claim,) = claims(("Ana Brel", one, "asserts"), ("Ivo Drenn", other, "asserts"))
    assert sorted(voice.stance for voice in claim.voices) == ["asserts", "denies"]


def test_a_negated_opposite_agrees() -> None:
    (claim,) = claims(
        ("Ana Brel", "foreign divers were admitted to the harbour of Ostrel", "asserts"),
        ("Ivo Drenn", "foreign divers were not turned away from the harbour of Ostrel", "asserts"),
    )
    assert {voice.stance for voice in claim.voices} == {"asserts"}


def test_what_rose_and_what_fell_are_two_claims() -> None:
    assert not claims(
        ("Ana Brel", "the price of herring in Ostrel harbour rose on Monday", "asserts"),
        ("Ivo Drenn", "the price of herring in Ostrel harbour fell on Monday", "asserts"),
    )


def test_what_had_not_been_so_by_report_was_not_so() -> None:
    (claim,) = claims(
        ("Ana Brel", "the navy sent foreign divers to Ostrel", "asserts"),
        ("Ivo Drenn", "the navy had not sent foreign divers to Ostrel", "asserts"),
    )
    assert sorted(voice.stance for voice in claim.voices) == ["asserts", "denies"]
    assert claim.label == "the navy sent foreign divers to Ostrel"


@pytest.mark.parametrize(
    "line", ["(Reporting by Ana Brel in Ostrel; Editing by Ivo Drenn)", "OSTREL, Velmar, June 4 -"]
)
def test_who_wrote_an_article_and_where_is_no_claim(line: str) -> None:
    pairs = [(one, marks(one)) for one in (article(line, path="1.txt"), article(line, path="2.txt"))]
    assert not find_claims(view(*pairs))


def test_another_bound_or_another_age_differs() -> None:
    claim = counted(
        ("Ana Brel", "up to 900 divers will leave the harbour of Ostrel", "up to 900", None, 900, "at_most"),
        ("Ivo Drenn", "up to 1,900 divers will leave the harbour of Ostrel", "up to 1,900", None, 1900, "at_most"),
    )
    assert sorted(voice.differs for voice in claim.voices) == [False, True]
    (aged,) = claims(
        ("Ana Brel", "a 24-year-old diver drowned in the harbour of Ostrel", "asserts"),
        ("Ivo Drenn", "a diver aged 22 drowned in the harbour of Ostrel", "asserts"),
    )
    assert sorted(voice.differs for voice in aged.voices) == [False, True]


def test_what_is_called_untrue_is_denied_in_a_claim() -> None:
    (claim,) = claims(
        ("Ana Brel", "the harbour of Ostrel had received foreign divers", "asserts"),
        ("Ivo Drenn", "it was untrue that the harbour of Ostrel had received foreign divers", "asserts"),
    )
    assert sorted(voice.stance for voice in claim.voices) == ["asserts", "denies"]


def test_an_article_that_tells_of_a_denial_does_not_assert_what_is_denied() -> None:
    one = article("Foreign divers are in the harbour of Ostrel.", path="1.txt")
    other = article("Ostrel denies foreign divers are in the harbour.", path="2.txt")
    (claim,) = find_claims(view((one, marks(one)), (other, marks(other))))
    assert sorted(voice.stance for voice in claim.voices) == ["asserts", "denies"]
