from tellings.model import Figure, Finding, Measure
from tellings.view import StoryView
from tellings.weigh.figures import weigh_figures
from tests.made import article, figure, marks, view


def measure(story: StoryView, *figures: Figure, label: str = "soldiers in Ostrel", **more: str) -> Measure:
    fields = {"unit": "count", "counted": "soldiers"} | more
    key = figures[0].id + "m"
    return Measure(key, story.story.id, label, figures=tuple(f.id for f in figures), **fields)


def findings(one: tuple[str, str, float], other: tuple[str, str, float]) -> list[Finding]:
    """Findings on two articles (text, day, exact number in it) that count one thing."""
    pairs, figures = [], []
    for i, (text, day, value) in enumerate((one, other)):
        made = article(text, outlet=f"Outlet {i}", published=day)
        figures.append(figure(made, f"{value:,.0f}", value, value))
        pairs.append((made, marks(made, figures=[figures[-1]])))
    story = view(*pairs)
    return list(weigh_figures(story, [measure(story, *figures)]))


def test_two_counts_of_one_day_that_cannot_both_hold_are_a_dispute() -> None:
    found = findings(("There are 900 soldiers.", "2025-03-14", 900), ("They count 1,200 soldiers.", "2025-03-14", 1200))
    assert [f.kind for f in found] == ["dispute"]
    assert found[0].reason["difference"] == 0.25
    assert [a.value for a in found[0].accounts] == ["900", "1,200"]


def test_a_dispute_tells_that_some_of_its_figures_may_both_hold() -> None:
    pairs, figures = [], []
    told: tuple[tuple[str, float | None, float, str], ...] = (
        ("900", 900, 900, "exact"),
        ("as many as 1,000", None, 1000, "at_most"),
        ("1,200", 1200, 1200, "exact"),
    )
    for i, (words, low, high, bound) in enumerate(told):
        made = article(f"There are {words} soldiers.", outlet=f"Outlet {i}", published="2025-03-14")
        figures.append(figure(made, words, low, high, bound=bound))
        pairs.append((made, marks(made, figures=[figures[-1]])))
    story = view(*pairs)
    (found,) = weigh_figures(story, [measure(story, *figures)])
    assert (found.kind, found.reason["meet"]) == ("dispute", 1)


def test_the_same_count_is_no_finding() -> None:
    assert not findings(("There are 900 soldiers.", "2025-03-14", 900), ("They count 900 soldiers.", "2025-03-20", 900))


def test_another_count_days_later_is_an_update_in_order_of_days() -> None:
    found = findings(("They count 1,200 soldiers.", "2025-03-20", 1200), ("There are 900 soldiers.", "2025-03-14", 900))
    assert [f.kind for f in found] == ["update"]
    assert [a.day for a in found[0].accounts] == ["2025-03-14", "2025-03-20"]


def test_unknown_days_may_be_one_day() -> None:
    found = findings(("There are 900 soldiers.", "", 900), ("They count 1,200 soldiers.", "2025-03-14", 1200))
    assert [f.kind for f in found] == ["dispute"]


def test_accounts_carry_the_sentence_and_the_figure() -> None:
    found = findings(("Rain. There are 900 soldiers.", "", 900), ("They count 1,200 soldiers.", "", 1200))
    assert found[0].accounts[0].passage.span.text == "There are 900 soldiers."
    assert found[0].accounts[0].figure


def test_parts_elsewhere_are_scope_with_the_word_that_differs() -> None:
    one = article("There are 900 soldiers in Ostrel.", outlet="A")
    other = article("Some 400 soldiers are in Vell.", outlet="B")
    whole = figure(one, "900", 900, 900, place="Ostrel")
    part = figure(other, "400", 400, 400, place="Vell", part_of=whole.id)
    story = view((one, marks(one, figures=[whole])), (other, marks(other, figures=[part])))
    all_of = measure(story, whole, place="Ostrel")
    some = measure(story, part, label="soldiers in Vell", place="Vell", part_of=all_of.id)
    found = [f for f in weigh_figures(story, [all_of, some]) if f.kind == "scope"]
    assert [f.reason["why"] for f in found] == ["place: Vell, not Ostrel"]


