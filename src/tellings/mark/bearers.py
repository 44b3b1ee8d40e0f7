"""Which mentions of an article have one bearer, and the fullest form it gives to each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from tellings import world
from tellings.model import NameKind

NAMESAKES = 64  # bearers of one part that are weighed; no reader keeps more apart, and the time stays linear
# Before the name of who wrote or took it, in its line: "Additional reporting by", "Photo by"; "By" in a short line.
_CREDIT = re.compile(r"\b(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Cc]ompiled|[Pp]hoto|[Pp]hotograph|[Pp]icture) by ")
_BYLINE = re.compile(r"(?:By|BY|by) [^\n.!?]{0,100}$")
_CREDIT_LINE = 300  # code points before a name, within which a credit is looked for


class Mention(NamedTuple):
    """A name's words on one line, its kind and clean code points."""

    words: str
    kind: NameKind
    start: int
    end: int


def full_forms(mentions: Sequence[Mention], text: str) -> list[str]:
    """The fullest form for each mention, in order of the text."""
    shared = _shared_surnames(mentions, text)
    names = [shared.get(i) or world.bare(m.words) if m.kind == "person" else "" for i, m in enumerate(mentions)]
    order = dict.fromkeys(
        name for m, name in zip(mentions, names, strict=True) if " " in name and not is_credit(text, m.start)
    )
    by_part: dict[str, list[str]] = {}
    for full in order:
        for part in {*full.casefold().split(), full.casefold()}:
            bearers = by_part.setdefault(part, [])
            if len(bearers) < NAMESAKES:
                bearers.append(full)
    headline = text.find("\n")
    last: dict[str, str] = {}
    result = []
    for mention, name in zip(mentions, names, strict=True):
        if mention.kind != "person":
            result.append(mention.words)
            continue
        first_seen = mention.start <= headline
        full = _fullest(name, world.honorific_gender(mention.words.partition(" ")[0]), by_part, last, first_seen)
        last.update(dict.fromkeys([full.casefold(), *full.casefold().split()], full))
        result.append(full.title() if full.isupper() and " " in full else full)
    return result


def is_credit(text: str, start: int) -> bool:
    """Whether a name at `start` is in the line that credits who wrote or took something; it is no one's full name."""
    first = text.rfind("\n", 0, start) + 1
    if _CREDIT.search(text, max(first, start - _CREDIT_LINE), start):
        return True
    last = text.find("\n", start)
    return last - first < _CREDIT_LINE and bool(_BYLINE.match(text[first : last if last > 0 else None]))


def _shared_surnames(mentions: Sequence[Mention], text: str) -> dict[int, str]:
    """Given names that share the surname that follows: "Ann and Bo Hale" gives {0: "Ann Hale"}."""
    found = {}
    for i, (one, two) in enumerate(pairwise(mentions)):
        given = world.bare(one.words)
        pair = world.bare(two.words).split()
        if (
            one.kind == two.kind == "person"
            and " " not in given
            and len(pair) > 1
            and world.is_given_name(given)
            and world.is_given_name(pair[0])
            and text[one.end : two.start] in (" and ", " & ")
        ):
            found[i] = f"{given} {pair[-1]}"
    return found


def _fullest(words: str, gender: str, by_part: dict[str, list[str]], last: dict[str, str], headline: bool) -> str:
    """The fullest name that holds all the parts of `words`; of several bearers the one named last, else first."""
    parts = words.casefold().split()
    fits = [
        full
        for full in by_part.get(parts[-1], ()) or _by_nickname(parts, by_part)
        if _holds(full.casefold().split(), parts)
        and not (gender and world.gender_of(full.partition(" ")[0]) not in ("", gender))
    ]
    if not fits:
        return words
    if len(parts) > 1:
        return max(fits, key=lambda full: len(full.split()))
    recent = last.get(parts[0], "")
    if recent in fits:
        chosen = recent
    elif (
        world.is_given_name(words)
        and not headline
        and all(parts[0] == full.casefold().partition(" ")[0] for full in fits)
    ):
        # A given name alone, before any full name with it: a namesake's full name further down is another person.
        known = [full for full in fits if last.get(full.casefold()) == full]
        if not known:
            return words
        chosen = known[0]
    else:
        chosen = fits[0]
    longer = [full for full in fits if _holds(full.casefold().split(), chosen.casefold().split())]
    return max(longer, key=lambda full: len(full.split()), default=chosen)


def _by_nickname(parts: list[str], by_part: dict[str, list[str]]) -> list[str]:
    """Full names whose given name `parts` shorten: "Mitch" for "Mitchell"."""
    return [full for given in world.given_names_of(parts[0]) for full in by_part.get(given, ())]


def _holds(full: list[str], parts: list[str]) -> bool:
    """Whether `parts` stand in `full` in order, its first or last part among them unless it has three or more."""
    if len(parts) == 1 and full[0] in world.given_names_of(parts[0]):
        return True
    rest = iter(full)
    return all(part in rest for part in parts) and (parts[0] == full[0] or parts[-1] == full[-1] or len(full) > 2)
