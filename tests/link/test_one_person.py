"""Who is one person and who is not, by more than the name: offices, company, families; made-up people."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tellings.link.people import find_people
from tellings.model import Name
from tests.made import article, marks, span

Told = tuple[str, ...]  # an article: who it names, each "title: name" or "name"; "said = full" for a name said shorter
_ELSE = ("Tamsin Orrell", "Ostrel Shipyard")  # named in the articles of one story beside those it is about


def cast(*articles: Told, beside: Told = _ELSE) -> list[set[str]]:
    """The people in articles of one story, each as the names that it has there."""
    read, marked = {}, {}
    for number, told in enumerate(articles):
        rows = [(title, *(name.split(" = ") * 2)[:2]) for title, _, name in (one.rpartition(": ") for one in told)]
        one = article(f"Article {number}. " + ". ".join([*(said for _, said, _ in rows), *beside]) + ".")
        found = marks(
            one,
            names=[(words, "body" if words.endswith("Shipyard") else "person") for words in beside],
            roles=[(said, title, "") for title, said, _ in rows if title],
        )
        names = tuple(Name(span(one, said), "person", full) for _, said, full in rows)
        read[one.id], marked[one.id] = one, replace(found, names=(*names, *found.names))
    people, _ = find_people(read, marked)
    return [set(one.spellings) for one in people if one.kind == "person" and not set(one.spellings) & set(beside)]


ONE = [
    (('Josef "Joe" Marhanek',), ("Joe Marhanek",), ("Josef Marhanek",)),
    (('Takumi "Ken" Sorada',), ("Ken Sorada",), ("Takumi Sorada",)),
    (("minister: Maria Ines Roldan",), ("minister: Maria Roldan",), ("minister: Ines Roldan",)),
    (("foreign minister: Rosa Montalban",), ("Foreign Minister: Rosario Montalban",)),
    (("mayor: Kenji Sorada",), ("Mayor: Keiji Sorada",)),
    (("coach: Pavol Dreznik",), ("Coach: Pavel Dreznik",)),
    (("Maggie Thornbury",), ("Margaret Thornbury",)),
    (("President: Viktor Samarin",), ("V. A. Samarin",), ("President: Victor Samarin",)),
    (("Marguerite Le Gall",), ("Le Gall",)),
    (("Maarten van der Zwaan",), ("Van der Zwaan",)),
    (("Abdel Karim al-Masri",), ("Al-Masri",)),
    (("Joaquín Ochoa Lira",), ("Ochoa",)),
    (("Edith Holt-Larsen",), ("Larsen",)),
    (("chairman: Terence Thornbury", "Terry Thornbury"), ("Sir Terry = Terry",)),
    (("Peter Thornbury",), ("Thornbury",)),
]

TWO = [
    (("Andrei Munteanu", "Nicolae Munteanu"), ("Nicolae Munteanu",)),
    (("Maria Kolarik",), ("Jan Kolarik",)),
    (("minister: Rosa Montalban", "minister: Rosario Montalban"), ("minister: Rosa Montalban",)),
    (("minister: Rosa Montalban",), ("Rosario Montalban",)),
    (("minister: Rosa Montalban",), ("singer: Rosario Montalban",)),
    (("minister: Robert Montalban",), ("minister: Roberta Montalban",)),
    (("minister: Simon Montalban",), ("minister: Simone Montalban",)),
    (("minister: Maria Ines Roldan",), ("singer: Maria Roldan",), ("minister: Ines Roldan",)),
    (("minister: J. Roldan",), ("minister: Javier Roldan",), ("minister: Joaquin Roldan",)),
    (("minister: Kim Sun-ja",), ("minister: Kim Sung-min",)),
    (("mayor: Kenji Sorada",), ("Keiji Sorada",)),
    (("minister: Hassan Khalidi",), ("minister: Hussein Khalidi",)),
    (("Peter Thornbury Jr.", "Peter Thornbury Sr."), ("Peter Thornbury Sr.",)),
    (("Marguerite Le Gall", "Marion Le Gall"), ("Marion Le Gall",)),
    (("Viktor Samarin",), ("Viktoria Samarina",)),
    (("Peter Thornbury",), ("Thornbury Marsh",)),
]


@pytest.mark.parametrize("told", ONE)
def test_names_of_one_person_are_joined(told: tuple[Told, ...]) -> None:
    assert len(cast(*told)) == 1


@pytest.mark.parametrize("told", TWO)
def test_names_of_two_people_are_kept_apart(told: tuple[Told, ...]) -> None:
    assert len(cast(*told)) == 2


def test_a_surname_that_two_bear_joins_neither() -> None:
    found = cast(("Andrei Munteanu", "Nicolae Munteanu"), ("Munteanu",))
    assert {"Munteanu"} in found


def test_a_nickname_alone_joins_nobody_from_another_story() -> None:
    one, two = article("Bob Thornbury won a race in Orlen."), article("Robert Thornbury sells tulips.")
    people, _ = find_people(
        {one.id: one, two.id: two},
        {
            one.id: marks(one, names=[("Bob Thornbury", "person")]),
            two.id: marks(two, names=[("Robert Thornbury", "person")]),
        },
    )
    assert len(people) == 2
