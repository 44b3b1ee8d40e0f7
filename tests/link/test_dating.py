from tellings.link.dating import date_by_claims
from tellings.model import Article, Claim, Passage, Voice
from tellings.view import StoryView
from tests.made import article, marks, view


def story(days: list[str]) -> tuple[StoryView, Article, list[Claim]]:
    """An undated article and one of each day that tells the same five things."""
    text = "The ferry sank. The crew swam. The mayor wept. The mast broke. The harbour closed."
    made = [article(text, outlet=f"Outlet {i}", published=day) for i, day in enumerate(["", *days])]
    told = view(*((one, marks(one)) for one in made))
    rows = zip(*(told.marks[one.id].sentences for one in made), strict=True)
    claims = [
        Claim(
            f"c{i}",
            told.story.id,
            row[0].text,
            tuple(Voice(Passage(a.id, s), "asserts") for a, s in zip(made, row, strict=True)),
        )
        for i, row in enumerate(rows)
    ]
    return told, made[0], claims


def test_the_same_claims_on_one_day_date_an_article() -> None:
    told, undated, claims = story(["2025-03-14", "2025-03-15", "2025-03-14"])
    dated = date_by_claims(told, undated.id, claims)
    assert (dated.published, dated.published_basis) == ("2025-03-14", "inferred")
    assert undated.check(dated.published_words[0]).text == "The ferry sank."


def test_few_claims_do_not_date_an_article() -> None:
    told, undated, claims = story(["2025-03-14"])
    assert date_by_claims(told, undated.id, claims[:2]).published == ""


def test_undated_neighbours_date_nothing() -> None:
    told, undated, claims = story(["", ""])
    assert date_by_claims(told, undated.id, claims) is undated
