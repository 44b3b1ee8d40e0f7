"""What users decided, as linking heeds it: names that are one before any comparison, names that are never one.

Decisions are gone through from the newest back, so that where two contradict each other the newer holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from tellings.decisions import address, in_force
from tellings.link.forms import Form, FormKey
from tellings.link.joining import Link
from tellings.model import Article, Decision, Named


class Ruling(NamedTuple):
    """A decision over forms: `links` that hold, or forms that are `apart` from `others`."""

    links: tuple[Link, ...] = ()
    apart: frozenset[FormKey] = frozenset()
    others: frozenset[FormKey] = frozenset()


Ids = Mapping[str, Sequence[str]]  # address -> the articles there: two where one file was read under two ids


def names_apart(ids: Ids, decisions: Sequence[Decision]) -> dict[str, frozenset[str]]:
    """The names, in small letters, that users took out of an entry in one article, by the article's id."""
    found: dict[str, set[str]] = defaultdict(set)
    for decision in in_force(decisions, "split"):
        for named in decision.names:
            for article in ids.get(named.article, ()):
                found[article].add(named.words.casefold())
    return {article: frozenset(words) for article, words in found.items()}


def rulings(ids: Ids, forms: Mapping[FormKey, Form], decisions: Sequence[Decision]) -> Iterator[Ruling]:
    """What the decisions that stand say of the forms, newest first."""
    index: dict[str, list[FormKey]] = defaultdict(list)
    for key in forms:
        index[key[1]].append(key)
    for decision in reversed(in_force(decisions, "join", "split")):
        ones = _keys(decision.names, decision, index, ids)
        if decision.kind == "split":
            yield Ruling(apart=frozenset(ones), others=frozenset(_keys(decision.others, decision, index, ids)))
        else:
            yield Ruling(tuple(Link(1.0, one, other, _reason(decision)) for one, other in pairwise(ones)))


def _keys(
    names: Sequence[Named], decision: Decision, index: Mapping[str, Sequence[FormKey]], ids: Ids
) -> list[FormKey]:
    """The forms that names speak of; a name with an article goes before the same name without."""
    placed = {
        (n.words.casefold(), article) for n in decision.names + decision.others for article in ids.get(n.article, ())
    }
    found: dict[FormKey, None] = {}
    for named in names:
        words = named.words.casefold()
        for key in index.get(words, ()):
            if key[2] in ids.get(named.article, ()) if named.article else (words, key[2]) not in placed:
                found[key] = None
    return list(found)


def ids_of(articles: Iterable[Article], decisions: Sequence[Decision]) -> Ids:
    """The articles that decisions speak of, by their addresses."""
    named = {named.article for decision in decisions for named in decision.names + decision.others}
    found: dict[str, list[str]] = defaultdict(list)
    for article in articles if named - {""} else ():
        if (where := address(article)) in named:
            found[where].append(article.id)
    return found


def _reason(decision: Decision) -> str:
    """Who decided so, when, and why, for a reader."""
    said = f"decided by {decision.who or 'a user'} on {decision.when[:10]}"
    return f"{said}: {decision.why}" if decision.why else said
