from tellings.model import Finding
from tellings.weigh.lines import read_lines
from tellings.weigh.persons import weigh_persons
from tests.made import article, marks, view


def found(*texts: str, people: tuple[str, ...] = ("Ana Brel",)) -> list[Finding]:
    pairs = []
    for number, text in enumerate(texts):
        one = article(text, outlet=f"Outlet {number}")
        pairs.append((one, marks(one, names=[(name, "person") for name in people if name in text])))
    story = view(*pairs)
    return list(weigh_persons(story, read_lines(story)))


def test_two_ages_of_one_person_are_a_dispute() -> None:
    (finding,) = found("Ana Brel, 44, opened the bridge.", "The 54-year-old mayor Ana Brel opened the bridge.")
    assert (finding.kind, {account.value for account in finding.accounts}) == ("dispute", {"44", "54"})


def test_a_birthday_may_lie_between_two_ages() -> None:
    assert not found("Ana Brel, 44, opened the bridge.", "Ana Brel, 45, opened the bridge.")


def test_a_number_after_a_name_need_not_be_an_age() -> None:
    assert not found("Ana Brel, 44, opened the bridge.", "After Ana Brel 90 people spoke at the bridge.")


def test_two_towns_of_one_region_are_scope() -> None:
    (finding,) = found(
        "The doctor Ana Brel of Ostrel, Vendland, drowned with her sister.",
        "The sister of the doctor Ana Brel from Hammen, Vendland, drowned too.",
    )
    assert (finding.kind, finding.reason["slot"]) == ("scope", "origin")


def test_two_towns_that_one_account_names_together_are_none() -> None:
    assert not found(
        "The doctor Ana Brel of Ostrel, Vendland, drowned with her sister.",
        "The sister of Ana Brel from Hammen, Vendland, and a doctor of Ostrel, Vendland, drowned.",
    )


def test_the_pilot_and_one_of_the_pilots_are_scope() -> None:
    (finding,) = found(
        "Her cousin was one of the pilots of the ferry, Ana Brel said.",
        "Ana Brel said that her cousin was the pilot of the ferry.",
    )
    assert finding.reason["slot"] == "post"


def test_two_ages_of_somebody_without_a_name_of_whom_the_same_is_told_are_a_dispute() -> None:
    (finding,) = found(
        "A student aged 22 died in hospital from injuries suffered at the protest, the family said.",
        "A 24-year-old student died in hospital from injuries that he suffered at the protest.",
    )
    assert (finding.kind, [account.value for account in finding.accounts]) == ("dispute", ["22", "24"])


def test_two_people_without_a_name_of_whom_other_things_are_told_are_two() -> None:
    assert not found(
        "A student aged 22 died in hospital from injuries suffered at the protest, the family said.",
        "A 24-year-old student won the race across the bay in the new boat of the club.",
    )
