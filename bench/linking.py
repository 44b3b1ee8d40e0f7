"""Speed of linking. usage: linking.py [ARTICLES...] [--write]: many stories (1000 2500 5000 10000); one story.

Articles are the marked gold (without it, the demo story) again and again. In a ledger of many stories each round has
other names of the same length, two of three other words changed, and days twenty weeks later, so that each round has
stories and people of its own; given names and names of countries and well-known bodies stay, as they would. In one
story, copies keep all their names, and one of three other words is changed, so that no two articles are the same.
Lengths stay, and with them all spans. Prints seconds a step and peak memory; `--write` puts them into docs/scale.md.
Twice the articles should take twice the time.
"""

from __future__ import annotations

import gc
import os
import random
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import cache
from multiprocessing import get_context

from blocks import write_block
from gold import DEMO, GOLD, ROOT
from peaks import peak
from tellings.grammar.calendar import read_day
from tellings.link.claims import find_claims
from tellings.link.measures import find_measures
from tellings.link.origins import find_origins
from tellings.link.people import find_people
from tellings.link.stories import find_stories
from tellings.link.terms import stem
from tellings.marking import mark
from tellings.model import Article, Event, Figure, Marks, Name, Span, Statement, Story, When, make_id
from tellings.read.articles import read_articles
from tellings.view import people_by_story, view_story
from tellings.weigh.findings import find_findings
from tellings.world import country_of, country_of_government, is_given_name, known

Marked = tuple[Article, Marks]
Change = Callable[[str], str]
SCALE = ROOT / "docs" / "scale.md"
SIZES = (1000, 2500, 5000, 10000)
ONE_STORY = (50, 200, 500, 2000)
COPIES = 50  # of one article
STEPS = ("stories", "people", "view", "measures", "claims", "origins", "findings", "all")
SHORT, THIRDS = 3, 3  # letters of words that stay
VARIANTS = 40  # of a word: with them a million articles have some hundred thousand words, as they do
WEEKS = 20  # between two rounds
_WORD = re.compile(r"[^\W\d_]+")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LETTERS = ("aeiou", "bcdfghjklmnpqrstvwxyz", "AEIOU", "BCDFGHJKLMNPQRSTVWXYZ")


@cache
def _moves(by: int) -> dict[int, str]:
    moves: dict[int, str] = {}
    for row in _LETTERS:
        moves |= zip(map(ord, row), random.Random(by).sample(row, len(row)) if by else row, strict=True)
    return moves


def turn(word: str, by: int) -> str:
    """Another word of the same length: vowels and consonants change places, otherwise for every number."""
    return word.translate(_moves(by))


def other_names(marks: Marks, by: int) -> Change:
    """Turns words with a capital, but no well-known names, given names and stop words, and two of three other words."""
    stays = {word for name in marks.names if _well_known(name.full) for word in _WORD.findall(name.full)}
    words = other_words(by, 2)

    def change(match: re.Match[str]) -> str:
        word = match.group()
        turned = word[0].isupper() and word not in stays and _is_own(word)
        return turn(word, by) if turned else words(word)

    return lambda text: _WORD.sub(change, text)


@cache
def _is_own(word: str) -> bool:
    return bool(stem(word)) and not is_given_name(word) and not _well_known(word)


@cache
def _well_known(words: str) -> bool:
    return bool(known(words) or country_of(words) or country_of_government(words))


def other_words(by: int, thirds: int = 1) -> Change:
    """Turns one or two of three longer words in small letters, others for every number; the first round stays."""

    def change(match: re.Match[str]) -> str:
        word = match.group()
        if not by or word[0].isupper() or len(word) <= SHORT or (by + sum(map(ord, word))) % THIRDS >= thirds:
            return word
        return _variant(word, (by + len(word)) % VARIANTS + 1)

    return lambda text: _WORD.sub(change, text)


@cache
def _variant(word: str, number: int) -> str:
    return turn(word, number)


def later(weeks: int) -> Change:
    """Moves every ISO day in a value."""

    def moved(match: re.Match[str]) -> str:
        day = read_day(match.group())
        return (day + timedelta(weeks=weeks)).isoformat() if day else match.group()

    return lambda value: _DAY.sub(moved, value) if value else value


def remake(one: Article, marks: Marks, number: int, change: Change, day: Change) -> Marked:
    """A marked article with other words of the same lengths and other days."""

    def span(old: Span) -> Span:
        return Span(old.start, old.end, change(old.text))

    def spans(old: Iterable[Span]) -> tuple[Span, ...]:
        return tuple(map(span, old))

    def key(old: str) -> str:
        return make_id(old, number) if old else ""

    def statement(old: Statement) -> Statement:
        return replace(
            old,
            id=key(old.id),
            content=spans(old.content),
            source=span(old.source) if old.source else None,
            cue=span(old.cue) if old.cue else None,
            speaker=change(old.speaker),
            via=tuple(map(change, old.via)),
            addressee=change(old.addressee),
            said_on=day(old.said_on),
            inside=key(old.inside),
        )

    def figure(old: Figure) -> Figure:
        return replace(
            old,
            id=key(old.id),
            span=span(old.span),
            counted=change(old.counted),
            place=change(old.place),
            as_of=day(old.as_of),
            said_by=change(old.said_by),
            statement=key(old.statement),
            part_of=key(old.part_of),
        )

    def when(old: When) -> When:
        first, last = day(old.earliest), day(old.latest)
        return When(span(old.span), old.type, day(old.value), first, last, day(old.anchor), old.mod)

    def event(old: Event) -> Event:
        who, whom, times = map(spans, (old.actors, old.patients, old.times))
        return replace(old, span=span(old.span), actors=who, patients=whom, times=times)

    article = replace(
        one,
        id=key(one.id),
        path=f"{number}/{one.path}",
        source=change(one.source),
        text=change(one.text),
        title=change(one.title),
        published=day(one.published),
    )
    return article, Marks(
        article.id,
        spans(marks.sentences),
        spans(marks.quotations),
        tuple(map(statement, marks.statements)),
        tuple(map(figure, marks.figures)),
        tuple(map(when, marks.dates)),
        tuple(Name(span(old.span), old.kind, change(old.full)) for old in marks.names),
        tuple(replace(old, span=span(old.span), person=change(old.person), of=change(old.of)) for old in marks.roles),
        tuple(map(event, marks.events)),
    )


