"""Names of people, bodies and places: one kind per name and article, and the fullest form of each bearer.

spaCy proposes; the tables, forms of address, titles and the article's other mentions correct it by vote.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from tellings import world
from tellings.mark.bearers import full_forms
from tellings.mark.parse import Parsed
from tellings.mark.spots import Spot, Tokens, find_spots, read_tokens, settle
from tellings.model import Name, NameKind


def find_names(parsed: Parsed) -> tuple[Name, ...]:
    """Names in order of the text; `full` is the fullest form the article gives to the same bearer."""
    tokens = read_tokens(parsed.doc)
    spots = settle(find_spots(parsed.doc, tokens))
    kinds = _vote(spots, tokens)
    spots = settle([*spots, *_repeats(spots, kinds, tokens)])
    named = [(spot, kinds.get(_key(spot, tokens), spot.kind)) for spot in spots]
    mentions = [(world.plain(tokens.words(spot.start, spot.end)), kind) for spot, kind in named]
    return tuple(
        Name(parsed.span(tokens.starts[spot.start], tokens.last(spot.end)), kind, full)
        for (spot, kind), full in zip(named, full_forms(mentions), strict=True)
    )


def _key(spot: Spot, tokens: Tokens) -> str:
    """What mentions of one name share: its words without form of address, in small letters."""
    words = world.plain(tokens.words(spot.start, spot.end)).split()
    while len(words) > 1 and world.is_honorific(words[0]):
        words = words[1:]
    return " ".join(words).casefold()


def _vote(spots: list[Spot], tokens: Tokens) -> dict[str, NameKind]:
    """The kind of each name: the sum of its spots' weights decides; surnames follow the person they belong to."""
    votes: dict[str, Counter[NameKind]] = defaultdict(Counter)
    for spot in spots:
        votes[_key(spot, tokens)][spot.kind] += spot.weight  # type: ignore[assignment]
    kinds = {key: max(sorted(count), key=count.__getitem__) for key, count in votes.items()}
    persons = [key.split() for key, kind in kinds.items() if kind == "person" and " " in key]
    for parts in persons:
        for part in (parts[0], parts[-1]):
            if part in kinds:
                kinds[part] = "person"
    return kinds


def _repeats(spots: list[Spot], kinds: dict[str, NameKind], tokens: Tokens) -> Iterator[Spot]:
    """Mentions that spaCy missed of names and surnames found elsewhere in the article."""
    texts = tokens.texts
    forms: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    kind_of: dict[tuple[str, ...], NameKind] = {}
    for spot in spots:
        kind = kinds[_key(spot, tokens)]
        words = tuple(texts[spot.start : spot.end])
        while len(words) > 1 and (world.is_honorific(words[0]) or words[0] == "."):
            words = words[1:]
        variants = {words}
        if kind == "person" and len(words) > 1:
            variants |= {words[-1:]} if "-" not in words else {words[:1]}
        for form in variants:
            if form[0][:1].isupper() and len(form[0]) > 2:
                forms[form[0]].add(form)
                kind_of.setdefault(form, kind)
    for i, text in enumerate(texts):
        for form in sorted(forms.get(text, ()), key=len, reverse=True):
            if tuple(texts[i : i + len(form)]) == form:
                yield Spot(i, i + len(form), kind_of[form], 1, 1.0)
                break
