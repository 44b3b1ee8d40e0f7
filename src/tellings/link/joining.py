"""Which forms may be one bearer, and how surely: candidates from blocks, then names, titles and company compared."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from tellings import world
from tellings.link.blocks import BLOCK, find_pairs
from tellings.link.compare import compare, may_be_one, telling_parts
from tellings.link.forms import Form, FormKey, Forms, stands_alone
from tellings.link.given import goes_by_nickname, may_be_called
from tellings.link.spelling import fold, korean_surnames, sound
from tellings.link.titles import same_office, same_title, title_keys

SURE = 0.9  # names alike beyond spelling mistakes: joined without further evidence
COMPANY = 1.0  # shared names that count as evidence; a full name or a body not in the tables is 1, others 1/3
_OTHERWISE = 0.7  # how sure it is that two given names are one person's, where company and office speak for it
_KNOWN_TO_ALL = 0.34  # the weight of such a name, and of one in very many articles
_LOOKED_AT = 12  # articles of a form whose names are compared


class Link(NamedTuple):
    """Two forms that are one bearer's."""

    score: float
    one: FormKey
    other: FormKey
    reason: str


class Company:
    """Which names stand together in articles, and how much a shared one tells."""

    def __init__(self, forms: Forms, groups: Mapping[FormKey, FormKey]) -> None:
        """Names of all articles, each weighed once; forms of one group (form -> its head) are one name."""
        heads = dict.fromkeys(groups[key] for key, form in forms.items() if not form.alone)
        self._forms = [forms[key] for key in heads]
        numbers = {key: at for at, key in enumerate(heads)}
        self._numbers = {key: numbers[groups[key]] for key, form in forms.items() if not form.alone}
        self._names = [array("I") for _ in range(forms.total)]  # of each article, the numbers of its full names
        count = array("I", bytes(4 * len(heads)))
        for key, at in self._numbers.items():
            count[at] += len(forms[key].articles)
            for article in forms[key].articles:
                self._names[article].append(at)
        self._weights = array("d")
        for form, articles in zip(self._forms, count, strict=True):
            telling = world.known(form.words) is None and articles <= max(12, forms.total // 20)
            self._weights.append((1.0 if form.kind != "place" else 0.5) if telling else _KNOWN_TO_ALL)
        self._set = lru_cache(10_000)(lambda article: frozenset(self._names[article]))
        self._surnames = lru_cache(10_000)(self._find_surnames)

    def shared(self, one: Form, other: Form, without: Sequence[FormKey] = ()) -> tuple[float, str]:
        """The weight of the names that two articles of the forms share, at its most, and the telling ones of them."""
        best, names = 0.0, ""
        apart = [self._numbers[key] for key in without]
        for a in one.articles[:_LOOKED_AT]:
            for b in other.articles[:_LOOKED_AT]:
                if a == b:
                    continue
                both = sorted((self._set(a) & self._set(b)).difference(apart))
                weight = sum(self._weights[at] for at in both)
                if weight > best:
                    telling = sorted(both, key=lambda at: (-self._weights[at], self._forms[at].kind != "person", at))
                    best, names = weight, ", ".join(self._forms[at].words for at in telling[:3])
        return best, names

    def telling(self, one: Form) -> set[int]:
        """The numbers of the names beside it that are not known to all, in the articles that are looked at."""
        return {at for a in one.articles[:_LOOKED_AT] for at in self._names[a] if self._weights[at] > _KNOWN_TO_ALL}

    def surnames(self, one: Form) -> set[str]:
        """The keys of the surnames of the people named in its articles."""
        return set().union(*map(self._surnames, one.articles))

    def family(self, one: Form, other: Form) -> bool:
        """Whether an article of `one`, a given name alone, names another person with the surname of `other`."""
        last = sound(fold(other.words)[-1])
        return any(last in self._surnames(article) and not other.stands_in(article) for article in one.articles)

    def _find_surnames(self, article: int) -> frozenset[str]:
        persons = (self._forms[at] for at in self._names[article] if self._forms[at].kind == "person")
        return frozenset(sound(last) for form in persons for last in fold(form.words)[-1:])


class Alike(NamedTuple):
    """Two full forms of like names that are one bearer's if more than the names speaks for it."""

    one: FormKey
    other: FormKey
    score: float
    reason: str


def find_alike(forms: Forms) -> tuple[list[Link], list[Alike]]:
    """Links between forms whose names leave no doubt, and the forms that are only alike."""
    links, open_ones = [], []
    for one, other in find_pairs(forms):
        found = _compared(forms, one, other)
        if isinstance(found, Link):
            links.append(found)
        elif found is not None:
            open_ones.append(found)
    return surest_first(links), open_ones


def find_links(forms: Forms, alike: Sequence[Alike], company: Company) -> list[Link]:
    """Links between forms that are alike, surest first; a link says nothing about what others it contradicts."""
    return surest_first(link for pair in alike if (link := _link(forms, pair, company)) is not None)


def surest_first(links: Iterable[Link]) -> list[Link]:
    """Links in the order in which they are made."""
    return sorted(links, key=lambda link: (-link.score, link.one, link.other))


def find_bearers(forms: Forms, groups: Mapping[FormKey, FormKey], company: Company) -> list[Link]:
    """Links of names alone to the person they fit best, each with evidence beyond the name; surest first.

    `groups` gives the person that each full form was joined to.
    """
    by_part: dict[str, list[FormKey]] = defaultdict(list)
    alone: dict[str, list[FormKey]] = defaultdict(list)
    for key, form in forms.items():
        if form.kind != "person":
            continue
        if form.alone:
            alone[sound("".join(telling_parts(form.words, "person")))].append(key)
            continue
        for part in {sound(part) for part in _called_by(form.words)}:
            by_part[part].append(key)
    links = []
    for part, keys in alone.items():
        bearing = _Bearing(forms, by_part.get(part, []), company)
        for key in keys:
            link = _best_bearer(forms, key, bearing, groups, company)
            if link is not None:
                links.append(link)
        links += _between_alone(forms, keys, company)
    return surest_first(links)


def _called_by(words: str) -> Iterator[str]:
    """The parts of a full name that a bearer is called by alone: the first, the last, a surname between them."""
    parts = telling_parts(words, "person")
    for at, part in enumerate(parts):
        if at in (0, len(parts) - 1) or (len(part) > 2 and not world.is_given_name(part)):
            yield part
    for word in words.split():
        if "-" in word.strip("-"):  # "Ji-hoon", "Ostrel-Marsh"
            yield "".join(telling_parts(word, "person"))


def _first(words: str) -> str:
    return (fold(words) or [""])[0]


class _Bearing:
    """The full forms with one part of a name, by what a name alone finds them by: of a common one there are many."""

    def __init__(self, forms: Mapping[FormKey, Form], keys: Sequence[FormKey], company: Company) -> None:
        self._forms, self._keys, self._company = forms, keys, company
        self._titled: dict[str, list[int]] = defaultdict(list)
        self._named_with: dict[int, list[int]] = defaultdict(list)
        self._by_last: dict[str, list[int]] = defaultdict(list)
        for at, key in enumerate(keys):
            form = forms[key]
            self._by_last[sound(fold(form.words)[-1])].append(at)
            for title in title_keys(form):
                self._titled[title].append(at)
            for number in company.telling(form):
                self._named_with[number].append(at)

    def family(self, form: Form) -> list[FormKey]:
        """Those with whose surname an article of a given name alone names another person."""
        found = sorted(at for last in self._company.surnames(form) for at in self._by_last.get(last, ()))
        return [key for key in self._told(form, found) if self._company.family(form, self._forms[key])]

    def near(self, form: Form) -> list[FormKey]:
        """Those for whom anything beyond the name may speak: a title, or a telling name that stands with both."""
        found = {at for number in self._company.telling(form) for at in self._named_with.get(number, ())}
        found.update(at for title in title_keys(form) for at in self._titled.get(title, ()))
        return self._told(form, sorted(found))

    def _told(self, form: Form, found: Sequence[int]) -> list[FormKey]:
        """Without those whom an article with the name alone names in full: it knew of them."""
        return [key for key in (self._keys[at] for at in found) if not form.meets(self._forms[key])]


def _best_bearer(
    forms: Mapping[FormKey, Form],
    key: FormKey,
    bearing: _Bearing,
    groups: Mapping[FormKey, FormKey],
    company: Company,
) -> Link | None:
    """The person a name alone belongs to: the best of those that bear it; None where two fit alike or none does."""
    form = forms[key]
    found: dict[FormKey, tuple[float, FormKey, str]] = {}
    given = world.is_given_name(form.words) and form.words.casefold() not in korean_surnames()
    full = bearing.family(form) if given else []
    if not full:  # a given name alone is told by the family it stands with; as a surname it is like any other
        word = _first(form.words) if given else ""
        full = [other for other in bearing.near(form) if form.knighted or _first(forms[other].words) != word]
    for other in full:
        evidence, reason = _evidence(form, forms[other], company)
        if evidence > found.get(groups[other], (0.0, key, ""))[0]:
            found[groups[other]] = (evidence, other, reason)
    ranked = sorted(found.values(), key=lambda item: (-item[0], item[1]))
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    evidence, other, reason = ranked[0]
    return Link(min(0.95, 0.5 + 0.1 * evidence), key, other, f"the name alone; {reason}")


def _between_alone(forms: Mapping[FormKey, Form], keys: Sequence[FormKey], company: Company) -> Iterator[Link]:
    """Links of one name alone in several articles; each is compared with the next few only."""
    for i, one in enumerate(keys):
        for other in keys[i + 1 : i + 1 + BLOCK]:
            evidence, reason = _evidence(forms[one], forms[other], company)
            if evidence:
                yield Link(min(0.9, 0.5 + 0.08 * evidence), one, other, f"the name alone; {reason}")


def _evidence(one: Form, other: Form, company: Company) -> tuple[float, str]:
    """What beyond the name speaks for one bearer, 0 where too little does, and in words."""
    title, reason = same_title(one, other)
    if title < 0:
        return 0.0, reason
    shared, around = company.shared(one, other)
    # A given name alone fits many; it takes company of a family or a story told alike.
    needed = 2 * COMPANY if world.is_given_name(one.words) and not one.knighted else COMPANY
    office = same_office(one, other) if title == 0 else ""
    if title == 0 and shared < (needed / 2 if office else needed):
        return 0.0, ""
    words = [reason or f"both {office}"] if reason or office else []
    words += [f"{around} named with both"] if shared else []
    return 2.0 * title + shared, "; ".join(words)


def _compared(forms: Mapping[FormKey, Form], one: FormKey, other: FormKey) -> Link | Alike | None:
    """The link between two full forms where their names tell; None where these differ."""
    a, b = forms[one], forms[other]
    score, reason = compare(a.words, b.words, a.kind)
    if a.kind == "body" and (team := _home_team(forms, a.words, b.words)):
        score, reason = SURE, team
    if a.kind == "place":
        sure = score >= SURE and not (a.meets(b) and reason != "initials" and score < SURE)
        return Link(score, one, other, reason) if sure else None
    if a.kind == "body":
        if score < 0.8 or (score < SURE and reason != "initials" and a.meets(b)):
            return None
        # Three letters stand for many bodies: an article must tell which, or speak of the same people.
        return Alike(one, other, score, reason) if reason == "initials" else Link(score, one, other, reason)
    if score < 0.6:
        office = same_office(a, b) if may_be_called(a.words, b.words) and not a.meets(b) else ""
        return Alike(one, other, score, f"one surname; both {office}") if office else None
    title, why = same_title(a, b)
    if title < 0 and score < 0.97:
        return None
    if a.meets(b):
        # One article tells two bearers apart, unless it misspells a long name.
        first, last = (sound(fold(form.words)[0]) for form in (a, b)), min(len(fold(form.words)[-1]) for form in (a, b))
        misspelled = score >= 0.8 and len(set(first)) == 1 and last >= 6
        return Link(score, one, other, f"{reason}; in one article") if score >= 0.95 or misspelled else None
    if score >= SURE and not goes_by_nickname(a.words, b.words):
        return Link(score, one, other, "; ".join(filter(None, (reason, why))))
    why = why or (f"both {office}" if (office := same_office(a, b)) else "")
    if title > 0 or (why and score >= 0.8):
        return Link(max(score, 0.8), one, other, f"{reason}; {why}")
    return Alike(one, other, score, "; ".join(filter(None, (reason, why))))


def _link(forms: Mapping[FormKey, Form], pair: Alike, company: Company) -> Link | None:
    """The link between two forms that are alike; None where nothing else speaks for them."""
    one, other, score, reason = pair
    a, b = forms[one], forms[other]
    shared, around = company.shared(a, b, (one, other))
    if a.kind == "body":
        return Link(score, one, other, reason) if shared >= COMPANY or a.meets(b) else None
    if shared < COMPANY and not (shared and score >= 0.6 and same_office(a, b)):
        return None
    score = max(score, 0.8) if score >= 0.6 else _OTHERWISE
    return Link(score, one, other, f"{reason}; {around} named with both")


def _home_team(forms: Mapping[FormKey, Form], one: str, other: str) -> str:
    """The reason where one name is the other after a place: "Rowers" and "Ostrel Rowers"; "" where it is not."""
    short, long = sorted((one, other), key=len)
    home = long.removesuffix(f" {short}")
    if home == long or " " in short or not short.endswith("s"):
        return ""
    known = world.known(home)
    place = ("place", home.casefold(), "") in forms or (known is not None and known.kind == "place")
    return f"without {home} in one" if place else ""


def differ(one: str, other: str, kind: str) -> bool:
    """Whether two full names cannot be one bearer's."""
    if any(stands_alone(name) if kind == "person" else " " not in name for name in (one, other)):
        return False
    return not may_be_one(one, other, kind) or compare(one, other, kind)[0] < 0.5
