"""Time expressions: what is found, what it means on a day, and that nothing is claimed that the calendar lacks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.grammar.calendar import day_range
from tellings.grammar.timex import Timex, read_timexes
from tellings.grammar.timex_words import Tense

FRIDAY = date(2021, 6, 18)


def read(text: str, anchor: date | None = FRIDAY, tense: Tense = "") -> list[Timex]:
    return list(read_timexes(text, anchor, lambda offset: tense))


def values(text: str, anchor: date | None = FRIDAY, tense: Tense = "") -> list[str]:
    return [timex.reading.value for timex in read(text, anchor, tense)]


def words(text: str) -> list[str]:
    return [text[timex.start : timex.end] for timex in read(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("On Oct. 25, 2019 the mill closed.", "2019-10-25"),
        ("The mill closed on 30 October 2019.", "2019-10-30"),
        ("The mill closed on the 3rd of March 2019.", "2019-03-03"),
        ("Closed 2019-10-25.", "2019-10-25"),
        ("Closed 10/25/2019 at last.", "2019-10-25"),
        ("Closed 25/10/2019 at last.", "2019-10-25"),
        ("It opened in June of this year.", "2021-06"),
        ("It opened in August last year.", "2020-08"),
        ("It opened in mid-May.", "2021-05"),
        ("It has stood since 1987.", "1987"),
        ("In the late 1990s it stood empty.", "199"),
        ("A mill of the 19th century burned.", "18"),
        ("Profit rose in the first quarter.", "2021-Q1"),
        ("First-quarter profit rose.", "2021-Q1"),
        ("It was sold last spring.", "2021-SP"),
        ("Shops close on Christmas Day 2020.", "2020-12-25"),
        ("Shops close on Thanksgiving, 2020.", "2020-11-26"),
    ],
)
def test_named_dates(text: str, value: str) -> None:
    assert values(text)[0] == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The mayor spoke today.", "2021-06-18"),
        ("The mayor spoke yesterday.", "2021-06-17"),
        ("The mayor spoke on Thursday.", "2021-06-17"),
        ("The mayor spoke Monday evening.", "2021-06-14TEV"),
        ("Last night the mayor spoke.", "2021-06-17TNI"),
        ("The mayor spoke last week.", "2021-W23"),
        ("The mayor spoke earlier this month.", "2021-06"),
        ("The mayor spoke two weeks ago.", "2021-W22"),
        ("The mayor spoke three months ago.", "2021-03"),
        ("The dam will stand by year-end.", "2021"),
        ("The dam opens next year.", "2022"),
        ("It began at 10:35 a.m. Thursday.", "2021-06-17T10:35"),
        ("It is now in use.", "PRESENT_REF"),
        ("It was recently sold.", "PAST_REF"),
    ],
)
def test_dates_told_from_the_day_of_publication(text: str, value: str) -> None:
    assert values(text)[0] == value


@pytest.mark.parametrize(
    ("text", "type_", "value"),
    [
        ("The siege lasted 210 years.", "DURATION", "P210Y"),
        ("a two-year plan", "DURATION", "P2Y"),
        ("It took several months.", "DURATION", "PXM"),
        ("It took 2 1/2 years.", "DURATION", "P2Y6M"),
        ("It took five hours.", "DURATION", "PT5H"),
        ("The ferry leaves daily.", "SET", "P1D"),
        ("The ferry leaves every Tuesday.", "SET", "XXXX-WXX-2"),
        ("The ferry leaves twice a month.", "SET", "P1M"),
        ("The ferry is checked each year.", "SET", "P1Y"),
    ],
)
def test_durations_and_sets(text: str, type_: str, value: str) -> None:
    reading = read(text)[0].reading
    assert (reading.type, reading.value) == (type_, value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Rain fell on Friday.", "XXXX-WXX-5"),
        ("Rain fell on Oct. 25.", "XXXX-10-25"),
        ("Rain fell yesterday.", "XXXX-XX-XX"),
        ("Rain fell last week.", "XXXX-WXX"),
        ("Rain fell in October.", "XXXX-10"),
    ],
)
def test_without_a_day_of_publication_a_date_stays_open(text: str, value: str) -> None:
    timex = read(text, anchor=None)[0]
    assert timex.reading.value == value
    assert timex.days == (None, None)


def test_a_range_of_days_is_two_dates() -> None:
    assert values("Talks run from October 27th to 28th.") == ["2021-10-27", "2021-10-28"]


def test_a_day_earlier_is_counted_from_the_date_before() -> None:
    assert values("Oru met the envoy on June 3. A day earlier he had refused.") == ["2021-06-03", "2021-06-02"]


def test_a_day_earlier_is_counted_from_a_day_not_from_a_month() -> None:
    assert values("Oru spoke on Thursday of work begun in March. A day earlier he kept silent.")[2] == "2021-06-16"


def test_year_end_is_december() -> None:
    assert read("It opens by year-end.")[0].days == (date(2021, 12, 1), date(2021, 12, 31))


def test_the_following_week_is_counted_from_the_date_before() -> None:
    assert values("It opened on May 3. The following week it shut.") == ["2021-05-03", "2021-W19"]


def test_a_future_verb_turns_a_weekday_forward() -> None:
    assert values("on Thursday", tense="past") == ["2021-06-17"]
    assert values("on Thursday", tense="future") == ["2021-06-24"]


def test_a_day_earlier_is_not_counted_from_where_a_span_began() -> None:
    told = values("Oru spoke on Thursday of work under way since June 7. A day earlier he kept silent.")
    assert told[2] == "2021-06-16"


@pytest.mark.parametrize(
    ("text", "tense", "first", "last"),
    [
        ("It opened earlier this month.", "past", date(2021, 6, 1), date(2021, 6, 17)),
        ("It opened earlier this week.", "past", date(2021, 6, 14), date(2021, 6, 17)),
        ("It opened this week.", "past", date(2021, 6, 14), FRIDAY),
        ("It opened this month.", "past", date(2021, 6, 1), FRIDAY),
        ("It opened this year.", "past", date(2021, 1, 1), FRIDAY),
        ("It will open this month.", "future", FRIDAY, date(2021, 6, 30)),
        ("It opens this month.", "", date(2021, 6, 1), date(2021, 6, 30)),
        ("It opens later this month.", "", FRIDAY, date(2021, 6, 30)),
    ],
)
def test_what_was_done_in_this_period_lies_behind_publication(text: str, tense: Tense, first: date, last: date) -> None:
    assert read(text, tense=tense)[0].days == (first, last)


def test_earlier_this_week_on_a_monday_means_the_days_before() -> None:
    [timex] = read("It opened earlier this week.", date(2021, 6, 14), "past")
    assert (timex.reading.value, timex.days) == ("2021-W24", (date(2021, 6, 8), date(2021, 6, 13)))


def test_earlier_this_month_on_its_first_day_is_that_day() -> None:
    assert read("It opened earlier this month.", date(2021, 6, 1))[0].days == (date(2021, 6, 1), date(2021, 6, 1))


def test_the_past_two_weeks_reach_back_from_publication() -> None:
    assert read("It rained for the past two weeks.")[0].days == (date(2021, 6, 4), FRIDAY)


def test_almost_a_hundred_years_is_less() -> None:
    reading = read("It stood for almost a hundred years.")[0].reading
    assert (reading.value, reading.mod) == ("P100Y", "LESS_THAN")


@pytest.mark.parametrize(
    "text",
    [
        "He may march on.",
        "A second chance, a quarter of the votes, three-quarters of them.",
        "Jan Hollow spoke.",
        "Flight KL2024 and room 1917b",
        "a 44-year-old fisher",
    ],
)
def test_other_words_are_left_alone(text: str) -> None:
    assert words(text) == []


@pytest.mark.parametrize(
    "text",
    ["February 30", "Feb. 30, 2021", "2021-02-30", "99/99/2021", "June 31, 99999", "0000-00-00", "Feb. 29, 2021"],
)
def test_days_that_do_not_exist_name_no_day(text: str) -> None:
    for timex in read(text):
        assert timex.days[0] is None or (timex.days[1] and timex.days[1] > timex.days[0])


def test_a_leap_day_exists_in_a_leap_year_only() -> None:
    assert values("Feb. 29, 2020") == ["2020-02-29"]
    assert values("Feb. 29, 2019")[0] == "XXXX-02-29"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Feb. 29, 2020", "2020-02-29"),
        ("In the year 0 and in 99999 nothing happened.", None),
        ("３ March ２０２１", None),
        ("On March 3, 20２１ it fell.", "2021-03-03"),
        ("٣٠٠٠ years", None),
        ("On 1e400 days it fell.", None),
    ],
)
def test_odd_figures_give_a_value_of_the_calendar_or_none(text: str, value: str | None) -> None:
    found = values(text)
    assert all(one.isascii() for one in found)
    assert value is None or found[0] == value


@pytest.mark.parametrize("anchor", [date.min, date.max, None])
def test_at_the_ends_of_the_calendar_nothing_is_raised(anchor: date | None) -> None:
    text = (
        "yesterday, tomorrow, last Friday, next week, two years ago, next year, last winter, on Monday, a century ago"
    )
    assert len(read(text, anchor, "past")) >= 4
    assert len(read(text, anchor, "future")) >= 4


def test_a_date_of_figures_that_can_be_read_two_ways_stays_open() -> None:
    [timex] = read("Stamped 10/03/2017 at the gate.", anchor=None)
    assert (timex.reading.value, timex.days) == ("2017-XX-XX", (date(2017, 3, 10), date(2017, 10, 3)))


@pytest.mark.parametrize(
    ("text", "anchor", "value"),
    [
        ("Stamped 10/03/2017 at the gate.", date(2017, 3, 11), "2017-03-10"),
        ("Stamped 10/03/2017 at the gate.", date(2017, 10, 4), "2017-10-03"),
        ("Stamped 10/03/2017, then 25/03/2017.", FRIDAY, "2017-03-10"),
        ("Stamped 10/03/2017, then 03/25/2017.", FRIDAY, "2017-10-03"),
    ],
)
def test_a_date_of_figures_is_read_by_publication_and_by_its_like(text: str, anchor: date, value: str) -> None:
    assert values(text, anchor)[0] == value


def test_a_quarter_is_told_by_the_day_it_ended() -> None:
    assert values("Sales fell in the quarter ended July 31.", date(2021, 9, 1), "past")[0] == "2021-Q2"


def test_what_is_compared_with_does_not_become_the_quarter_told_of() -> None:
    told = values(
        "In the third quarter profit rose from the year-ago quarter. In the quarter, sales fell.", FRIDAY, "past"
    )
    assert told == ["2020-Q3", "2019-Q3", "2020-Q3"]


def test_what_was_done_on_the_weekday_of_tomorrow_was_done_tomorrow() -> None:
    assert values("The mayor spoke on Saturday.", tense="past") == ["2021-06-19"]


MOVING = [
    "today", "yesterday", "on Tuesday", "last Friday", "next Sunday", "Monday night", "last week", "this week",
    "three days ago", "two weeks ago", "the weekend",
]  # fmt: skip


@given(st.sampled_from(MOVING), st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(-60, 60))
def test_a_date_moves_with_its_anchor_by_whole_weeks(text: str, anchor: date, weeks: int) -> None:
    shift = timedelta(7 * weeks)
    before, after = read(text, anchor)[0].days, read(text, anchor + shift)[0].days
    assert before[0] and before[1]
    assert after == (before[0] + shift, before[1] + shift)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(-60, 60), st.sampled_from(["past", "future", ""]))
def test_what_is_counted_from_a_written_day_moves_with_it(anchor: date, weeks: int, tense: Tense) -> None:
    def days(publication: date) -> list[tuple[date | None, date | None]]:
        written = publication - timedelta(10)
        text = (
            f"It began on {written:%B} {written.day}, {written.year}. Two days later it stopped. It rained on Monday."
        )
        return [timex.days for timex in read(text, publication, tense)]

    shift = timedelta(7 * weeks)
    moved = [(first and first + shift, last and last + shift) for first, last in days(anchor)]
    assert len(moved) == 3
    assert days(anchor + shift) == moved


WORDS = """
the a last next this early late mid - May March Oct. 31 29 0 99999 1998 2024 year years day week ago earlier later two
hundred quarter third fourth 1990s '80s century Friday night noon 10 p.m. until every half of , . fiscal year-end
Christmas past few or so February 30
"""
PIECES = st.lists(st.sampled_from(WORDS.split()), max_size=12).map(" ".join)


@given(
    st.one_of(PIECES, st.text(max_size=60)), st.one_of(st.none(), st.dates()), st.sampled_from(["past", "future", ""])
)
def test_any_words_are_read_without_error_and_in_order(text: str, anchor: date | None, tense: Tense) -> None:
    end = 0
    for timex in read(text, anchor, tense):
        assert end <= timex.start < timex.end <= len(text)
        end = timex.end
        first, last = timex.days
        assert first is None or last is None or first <= last


@given(st.dates(date(1, 1, 1), date(9998, 12, 31)))
def test_an_iso_day_is_its_own_range(day: date) -> None:
    assert day_range(str(day)) == (day, day)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They rowed in the Winter Olympics in May.", ["May"]),
        ("She was named Rower of the Year on Monday.", ["Monday"]),
        ("The mill\nOstrel Today reported it in May.", ["May"]),
        ("In the winter they rowed.", ["the winter"]),
        ("The mill\nToday they rowed.", ["Today"]),
    ],
)
def test_a_season_or_a_year_in_a_name_is_no_time(text: str, words: list[str]) -> None:
    assert [text[one.start : one.end] for one in read_timexes(text)] == words
