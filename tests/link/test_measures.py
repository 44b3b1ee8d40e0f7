"""Figures that may be compared, and those that may not."""

from __future__ import annotations

import itertools

from tellings.link.measures import find_measures
from tellings.model import Figure, Measure, make_id
from tests.made import article, marks, span, view

Row = dict[str, str | float | None]


def grouped(*articles: list[Row]) -> tuple[list[set[str]], tuple[Measure, ...]]:
    """The words of each measure's figures, and the measures; a row has `words`, low, high and the figure's fields."""
    pairs, words = [], {}
    for number, rows in enumerate(articles):
        one = article(
            ". ".join(f"Item {row['words']}" for row in rows), path=f"{number}.txt", published=f"2031-05-0{number + 1}"
        )
        figures = []
        for row in rows:
            fields = {"bound": "exact", "unit": "count", "counted": "soldiers"} | {
                k: v for k, v in row.items() if k != "words"
            }
            fields.setdefault("high", row["low"])
            figure = Figure(make_id(one.id, row["words"]), span(one, str(row["words"])), **fields)  # type: ignore[arg-type]
            words[figure.id] = str(row["words"])
            figures.append(figure)
        pairs.append((one, marks(one, figures=figures)))
    measures = find_measures(view(*pairs))
    return [{words[key] for key in measure.figures} for measure in measures], measures


def troops(words: str, low: float, **more: str) -> Row:
    """A figure of troops present in Velania."""
    row: Row = {"words": words, "low": low, "counted": "soldiers", "state": "arrive", "place": "Velania"}
    return row | more


def killed(words: str, low: float, counted: str = "people", **more: str) -> Row:
    """A figure of people killed."""
    row: Row = {"words": words, "low": low, "counted": counted, "state": "kill"}
    return row | more


def test_other_words_for_one_thing_and_state_are_compared() -> None:
    groups, (measure,) = grouped(
        [troops("A1", 3000)], [troops("B1", 12_000, counted="North Korean troops", state="deploy")]
    )
    assert groups == [{"A1", "B1"}]
    assert measure.label == "North Korean troops in Velania"


def test_every_figure_is_in_exactly_one_measure() -> None:
    groups, _ = grouped(
        [troops("A1", 3000), killed("A2", 12)], [killed("B1", 9, "divers"), troops("B2", 7, place="Ostrel")]
    )
    assert sorted(itertools.chain(*groups)) == ["A1", "A2", "B1", "B2"]


def test_a_plan_is_not_compared_with_what_was_done() -> None:
    groups, _ = grouped([troops("A1", 3000)], [troops("B1", 10_000, state="plan to send")])
    assert {"A1"} in groups


def test_another_place_is_another_measure() -> None:
    groups, _ = grouped([troops("A1", 3000)], [troops("B1", 8000, place="Kasov")])
    assert {"A1"} in groups


def test_another_nation_is_another_measure() -> None:
    groups, _ = grouped([killed("A1", 10, "American tourists")], [killed("B1", 12, "French tourists")])
    assert {"A1"} in groups


def test_a_nation_is_not_compared_with_all() -> None:
    groups, _ = grouped([killed("A1", 10, "U.S. citizens")], [killed("B1", 12, "people")])
    assert {"A1"} in groups


def test_names_of_a_nation_are_one() -> None:
    groups, _ = grouped([killed("A1", 10, "U.S. citizens")], [killed("B1", 9, "Americans")])
    assert groups == [{"A1", "B1"}]


def test_the_dead_and_the_hurt_are_two_measures() -> None:
    groups, _ = grouped([killed("A1", 12), killed("A2", 40, state="injure")])
    assert {"A1"} in groups


def test_a_part_is_another_measure_and_points_to_its_whole() -> None:
    whole = killed("A1", 12)
    one = article("Item A1. Item A2", path="0.txt")
    first = Figure(make_id(one.id, "A1"), span(one, "A1"), 12, 12, "exact", "count", "people", "kill")
    part = Figure(make_id(one.id, "A2"), span(one, "A2"), 5, 5, "exact", "count", "people", "kill", part_of=first.id)
    measures = find_measures(view((one, marks(one, figures=[first, part]))))
    by_figure = {measure.figures: measure for measure in measures}
    assert whole["low"] == 12
    assert by_figure[part.id,].part_of == by_figure[first.id,].id


