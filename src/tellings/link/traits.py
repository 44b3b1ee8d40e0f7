"""What a figure measures, as traits that two figures can be compared by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from tellings.grammar.units import dimension
from tellings.lexicon import table
from tellings.model import Figure
from tellings.world import country_of

_WORD = re.compile(r"(?:\w\.)+\w?\.?(?!\w)|[\w’'-]*\w")
_BRACKETED = re.compile(r"\s*\([^)]*\)")  # another name of what stands before it
_RELATIONS = re.compile(r" (?:of|from|in|for|on|to|at|with|between|who|that|by) ")
_DIRECTIONS = (
    "north",
    "south",
    "east",
    "west",
    "northeast",
    "northwest",
    "southeast",
    "southwest",
    "from",
    "away",
    "off",
    "out",
    "offshore",
)


@dataclass(frozen=True, slots=True)
class Traits:
    """Traits of a figure: `kind` is the unit's dimension, `low` and `high` are in its base unit.

    `head` is the class of the counted head ("" where nothing is named), `words` the modifiers that tell things apart
    (with "+" what is counted besides: "passengers and crew"), `proper` those of them that are names, `nation` the
    country they name ("*" for "foreign"). `state` is the class of the state, "" where the verb is of no class; then
    `verb` is its lemma. `planned` is what is meant and not done; `place` is the country or place.
    """

    kind: str
    low: float | None
    high: float | None
    head: str
    words: frozenset[str]
    proper: frozenset[str]
    nation: str
    state: str
    verb: str
    planned: bool
    place: str
    as_of: str

    @property
    def identity(self) -> frozenset[str]:
        """The names among the modifiers: whose ships, which country's soldiers."""
        return self.proper | ({self.nation} if self.nation else frozenset())


def traits(figure: Figure) -> Traits:
    """The traits of one figure."""
    size = dimension(figure.unit)
    head, words, nation = _counted(figure.counted, size.kind)
    state, verb, planned = state_class(figure.state)
    if not state and figure.unit == "count":
        state = _implied(head, words, verb)
    if head == "person" and words & _remains() and state not in _vital():
        state, verb = "die", ""
    elif head == "person" and state not in _vital() and (named := _state_named(figure.counted)):
        state, verb = named, ""
    if not head and state in _vital() and figure.unit == "count":
        head = "person"
    names = {word.lower() for word in _WORD.findall(figure.counted) if word[0].isupper()}
    proper = words & {_singular(name) for name in names} if figure.counted != figure.counted.title() else words
    return Traits(
        size.kind,
        None if figure.low is None else size.in_base(figure.low),
        None if figure.high is None else size.in_base(figure.high),
        head,
        words - _remains(),
        proper,
        nation,
        state,
        verb,
        planned,
        place_key(figure.place),
        figure.as_of,
    )


@lru_cache(maxsize=4096)
def state_class(state: str) -> tuple[str, str, bool]:
    """The class of a state, its verb where it is of none, and whether it is planned ("plan to send")."""
    *lead, lemma = state.split() or [""]
    planned = bool(lead) and lead[0] in table("measures")["modifiers"]["plans"]
    known = _class_of("states").get(lemma, "")
    return known, "" if known or lemma in table("measures")["neutral"]["verbs"] else lemma, planned


def _implied(head: str, words: frozenset[str], verb: str) -> str:
    """The state of what is counted by where it is, where none is told: ships are there, passengers are aboard."""
    if head in table("measures")["presence"]["heads"] and not verb:
        return "present"
    return "aboard" if head == "person" and "passengers" in words else ""


@lru_cache(maxsize=4096)
def _state_named(counted: str) -> str:
    """The state that a counted phrase names the people by: "the injured", "14 injured miners", "missing men"."""
    named: dict[str, str] = table("counted")["state_words"] | table("counted")["event_nouns"]
    words = counted.lower().split()
    told = (state_class(named[word])[0] for word in words[:1] + words[-1:] if word in named)
    return next((state for state in told if state in _vital()), "")


