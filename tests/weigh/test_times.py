from dataclasses import replace

from tellings.model import Article, Event, Finding, Marks, When
from tellings.view import StoryView
from tellings.weigh.lines import read_lines
from tellings.weigh.times import weigh_times
from tests.made import article, marks, span, view


def told(number: int, text: str, verb: str, clock: str) -> tuple[Article, Marks]:
    """An article in which `verb` happened at the words `clock`, "9:40 a.m." or "9:40 p.m."."""
    one = article(text, outlet=f"Outlet {number}", published="2031-05-06")
    hour, minute = (int(part) for part in clock.split(maxsplit=1)[0].split(":"))
    value = f"2031-05-05T{hour + 12 * ('p.m.' in clock):02}:{minute:02}"
    when = When(span(one, clock), "TIME", value, "2031-05-05", "2031-05-05")
    event = Event(span(one, verb), verb, times=(when.span,))
    return one, replace(marks(one), dates=(when,), events=(event,))


def found(*pairs: tuple[Article, Marks]) -> list[Finding]:
    story: StoryView = view(*pairs)
    return list(weigh_times(story, read_lines(story)))


def test_one_event_at_two_times_is_a_dispute() -> None:
    (finding,) = found(
        told(1, "The ferry to Ostrel capsized at 9:40 p.m. on Monday.", "capsized", "9:40 p.m."),
        told(2, "The old ferry capsized at 9:10 p.m. off Ostrel.", "capsized", "9:10 p.m."),
    )
    assert (finding.kind, finding.reason["minutes"]) == ("dispute", 30)


def test_about_that_time_leaves_a_few_minutes_open() -> None:
    assert not found(
        told(1, "The ferry to Ostrel capsized at 9:40 p.m. on Monday.", "capsized", "9:40 p.m."),
        told(2, "The old ferry capsized at about 9:45 p.m. off Ostrel.", "capsized", "9:45 p.m."),
    )


def test_just_after_a_time_is_not_that_time() -> None:
    assert not found(
        told(1, "The ferry to Ostrel capsized at 9:40 p.m. on Monday.", "capsized", "9:40 p.m."),
        told(2, "The old ferry capsized shortly after 9:20 p.m. off Ostrel.", "capsized", "9:20 p.m."),
    )


def test_the_times_of_other_events_are_no_dispute() -> None:
    assert not found(
        told(1, "The ferry to Ostrel capsized at 9:40 p.m. on Monday.", "capsized", "9:40 p.m."),
        told(2, "The fair at Ostrel burned at 9:10 p.m. on Monday.", "burned", "9:10 p.m."),
    )


def test_the_clocks_of_two_zones_are_scope() -> None:
    (finding,) = found(
        told(1, "The rocket exploded at 9:40 p.m. Chilean time on Monday.", "exploded", "9:40 p.m."),
        told(2, "The rocket exploded at 1:40 a.m. GMT on Tuesday.", "exploded", "1:40 a.m."),
    )
    assert finding.kind == "scope"


def test_a_window_of_days_that_was_moved_is_an_update() -> None:
    one = article("Chile plans to launch its rocket between May 8 and 25 from Ostrel.", outlet="A")
    other = article("Chile advanced the launch of its rocket from Ostrel to May 7-14.", outlet="B")
    (finding,) = found((one, marks(one)), (other, marks(other)))
    assert (finding.kind, finding.reason["slot"]) == ("update", "window")
