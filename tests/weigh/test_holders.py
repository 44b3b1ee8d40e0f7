import pytest

from tellings.model import Finding, Role, Span, Tenure
from tellings.weigh.holders import office_of, weigh_holders
from tests.made import article, marks, view


def disputes(*told: tuple[str, str, str]) -> list[Finding]:
    """Findings where each article gives a title of a country to a person."""
    pairs = []
    for i, (person, title, of) in enumerate(told):
        one = article(f"{of}’s {title} {person} spoke.", outlet=f"Outlet {i}")
        pairs.append((one, marks(one, names=[(person, "person")], roles=[(person, title, of)])))
    return list(weigh_holders(view(*pairs)))


def test_two_people_in_one_office_are_a_dispute() -> None:
    (found,) = disputes(
        ("Ana Brel", "National Security Adviser", "Chile"), ("Tomas Orn", "national security chief", "Chile")
    )
    assert found.kind == "dispute"
    assert [a.value for a in found.accounts] == ["Ana Brel", "Tomas Orn"]


@pytest.mark.parametrize(
    ("title", "country"),
    [
        ("National Security Adviser", "Peru"),
        ("deputy national security adviser", "Chile"),
        ("foreign minister", "Chile"),
    ],
)
def test_another_office_is_no_dispute(title: str, country: str) -> None:
    assert not disputes(("Ana Brel", "National Security Adviser", "Chile"), ("Tomas Orn", title, country))


def test_one_person_in_two_articles_is_no_dispute() -> None:
    assert not disputes(("Ana Brel", "defence minister", "Chile"), ("Ana Brel", "defense minister", "Chile"))


@pytest.mark.parametrize("title", ["spokesman", "former foreign minister", "senior official", "senator"])
def test_titles_that_many_may_hold_are_no_office(title: str) -> None:
    assert office_of(Role(Span(0, 1, "x"), "Ana Brel", title, "Chile")) is None


def test_an_article_that_names_both_tells_of_a_change() -> None:
    one = article("Chile’s foreign minister Ana Brel gave way to foreign minister Tomas Orn.")
    roles = [("Ana Brel", "foreign minister", "Chile"), ("Tomas Orn", "foreign minister", "Chile")]
    names = [("Ana Brel", "person"), ("Tomas Orn", "person")]
    other = article("Chile’s foreign minister Tomas Orn spoke.")
    both = marks(one, names=names, roles=roles)
    assert not list(weigh_holders(view((one, both), (other, marks(other, names=names[1:], roles=roles[1:])))))


@pytest.mark.parametrize("when", ["former", "future", "acting"])
def test_who_does_not_hold_an_office_now_by_what_the_article_tells_disputes_nobody(when: Tenure) -> None:
    title = "defense minister"
    assert office_of(Role(Span(0, 1, "x"), "Ana Brel", title, "Chile"))
    assert office_of(Role(Span(0, 1, "x"), "Ana Brel", title, "Chile", when)) is None
