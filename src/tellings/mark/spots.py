"""Where names may stand: what spaCy proposes, the tables, titles before names, labels of transcripts.

A spot is a guess; `names.py` settles which spots hold and what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from tellings import world
from tellings.lexicon import table
from tellings.mark.entities import entity_spots
from tellings.mark.tokens import WORDS, Spot, Tokens, is_capital, is_noise, is_title_word, run_end, title_words
from tellings.model import NameKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

_TRANSCRIPT = re.compile(r"(?m)^([A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]*){0,4})(?:, (?:BYLINE|HOST))?:\s")


def find_spots(doc: Doc, tokens: Tokens) -> list[Spot]:
    """All guesses, unordered; they may overlap."""
    known = list(_known_spots(tokens))
    inside = {i for spot in known for i in range(spot.start, spot.end)}
    spots = [*known, *entity_spots(doc, tokens, inside)]
    spots += _addressed_spots(tokens)
    spots += _titled_spots(tokens)
    spots += _described_spots(tokens)
    spots += _body_spots(tokens)
    spots += _transcript_spots(doc, tokens)
    return [spot for spot in spots if not is_noise(tokens.words(spot.start, spot.end))]


def settle(spots: Iterable[Spot]) -> list[Spot]:
    """The best spots that do not overlap, in order of the text: higher rank first, then longer, then earlier."""
    taken: set[int] = set()
    kept = []
    for spot in sorted(spots, key=lambda s: (-s.rank, s.start - s.end, s.start)):
        here = range(spot.start, spot.end)
        if taken.isdisjoint(here):
            taken.update(here)
            kept.append(spot)
    return sorted(kept)


@cache
def _known_index() -> dict[str, tuple[tuple[tuple[str, ...], NameKind], ...]]:
    """First token of a known name -> its further tokens and kind, longest first."""
    index: dict[str, list[tuple[tuple[str, ...], NameKind]]] = {}
    for form, entry in world.known_names():
        for variant in {form, form.replace("'", "’")}:
            first, *others = tokens_of(variant)
            index.setdefault(first, []).append((tuple(others), entry.kind))
    return {first: tuple(sorted(tails, key=lambda tail: -len(tail[0]))) for first, tails in index.items()}


def tokens_of(name: str) -> list[str]:
    """The tokens of a known name: a word of letters alone is one, which is told twenty times sooner than asked."""
    from tellings.mark.parse import pipeline

    tokenizer = pipeline().tokenizer
    found: list[str] = []
    for word in name.split():
        found += [word] if word.isalpha() else [token.text for token in tokenizer(word)]
    return found


def _known_spots(tokens: Tokens) -> Iterator[Spot]:
    """Names of the tables."""
    index, texts = _known_index(), tokens.texts
    i = 0
    while i < len(texts):
        step = 1
        shouted = texts[i].isupper() and len(texts[i]) > 3
        entries = index.get(texts[i]) or (index.get(texts[i].title()) if shouted else None)
        for tail, kind in entries or ():
            end = i + 1 + len(tail)
            rest = texts[i + 1 : end]
            if tuple(rest) == tail or (shouted and tuple(word.title() for word in rest) == tail):
                yield Spot(i, end, kind, 2, 4.0)
                step = end - i
                break
        i += step


def _addressed_spots(tokens: Tokens) -> Iterator[Spot]:
    """A form of address and the name after it, both in the spot."""
    texts = tokens.texts
    for i, word in enumerate(texts):
        if is_capital(word) and world.is_honorific(word):
            first = i + 2 if texts[i + 1 : i + 2] == ["."] else i + 1
            end = run_end(tokens, first, 4)
            if end > first:
                yield Spot(i, end, "person", 5, 6.0)


def _titled_spots(tokens: Tokens) -> Iterator[Spot]:
    """The name after a title's head word with a capital: "President", "Rabbi"."""
    heads, _ = title_words()
    texts, lower = tokens.texts, tokens.lower
    for i in range(len(texts) - 1):
        if lower[i] not in heads or not is_capital(texts[i]) or is_title_word(lower[i + 1]):
            continue
        end = run_end(tokens, i + 1, 4)
        words = tokens.words(i + 1, end)
        if words and not world.known(words) and not any(world.kind_by_ending(f"x {t}") for t in texts[i + 1 : end]):
            yield Spot(i + 1, end, "person", 2, 2.0)


def _described_spots(tokens: Tokens) -> Iterator[Spot]:
    """A name that a title follows: "Pavel Drozd, the spokesman of"."""
    heads, _ = title_words()
    weak = frozenset(table("titles")["titles"]["weak"])
    texts, lower = tokens.texts, tokens.lower
    for comma in range(2, len(texts) - 2):
        if texts[comma] != "," or lower[comma + 1] not in ("a", "an", "the"):
            continue
        start = comma
        while start > 0 and comma - start < 4 and is_capital(texts[start - 1]) and texts[start - 1].isalpha():
            start -= 1
        described = lower[comma + 2 : comma + 6]
        words = tokens.words(start, comma)
        if comma - start < 2 or world.known(words) or world.kind_by_ending(words) or is_title_word(lower[start]):
            continue
        if any(word in heads and word not in weak for word in described):
            yield Spot(start, comma, "person", 2, 2.0)


def _body_spots(tokens: Tokens) -> Iterator[Spot]:
    """Runs of capitals that end in the word for a body: "National Security Office"."""
    texts = tokens.texts
    i = 0
    while i < len(texts):
        if not is_capital(texts[i]):
            i += 1
            continue
        end = i
        while end < len(texts) and end - i < 8 and is_capital(texts[end]):
            end += 1
        start = i + (tokens.lower[i] in WORDS["articles"])
        for stop in range(end, start + 1, -1):
            if world.kind_by_ending(" ".join(texts[start:stop])) == "body":
                yield Spot(start, stop, "body", 2, 2.0)
                break
        i = max(end, i + 1)


def _transcript_spots(doc: Doc, tokens: Tokens) -> Iterator[Spot]:
    """Labels of a transcript: a name in capitals at the start of a paragraph, with a colon."""
    for match in _TRANSCRIPT.finditer(tokens.text):
        span = doc.char_span(*match.span(1), alignment_mode="contract")
        words = match[1].split()
        if (
            span is not None
            and not any(word.lower() in WORDS["common"] for word in words)
            and not world.known(match[1])
        ):
            country = len(words) > 2 and bool(world.country_of(words[0].title()))
            yield Spot(span.start + country, span.end, "person", 6, 2.0)
