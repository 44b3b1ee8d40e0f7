"""Which guesses at names fall: words of headlines, of sentence starts, and lone words only spaCy takes for names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from spacy.tokens import Doc

from tellings import world
from tellings.mark.tokens import Spot, Tokens, is_capital
from tellings.model import NameKind

_SAYS = frozenset(
    ("said", "says", "told", "tells", "added", "wrote", "tweeted", "asked", "explained", "stated", "declared")
)


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


def without_doubtful(
    spots: Sequence[Spot], keys: Sequence[str], kinds: Mapping[str, NameKind], doc: Doc, tokens: Tokens
) -> list[Spot]:
    """Spots that rest on more than one guess of spaCy's at a word; `keys` gives each spot's key in `kinds`."""
    small, counts = set(tokens.texts), Counter(keys)
    parts = {part for key, kind in kinds.items() if kind == "person" and " " in key for part in key.split()}
    return [
        spot
        for spot, key in zip(spots, keys, strict=True)
        if spot.weight > 1
        or (spot.end - spot.start > 1 and _is_run(spot, kinds[key], tokens, small))
        or (spot.end - spot.start == 1 and _is_lone(spot, kinds[key], counts[key] > 1 or key in parts, doc, tokens))
    ]


def _is_run(spot: Spot, kind: NameKind, tokens: Tokens, small: set[str]) -> bool:
    """Whether a run of words that spaCy alone proposes is a name: no person has words the article uses as such."""
    return kind != "person" or not all(word in small for word in tokens.lower[spot.start : spot.end])


def _is_lone(spot: Spot, kind: NameKind, again: bool, doc: Doc, tokens: Tokens) -> bool:
    """Whether a word that spaCy alone proposes is a name; `again` says that it stands elsewhere, alone or in a name."""
    i, word = spot.start, tokens.texts[spot.start]
    if kind == "person" and (again or world.is_given_name(word)):
        return True
    says = "".join(tokens.lower[i + 1 : i + 2]) in _SAYS
    if kind != "person":
        return again or says or word.isupper() or not doc[i].is_sent_start
    if i and tokens.lower[i - 1] in ("the", "a", "an") and doc[i].dep_ != "compound":
        return False
    return says or not doc[i].is_sent_start
