"""Which guesses at names fall: words of headlines, of sentence starts, and lone words only spaCy takes for names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from typing import TYPE_CHECKING

from tellings import world
from tellings.mark.dictionary import is_adjective, is_ordinary
from tellings.mark.tokens import OPENING_QUOTES, WORDS, Spot, Tokens, is_capital
from tellings.model import NameKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SAYS = frozenset(
    ("said", "says", "told", "tells", "added", "wrote", "tweeted", "asked", "explained", "stated", "declared")
)
_CLOSING = frozenset("\"'”’»")
# "Overjoyed", "Tranquilizing": a word that describes the name it stands before at the start of a sentence.
_DESCRIBES = re.compile(r"[A-Z]\w{3,}(?:ing|[bcdfgklnprstvwyz]ed|ous|ful|less)")
_SHOUTED = 4  # words in capitals, from which on a run of them is a caption or a teaser


def without_headline(spots: Sequence[Spot], tokens: Tokens, text: str) -> list[Spot]:
    """Spots without the runs of words of a headline in capitals that the article does not use again."""
    end = text.find("\n")
    words = [word for word in text[: max(0, end)].split() if word[0].isalpha()]
    if sum(is_capital(word) for word in words) < 0.8 * len(words):
        return list(spots)
    body = text[end:]
    return [
        spot
        for spot in spots
        if tokens.starts[spot.start] > end
        or (spot.weight > 1 and spot.end - spot.start < 3)
        or spot.end - spot.start == 1
        or tokens.words(spot.start, spot.end) in body
    ]


def without_doubtful(  # noqa: PLR0917
    spots: Sequence[Spot],
    keys: Sequence[str],
    kinds: Mapping[str, NameKind],
    idle: Set[str],
    doc: Doc,
    tokens: Tokens,
) -> list[Spot]:
    """Spots that rest on more than one guess of spaCy's at a word; `keys` gives each spot's key in `kinds` and `idle`.

    `idle` are words taken for persons for whom nothing else in the article speaks.
    """
    small, counts = set(tokens.texts), Counter(keys)
    works = _works(spots, keys, tokens)
    parts = {part for key, kind in kinds.items() if kind == "person" and " " in key for part in key.split()}
    kept = []
    for spot, key in zip(spots, keys, strict=True):
        kind, size = kinds[key], spot.end - spot.start
        if kind == "person" and (_is_thing(spot, tokens) or (size == 1 and _is_word(spot, tokens, small, parts))):
            continue
        if spot.weight <= 1:
            again = counts[key] > 1 or key in parts
            sure = _is_run(spot, kind, tokens, small) if size > 1 else _is_lone(spot, kind, again, doc, tokens, small)
            if key in works or not sure or (key in idle and not _says(spot, tokens)):
                continue
        kept.append(spot)
    return kept


def _works(spots: Sequence[Spot], keys: Sequence[str], tokens: Tokens) -> set[str]:
    """Names that stand in quotation marks of their own wherever they stand: songs, films and other works."""
    texts = tokens.texts
    bare: set[str] = set()
    quoted: set[str] = set()
    for spot, key in zip(spots, keys, strict=True):
        after = spot.end + (texts[spot.end : spot.end + 1] in ([","], ["."]))
        inside = texts[spot.start - 1 : spot.start] and texts[spot.start - 1] in OPENING_QUOTES
        (quoted if inside and "".join(texts[after : after + 1]) in _CLOSING else bare).add(key)
    return quoted - bare


def _is_thing(spot: Spot, tokens: Tokens) -> bool:
    """Whether a run ends as no person's name does ("Heisman Trophy"), or is a caption in capitals."""
    words = tokens.texts[spot.start : spot.end]
    if len(words) > 1 and tokens.lower[spot.end - 1] in WORDS["things"]:
        return True
    return len(words) > _SHOUTED and all(word.isupper() for word in words)


def _is_word(spot: Spot, tokens: Tokens, small: set[str], parts: set[str]) -> bool:
    """Whether the article uses one word with a small letter too and calls nobody by it in full: "Zoo", "People"."""
    word = tokens.lower[spot.start]
    return word in small and word not in parts and not world.is_given_name(word)


def without_describing(spots: Sequence[Spot], keys: Sequence[str], tokens: Tokens) -> list[Spot]:
    """Spots without a first word that only describes: "Overjoyed Ostrel", where "Ostrel" is a name by itself."""
    counts = Counter(keys)
    result = []
    for spot, key in zip(spots, keys, strict=True):
        first, rest = tokens.texts[spot.start], tokens.words(spot.start + 1, spot.end)
        size = spot.end - spot.start
        describes = size > 1 and _DESCRIBES.fullmatch(first) and not world.is_given_name(first)
        cut = describes and counts[world.plain(rest).casefold()] > 1
        if spot.kind == "person" and spot.weight <= 1 and size > 1 and not cut and _is_no_name(first):
            called = size > 2 and world.is_given_name(tokens.texts[spot.start + 1])  # "Tragic Ann Hale"
            apart = first.isupper() or is_adjective(first)
            cut = called or (apart and counts[world.plain(rest).casefold()] > counts[key])
        result.append(spot._replace(start=spot.start + 1) if cut else spot)
    return result


def _is_no_name(word: str) -> bool:
    """Whether a word is no name itself: "Tragic", "MVP"."""
    if world.is_given_name(word) or world.is_surname(word) or world.is_honorific(word):
        return False
    return (word.isupper() and len(word) > 2) or is_ordinary(word)


def _is_run(spot: Spot, kind: NameKind, tokens: Tokens, small: set[str]) -> bool:
    """Whether a run of words that spaCy alone proposes is a name: no person has words the article uses as such."""
    return kind != "person" or not all(word in small for word in tokens.lower[spot.start : spot.end])


def _is_lone(spot: Spot, kind: NameKind, again: bool, doc: Doc, tokens: Tokens, small: set[str]) -> bool:  # noqa: PLR0917
    """Whether a word that spaCy alone proposes is a name; `again` says that it stands elsewhere, alone or in a name."""
    i, word = spot.start, tokens.texts[spot.start]
    if kind == "person" and (again or world.is_given_name(word)):
        return True
    says = _says(spot, tokens)
    if kind == "body" and word.istitle() and tokens.lower[i] in small and not says:
        return False
    if kind != "person":
        return again or says or word.isupper() or not doc[i].is_sent_start
    if i and tokens.lower[i - 1] in ("the", "a", "an") and doc[i].dep_ != "compound":
        return False
    return says or not doc[i].is_sent_start


def _says(spot: Spot, tokens: Tokens) -> bool:
    """Whether a verb of saying stands straight behind a name."""
    return "".join(tokens.lower[spot.end : spot.end + 1]) in _SAYS
