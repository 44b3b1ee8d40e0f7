"""Concepts: what a text is about, as a set that can be compared between articles.

Names by their bearer ("Pyongyang", "the D.P.R.K." and "North Korea" are one): "@" a person, "#" a body, "=" a country
or place. Other words by stem and meaning; numbers are left out. An article's words are looked up once, whatever part of
it is asked for.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple, cast

from tellings.link.terms import Word, meaning, words
from tellings.model import NameKind, Passage
from tellings.view import StoryView
from tellings.world import body_of, country_of, country_of_government

_MARK: dict[NameKind, str] = {"person": "@", "body": "#", "place": "="}  # what the token of a name begins with
_LONGEST_NAME = 5  # words

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
    start, end = view.at(passage.article, passage.span)
    key = (concepts_in, passage.article, start, end)
    if key not in view.known:
        told = _read_article(view, passage.article)
        first, after = bisect_left(told.starts, start), bisect_left(told.starts, end)
        view.known[key] = (
            frozenset(told.concepts[first:after]) - _NOTHING
            if _is_whole(told, first, after, start, end)
            else concepts_of(view, passage.article, view.words(passage))
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
    found = words(text)
    concepts, inside = [""] * len(found), bytearray(len(found))
    at = 0
    while at < len(found):
        word = found[at]
        name, length = _name(view, article, text, found, at) if word.capital else ("", 1)
        if name:
            concepts[at] = name
            inside[at + 1 : at + length] = b"\1" * (length - 1)
        elif word.stem and not word.text[0].isdigit():
            concepts[at] = meaning(word.stem)
        at += length
    cut = frozenset(number for number, word in enumerate(found) if word.capital and "." in word.text)
    starts, ends = array("l", [word.start for word in found]), array("l", [word.end for word in found])
    return _Told(starts, ends, concepts, inside, cut)


@lru_cache(maxsize=65536)
def _well_known(form: str) -> str:
    """The token of a country, by its own name or its government's, or of a well-known body; "" for other words."""
    if land := country_of(form) or country_of_government(form):
        return f"={land}"
    body = body_of(form)
    return f"#{body}" if body else ""


def _name(view: StoryView, article: str, text: str, found: Sequence[Word], at: int) -> tuple[str, int]:
    """The longest name that starts at a word: a token for its bearer ("" for none) and its length in words."""
    for length in range(min(_LONGEST_NAME, len(found) - at), 0, -1):
        last = found[at + length - 1]
        if length > 1 and not last.capital:
            continue
        form = text[found[at].start : last.end + text.startswith(".", last.end) * ("." in last.text)]
        if token := _well_known(form):
            return token, length
        if bearer := view.bearer(article, form) or view.bearer(article, form.removesuffix("'s").removesuffix("’s")):
            return _MARK[bearer.kind] + bearer.id, length
    return "", 1
