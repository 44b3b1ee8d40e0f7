"""Tokens of an article as plain lists, and what single words tell: capitals, titles, days, particles, noise."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple, cast

from tellings import world
from tellings.lexicon import table
from tellings.model import NameKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

WORDS = {group: frozenset(words.split()) for group, words in table("not_names").items()}
KIN = frozenset(word for key in ("men", "women") for word in table("reporting")["nouns_for"][key].split())
PARTICLES = WORDS["particles"]
POSSESSIVES = frozenset(("'s", "’s", "'", "’", "‘s", "'S", "’S"))
OPENING_QUOTES = frozenset("\"'“‘«")  # tokens that open a quotation; the straight ones close it too
_NEVER = re.compile(r"[/\[\]{}<>@#|*=_\\]")


class Spot(NamedTuple):
    """Tokens [start, end) that may be a name; `rank` decides between spots that overlap, `weight` is its vote."""

    start: int
    end: int
    kind: NameKind
    rank: int
    weight: float


class Tokens(NamedTuple):
    """A doc's text and its tokens as plain lists: texts, small letters, where each starts, is a space after it."""

    text: str
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


@lru_cache(maxsize=2)
def read_tokens(doc: Doc) -> Tokens:
    """The tokens of a doc; read as an array: a walk over them takes ten times as long, and `doc.text` is one.

    Kept for the doc at hand, since every kind of mark asks for them.
    """
    strings = doc.vocab.strings
    orths, starts, spaces = _columns(doc, ["ORTH", "IDX", "SPACY"])
    words = {orth: strings[orth] for orth in set(orths)}
    texts, spaced = [words[orth] for orth in orths], [bool(one) for one in spaces]
    text = "".join([word + " " if space else word for word, space in zip(texts, spaced, strict=True)])
    return Tokens(text, texts, [word.lower() for word in texts], starts, spaced)


class Tags(NamedTuple):
    """What the parse says of a doc's tokens, as plain lists: parts of speech, roles, lemmas in small letters."""

    pos: list[str]
    roles: list[str]
    lemmas: list[str]


@lru_cache(maxsize=2)
def read_tags(doc: Doc) -> Tags:
    """The tags of a parsed doc, read as `read_tokens` reads: to look for a few tokens among all."""
    strings = doc.vocab.strings
    pos, roles, lemmas = _columns(doc, ["POS", "DEP", "LEMMA"])
    named = {label: strings[label] for label in {*pos, *roles}}
    small = {lemma: strings[lemma].lower() for lemma in set(lemmas)}
    return Tags([named[one] for one in pos], [named[one] for one in roles], [small[one] for one in lemmas])


def _columns(doc: Doc, names: list[int | str]) -> list[list[int]]:
    """Attributes of all tokens, a list for each."""
    return cast("list[list[int]]", doc.to_array(names).reshape(-1, len(names)).T.tolist())


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
    return lower.strip(".") in WORDS["calendar"]


def is_noise(words: str) -> bool:
    """Days, months, page furniture, and peoples ("Ukrainian") taken for names; a lone "Council" or "Sea"."""
    parts = words.lower().split()
    if _NEVER.search(words) or not any(map(str.isalpha, world.plain(words))):
        return True
    if all(is_day(part) or part.strip(".") in WORDS["common"] or part.isdigit() for part in parts):
        return True
    if parts[0] in WORDS["suffixes"]:
        return True
    if len(parts) == 1 and world.kind_by_ending(f"x {words}") and not world.known(words):
        return True
    return bool(world.country_of_people(words))


def is_syllable(word: str) -> bool:
    """Whether a small word after a hyphen can end a name ("gyu"), and not a compound ("Ruritania-based")."""
    return word.isalpha() and len(word) < 7 and word not in WORDS["compounds"]


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
                and (texts[i + 1].istitle() or is_syllable(texts[i + 1]))
            ):
                i += 2
            end = i
        elif word in PARTICLES:
            i += 1
            i += texts[i : i + 1] == ["-"]
        else:
            break
    return end
