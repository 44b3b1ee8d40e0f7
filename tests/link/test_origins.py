import re
from dataclasses import replace

import pytest

from tellings.link.acts import find_acts
from tellings.link.origins import find_origins
from tellings.link.voices import Voices, is_medium, is_thing, without_credit
from tellings.model import Article, Marks, Origin, When
from tests.made import article, marks, span, statement, view

Account = tuple[Article, Marks]


def account(text: str, speaker: str, content: str, *, day: str = "", path: str = "", published: str = "") -> Account:
    """An article of one text with one statement; the speaker's name is a person's."""
    one = article(text, path=path, published=published)
    said = replace(statement(one, content, speaker), said_on=day)
    return one, marks(one, statements=[said], names=[(speaker, "person")] if speaker[:1].isupper() else [])


def origins(*accounts: Account) -> tuple[Origin, ...]:
    return find_origins(view(*accounts), [])


def test_one_briefing_told_twice_is_one_origin() -> None:
    (origin,) = origins(
        account("Ana Brel told reporters that the reef was marked.", "Ana Brel", "the reef was marked"),
        account("Ana Brel said divers would stay for a week.", "Ana Brel", "divers would stay for a week"),
    )
    assert (origin.kind, origin.who, len(origin.passages)) == ("briefing", "Ana Brel", 2)


def test_one_speaker_on_two_days_is_two_occasions() -> None:
    assert not origins(
        account("Ana Brel said the reef was marked.", "Ana Brel", "the reef was marked", day="2031-05-04"),
        account("Ana Brel said divers would stay.", "Ana Brel", "divers would stay", day="2031-05-06"),
    )


def test_interviews_with_two_papers_are_two_occasions() -> None:
    assert not origins(
        account("Ana Brel told the Ostrel Herald the reef was marked.", "Ana Brel", "the reef was marked"),
        account("Ana Brel told the Velm Gazette divers would stay.", "Ana Brel", "divers would stay"),
    )


def test_officials_who_say_unlike_things_have_no_common_origin() -> None:
    assert not origins(
        account("An official said the reef was marked.", "An official", "the reef was marked"),
        account("An official said apples froze in May.", "An official", "apples froze in May"),
    )


def test_copied_sentences_of_nobody_are_a_report() -> None:
    copied = "The ferry left the harbour at noon with forty people and a cargo of apples."
    one = replace(article(f"{copied} Fog came.", path="a"), credits=("Ostrel News Agency",))
    other = article(f"It was Monday. {copied}", path="b")
    (origin,) = origins((one, marks(one)), (other, marks(other)))
    assert (origin.kind, origin.who, origin.why) == ("report", "Ostrel News Agency", ("shared text", "agency credit"))


def test_a_sentence_without_speaker_joins_the_origin_of_what_it_copies() -> None:
    words = "forty people and a cargo of apples were on board the ferry at noon"
    bare = article(f"The day was Monday. Now {words}.", path="b")
    (origin,) = origins(account(f"Ana Brel said {words}.", "Ana Brel", words), (bare, marks(bare)))
    assert {passage.article for passage in origin.passages} >= {bare.id}
    assert origin.why == ("shared text",)


@pytest.mark.parametrize("later", ["2031-01-11", "2031-09-04"])
def test_occasions_a_week_or_months_apart_are_not_one(later: str) -> None:
    assert not origins(
        account("Ana Brel said the reef was marked.", "Ana Brel", "the reef was marked", published="2031-01-04"),
        account("Ana Brel said divers would stay.", "Ana Brel", "divers would stay", published=later),
    )


def test_known_days_are_not_joined_through_an_account_without_a_day() -> None:
    found = origins(
        account("Ana Brel said the reef was marked.", "Ana Brel", "the reef was marked", day="2031-05-04", path="a"),
        account("Ana Brel said the reef was marked well.", "Ana Brel", "the reef was marked well", path="b"),
        account("Ana Brel said marked reefs stay.", "Ana Brel", "marked reefs stay", day="2031-05-06", path="c"),
    )
    assert [len(origin.passages) for origin in found] == [2]


def test_what_was_said_earlier_in_the_week_is_no_part_of_the_day_it_is_told() -> None:
    text = "Earlier this week, Ana Brel said divers would stay. On Friday Ana Brel said the reef was marked."
    one = article(text, published="2031-05-09")
    when = When(span(one, "Earlier this week"), "DATE", "2031-W19", "2031-05-05", "2031-05-08")
    # The name's first place is the sentence that looks back.
    before = statement(one, "divers would stay", "Ana Brel", cue="said")
    friday = replace(statement(one, "the reef was marked"), speaker="Ana Brel", said_on="2031-05-09")
    mine = replace(marks(one, statements=[before, friday], names=[("Ana Brel", "person")]), dates=(when,))
    other = account("Ana Brel said buoys are red.", "Ana Brel", "buoys are red", day="2031-05-09", path="b")
    (origin,) = origins((one, mine), other)
    assert len(origin.passages) == 2
    assert origin.why == ("same day", "same speaker")


