"""People and bodies: one entry for all spellings, orders and titles.

What users decided comes first, then full names, then surnames and given names that stand alone in an article; every
joining keeps its reason.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tellings import world
from tellings.link.decided import Ruling, names_apart, rulings
from tellings.link.forms import Form, FormKey, gather_forms
from tellings.link.joining import Link, differ, find_bearers, find_links
from tellings.link.spelling import fold, sound
from tellings.memory import without_cycles
from tellings.model import Article, Decision, Joining, Marks, NameKind, Person, make_id


class Groups:
    """Forms joined into bearers; a join that would put two different full names together is refused.

    A user's ruling is not: what it joins stays joined, what it keeps apart is never joined, not even through others.
    """

    def __init__(self, forms: Mapping[FormKey, Form]) -> None:
        """Each form by itself."""
        self._forms = forms
        self._head = {key: key for key in forms}
        self._members: dict[FormKey, list[FormKey]] = {key: [key] for key in forms}
        self._apart: dict[FormKey, set[FormKey]] = defaultdict(set)
        self._ruled: set[FormKey] = set()
        self.links: list[Link] = []

    def heads(self) -> dict[FormKey, FormKey]:
        """Form -> the form that stands for its group."""
        return dict(self._head)

    def members(self) -> Iterable[list[FormKey]]:
        """The groups, in a fixed order."""
        return (sorted(self._members[head]) for head in sorted(self._members))

    def rule(self, ruling: Ruling) -> None:
        """Do what a user decided, as far as no newer ruling is against it."""
        for link in ruling.links:
            one, other = self._head[link.one], self._head[link.other]
            if one != other and not self._kept_apart(one, other):
                self._ruled |= {*self._members[one], *self._members[other]}
                self._put_together(link)
        for one in ruling.apart:
            others = {other for other in ruling.others if self._head[other] != self._head[one]}
            self._apart[one] |= others
            for other in others:
                self._apart[other].add(one)

    def join(self, links: Iterable[Link]) -> None:
        """Join by links, in their order."""
        for link in links:
            one, other = self._head[link.one], self._head[link.other]
            if one != other and not self._kept_apart(one, other) and not self._clash(link):
                self._put_together(link)

    def _put_together(self, link: Link) -> None:
        keep, drop = sorted((self._head[link.one], self._head[link.other]))
        for key in self._members.pop(drop):
            self._head[key] = keep
            self._members[keep].append(key)
        self.links.append(link)

    def _kept_apart(self, one: FormKey, other: FormKey) -> bool:
        """Whether a user said of any two forms of two groups that they are two bearers'."""
        theirs = self._members[other]
        return any(not self._apart[key].isdisjoint(theirs) for key in self._members[one] if key in self._apart)

    def _clash(self, link: Link) -> bool:
        """Whether two groups hold names of different bearers, or names that one article keeps apart."""
        ours, theirs = self._like(link.one), self._like(link.other)
        if any(differ(a.words, b.words, a.kind) for a in ours for b in theirs):
            return True
        return any(
            a.alone and b.alone and a.words.casefold() != b.words.casefold() and a.articles & b.articles
            for a in ours
            for b in theirs
        )

    def _like(self, key: FormKey) -> list[Form]:
        """The first forms of a form's group; where a user joined unlike names, only those like this one."""
        forms, mine = self._forms, self._forms[key]
        members = self._members[self._head[key]]
        if key in self._ruled:
            members = [other for other in members if not differ(mine.words, forms[other].words, mine.kind)]
        return [forms[other] for other in members[:12]]


@without_cycles()
def find_people(
    articles: Mapping[str, Article], marks: Mapping[str, Marks], decisions: Sequence[Decision] = ()
) -> tuple[tuple[Person, ...], tuple[Joining, ...]]:
    """Everyone named in any article, by kind and name, and why names were joined; users' decisions hold."""
    forms = gather_forms(articles, marks, names_apart(articles, decisions))
    groups = Groups(forms)
    for ruling in rulings(articles, forms, decisions):
        groups.rule(ruling)
    groups.join(find_links(forms))
    groups.join(find_bearers(forms, groups.heads()))
    people, ids, taken = [], {}, Counter[str]()
    for members in groups.members():
        person = _person([forms[key] for key in members], taken)
        people.append(person)
        ids.update(dict.fromkeys(members, person.id))
    joinings = [
        Joining(ids[link.one], forms[link.one].words, forms[link.other].words, round(link.score, 2), link.reason)
        for link in groups.links
    ]
    return (
        tuple(sorted(people, key=lambda person: (person.kind, person.name, person.id))),
        tuple(sorted(joinings + _variants(forms, ids), key=lambda row: (row.person, row.one, row.other, -row.score))),
    )


def _person(forms: list[Form], taken: Counter[str]) -> Person:
    """One entry from its forms; `taken` counts the ids given out, so that two bearers of one name get two."""
    name = _best_name(forms)
    kinds = sum((Counter({form.kind: len(form.mentions)}) for form in forms), Counter[NameKind]())
    kind = max(sorted(kinds), key=kinds.__getitem__)  # a user may have joined two kinds
    key = " ".join(sorted(sound(part) for part in fold(name) if len(part) > 1)) or name
    taken[kind + key] += 1
    spellings = sum((form.spellings for form in forms), Counter[str]())
    return Person(
        make_id(kind, key, *([taken[kind + key]] if taken[kind + key] > 1 else [])),
        kind,
        name,
        tuple(sorted(spellings, key=lambda words: (-spellings[words], words))),
        tuple(sorted(passage for form in forms for passage in form.mentions)),
        tuple(sorted((title for form in forms for title in form.titles), key=lambda title: title.passage)),
    )


def _best_name(forms: list[Form]) -> str:
    """The name most articles give in full; given name first where two orders are as frequent."""
    votes: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for form in forms:
        count = votes[form.words]
        votes[form.words] = (count[0] + len(form.articles), count[1] + len(form.mentions))
    return min(
        votes,
        key=lambda words: (
            " " not in words,
            words.isupper() and len(words) > 5,
            -votes[words][0],
            not world.is_given_name(words.partition(" ")[0]),
            -votes[words][1],
            words,
        ),
    )


def _variants(forms: Mapping[FormKey, Form], ids: Mapping[FormKey, str]) -> list[Joining]:
    """A row for each spelling that a table, not a comparison, makes one with the form's own words."""
    rows = []
    for key, form in forms.items():
        if form.kind == "person":
            continue
        for words in sorted(form.spellings):
            if words.casefold() != form.words.casefold() and world.known(words) is not None:
                rows.append(Joining(ids[key], words, form.words, 0.97, "names of one body or place"))
    return rows
