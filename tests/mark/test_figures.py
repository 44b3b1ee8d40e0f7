"""Figures in sentences about places and people that do not exist."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.made import article, span, statement

from tellings.mark.figures import find_figures
from tellings.mark.parse import parse
from tellings.model import Article, Figure, Name, When


def figures(
    one: Article, *, places: tuple[str, ...] = (), dates: tuple[tuple[str, str, str], ...] = ()
) -> list[Figure]:
    """The figures of an article; dates as (words, TIMEX3 type, day)."""
    (parsed,) = parse([one])
    names = [Name(span(one, words), "place", words) for words in places]
    days = [When(span(one, words), kind, day, day, day) for words, kind, day in dates]  # type: ignore[arg-type]
    return list(find_figures(parsed, names, days, []))


def found(text: str) -> list[tuple[str, str]]:
    """(words, counted) of every figure of a text."""
    return [(figure.span.text, figure.counted) for figure in figures(article(text))]


@pytest.mark.parametrize(
    ("text", "words", "counted"),
    [
        ("About 300 Ostrelian divers arrived in the harbour.", "About 300", "Ostrelian divers"),
        ("Police found dozens of wooden boats on the beach.", "dozens", "wooden boats"),
        ("The storm left 12 dead in the valley.", "12", "dead"),
        ("A family of five was rescued from the roof.", "five", "family"),
        ("The wreck lies in 13 metres of water.", "13", "water"),
        ("Winds of 20 knots were measured at the port.", "20", "Winds"),
        ("The council approved $5 million in aid.", "$5 million", "aid"),
        ("The village lies 30 miles north of Ostrel.", "30", "north of Ostrel"),
        ("Three members of the crew were rescued.", "Three", "members of the crew"),
        ("The pilot turned back three hours into an 11-hour flight.", "three", "flight"),
        ("They ran 300 metres from the mill that burned.", "300", "from the mill"),
        ("The gate was shut two hours later after the breach forced many to flee.", "two", ""),
        ("More than 500 boats have sunk this year, up from 300 last year.", "300", "boats"),
        ('They left two days ahead of the "Feast of Lamps".', "two", 'ahead of the "Feast of Lamps"'),
        ("Ten minutes after the flood began, the mayor left.", "Ten", ""),
    ],
)
def test_the_counted_words_name_what_is_counted(text: str, words: str, counted: str) -> None:
    assert (words, counted) in found(text)


def test_counted_words_are_carried_over_an_ellipsis() -> None:
    assert found("The republic plans to send 900 divers to Ostrel, with about 300 already dispatched.") == [
        ("900", "divers"),
        ("about 300", "divers"),
    ]


def test_some_of_them_are_what_was_counted_before() -> None:
    assert ("Two", "radar stations") in found("The islands have six radar stations. Two of them are idle.")


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("The landslide killed 12 people in the valley.", "kill"),
        ("Twelve people died in the valley.", "die"),
        ("The mayor mourned the deaths of 12 villagers.", "die"),
        ("The republic plans to send 900 divers to Ostrel.", "plan to send"),
        ("There were 40 guests aboard the ferry.", "aboard"),
        ("About 300 divers are believed to have arrived in Ostrel.", "arrive"),
    ],
)
def test_the_state_is_what_is_said_of_them(text: str, state: str) -> None:
    (figure,) = figures(article(text))
    assert figure.state == state


def test_included_counts_are_parts_of_the_whole() -> None:
    whole, one, other = figures(
        article("Some 1,200 divers, including 50 pilots and 3 captains, have arrived in Ostrel.")
    )
    assert (whole.part_of, one.part_of, other.part_of) == ("", whole.id, whole.id)


def test_some_of_a_counted_whole_are_its_part() -> None:
    part, whole = figures(article("Officials said 10 of the 12 victims were Ostrelian citizens."))
    assert (part.part_of, part.counted) == (whole.id, "Ostrelian citizens")


def test_the_place_is_the_one_a_preposition_leads_to() -> None:
    one = article("Velania says 300 divers have arrived in eastern Ostrel.")
    (figure,) = figures(one, places=("Velania", "Ostrel"))
    assert figure.place == "Ostrel"


def test_a_figure_speaks_for_the_day_of_its_sentence_else_of_publication() -> None:
    one = article("On May 3 the storm killed 12 people. It hurt 40 villagers.", published="2031-05-09")
    assert [f.as_of for f in figures(one, dates=(("May 3", "DATE", "2031-05-03"),))] == ["2031-05-03", "2031-05-09"]


def test_a_figure_that_sums_up_since_a_day_does_not_speak_for_that_day() -> None:
    one = article("Velania has given $5 million since the flood of 2029.", published="2031-05-09")
    (figure,) = figures(one, dates=(("2029", "DATE", "2029-12-31"),))
    assert figure.as_of == "2031-05-09"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("12 people died in the worst fire since 2009, when 37 were killed.", ["2031-05-09", "2009-12-31"]),
        ("12 people died in 2009, when 37 were hurt.", ["2009-12-31", "2009-12-31"]),
    ],
)
def test_what_a_day_is_told_for_behind_it_is_of_that_day(text: str, days: list[str]) -> None:
    one = article(text, published="2031-05-09")
    assert [figure.as_of for figure in figures(one, dates=(("2009", "DATE", "2009-12-31"),))] == days


@pytest.mark.parametrize(
    ("text", "said_by"),
    [
        ("Velania, an ally of Ostrel, has put the number of divers as high as 14.", "Velania"),
        ("The harbour office puts the toll at 12.", "The harbour office"),
        ("The crew put 14 divers into the boat.", ""),
    ],
)
def test_who_puts_a_count_at_a_number_is_its_source(text: str, said_by: str) -> None:
    assert [figure.said_by for figure in figures(article(text))] == [said_by]


def test_some_of_them_are_of_the_whole_and_not_of_what_it_includes() -> None:
    text = "The navy counted 13 boats in the bay, including two fishing boats, and five of them were leaking."
    *_, five = figures(article(text))
    assert (five.span.text, five.counted) == ("five", "boats")


def test_a_figure_is_said_by_the_speaker_of_the_statement_around_it() -> None:
    one = article("Ana Brel said that 300 divers had arrived. Another 20 boats came.")
    said = statement(one, "300 divers had arrived", "Ana Brel")
    (parsed,) = parse([one])
    first, second = find_figures(parsed, [], [], [said])
    assert (first.said_by, first.statement, second.said_by) == ("Ana Brel", said.id, "")


def test_numbers_in_dates_are_no_figures() -> None:
    one = article("The council met on 3 May 2031 and again two weeks ago.")
    assert figures(one, dates=(("3 May 2031", "DATE", "2031-05-03"), ("two weeks ago", "DATE", "2031-04-20"))) == []


@pytest.mark.parametrize(
    "text",
    [
        "Ana Brel, 33, led the search.",
        "The diver, who is 19, was found on the shore.",
        "One of the pilots waved.",
        "The council heard from a 44-year-old teacher.",
        "The two countries signed the treaty.",
        "He was the third man on the moon.",
        "The minister flew on Flight 370 to Ostrel.",
        "Reviewers praised the Cesta 2 camera.",
    ],
)
def test_what_counts_nothing_is_no_figure(text: str) -> None:
    assert found(text) == []


def test_one_counts_where_a_life_is_lost() -> None:
    assert found("One woman was killed in the storm.") == [("One", "woman")]


def test_around_after_a_verb_of_turning_is_no_bound() -> None:
    (figure,) = figures(article("The ferry turned around four hours into the trip."))
    assert (figure.span.text, figure.bound) == ("four", "exact")


@given(st.text(max_size=60), st.integers(2, 10**6))
@settings(max_examples=25, deadline=None)
def test_spans_check_in_any_text(noise: str, number: int) -> None:
    one = article(f"{noise} some {number:,} divers {noise}")
    (parsed,) = parse([one])
    for figure in find_figures(parsed, [], [], []):
        assert one.check(figure.span)


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "12", "1e400", "9" * 40, "٣٠٠٠ divers", "３０００ divers", "3.000 divers", "-", "$", "one"]
)
def test_odd_input_raises_nothing(text: str) -> None:
    assert all(figure.low is None or figure.low >= 0 for figure in figures(article(text)))


def test_a_figure_does_not_take_the_day_of_the_next_clause() -> None:
    one = article(
        "The navy says 12 ships were off Ostrel and that 20 would be there by the end of June.", published="2031-06-09"
    )
    now, then = figures(one, dates=(("the end of June", "DATE", "2031-06-30"),))
    assert (now.as_of, then.as_of) == ("2031-06-09", "2031-06-30")


def test_what_has_happened_speaks_for_no_day_after_publication() -> None:
    one = article("The storm has killed 12 people this month.", published="2031-06-09")
    (parsed,) = parse([one])
    month = When(span(one, "this month"), "DATE", "2031-06", "2031-06-01", "2031-06-30")
    (figure,) = find_figures(parsed, [], [month], [])
    assert figure.as_of == "2031-06-09"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The navy sent 12 ships earlier this month.", ""),
        ("The navy has sent 12 ships this month.", "2031-06-09"),
        ("The navy will send 12 ships this month.", ""),
    ],
)
def test_a_month_is_no_day_but_up_to_now_for_what_has_been(text: str, day: str) -> None:
    one = article(text, published="2031-06-09")
    (parsed,) = parse([one])
    month = When(span(one, "this month"), "DATE", "2031-06", "2031-06-01", "2031-06-30")
    (figure,) = find_figures(parsed, [], [month], [])
    assert figure.as_of == day


@pytest.mark.parametrize("published", ["2031-06-09", "1988-01-07"])
def test_a_year_that_is_over_keeps_its_last_day(published: str) -> None:
    one = article("In 1987 the navy sent 12 ships.", published=published)
    (parsed,) = parse([one])
    year = When(span(one, "1987"), "DATE", "1987", "1987-01-01", "1987-12-31")
    (figure,) = find_figures(parsed, [], [year], [])
    assert figure.as_of == "1987-12-31"


@pytest.mark.parametrize(
    "text",
    [
        "You don't get thousands of divers in Ostrel.",
        "The mayor borrows hundreds of boats in Ostrel if all goes badly.",
    ],
)
def test_a_vague_plural_of_anyone_or_under_a_condition_has_no_place_and_no_day(text: str) -> None:
    (figure,) = figures(article(text, published="2031-06-09"), places=("Ostrel",))
    assert (figure.place, figure.as_of) == ("", "")


def test_a_pronoun_is_no_source() -> None:
    one = article("I counted 13 boats in the harbour.")
    (parsed,) = parse([one])
    (figure,) = find_figures(parsed, [], [], [statement(one, "13 boats in the harbour", "I")])
    assert figure.said_by == ""


def test_who_claims_a_clause_is_its_source_where_no_statement_is_marked() -> None:
    one = article("Velania has claimed there are 300 divers in the harbour.")
    assert [figure.said_by for figure in figures(one)] == ["Velania"]


def test_a_bare_number_answers_how_many() -> None:
    assert ("nine", "ships") in found("How many ships came? The ministry says nine.")


def test_a_noun_that_is_a_number_lends_the_number_no_counted_words() -> None:
    text = "The navy counted 13 ships in the strait. The limit is 12."
    assert ("12", "ships") not in found(text)


def test_a_place_outside_a_statement_is_not_that_of_its_figures() -> None:
    one = article("Ana Brel told reporters in Ostrel that the storm had killed 12 people.")
    (parsed,) = parse([one])
    said = statement(one, "the storm had killed 12 people", "Ana Brel")
    (figure,) = find_figures(parsed, [Name(span(one, "Ostrel"), "place", "Ostrel")], [], [said])
    assert figure.place == ""


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("About 300 divers took part in the search.", "participate"),
        ("The ferry was licensed to carry 350 passengers.", "license"),
        ("Nearly 30 people are known to be dead.", "die"),
        ("The toll could rise to 40.", "could die"),
    ],
)
def test_states_told_in_more_words_than_a_verb(text: str, state: str) -> None:
    assert figures(article(text))[0].state == state


@pytest.mark.parametrize(
    ("text", "words", "counted"),
    [
        ("Brindal Steel raised its bid for the mill to $3 billion.", "$3 billion", "bid"),
        ("The tunnel, roughly 11 kilometres long, opened in spring.", "roughly 11", "tunnel"),
        ("Two of the captain’s three brothers sailed with him.", "Two", "brothers"),
        ("The vaccine is for children between the ages of five and 11.", "between the ages of five and 11", "children"),
        ("The crowd numbered 3,000.", "3,000", "crowd"),
        ("Twice as many boats came this year as last.", "Twice", "boats"),
        ("Some 2,000 refugees, half of them under 16, crossed the pass.", "half", "refugees"),
    ],
)
def test_measures_and_shares_name_what_they_are_of(text: str, words: str, counted: str) -> None:
    assert (words, counted) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Marno fired its coach after a 5-11 season.",
        "The map was drawn with version 8.1 of the program.",
        "The ferry has zero tolerance for thieves.",
        "Ana Brel, 65, said she would stay.",
        "The table can fold in two.",
        "The brothers met in Ostrel. The two were seen at the port.",
        "It is in the top 10.",
    ],
)
def test_scores_versions_ages_and_pronouns_are_no_figures(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Torv 4 space probe sets off.\nThe ministry said that Torv 4 would land in spring.",
        "The race is on.\nIn 2031, when Tor’v 3 was launched, it was the talk of the town.",
        "The race is on.\nIn 2031 Tor’v 3, which left the harbour in May, was the talk of the town.",
    ],
)
def test_the_number_of_a_name_is_no_figure_anywhere_in_the_article(text: str) -> None:
    assert found(text) == []


def test_a_stretch_of_seasons_is_no_figure() -> None:
    assert found("The Gulls of Velmar have struggled the past two seasons.") == []


def test_a_negation_turns_a_bound_round() -> None:
    (figure,) = figures(article("The ministry does not expect more than 100 applications."))
    assert (figure.bound, figure.low, figure.high) == ("at_most", None, 100)


def test_a_negation_leaves_what_stands_behind_a_preposition() -> None:
    (figure,) = figures(article("She has not slept for more than three days."))
    assert (figure.bound, figure.low) == ("more_than", 3)


def test_a_bare_number_has_the_unit_of_the_measure_before_it() -> None:
    units = [figure.unit for figure in figures(article("The tower is 88 metres tall and 12 wide."))]
    assert units == ["metre", "metre"]


def test_a_part_named_among_its_whole_shares_its_state() -> None:
    part, whole = figures(article("Three Marnese divers were among the 84 people killed in the blast."))
    assert (part.part_of, part.state) == (whole.id, "kill")


def test_one_counts_where_others_are_counted_with_it() -> None:
    assert ("one", "submarine") in found("Velania bought four frigates and one submarine.")


def test_one_counts_behind_a_verb_of_killing() -> None:
    assert ("one", "") in [(words, counted) for words, counted in found("The mast fell on the deck, killing one.")]


@pytest.mark.parametrize(("place", "unit"), [("Egypt", "EGP"), ("United Kingdom", "GBP")])
def test_pounds_are_those_of_the_country_the_article_names(place: str, unit: str) -> None:
    (figure,) = figures(article(f"A court in {place} fined him 30,000 pounds."), places=(place,))
    assert figure.unit == unit


@pytest.mark.parametrize(
    "text",
    [
        "Standing 6-foot-5, the rower was hard to miss.",
        "The show got 3 / 5 stars.",
        "Critics gave it four out of five stars.",
        "She stayed in a five-star hotel.",
        "He is 100 per cent sure of it.",
        "Police arrested one Anna Hale on Monday.",
        "The top 10 mills lost money.",
    ],
)
def test_heights_grades_and_certainties_are_no_figures(text: str) -> None:
    assert found(text) == []


def test_a_model_known_by_its_number_counts_none_of_its_owners() -> None:
    assert found("The mill sells it.\nIt made the Brenvik 2 in May. The new Brenvik 2 owners were glad.") == []


@pytest.mark.parametrize(
    "text",
    [
        "This story corrects the number of pupils to 34, not 43.",
        "This story corrects the number of pupils to 34, from 43.",
        "The article has been corrected to show that 34 pupils fell ill, not 43.",
        "Corrects from 43 to 34 the number of pupils.",
        "An earlier version of this report gave the number of pupils as 43; there were 34 pupils.",
        "There were 34 pupils on the bus, not 43, the abbot said.",
    ],
)
def test_the_old_value_of_a_correction_is_no_figure(text: str) -> None:
    assert [words for words, _ in found(text)] == ["34"]


def test_what_an_earlier_version_included_is_not_taken_back() -> None:
    assert ("12", "climbers") in found("The names of all 12 climbers stood in an earlier text.")


def test_a_number_in_words_and_again_in_digits_is_one() -> None:
    assert found("The council counted nineteen (19) wrecks and seven (8) rafts.")[0] == ("nineteen (19)", "wrecks")
    assert len(found("The council counted nineteen (19) wrecks and seven (8) rafts.")) == 3


def test_the_year_of_a_founding_is_not_the_day_of_what_is_now() -> None:
    text = "The mill, founded in 1998, employs 620 people."
    one = article(text, published="2025-08-17")
    (parsed,) = parse([one])
    year = When(span(one, "1998"), "DATE", "1998", "1998-01-01", "1998-12-31")
    (figure,) = find_figures(parsed, [], [year], [])
    assert figure.as_of == "2025-08-17"


@pytest.mark.parametrize(("place", "unit"), [("Norway", "NOK"), ("Ostrel", "crown")])
def test_crowns_are_money_in_the_country_s_own_where_it_is_named(place: str, unit: str) -> None:
    (figure,) = figures(article(f"A court in {place} fined him 30,000 crowns."), places=(place,))
    assert (figure.unit, figure.counted) == (unit, "fine")
