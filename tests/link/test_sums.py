"""What amounts of money are paid for."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tellings.link.measures import find_measures
from tellings.link.sums import offers_of
from tellings.model import Article, Marks, Measure
from tests.made import article, figure, marks, view

_NAMES = ("Ostrel Pumps", "Marrow Tools", "Dorn Metal")


def told(text: str, *amounts: tuple[str, float], published: str = "2031-05-09") -> tuple[Article, Marks]:
    """An article with its amounts of dollars, by their words."""
    one = article(text, published=published)
    found = [figure(one, words, value, value, unit="USD", counted="") for words, value in amounts]
    return one, marks(one, figures=found, names=[(words, "body") for words in _NAMES if words in text])


def offers(*articles: tuple[Article, Marks]) -> list[str]:
    """What the amounts that are offers are called, in order of the text."""
    story = view(*articles)
    found = offers_of(story)
    return [found[one.id].called for _, one in story.figures() if one.id in found]


@pytest.mark.parametrize(
    ("text", "amount", "called"),
    [
        ("Ostrel Pumps raised its offer for Marrow Tools to $46 a share.", "$46", ["offer a share"]),
        ("Marrow Tools rejected a $46-a-share bid from Ostrel Pumps.", "$46", ["offer a share"]),
        ("Ostrel Pumps is in talks to acquire Marrow Tools for about $46.", "about $46", ["offer in all"]),
        ("Ostrel Pumps made a $46 “best and final” offer.", "$46", ["offer in all"]),
        ("The bid values Marrow Tools at $46 excluding debt.", "$46", ["offer without debt"]),
        ("Shares in Marrow Tools closed at $46, above the offer.", "$46", []),
        ("The offer is a premium over a closing price of $46.", "$46", []),
        ("The boss gets $46 as Ostrel Pumps ups its bid.", "$46", []),
    ],
)
def test_an_amount_is_an_offer_by_what_stands_around_it(text: str, amount: str, called: list[str]) -> None:
    assert offers(told(text, (amount, 46))) == called


def test_a_second_amount_of_the_same_offer_is_one_too() -> None:
    text = "Ostrel Pumps raised its offer to $46 a share, or $4500 including debt."
    assert offers(told(text, ("$46", 46), ("$4500", 4500))) == ["offer a share", "offer with debt"]


def test_a_bare_amount_near_an_offer_by_the_share_is_one() -> None:
    first = told("Ostrel Pumps raised its offer for Marrow Tools to $46 a share.", ("$46", 46))
    later = told("Marrow Tools turned down a bid of $42 by Ostrel Pumps.", ("$42", 42))
    assert offers(first, later) == ["offer a share", "offer a share"]


def test_a_deal_is_an_offer_only_beside_one_of_like_size() -> None:
    deal = told("Marrow Tools and Ostrel Pumps are close to a deal worth $4400.", ("$4400", 4400))
    assert not offers(deal)
    assert (
        offers(deal, told("Ostrel Pumps made a $4000 bid for Marrow Tools.", ("$4000", 4000))) == ["offer in all"] * 2
    )


def measured(*articles: tuple[Article, Marks]) -> Sequence[Measure]:
    return [one for one in find_measures(view(*articles)) if len(one.figures) > 1]


def test_the_values_of_one_offer_are_one_measure_though_an_article_tells_both() -> None:
    (one,) = measured(
        told("Marrow Tools rejected a $42-a-share bid from Ostrel Pumps.", ("$42", 42)),
        told(
            "Ostrel Pumps raised its bid for Marrow Tools to $46 a share from a bid of $42.", ("$46", 46), ("$42", 42)
        ),
    )
    assert (one.label, len(one.figures)) == ("offer a share (USD)", 3)


def test_offers_for_two_companies_are_not_compared() -> None:
    assert not measured(
        told("Ostrel Pumps made an offer of $42 a share for Marrow Tools.", ("$42", 42)),
        told("Ostrel Pumps made an offer of $46 a share for Dorn Metal.", ("$46", 46)),
    )
