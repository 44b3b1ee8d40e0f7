"""Concepts: what a text is about, as a set that can be compared between articles.

Names by their bearer ("Pyongyang", "the D.P.R.K." and "North Korea" are one): "@" a person, "#" a body, "=" a country
or place. Other words by stem and meaning; numbers are left out. An article's words are looked up once, whatever part of
it is asked for.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from functools import cache, lru_cache
from typing import NamedTuple, cast

from tellings.link.terms import WORD, meaning, stem
from tellings.model import NameKind, Passage
from tellings.view import StoryView
from tellings.world import all_names, body_of, country_of, country_of_government, plain

_MARK: dict[NameKind, str] = {"person": "@", "body": "#", "place": "="}  # what the token of a name begins with
_LONGEST_NAME = 5  # words
_OWNER = ("'s", "’s")

_NOTHING = frozenset(("",))


class _Told(NamedTuple):
    """The words of a text from its start: where each begins and ends, and what it adds to the concepts.

    `concepts` holds a name at its first word, and "" at the others, which are `inside` it; `cut` are words that a dot
    after them would make others.
    """

    starts: array[int]
    ends: array[int]
    concepts: list[str]
    inside: bytearray
    cut: frozenset[int]


def concepts_of(view: StoryView, article: str, text: str) -> frozenset[str]:
    """What a text of an article is about."""
    key = (article, text)
    if key not in view.known:
        told = _read(view, article, text)
        view.known[key] = frozenset(told.concepts) - _NOTHING
    return cast(frozenset[str], view.known[key])


def concepts_in(view: StoryView, passage: Passage) -> frozenset[str]:
    """What a passage is about: as `concepts_of` its words."""
    return concepts_between(view, passage.article, *view.at(passage.article, passage.span))


def concepts_between(view: StoryView, article: str, start: int, end: int) -> frozenset[str]:
    """What an article is about between two clean offsets."""
    key = (concepts_between, article, start, end)
    if key not in view.known:
        told = _read_article(view, article)
        first, after = bisect_left(told.starts, start), bisect_left(told.starts, end)
        view.known[key] = (
            frozenset(told.concepts[first:after]) - _NOTHING
            if _is_whole(told, first, after, start, end)
            else concepts_of(view, article, view.articles[article].text[start:end].replace("\n", " "))
        )
    return cast(frozenset[str], view.known[key])


def _read_article(view: StoryView, article: str) -> _Told:
    key = (_read_article, article)
    if key not in view.known:
        view.known[key] = _read(view, article, view.articles[article].text.replace("\n", " "))
    return cast(_Told, view.known[key])


def _is_whole(told: _Told, first: int, after: int, start: int, end: int) -> bool:
    """Whether the words from one number to before another are the words of a part of the text, no word or name cut."""
    if first == after:
        return first == 0 or told.ends[first - 1] <= start
    before = first == 0 or told.ends[first - 1] <= start
    within = told.ends[after - 1] < end or (told.ends[after - 1] == end and after - 1 not in told.cut)
    return before and within and not told.inside[first] and not (after < len(told.inside) and told.inside[after])


def _read(view: StoryView, article: str, text: str) -> _Told:
    found = list(WORD.finditer(text))
    said = [match.group() for match in found]
    starts, ends = array("l", [match.start() for match in found]), array("l", [match.end() for match in found])
    concepts, inside, cut = list(map(_plain, said)), bytearray(len(found)), []
    capital = [number for number, word in enumerate(said) if word[0].isupper()]
    capitals, bearers = set(capital), view.once(_by_article).get(article, {})
    for at in capital:
        if "." in said[at]:
            cut.append(at)
        if inside[at]:
            continue
        known = _may_be_known(said[at])
        for last in (last for last in range(at + _LONGEST_NAME - 1, at - 1, -1) if last in capitals):
            form = text[starts[at] : ends[last] + (text.startswith(".", ends[last]) and "." in said[last])]
            name = (known and _well_known(form)) or bearers.get(form)
            if not name and form.endswith(_OWNER):
                name = bearers.get(form[:-2])
            if name:
                concepts[at] = name
                concepts[at + 1 : last + 1] = [""] * (last - at)
                inside[at + 1 : last + 1] = b"\1" * (last - at)
                break
    return _Told(starts, ends, concepts, inside, frozenset(cut))


def _by_article(view: StoryView) -> dict[str, dict[str, str]]:
    """For each article the tokens of the names that it gives to the people and bodies of the story."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for (article, words), person in view.bearers.items():
        found[article][words] = _MARK[view.people[person].kind] + person
    return found


@lru_cache(maxsize=65536)
def _plain(word: str) -> str:
    """The concept of a word that is no name: its meaning, "" for a number and for one that says nothing alone."""
    found = stem(word)
    return meaning(found) if found and not word[0].isdigit() else ""


@lru_cache(maxsize=65536)
def _may_be_known(word: str) -> bool:
    """Whether a name that the tables of the world have begins with a word."""
    return word.casefold() == "the" or any(first.casefold() in _first_words() for first in {word, plain(word)})


@cache
def _first_words() -> frozenset[str]:
    return frozenset(match.group().casefold() for name in all_names() if (match := WORD.search(name)))


@lru_cache(maxsize=65536)
def _well_known(form: str) -> str:
    """The token of a country, by its own name or its government's, or of a well-known body; "" for other words."""
    if land := country_of(form) or country_of_government(form):
        return f"={land}"
    body = body_of(form)
    return f"#{body}" if body else ""
