"""The flow as a whole: every span checks, whatever the input; what is linked does not depend on how it came in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gold import DEMO
from tellings import caserows
from tellings.case import Case, Weighed, weigh_case
from tellings.decisions import join
from tellings.engine import Processes
from tellings.ledger import Ledger
from tellings.linking import STEPS, join_all, link
from tellings.marking import mark
from tellings.memory import Spool
from tellings.model import Article, Marks, Passage, Record, Span
from tellings.pipeline import build, decide, link_and_weigh
from tellings.read.articles import read_articles
from tests import made

Pair = tuple[Article, Marks]

PARAGRAPHS = [
    "Two ferries collided off Ostrel on Friday, March 14, 2025, Captain Ana Brel said.",
    "“At least 12 people were hurt,” said Brel, who leads the coast guard. “We are\u00a0looking for three more.",
    "The ministry did not deny that nearly 4,000 litres of oil leaked into the harbo\nur.",
    "According to the Veld News Agency, Mayor Tomas Orn doubted the 1.2 million figure (“nonsense”).",
    "spot_imgspot_img",
    "ANA BREL: We said so on Oct. 27th to 28th.\r\nQ: How many?\r\nA: 10,000-12,000, or a third.",
    "«Non», he said. ``Maybe not,'' she replied. 'Perhaps', they wrote.",
    "ALL CAPS SAID THE MAYOR AT 5 P.M. YESTERDAY",
    "\u202eesrever\u202c and zero\u200bwidth and e\u0301 and 𝟏𝟐 people and ٣٠٠٠ men, 1e400, February 30, 99999",
    "<script>alert(1)</script> \x1b[31mred\x1b[0m [bold]x[/bold] said it — “",
]


Part = TypeVar("Part", Span, Passage)


def every(noun: object, kind: type[Part]) -> Iterator[Part]:
    """Every span (or passage) of a noun, whatever it is in."""
    if isinstance(noun, kind):
        yield noun
    elif isinstance(noun, tuple | list):
        for one in noun:
            yield from every(one, kind)
    elif is_dataclass(noun):
        for field in fields(noun):
            yield from every(getattr(noun, field.name), kind)


def check(articles: list[Article]) -> int:
    """Checks every span of every mark; how many there were."""
    count = 0
    for article, marks in mark(articles):
        for span in (*every(marks, Span), *article.published_words):
            article.check(span)
            count += 1
    return count


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=6), st.sampled_from(["\n", "\n\n", "\r\n"]))
def test_every_span_checks_in_plain_text(tmp_path: Path, paragraphs: list[str], gap: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(gap.join(paragraphs), encoding="utf-8", newline="")
    articles = [one for one in read_articles([path]) if isinstance(one, Article)]
    for one in articles:
        with path.open(encoding="utf-8", newline="") as file:
            assert one.source == file.read().removeprefix("\ufeff")
    check(articles)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=400))
def test_no_text_breaks_the_marks(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": f"The mayor of the town said that it was so. {text}"}) + "\n", encoding="utf-8")
    check([one for one in read_articles([path]) if isinstance(one, Article)])


def test_every_span_checks_in_a_page(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    body = "".join(f"<p>{p.replace('<', '&lt;')}</p>" for p in PARAGRAPHS * 2)
    path.write_text(f"<html lang=en><title>Ferries</title><article>{body}</article></html>", encoding="utf-8")
    assert check([one for one in read_articles([path]) if isinstance(one, Article)]) > 20


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[Article]:
    """Four articles of one story and one of another."""
    folder = tmp_path_factory.mktemp("told")
    for i in range(4):
        text = "\n".join([f"Ferries collide off Ostrel, outlet {i}", "", *PARAGRAPHS[:4]]).replace(
            "12 people", f"{12 + i} people"
        )
        (folder / f"{i}.txt").write_text(text, encoding="utf-8")
    (folder / "other.txt").write_text(
        "Bakers win the Marrow cup\n\nThe bakers of Marrow won the regional cup for rye bread, judges said.",
        encoding="utf-8",
    )
    return [one for one in read_articles([folder]) if isinstance(one, Article)]


def record_of(articles: list[Article]) -> Record:
    pairs = list(mark(articles))
    return link_and_weigh({one.id: one for one, _ in pairs}, {one.id: marks for one, marks in pairs})


def test_every_passage_of_the_record_checks(told: list[Article]) -> None:
    record = record_of(told)
    found = [
        passage
        for name in ("people", "claims", "origins", "findings")
        for noun in getattr(record, name)
        for passage in every(noun, Passage)
    ]
    assert found
    for passage in found:
        record.articles[passage.article].check(passage.span)


def test_every_article_is_in_one_story_and_every_figure_in_one_measure(told: list[Article]) -> None:
    record = record_of(told)
    assert sorted(key for story in record.stories for key in story.articles) == sorted(record.articles)
    figures = sorted(figure.id for marks in record.marks.values() for figure in marks.figures)
    assert sorted(figure for measure in record.measures for figure in measure.figures) == figures


def test_ranks_count_from_one_in_each_story(told: list[Article]) -> None:
    record = record_of(told)
    for story in record.stories:
        ranks = [finding.rank for finding in record.findings if finding.story == story.id]
        assert ranks == list(range(1, len(ranks) + 1))


@pytest.fixture(scope="module")
def whole(told: list[Article], tmp_path_factory: pytest.TempPathFactory) -> Record:
    """The record of all of them, built at once."""
    with Ledger(tmp_path_factory.mktemp("whole") / "x.ledger") as ledger:
        build(told, ledger)
        return ledger.record()


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(range(5)), st.sets(st.integers(1, 4), min_size=1))
def test_adding_in_any_steps_and_order_gives_the_record_of_one(
    told: list[Article], whole: Record, tmp_path: Path, order: list[int], cuts: set[int]
) -> None:
    path = tmp_path / "x.ledger"
    path.unlink(missing_ok=True)
    with Ledger(path) as ledger:
        for first, last in pairwise([0, *sorted(cuts), len(order)]):
            build([told[at] for at in order[first:last]], ledger)
        assert ledger.record() == whole


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(1, 8), st.randoms(use_true_random=False))
def test_adding_the_demo_in_two_steps_gives_the_record_of_one(
    demo: tuple[list[Pair], Record], tmp_path: Path, cut: int, random: Random
) -> None:
    pairs, whole = demo
    path = tmp_path / "x.ledger"
    path.unlink(missing_ok=True)
    pairs = random.sample(pairs, len(pairs))
    with Ledger(path) as ledger:
        for some in (pairs[:cut], pairs[cut:]):
            ledger.add(some)
            link(ledger, Processes())
        assert ledger.record() == whole


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Pair], Record]:
    """The demo story's marked articles, and the record of all of them linked at once."""
    pairs = list(mark(one for one in read_articles([DEMO]) if isinstance(one, Article)))
    with Ledger(tmp_path_factory.mktemp("demo") / "x.ledger") as ledger:
        ledger.add(pairs)
        link(ledger, Processes())
        return pairs, ledger.record()


