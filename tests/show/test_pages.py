import re
from dataclasses import replace

import pytest
from tests import made

from tellings.errors import TellingsError
from tellings.model import Account, Finding, Passage, Person, Record, Story
from tellings.show.accounts import in_running_words, spoken_for
from tellings.show.cards import lay_cards
from tellings.show.pages import story_page
from tellings.show.spread import open_story, pick_story, story_links


def test_the_largest_story_is_shown_unless_one_is_named(record: Record) -> None:
    small = Story("t9", "Small", ("observer",))
    both = replace(record, stories=(small, *record.stories))
    assert pick_story(both, None).id == "s1"
    assert pick_story(both, "t").id == "t9"


def test_a_story_that_is_not_there_is_an_error_that_names_those_that_are(record: Record) -> None:
    with pytest.raises(TellingsError, match="zzz: no such story; there are s1"):
        story_page(record, "zzz")


def test_an_empty_ledger_says_what_to_do() -> None:
    with pytest.raises(TellingsError, match="tellings build"):
        story_page(Record({}, {}))


def test_stories_are_listed_largest_first(record: Record) -> None:
    both = replace(record, stories=(Story("t9", "Small", ("observer",)), *record.stories))
    assert [(link.id, link.articles, link.findings) for link in story_links(both)] == [("s1", 3, 8), ("t9", 1, 0)]


def test_outlets_have_letters_and_their_articles_numbers(record: Record) -> None:
    articles = {**record.articles, "observer": replace(record.articles["observer"], outlet="Harbour Post")}
    page = story_page(replace(record, articles=articles))
    assert [paper.tag for paper in page.papers] == ["A1", "B", "A2"]
    assert page.outlets == (("A", "Harbour Post"), ("B", "Isle Dispatch"))


def test_findings_come_in_order_of_rank(record: Record) -> None:
    turned = replace(record, findings=record.findings[::-1])
    assert [card.kind for card in lay_cards(open_story(turned))][:3] == ["dispute", "dispute", "update"]


def test_accounts_of_one_value_stand_on_one_side(record: Record) -> None:
    sides = story_page(record).cards[1].sides
    assert [(side.value, [voice.quote.tag for voice in side.voices]) for side in sides] == [
        ("Ilse Marn", ["A", "B"]),
        ("Bo Hartvig", ["C"]),
    ]


def test_a_quote_is_the_sentence_with_the_figure_marked(record: Record) -> None:
    pieces = lay_cards(open_story(record))[2].sides[1].voices[0].quote.pieces
    assert [piece.text for piece in pieces if piece.kinds == "here"] == ["nearly 70"]
    assert pieces[0].text.startswith("The number of those")


def test_a_person_is_marked_under_the_spelling_that_stands_there(record: Record) -> None:
    quotes = [voice.quote for voice in story_page(record).cards[1].sides[0].voices]
    marked = [piece.text for quote in quotes for piece in quote.pieces if piece.kinds == "here"]
    assert marked == ["Ilse Marn", "Ilse Marne"]


def test_figures_of_a_finding_share_one_line(record: Record) -> None:
    forty, fifty = (side.interval for side in lay_cards(open_story(record))[0].sides)
    assert forty is not None
    assert fifty is not None
    assert forty.left < fifty.left
    assert fifty.open_right


def test_a_drift_marks_the_words_that_differ(record: Record) -> None:
    dark = lay_cards(open_story(record))[4].sides[0].voices[0].quote
    assert "dark" in [piece.text for piece in dark.pieces if piece.kinds == "differs"]


def test_measures_hold_their_figures_in_order_and_a_chart(record: Record) -> None:
    (measure,) = story_page(record).measures
    assert [row.value for row in measure.rows] == ["about 40", "at least 55", "nearly 70"]
    assert measure.chart is not None


def test_a_figure_that_stands_alone_is_no_measure_to_compare(record: Record) -> None:
    assert [measure.label for measure in story_page(record).lone_figures] == ["children"]


def test_an_address_that_is_no_web_page_is_no_link(record: Record) -> None:
    bad = replace(record.articles["harbour"], url="javascript:alert(1)")
    assert story_page(replace(record, articles={**record.articles, "harbour": bad})).papers[0].url == ""


def test_whose_office_it_is_is_written_with_the_articles_capitals(record: Record) -> None:
    dispute = replace(record.findings[1], reason={"office": "captain", "of": "coast guard"})
    card = story_page(replace(record, findings=(dispute,))).cards[0]
    assert card.sentence.startswith("Two names for Coast guard’s captain: ")


def test_an_unknown_outlet_is_shown_by_its_file(record: Record) -> None:
    nameless = replace(record.articles["observer"], outlet="", path="/far/away/observer.txt")
    gap = replace(record.findings[7], reason={"outlet": "/far/away/observer.txt", "has": 0, "of": 2})
    changed = replace(record, articles={**record.articles, "observer": nameless}, findings=(gap,))
    assert story_page(changed).cards[0].sentence.endswith("; observer.txt (C) leaves it out.")


def test_a_finding_about_figures_leads_to_all_of_them(record: Record) -> None:
    page = story_page(record)
    assert [card.measure for card in page.cards[:2]] == [page.measures[0].id.removeprefix("measure-"), ""]


