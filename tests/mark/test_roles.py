"""Titles in sentences about people and places that do not exist."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.made import article

from tellings.mark.names import find_names
from tellings.mark.parse import parse
from tellings.mark.roles import find_roles


def roles(text: str) -> list[tuple[str, str, str]]:
    """(person, title, owner) of every role in a text."""
    (parsed,) = parse([article(text)])
    return [(role.person, role.title, role.of) for role in find_roles(parsed, find_names(parsed))]


@pytest.mark.parametrize(
    ("text", "title", "owner"),
    [
        ("U.S. Fisheries Adviser Peter Vantor spoke.", "Fisheries Adviser", "United States"),
        (
            "South Korea’s National Fisheries Office chief Peter Vantor spoke.",
            "National Fisheries Office chief",
            "South Korea",
        ),
        ("South Korean foreign minister Peter Vantor spoke.", "foreign minister", "South Korea"),
        ("Former Kenyan President Peter Vantor spoke.", "former President", "Kenya"),
        ("NATO Secretary General Peter Vantor spoke.", "Secretary General", "NATO"),
        ("The US secretary of state Peter Vantor spoke.", "secretary of state", "United States"),
        ("Peter Vantor, the Kenyan envoy to the UN, spoke.", "envoy to the UN", "Kenya"),
        ("Peter Vantor, director of the Fisheries Agency, spoke.", "director", "Fisheries Agency"),
        ("Peter Vantor, 54, a rowing coach at Columbia University, spoke.", "rowing coach", "Columbia University"),
        ("The director of the Fisheries Agency, Peter Vantor, spoke.", "director", "Fisheries Agency"),
        ("Peter Vantor is the president of Kenya.", "president", "Kenya"),
        ("Under President Peter Vantor, the mill grew.", "President", ""),
        ("It was told by production designer Peter Vantor.", "production designer", ""),
        ("Peter Vantor, a Nairobi-based historian, spoke.", "historian", "Nairobi"),
        (
            "Peter Vantor, a former Apple and Google communications executive, spoke.",
            "former communications executive",
            "Apple",
        ),
        ("CNN White House correspondent Peter Vantor spoke.", "White House correspondent", "CNN"),
        (
            "Peter Vantor, an adviser for Asia at the Fisheries Institute, spoke.",
            "adviser for Asia",
            "Fisheries Institute",
        ),
    ],
)
def test_a_title_and_its_owner(text: str, title: str, owner: str) -> None:
    assert roles(text) == [("Peter Vantor", title, owner)]


@pytest.mark.parametrize(
    ("text", "title", "owner"),
    [
        ("Kenya's smirking spokesman Peter Vantor spoke.", "spokesman", "Kenya"),
        ("HERO captain Peter Vantor spoke.", "captain", ""),
        ("GRIEVING nurse Peter Vantor spoke.", "nurse", ""),
        ("Disgraced former Kenyan minister Peter Vantor spoke.", "former minister", "Kenya"),
    ],
)
def test_what_the_writer_thinks_of_somebody_is_no_part_of_the_title(text: str, title: str, owner: str) -> None:
    assert roles(text) == [("Peter Vantor", title, owner)]


def test_two_titles_joined_by_and_are_two_roles() -> None:
    text = "“It failed,” said Peter Vantor, a former British tank commander and head of the Fisheries Agency."
    assert roles(text) == [
        ("Peter Vantor", "former tank commander", "United Kingdom"),
        ("Peter Vantor", "head", "Fisheries Agency"),
    ]


def test_the_title_of_the_next_in_a_list_is_not_the_last_ones() -> None:
    text = "Peter Vantor, Kenyan Fisheries Minister Helen Dorrit and others met."
    assert roles(text) == [("Helen Dorrit", "Fisheries Minister", "Kenya")]


def test_a_title_with_a_verb_behind_quotation_marks_is_another_ones() -> None:
    assert not roles("And like Peter Vantor, the British Prime Minister “is not named in the reports himself”.")


def test_a_title_belongs_to_the_full_name() -> None:
    assert ("Peter Vantor", "Chancellor", "") in roles("Peter Vantor won. On Monday Chancellor Vantor spoke.")


def test_a_spokesman_for_an_official_does_not_bear_the_title() -> None:
    assert roles("A spokesman for U.N. Envoy Peter Vantor declined.") == [("Peter Vantor", "Envoy", "U.N.")]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Kenyan President Peter Vantor spoke.", "current"),
        ("Former Kenyan President Peter Vantor spoke.", "former"),
        ("Peter Vantor, president of Kenya until 2009, spoke.", "former"),
        ("Peter Vantor, the president-elect of Kenya, spoke.", "future"),
        ("Kenya's acting president Peter Vantor spoke.", "acting"),
        ("Peter Vantor will become the president of Kenya.", "future"),
        ("Peter Vantor stepped down as president of Kenya.", "former"),
    ],
)
def test_a_title_tells_when_it_is_held(text: str, when: str) -> None:
    (parsed,) = parse([article(text)])
    (role,) = find_roles(parsed, find_names(parsed))
    assert (role.of, role.when) == ("Kenya", when)


@pytest.mark.parametrize(
    "text",
    [
        "According to Peter Vantor, the president will sign the law on Monday.",
        "Peter Vantor, twice the league's best, left.",
        "Peter Vantor is not the president.",
        "The brother of Peter Vantor was a judge.",
    ],
)
def test_a_title_near_a_name_is_not_always_its_own(text: str) -> None:
    assert roles(text) == []


def test_a_club_is_an_owner_with_all_its_name() -> None:
    assert roles("Rovers fans met Ostrel Rovers coach Danny Whitlow.") == [("Danny Whitlow", "coach", "Ostrel Rovers")]


def test_the_span_holds_the_title_as_the_article_has_it() -> None:
    one = article("Kenyan Fisheries Minister Peter Vantor spoke.")
    (parsed,) = parse([one])
    (role,) = find_roles(parsed, find_names(parsed))
    assert one.check(role.span).text == "Fisheries Minister"


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="Mr.Ann Hale-'’,\n king of U.S. and 7 head chief", max_size=120))
def test_any_text_gives_roles_that_check(text: str) -> None:
    one = article(text)
    (parsed,) = parse([one])
    for role in find_roles(parsed, find_names(parsed)):
        assert one.check(role.span) and role.title
