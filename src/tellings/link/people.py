"""People and bodies: one entry for all spellings, orders and titles.

What users decided comes first, then full names, then surnames and given names that stand alone in an article; every
joining keeps its reason.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tellings import world
from tellings.link.compare import telling_parts
from tellings.link.decided import Ids, Ruling, ids_of, names_apart, rulings
from tellings.link.forms import Form, FormKey, Forms, Here, settle_kinds, stands_alone
from tellings.link.given import gives_both, gives_nickname, may_be_called
from tellings.link.joining import Company, Link, differ, find_alike, find_bearers, find_links
from tellings.link.spelling import fold, sound
from tellings.link.titles import same_office
from tellings.memory import without_cycles
from tellings.model import Article, Decision, Joining, Marks, NameKind, Passage, Person, Span, Title, make_id
from tellings.named import Appearance, Appearances, together, told


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
        if any(differ(a.words, b.words, a.kind) and not _borne_out(a, b, ours + theirs) for a in ours for b in theirs):
            return True
        return any(_told_apart(a, b) for a in ours for b in theirs)

    def _like(self, key: FormKey) -> list[Form]:
        """The first forms of a form's group; where a user joined unlike names, only those like this one."""
        forms, mine = self._forms, self._forms[key]
        members = self._members[self._head[key]]
        if key in self._ruled:
            members = [other for other in members if not differ(mine.words, forms[other].words, mine.kind)]
        return [forms[other] for other in members[:12]]


def _told_apart(one: Form, other: Form) -> bool:
    """Whether one article has two different parts of names, each alone, so that they are two people's."""
    if not (one.alone and other.alone) or one.knighted or other.knighted:
        return False
    return telling_parts(one.words, "person") != telling_parts(other.words, "person") and one.meets(other)


def _borne_out(one: Form, other: Form, members: Sequence[Form]) -> bool:
    """Whether two names that differ are one bearer's all the same: one office, or a name that gives both."""
    if one.kind != "person":
        return False
    office = "" if one.meets(other) else same_office(one, other)
    if office and may_be_called(one.words, other.words):
        return True
    return any(
        (office or gives_nickname(form.words))
        and gives_both(form.words, one.words, other.words)
        and not any(differ(form.words, name.words, "person") for name in (one, other))
        for form in members
    )


class Bearers(NamedTuple):
    """Everyone named, by kind and name, without where; why names were joined; and whose each form is."""

    people: tuple[Person, ...]
    joinings: tuple[Joining, ...]
    of: Mapping[FormKey, str]

    def named_in(self, here: Here) -> Appearances:
        """Who an article names."""
        found: Appearances = {}
        for key, start, end, words in here.mentions:
            mentions = found.setdefault(self.of[key], Appearance([], [])).mentions
            mentions.append(Passage(here.article, Span(start, end, words)))
        for key, start, end, words, title, of in here.titles:
            found[self.of[key]].titles.append(Title(Passage(here.article, Span(start, end, words)), title, of))
        return found


def find_people(
    articles: Mapping[str, Article], marks: Mapping[str, Marks], decisions: Sequence[Decision] = ()
) -> tuple[tuple[Person, ...], tuple[Joining, ...]]:
    """Everyone named in any article, by kind and name, and why names were joined; users' decisions hold."""
    counted = Counter((name.full, name.kind) for key in sorted(marks) for name in marks[key].names)
    ids = ids_of(articles.values(), decisions)
    forms = Forms(settle_kinds((*name, count) for name, count in counted.items()), names_apart(ids, decisions))
    heres = [forms.add(articles[key], marks[key]) for key in sorted(marks)]
    bearers = join_forms(forms, ids, decisions)
    named = together(map(bearers.named_in, heres))
    return tuple(told(person, named[person.id]) for person in bearers.people), bearers.joinings


@without_cycles()
def join_forms(forms: Forms, ids: Ids, decisions: Sequence[Decision] = ()) -> Bearers:
    """Whose the forms of a ledger are; `ids` are those of `decided.ids_of`."""
    forms = forms.in_order()
    groups = Groups(forms)
    for ruling in rulings(ids, forms, decisions):
        groups.rule(ruling)
    sure, alike = find_alike(forms)
    groups.join(sure)
    groups.join(find_links(forms, alike, Company(forms, groups.heads())))
    groups.join(find_bearers(forms, groups.heads(), Company(forms, groups.heads())))
    people, of, taken = [], {}, Counter[str]()
    for members in groups.members():
        person = _person([forms[key] for key in members], taken)
        people.append(person)
        of.update(dict.fromkeys(members, person.id))
    joinings = [
        Joining(of[link.one], forms[link.one].words, forms[link.other].words, round(link.score, 2), link.reason)
        for link in groups.links
    ]
    return Bearers(
        tuple(sorted(people, key=lambda person: (person.kind, person.name, person.id))),
        tuple(sorted(joinings + _variants(forms, of), key=lambda row: (row.person, row.one, row.other, -row.score))),
        of,
    )


def _person(forms: list[Form], taken: Counter[str]) -> Person:
    """One entry from its forms; `taken` counts the ids given out, so that two bearers of one name get two."""
    name = _best_name(forms)
    kinds = sum((Counter({form.kind: form.count}) for form in forms), Counter[NameKind]())
    kind = max(sorted(kinds), key=kinds.__getitem__)  # a user may have joined two kinds
    key = " ".join(sorted(sound(part) for part in fold(name) if len(part) > 1)) or name
    taken[kind + key] += 1
    spellings: Counter[str] = Counter()
    for form in forms:
        spellings.update(form.spellings)
    return Person(
        make_id(kind, key, *([taken[kind + key]] if taken[kind + key] > 1 else [])),
        kind,
        name,
        tuple(sorted(spellings, key=lambda words: (-spellings[words], words))),
        (),
    )


def _best_name(forms: list[Form]) -> str:
    """The name most articles give in full; given name first where two orders are as frequent."""
    votes: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for form in forms:
        count = votes[form.words]
        votes[form.words] = (count[0] + len(form.articles), count[1] + form.count)
    return min(
        votes,
        key=lambda words: (
            stands_alone(words),
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