def _rounds(seeds: list[Marked], size: int) -> Iterator[tuple[int, Article, Marks]]:
    return ((at // len(seeds), *seeds[at % len(seeds)]) for at in range(size))


def each_of_many(seeds: list[Marked], size: int) -> Iterator[Marked]:
    """So many articles of many stories, one after another."""
    found = _rounds(seeds, size)
    return (remake(one, marks, by, other_names(marks, by), later(by * WEEKS)) for by, one, marks in found)


def many_stories(seeds: list[Marked], size: int) -> list[Marked]:
    """So many articles of many stories."""
    return list(each_of_many(seeds, size))


def one_story(seeds: list[Marked], size: int) -> list[Marked]:
    """So many articles of one story."""
    return [remake(one, marks, by, other_words(by), later(0)) for by, one, marks in _rounds(seeds, size)]


def one_article(seeds: list[Marked], size: int) -> list[Marked]:
    """The first article so many times, unchanged."""
    return [remake(*seeds[0], by, str, later(0)) for by in range(size)]


def seconds(marked: list[Marked], *, as_one: bool = False) -> Mapping[str, float]:
    """Seconds of each step of linking and weighing; how many stories; peak memory in MB."""
    articles = {one.id: one for one, _ in marked}
    marks = {one.id: found for one, found in marked}
    took: dict[str, float] = defaultdict(float)

    @contextmanager
    def clock(step: str) -> Iterator[None]:
        start = time.process_time()
        yield
        took[step] += time.process_time() - start

    start = time.perf_counter()
    with clock("stories"):
        stories = find_stories(articles)
    count = len(stories)
    with clock("people"):
        people, _ = find_people(articles, marks)
    stories = (Story("one", "", tuple(articles)),) if as_one else stories
    with clock("view"):
        named = people_by_story(stories, people)
    for story in stories:
        with clock("view"):
            view = view_story(story, articles, marks, named[story.id])
        with clock("measures"):
            measures = find_measures(view)
        with clock("claims"):
            claims = find_claims(view)
        with clock("origins"):
            origins = find_origins(view, claims)
        with clock("findings"):
            find_findings(view, measures, claims, origins)
    return took | {"all": sum(took.values()), "wall": time.perf_counter() - start, "MB": peak(), "found": count}


def _row(label: str, seeds: list[Marked], make: Callable[[list[Marked], int], list[Marked]], size: int) -> str:
    """A row of the table."""
    marked = make(seeds, size)
    gc.collect()
    took = seconds(marked, as_one=make is not many_stories)
    cells = [f"{took.get(step, 0):.1f}" for step in STEPS]
    return f"| {label} {size} | {took['found']:.0f} | {' | '.join(cells)} | {took['wall']:.0f} | {took['MB']:.0f} |"


def main(arguments: list[str]) -> None:
    """Print or write the tables; each row is measured in a process of its own, so that its memory is its own."""
    folders = sorted((GOLD / "stories").iterdir()) if GOLD.is_dir() else [DEMO]
    stories = [list(mark(one for one in read_articles([folder]) if isinstance(one, Article))) for folder in folders]
    seeds, largest = [one for story in stories for one in story], max(stories, key=len)
    sizes = [int(one) for one in arguments if one.isdecimal()] or SIZES
    rows = [("articles of many stories,", seeds, many_stories, size) for size in sizes]
    rows += [("articles of one story,", largest, one_story, size) for size in ONE_STORY]
    rows += [("times one article,", largest, one_article, COPIES)]
    table = [f"| | stories found | {' | '.join(STEPS)} | by the clock | peak MB |\n|{'---|' * (len(STEPS) + 4)}"]
    print(*table, flush=True)
    context = get_context("fork")
    for row in rows:
        with context.Pool(1) as pool:
            table.append(pool.apply(_row, row))
        print(table[-1], flush=True)
    load = ", ".join(f"{of:.1f}" for of in os.getloadavg())
    note = (
        "Seconds of one processor's time a step (*by the clock*: as they passed), linking and weighing only; "
        f"{os.cpu_count()} processors, load of the last 1, 5 and 15 minutes {load} (1 is this run)."
    )
    print(note)
    if "--write" in arguments:
        write_block(SCALE, "linking", "\n".join([note, "", *table]))


if __name__ == "__main__":
    main(sys.argv[1:])
