from dataclasses import replace

from tellings.link.origins import find_origins
from tellings.model import Article, Marks, Origin
from tests.made import article, marks, statement, view

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


def test_occasions_months_apart_are_not_one() -> None:
    assert not origins(
        account("Ana Brel said the reef was marked.", "Ana Brel", "the reef was marked", published="2031-01-04"),
        account("Ana Brel said divers would stay.", "Ana Brel", "divers would stay", published="2031-09-04"),
    )


def test_articles_that_share_nothing_have_no_origin() -> None:
    one, other = article("Frost ruined apples in Velm.", path="a"), article("A ferry sank off Ostrel.", path="b")
    assert origins((one, marks(one)), (other, marks(other))) == ()


def test_fifty_copies_of_a_statement_have_one_origin() -> None:
    text = "Ana Brel said the reef had been marked for years."
    copies = [account(text, "Ana Brel", "the reef had been marked for years", path=str(n)) for n in range(50)]
    (origin,) = origins(*copies)
    assert len(origin.passages) == 50