def test_a_medium_named_as_source_is_an_origin_of_its_own() -> None:
    one = article("The Velm Gazette reported that Ana Brel said the reef was marked.")
    said = replace(statement(one, "the reef was marked", "Ana Brel"), via=("Velm Gazette",))
    (origin,) = origins((one, marks(one, statements=[said], names=[("Ana Brel", "person")])))
    assert (origin.kind, origin.who, origin.why) == ("report", "Velm Gazette", ("passed on by Velm Gazette",))


def test_a_body_that_speaks_only_in_what_another_says_has_no_origin() -> None:
    one = article("Ana Brel said that the claims of Britain were false. Britain claims the reef is marked.")
    outer = statement(one, "the claims of Britain were false", "Ana Brel")
    nested = replace(statement(one, "the reef is marked", "Britain"), inside=outer.id, via=("Ana Brel",))
    told = statement(one, "were false", "Britain")
    nested_too = replace(told, inside=outer.id, via=("Ana Brel",))
    found = origins((one, marks(one, statements=[outer, nested, nested_too], names=[("Ana Brel", "person")])))
    assert {origin.who for origin in found} == {"Ana Brel"}


@pytest.mark.parametrize("thing", ["a poster", "posters on the pier", "the confusion over the buoys"])
def test_a_thing_is_no_speaker(thing: str) -> None:
    assert is_thing(thing)


@pytest.mark.parametrize("speaker", ["the port administration", "an official", "Ana Brel", ""])
def test_a_body_or_person_is_no_thing(speaker: str) -> None:
    assert not is_thing(speaker)


@pytest.mark.parametrize(("later", "found"), [("2031-05-02", 1), ("2031-05-04", 0)])
def test_what_a_country_said_is_one_occasion_only_within_two_days(later: str, found: int) -> None:
    first, second = "many divers search the bay for the wreck", "the wreck in the bay has many divers who search"
    told = origins(
        account(f"British officials said {first}.", "British officials", first, published="2031-05-01"),
        account(f"Britain said {second}.", "Britain", second, published=later),
    )
    assert len(told) == found


def test_articles_that_share_nothing_have_no_origin() -> None:
    one, other = article("Frost ruined apples in Velm.", path="a"), article("A ferry sank off Ostrel.", path="b")
    assert origins((one, marks(one)), (other, marks(other))) == ()


def test_fifty_copies_of_a_statement_have_one_origin() -> None:
    text = "Ana Brel said the reef had been marked for years."
    copies = [account(text, "Ana Brel", "the reef had been marked for years", path=str(n)) for n in range(50)]
    (origin,) = origins(*copies)
    assert len(origin.passages) == 50


def test_what_one_outlet_was_told_is_not_known_elsewhere_without_its_name() -> None:
    assert not origins(
        account("In a telephone interview Ana Brel said the reef was marked.", "Ana Brel", "the reef was marked"),
        account("Ana Brel said divers would stay for a week.", "Ana Brel", "divers would stay for a week"),
    )


def test_sunday_told_on_saturday_is_no_day_against_another() -> None:
    (origin,) = origins(
        account("Ana Brel said reefs stay.", "Ana Brel", "reefs stay", day="2031-05-04", published="2031-05-10"),
        account("Ana Brel said buoys stay.", "Ana Brel", "buoys stay", day="2031-05-11", published="2031-05-12"),
    )
    assert len(origin.passages) == 2


def test_one_article_alone_has_no_common_origin() -> None:
    found = origins(account("Ana Brel said the reef was marked.", "Ana Brel", "the reef was marked"))
    assert all(len({passage.article for passage in origin.passages}) < 2 for origin in found)


def test_a_joint_statement_and_that_of_its_issuer_are_one_origin_where_the_same_sentences_tell_them() -> None:
    pairs = []
    for number in range(2):
        one = article("In a joint statement the Harbour Board and the ministers warned of the reef.", path=f"{number}")
        said = statement(one, "warned of the reef")
        both = [
            replace(said, speaker="the Harbour Board"),
            replace(said, id=f"other{number}", speaker="Ana Brel and Ivo Drenn"),
        ]
        pairs.append((one, marks(one, statements=both, names=[("Harbour Board", "body")])))
    (origin,) = origins(*pairs)
    assert len(origin.passages) == 2
    assert "told in the same sentences" in origin.why


def test_two_voices_of_one_country_need_more_than_like_words() -> None:
    first = "Norwegian officials said the reef off the harbour was marked with buoys."
    second = "The Norwegian president said a reef off the harbour had buoys."
    accounts = (
        account(first, "Norwegian officials", "the reef off the harbour was marked with buoys"),
        account(second, "The Norwegian president", "a reef off the harbour had buoys", path="b"),
    )
    assert all("same content from one country" not in origin.why for origin in origins(*accounts))


