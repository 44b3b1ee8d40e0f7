from dataclasses import replace

from tellings.link.measures import find_measures
from tellings.model import Figure, Finding
from tellings.weigh.figures import weigh_figures
from tests.made import article, figure, marks, view


def kindred(*told: tuple[str, str, str, str, str]) -> list[Finding]:
    """Findings of one count an article, given as (published, number, counted, state, as it is written)."""
    pairs = []
    for number, (day, count, counted, state, words) in enumerate(told):
        one = article(words, outlet=f"Outlet {number}", published=day)
        made = figure(one, count, float(count), float(count), counted=counted, state=state, as_of=day)
        pairs.append((one, marks(one, figures=[made])))
    story = view(*pairs)
    relations = ("refined", "beside", "grown", "totals", "apart")
    return [found for found in weigh_figures(story, find_measures(story)) if found.reason.get("relation") in relations]


def test_foreigners_who_turn_out_to_be_of_one_nation_are_an_update() -> None:
    (finding,) = kindred(
        ("2031-05-06", "10", "foreigners", "kill", "The crash of the ferry killed 10 foreigners."),
        ("2031-05-07", "10", "Chilean citizens", "kill", "The crash of the ferry killed 10 Chilean citizens."),
    )
    assert (finding.kind, finding.reason["relation"]) == ("update", "refined")


def test_nearly_as_many_people_in_other_words_are_scope() -> None:
    (finding,) = kindred(
        ("2031-05-06", "20", "tourists", "carry", "The ferry was carrying 20 tourists."),
        ("2031-05-06", "19", "hotel guests", "carry", "The ferry was carrying 19 hotel guests."),
    )
    assert (finding.kind, finding.reason["relation"]) == ("scope", "beside")


def test_few_people_are_not_held_against_a_few_others() -> None:
    assert not kindred(
        ("2031-05-06", "3", "tourists", "carry", "The ferry was carrying 3 tourists."),
        ("2031-05-06", "2", "hotel guests", "carry", "The ferry was carrying 2 hotel guests."),
    )


def test_people_of_two_nations_are_no_kin() -> None:
    assert not kindred(
        ("2031-05-06", "20", "Chilean tourists", "carry", "The ferry was carrying 20 Chilean tourists."),
        ("2031-05-06", "19", "Danish guests", "carry", "The ferry was carrying 19 Danish guests."),
    )


def test_a_count_that_grew_many_times_over_under_another_word_is_an_update() -> None:
    (finding,) = kindred(
        ("2031-05-06", "40", "victims", "file", "So far 40 victims have filed complaints."),
        ("2031-05-20", "310", "women", "record", "Police recorded 310 women."),
    )
    assert (finding.kind, finding.reason["relation"]) == ("update", "grown")


def test_totals_of_one_report_that_count_different_things_are_scope() -> None:
    one = article("Police recorded 310 thefts, 640 complaints and 900 crimes in the port.", outlet="A")
    counts = [("310", "thefts"), ("640", "complaints"), ("900", "crimes")]
    made: list[Figure] = [
        replace(figure(one, n, float(n), float(n), counted=c, state="record"), id=f"{n}{c}") for n, c in counts
    ]
    other = article("The port was calm again on Monday.", outlet="B")
    story = view((one, marks(one, figures=made)), (other, marks(other)))
    (finding,) = weigh_figures(story, find_measures(story))
    assert (finding.kind, finding.reason["relation"], len(finding.accounts)) == ("scope", "totals", 3)


def test_one_distance_in_two_directions_is_a_dispute() -> None:
    pairs = []
    for number, words in enumerate(("130 miles northwest of Ostrel", "140 miles west of Ostrel")):
        one = article(f"The wreck lies {words}.", outlet=f"Outlet {number}", published="2031-05-06")
        miles, _, counted = words.partition(" miles ")
        made = figure(one, miles, float(miles), float(miles), unit="mile", counted=counted)
        pairs.append((one, marks(one, figures=[made])))
    story = view(*pairs)
    assert "direction" in [found.reason.get("slot") for found in weigh_figures(story, find_measures(story))]
