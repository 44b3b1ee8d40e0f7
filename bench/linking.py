"""Speed of linking. usage: linking.py [ARTICLES...] (default 1000 2000 4000), and of one story of 50, 200 and 2000.

Articles are the marked gold (without it, the demo story) again and again. In a ledger of many stories each round turns
every capitalised word into another of the same length, so that each round has stories and people of its own. In one
story, copies keep their names and a part of their other words is turned, so that no two are the same. Lengths stay, and
with them all spans. Prints seconds a step; doubling the articles should double them.
"""

from __future__ import annotations

import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

from gold import DEMO, GOLD
from tellings.link.claims import find_claims
from tellings.link.measures import find_measures
from tellings.link.origins import find_origins
from tellings.link.people import find_people
from tellings.link.stories import find_stories
from tellings.model import Article, Marks, Name, Role, Span, Story, make_id
from tellings.pipeline import mark, read_articles
from tellings.view import people_by_story, view_story
from tellings.weigh.findings import find_findings

Marked = tuple[Article, Marks]
STORIES = 12  # of the gold, about 70 articles
SIZES = (1000, 2000, 4000)
ONE_STORY = (50, 200, 2000)
TURNED = 3  # of how many other words in one story one is turned
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = ("aeiou", "bcdfghjklmnpqrstvwxyz", "AEIOU", "BCDFGHJKLMNPQRSTVWXYZ")


@cache
def _moves(by: int) -> dict[int, str]:
    return {ord(letter): row[(at + by) % len(row)] for row in _LETTERS for at, letter in enumerate(row)}


def turn(word: str, by: int) -> str:
    """Another word of the same length: vowels and consonants are moved on by a number of places."""
    return word.translate(_moves(by))


def other_names(by: int) -> Callable[[str], str]:
    """Turns every capitalised word of a text."""
    return lambda text: _WORD.sub(lambda m: turn(m.group(), by) if m.group()[0].isupper() else m.group(), text)


def other_words(by: int) -> Callable[[str], str]:
    """Turns one of three of the other words, others for every number."""

    def change(match: re.Match[str]) -> str:
        word = match.group()
        turned = not word[0].isupper() and len(word) > TURNED and (sum(map(ord, word)) + by) % TURNED == 0
        return turn(word, by % 4 + 1) if turned else word

    return lambda text: _WORD.sub(change, text)


def remake(one: Article, marks: Marks, number: int, change: Callable[[str], str]) -> Marked:
    """A marked article with other words of the same lengths."""

    def span(old: Span) -> Span:
        return Span(old.start, old.end, change(old.text))

    def spans(old: Iterable[Span]) -> tuple[Span, ...]:
        return tuple(map(span, old))

    key = make_id(one.id, number)
    article = replace(
        one,
        id=key,
        path=f"{number}/{one.path}",
        source=change(one.source),
        text=change(one.text),
        title=change(one.title),
    )
    statements = tuple(
        replace(
            old,
            content=spans(old.content),
            source=span(old.source) if old.source else None,
            cue=span(old.cue) if old.cue else None,
            speaker=change(old.speaker),
            via=tuple(map(change, old.via)),
        )
        for old in marks.statements
    )
    figures = tuple(
        replace(old, id=make_id(old.id, number), span=span(old.span), said_by=change(old.said_by))
        for old in marks.figures
    )
    return article, replace(
        marks,
        article=key,
        sentences=spans(marks.sentences),
        quotations=spans(marks.quotations),
        statements=statements,
        figures=figures,
        names=tuple(Name(span(old.span), old.kind, change(old.full)) for old in marks.names),
        roles=tuple(Role(span(old.span), change(old.person), old.title, change(old.of)) for old in marks.roles),
    )


def many_stories(seeds: list[Marked], size: int) -> list[Marked]:
    """So many articles of many stories."""
    found = [remake(one, marks, by, other_names(by)) for by in range(size // len(seeds) + 1) for one, marks in seeds]
    return found[:size]


def one_story(seeds: list[Marked], size: int) -> list[Marked]:
    """So many articles of one story."""
    found = [remake(one, marks, by, other_words(by)) for by in range(size // len(seeds) + 1) for one, marks in seeds]
    return found[:size]


def seconds(marked: list[Marked], *, as_one: bool = False) -> Mapping[str, float]:
    """Seconds of each step of linking and weighing."""
    articles = {one.id: one for one, _ in marked}
    marks = {one.id: found for one, found in marked}
    took: dict[str, float] = defaultdict(float)

    @contextmanager
    def clock(step: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        took[step] += time.perf_counter() - start

    with clock("stories"):
        stories = find_stories(articles, marks)
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
    return took | {"all": sum(took.values())}


def main(arguments: list[str]) -> None:
    """Print the tables."""
    folders = sorted((GOLD / "stories").iterdir())[-STORIES:] if GOLD.is_dir() else [DEMO]
    read = [one for folder in folders for one in read_articles([Path(folder)]) if isinstance(one, Article)]
    seeds = list(mark(read))
    biggest = max(folders, key=lambda folder: len(list(Path(folder).glob("*.txt"))))
    of_one = [(one, marks) for one, marks in seeds if one.path.startswith(str(biggest))]
    runs = [(size, many_stories(seeds, size), False) for size in map(int, arguments or map(str, SIZES))]
    for label, rows in (
        ("articles", runs),
        ("articles of one story", [(n, one_story(of_one, n), True) for n in ONE_STORY]),
    ):
        print(f"| {label} | stories | people | view | measures | claims | origins | findings | all |\n|{'---|' * 9}")
        for size, marked, as_one in rows:
            took = seconds(marked, as_one=as_one)
            steps = ("stories", "people", "view", "measures", "claims", "origins", "findings", "all")
            print(f"| {size} | " + " | ".join(f"{took.get(step, 0):.1f}" for step in steps) + " |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
