"""Voices: who a speaker is, stands for or speaks for, so that two accounts of one speaker are known as such.

A speaker is known by the concepts of its name or description (`concepts.concepts_of`): "@" a person, "#" a body, "=" a
country, other words by their meaning. Beside that it may speak for somebody: a spokeswoman for her company, a state's
news agency for the state; and a description ("the mayor of Orlen", "a rabbi") may mean someone others name.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from tellings.lexicon import table
from tellings.link.concepts import concepts_of
from tellings.link.terms import meaning, stem, stems
from tellings.view import StoryView
from tellings.world import country_inside, country_of_government

Who = frozenset[str]
_Spelled = tuple[Who, Who, Who]  # a title, the same with what it is of, and who bears it
_RELATION = re.compile(r"\s+(?:about|among|around|at|by|for|from|in|of|on|outside|over|that|to|which|with)\s")
_RELATIVE = re.compile(r",|\s+(?:who|whom|whose|which|that|they|he|she)\s")
_CREDITED = re.compile(r"^\([^()]{2,40}\)\s+")  # "(AP) Divers", as a report begins
_LONGEST_MINISTRY = 8  # words of a ministry's name with its country
_HEAD = 8  # words a sentence begins with
_TITLE_SHARE = 2 / 3  # of a description's words that a title must hold, for the description to mean its bearer


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: its concepts, the bodies it speaks for, the country whose medium it is, whom it may mean.

    `words` are those it is called by, `leads` those of what it holds an office of: "the police" may be what a chief of
    them says.
    """

    who: Who
    words: Who = frozenset()
    serves: Who = frozenset()
    leads: Who = frozenset()
    state: str = ""
    meant: Who = frozenset()

    @property
    def known(self) -> bool:
        """Whether it is someone in particular: a person or a body, not "officials" or a country."""
        return any(token[0] != "=" and token not in nobody() for token in self.who)

    @property
    def is_person(self) -> bool:
        """Whether it is a person with a name."""
        return any(token[0] == "@" for token in self.who)

    @property
    def lands(self) -> Who:
        """The countries it is told to be of."""
        return frozenset(token for token in self.who if token[0] == "=")

    @property
    def called(self) -> Who:
        """What its names and titles add to a passage that tells of it; a country may be what is spoken of."""
        return (self.who | self.words | self.leads) - self.lands

    @property
    def tokens(self) -> Who:
        """All by which another account of the same voice may be found."""
        return self.who | self.words | self.serves | self.leads | self.meant | ({self.state} - {""})

    def joined(self, other: Speaker) -> Speaker:
        """The speaker of two accounts that are one."""
        return Speaker(
            self.who | other.who,
            self.words & other.words or self.words,
            self.serves | other.serves,
            self.leads | other.leads,
            self.state or other.state,
            self.meant | other.meant,
        )


def same_speaker(one: Who, other: Who) -> bool:
    """Whether two speakers, as concepts of their names or descriptions, are one and the same."""
    if one == other:
        return True
    shared = {token for token in one & other if token not in nobody()}
    if any(token[0] == "@" for token in shared):
        return True
    if {token for token in one if token[0] == "@"} and {token for token in other if token[0] == "@"}:
        return False
    if any(token[0] == "#" for token in shared):
        return True
    shared = {token for token in shared if token[0] != "="}
    return bool(shared) and 3 * len(one & other) >= 2 * min(len(one), len(other))


def one_state(one: Speaker, other: Speaker) -> bool:
    """Whether two speak for one state: its media among themselves, or one of them and the state itself."""
    land = one.state or other.state
    if not land:
        return False
    return all(speaker.state == land or (not speaker.state and speaker.lands == {land}) for speaker in (one, other))


def one_body(one: Speaker, other: Speaker) -> bool:
    """Whether one of two speaks for the body that the other is."""
    return bool(one.serves & other.who or other.serves & one.who) or _leads(one, other) or _leads(other, one)


def _leads(one: Speaker, other: Speaker) -> bool:
    """Whether one holds an office of what the other, which is no person, is called."""
    return bool(other.words - nobody() or other.words & one.leads) and other.words <= one.leads and not other.is_person


