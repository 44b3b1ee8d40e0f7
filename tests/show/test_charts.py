import pytest

from tellings.model import Bound, Figure, Span
from tellings.show.charts import Point, extents, intervals, over_time


def point(low: float | None, high: float | None, bound: Bound = "exact", day: str = "2031-05-06") -> Point:
    return Point(low, high, bound, day, "the guard", "A", "Harbour Post", "words")


def test_an_open_end_runs_to_the_edge_of_the_line() -> None:
    at_least, at_most = intervals([(10, None, "at_least"), (None, 20, "at_most")])
    assert (at_least.right, at_least.open_right, at_least.open_left) == (1.0, True, False)
    assert (at_most.left, at_most.open_left) == (0.0, True)


def test_values_keep_their_order_on_the_line() -> None:
    places = [i.left for i in intervals([(1, 1, "exact"), (50, 50, "exact"), (90_000, 90_000, "exact")])]
    assert places == sorted(places)
    assert places[1] > 0.2  # a linear line would hide 50 beside 1


def test_figures_in_two_units_stand_on_one_line() -> None:
    miles = Figure("a", Span(0, 3, "100"), 100, 100, "exact", "mile", "")
    metric = Figure("b", Span(4, 7, "161"), 161, None, "at_least", "kilometre", "")
    (first, _, _), (second, none, _) = extents([miles, metric])
    assert (first, none) == (100, None)
    assert second == pytest.approx(100, abs=0.1)


def test_a_single_value_stands_in_the_middle() -> None:
    assert intervals([(7, 7, "exact")])[0].left == 0.5


def test_no_chart_where_a_table_says_as_much() -> None:
    assert over_time("boats", [point(1, 1), point(2, 2)]) is None
    assert over_time("boats", [point(1, 1)] * 4) is None


def test_figures_without_a_day_are_left_to_the_table() -> None:
    assert over_time("boats", [point(1, 1), point(2, 2), point(3, 3, day="")]) is None


def test_a_chart_says_how_many_figures_it_cannot_show() -> None:
    chart = over_time("boats", [point(1, 1), point(2, 2), point(3, 3), point(4, 4, day="")])
    assert chart is not None
    assert chart.missing == 1


def test_figures_of_one_day_stand_side_by_side() -> None:
    chart = over_time("boats", [point(1, 1), point(2, 2), point(3, 3)])
    assert chart is not None
    assert len({row["at"] for row in chart.spec["data"]["values"]}) == 3


def test_a_strict_bound_is_drawn_hollow_and_its_open_end_broken() -> None:
    chart = over_time("boats", [point(1, 1), point(2, 2), point(5, None, "more_than")])
    assert chart is not None
    rows = [row for row in chart.spec["data"]["values"] if row["value"] >= 5]
    assert {(row["kind"], row.get("included")) for row in rows} == {("bound", False), ("open", None), ("up", None)}


def test_each_source_has_a_colour_and_each_outlet_a_sign() -> None:
    points = [point(1, 1), Point(2, 2, "exact", "2031-05-07", "the port", "B", "Isle Dispatch", "w"), point(3, 3)]
    chart = over_time("boats", points)
    assert chart is not None
    assert chart.sources == (("the guard", 1), ("the port", 2))
    assert chart.signs == (("●", "A"), ("■", "B"))


def test_a_figure_beyond_all_numbers_is_left_to_the_table() -> None:
    assert over_time("boats", [point(1, 1), point(2, 2), point(float("inf"), None)]) is None


def test_a_line_joins_one_sources_days_but_never_two_outlets_own_figures() -> None:
    own = [Point(n, n, "exact", f"2031-05-0{n}", "", tag, tag, "w") for n, tag in ((1, "A"), (2, "B"), (3, "A"))]
    chart = over_time("boats", own)
    assert chart is not None
    rows = chart.spec["data"]["values"]
    assert [(row["series"], row["days"]) for row in rows] == [
        ("the outlet A", 2),
        ("the outlet B", 1),
        ("the outlet A", 2),
    ]
