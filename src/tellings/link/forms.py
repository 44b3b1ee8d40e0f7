"""The forms of names that are to be joined: one node per full name in the ledger, or per article for a bare surname.

A full name is taken for one bearer wherever it stands; a surname or given name alone may be anyone's. A form keeps what
joining looks at; where it stands is told article by article (`Here`), so that memory grows with names, not mentions.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

from tellings import world
from tellings.lexicon import table
from tellings.model import Article, Marks, NameKind, Role

_KNIGHTS = frozenset(("sir", "dame"))


class Called(NamedTuple):
    """A title and its owner, as titles are compared."""

    title: str
    of: str


@dataclass(slots=True)
class Form:
    """A node: its kind and words; the articles it is in, by rising numbers; how often; what else it is called."""

    kind: NameKind
    words: str
    articles: array[int] = field(default_factory=lambda: array("I"))
    count: int = 0
    spellings: dict[str, int] = field(default_factory=dict)
    titles: dict[Called, None] = field(default_factory=dict)

    @property
    def alone(self) -> bool:
        """Whether this is one part of a person's name: a surname or a given name."""
        return self.kind == "person" and stands_alone(self.words)

    @property
    def knighted(self) -> bool:
        """Whether it is said as a knight's given name is: "Sir Peter"."""
        return self.alone and any(said.partition(" ")[0].casefold() in _KNIGHTS for said in self.spellings)

    def stands_in(self, article: int) -> bool:
        """Whether an article has it."""
        at = bisect_left(self.articles, article)
        return at < len(self.articles) and self.articles[at] == article

    def meets(self, other: Form) -> bool:
        """Whether an article has both."""
        few, many = sorted((self, other), key=lambda form: len(form.articles))
        return any(map(many.stands_in, few.articles))


FormKey = tuple[str, str, str]
Kinds = Mapping[str, NameKind]


class Here(NamedTuple):
    """Where an article mentions forms and what it calls them, in its order: plain values, as many of them wait on disk.

    A mention is a form, start, end and words of its span; a title a form, those of its span, the title and its owner.
    """

    article: str
    mentions: list[tuple[FormKey, int, int, str]]
    titles: list[tuple[FormKey, int, int, str, str, str]]


class Forms(dict[FormKey, Form]):
    """Forms by (kind, words in small letters, article of a name alone or ""), gathered article by article.

    `kinds` are those of `settle_kinds`; `apart` gives, by article, the names in small letters that users took for
    another bearer's there than elsewhere.
    """

    def __init__(self, kinds: Kinds, apart: Mapping[str, Collection[str]] | None = None) -> None:
        """No forms yet."""
        super().__init__()
        self.total = 0  # articles so far
        self._kinds = kinds
        self._apart = apart or {}

    def add(self, article: Article, marks: Marks) -> Here:
        """Take in an article that follows all others in order of the ids; where its forms stand."""
        number, self.total = self.total, self.total + 1
        roles: dict[str, list[Role]] = defaultdict(list)
        for role in marks.roles:
            roles[role.person].append(role)
        taken_out = self._apart.get(article.id, ())
        here = Here(article.id, [], [])
        called: set[tuple[FormKey, str]] = set()
        for name in marks.names:
            kind = self._kinds.get(name.full.casefold(), name.kind)
            words = canonical(name.full) if kind != "person" else name.full
            said = world.plain(article.words(name.span))
            out = next((own for own in (words, said) if own.casefold() in taken_out), "")
            words = out or words
            alone = kind == "person" and stands_alone(words)
            key = (kind, words.casefold(), article.id if alone or out else "")
            form = self.get(key)
            if form is None:
                form = self[key] = Form(kind, words)
            if not form.articles or form.articles[-1] != number:
                form.articles.append(number)
            form.count += 1
            form.spellings[said] = form.spellings.get(said, 0) + 1
            here.mentions.append((key, name.span.start, name.span.end, name.span.text))
            if (key, name.full) not in called:
                called.add((key, name.full))
                for role in roles.get(name.full, ()):
                    form.titles[Called(role.title, role.of)] = None
                    here.titles.append((key, role.span.start, role.span.end, role.span.text, role.title, role.of))
        return here

    def in_order(self) -> Forms:
        """The same, in order of the keys, whatever the order of the names in articles."""
        rows = sorted(self.items())
        self.clear()
        self.update(rows)
        return self


@lru_cache(maxsize=100_000)
def stands_alone(words: str) -> bool:
    """Whether a person's name is one part only, with what belongs to it: "Ostrel", "van der Ostrel", "Al-Ostrel"."""
    *before, _ = words.split() or [""]
    return all(part.casefold() in _particles() and (part.islower() or not world.is_given_name(part)) for part in before)


@cache
def _particles() -> frozenset[str]:
    return frozenset(table("not_names")["particles"].split())


def canonical(words: str) -> str:
    """The one form of a known place or body ("U.S." -> "United States", "Nasa" -> "NASA"); other words as they are."""
    entry = world.known(words) or (world.known(words.upper()) if words.istitle() and " " not in words else None)
    return entry.name if entry is not None else _government(words) or words


def _government(words: str) -> str:
    """The one name of a government: "Ruritanian government" -> "government of Ruritania"; "" for other words."""
    of, _, last = world.plain(words).rpartition(" ")
    if of.casefold() in ("government of", "government of the"):
        of = last
    elif last.casefold() != "government":
        return ""
    country = world.country_of(of) or world.country_of_government(of)
    return f"government of {country}" if country else ""


def settle_kinds(counted: Iterable[tuple[str, NameKind, int]]) -> dict[str, NameKind]:
    """The kind most mentions give to a name, by its small letters; of bodies and places the tables decide.

    `counted` tells names in full, kinds, and how many mentions give it. A surname alone is also told by articles that
    give the full name; "Ostrel" is a body where some have "Ostrel Inc.".
    """
    votes: dict[str, Counter[NameKind]] = defaultdict(Counter)
    companies = set()
    for full, kind, count in counted:
        words = full.casefold()
        votes[words][kind] += count
        if kind == "person" and " " in words:
            votes[words.rpartition(" ")[2]]["person"] += count
        elif kind == "body" and (short := short_of_company(words)):
            companies.add(short)
        entry = world.known(full) if kind != "person" else None
        if entry is not None:
            votes[words][entry.kind] += count
    kinds = {words: max(sorted(count), key=count.__getitem__) for words, count in votes.items()}
    return kinds | {words: "body" for words in companies if kinds.get(words) == "person" and " " not in words}


def short_of_company(words: str) -> str:
    """The name of a company without its legal form: "Ostrel Inc." -> "Ostrel"; "" where it has none."""
    name, _, form = words.rstrip(".").rpartition(" ")
    return name.rstrip(",") if form.casefold() in _legal_forms() else ""


@cache
def _legal_forms() -> frozenset[str]:
    return frozenset(form for forms in table("company_forms")["forms"].values() for form in forms)
