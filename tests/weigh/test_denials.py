import pytest

from tellings.link.claims import find_claims
from tellings.model import Finding, Stance
from tellings.weigh.denials import weigh_denials, weigh_opposites
from tests.made import article, figure, marks, statement, view

ASSERTED = "foreign divers are in the harbour of Ostrel"


def found(content: str, stance: Stance) -> list[Finding]:
    one = article(f"Ministers said {ASSERTED}.", outlet="A")
    other = article(f"Mayor Ana Brel had this on it: {content}.", outlet="B")
    first = marks(one, statements=[statement(one, ASSERTED, "Ministers")])
    second = marks(other, statements=[statement(other, content, "Ana Brel", stance)])
    return list(weigh_denials(view((one, first), (other, second))))


def test_a_denial_stands_against_who_asserts() -> None:
    (finding,) = found("there are foreign divers in the harbour", "denies")
    assert {(a.value, a.source) for a in finding.accounts} == {("denies", "Ana Brel"), ("asserts", "Ministers")}
    assert finding.reason["denies"] == 1


def test_not_denying_is_told_as_such() -> None:
    (finding,) = found("the presence of foreign divers in the harbour", "does_not_deny")
    assert finding.reason["does_not_deny"] == 1


def test_asserting_the_same_is_no_denial() -> None:
    assert not found("foreign divers are in the harbour", "asserts")


def test_a_denial_of_something_else_is_not_set_against_it() -> None:
    assert not found("the bridge toll will rise in spring", "denies")


def test_who_declines_to_answer_declines_what_was_asked() -> None:
    one = article(f"Ministers said {ASSERTED}.", outlet="A")
    other = article(
        "Are there foreign divers in the harbour? asked a reporter. Ana Brel declined to respond.", outlet="B"
    )
    said = [
        statement(other, "Are there foreign divers in the harbour?", "a reporter", "asks"),
        statement(other, "to respond", "Ana Brel", "declines"),
    ]
    first = marks(one, statements=[statement(one, ASSERTED, "Ministers")])
    (finding,) = weigh_denials(view((one, first), (other, marks(other, statements=said))))
    assert ("declines", "Ana Brel") in {(a.value, a.source) for a in finding.accounts}


@pytest.mark.parametrize(
    ("behind", "plain"),
    [
        (
            "foreign divers in the harbour are the latest sign of growing trade between Kestria and Velmar",
            "there are foreign divers in the harbour",
        ),
        ("foreign divers may be in the harbour", "foreign divers have come into the harbour by night"),
    ],
    ids=["in passing", "feared"],
)
def test_who_tells_it_plainly_stands_before_who_names_it_in_passing_or_fears_it(behind: str, plain: str) -> None:
    one = article(f"Ministers said {behind}. Fishers said {plain}.", outlet="A")
    other = article("Mayor Ana Brel denied the presence of foreign divers in the harbour.", outlet="B")
    said = [statement(one, behind, "Ministers"), statement(one, plain, "Fishers")]
    denied = [statement(other, "the presence of foreign divers in the harbour", "Ana Brel", "denies")]
    (finding,) = weigh_denials(view((one, marks(one, statements=said)), (other, marks(other, statements=denied))))
    assert [a.source for a in finding.accounts if a.value == "asserts"] == ["Fishers", "Ministers"]


def test_who_declines_what_nobody_asked_takes_no_side() -> None:
    assert not found("the foreign divers in the harbour", "declines")


def test_a_question_asserts_nothing() -> None:
    one = article("Are foreign divers in the harbour of Ostrel?", outlet="A")
    other = article("Ana Brel denied that foreign divers are in the harbour of Ostrel.", outlet="B")
    denied = statement(other, "foreign divers are in the harbour of Ostrel", "Ana Brel", "denies")
    assert not list(weigh_denials(view((one, marks(one)), (other, marks(other, statements=[denied])))))