def test_units_of_one_dimension_are_compared() -> None:
    groups, _ = grouped(
        [{"words": "A1", "low": 230.0, "unit": "kilometre", "counted": "west of Ostrel"}],
        [{"words": "B1", "low": 140.0, "unit": "mile", "counted": "northwest of Ostrel"}],
    )
    assert groups == [{"A1", "B1"}]


def test_money_is_not_compared_across_currencies() -> None:
    aid: Row = {"low": 5e6, "counted": "aid", "state": "give"}
    groups, _ = grouped([aid | {"words": "A1", "unit": "USD"}], [aid | {"words": "B1", "unit": "EUR"}])
    assert {"A1"} in groups


def test_events_long_apart_are_two_measures() -> None:
    groups, _ = grouped([killed("A1", 2, as_of="2031-01-05")], [killed("B1", 12, as_of="2031-05-01")])
    assert {"A1"} in groups


def test_figures_come_in_the_order_of_the_day_they_speak_for() -> None:
    _, (measure,) = grouped([killed("A1", 12, as_of="2031-05-03")], [killed("B1", 9, as_of="2031-05-01")])
    assert measure.figures[0] == make_id(measure_article(1), "B1")


def measure_article(number: int) -> str:
    """The id of the article that `grouped` makes of one figure."""
    return article(f"Item {'AB'[number]}1", path=f"{number}.txt", published=f"2031-05-0{number + 1}").id


def test_a_second_reading_gives_the_same_ids() -> None:
    rows = [[troops("A1", 3000), killed("A2", 12)], [troops("B1", 12_000)]]
    assert [m.id for m in grouped(*rows)[1]] == [m.id for m in grouped(*rows)[1]]


def test_the_label_says_what_befell_the_counted() -> None:
    _, (measure,) = grouped([killed("A1", 12)], [killed("B1", 9)])
    assert measure.label == "people killed"


def ships(words: str, low: float, state: str = "", counted: str = "Velanian warships", **more: str) -> Row:
    """A figure of ships."""
    row: Row = {"words": words, "low": low, "counted": counted, "state": state}
    return row | more


def test_verbs_of_presence_do_not_split_what_is_there() -> None:
    groups, _ = grouped(
        [ships("A1", 9, "patrol")], [ships("B1", 12, "remain")], [ships("C1", 14)], [ships("D1", 6, "participate")]
    )
    assert groups == [{"A1", "B1", "C1", "D1"}]


def test_ships_without_an_owner_are_those_of_the_one_owner_in_the_story() -> None:
    groups, _ = grouped([ships("A1", 9)], [ships("B1", 12, counted="ships")])
    assert groups == [{"A1", "B1"}]


def test_ships_without_an_owner_stay_alone_where_two_own_some() -> None:
    groups, _ = grouped(
        [ships("A1", 9), ships("A2", 30, counted="Ostrelian warships")], [ships("B1", 12, counted="ships")]
    )
    assert {"B1"} in groups


def test_distances_from_the_coast_are_compared_however_it_is_called() -> None:
    far: Row = {"unit": "nautical mile", "low": 11.0, "counted": "off Brenport"}
    groups, _ = grouped(
        [far | {"words": "A1"}],
        [far | {"words": "B1", "low": 14.0, "counted": "from the Velanian shore"}],
        [far | {"words": "C1", "counted": "from the lighthouse"}],
    )
    assert {"A1", "B1"} in groups


def test_the_same_value_in_another_unit_is_one_measure() -> None:
    wind: Row = {"counted": "winds", "state": "blow"}
    groups, _ = grouped(
        [
            wind | {"words": "A1", "low": 20.0, "unit": "knot"},
            wind | {"words": "A2", "low": 23.0, "unit": "mile per hour"},
        ]
    )
    assert groups == [{"A1", "A2"}]


