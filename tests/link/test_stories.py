from collections.abc import Sequence
from dataclasses import replace

from tellings.link.stories import find_stories
from tellings.model import Article, Story
from tests.made import article

FERRY = [
    "The ferry Marisol sank off Ostrel in thick fog on Monday. Captain Ivo Drenn said all 40 passengers were rescued.",
    "Forty passengers were saved when the Marisol, a ferry, went down near Ostrel. Fog hid the reef, Drenn told us.",
    "Divers reached the wreck of the ferry Marisol near Ostrel. Captain Drenn will be asked about the fog warning.",
]
ORCHARD = [
    "Frost ruined half of the apple harvest in Velm county, growers said. The Velm Growers' Union wants state aid.",
    "Apple growers in Velm ask for aid after the late frost. Union head Petra Sool put the harvest loss at half.",
]


def stories(texts: Sequence[str], published: str = "2031-05-04") -> tuple[Story, ...]:
    articles = [article(text, published=published, path=f"{number}.txt") for number, text in enumerate(texts)]
    return find_stories({one.id: one for one in articles})


def test_articles_about_one_event_are_one_story_and_others_are_not() -> None:
    assert [len(story.articles) for story in stories([*FERRY, *ORCHARD])] == [3, 2]


def test_every_article_is_in_exactly_one_story() -> None:
    members = [key for story in stories([*FERRY, *ORCHARD]) for key in story.articles]
    assert len(members) == len(set(members)) == 5


def test_two_articles_sharing_nothing_stay_apart() -> None:
    assert len(stories([FERRY[0], ORCHARD[0]])) == 2


def test_one_article_is_a_story_and_none_are_none() -> None:
    assert len(stories(FERRY[:1])) == 1
    assert stories([]) == ()


def test_empty_articles_are_stories_of_their_own_kind() -> None:
    assert sum(len(story.articles) for story in stories(["", "", "a"], published="")) == 3


def test_the_same_text_from_fifty_outlets_is_one_story() -> None:
    (story,) = stories(FERRY[:1] * 50)
    assert len(story.articles) == 50


def test_order_of_reading_does_not_matter() -> None:
    there = [article(text, published="2031-05-04") for text in [*FERRY, *ORCHARD]]
    back = list(reversed(there))
    assert find_stories({a.id: a for a in there}) == find_stories({a.id: a for a in back})


def test_a_later_article_leaves_the_story_its_id() -> None:
    early = [article(text, published="2031-05-04") for text in FERRY[:2]]
    late = article(FERRY[2], published="2031-05-09")
    (before,) = find_stories({a.id: a for a in early})
    (after,) = find_stories({a.id: a for a in [*early, late]})
    assert after.id == before.id
    assert (after.first, after.last) == ("2031-05-04", "2031-05-09")


def test_unknown_days_leave_a_story_without_days() -> None:
    story = stories(FERRY, published="")[0]
    assert (story.first, story.last) == ("", "")


def titled(title: str, text: str) -> Article:
    return replace(article(text), title=title)


def test_a_story_takes_its_title_from_an_article_that_has_one() -> None:
    ones = [titled("", FERRY[0]), titled("Ferry sinks off Ostrel", FERRY[1])]
    (story,) = find_stories({a.id: a for a in ones})
    assert story.title == "Ferry sinks off Ostrel"


def test_a_story_without_titles_is_labelled_by_few_telling_words() -> None:
    story = stories(FERRY)[0]
    assert "Marisol" in story.title
    assert len(story.title.split(" · ")) <= 3


MISSILES = {
    "May": [
        "Norway fired a Kestrel missile from the Orlen range on Monday, the ministry in Norway said. The missile "
        "flew 300 "
        "kilometres and fell into Lake Ostrava. General Petra Sool watched the launch with engineers of the Orlen "
        "works.",
        "A Kestrel missile launched by Norway near Orlen splashed into Lake Ostrava after 300 kilometres. Sool "
        "called the "
        "Orlen engineers heroes after Monday's missile launch.",
    ],
    "August": [
        "Norway tested a Falcon cruise missile off the Velm peninsula on Friday. Fishermen of Velm saw the missile "
        "pass low "
        "over the bay, the ministry in Norway said. Admiral Ivo Drenn ordered the launch from the destroyer Marisol.",
        "The destroyer Marisol launched a Falcon cruise missile for Norway, Admiral Drenn said. Boats near Velm had "
        "been "
        "warned, but fishermen in the bay saw the missile pass on Friday.",
    ],
}


def test_two_missile_tests_of_one_country_are_two_stories() -> None:
    ones = [
        article(text, published=f"2031-{month}-04")
        for month, texts in (("05", MISSILES["May"]), ("08", MISSILES["August"]))
        for text in texts
    ]
    found = find_stories({a.id: a for a in ones})
    assert {frozenset(story.articles) for story in found} == {
        frozenset(a.id for a in ones[:2]),
        frozenset(a.id for a in ones[2:]),
    }


CRASHES = [
    "A small plane crashed on Monday near the village of Lunden, killing the pilot and four tourists. Wind was "
    "strong over "
    "the Lunden valley, said Ana Brel of the aviation agency. The Cessna belonged to Sorren Air.",
    "Five people died when a Sorren Air Cessna went down in the Lunden valley. Brel, of the aviation agency, said the "
    "pilot "
    "had turned back in strong wind before the plane crashed.",
    "A cargo plane crashed on Monday into warehouses at Harlow airport, killing the pilot and two mechanics. Fire "
    "crews "
    "worked all night at the warehouses, said fire chief Tom Okafor. The Antonov carried flowers for Harrow Freight.",
    "Three people died when an Antonov of Harrow Freight hit warehouses at Harlow airport. Okafor, the fire chief, "
    "said the "
    "flowers on board burned until morning after the plane crashed.",
]


def test_two_plane_crashes_of_one_day_are_two_stories() -> None:
    assert [len(story.articles) for story in stories(CRASHES)] == [2, 2]


def test_an_article_of_another_story_moves_nothing() -> None:
    before = {frozenset(story.articles) for story in stories([*FERRY, *CRASHES])}
    after = {frozenset(story.articles) for story in stories([*FERRY, *CRASHES, *ORCHARD])}
    assert before < after


def test_an_article_of_a_story_moves_only_that_story() -> None:
    before = {frozenset(story.articles) for story in stories([*CRASHES, *ORCHARD, *FERRY[:2]])}
    after = {frozenset(story.articles) for story in stories([*CRASHES, *ORCHARD, *FERRY])}
    assert len(before & after) == 3
    assert len(before - after) == 1


def test_an_article_left_alone_joins_the_story_whose_centre_it_is_near() -> None:
    aside = "Is sailing in fog ever safe? The end of the Marisol near Ostrel has lawyers, insurers and schools asking."
    (story,) = stories([*FERRY, aside])
    assert len(story.articles) == 4


def test_two_thousand_articles_of_one_story_end_in_one_story() -> None:
    words = " ".join(FERRY).split()
    texts = [" ".join(words[at % 20 : at % 20 + 40]) + f" Part {at}." for at in range(2000)]
    assert len(stories(texts)[0].articles) == 2000
