"""What a name does in an article: whether what spaCy takes for a person behaves as a company, a team or a product.

No single mention tells: "Ostrel said" may be a woman or a mill. Over all mentions of an article the evidence adds up: a
person has a given name, a form of address, a title, is "he" or "she"; a thing has shares and a founder, is "it", stands
behind "the" or before a number, is bought, used and launched.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from tellings import world
from tellings.lexicon import table
from tellings.mark.dictionary import is_ordinary
from tellings.mark.tokens import (
    KIN,
    PARTICLES,
    POSSESSIVES,
    WORDS,
    Spot,
    Tokens,
    is_capital,
    is_title_word,
    read_tags,
    title_words,
)
from tellings.model import NameKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

_HE = frozenset(("he", "she", "his", "her", "him", "himself", "herself"))
_STOPS = frozenset((".", "!", "?", ";"))
_IT = frozenset(("its", "itself"))
_REACH = 40  # tokens behind a mention within which a pronoun of its sentence may stand for it
_PLACED = frozenset(("in", "at", "near", "outside", "inside", "across", "around"))
_USED = frozenset(("on", "via", "using"))
_GO_ON = frozenset(("of", "that", "which", "who", "for", "in", "at", "with", "and", "on", "from", "by", "to", "based"))
_TRADES = WORDS["business"] | WORDS["trades"]
_LONGEST = 4  # spaces in a name; what spaCy takes for a person of more words is a caption
_PHRASE = 8  # tokens of a phrase that calls a name by a noun
_WEAK = frozenset(table("titles")["titles"]["weak"])
_NUMBER = re.compile(r"\d{1,3}(?:\.\d+)?|[A-Z]{1,3}\d{1,4}[a-z]?")  # "Lumo 2", "Lumo X20"; a year is none
_CAMEL = re.compile(r"[A-Z]?[a-z]+[A-Z]\w*")  # "PhotoMill", "eMill"
_PREFIXED = re.compile(r"(?:Mc|Mac|De|Di|Del|Della|Du|Da|La|Le|Les|Van|Von|Fitz|St|O|D|Des|Ter)['’]?[A-Z]\w*")
_TICKER = re.compile(r"[A-Z]{1,5}")
# How much more has to speak for a thing than for a person, for it to be one: of names that look like a person's, and of
# single words that are no known given name or surname. Tuned on the story gold: with 1 for the former, presidents
# named by their surname alone become things; with 1.5 for the latter, companies told of twice stay persons.
_SURE, _SURE_OF_WORD = 1.5, 0.5


class Weights(NamedTuple):
    """What speaks in an article against a name's being a person's and for it; how often it stands as a place does."""

    thing: float = 0.0
    person: float = 0.0
    placed: int = 0


def settle_conduct(
    spots: Sequence[Spot], keys: Sequence[str], kinds: Mapping[str, NameKind], doc: Doc, tokens: Tokens
) -> tuple[dict[str, NameKind], set[str]]:
    """`kinds` with what behaves as no person does made a body or a place; and the persons for whom nothing speaks.

    Those are single words, unknown as names, that stand in the article once, and words of the dictionary or, whatever
    their kind, of the article itself.
    """
    weights = weigh_conduct(spots, keys, kinds, doc, tokens)
    counts, small = Counter(keys), set(tokens.texts)
    settled, idle = dict(kinds), set()
    owners: dict[str, str] = {}  # parts of names of several words, which are judged first
    for key, (thing, person, placed) in sorted(weights.items(), key=lambda item: -item[0].count(" ")):
        if key in owners:
            settled[key] = settled[owners[key]]
            continue
        unknown = person == 0 and " " not in key
        word = unknown and is_ordinary(key)
        if thing - person >= (_SURE_OF_WORD if unknown and not word else _SURE):
            settled[key] = "place" if 2 * placed > counts[key] else "body"
            if key.count(" ") >= _LONGEST or all(part in small for part in key.split()):
                idle.add(key)
        elif word or (unknown and counts[key] == 1):
            idle.add(key)
        if " " in key and (settled[key] == "person" or person == 0):
            owners.update(dict.fromkeys(key.split(), key))
    return settled, idle


def weigh_conduct(
    spots: Sequence[Spot], keys: Sequence[str], kinds: Mapping[str, NameKind], doc: Doc, tokens: Tokens
) -> dict[str, Weights]:
    """The weights of each name that is taken for a person, over all its mentions."""
    things: dict[str, float] = defaultdict(float)
    persons: dict[str, float] = defaultdict(float)
    placed: Counter[str] = Counter()
    starts = {spot.start for spot in spots}
    bodies = {i for spot, key in zip(spots, keys, strict=True) if kinds[key] == "body" for i in range(*spot[:2])}
    for spot, key in zip(spots, keys, strict=True):
        if kinds[key] != "person":
            continue
        pronoun = _pronoun(spot, starts, doc, tokens)
        things[key] += _thing(spot, doc, tokens, bodies) + max(0.0, pronoun)
        persons[key] += _person(spot, tokens) + max(0.0, -pronoun)
        placed[key] += spot.start > 0 and tokens.lower[spot.start - 1] in _PLACED
    for key in persons:
        like_thing, like_person = _looks(key)
        things[key] += like_thing
        persons[key] += like_person
    return {
        key: Weights(things[key], own + sum(persons.get(part, 0.0) for part in set(key.split()) - {key}), placed[key])
        for key, own in persons.items()
    }


def _looks(key: str) -> tuple[float, float]:
    """What the words of a name say for a thing and for a person."""
    first, *others = key.split()
    if not others:
        return 0.0, 1.0 * world.is_given_name(key) + 1.0 * world.is_surname(key)
    given, surname = world.is_given_name(first), world.is_surname(others[-1])
    initial = any(len(part) == 2 and part.endswith(".") for part in (first, *others))
    particle = first in PARTICLES  # "Le Pen"
    starts, ends = not given and not particle and is_ordinary(first), not surname and is_ordinary(others[-1])
    thing = 1.5 if starts and ends else 0.5 * (starts or (ends and not particle))
    return thing + 2.0 * (first in WORDS["sorts"]), 2.0 * given + surname + 2.0 * initial


def _person(spot: Spot, tokens: Tokens) -> float:
    """What speaks for a person at one mention."""
    texts, lower, (start, end) = tokens.texts, tokens.lower, spot[:2]
    heads, _ = title_words()
    told = 4.0 if spot.rank == 5 else 3.0 if spot.rank == 6 else 0.0  # with a form of address; a turn in a transcript
    before = lower[start - 1] if start else ""
    wife = before == "," and lower[start - 2 : start - 1] and lower[start - 2] in KIN  # "his wife, Ann"
    if wife or before in KIN or (before in heads and (is_capital(texts[start - 1]) or before not in _WEAK)):
        told += 2
    elif before in heads:  # "rival Ostrel", "the leader Hale"
        told += 0.5
    follows = lower[end : end + 2]
    if "who" in (*follows[:1], *follows[1:2]) or (follows[:1] == [","] and "".join(follows[1:2]).isdigit()):
        told += 3
    return told + (_apposed(end, tokens) in heads) + ("".join(follows[:1]) in WORDS["personal"])


def _apposed(end: int, tokens: Tokens) -> str:
    """The noun that a name is called by behind it: "firm" for ", a small law firm in", "" where none follows."""
    lower = tokens.lower
    if lower[end : end + 1] != [","] or lower[end + 1 : end + 2] not in (["a"], ["an"], ["the"]):
        return ""
    last = end + 1
    while (
        last + 1 < len(lower) and last - end < _PHRASE and (tokens.texts[last + 1].isalpha() or lower[last + 1] == "-")
    ):
        if lower[last + 1] in _GO_ON:
            break
        last += 1
    return lower[last]


def _thing(spot: Spot, doc: Doc, tokens: Tokens, bodies: set[int]) -> float:
    """What speaks for a thing at one mention."""
    texts, lower, tags = tokens.texts, tokens.lower, read_tags(doc)
    start, end = spot.start, spot.end
    before, follows = lower[start - 1] if start else "", "".join(texts[end : end + 1])
    role, governor = tags.roles[end - 1], doc[end - 1].head.i
    told = _own_form(spot, tokens) + _owns(end, tags.roles[end - 1], tokens)
    if (_NUMBER.fullmatch(follows) and tokens.spaced[end - 1]) or (
        follows == "," and lower[end + 1 : end + 2] == ["which"]
    ):
        told += 1.5
    if follows == "(" and _TICKER.fullmatch("".join(texts[end + 1 : end + 2])) and texts[end + 2 : end + 3] == [")"]:
        told += 1
    if before in WORDS["sorts"]:
        told += 2
    if _apposed(end, tokens) in WORDS["sorts"]:
        told += 1.5
    if before in ("the", "a", "an") and role not in ("compound", "nmod", "amod"):
        told += 1.5
    elif before in _USED or before in _PLACED:
        told += 0.7
    does = role == "nsubj" and tags.lemmas[governor] in WORDS["company_verbs"]
    is_done = role == "dobj" and tags.lemmas[governor] in WORDS["goods_verbs"]
    beside = role == "conj" and governor in bodies
    beside = beside or any(child.dep_ == "conj" and child.i in bodies for child in doc[end - 1].children)
    return told + 0.7 * (does + is_done + beside)


def _own_form(spot: Spot, tokens: Tokens) -> float:
    """2 for a capital inside a word, and for one word in capitals among others that are not."""
    texts, (start, end) = tokens.texts, spot[:2]
    if any(_CAMEL.fullmatch(word) and not _PREFIXED.fullmatch(word) for word in texts[start:end]):
        return 2.0
    around = (*texts[max(0, start - 1) : start], *texts[end : end + 1])
    shouted = any(len(word) > 1 and word.isupper() for word in around)
    return 2.0 * (end - start == 1 and texts[start].isupper() and len(texts[start]) > 2 and not shouted)


def _owns(end: int, role: str, tokens: Tokens) -> float:
    """1.5 where shares, customers or founders follow, with a word between at most; less for any other noun."""
    lower, follows = tokens.lower, "".join(tokens.texts[end : end + 1])
    after = end + (follows in POSSESSIVES)
    first, second = (lower[i] if i < len(lower) else "" for i in (after, after + 1))
    if first in _TRADES or (first.isalpha() and second in _TRADES):
        return 1.5
    return 0.5 * (after == end and follows.islower() and role == "compound" and not is_title_word(first))


def _pronoun(spot: Spot, starts: set[int], doc: Doc, tokens: Tokens) -> float:
    """1 where the next pronoun of the sentence is "its", -1 where it is "he" or "her"; 0 with another name between."""
    subject = 1.0 if read_tags(doc).roles[spot.end - 1] in ("nsubj", "nsubjpass") else 0.5
    for i in range(spot.end, min(spot.end + _REACH, len(tokens.texts))):
        if i in starts or tokens.texts[i] in _STOPS or "\n" in tokens.texts[i]:
            break
        if tokens.lower[i] in _HE:
            return -subject
        if tokens.lower[i] in _IT:
            return subject
    return 0.0