def test_a_sentence_in_which_two_assert_is_one_account() -> None:
    one = article("Ana Brel said the port confirmed that foreign divers are in the harbour of Ostrel.", outlet="A")
    other = article("Odo Quist denied that there are foreign divers in the harbour.", outlet="B")
    said = [
        statement(one, "the port confirmed that foreign divers are in the harbour of Ostrel", "Ana Brel"),
        statement(one, ASSERTED, "the port"),
    ]
    denied = [statement(other, "there are foreign divers in the harbour", "Odo Quist", "denies")]
    (finding,) = weigh_denials(view((one, marks(one, statements=said)), (other, marks(other, statements=denied))))
    assert [account.value for account in finding.accounts] == ["denies", "asserts"]


@pytest.mark.parametrize(
    ("told", "found"), [("foreign divers are in the harbour", 1), ("foreign divers are allegedly in the harbour", 0)]
)
def test_what_an_article_does_not_vouch_for_asserts_nothing(told: str, found: int) -> None:
    one = article(f"On Monday {told} of Ostrel.", outlet="A")
    other = article("Odo Quist denied that there are foreign divers in the harbour.", outlet="B")
    denied = [statement(other, "there are foreign divers in the harbour", "Odo Quist", "denies")]
    pairs = ((one, marks(one)), (other, marks(other, statements=denied)))
    assert len(list(weigh_denials(view(*pairs)))) == found


@pytest.mark.parametrize(("state", "counted"), [("arrive", True), ("plan to send", False)])
def test_who_tells_how_many_there_are_asserts_it_by_a_figure(state: str, counted: bool) -> None:
    one = article("Ana Brel said that 40 foreign divers are in the harbour of Ostrel.", outlet="A")
    other = article("Odo Quist denied the presence of foreign divers in the harbour.", outlet="B")
    forty = figure(one, "40", 40, 40, counted="foreign divers", state=state, said_by="Ana Brel")
    said = [statement(one, "40 foreign divers are in the harbour of Ostrel", "Ana Brel")]
    denied = [statement(other, "the presence of foreign divers in the harbour", "Odo Quist", "denies")]
    pairs = ((one, marks(one, statements=said, figures=[forty])), (other, marks(other, statements=denied)))
    (finding,) = weigh_denials(view(*pairs))
    assert [account.figure for account in finding.accounts] == ["", forty.id if counted else ""]


def opposed(*told: tuple[str, str, Stance]) -> list[Finding]:
    """Findings of articles of one statement each: (speaker, content, stance)."""
    pairs = []
    for number, (speaker, content, stance) in enumerate(told):
        one = article(f"{speaker} had this on it: {content}.", path=f"{number}.txt")
        pairs.append((one, marks(one, statements=[statement(one, content, speaker, stance)])))
    return list(weigh_denials(view(*pairs)))


def test_who_says_that_it_is_not_so_is_on_the_side_of_who_denies_it() -> None:
    (finding,) = opposed(
        ("Ana Brel", "the navy had used rubber boats in Ostrel harbour", "denies"),
        ("Ivo Drenn", "the navy had not used rubber boats in Ostrel harbour", "asserts"),
        ("Petra Sool", "the navy used rubber boats in Ostrel harbour", "asserts"),
    )
    assert {a.source: a.value for a in finding.accounts} == {
        "Ana Brel": "denies",
        "Ivo Drenn": "denies",
        "Petra Sool": "asserts",
    }


@pytest.mark.parametrize(
    ("told", "against"),
    [
        ("the navy used rubber boats in Ostrel", "the navy did not use rubber boats in Ostrel"),
        ("the old quay had been inspected on Thursday", "the old quay was never inspected"),
        ("an explosion woke the harbour", "there was no explosion"),
    ],
)
def test_a_plain_contradiction_is_a_denial(told: str, against: str) -> None:
    (finding,) = opposed(("Ana Brel", told, "asserts"), ("Ivo Drenn", against, "asserts"))
    assert {a.source: a.value for a in finding.accounts} == {"Ana Brel": "asserts", "Ivo Drenn": "denies"}
    assert finding.about == told


