from collections.abc import Callable
from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from tellings.model import Record
from tellings.show.charts import Interval
from tellings.show.terminal import fullest, number_line, print_record
from tellings.show.timeline import Day, Event


def printed(record: Record, width: int = 100, **settings: bool) -> str:
    out = StringIO()
    print_record(record, None, Console(file=out, width=width, **settings))  # type: ignore[arg-type]
    return out.getvalue()


def test_a_pipe_gets_plain_text(record: Record) -> None:
    assert "\x1b" not in printed(record)


def test_findings_stand_first_with_the_articles_words(record: Record) -> None:
    text = printed(record)
    assert text.index("Two names for Velmar’s coast guard captain") < text.index("FIGURES")
    assert "of the coast guard briefed reporters" in text


@pytest.mark.parametrize("width", [80, 150])
def test_no_line_is_wider_than_the_terminal(record: Record, width: int) -> None:
    assert max(map(len, printed(record, width).splitlines())) <= width


def test_an_article_cannot_write_markup_or_escapes(hostile: Callable[[str], Record]) -> None:
    text = printed(hostile("[red]x[/red] \x1b[31m\x07\u202e :smile:"), 150)
    assert not {"\x1b", "\x07", "\u202e"} & set(text)
    assert "[red]x[/red]" in text
    assert ":smile:" in text


@pytest.mark.parametrize(
    ("interval", "line"),
    [
        (Interval(0.5, 0.5, False, False, False, False), "··●··"),
        (Interval(0.5, 0.5, False, False, False, True), "··≈··"),
        (Interval(0.0, 0.5, True, False, True, False), "◁┄○··"),
        (Interval(0.5, 1.0, False, True, False, False), "··●┄▷"),
        (Interval(0.25, 0.75, False, False, False, False), "·●━●·"),
    ],
)
def test_a_number_line_shows_bounds_and_open_ends(interval: Interval, line: str) -> None:
    assert number_line(interval, 5) == line


def test_a_lone_part_is_indented_under_its_whole(record: Record) -> None:
    whole, part = record.measures
    text = printed(replace(record, measures=(whole, replace(part, part_of=whole.id))))
    assert "\n    12 children  · part of “people rescued from the Aldana” · C · Sund Lines" in text


def test_a_long_timeline_keeps_the_days_with_most_in_them_in_order() -> None:
    event = Event("", ())
    few = [Day(f"2031-05-{n:02}", f"2031-05-{n:02}", f"{n} May", (event,), ()) for n in range(1, 14)]
    assert fullest(few) == few
    full = Day("2031-06-01", "2031-06-01", "1 June", (event, event), (event,))
    assert [day.label for day in fullest([*few, full])] == [*(f"{n} May" for n in range(1, 12)), "1 June"]


@pytest.mark.parametrize(("width", "beside"), [(80, False), (150, True)])
def test_words_stand_beside_their_number_line_where_there_is_room(record: Record, width: int, beside: bool) -> None:
    line = next(line for line in printed(record, width).splitlines() if "··" in line)
    assert ("— A" in line or "coast" in line.lower()) is beside