def test_titles_and_datelines_are_no_passages_of_an_origin() -> None:
    title = "Ana Brel says reef marked"
    one = replace(article(f"{title}\nVELM. Ana Brel said the reef was marked.", path="a"), title=title)
    told = [statement(one, words, "Ana Brel") for words in ("reef marked", "VELM", "the reef was marked")]
    mine = marks(one, statements=told, names=[("Ana Brel", "person")])
    (origin,) = origins((one, mine), account("Ana Brel said buoys mark the reef.", "Ana Brel", "buoys mark the reef"))
    assert [passage.span.text for passage in origin.passages if passage.article == one.id] == [
        "Ana Brel said the reef was marked."
    ]


def test_an_origin_of_one_article_does_not_claim_to_be_tied() -> None:
    text = "Ana Brel said the reef was marked. She said divers would stay."
    one = article(text)
    told = [statement(one, words, "Ana Brel") for words in ("the reef was marked", "divers would stay")]
    (origin,) = origins((one, marks(one, statements=told, names=[("Ana Brel", "person")])))
    assert origin.why == ("in one article only",)


@pytest.mark.parametrize(("published", "found"), [("2031-05-20", 1), ("2033-05-20", 0)])
def test_the_same_words_of_another_year_are_of_another_occasion(published: str, found: int) -> None:
    copied = "The ferry left the harbour at noon with forty people and a cargo of apples."
    one = article(f"{copied} Fog came.", path="a", published="2031-05-06")
    other = article(f"It was Monday. {copied}", path="b", published=published)
    assert len(origins((one, marks(one)), (other, marks(other)))) == found


PORT = "Ostrel Port Authority"


def of_port(text: str, *contents: str, path: str = "", published: str = "2031-05-04") -> Account:
    """An article in which the port authority, a body, says these contents."""
    one = article(text, path=path, published=published)
    return one, marks(one, statements=[statement(one, words, PORT) for words in contents], names=[(PORT, "body")])


@pytest.mark.parametrize(("published", "shared"), [("2031-05-04", 1), ("2031-05-06", 0)])
def test_a_body_that_says_unlike_things_on_days_apart_speaks_on_two_occasions(published: str, shared: int) -> None:
    lamps, apples = "the reef was marked with lamps", "apples froze on the quay"
    found = origins(
        of_port(f"{PORT} said {lamps}.", lamps, path="a"),
        of_port(f"{PORT} said {apples}.", apples, path="b", published=published),
    )
    assert len(found) == shared


def test_a_body_that_says_like_things_in_two_articles_speaks_on_one() -> None:
    (origin,) = origins(
        of_port(f"{PORT} said the reef was marked with lamps.", "the reef was marked with lamps", path="a"),
        of_port(f"{PORT} said lamps now marked the reef.", "lamps now marked the reef", path="b"),
    )
    assert (origin.who, len(origin.passages)) == (PORT, 2)


FAR = "Fog came in. Shops stayed shut. Trams stood still. Ducks slept. Rain fell."


@pytest.mark.parametrize(
    ("last", "between", "found"),
    [
        ("apples froze on the quay in May", FAR, 2),
        ("apples froze on the quay in May", "Fog came in.", 1),
        ("lamps that mark the reef will stay", FAR, 1),
    ],
    ids=["far and unlike", "close", "far and alike"],
)
def test_a_body_speaks_anew_where_an_article_comes_back_to_it_for_something_else(
    last: str, between: str, found: int
) -> None:
    first = "lamps had been put up to mark the reef"
    one, marked = of_port(f"{PORT} said {first}. {between} {PORT} said {last}.", first, last)
    seen = view((one, marked))
    assert len([act for act in find_acts(seen, Voices(seen)) if act.speaker == PORT]) == found


@pytest.mark.parametrize(
    ("credit", "found"), [("Ostrel Port Authority/AP", 1), ("Ostrel Port Authority via Reuters", 1), ("Ana Brel/AP", 0)]
)
def test_a_picture_that_an_agency_credits_to_a_body_was_handed_out_by_it(credit: str, found: int) -> None:
    one = article(f"The reef could be seen from the mole ({credit}).")
    kind = "body" if found else "person"
    seen = view((one, marks(one, names=[(re.split("/| via ", credit)[0], kind)])))
    acts = find_acts(seen, Voices(seen))
    assert [(act.speaker, act.kind, act.handout) for act in acts] == [(PORT, "document", True)] * found


def test_an_origin_has_a_name_where_one_account_has_a_name_for_it() -> None:
    told = "the reef off the mole had been marked with lamps before the fog came in"
    who = "several officials"
    (origin,) = origins(account(f"Ana Brel said {told}.", "Ana Brel", told), account(f"{who} said {told}.", who, told))
    assert origin.who == "Ana Brel"


@pytest.mark.parametrize(("name", "medium"), [("(AP) Divers and families", False), ("Ostrel Radio", True)])
def test_who_only_stands_behind_the_credit_of_a_report_is_no_medium(name: str, medium: bool) -> None:
    assert is_medium(name) is medium
    assert without_credit("(AP) Divers and families") == "Divers and families"
