"""People called otherwise in one event, and what is told of another."""

from __future__ import annotations

from tellings.link.measures import find_measures
from tests.link.test_measures import Row, grouped, killed
from tests.made import article, figure, marks, view


def missing(words: str, low: float, counted: str, **more: str) -> Row:
    row: Row = {"words": words, "low": low, "counted": counted, "state": "miss"}
    return row | more


def test_miners_who_died_are_the_dead_of_the_mine() -> None:
    groups, _ = grouped([killed("A1", 17, "miners")], [killed("B1", 26, "death toll", state="die")])
    assert groups == [{"A1", "B1"}]


def test_men_who_are_missing_are_people_where_no_women_are_counted() -> None:
    groups, _ = grouped([missing("A1", 32, "men")], [missing("B1", 23, "miners")])
    assert groups == [{"A1", "B1"}]


def test_men_are_not_all_where_women_are_counted_too() -> None:
    groups, _ = grouped([killed("A1", 12, "men"), killed("A2", 9, "women")], [killed("B1", 21, "people")])
    assert {"B1"} in groups


def test_a_few_of_a_group_are_not_all_the_dead() -> None:
    groups, _ = grouped([killed("A1", 3, "students")], [killed("B1", 30, "people")])
    assert groups == [{"A1"}, {"B1"}]


def test_only_the_usual_name_of_those_concerned_stands_for_all() -> None:
    groups, _ = grouped(
        [killed("A1", 20, "miners"), killed("A2", 15, "villagers")],
        [killed("B1", 22, "miners")],
        [killed("C1", 26, "people")],
    )
    assert {"A2"} in groups


def test_the_injured_are_told_by_that_word_alone() -> None:
    groups, (measure,) = grouped([killed("A1", 31, "injured", state="")], [killed("B1", 23, state="injure")])
    assert (groups, measure.label) == ([{"A1", "B1"}], "people injured")


def test_arrests_need_no_second_word_for_it() -> None:
    _, (measure,) = grouped([killed("A1", 200, "arrests", state="arrest")])
    assert measure.label == "arrests"


def test_some_of_the_injured_are_not_others_of_them() -> None:
    one = article("Of them 31 were hurt, of whom 5 are in hospital.", path="1.txt", published="2031-05-01")
    other = article("Those hurt are 23; 3 of them seriously.", path="2.txt", published="2031-05-01")
    pairs = []
    for each, values in ((one, ("31", "5")), (other, ("23", "3"))):
        figures = [figure(each, v, float(v), float(v), counted="people", state="injure") for v in values]
        pairs.append((each, marks(each, figures=figures)))
    sizes = sorted(len(measure.figures) for measure in find_measures(view(*pairs)))
    assert sizes == [1, 1, 2]


def test_men_women_and_children_are_people() -> None:
    one = article("Some 6000 men, women and children were hurt.", path="1.txt", published="2031-05-01")
    other = article("Some 5500 people were hurt.", path="2.txt", published="2031-05-01")
    pairs = [
        (each, marks(each, figures=[figure(each, n, float(n), float(n), counted=of, state="injure")]))
        for each, n, of in ((one, "6000", "men"), (other, "5500", "people"))
    ]
    assert len(find_measures(view(*pairs))) == 1


def test_those_gravely_hurt_are_some_of_the_hurt() -> None:
    one = article("Some 18 people are critically injured.", path="1.txt", published="2031-05-01")
    other = article("Some 90 people are injured.", path="2.txt", published="2031-05-01")
    pairs = [
        (each, marks(each, figures=[figure(each, n, float(n), float(n), counted="people", state="injure")]))
        for each, n in ((one, "18"), (other, "90"))
    ]
    assert len(find_measures(view(*pairs))) == 2


def room(*told: tuple[str, str, str]) -> list[int]:
    """Sizes of the measures of a story, one figure an article: (text, number, state)."""
    pairs = []
    for number, (text, words, state) in enumerate(told):
        one = article(text, path=f"{number}.txt", published="2031-05-01")
        value = float(words)
        pairs.append((one, marks(one, figures=[figure(one, words, value, value, counted="people", state=state)])))
    return sorted(len(measure.figures) for measure in find_measures(view(*pairs)))


def test_what_is_licensed_for_people_has_that_capacity() -> None:
    assert room(
        ("The stand was licensed for 350 people.", "350", "license"),
        ("The stand, whose capacity is 420, fell.", "420", ""),
    ) == [2]


def test_who_was_there_is_no_capacity() -> None:
    assert room(
        ("The stand was licensed for 350 people.", "350", "license"),
        ("There were 400 people in the stand.", "400", ""),
    ) == [1, 1]
