"""People joined over made-up articles."""

from __future__ import annotations

from dataclasses import replace

from tellings.link.people import find_people
from tellings.mark.names import find_names
from tellings.mark.parse import parse
from tellings.mark.roles import find_roles
from tellings.model import Joining, Marks, Person
from tests.made import article, marks


def people(*texts: str) -> tuple[tuple[Person, ...], tuple[Joining, ...]]:
    """Everyone in the articles, and the joinings."""
    articles, marked = {}, {}
    for parsed in parse([article(text) for text in texts]):
        names = find_names(parsed)
        articles[parsed.article.id] = parsed.article
        marked[parsed.article.id] = Marks(parsed.article.id, (), names=names, roles=find_roles(parsed, names))
    return find_people(articles, marked)


def persons(*texts: str) -> dict[str, tuple[str, ...]]:
    """Name -> spellings of every person in the articles."""
    return {one.name: one.spellings for one in people(*texts)[0] if one.kind == "person"}


def test_two_orders_of_a_name_are_one_person() -> None:
    found = persons("The adviser Kenji Satomura spoke in Tokyo.", "Adviser Satomura Kenji left Tokyo.")
    assert found == {"Kenji Satomura": ("Kenji Satomura", "Satomura Kenji")}


def test_two_spellings_with_one_title_are_one_person() -> None:
    found = persons("Ukrainian President Petrenskiy spoke.", "Ukrainian president Pavlo Petrensky said no.")
    assert list(found) == ["Pavlo Petrensky"]


def test_the_joining_says_why() -> None:
    _, joinings = people("Ukrainian President Petrenskiy spoke.", "Ukrainian president Pavlo Petrensky said no.")
    assert [(row.one, row.other) for row in joinings] == [("Petrenskiy", "Pavlo Petrensky")]
    assert "both president of Ukraine" in joinings[0].reason


def test_a_surname_alone_joins_nobody_without_evidence() -> None:
    found = persons("Mr Vantor grows apples in Norway.", "Peter Vantor won a race in Kenya.")
    assert sorted(found) == ["Peter Vantor", "Vantor"]


def test_one_surname_and_other_given_names_are_two_persons() -> None:
    found = persons(
        "South Korean minister Kim Mok-gyu met Helen Dorrit.", "South Korean minister Kim Tae-hyun met Helen Dorrit."
    )
    assert {"Kim Mok-gyu", "Kim Tae-hyun"} <= set(found)


def test_a_given_name_alone_joins_the_family_it_stands_with() -> None:
    found = persons(
        "Peter and Helen Vantor and their son Matthew died near Ostrel Bay.",
        "Peter Vantor, Helen Vantor and Matthew B. Vantor died near Ostrel Bay. Matthew Dorrit survived.",
    )
    assert found["Matthew B. Vantor"] == ("Matthew", "Matthew B. Vantor")


def test_the_variants_of_a_country_are_one_place() -> None:
    found, joinings = people("The U.S. agreed with the DPRK.", "The United States agreed with North Korea.")
    assert {one.name for one in found} == {"North Korea", "United States"}
    assert {row.one for row in joinings} == {"DPRK", "U.S."}


def test_an_acronym_joins_its_body_in_the_article_that_tells_it() -> None:
    found, _ = people("The Ostrel Rowing Association (ORA) won. Later ORA lost.")
    assert ("ORA", "Ostrel Rowing Association") in [one.spellings for one in found]


def test_titles_carry_the_passage_they_stand_in() -> None:
    found, _ = people("Kenyan Fisheries Minister Peter Vantor spoke.")
    (person,) = [one for one in found if one.kind == "person"]
    assert [(title.title, title.of, title.passage.span.text) for title in person.titles] == [
        ("Fisheries Minister", "Kenya", "Fisheries Minister")
    ]


def test_an_id_stays_when_articles_are_added() -> None:
    first, _ = people("Peter Vantor won a race in Kenya.")
    more, _ = people("Peter Vantor won a race in Kenya.", "Helen Dorrit lost it.", "Peter Vantor is glad.")
    assert {one.id for one in first} <= {one.id for one in more}


def test_every_mention_has_one_bearer() -> None:
    found, _ = people("Peter Vantor met Helen Vantor in Kenya. Mr Vantor spoke.", "Vantor and Dorrit met in Oslo.")
    mentions = [mention for one in found for mention in one.mentions]
    assert len(mentions) == len(set(mentions))


def test_no_article_gives_nobody() -> None:
    assert find_people({}, {}) == ((), ())


def test_a_team_is_one_with_its_name_after_its_town() -> None:
    town, team = article("Rowers won."), article("London Rowers won.")
    found, _ = find_people(
        {town.id: town, team.id: team},
        {town.id: marks(town, names=[("Rowers", "body")]), team.id: marks(team, names=[("London Rowers", "body")])},
    )
    assert [one.spellings for one in found] == [("London Rowers", "Rowers")]


def test_a_company_is_one_with_its_name_without_its_trade() -> None:
    one = article("Vantor Airways and Vantor.")
    named = marks(one, names=[("Vantor Airways", "body")])
    short = replace(named.names[0], span=one.span(19, 25), full="Vantor")
    found, _ = find_people({one.id: one}, {one.id: replace(named, names=(named.names[0], short))})
    assert [body.spellings for body in found] == [("Vantor", "Vantor Airways")]


def test_a_government_is_one_under_its_country_and_its_people() -> None:
    found, _ = people("The Kenyan Government agreed.", "The Government of Kenya agreed.")
    assert len([one for one in found if one.name == "government of Kenya"]) == 1
