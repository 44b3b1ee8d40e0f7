"""Whose shares of a vote percentages are."""

from __future__ import annotations

import pytest

from tellings.link.votes import votes_of
from tests.made import article, figure, marks, view


def shares(text: str, *percent: str, said_by: str = "") -> list[str]:
    """Of whom each percentage is, "" where it is no share of a vote."""
    one = article(f"The election was on Sunday. {text}")
    names = [(words, "person") for words in ("Mara Dorel", "Ivo Lund", "Harbour Party") if words in text]
    found = [figure(one, words, float(words), float(words), unit="percent", said_by=said_by) for words in percent]
    votes = votes_of(view((one, marks(one, figures=found, names=names))))
    return [votes[each.id].called.removesuffix("’s share of the vote") if each.id in votes else "" for each in found]


@pytest.mark.parametrize(
    ("text", "percent", "whose"),
    [
        (
            "Mara Dorel won 52.4 percent, against 42.3 percent for Ivo Lund.",
            ["52.4", "42.3"],
            ["Mara Dorel", "Ivo Lund"],
        ),
        (
            "Mara Dorel led with 53 percent of the vote after 91 percent of ballots were counted.",
            ["53", "91"],
            ["Mara Dorel", ""],
        ),
        (
            "The Harbour Party of Mara Dorel took 29.8 percent, followed by the Greens with 12.5 percent.",
            ["29.8", "12.5"],
            ["Harbour Party", "Greens’ share of the vote"],
        ),
        ("Mara Dorel won on a turnout of 67 percent.", ["67"], [""]),
        ("An exit poll gave Mara Dorel 52.4 percent of the vote.", ["52.4"], [""]),
        ("Mara Dorel won by 5 percent.", ["5"], [""]),
        ("The count was led on Monday with 5.5 percent.", ["5.5"], [""]),
        ("Mara Dorel has cut taxes of 12 percent of the workers.", ["12"], [""]),
    ],
)
def test_a_share_is_of_whom_it_is_told(text: str, percent: list[str], whose: list[str]) -> None:
    assert shares(text, *percent) == whose


def test_who_speaks_of_herself_has_the_share_that_she_claims() -> None:
    text = "Mara Dorel spoke. The count, she said, shows her ahead with 50.8 percent to 44 percent."
    assert shares(text, "50.8", "44", said_by="Mara Dorel") == ["Mara Dorel", ""]