def test_each_step_of_linking_is_told(demo: tuple[list[Pair], Record], tmp_path: Path) -> None:
    steps: list[str] = []
    with Ledger(tmp_path / "x.ledger") as ledger:
        ledger.add(demo[0][:2])
        link(ledger, Processes(), step=steps.append)
    assert tuple(steps) == STEPS


def test_stories_and_people_can_be_found_without_weighing(demo: tuple[list[Pair], Record], tmp_path: Path) -> None:
    with Ledger(tmp_path / "x.ledger") as ledger, Spool() as heres:
        ledger.add(demo[0])
        joined = join_all(ledger, Processes(), heres)
        assert ledger.pending and not ledger.record().stories
    assert tuple(joined.stories) == demo[1].stories
    assert {one.id for one in joined.bearers.people} == {one.id for one in demo[1].people}


def test_stories_are_weighed_on_workers_as_in_one_process(told: list[Article], whole: Record, tmp_path: Path) -> None:
    with Ledger(tmp_path / "x.ledger") as ledger, Processes(2) as engine:
        build(told, ledger, engine=OneByOne(engine))
        assert ledger.record() == whole


class OneByOne:
    """An engine that gives each thing to a worker by itself."""

    def __init__(self, engine: Processes) -> None:
        self.engine = engine

    def map(self, function: Any, items: Any, *, size: int = 32, name: str = "") -> Any:
        return self.engine.map(function, items, size=1, name=name)

    def find_candidates(self, groups: Any) -> Any:
        return self.engine.find_candidates(groups)


