"""Where names may stand: runs of tokens proposed by spaCy, by the tables, by titles before them, by transcript labels.

A spot is a guess; `names.py` settles which spots hold and what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from spacy.tokens import Doc

from tellings import world
from tellings.lexicon import table
from tellings.model import NameKind

LABELS: dict[str, NameKind] = {
    "PERSON": "person",
    "ORG": "body",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
}
PARTICLES = frozenset(
    "de da do dos das del della der den di du la le van von vom zu zur ten ter bin ibn ben bint al el ul ur abu y e af av na".split()
)
_POSSESSIVES = frozenset(("'s", "’s", "'", "’", "‘s", "'S", "’S"))
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun "
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec today tomorrow yesterday tonight gmt est edt pst pdt bst et utc am pm "
    "christmas easter ramadan".split()
)
_COMMON = frozenset(
    "i we he she it they you the a an this that these those and but or if in on at by of to for from with as what when where "
    "who why how our my his her their its there here no not yes so also then now however meanwhile although while since after "
    "before during according under over read more photo image video credit share advertisement copyright file getty via "
    "breaking exclusive updated published related watch live story stories news world sport sports opinion home page loading "
    "internet web online email tv mr mrs ms dr byline host soundbite unidentified god christmas mass archived recording music "
    "president minister".split()
)
_TRANSCRIPT = re.compile(r"(?m)^([A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]*){0,4})(?:, (?:BYLINE|HOST))?:\s")


class Spot(NamedTuple):
    """Tokens [start, end) that may be a name; `rank` decides between spots that overlap, `weight` is its vote."""

    start: int
    end: int
    kind: NameKind
    rank: int
    weight: float


class Tokens(NamedTuple):
    """The doc's tokens as plain lists, read once: texts, code points where each starts, and whether a space follows."""

    texts: list[str]
    starts: list[int]
    spaced: list[bool]

    def words(self, start: int, end: int) -> str:
        """The text of tokens [start, end)."""
        parts = [text + " " * space for text, space in zip(self.texts[start:end], self.spaced[start:end], strict=True)]
        return "".join(parts).strip()

    def last(self, end: int) -> int:
        """The code point after token `end - 1`."""
        return self.starts[end - 1] + len(self.texts[end - 1])


def read_tokens(doc: Doc) -> Tokens:
    """The tokens of a doc."""
    return Tokens([t.text for t in doc], [t.idx for t in doc], [bool(t.whitespace_) for t in doc])


@cache
def title_words() -> tuple[frozenset[str], frozenset[str]]:
    """Single words that head a title, and words that may stand before one."""
    titles = table("titles")["titles"]
    heads = frozenset(word for head in titles["heads"] for word in head.split()[-1:])
    return heads, frozenset(titles["modifiers"])


def is_capital(word: str) -> bool:
    """Whether a word begins as a name does ("Kirby", "al-Assad", "O'Neil")."""
    return word[:1].isupper()


def is_title_word(word: str) -> bool:
    """Whether a word can belong to a title before a name."""
    heads, modifiers = title_words()
    return (word := word.lower()) in heads or word in modifiers


def is_noise(words: str) -> bool:
    """Days, months and words of page furniture that look like names."""
    return all(part.lower().strip(".") in _DAYS or part.lower() in _COMMON for part in words.split())


def find_spots(doc: Doc, tokens: Tokens) -> list[Spot]:
    """All guesses, unordered; they may overlap."""
    known = list(_known_spots(tokens))
    inside = {i for spot in known for i in range(spot.start, spot.end)}
    spots = [*known, *_entity_spots(doc, tokens, inside)]
    spots += _addressed_spots(tokens)
    spots += _titled_spots(tokens)
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


def _entity_spots(doc: Doc, tokens: Tokens, known: set[int]) -> Iterator[Spot]:
    """spaCy's entities, cut at line breaks and freed of articles, titles and endings."""
    for ent in doc.ents:
        kind = LABELS.get(ent.label_)
        if kind is None:
            continue
        for start, end in _trimmed(tokens, ent.start, ent.end, kind):
            words = tokens.words(start, end)
            ending = world.kind_by_ending(words)
            shaped = kind == "person" and end - start > 1 and world.is_given_name(tokens.texts[start])
            overlaps = any(i in known for i in range(start, end))
            rank = 3 if not overlaps or ending or shaped else 1
            yield Spot(start, end, ending if ending and not shaped else kind, rank, 3.0 if ending or shaped else 1.0)