@cache
def _vital() -> frozenset[str]:
    return frozenset(table("measures")["vital"]["states"])


@cache
def _remains() -> frozenset[str]:
    return frozenset(table("measures")["vital"]["remains"])


def place_key(place: str) -> str:
    """A place by its country's name where it is a country, else by its own words."""
    return country_of(place) or place.removeprefix("the ").lower()


@lru_cache(maxsize=16384)
def _counted(counted: str, kind: str) -> tuple[str, frozenset[str], str]:
    """The class of the head, the modifiers and the nation of a counted phrase."""
    core, rest = _cut(_BRACKETED.sub("", counted))
    words = _WORD.findall(core or rest)
    if not words:
        return "", frozenset(), ""
    if kind == "length" and counted.split(maxsplit=1)[0] in _DIRECTIONS:
        return "distance", _reference(_WORD.findall(counted)), ""
    if "and" in words[1:-1]:  # "passengers and crew": the first, told apart by the second
        at = words.index("and", 1)
        head, others, nation = _counted(" ".join(words[:at]), kind)
        return head, others | {f"+{_singular(word.lower())}" for word in words[at + 1 :]}, nation
    nation, words = _nation(words)
    marks = table("measures")["modifiers"]
    if any(word.lower() in marks["foreign"] for word in words):
        nation = nation or "*"
    if any(word.lower() in marks["local"] for word in words):
        nation = nation or "="
    if not words:
        return "person", frozenset(), nation
    head = words[-1].lower()
    if head in ("member", "members") and len(words) > 1:
        words = words[:-1]
        head = words[-1].lower()
    single = head if head == "tolls" else _singular(head)  # three tolls are no three dead
    others = frozenset(
        _singular(word.lower())
        for word in (*words[:-1], *_WORD.findall(rest))
        if word.lower() not in marks["hollow"]
        and word.lower() not in marks["foreign"]
        and not word.isdigit()
        and not _half_nation(word)
    )
    kinds = _class_of("kinds")
    if single in kinds or head in kinds:
        others |= {kinds.get(single) or kinds[head]}
    return _class_of("heads").get(single) or _class_of("heads").get(head) or single, others, nation


def _reference(words: list[str]) -> frozenset[str]:
    """What a distance is from: its names, and "coast" for the edge of the land however it is called."""
    names = {word for word in words if word[0].isupper()}
    coast = any(word.lower() in table("measures")["coast"]["words"] for word in words)
    return frozenset(names | {"coast"}) if coast else frozenset(names)


def _cut(counted: str) -> tuple[str, str]:
    """A phrase before and after its first preposition."""
    match = _RELATIONS.search(f" {counted} ")
    return (counted[: max(0, match.start() - 1)], counted[match.end() - 1 :]) if match else (counted, "")


def _nation(words: list[str]) -> tuple[str, list[str]]:
    """The nation that modifiers name, and the words without them: ["North", "Korean", "soldiers"]."""
    for size in (3, 2, 1):
        for at in range(len(words) - size + 1):
            name = " ".join(words[at : at + size])
            nation = country_of(name) or country_of(f"{name}.") or (country_of(name[:-1]) if name.endswith("s") else "")
            if nation and name[0].isupper():
                return nation, words[:at] + words[at + size :]
    return "", words


def _half_nation(word: str) -> bool:
    """Whether a word could be of two nations and so tells neither: "Korean"."""
    return word[0].isupper() and any(country_of(f"{side} {word}") for side in ("North", "South"))


def _singular(word: str) -> str:
    """A plain singular, good enough to compare by."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word


@cache
def _class_of(name: str) -> dict[str, str]:
    """Word to its class, of one table of `data/measures.toml`."""
    return {word: key for key, words in table("measures")[name].items() for word in words}
