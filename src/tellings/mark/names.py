"""Names of people, bodies and places: one kind per name and article, and the fullest form of each bearer.

spaCy proposes; the tables, forms of address, titles and the article's other mentions correct it by vote.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from tellings import world
from tellings.mark.bearers import Mention, full_forms
from tellings.mark.conduct import settle_conduct
from tellings.mark.doubts import without_describing, without_doubtful, without_headline
from tellings.mark.parse import Parsed
from tellings.mark.spots import find_spots, settle
from tellings.mark.tokens import (
    PARTICLES,
    WORDS,
    Spot,
    Tokens,
    is_capital,
    is_noise,
    is_title_word,
    read_tokens,
    title_words,
)
from tellings.model import Name, NameKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

_IN = frozenset(("in", "near", "outside", "across", "around", "inside", "throughout"))


def find_names(parsed: Parsed) -> tuple[Name, ...]:
    """Names in order of the text; `full` is the fullest form the article gives to the same bearer."""
    doc, tokens = parsed.doc, read_tokens(parsed.doc)
    spots = without_headline(settle(find_spots(doc, tokens)), tokens, parsed.article.text)
    spots = without_describing(spots, [_key(spot, tokens) for spot in spots], tokens)
    keys = [_key(spot, tokens) for spot in spots]
    kinds, idle = settle_conduct(spots, keys, _vote(spots, keys, tokens), doc, tokens)
    spots = without_doubtful(spots, keys, kinds, idle, doc, tokens)
    spots = settle([*spots, *_repeats(spots, kinds, doc, tokens)])
    mentions = [
        Mention(
            world.plain(tokens.words(spot.start, spot.end)),
            kinds.get(_key(spot, tokens), spot.kind),
            tokens.starts[spot.start],
            tokens.last(spot.end),
        )
        for spot in spots
    ]
    fulls = full_forms(mentions, parsed.article.text)
    owners = _owners(spots, mentions, tokens)
    return tuple(
        Name(parsed.span(mention.start, mention.end), mention.kind, owners.get(full, full))
        for mention, full in zip(mentions, fulls, strict=True)
    )


def _owners(spots: Sequence[Spot], mentions: Sequence[Mention], tokens: Tokens) -> dict[str, str]:
    """Bodies with the country that stands before them: "Ruritania’s Coast Guard" for "Coast Guard".

    Only where the article gives one country to the body, and the name holds none itself.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for spot, mention in zip(spots, mentions, strict=True):
        if mention.kind != "body" or world.known(mention.words) or not world.is_state_body(mention.words):
            continue
        if any(world.country_of(word) for word in mention.words.split()):
            continue
        i = spot.start - (spot.start > 0 and tokens.texts[spot.start - 1] in ("'s", "’s", "'", "’"))
        country = next((c for n in (3, 2, 1) if i >= n and (c := world.country_of(tokens.words(i - n, i)))), "")
        if country:
            found[mention.words].add(country)
    owned = {words: min(countries) for words, countries in found.items() if len(countries) == 1}
    return {words: f"{country}{'’' if country.endswith('s') else '’s'} {words}" for words, country in owned.items()}


def _key(spot: Spot, tokens: Tokens) -> str:
    """What mentions of one name share: its words without form of address, in small letters."""
    return world.bare(world.plain(tokens.words(spot.start, spot.end))).casefold()


def _vote(spots: Sequence[Spot], keys: Sequence[str], tokens: Tokens) -> dict[str, NameKind]:
    """The kind of each name: the sum of its mentions' evidence decides; parts of a person's name follow the person."""
    votes: dict[str, dict[NameKind, float]] = defaultdict(lambda: defaultdict(float))
    counts = Counter(keys)
    places = {spot.start: spot.end for spot in spots if spot.kind == "place"}
    for spot, key in zip(spots, keys, strict=True):
        count = votes[key]
        count[spot.kind] += spot.weight
        if spot.start and tokens.lower[spot.start - 1] in _IN:
            count["place"] += 1.5
        if tokens.texts[spot.end : spot.end + 1] == [","] and "".join(
            tokens.texts[(end := places.get(spot.end + 1, -1)) : end + 1]
        ) in (",", ".", ")"):
            count["place"] += 2  # "Maple, Ohio,"
        if tokens.lower[spot.end : spot.end + 1] == ["who"] or _age_follows(spot.end, tokens):
            count["person"] += 3
        if _is_team(spot, tokens):
            count["body"] += 2
        if spot.kind != "place" and spot.end - spot.start == 1 and _is_titled(spot.start, tokens):
            count["person"] += 2
        if "".join(tokens.lower[spot.end : spot.end + 1]) in WORDS["business"]:
            count["body"] += 2
    kinds = {key: max(sorted(count), key=count.__getitem__) for key, count in votes.items()}
    for key in [key for key, kind in kinds.items() if kind == "person" and " " in key]:
        parts = key.split()
        ends = [" ".join(parts[i:]) for i in range(1, len(parts))]  # "von der Marn" of "Ursel von der Marn"
        for part in {*parts, *ends}:
            if part in kinds and not world.country_of(part.title()) and not (" " in part and world.known(part.title())):
                kinds[part] = "person"
    _bodies_of_persons(kinds)
    for key in [key for key, kind in kinds.items() if kind == "body" and " " in key]:
        short = key.partition(" ")[0] if world.kind_by_ending(key) else ""
        for part in (short, key.rpartition(" ")[0]):  # "Hale" of "Hale Inc.", "All Northern" of "All Northern Airways"
            if kinds.get(part) == "person" and votes[part]["person"] / counts[part] < 2:
                kinds[part] = "body"
    return kinds