def _trimmed(tokens: Tokens, start: int, end: int, kind: NameKind) -> Iterator[tuple[int, int]]:
    """Parts of an entity without line breaks, each from its first to its last name word."""
    texts = tokens.texts
    cuts = [
        i
        for i in range(start, end)
        if "\n" in texts[i] or (kind == "person" and texts[i] in (",", "and", "&", "/", ":", "("))
    ]
    for a, b in zip([start, *(cut + 1 for cut in cuts)], [*cuts, end], strict=True):
        while (
            a < b
            and not (is_capital(texts[a]) or texts[a][:1].isdigit() or "-" in texts[a])
            or (a < b and texts[a].lower() in ("the", "a", "an", "this", "that", "our", "his", "her", "its", "their"))
        ):
            a += 1
        while a < b and (
            texts[b - 1] in _POSSESSIVES
            or not any(c.isalnum() for c in texts[b - 1])
            or (kind == "person" and not is_name_word(texts, b - 1, a))
        ):
            b -= 1
        if kind == "person":
            while a < b - 1 and is_title_word(texts[a]) and not (b - a == 2 and world.is_given_name(texts[a])):
                a += 1
            if b - a > 1 and world.country_of_people(texts[a]):
                a += 1
            while a < b - 1 and is_title_word(texts[a]) and not (b - a == 2 and world.is_given_name(texts[a])):
                a += 1
        if a < b and any(c.isalpha() for c in texts[a]):
            yield a, b


def is_name_word(texts: list[str], i: int, first: int) -> bool:
    """Whether token `i` can end a person's name that begins at `first` ("gyu" of "Jong-gyu" can)."""
    return is_capital(texts[i]) or (i > first and texts[i - 1] == "-" and texts[i].isalpha())


@cache
def _known_index() -> dict[str, tuple[tuple[tuple[str, ...], NameKind], ...]]:
    """First token of a known name -> its further tokens and kind, longest first."""
    from tellings.mark.parse import pipeline

    tokenizer = pipeline().tokenizer
    index: dict[str, list[tuple[tuple[str, ...], NameKind]]] = {}
    for form, entry in world.known_names():
        for variant in {form, form.replace("'", "’")}:
            texts = tuple(token.text for token in tokenizer(variant))
            index.setdefault(texts[0], []).append((texts[1:], entry.kind))
    return {first: tuple(sorted(tails, key=lambda tail: -len(tail[0]))) for first, tails in index.items()}


def _known_spots(tokens: Tokens) -> Iterator[Spot]:
    """Names of the tables."""
    index, texts = _known_index(), tokens.texts
    i = 0
    while i < len(texts):
        step = 1
        for tail, kind in index.get(texts[i], ()):
            end = i + 1 + len(tail)
            if tuple(texts[i + 1 : end]) == tail:
                yield Spot(i, end, kind, 2, 4.0)
                step = end - i
                break
        i += step


def run_end(texts: list[str], start: int, limit: int = 6) -> int:
    """The token after the run of name words that begins at `start`; particles count between name words."""
    end = i = start
    while i < len(texts) and i - start < limit:
        word = texts[i]
        if is_capital(word) and word.lower().strip(".") not in _DAYS:
            i += 1
            end = i
            if texts[i : i + 1] == ["-"] and i + 1 < len(texts) and texts[i + 1].isalpha():
                i += 2
                end = i
        elif i > start and word.lower() in PARTICLES:
            i += 1
        elif i == start and word.lower() in PARTICLES and i + 1 < len(texts) and is_capital(texts[i + 1]):
            i += 1
        else:
            break
    return end


def _addressed_spots(tokens: Tokens) -> Iterator[Spot]:
    """A form of address and the name after it, both in the spot."""
    texts = tokens.texts
    for i, word in enumerate(texts):
        if is_capital(word) and world.is_honorific(word):
            first = i + 2 if texts[i + 1 : i + 2] == ["."] else i + 1
            end = run_end(texts, first, 4)
            if end > first:
                yield Spot(i, end, "person", 5, 6.0)


def _titled_spots(tokens: Tokens) -> Iterator[Spot]:
    """The name after a title's head word with a capital: "President", "Rabbi"."""
    heads, _ = title_words()
    texts = tokens.texts
    for i, word in enumerate(texts[:-1]):
        if not (is_capital(word) and word.lower() in heads) or is_title_word(texts[i + 1]):
            continue
        end = run_end(texts, i + 1, 4)
        if end > i + 1 and not world.known(tokens.words(i + 1, end)) and not _has_body_word(texts[i + 1 : end]):
            yield Spot(i + 1, end, "person", 2, 2.0)


def _has_body_word(texts: list[str]) -> bool:
    return any(world.kind_by_ending(f"X {text}") for text in texts)


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
        start = i + (texts[i].lower() in ("the", "a", "an"))
        for stop in range(end, start + 1, -1):
            if world.kind_by_ending(" ".join(texts[start:stop])) == "body":
                yield Spot(start, stop, "body", 2, 2.0)
                break
        i = max(end, i + 1)


def _transcript_spots(doc: Doc, tokens: Tokens) -> Iterator[Spot]:
    """Labels of a transcript: a name in capitals at the start of a paragraph, with a colon."""
    for match in _TRANSCRIPT.finditer(doc.text):
        span = doc.char_span(*match.span(1), alignment_mode="contract")
        if span is not None and not any(word.lower() in _COMMON for word in match[1].split()):
            yield Spot(span.start, span.end, "person", 6, 2.0)