def one_meant(one: Speaker, other: Speaker) -> bool:
    """Whether one of two is a description that may mean the other."""
    return bool(one.meant & other.who or other.meant & one.who)


def one_voice(one: Speaker, other: Speaker) -> bool:
    """Whether two speak for one state or body, or one may be meant by the other."""
    return one_state(one, other) or one_body(one, other) or one_meant(one, other)


class Voices:
    """Who is meant and spoken for in one story."""

    def __init__(self, view: StoryView) -> None:
        """From the roles and names of the story."""
        self._view = view
        bearers = [
            (f"{role.title} {role.of}", role.title, concepts_of(view, key, role.person), key)
            for key, marks in view.marks.items()
            for role in marks.roles
        ]
        self._whole = _by_title((concepts_of(view, key, full), who) for full, _, who, key in bearers)
        self._spelled: dict[str, set[_Spelled]] = defaultdict(set)  # by each word of the title in full
        for full, title, who, _ in bearers:
            for word in _words(full):
                self._spelled[word].add((_words(title), _words(full), who))
        self._met: dict[tuple[str, Who], Who] = {}
        staff = frozenset(table("occasions")["staff"]["words"])
        self._staff = {
            (key, token)
            for _, title, who, key in bearers
            if not staff.isdisjoint(title.casefold().split())
            for token in who
        }
        self._offices: dict[str, Who] = {}
        for marks in view.marks.values():
            for role in marks.roles:
                for token in concepts_of(view, marks.article, role.person):
                    if token[0] == "@" and role.of:
                        self._offices[token] = self._offices.get(token, frozenset()) | _words(role.of)
        self._homes: dict[str, str] = {}

    def speaker(self, article: str, name: str, named: str, around: str) -> Speaker:
        """The speaker an article means by a name or description: `named` with these words, `around` it these."""
        who = concepts_of(self._view, article, name)
        who |= self._whole.get(who, frozenset())
        who |= {f"={land}" for token in who if token[0] == "#" and (land := country_of_government(token[1:]))}
        who |= self._ministry(article, name)
        serves: Who = frozenset()
        if any(token[0] == "@" for token in who):
            serves = frozenset(token for token in concepts_of(self._view, article, named) if token[0] == "#")
        leads = frozenset(word for token in who for word in self._offices.get(token, ()))
        return Speaker(
            who, _words(name), serves, leads, self._state(article, f"{name} {named} {around}"), self._meant(name, who)
        )

    def heads(self, article: str, words: str) -> Who:
        """The people and bodies that a sentence begins with, by name, or by title with what it is a title of.

        In a sentence with a word of saying that led to no statement, they may stand anywhere.
        """
        head = words if _saying().search(words) else " ".join(words.split()[:_HEAD])
        found = {token for token in concepts_of(self._view, article, head) if token[0] in "@#"}
        if not any(token[0] == "@" for token in found):
            said = _words(head)
            for title, full, bearers in self._titled(said):
                if full <= said and (title - nobody() or len(full) > 1):
                    found |= {token for token in bearers if token[0] == "@"}
        return frozenset(found)

    def _titled(self, said: Who) -> set[_Spelled]:
        """The titles that share a word with a description, with their bearers."""
        return set().union(*(self._spelled[word] for word in said if word in self._spelled))

    def is_staff(self, article: str, who: Who) -> bool:
        """Whether a speaker is one of those who tell the article: the hosts and correspondents of a broadcast."""
        return any((article, token) in self._staff for token in who if token[0] == "@")

    def _state(self, article: str, words: str) -> str:
        """The country, as a concept, whose own media these words name; "" for none."""
        found = _state_media().findall(words)
        if not found:
            return ""
        land = next((_owners()[name] for name in found if name in _owners()), "") or country_inside(words)
        return f"={land}" if land else self._home(article)

    def _ministry(self, article: str, name: str) -> Who:
        """A token for a ministry that is the same for its names in one country; nothing for another body."""
        rows = table("occasions")["ministries"]
        said = name.casefold().split()
        if len(name.split()) > _LONGEST_MINISTRY or not any(word in rows["heads"] for word in said):
            return frozenset()
        land = country_inside(name)
        told = _words(name) - _words(" ".join(rows["passing"])) - _words(land)
        told = frozenset(word for word in told if word not in nobody())
        lands = _words(land) if land else frozenset()
        home = f"={land}" if land else self._home(article)
        return frozenset({f"#{home}:{' '.join(sorted(told - lands))}"}) if told and home else frozenset()

    def _home(self, article: str) -> str:
        """The country an article speaks of most, as a concept: that of "state media" without a name."""
        if article not in self._homes:
            told = Counter(
                token
                for name in self._view.marks[article].names
                for token in concepts_of(self._view, article, name.full)
                if token[0] == "="
            )
            self._homes[article] = min(told, key=lambda land: (-told[land], land), default="")
        return self._homes[article]

    def _meant(self, name: str, who: Who) -> Who:
        """The bearers of titles that a description without a name has the words of."""
        if any(token[0] in "@#" for token in who):
            return frozenset()
        if (name, who) not in self._met:
            said = _words(_RELATIVE.split(name, maxsplit=1)[0])
            found: set[str] = set()
            for title, full, bearers in self._titled(said):
                shared = said & full
                called = title <= said or said <= title
                if called and (shared - nobody() or 1 < len(shared) >= _TITLE_SHARE * len(said)):
                    found |= {token for token in bearers if token[0] == "@"}
            self._met[name, who] = frozenset(found)
        return self._met[name, who]