def test_a_count_told_weeks_after_what_it_counts_is_a_later_count() -> None:
    one = article("There were dozens of thefts.", outlet="A", published="2025-01-02")
    other = article("There were 359 thefts on New Year's Day.", outlet="B", published="2025-01-22")
    early = figure(one, "dozens", 12, None, bound="vague")
    late = figure(other, "359", 359, 359, as_of="2025-01-01")
    story = view((one, marks(one, figures=[early])), (other, marks(other, figures=[late])))
    (found,) = weigh_figures(story, [measure(story, early, late)])
    assert found.kind == "update"
    assert [a.value for a in found.accounts] == ["dozens", "359"]


def test_a_floor_below_an_earlier_count_does_not_supersede_it() -> None:
    one = article("Some 10,000 soldiers came, Chile said.", outlet="A", published="2025-03-14")
    other = article("At least 3,000 soldiers came, Chile said.", outlet="B", published="2025-03-20")
    early = figure(one, "10,000", 10000, 10000, said_by="Chile")
    late = figure(other, "At least 3,000", 3000, None, bound="at_least", said_by="Chile")
    story = view((one, marks(one, figures=[early])), (other, marks(other, figures=[late])))
    assert not list(weigh_figures(story, [measure(story, early, late)]))


def test_one_sides_own_count_is_followed_apart_from_the_others() -> None:
    told = [("900", "Chile", "2025-03-14"), ("4,000", "Peru", "2025-03-14"), ("1,500", "Chile", "2025-03-20")]
    pairs, figures = [], []
    for words, side, day in told:
        one = article(f"{side} counts {words} soldiers.", outlet=side + day, published=day)
        value = float(words.replace(",", ""))
        figures.append(figure(one, words, value, value, said_by=side))
        pairs.append((one, marks(one, figures=[figures[-1]])))
    story = view(*pairs)
    updates = [f for f in weigh_figures(story, [measure(story, *figures)]) if f.kind == "update"]
    assert [[a.value for a in f.accounts] for f in updates] == [["900", "1,500"]]


def test_a_toll_that_another_side_tells_lower_days_later_is_a_dispute() -> None:
    pairs, figures = [], []
    for day, value, side in (("2025-03-14", 12, "a rescue source"), ("2025-03-17", 9, "the coast guard")):
        made = article(f"So far {value} people were killed, {side} said.", outlet=side, published=day)
        figures.append(figure(made, str(value), value, value, counted="people", state="kill", said_by=side))
        pairs.append((made, marks(made, figures=[figures[-1]])))
    story = view(*pairs)
    assert [f.kind for f in weigh_figures(story, [measure(story, *figures)])] == ["dispute"]


def test_one_number_in_other_words_is_no_scope() -> None:
    one = article("The plan names two new harbour schools for divers of the strait.", outlet="A")
    other = article("The plan names two large harbour schools for divers of the strait.", outlet="B")
    first = figure(one, "two", 2, 2, counted="new schools")
    second = figure(other, "two", 2, 2, counted="large schools")
    story = view((one, marks(one, figures=[first])), (other, marks(other, figures=[second])))
    each = [measure(story, made, label=made.counted, counted=made.counted) for made in (first, second)]
    assert not [f for f in weigh_figures(story, each) if f.kind == "scope"]


PLAN = "The plan of the {owner} for the harbour schools of the strait names {words} for divers."


def scopes(*rows: tuple[str, float, str, str]) -> list[Finding]:
    """Findings of scope on articles of one sentence, of rows of words, value, what is counted and the unit."""
    pairs, figures = [], []
    for number, (words, value, counted, unit) in enumerate(rows):
        one = article(PLAN.format(owner="mayor", words=words), outlet=f"Outlet {number}", published="2025-03-14")
        figures.append(figure(one, words, value, value, counted=counted, unit=unit))
        pairs.append((one, marks(one, figures=[figures[-1]])))
    story = view(*pairs)
    each = [measure(story, made, label=made.counted, counted=made.counted, unit=made.unit) for made in figures]
    return [f for f in weigh_figures(story, each) if f.kind == "scope"]


def test_counts_of_two_kinds_in_alike_sentences_are_scope() -> None:
    assert len(scopes(("40", 40, "new boats", "count"), ("90", 90, "fishing boats", "count"))) == 1