def test_a_lone_part_stands_beside_its_whole(record: Record) -> None:
    whole, part = record.measures
    page = story_page(replace(record, measures=(whole, replace(part, part_of=whole.id))))
    assert [(one.row.value, one.label, one.why) for one in page.measures[0].beside] == [
        ("12", "children", "part of “people rescued from the Aldana”")
    ]
    assert page.lone_figures == ()


def test_parts_of_each_other_stand_alone(record: Record) -> None:
    whole, part = record.measures
    turning = replace(part, part_of=part.id)
    assert len(story_page(replace(record, measures=(whole, turning))).lone_figures) == 1


def test_a_lone_plan_stands_beside_what_is_counted_alike(record: Record) -> None:
    whole, part = record.measures
    planned = replace(whole, id="m3", label="people rescued planned", figures=whole.figures[2:])
    page = story_page(replace(record, measures=(replace(whole, figures=whole.figures[:2]), planned, part)))
    assert [(one.row.value, one.label, one.why) for one in page.measures[0].beside] == [
        ("nearly 70", "people rescued", "planned")
    ]


def test_an_echo_tells_the_origin_that_all_its_accounts_come_from(record: Record) -> None:
    echo = replace(record.findings[6], subject="c2")
    card = story_page(replace(record, findings=(echo,))).cards[0]
    assert card.sentence == (
        "The hull was searched: two outlets (A, B), one origin (a briefing by the coast guard, 6 May 2031)."
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The Sand House was silent. A clerk of the Sand House left.", "the Sand House"),
        ("Marnow reported it. A photograph of the Marnow office was shown. So Marnow said.", "Marnow"),
    ],
)
def test_a_body_stands_in_a_sentence_as_the_articles_write_it(text: str, told: str) -> None:
    name = told.removeprefix("the ")
    one = made.article(text)
    found = tuple(Passage(one.id, one.span(m.start(), m.end())) for m in re.finditer(name, text))
    body = Person("b1", "body", name, (name,), found)
    assert in_running_words(name, made.view((one, made.marks(one)), people=[body])) == told


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("U.S.", "the U.S."),
        ("United Nations", "the United Nations"),
        ("Britain", "Britain"),
        ("Odo Quist", "Odo Quist"),
    ],
)
def test_a_union_of_states_stands_with_the_whatever_the_articles_write(name: str, told: str) -> None:
    one = made.article(f"{name} ships were seen.")
    assert in_running_words(name, made.view((one, made.marks(one)))) == told


@pytest.mark.parametrize(
    ("source", "told"), [("Kenya", "Kenya, through Ilse Marn"), ("the harbour master", "the harbour master")]
)
def test_who_speaks_for_a_country_is_named(source: str, told: str) -> None:
    content = "there are 12 divers in the harbour"
    one = made.article(f"Ilse Marn mentioned that {source} believes {content}.")
    said = replace(made.statement(one, content, source), via=("Ilse Marn",))
    count = made.figure(one, "12", 12, 12, said_by=source, statement=said.id)
    account = Account("12", Passage(one.id, count.span), source, "", count.id)
    assert spoken_for(account, made.view((one, made.marks(one, statements=[said]))), {count.id: count}) == told


def test_an_echo_about_an_origin_is_told_as_that_origin(record: Record) -> None:
    card = story_page(replace(record, findings=record.findings[6:7])).cards[0]
    assert card.sentence == "Two outlets (A, B), one origin: a briefing by the coast guard, 6 May 2031."


def test_counts_of_things_called_otherwise_are_shown_with_what_they_count(record: Record) -> None:
    scope = replace(record.findings[3], reason={"relation": "totals", "why": "counted: people; children"})
    sides = story_page(replace(record, findings=(scope,))).cards[0].sides
    assert [side.value for side in sides] == ["12 children", "nearly 70 people"]


def test_a_part_is_told_apart_from_its_whole_in_a_finding_of_scope(record: Record) -> None:
    scope = replace(record.findings[3], subject="m2", reason={"why": "counted: children, not people"})
    card = story_page(replace(record, findings=(scope,))).cards[0]
    assert [side.value for side in card.sides] == ["12, children", "nearly 70"]
    assert "12 (Sund Lines) counts children, beside nearly 70 (the governor)." in card.sentence


def test_who_counts_what_others_deny_is_told_with_the_count() -> None:
    one = made.article("Odo Quist said there were about 40 divers in the harbour.", outlet="Harbour Post")
    other = made.article("Ana Brel denied the presence of divers in the harbour.", outlet="Isle Dispatch")
    forty = made.figure(one, "about 40", 40, 40, bound="about", counted="divers", said_by="Odo Quist")
    places = (Passage(other.id, made.sentences(other)[0]), Passage(one.id, made.sentences(one)[0]))
    accounts = (Account("denies", places[0], "Ana Brel"), Account("asserts", places[1], "Odo Quist", figure=forty.id))
    denial = Finding("f1", "denial", "s1", "the presence of divers in the harbour", accounts)
    marks = {one.id: made.marks(one, figures=[forty]), other.id: made.marks(other)}
    stories = (Story("s1", "Divers", (one.id, other.id)),)
    (card,) = story_page(Record({one.id: one, other.id: other}, marks, stories, findings=(denial,))).cards
    assert card.sentence == (
        "“the presence of divers in the harbour”: denied by Ana Brel (B); "
        "counted, and so asserted, by Odo Quist (A, about 40)."
    )
    assert card.sides[1].value == "counted, and so asserted"