def test_a_particular_number_of_one_thing_is_one_measure_whatever_is_done_with_it() -> None:
    files: Row = {"low": 11.5e6, "counted": "documents"}
    groups, _ = grouped([files | {"words": "A1", "state": "leak"}], [files | {"words": "B1", "state": "publish"}])
    assert groups == [{"A1", "B1"}]


def test_what_is_licensed_is_not_what_is_aboard() -> None:
    groups, _ = grouped(
        [killed("A1", 350, "passengers", state="license"), killed("A2", 312, "passengers", state="carry")],
        [killed("B1", 300, "passengers", state="license")],
    )
    assert sorted(map(sorted, groups)) == [["A1", "B1"], ["A2"]]


def of_texts(*texts: tuple[str, str, float, str]) -> list[set[str]]:
    """The words of each measure of people killed, of articles as (text, words, value, place)."""
    pairs, words = [], {}
    for number, (text, said, low, place) in enumerate(texts):
        one = article(text, path=f"{number}.txt", published="2031-05-03")
        figure = Figure(make_id(one.id, said), span(one, said), low, low, "exact", "count", "people", "kill", place)
        words[figure.id] = said
        names = [(place, "place")] if place else []
        pairs.append((one, marks(one, figures=[figure], names=names)))
    return [{words[key] for key in measure.figures} for measure in find_measures(view(*pairs))]


def test_an_aside_about_another_place_is_another_event() -> None:
    groups = of_texts(
        ("The crash in Ostrel killed 12 people.", "12", 12, "Ostrel"),
        ("The crash in Ostrel killed 13 people.", "13", 13, "Ostrel"),
        ("Ostrel mourns. Meanwhile, six people died near Kasov.", "six", 6, "Kasov"),
    )
    assert {"six"} in groups


def test_what_is_held_against_the_event_is_another_event() -> None:
    groups = of_texts(
        ("The crash in Ostrel killed 12 people.", "12", 12, "Ostrel"),
        ("The crash in Ostrel killed 13 people.", "13", 13, "Ostrel"),
        ("Six people died on the old line, in stark contrast to the crash in Ostrel.", "Six", 6, ""),
    )
    assert {"Six"} in groups


def test_what_is_so_for_nobody_is_no_count() -> None:
    groups = of_texts(
        ("The storm killed 12 people.", "12", 12, ""),
        ("The storm killed 13 people.", "13", 13, ""),
        ("“You don't lose hundreds of people in a storm if the roofs are sound,” she said.", "hundreds", 100, ""),
    )
    assert sorted(map(sorted, groups)) == [["12", "13"], ["hundreds"]]


def test_a_difference_is_no_count() -> None:
    groups = of_texts(
        ("The storm killed 12 people.", "12", 12, ""), ("The storm killed six more than was feared.", "six", 6, "")
    )
    assert {"six"} in groups


def test_lines_of_a_list_of_events_are_apart_from_the_story() -> None:
    list_of = "Rivertown club: 49 killed\nHill school: 26 killed\nLake camp: 13 killed"
    groups = of_texts(("The attack killed 12 people.", "12", 12, ""), (list_of, "49", 49, ""))
    assert {"49"} in groups


def test_figures_that_many_articles_repeat_are_grouped_as_if_told_once() -> None:
    accounts = [[troops(f"{n}A", 3000), killed(f"{n}B", 12)] for n in range(5)]
    groups, _ = grouped(*accounts, [troops("9A", 12_000)])
    assert sorted(map(sorted, groups)) == [["0A", "1A", "2A", "3A", "4A", "9A"], ["0B", "1B", "2B", "3B", "4B"]]


def test_a_part_stays_apart_from_its_whole_also_through_others() -> None:
    whole = make_id(article("Item 1A. Item 1B", path="1.txt", published="2031-05-02").id, "1A")
    groups, _ = grouped(
        [troops("0A", 12_000)],
        [troops("1A", 12_000), troops("1B", 3000, part_of=whole, said_by="Ana Brel")],
    )
    assert sorted(map(sorted, groups)) == [["0A", "1A"], ["1B"]]
