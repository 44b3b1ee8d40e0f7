"""Look-ups over the world tables."""

from __future__ import annotations

import pytest

from tellings import world


@pytest.mark.parametrize(
    ("words", "country"),
    [
        ("U.S.", "United States"),
        ("the U.S.", "United States"),
        ("D.P.R.K.", "North Korea"),
        ("North Korea’s", "North Korea"),
        ("South Korean", "South Korea"),
        ("ROK", "South Korea"),
        ("Côte d’Ivoire", "Ivory Coast"),
        ("Ruritania", ""),
    ],
)
def test_country_of_names_acronyms_and_demonyms(words: str, country: str) -> None:
    assert world.country_of(words) == country


@pytest.mark.parametrize(
    ("words", "country"), [("Seoul", "South Korea"), ("the Kremlin", "Russia"), ("White House", "United States")]
)
def test_capitals_and_seats_stand_for_governments(words: str, country: str) -> None:
    assert world.country_of_government(words) == country


def test_variants_of_a_body_have_one_name() -> None:
    assert world.body_of("Pentagon") == world.body_of("the Defense Department") != ""


def test_a_city_is_a_known_place_also_in_capitals() -> None:
    assert world.known("VLADIVOSTOK") == world.Entry("place", "Vladivostok")


@pytest.mark.parametrize(
    ("words", "kind"),
    [("Ministry of Fisheries", "body"), ("Ostrel Rowing Club", "body"), ("Ostrel River", "place"), ("Ann Hale", None)],
)
def test_the_last_word_tells_bodies_and_places(words: str, kind: str | None) -> None:
    assert world.kind_by_ending(words) == kind


def test_given_names_tell_a_gender_where_they_have_one() -> None:
    assert [world.gender_of(name) for name in ("Irene", "bruce", "Andrea", "Ostrel")] == ["f", "m", "", ""]


def test_forms_of_address_are_no_part_of_the_bare_name() -> None:
    assert world.bare("Mrs. Hale") == "Hale"
    assert world.bare("Mr") == "Mr"


def test_a_short_form_stands_for_several_given_names() -> None:
    assert "alexandra" in world.given_names_of("Sasha")
