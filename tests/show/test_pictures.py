from dataclasses import replace

from tellings.model import Record
from tellings.show.matrix import lay_matrix
from tellings.show.pages import lay_origins
from tellings.show.pictures import days_picture, origins_picture
from tellings.show.spread import open_story
from tellings.show.tables import LEFT_OUT
from tellings.show.timeline import Day, Event, timeline


def day(first: str, last: str) -> Day:
    return Day(first, last, first, (Event("", ()),), ())


def test_an_origin_has_a_dot_for_each_outlet_that_carries_it(record: Record) -> None:
    rows = lay_origins(open_story(record))
    picture = origins_picture(rows)
    for row, line in zip(rows, picture.lines, strict=True):
        outlets = {quote.outlet for quote in row.all_quotes}
        assert len([dot for dot in picture.dots if dot.y == line.y]) == len(outlets)


def test_days_stand_in_order_within_the_picture(record: Record) -> None:
    spread = open_story(record)
    picture = days_picture(timeline(spread.view, spread.sheets))
    assert picture is not None
    places = [x for x, _ in picture.ticks]
    assert places == sorted(places)
    assert all(bar.x >= 0 and bar.x + bar.width <= picture.width for bar in picture.bars)


def test_unsure_days_are_as_wide_as_they_are_unsure() -> None:
    picture = days_picture([day("2031-05-01", "2031-05-31"), day("2031-05-06", "2031-05-06")])
    assert picture is not None
    month, one = picture.bars
    assert month.x < one.x
    assert month.width > 2 * one.width
    assert month.y != one.y


def test_days_left_out_break_the_axis() -> None:
    picture = days_picture([day("2031-01-01", "2031-01-01"), day("2031-05-06", "2031-05-06")])
    assert picture is not None
    assert len(picture.breaks) == 1


def test_one_day_alone_is_no_picture() -> None:
    assert days_picture([day("2031-01-01", "2031-01-01")]) is None


def test_claims_with_several_answers_stand_on_top_and_the_busiest_outlet_left(record: Record) -> None:
    matrix = lay_matrix(open_story(record))
    carried = [sum(row.cells[i].symbol != LEFT_OUT for row in matrix.rows) for i in range(len(matrix.columns))]
    assert carried == sorted(carried, reverse=True)
    several = [len({sign for cell in row.cells for sign in cell.symbol} - {LEFT_OUT}) > 1 for row in matrix.rows]
    assert several == sorted(several, reverse=True)


def test_copied_passages_are_aligned(record: Record) -> None:
    origin = replace(record.origins[0], why=("shared text",))
    (row,) = lay_origins(open_story(replace(record, origins=(origin,))))
    assert len(row.aligned) == len(origin.passages)
