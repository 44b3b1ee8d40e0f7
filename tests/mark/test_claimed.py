"""Denials of claims: of what a person claimed, of a claim called false, and those passed on by a proxy."""

from __future__ import annotations

import pytest
from tests.made import article

from tellings.mark.names import find_names
from tellings.mark.parse import parse
from tellings.mark.statements import find_statements
from tellings.model import Statement


def statements(text: str) -> tuple[Statement, ...]:
    [parsed] = parse([article(text)])
    return find_statements(parsed, find_names(parsed), (), ())


def denials(text: str) -> list[tuple[str, str]]:
    """(speaker, content) of what is denied."""
    return [(one.speaker, one.content[0].text) for one in statements(text) if one.stance == "denies"]


def test_who_contradicts_a_person_denies_what_that_person_claims() -> None:
    text = "Councillor Ruth Owens contradicted the chairman Peter Doyle, who claimed that the stand had been inspected."
    assert denials(text) == [("Ruth Owens", "the stand had been inspected")]


def test_who_contradicts_a_person_and_no_claim_denies_nothing() -> None:
    assert denials("Councillor Ruth Owens contradicted Peter Doyle on Monday.") == []


@pytest.mark.parametrize(
    "text",
    [
        "The claim that she was refused a lawyer is false, the ministry said.",
        "A rumour that the mill would be sold was “pure invention”, the ministry said.",
        "“These reports are completely untrue,” the ministry said.",
        "The ministry called the report “a lie”.",
        "The ministry said that its words had been misquoted.",
        "The trial was fair. The claim that the judge slept was baseless.",
    ],
)
def test_a_claim_called_false_is_denied(text: str) -> None:
    assert len(denials(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The ministry said that reports of a false alarm were being checked.",
        "The ministry said that the claim is not false.",
        "The ministry called the report “a good start”.",
        "The report that the mill would be sold was true, the ministry said.",
    ],
)
def test_a_claim_not_called_false_is_not(text: str) -> None:
    assert denials(text) == []


def test_what_a_lawyer_says_that_somebody_denies_is_their_denial_through_the_lawyer() -> None:
    found = statements("Elena Marsh was held on Monday. Her lawyer, Peter Doyle, said she denied the charge.")
    assert [(one.speaker, one.via, one.stance) for one in found] == [("Elena Marsh", ("Peter Doyle",), "denies")]


def test_what_the_lawyer_adds_is_the_lawyers() -> None:
    text = "Elena Marsh was held on Monday. Her lawyer, Peter Doyle, said she denied the charge and would appeal."
    assert [(one.speaker, one.stance) for one in statements(text)] == [
        ("Elena Marsh", "denies"),
        ("Peter Doyle", "asserts"),
    ]


def test_the_condition_on_which_somebody_speaks_says_nothing() -> None:
    text = "The mill will close in May, one of the owners said, asking not to be identified because talks go on."
    assert [one.content[0].text for one in statements(text)] == ["The mill will close in May"]


def test_those_cited_before_a_clause_say_it() -> None:
    text = "The newspaper Le Phare reported on Sunday, citing a port official, that the lookout had been asleep."
    assert [(one.speaker, one.via) for one in statements(text)] == [("a port official", ("Le Phare",))]