def test_counts_that_may_both_hold_are_no_scope() -> None:
    one = article(PLAN.format(owner="mayor", words="more than 40 boats"), outlet="A")
    other = article(PLAN.format(owner="mayor", words="45 fishing boats"), outlet="B")
    first = figure(one, "more than 40", 40, None, bound="more_than", counted="boats")
    second = figure(other, "45", 45, 45, counted="fishing boats")
    story = view((one, marks(one, figures=[first])), (other, marks(other, figures=[second])))
    each = [measure(story, made, label=made.counted, counted=made.counted) for made in (first, second)]
    assert not [f for f in weigh_figures(story, each) if f.kind == "scope"]


def test_one_offer_after_another_is_no_scope() -> None:
    assert not scopes(("$40", 40, "first offer", "USD"), ("$60", 60, "offer", "USD"))


def test_prices_of_two_owners_are_no_scope() -> None:
    assert not scopes(("$40", 40, "Ostrel stock", "USD"), ("$60", 60, "Velmar stock", "USD"))


def test_a_price_of_another_day_is_no_scope() -> None:
    rows = [("$40", 40.0, "2025-03-13"), ("$60", 60.0, "2025-03-14")]
    pairs, figures = [], []
    for words, value, day in rows:
        one = article(PLAN.format(owner="mayor", words=words), outlet=words, published="2025-03-14")
        counted = "ticket price" if value == 40 else "season ticket price"
        figures.append(figure(one, words, value, value, counted=counted, unit="USD", as_of=day))
        pairs.append((one, marks(one, figures=[figures[-1]])))
    story = view(*pairs)
    each = [measure(story, made, label=made.counted, counted=made.counted, unit="USD") for made in figures]
    assert not [f for f in weigh_figures(story, each) if f.kind == "scope"]


def test_a_part_whose_whole_stands_beside_it_is_no_scope() -> None:
    one = article("There are 900 soldiers in Ostrel.", outlet="A")
    other = article("Of those 900 soldiers 400 are in Vell.", outlet="B")
    whole, again = figure(one, "900", 900, 900), figure(other, "900", 900, 900)
    part = figure(other, "400", 400, 400, place="Vell", part_of=again.id)
    story = view((one, marks(one, figures=[whole])), (other, marks(other, figures=[again, part])))
    all_of = measure(story, whole, again)
    some = measure(story, part, label="soldiers in Vell", place="Vell", part_of=all_of.id)
    assert not [f for f in weigh_figures(story, [all_of, some]) if f.kind == "scope"]


def told_in_turn(
    *told: tuple[str, str, str], counted: str, state: str, bound: str = "exact"
) -> list[tuple[str, list[str]]]:
    """Kind and values of the findings on counts of people, one an article: (day, value, source)."""
    pairs, figures = [], []
    for number, (day, value, side) in enumerate(told):
        made = article(f"So far {value} {counted}, {side} says.", outlet=f"Outlet {number}", published=day)
        low = None if bound == "at_most" else float(value)
        figures.append(figure(made, value, low, float(value), counted=counted, state=state, said_by=side, bound=bound))
        pairs.append((made, marks(made, figures=[figures[-1]])))
    story = view(*pairs)
    found = weigh_figures(story, [measure(story, *figures)])
    return [(one.kind, [account.value for account in one.accounts]) for one in found]


def test_the_missing_become_fewer() -> None:
    found = told_in_turn(
        ("2025-03-14", "60", ""), ("2025-03-15", "44", ""), ("2025-03-16", "31", ""), counted="people", state="miss"
    )
    assert found == [("update", ["60", "44", "31"])]


def test_steps_of_a_toll_on_one_day_are_no_dispute_once_it_has_grown() -> None:
    found = told_in_turn(
        ("2025-03-14", "17", ""), ("2025-03-14", "19", ""), ("2025-03-15", "26", ""), counted="people", state="kill"
    )
    assert [kind for kind, _ in found] == ["update"]


def test_a_toll_of_two_sides_on_one_day_stays_a_dispute_when_it_has_grown() -> None:
    found = told_in_turn(
        ("2025-03-14", "17", "Chile"),
        ("2025-03-14", "25", "Peru"),
        ("2025-03-15", "30", "Chile"),
        counted="people",
        state="kill",
    )
    assert ("dispute", ["17", "25"]) in found


