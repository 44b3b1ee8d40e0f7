"""Articles and marks made by hand, so that a test says exactly what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tellings.model import (
    Article,
    Figure,
    Marks,
    Name,
    Passage,
    Person,
    Role,
    Span,
    Stance,
    Statement,
    Story,
    make_id,
)
from tellings.textmap import TextMap
from tellings.view import StoryView, view_story


def article(text: str, *, outlet: str = "", published: str = "", path: str = "") -> Article:
    """An article that needed no cleaning."""
    key = make_id(text, outlet, published, path)
    return Article(
        key, path or f"{key}.txt", text, text, TextMap.identity(len(text)), outlet=outlet, published=published
    )


def span(one: Article, words: str) -> Span:
    """The first place where an article has these words."""
    start = one.text.index(words)
    return one.span(start, start + len(words))


def sentences(one: Article) -> tuple[Span, ...]:
    """A span a sentence, cut after full stops and at line ends."""
    return tuple(one.span(*match.span()) for match in re.finditer(r"[^\s.][^.\n]*(?:\.\d[^.\n]*)*\.?[”\"]?", one.text))


def figure(one: Article, words: str, low: float | None, high: float | None, **more: str) -> Figure:
    """A figure over the first place of its words; exact unless `bound` says otherwise."""
    fields = {"bound": "exact", "unit": "count", "counted": "soldiers"} | more
    return Figure(make_id(one.id, words), span(one, words), low, high, **fields)  # type: ignore[arg-type]


def statement(one: Article, content: str, speaker: str = "", stance: Stance = "asserts", cue: str = "") -> Statement:
    """An indirect statement."""
    return Statement(
        make_id(one.id, content),
        (span(one, content),),
        span(one, speaker) if speaker in one.text and speaker else None,
        span(one, cue) if cue else None,
        "indirect",
        "says",
        stance,
        speaker,
    )


def marks(
    one: Article,
    *,
    statements: Iterable[Statement] = (),
    figures: Iterable[Figure] = (),
    names: Sequence[tuple[str, str]] = (),
    roles: Sequence[tuple[str, str, str]] = (),
) -> Marks:
    """Marks with names as (words, kind) and roles as (person, title, of)."""
    quotations = tuple(one.span(m.start(1), m.end(1)) for m in re.finditer("“([^”]+)”", one.text))
    return Marks(
        one.id,
        sentences(one),
        quotations,
        tuple(statements),
        tuple(figures),
        names=tuple(Name(span(one, words), kind, words) for words, kind in names),  # type: ignore[arg-type]
        roles=tuple(Role(span(one, person), person, title, of) for person, title, of in roles),
    )


def view(*pairs: tuple[Article, Marks], people: Iterable[Person] = ()) -> StoryView:
    """One story of all these articles; without `people`, each name is one person by its words."""
    articles = {one.id: one for one, _ in pairs}
    by_name: dict[tuple[str, str], list[Passage]] = {}
    for one, found in pairs:
        for name in found.names:
            by_name.setdefault((name.kind, name.full), []).append(Passage(one.id, name.span))
    made = people or [
        Person(make_id(kind, full), kind, full, (full,), tuple(mentions))  # type: ignore[arg-type]
        for (kind, full), mentions in by_name.items()
    ]
    story = Story(make_id(*articles), "A story", tuple(articles))
    return view_story(story, articles, {one.id: found for one, found in pairs}, made)
