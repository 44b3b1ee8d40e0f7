"""The forms of names that are to be joined: one node per full name in the ledger, or per article for a bare surname.

A full name is taken for one bearer wherever it stands; a surname or given name alone may be anyone's.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache

from tellings import world
from tellings.lexicon import table
from tellings.model import Article, Marks, NameKind, Passage, Title


@dataclass(slots=True)
class Form:
    """A node: its kind and words, where it is mentioned, the titles it gets, by article."""

    kind: NameKind
    words: str
    articles: set[str] = field(default_factory=set)
    mentions: list[Passage] = field(default_factory=list)
    spellings: Counter[str] = field(default_factory=Counter)
    titles: list[Title] = field(default_factory=list)

    @property
    def alone(self) -> bool:
        """Whether this is one part of a person's name: a surname or a given name."""
        return self.kind == "person" and " " not in self.words


FormKey = tuple[str, str, str]


def gather_forms(
    articles: Mapping[str, Article], marks: Mapping[str, Marks], apart: Mapping[str, Collection[str]] | None = None
) -> dict[FormKey, Form]:
    """All forms by (kind, words in small letters, article of a name alone or ""), in a fixed order.

    `apart` gives, by article, the names in small letters that users took for another bearer's there than elsewhere.
    """
    kinds = _kinds(marks)
    forms: dict[FormKey, Form] = {}
    for article in sorted(marks):
        titles: dict[str, list[Title]] = defaultdict(list)
        for role in marks[article].roles:
            titles[role.person].append(Title(Passage(article, role.span), role.title, role.of))
        seen = set()
        taken_out = (apart or {}).get(article, ())
        for name in marks[article].names:
            kind = kinds[name.full.casefold()]
            words = canonical(name.full) if kind != "person" else name.full
            said = world.plain(articles[article].words(name.span))
            out = next((own for own in (words, said) if own.casefold() in taken_out), "")
            words = out or words
            alone = kind == "person" and " " not in words
            key = (kind, words.casefold(), article if alone or out else "")
            form = forms.setdefault(key, Form(kind, words))
            form.articles.add(article)
            form.mentions.append(Passage(article, name.span))
            form.spellings[said] += 1
            if (key, name.full) not in seen:
                seen.add((key, name.full))
                form.titles += titles.get(name.full, [])
    return dict(sorted(forms.items()))


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


def _kinds(marks: Mapping[str, Marks]) -> dict[str, NameKind]:
    """The kind most mentions give to a name; of bodies and places the tables decide.

    A surname alone is also told by articles that give the full name; "Ostrel" is a body where some have "Ostrel Inc.".
    """
    votes: dict[str, Counter[NameKind]] = defaultdict(Counter)
    companies = set()
    for key in sorted(marks):
        for name in marks[key].names:
            words = name.full.casefold()
            votes[words][name.kind] += 1
            if name.kind == "person" and " " in words:
                votes[words.rpartition(" ")[2]]["person"] += 1
            elif name.kind == "body" and (short := short_of_company(words)):
                companies.add(short)
            entry = world.known(name.full) if name.kind != "person" else None
            if entry is not None:
                votes[name.full.casefold()][entry.kind] += 1
    kinds = {words: max(sorted(count), key=count.__getitem__) for words, count in votes.items()}
    return kinds | {words: "body" for words in companies if kinds.get(words) == "person" and " " not in words}


def short_of_company(words: str) -> str:
    """The name of a company without its legal form: "Ostrel Inc." -> "Ostrel"; "" where it has none."""
    name, _, form = words.rstrip(".").rpartition(" ")
    return name.rstrip(",") if form.casefold() in _legal_forms() else ""


@cache
def _legal_forms() -> frozenset[str]:
    return frozenset(form for forms in table("company_forms")["forms"].values() for form in forms)
