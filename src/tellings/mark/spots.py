"""Where names may stand: runs of tokens proposed by spaCy, by the tables, by titles before them, by transcript labels.

A spot is a guess; `names.py` settles which spots hold and what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
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
_WORDS = {group: frozenset(words.split()) for group, words in table("not_names").items()}
PARTICLES = _WORDS["particles"]
_SURNAMES = frozenset(("bank", "church", "guard", "post", "school", "watch"))  # endings of bodies that persons bear too
_POSSESSIVES = frozenset(("'s", "’s", "'", "’", "‘s", "'S", "’S"))
LONGEST = 16  # tokens of a name; what spaCy takes for a longer one is a run of headlines
_NEVER = re.compile(r"[/\[\]{}<>@#|*=_\\]")
_TRANSCRIPT = re.compile(r"(?m)^([A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]*){0,4})(?:, (?:BYLINE|HOST))?:\s")


class Spot(NamedTuple):
    """Tokens [start, end) that may be a name; `rank` decides between spots that overlap, `weight` is its vote."""

    start: int
    end: int
    kind: NameKind
    rank: int
    weight: float


class Tokens(NamedTuple):
    """The doc's tokens as plain lists, read once: texts, small letters, where each starts, is a space after it."""

    texts: list[str]
    lower: list[str]
    starts: list[int]
    spaced: list[bool]

    def words(self, start: int, end: int) -> str:
        """The text of tokens [start, end)."""
        return "".join(self.texts[i] + " " * self.spaced[i] for i in range(start, end)).strip()

    def last(self, end: int) -> int:
        """The code point after token `end - 1`."""
        return self.starts[end - 1] + len(self.texts[end - 1])


def read_tokens(doc: Doc) -> Tokens:
    """The tokens of a doc."""
    texts = [token.text for token in doc]
    return Tokens(texts, [text.lower() for text in texts], [t.idx for t in doc], [bool(t.whitespace_) for t in doc])


@cache
def title_words() -> tuple[frozenset[str], frozenset[str]]:
    """Single words that head a title, and words that may stand before one."""
    titles = table("titles")["titles"]
    heads = frozenset(word for head in titles["heads"] for word in head.split()[-1:])
    return heads, frozenset(titles["modifiers"])


def is_capital(word: str) -> bool:
    """Whether a word begins as a name does."""
    return word[:1].isupper()


def is_title_word(lower: str) -> bool:
    """Whether a word in small letters can belong to a title before a name."""
    heads, modifiers = title_words()
    return lower in heads or lower in modifiers


def is_day(lower: str) -> bool:
    """Whether a word in small letters is a weekday, a month or another word of the calendar."""
    return lower.strip(".") in _WORDS["calendar"]


def is_noise(words: str) -> bool:
    """Days, months, page furniture, and peoples ("Ukrainian") taken for names; a lone "Council" or "Sea"."""
    parts = words.lower().split()
    if _NEVER.search(words) or not any(map(str.isalpha, world.plain(words))):
        return True
    if all(is_day(part) or part.strip(".") in _WORDS["common"] or part.isdigit() for part in parts):
        return True
    if len(parts) == 1 and world.kind_by_ending(f"x {words}") and not world.known(words):
        return True
    return bool(world.country_of_people(words))


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
    """Entities of spaCy, cut at line breaks, freed of articles, titles and endings; persons in their whole length."""
    texts = tokens.texts
    for ent in doc.ents:
        kind = LABELS.get(ent.label_)
        if kind is None or ent.end - ent.start > LONGEST:
            continue
        if kind == "body" and _looks_personal(tokens, ent.start, ent.end, known):
            kind = "person"
        for first, stop in _pieces(tokens, ent.start, ent.end, kind):
            start, end = _whole_person(doc, tokens, first, stop, known) if kind == "person" else (first, stop)
            words = tokens.words(start, end)
            if any(c.isdigit() for c in words) and not world.kind_by_ending(words):
                continue
            if kind == "body" and all(is_title_word(word) for word in tokens.lower[start:end]):
                continue
            ending = world.kind_by_ending(words)
            if kind != "person" and not ending and _is_shouted(texts[start:end]):
                continue
            shaped = kind == "person" and end - start > 1 and world.is_given_name(texts[start])
            shaped = shaped and (ending != "body" or lower_last(words) in _SURNAMES)
            overlaps = any(i in known for i in range(start, end))
            rank = 3 if not overlaps or ending or shaped else 1
            yield Spot(start, end, ending if ending and not shaped else kind, rank, 3.0 if ending or shaped else 1.0)


def _looks_personal(tokens: Tokens, start: int, end: int, known: set[int]) -> bool:
    """Whether what spaCy calls a body is "Ann Hale" or "Mayor Ann Hale": a given name, no ending of bodies."""
    texts, lower = tokens.texts, tokens.lower
    while start < end - 1 and (is_title_word(lower[start]) or is_title_word(lower[start].removesuffix("s"))):
        start += 1
    if not (2 <= end - start <= 4 and world.is_given_name(texts[start])) or any(i in known for i in range(start, end)):
        return False
    named = all(
        word.istitle() or (is_capital(word) and not word.isupper()) for word in texts[start:end] if word.isalpha()
    )
    return named and texts[end - 1].isalpha() and not world.kind_by_ending(tokens.words(start, end))


def _is_shouted(texts: list[str]) -> bool:
    """Whether two words in a row are all capitals: a teaser, not a name."""
    caps = [word.isupper() and word.isalpha() and len(word) > 1 for word in texts]
    return any(a and b for a, b in pairwise(caps))


def lower_last(words: str) -> str:
    """The last word in small letters."""
    return words.lower().split()[-1]


