"""Names that spaCy proposes, cut and freed of what does not belong to them, and widened to the whole person."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from tellings import world
from tellings.mark.dictionary import is_ordinary
from tellings.mark.tokens import (
    PARTICLES,
    POSSESSIVES,
    WORDS,
    Spot,
    Tokens,
    is_capital,
    is_day,
    is_syllable,
    is_title_word,
    run_end,
    title_words,
)
from tellings.model import NameKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

LABELS: dict[str, NameKind] = {
    "PERSON": "person",
    "ORG": "body",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
}
_PLACED = frozenset(("in", "at", "near", "from", "to", "of", "outside"))
_BETWEEN = frozenset(("after", "amid", "while", "when", "because"))
_OPEN = frozenset(("of", "the", "for", "and", "in", "at", "to", "&"))  # no name ends with these
LONGEST = 16  # tokens of a name; what spaCy takes for a longer one is a run of headlines
_SURNAMES = frozenset(("bank", "church", "guard", "post", "school", "watch"))  # endings of bodies that persons bear too


def entity_spots(doc: Doc, tokens: Tokens, known: set[int]) -> Iterator[Spot]:
    """Entities of spaCy, cut at line breaks, freed of articles, titles and endings; persons in their whole length."""
    texts = tokens.texts
    for ent in doc.ents:
        kind = LABELS.get(ent.label_)
        if kind is None or ent.end - ent.start > LONGEST:
            continue
        if kind == "body" and (
            _looks_personal(tokens, ent.start, ent.end, known) or _is_given(tokens, ent.start, ent.end)
        ):
            kind = "person"
        if kind == "place" and _is_called_like_a_person(tokens, ent.start, ent.end):
            kind = "person"
        proposed = kind
        for first, stop in _pieces(doc, tokens, ent.start, ent.end, proposed):
            kind = proposed
            if kind == "body" and "/" in texts[ent.start : ent.end] and _looks_personal(tokens, first, stop, known):
                kind = "person"  # "Ann Hale/Ostrel Press"
            start, end = _whole_person(doc, tokens, first, stop, known) if kind == "person" else (first, stop)
            words = tokens.words(start, end)
            if kind == "person" and end - start > 1 and world.known(words):
                continue  # the table's own spot stands
            if any(c.isdigit() for c in words) and not world.kind_by_ending(words):
                continue
            if kind == "body" and all(is_title_word(word) for word in tokens.lower[start:end]):
                continue
            ending = world.kind_by_ending(words)
            if kind != "person" and not ending and _is_shouted(texts[start:end]):
                continue
            shaped = kind == "person" and end - start > 1 and world.is_given_name(texts[start])
            shaped = shaped and (ending != "body" or _last_word(words) in _SURNAMES)
            overlaps = any(i in known for i in range(start, end))
            rank = 3 if not overlaps or ending or shaped else 1
            yield Spot(start, end, ending if ending and not shaped else kind, rank, 3.0 if ending or shaped else 1.0)


def _looks_personal(tokens: Tokens, start: int, end: int, known: set[int]) -> bool:
    """Whether what spaCy calls a body is "Ann Hale" or "Mayor Ann Hale": a given name, no ending of bodies."""
    texts, lower = tokens.texts, tokens.lower
    titles = [i for i in range(start, end - 1) if is_title_word(lower[i]) or is_title_word(lower[i].removesuffix("s"))]
    start = titles[-1] + 1 if titles else start  # "Furious PM Ann Hale"
    if not (2 <= end - start <= 4 and world.is_given_name(texts[start])) or any(i in known for i in range(start, end)):
        return False
    named = all(
        word.istitle() or (is_capital(word) and not word.isupper()) for word in texts[start:end] if word.isalpha()
    )
    return named and texts[end - 1].isalpha() and not world.kind_by_ending(tokens.words(start, end))


def _is_called_like_a_person(tokens: Tokens, start: int, end: int) -> bool:
    """Whether what spaCy calls a place is a given name and a surname that is no word: "Ann Halloway"."""
    first, last = tokens.texts[start], tokens.texts[end - 1]
    placed = start > 0 and tokens.lower[start - 1] in _PLACED
    if end - start != 2 or placed or world.known(tokens.words(start, end)) or world.known(first):
        return False
    return world.is_given_name(first) and first.istitle() and world.is_surname(last) and not is_ordinary(last)


def _is_given(tokens: Tokens, start: int, end: int) -> bool:
    """Whether what spaCy calls a body is a given name alone: "Marta"."""
    word = tokens.texts[start]
    return end - start == 1 and word.istitle() and world.is_given_name(word) and not world.known(word)


def _is_shouted(texts: list[str]) -> bool:
    """Whether two words in a row are all capitals: a teaser, not a name."""
    caps = [word.isupper() and word.isalpha() and len(word) > 1 for word in texts]
    return any(a and b for a, b in pairwise(caps))


def _last_word(words: str) -> str:
    """The last word in small letters."""
    return words.lower().rpartition(" ")[2]


def _pieces(doc: Doc, tokens: Tokens, start: int, end: int, kind: NameKind) -> Iterator[tuple[int, int]]:
    """Parts of an entity between line breaks and slashes, each from its first to its last name word."""
    texts, lower = tokens.texts, tokens.lower
    breaks = (",", "and", "&", "/", ":", "(", *POSSESSIVES) if kind == "person" else ("/", ":", "(")
    cuts = [i for i in range(start, end) if "\n" in texts[i] or texts[i] in breaks or _parts(doc, tokens, i)]
    for first, stop in zip([start, *(cut + 1 for cut in cuts)], [*cuts, end], strict=True):
        a, b = first, stop
        while a < b and (not is_capital(texts[a]) or lower[a] in WORDS["articles"]):
            a += 1
        while a < b and not _ends_name(tokens, a, b - 1, kind):
            b -= 1
        if kind == "person":
            a = _after_title(tokens, a, b)
            shouted = a < b and not texts[a].isupper()
            while b - a > 1 and (
                (b - a > 2 and is_title_word(lower[b - 1]))
                or lower[b - 1] in WORDS["common"]
                or (shouted and b - a > 2 and texts[b - 1].isupper() and len(texts[b - 1]) > 3)
            ):
                b -= 1
        while a < b and a > 0 and texts[a - 1] in PARTICLES:
            a -= 1
        if a < b:
            yield a, b


def _parts(doc: Doc, tokens: Tokens, i: int) -> bool:
    """Whether token `i` stands between names and in none: "won", or the "After" of a headline."""
    word = tokens.texts[i]
    return tokens.lower[i] in _BETWEEN if is_capital(word) else word.islower() and doc[i].tag_ in ("VBD", "VBZ", "MD")


def _ends_name(tokens: Tokens, first: int, i: int, kind: NameKind) -> bool:
    """Whether token `i` can be the last of a name that begins at `first` ("gyu" of "Jong-gyu" can)."""
    texts = tokens.texts
    if texts[i] in POSSESSIVES or not any(c.isalnum() for c in texts[i]):
        return False
    if kind != "person":
        return tokens.lower[i] not in _OPEN
    if is_capital(texts[i]):
        return True
    return i > first and texts[i - 1] == "-" and is_syllable(texts[i]) and not tokens.spaced[i - 1]


def _after_title(tokens: Tokens, start: int, end: int) -> int:
    """The first token of a person's name after titles and peoples: "President", "Russian leader"."""
    heads, _ = title_words()
    inner = [i for i in range(start + 1, end - 2) if tokens.lower[i] in heads]  # "Furious PM Ann Hale"
    start = inner[-1] + 1 if inner and world.is_given_name(tokens.texts[inner[-1] + 1]) else start
    while start < end - 1:
        word = tokens.texts[start]
        lower = tokens.lower[start]
        label = word.isalpha() and len(word) > 1 and end - start > 2  # "QB" or "Twitter" before a whole name
        label = label and not tokens.texts[start + 1].isupper()
        label = label and (word.isupper() or bool(world.body_of(word))) and not world.is_given_name(word)
        if not (
            is_title_word(lower)
            or is_title_word(lower.removesuffix("s"))
            or lower in WORDS["common"]
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
        i in known or is_title_word(lower[i]) or lower[i] in WORDS["common"] for i in range(end, stop)
    ):
        end = stop
    before = start - 1
    if before >= 0 and before not in known and _may_lead(doc, tokens, before, start):
        start = before
    half = (end - start) // 2  # a caption's name run into that of the text: "Ann Hale Ann Hale"
    doubled = half > 1 and tokens.texts[start : start + half] == tokens.texts[start + half : end]
    return (start + half if doubled else start), end


def _may_lead(doc: Doc, tokens: Tokens, i: int, start: int) -> bool:
    """Whether token `i` belongs to the person's name that spaCy begins at `start`."""
    word, lower = tokens.texts[i], tokens.lower[i]
    if not word.isalpha() or not is_capital(word) or world.is_honorific(word):
        return False
    if is_title_word(lower.removesuffix("s")) or is_title_word(lower) or lower in WORDS["common"] or is_day(lower):
        return False
    if world.country_of_people(word) or world.kind_by_ending(f"x {word}"):
        return False
    if world.is_given_name(word):
        return True
    return not (doc[i].is_sent_start or word.isupper() or world.is_given_name(tokens.texts[start]))