def _bodies_of_persons(kinds: dict[str, NameKind]) -> None:
    """Make persons of bodies of two words whose last word the article calls a person by: "Idra Menz", "Menz"."""
    for key in [key for key, kind in kinds.items() if kind == "body" and key.count(" ") == 1]:
        first, last = key.split()
        if (
            kinds.get(last) == "person"
            and first.isalpha()
            and not world.known(key.title())
            and not world.kind_by_ending(key)
        ):
            kinds[key] = "person"


def _is_team(spot: Spot, tokens: Tokens) -> bool:
    """Whether "the" stands before one word in the plural that spaCy takes for a person or a place: "the Rowers"."""
    i = spot.start
    placed = spot.kind == "place" and (spot.weight > 1 or tokens.lower[max(0, i - 2)] in _IN)  # "in the Hamptons"
    one = spot.end - i == 1 and spot.kind != "body" and not placed and i > 0 and tokens.lower[i - 1] == "the"
    return one and tokens.lower[i].endswith("s") and not tokens.lower[i].endswith("ss")


def _is_titled(i: int, tokens: Tokens) -> bool:
    """Whether a title with a capital stands before a word that is no acronym: "President Hale"."""
    heads, _ = title_words()
    word = tokens.texts[i]
    titled = i > 0 and tokens.lower[i - 1] in heads and is_capital(tokens.texts[i - 1])
    return titled and word.istitle() and not world.known(word) and not is_title_word(tokens.lower[i])


def _age_follows(i: int, tokens: Tokens) -> bool:
    """Whether ", 43," or ", 43, of" stands at token `i`."""
    return tokens.texts[i : i + 1] == [","] and "".join(tokens.texts[i + 1 : i + 2]).isdigit()


def _repeats(spots: Sequence[Spot], kinds: Mapping[str, NameKind], doc: Doc, tokens: Tokens) -> Iterator[Spot]:
    """Mentions that spaCy missed of names, surnames and given names found elsewhere in the article."""
    texts = tokens.texts
    forms: dict[str, dict[tuple[str, ...], NameKind]] = defaultdict(dict)
    for spot in spots:
        kind = kinds[_key(spot, tokens)]
        for form in _forms(tuple(texts[spot.start : spot.end]), kind):
            if is_noise(" ".join(form)):
                continue
            forms[form[0]].setdefault(form, kind)
    lengths = {first: sorted({len(form) for form in known}, reverse=True) for first, known in forms.items()}
    small = set(texts)
    for i, text in enumerate(texts):
        for length in lengths.get(text, ()):
            form = tuple(texts[i : i + length])
            found = forms[text].get(form)
            if found is None or not _stands_alone(i, i + length, doc, tokens):
                continue
            if length == 1 and doc[i].is_sent_start and tokens.lower[i] in small:
                continue
            yield Spot(i, i + length, found, 1, 1.0)
            break


def _forms(words: tuple[str, ...], kind: NameKind) -> Iterator[tuple[str, ...]]:
    """The forms under which a name may come again: itself, a person's surname and first word."""
    while len(words) > 1 and (world.is_honorific(words[0]) or words[0] == "."):
        words = words[1:]
    if len(words[0]) > 1 and is_capital(words[0]):
        yield words
    while kind == "person" and len(words) > 2 and words[-1].lower() in WORDS["suffixes"]:
        words = words[:-2] if words[-2] == "," else words[:-1]
    if kind != "person" or len(words) == 1:
        return
    particle = next((i for i in range(1, len(words) - 1) if words[i] in PARTICLES), 0)
    if particle:
        yield words[particle:]
    elif words[-2] != "-":
        yield words[-1:]
    elif is_capital(words[-1]) and len(words) > 3:
        yield words[-3:]
    if len(words[0]) > 1 and is_capital(words[0]) and words[1] != "-":
        yield words[:1]


def _stands_alone(start: int, end: int, doc: Doc, tokens: Tokens) -> bool:
    """Whether no other name word touches tokens [start, end), so that they are a name by themselves."""
    texts, lower = tokens.texts, tokens.lower
    if end < len(texts) and ((is_capital(texts[end]) and not is_title_word(lower[end])) or texts[end] == "-"):
        return False
    if start == 0 or doc[start].is_sent_start:
        return True
    before = start - 1
    if texts[before] == "-":
        return False
    return not is_capital(texts[before]) or is_title_word(lower[before]) or bool(doc[before].is_sent_start)