def _pieces(tokens: Tokens, start: int, end: int, kind: NameKind) -> Iterator[tuple[int, int]]:
    """Parts of an entity between line breaks and slashes, each from its first to its last name word."""
    texts, lower = tokens.texts, tokens.lower
    breaks = (",", "and", "&", "/", ":", "(") if kind == "person" else ("/", ":", "(")
    cuts = [i for i in range(start, end) if "\n" in texts[i] or texts[i] in breaks]
    for first, stop in zip([start, *(cut + 1 for cut in cuts)], [*cuts, end], strict=True):
        a, b = first, stop
        while a < b and (not is_capital(texts[a]) or lower[a] in _WORDS["articles"]):
            a += 1
        while a < b and not _ends_name(tokens, a, b - 1, kind):
            b -= 1
        if kind == "person":
            a = _after_title(tokens, a, b)
            shouted = a < b and not texts[a].isupper()
            while b - a > 1 and (
                (b - a > 2 and is_title_word(lower[b - 1]))
                or lower[b - 1] in _WORDS["common"]
                or (shouted and b - a > 2 and texts[b - 1].isupper() and len(texts[b - 1]) > 3)
            ):
                b -= 1
        if a < b:
            yield a, b


def _ends_name(tokens: Tokens, first: int, i: int, kind: NameKind) -> bool:
    """Whether token `i` can be the last of a name that begins at `first` ("gyu" of "Jong-gyu" can)."""
    texts = tokens.texts
    if texts[i] in _POSSESSIVES or not any(c.isalnum() for c in texts[i]):
        return False
    if kind != "person" or is_capital(texts[i]):
        return True
    return i > first and texts[i - 1] == "-" and _is_syllable(texts[i]) and not tokens.spaced[i - 1]


def _is_syllable(word: str) -> bool:
    """Whether a small word after a hyphen can end a name ("gyu"), and not a compound ("Ruritania-based")."""
    return word.isalpha() and len(word) < 7 and word not in _WORDS["compounds"]


def _after_title(tokens: Tokens, start: int, end: int) -> int:
    """The first token of a person's name after titles and peoples: "President", "Russian leader"."""
    while start < end - 1:
        word = tokens.texts[start]
        lower = tokens.lower[start]
        label = word.isalpha() and len(word) > 1 and end - start > 2  # "QB" or "Twitter" before a whole name
        label = label and not tokens.texts[start + 1].isupper()
        label = label and (word.isupper() or bool(world.body_of(word))) and not world.is_given_name(word)
        if not (
            is_title_word(lower)
            or is_title_word(lower.removesuffix("s"))
            or lower in _WORDS["common"]
            or world.country_of_people(word)
            or label
        ):
            break
        if world.is_given_name(word) and end - start == 2:
            break
        start += 1
    while start < end - 1 and not is_capital(tokens.texts[start]):
        start += 1
    return start


def _whole_person(doc: Doc, tokens: Tokens, start: int, end: int, known: set[int]) -> tuple[int, int]:
    """A person's name with the name words on both sides that spaCy left out."""
    lower = tokens.lower
    stop = run_end(tokens, start, 7)
    if stop > end and not any(
        i in known or is_title_word(lower[i]) or lower[i] in _WORDS["common"] for i in range(end, stop)
    ):
        end = stop
    before = start - 1
    if before >= 0 and before not in known and _may_lead(doc, tokens, before, start):
        start = before
    return start, end


def _may_lead(doc: Doc, tokens: Tokens, i: int, start: int) -> bool:
    """Whether token `i` belongs to the person's name that spaCy begins at `start`."""
    word, lower = tokens.texts[i], tokens.lower[i]
    if not word.isalpha() or not is_capital(word) or world.is_honorific(word):
        return False
    if is_title_word(lower.removesuffix("s")) or is_title_word(lower) or lower in _WORDS["common"] or is_day(lower):
        return False
    if world.country_of_people(word) or world.kind_by_ending(f"x {word}"):
        return False
    if world.is_given_name(word):
        return True
    return not (doc[i].is_sent_start or word.isupper() or world.is_given_name(tokens.texts[start]))


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


def run_end(tokens: Tokens, start: int, limit: int = 6) -> int:
    """The token after the run of name words that begins at `start`; particles count between name words."""
    texts, spaced = tokens.texts, tokens.spaced
    end = i = start
    while i < len(texts) and i - start < limit:
        word = texts[i]
        if is_capital(word) and not is_day(word.lower()):
            i += 1
            if (
                texts[i : i + 1] == ["-"]
                and i + 1 < len(texts)
                and not spaced[i]
                and (texts[i + 1].istitle() or _is_syllable(texts[i + 1]))
            ):
                i += 2
            end = i
        elif word in PARTICLES:
            i += 1
            i += texts[i : i + 1] == ["-"]
        else:
            break
    return end


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
        start = i + (tokens.lower[i] in _WORDS["articles"])
        for stop in range(end, start + 1, -1):
            if world.kind_by_ending(" ".join(texts[start:stop])) == "body":
                yield Spot(start, stop, "body", 2, 2.0)
                break
        i = max(end, i + 1)


def _transcript_spots(doc: Doc, tokens: Tokens) -> Iterator[Spot]:
    """Labels of a transcript: a name in capitals at the start of a paragraph, with a colon."""
    for match in _TRANSCRIPT.finditer(doc.text):
        span = doc.char_span(*match.span(1), alignment_mode="contract")
        words = match[1].split()
        if span is not None and not any(word.lower() in _WORDS["common"] for word in words):
            country = len(words) > 2 and bool(world.country_of(words[0].title()))
            yield Spot(span.start + country, span.end, "person", 6, 2.0)
