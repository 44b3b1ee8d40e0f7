"""Surnames that stand where no name is marked: "Thane had denied it." in an article that never says "Gregory Thane".

The story tells whose they are: one of its people bears the surname, nothing else is called so, and nobody writes it
small.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from tellings import world
from tellings.link.forms import stands_alone
from tellings.model import Article, Marks, Person

_SHORTEST = 3  # letters of a surname that is looked for
_WORD_BEFORE = re.compile(r"([^\W\d_]+)[ \n]$")
_CAPITAL_AFTER = re.compile(r"[-'’]?[ -](?:of (?:the )?)?[^\W\d_a-z]")  # a longer name, or a work's

Bearers = Mapping[tuple[str, str], str]  # whom an article means by a name's words


def find_unmarked(
    articles: Mapping[str, Article], marks: Mapping[str, Marks], people: Mapping[str, Person], bearers: Bearers
) -> Iterator[tuple[str, str, str]]:
    """Articles of one story, surnames that are no marked names in them, and the ids of the people who bear them."""
    by_surname: dict[str, set[str]] = defaultdict(set)
    others: set[str] = set()  # words of names of bodies and places
    named: dict[str, set[str]] = defaultdict(set)
    for (article, words), key in bearers.items():
        if people[key].kind != "person":
            others.update(words.split())
        elif not stands_alone(words):
            by_surname[words.split()[-1]].add(key)
            named[article].add(key)
    for surname in sorted(by_surname):
        if not _is_telling(surname) or surname in others:
            continue
        small = re.compile(rf"\b{re.escape(surname.lower())}\b")
        if any(surname.lower() in one.text and small.search(one.text) for one in articles.values()):
            continue
        for article, one in articles.items():
            if (article, surname) in bearers or surname not in one.text:
                continue
            borne = by_surname[surname] if len(by_surname[surname]) == 1 else by_surname[surname] & named[article]
            if len(borne) == 1 and _stands(surname, one, marks[article]):
                yield article, surname, next(iter(borne))


def _is_telling(surname: str) -> bool:
    return len(surname) >= _SHORTEST and surname[0].isupper() and not surname.isupper() and surname.isalpha()


def _stands(surname: str, article: Article, marks: Marks) -> bool:
    """Whether a surname stands by itself in an article, in no name that is marked and in none that is not."""
    text = article.text
    taken = [article.at(name.span) for name in marks.names]
    for match in re.finditer(rf"\b{re.escape(surname)}\b", text):
        start, end = match.span()
        if _CAPITAL_AFTER.match(text, end) or any(first <= start < last for first, last in taken):
            continue
        before = _WORD_BEFORE.search(text, max(0, start - 40), start)
        if not (before and before[1].istitle() and world.is_given_name(before[1])):
            return True
    return False