@pytest.fixture
def weighed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The first articles of the stories that are weighed from now on."""
    found: list[str] = []

    def weigh(case: Case) -> Weighed:
        found.append(case.story.articles[0])
        return weigh_case(case)

    monkeypatch.setattr(caserows, "weigh_case", weigh)
    return found


def test_only_stories_that_change_are_weighed_again(told: list[Article], tmp_path: Path, weighed: list[str]) -> None:
    with Ledger(tmp_path / "x.ledger") as ledger:
        build(told, ledger)
        assert len(weighed) == len(ledger.record().stories) == 2
        weighed.clear()
        build(told, ledger)
        assert not weighed
        text = "The rye of Marrow\n\nThe bakers of Marrow won the regional cup for rye bread again, judges said."
        build([made.article(text)], ledger)
        (story,) = [story for story in ledger.record().stories if len(story.articles) == 2]
        assert weighed == [story.articles[0]]


def test_a_decision_weighs_only_stories_of_those_it_is_about(
    told: list[Article], tmp_path: Path, weighed: list[str]
) -> None:
    with Ledger(tmp_path / "x.ledger") as ledger:
        build(told, ledger)
        weighed.clear()
        record = ledger.record()
        decide(ledger, join(record, ["Ana Brel", "Tomas Orn"]))
        (story,) = [story for story in record.stories if len(story.articles) == 4]
        assert weighed == [story.articles[0]]
        assert replace(ledger.record(), former={}) == link_and_weigh(*ledger.marked(), ledger.decisions())


def test_stories_of_an_interrupted_run_are_weighed_by_the_next(
    told: list[Article], whole: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Ledger(tmp_path / "x.ledger") as ledger:
        build(told[:3], ledger)
        with monkeypatch.context() as broken, pytest.raises(OSError, match="disk"):
            broken.setattr(caserows, "weigh_case", fail)
            build(told, ledger)
        assert ledger.pending
        assert len(ledger.record().stories) < 2
        assert build(told, ledger) == 0
        assert ledger.record() == whole


def fail(case: Case) -> Weighed:
    raise OSError("the disk is full")


def test_a_run_killed_before_linking_is_finished_by_the_next(told: list[Article], tmp_path: Path) -> None:
    with Ledger(tmp_path / "x.ledger") as ledger, Ledger(tmp_path / "y.ledger") as whole:
        ledger.add(mark(told))  # where a run stops when it is killed after marking
        assert ledger.pending
        assert build(told, ledger) == 0
        build(told, whole)
        assert ledger.record() == whole.record()


def test_a_figure_that_an_article_changed_is_found_and_shown_with_both_versions(tmp_path: Path) -> None:
    from tellings.show.pages import story_page

    (tmp_path / "a.json").write_text('{"url": "https://tarsk.example/a", "published": "2025-03-14"}')
    said = "The ferry Lenn ran aground off Ostrel on Friday and {} people were hurt, the coast guard said.\n"
    with Ledger(tmp_path / "x.ledger") as ledger:
        for hurt in (12, 19):
            (tmp_path / "a.txt").write_text(said.format(hurt), encoding="utf-8")
            build((one for one in read_articles([tmp_path / "a.txt"]) if isinstance(one, Article)), ledger)
        (card,) = story_page(ledger.record()).cards
    assert [voice.quote.tag for side in card.sides for voice in side.voices] == ["A′", "A"]
    assert "12" in card.sentence and "19" in card.sentence
