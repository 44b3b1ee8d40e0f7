"""Values that a correction names are of one count."""

from __future__ import annotations

from tellings.link.measures import find_measures
from tellings.model import Article, Marks
from tellings.weigh.figures import weigh_figures
from tests.made import article, figure, marks, view


def told(text: str, *counts: tuple[str, str], published: str = "2031-05-04") -> tuple[Article, Marks]:
    """An article with its counts, each as (number, what is counted)."""
    one = article(text, published=published, outlet=text)
    return one, marks(one, figures=[figure(one, n, float(n), float(n), counted=of) for n, of in counts])


_FIRST = told("There were 112 miners in the pit.", ("112", "miners"))
_SECOND = told("The early shift had 121 men.", ("121", "men"))


def test_a_correction_makes_its_two_values_one_measure_and_a_dispute() -> None:
    note = told(
        "This corrects the number of miners to 112, not 121, in an earlier story.",
        ("112", "miners"),
        ("121", "miners"),
        published="2031-05-06",
    )
    story = view(_FIRST, _SECOND, note)
    measures = find_measures(story)
    assert [len(one.figures) for one in measures] == [4]
    found = [(one.kind, [account.value for account in one.accounts]) for one in weigh_figures(story, measures)]
    assert found == [("dispute", ["112", "121"])]


def test_without_a_correction_they_are_two() -> None:
    note = told("There were 112 miners and not 121 trucks.", ("112", "miners"), ("121", "trucks"))
    assert len(find_measures(view(_FIRST, _SECOND, note))) > 1
