"""The demo story against its gold: what a careful reader would want to be told, and what must not be muddled."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from check_gold import faults
from gold import DEMO, Row, load
from tellings.model import Article, Finding, Passage, Record, Span

GOLD = load(DEMO, "gold")
ORIGINS: list[Row] = load(DEMO, "origins")
STATEMENTS: list[Row] = load(DEMO, "statements")
KIND = {"conflict": "dispute", "update": "update", "scope": "scope", "wording": "drift", "denial": "denial"}
# What a reader sees and Tellings does not weigh: clock times, how long work takes, what a picture shows, a promise that
# another word undoes.
BEYOND = {
    "how long the inquiry will take",
    "when the ferry went down",
    "whether the Ordani ships are undamaged",
    "whether Ordany will publish radar records",
}
WEIGHED = [dispute for dispute in GOLD["disputes"] if dispute["about"] not in BEYOND]
PUBLISHED = {
    "01_continentalwire.txt": ("2025-03-12", "given"),
    "02_brenmouthgazette.html": ("2025-03-12", "metadata"),
    "03_valdanecourier.txt": ("2025-03-13", "given"),
    "04_straitwatch.jsonl:1": ("2025-03-13", "given"),
    "04_straitwatch.jsonl:2": ("2025-03-16", "given"),
    "05_continentalwire.txt": ("2025-03-15", "given"),
    "06_tarsktoday.txt": ("2025-03-15", "given"),
    "07_dailybeacon.txt": ("2025-03-15", "inferred"),
    "08_valdanecourier.txt": ("2025-03-16", "dateline"),
    "09_brenmouthgazette.txt": ("2025-03-17", "given"),
}


def by_doc(record: Record) -> dict[str, Article]:
    return {Path(article.path).name: article for article in record.articles.values()}


def quoted(article: Article, words: str) -> Iterator[Passage]:
    """Every place of `words` in an article."""
    at = article.source.find(words)
    while at >= 0:
        yield Passage(article.id, Span(at, at + len(words), words))
        at = article.source.find(words, at + 1)


def touch(one: Passage, other: Passage) -> bool:
    return one.article == other.article and one.span.start < other.span.end and other.span.start < one.span.end


def finds(record: Record, dispute: Row) -> list[Finding]:
    """Findings that rest on words of two accounts of a dispute."""
    docs = by_doc(record)
    accounts = [list(quoted(docs[account["doc"]], account["quote"])) for account in dispute["accounts"]]
    return [
        finding
        for finding in record.findings
        if sum(any(touch(p, a.passage) for p in places for a in finding.accounts) for places in accounts) >= 2
    ]


def entity(record: Record, doc: str, name: str) -> str | None:
    """The person that an article means by a name."""
    article = by_doc(record)[doc]
    for person in record.people:
        if any(m.article == article.id and article.words(m.span) == name for m in person.mentions):
            return person.id
    return None


def origins_of(record: Record, doc: str, quote: str) -> set[str]:
    places = list(quoted(by_doc(record)[doc], quote))
    return {o.id for o in record.origins if any(touch(p, passage) for p in places for passage in o.passages)}


def test_gold_stands_in_its_articles() -> None:
    assert list(faults(DEMO)) == []


def test_demo_is_one_story_of_ten_articles(demo_record: Record) -> None:
    assert [len(story.articles) for story in demo_record.stories] == [10]


@pytest.mark.parametrize("doc", PUBLISHED)
def test_day_of_publication_and_how_it_is_known(demo_record: Record, doc: str) -> None:
    article = by_doc(demo_record)[doc]
    assert (article.published[:10], article.published_basis) == PUBLISHED[doc]


def test_words_that_show_an_inferred_day_are_kept(demo_record: Record) -> None:
    article = by_doc(demo_record)["07_dailybeacon.txt"]
    assert any("March 14" in span.text for span in article.published_words)


def test_words_broken_over_lines_are_whole_and_map_to_the_input(demo_record: Record) -> None:
    article = by_doc(demo_record)["07_dailybeacon.txt"]
    start = article.text.index("harbour before")
    assert article.span(start, start + len("harbour")).text == "harbo\nur"


def test_page_furniture_is_left_out(demo_record: Record) -> None:
    text = by_doc(demo_record)["07_dailybeacon.txt"].text
    assert not [words for words in ("_img", "Get in Touch", "Share this article", "1 / 6") if words in text]


@pytest.mark.parametrize("dispute", WEIGHED, ids=lambda dispute: dispute["about"])
def test_dispute_is_found_with_its_kind(demo_record: Record, dispute: Row) -> None:
    assert KIND[dispute["relation"]] in {finding.kind for finding in finds(demo_record, dispute)}


def test_agency_copy_under_other_mastheads_is_one_origin(demo_record: Record) -> None:
    docs = by_doc(demo_record)
    passages = [
        next(quoted(docs["01_continentalwire.txt"], "At least 17 people died")),
        next(quoted(docs["02_brenmouthgazette.html"], "At least 17 people were killed")),
        next(quoted(docs["07_dailybeacon.txt"], "At least 17 people died")),
    ]
    echoes = [finding for finding in demo_record.findings if finding.kind == "echo"]
    assert any(sum(any(touch(p, a.passage) for a in echo.accounts) for p in passages) == 3 for echo in echoes)


def test_passages_of_one_occasion_share_an_origin(demo_record: Record) -> None:
    together = apart = wrong = 0
    origin_ids: dict[tuple[str, str], set[str]] = {}
    for origin in ORIGINS:
        for passage in origin["carried"]:
            origin_ids.setdefault((passage["doc"], passage["quote"]), set()).add(origin["id"])
    found = {key: origins_of(demo_record, *key) for key in origin_ids}
    for one, other in itertools.combinations(origin_ids, 2):
        if one[0] != other[0]:
            want, have = bool(origin_ids[one] & origin_ids[other]), bool(found[one] & found[other])
            together += want and have
            apart += want and not have
            wrong += have and not want
    assert 2 * together / (2 * together + apart + wrong) >= 0.6


def test_state_media_leave_out_how_many_died(demo_record: Record) -> None:
    gaps = [finding for finding in demo_record.findings if finding.kind == "gap"]
    left_out = [gap for gap in gaps if gap.reason["outlet"] == "Tarsk Today"]
    assert any("17 people" in account.value for gap in left_out for account in gap.accounts)


@pytest.mark.parametrize("person", GOLD["people"], ids=lambda person: person["id"])
def test_person_is_one_in_every_spelling_and_order(demo_record: Record, person: Row) -> None:
    ids = {entity(demo_record, doc, name) for doc, names in person["names"].items() for name in names}
    assert len(ids) == 1 and None not in ids


def test_people_of_one_surname_or_office_stay_apart(demo_record: Record) -> None:
    heads = [(person["id"], *next(iter(person["names"].items()))) for person in GOLD["people"]]
    ids = [entity(demo_record, doc, names[0]) for _, doc, names in heads]
    assert len(set(ids)) == len(ids)


def test_figures_are_found_and_read_right(demo_record: Record) -> None:
    docs = by_doc(demo_record)
    right = 0
    for row in GOLD["figures"]:
        article = docs[row["doc"]]
        place = Passage(article.id, Span(row["start"], row["end"], row["text"]))
        right += any(
            touch(place, Passage(article.id, figure.span))
            and (figure.low, figure.high, figure.bound) == (row["low"], row["high"], row["bound"])
            for figure in demo_record.marks[article.id].figures
        )
    assert right / len(GOLD["figures"]) >= 0.85


def test_measures_hold_what_may_be_compared(demo_record: Record) -> None:
    docs = by_doc(demo_record)
    measures = {figure: measure.id for measure in demo_record.measures for figure in measure.figures}
    placed: list[tuple[str, str | None]] = []
    for row in GOLD["figures"]:
        article = docs[row["doc"]]
        place = Passage(article.id, Span(row["start"], row["end"], row["text"]))
        for figure in demo_record.marks[article.id].figures:
            if touch(place, Passage(article.id, figure.span)):
                placed.append((row["group"], measures.get(figure.id)))
                break
    pairs = list(itertools.combinations(placed, 2))
    both = sum(g == h and m == n is not None for (g, m), (h, n) in pairs)
    want, have = sum(g == h for (g, _), (h, _) in pairs), sum(m == n is not None for (_, m), (_, n) in pairs)
    assert 2 * both / (want + have) >= 0.6


def test_statements_are_found_with_their_speakers(demo_record: Record) -> None:
    docs = by_doc(demo_record)
    right = 0
    for row in STATEMENTS:
        article = docs[row["doc"]]
        place = Passage(article.id, Span(row["start"], row["end"], row["text"]))
        last = row["speaker"].split()[-1]
        right += any(
            any(touch(place, Passage(article.id, span)) for span in statement.content) and last in statement.speaker
            for statement in demo_record.marks[article.id].statements
        )
    assert right / len(STATEMENTS) >= 0.7


def test_chain_names_who_passed_a_statement_on(demo_record: Record) -> None:
    article = by_doc(demo_record)["03_valdanecourier.txt"]
    statements = demo_record.marks[article.id].statements
    passed_on = [s for s in statements if any("nearly 3,000" in span.text for span in s.content)]
    assert any("Holt" in s.speaker and any("Norrpress" in via for via in s.via) for s in passed_on)
    cited = [s for s in statements if any("12 Ordani warships" in span.text for span in s.content)]
    assert any("naval intelligence" in s.speaker and any("Brandt" in via for via in s.via) for s in cited)


@pytest.mark.parametrize(
    ("doc", "words", "stance"),
    [
        ("01_continentalwire.txt", "to comment", "declines"),
        ("03_valdanecourier.txt", "any of its warships had struck the ferry", "denies"),
        ("03_valdanecourier.txt", "deny it", "does_not_deny"),
        ("04_straitwatch.jsonl:1", "it can be proved yet", "doubts"),
        ("05_continentalwire.txt", "Ordany to let them board the Bastion", "urges"),
        ("08_valdanecourier.txt", "Kestria had been warned of the exercise", "denies"),
        ("08_valdanecourier.txt", "Ordany would publish its own radar records", "promises"),
    ],
)
def test_stance_of_a_statement(demo_record: Record, doc: str, words: str, stance: str) -> None:
    article = by_doc(demo_record)[doc]
    place = next(quoted(article, words))
    stances = {
        statement.stance
        for statement in demo_record.marks[article.id].statements
        if any(touch(place, Passage(article.id, span)) for span in statement.content)
    }
    assert stance in stances


def test_every_span_of_the_record_holds_its_words(demo_record: Record) -> None:
    for finding in demo_record.findings:
        for account in finding.accounts:
            article = demo_record.articles[account.passage.article]
            assert article.check(account.passage.span).text