def test_a_dispute_of_the_next_day_leaves_out_what_the_toll_was_before() -> None:
    found = told_in_turn(
        ("2025-03-14", "19", "Chile"),
        ("2025-03-15", "26", "Chile"),
        ("2025-03-15", "31", "Peru"),
        counted="people",
        state="kill",
    )
    assert ("dispute", ["26", "31"]) in found


def test_two_limits_that_one_side_is_told_to_have_named_are_a_dispute() -> None:
    found = told_in_turn(
        ("2025-03-14", "900", "Chile"), ("2025-03-14", "1900", "Chile"), counted="jobs", state="cut", bound="at_most"
    )
    assert [kind for kind, _ in found] == ["dispute"]


def test_the_limits_of_two_sides_may_both_hold() -> None:
    found = told_in_turn(
        ("2025-03-14", "900", "Chile"), ("2025-03-14", "1900", "Peru"), counted="jobs", state="cut", bound="at_most"
    )
    assert not found


def amounts_in_turn(*told: tuple[str, str, str], unit: str, state: str, counted: str) -> list[tuple[str, list[str]]]:
    """Kind and values of the findings on an amount, one an article: (day, text, value)."""
    pairs, figures = [], []
    for number, (day, text, words) in enumerate(told):
        made = article(text, outlet=f"Outlet {number}", published=day)
        values = [figure(made, each, float(each), float(each), unit=unit, counted=counted) for each in words.split()]
        figures += values
        pairs.append((made, marks(made, figures=values)))
    story = view(*pairs)
    found = weigh_figures(story, [measure(story, *figures, unit=unit, state=state, counted=counted)])
    return [(one.kind, [account.value for account in one.accounts]) for one in found]


def test_an_offer_that_was_raised_is_an_update_and_no_dispute() -> None:
    found = amounts_in_turn(
        ("2025-02-12", "Ostrel made an offer of 42.5 dollars.", "42.5"),
        ("2025-02-13", "Ostrel raised its offer to 46 dollars.", "46"),
        unit="USD",
        state="offer",
        counted="offer a share",
    )
    assert found == [("update", ["42.5", "46"])]


def test_two_offers_that_nobody_tells_to_be_raised_are_a_dispute() -> None:
    found = amounts_in_turn(
        ("2025-02-12", "Ostrel made an offer of 18 dollars.", "18"),
        ("2025-02-13", "The offer is of 22 dollars.", "22"),
        unit="USD",
        state="offer",
        counted="offer in all",
    )
    assert found == [("dispute", ["18", "22"])]


def test_what_one_article_tells_beside_each_other_is_no_dispute_of_others() -> None:
    found = amounts_in_turn(
        ("2025-02-12", "Ostrel offers 82 dollars, after 70 dollars before.", "82 70"),
        ("2025-02-12", "The offer is of 70 dollars.", "70"),
        ("2025-02-12", "The offer is of 82 dollars.", "82"),
        unit="USD",
        state="offer",
        counted="offer in all",
    )
    assert not found


def test_a_count_of_votes_that_goes_on_is_an_update_by_tenths() -> None:
    found = amounts_in_turn(
        ("2025-02-12", "Dorel has 52.6 percent.", "52.6"),
        ("2025-02-14", "Dorel has 52.4 percent.", "52.4"),
        ("2025-02-14", "Dorel has 52 percent.", "52"),
        unit="percent",
        state="vote",
        counted="Mara Dorel’s share of the vote",
    )
    assert found == [("update", ["52.6", "52.4"])]


def test_a_capacity_told_otherwise_days_later_is_a_dispute_and_no_update() -> None:
    pairs, figures = [], []
    for day, value in (("2025-08-16", "350"), ("2025-08-18", "420")):
        made = article(f"The stand has a capacity of {value}.", outlet=day, published=day)
        figures.append(figure(made, value, float(value), float(value), counted="capacity"))
        pairs.append((made, marks(made, figures=[figures[-1]])))
    story = view(*pairs)
    found = weigh_figures(story, [measure(story, *figures, counted="capacity", state="capacity")])
    assert [one.kind for one in found] == ["dispute"]