@lru_cache(maxsize=16384)
def _words(text: str) -> Who:
    return frozenset(meaning(found) for found in stems(text))


def _by_title(told: Iterable[tuple[Who, Who]]) -> dict[Who, Who]:
    """Whom a title with its country or body stands for: "the mayor of Orlen" -> the one person who bears it."""
    bearers: dict[Who, set[Who]] = defaultdict(set)
    for title, who in told:
        if len(title) > 1:
            bearers[title].add(who)
    merged: dict[Who, Who] = {}
    for title, people in bearers.items():
        longest = max(people, key=lambda who: (len(who), sorted(who)))
        if all(same_speaker(who, longest) for who in people):
            merged[title] = longest
    return merged


@cache
def _saying() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('occasions')['saying']['words'])})\b")


@cache
def _owners() -> dict[str, str]:
    """A state's medium by each of its names -> the country."""
    return {form: land for land, forms in table("state_media")["media"].items() for form in forms}


@cache
def _state_media() -> re.Pattern[str]:
    forms = sorted((*_owners(), *table("state_media")["phrases"]), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))}|[Ss]tate(?:-run)? (?:media|TV|television))\b")


def without_credit(name: str) -> str:
    """A name without the credit that the report it begins has before it: "(AP) Divers" -> "Divers"."""
    return _CREDITED.sub("", name)


def is_medium(name: str) -> bool:
    """Whether a name is that of a newspaper, agency or broadcaster; not one that only stands behind its credit."""
    name = without_credit(name)
    if name.removeprefix("the ").removeprefix("The ") in _agencies():
        return True
    return any(word[0].isupper() and word.casefold() in media_words() for word in re.findall(r"\w+", name))


def same_medium(one: str, other: str) -> bool:
    """Whether two names may be of one medium: "TST", "tst.example"."""
    first, second = ("".join(filter(str.isalnum, name.casefold().removeprefix("the "))) for name in (one, other))
    return first in second or second in first


@cache
def _agencies() -> frozenset[str]:
    return frozenset(form for row in table("agencies")["agency"] for form in row["forms"])


@cache
def media_words() -> frozenset[str]:
    """Lower-case words that make of a name a medium's."""
    return frozenset(table("occasions")["media"]["words"])


@cache
def nobody() -> frozenset[str]:
    """Concepts that tell nobody in particular."""
    return frozenset(meaning(stem(word)) for word in table("occasions")["nobody"]["words"].split()) | {""}


def is_thing(speaker: str) -> bool:
    """Whether a description's head is a thing, which says nothing on an occasion: "a poster", "the confusion over"."""
    phrase = _RELATION.split(speaker, maxsplit=1)[0]
    head = phrase.split()[-1] if phrase.split() else ""
    if not head.islower():
        return False
    rows = table("occasions")["things"]
    abstract = head.endswith(tuple(rows["endings"])) and head not in rows["speaking"]
    return abstract or {head, head.removesuffix("s")} & set(rows["words"]) != set()
