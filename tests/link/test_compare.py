"""Pairs of names, most of them made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.link.compare import compare, score_names


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Sato Kenji", "Kenji Sato"),
        ("Han Mok-gyu", "Han Mokgyu"),
        ("Han Mok Gyu", "Han Mok-gyu"),
        ("Petrenskiy", "Petrenskyy"),
        ("Wolodymyr Petrenskyj", "Volodymyr Petrensky"),
        ("P. Vantor", "Peter Vantor"),
        ("J.-P. Vantor", "Jean-Pierre Vantor"),
        ("Bill Vantor", "William Vantor"),
        ("Vantor, Peter", "Peter Vantor"),
        ("Peter A. Vantor", "Peter Vantor"),
        ("Mr. Peter Vantor", "Peter Vantor"),
        ("Peter Vnator", "Peter Vantor"),
        ("Mohammed bin Rashad", "Muhammad ibn Rashad"),
        ("Пётр Вантор", "Pyotr Vantor"),
        ("Vantor", "Peter Vantor"),
    ],
)
def test_one_person(one: str, two: str) -> None:
    assert score_names(one, two) >= 0.5


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Kim Mok-gyu", "Kim Tae-hyun"),
        ("Robert Wood", "Robert Hood"),
        ("Peter Vantor", "Helen Vantor"),
        ("Peter A. Vantor", "Helen P. Vantor"),
        ("Peter Vantor", "Peter Dorrit"),
        ("P. V.", "Peter Vantor"),
        ("Ivan Petrovich Dorrit", "Ivan Sergeyevich Dorrit"),
        ("Peter", "Peter Hale Vantor"),
    ],
)
def test_two_persons(one: str, two: str) -> None:
    assert score_names(one, two) < 0.5


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Ostrel Aktiengesellschaft", "Ostrel AG"),
        ("OAO Ostrelgas", "Ostrelgas JSC"),
        ("Ostrel & Hale Ltd.", "Ostrel and Hale Limited"),
        ("Ostrel Health Organisation", "Ostrel Health Organization"),
        ("First Ostrel Bank", "1st Ostrel Bank"),
        ("Brigade Forty-Four", "Brigade 44"),
        ("URC", "United Rowing Club"),
        ("U.S. Department of Fisheries", "United States Department of Fisheries"),
        ("Ministry of Fisheries", "Fisheries Ministry"),
        ("the Pentagon", "Defense Department"),
    ],
)
def test_one_body(one: str, two: str) -> None:
    assert score_names(one, two, "body") >= 0.5


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Ostrel AG", "Ostrel GmbH"),
        ("Ostrel Fund II", "Ostrel Fund III"),
        ("Bank of Kenya", "Bank of Korea"),
        ("Ostrel Times", "Marn Times"),
        ("National Security Council", "National Security Office"),
        ("OCTV", "KCTV"),
        ("NATO", "European Union"),
    ],
)
def test_two_bodies(one: str, two: str) -> None:
    assert score_names(one, two, "body") < 0.5


def test_the_reason_names_the_parts_that_differ() -> None:
    assert compare("Peter Vantor", "Peter Dorrit")[1] == "dorrit is not vantor"


def test_the_reason_tells_another_order() -> None:
    assert "surname first" in compare("Sato Kenji", "Kenji Sato")[1]


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(["person", "body", "place"]))
def test_scores_stay_between_0_and_1_and_do_not_depend_on_the_order(one: str, two: str, kind: str) -> None:
    score = score_names(one, two, kind)
    assert 0 <= score <= 1
    assert score == score_names(two, one, kind)


@given(st.text(min_size=1, max_size=40).filter(str.strip))
def test_a_name_is_itself(name: str) -> None:
    assert score_names(name, name) == 1


def test_a_letter_without_a_name_in_unicode_is_compared_like_any_other() -> None:
    assert score_names("0", "\U00017000", "person") < 0.5