@pytest.mark.parametrize(
    "against",
    [
        "the navy did not use the iron crane on rubber boats",
        "the navy could no longer use rubber boats in Ostrel",
        "if the navy did not use rubber boats in Ostrel it would be slow",
        "the navy shouldn’t use rubber boats in Ostrel",
    ],
)
def test_what_is_not_said_plainly_of_the_same_thing_contradicts_nothing(against: str) -> None:
    told: tuple[str, str, Stance] = ("Ana Brel", "the navy used rubber boats in Ostrel", "asserts")
    assert not opposed(told, ("Ivo Drenn", against, "asserts"))


def test_nobody_contradicts_himself() -> None:
    assert not opposed(
        ("Ana Brel", "the navy used rubber boats in Ostrel", "asserts"),
        ("Ana Brel", "the navy did not use rubber boats in Ostrel", "asserts"),
    )


def test_who_denies_it_denies_what_was_said_before() -> None:
    told = article("Ivo Drenn said the navy had sent divers to Ostrel. Ana Brel denied it.", path="1.txt")
    other = article("Petra Sool said the navy had sent divers to Ostrel.", path="2.txt")
    said = [
        statement(told, "the navy had sent divers to Ostrel", "Ivo Drenn"),
        statement(told, "it", "Ana Brel", "denies"),
    ]
    pairs = (
        (told, marks(told, statements=said)),
        (other, marks(other, statements=[statement(other, "the navy had sent divers to Ostrel", "Petra Sool")])),
    )
    (finding,) = weigh_denials(view(*pairs))
    assert finding.about == "the navy had sent divers to Ostrel"
    assert ("denies", "Ana Brel") in {(a.value, a.source) for a in finding.accounts}


def test_who_contradicts_a_person_denies_what_the_person_said() -> None:
    told = article("Ana Brel contradicted Ivo Drenn, who claimed that divers had left Ostrel harbour.", path="1.txt")
    other = article("Petra Sool said that divers had left Ostrel harbour.", path="2.txt")
    said = [
        statement(told, "Ivo Drenn", "Ana Brel", "denies"),
        statement(told, "divers had left Ostrel harbour", "Ivo Drenn"),
    ]
    first = marks(told, statements=said, names=[("Ana Brel", "person"), ("Ivo Drenn", "person")])
    second = marks(other, statements=[statement(other, "divers had left Ostrel harbour", "Petra Sool")])
    (finding,) = weigh_denials(view((told, first), (other, second)))
    assert finding.about == "divers had left Ostrel harbour"


def test_what_is_called_untrue_is_denied() -> None:
    (finding,) = opposed(
        ("Ana Brel", "the claim that divers had left Ostrel harbour is untrue", "asserts"),
        ("Ivo Drenn", "divers had left Ostrel harbour", "asserts"),
    )
    assert {a.source: a.value for a in finding.accounts} == {"Ana Brel": "denies", "Ivo Drenn": "asserts"}


def test_by_opposite_words_a_claim_is_denied() -> None:
    pairs = []
    for speaker, content in (
        ("Ana Brel", "foreign divers were admitted to Ostrel harbour"),
        ("Ivo Drenn", "foreign divers were turned away from Ostrel harbour"),
    ):
        one = article(f"{speaker} had this on it: {content}.", path=f"{speaker}.txt")
        pairs.append((one, marks(one, statements=[statement(one, content, speaker)])))
    story = view(*pairs)
    (finding,) = weigh_opposites(story, find_claims(story), [])
    assert sorted(account.value for account in finding.accounts) == ["asserts", "denies"]


def test_two_denials_by_one_speaker_of_one_thing_are_one_finding() -> None:
    told = article(
        "Ana Brel denied that the divers had left. Ana Brel said divers never left Ostrel harbour.", path="1.txt"
    )
    said = [
        statement(told, "the divers had left", "Ana Brel", "denies"),
        statement(told, "divers never left Ostrel harbour", "Ana Brel"),
    ]
    other = article("Petra Sool said that divers had left Ostrel harbour.", path="2.txt")
    second = marks(other, statements=[statement(other, "divers had left Ostrel harbour", "Petra Sool")])
    assert len(list(weigh_denials(view((told, marks(told, statements=said)), (other, second))))) == 1
