"""Are two names one person or body? Our own comparison, part by part, both orders; never one ratio over the string.

Parts are aligned in order after trying surname first and surname last; one part may be two run together. A part that
finds no counterpart on either side contradicts; one that is merely left out does not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from tellings import world
from tellings.lexicon import table
from tellings.link.alignment import Aligned, align, orders
from tellings.link.spelling import INITIALS, fold, korean_surnames, likeness, pinyin, sound
from tellings.model import NameKind

_PARTICLES = frozenset(table("not_names")["particles"].split())
_LOOSE = frozenset(("co", "corp"))  # said of companies of any legal form
LONGEST = 24  # parts of a name that are compared; the work grows with their square
# "Servant of" one of the names of God, as one word or up to three.
_SERVANT = re.compile(
    rf"\babd(?: ?[aeou][lrsnd])?[ -]?(?:(?:al|el|ul|ur) )?({'|'.join(table('romanisation')['servant_of'].split())})\b"
)
_BRACKETS = re.compile(r"\([^()]*\)")


def score_names(name1: str, name2: str, kind: str = "person") -> float:
    """How surely two names are one bearer's, 0 to 1; from 0.5 on they are called the same."""
    return compare(name1, name2, kind)[0]


def compare(name1: str, name2: str, kind: NameKind | str = "person") -> tuple[float, str]:
    """The score of two names of a kind ("person", "body", "place") and the reason for it, for a reader."""
    name1, name2 = sorted((" ".join(name1.split()), " ".join(name2.split())))
    if not name1 or not name2:
        return 0.0, "no name"
    if name1 == name2:
        return 1.0, "the same words"
    if name1.casefold() == name2.casefold():
        return 0.99, "the same words in other letters"
    if kind == "person":
        return _compare_persons(name1, name2)
    return _compare_bodies(name1, name2)


def may_be_one(name1: str, name2: str, kind: NameKind | str) -> bool:
    """Whether it is worth comparing two names: False only where `compare` finds parts left over on both sides.

    A quick look over the parts in any order, for the many pairs that only share a block.
    """
    one, two = (telling_parts(name, kind) for name in (name1, name2))
    if not one or not two or _script(name1) != "LATIN" or _script(name2) != "LATIN":
        return True
    return _matched(one, two) or _matched(two, one)


@lru_cache(maxsize=100_000)
def telling_parts(name: str, kind: str) -> tuple[str, ...]:
    """The parts that decide, none where other things than parts do: initials, the tables of the world."""
    if kind == "person":
        return tuple(_person_parts(name))
    return () if name.isupper() or world.known(name) else _take_apart(_BRACKETS.sub(" ", name)).words


def _matched(one: Sequence[str], two: Sequence[str]) -> bool:
    """Whether every part of one name may be one of the other's, initials, or run together with others."""
    whole = sound("".join(two))
    return all(len(part) < 3 or sound(part) in whole or any(_near(part, other) for other in two) for part in one)


@lru_cache(maxsize=200_000)
def _near(one: str, two: str) -> bool:
    if sound(two) in sound(one) or likeness(one, two) > 0:
        return True
    first, second = pinyin(one), pinyin(two)
    return (first, second) != (one, two) and likeness(first, second) > 0


@lru_cache(maxsize=100_000)
def _script(name: str) -> str:
    """The script of a name's first letter: LATIN, CYRILLIC, CJK and so on."""
    letter = next((c for c in name if c.isalpha()), "")
    return unicodedata.name(letter, "").partition(" ")[0] if letter else ""


def _person_parts(name: str) -> list[str]:
    """Parts without forms of address, titles and particles; "Surname, Given" in the order given first."""
    surname, comma, given = name.partition(",")
    if comma and given.strip():
        name = f"{given} {surname}"
    parts = fold(name)
    titles = _titles()
    while len(parts) > 1 and parts[0] in titles:
        parts = parts[1:]
    forms = _forms()
    while len(parts) > 2 and parts[-1] in forms and len(parts[-1]) > 2:
        parts = parts[:-1]
    kept = [part for part in _servants(parts) if part not in _PARTICLES]
    return (kept or parts)[:LONGEST]


def _servants(parts: list[str]) -> list[str]:
    """Parts with "servant of" names as one word: ["abd", "al", "rahman"] and ["abdur", "rahman"] -> ["abdulrahman"]."""
    joined = _SERVANT.sub(r"abdul\1", " ".join(parts))
    return joined.split()


@cache
def _titles() -> frozenset[str]:
    titles = table("titles")
    words = {word.strip(".") for word in titles["honorifics"]} | {
        "president",
        "king",
        "queen",
        "pope",
        "general",
        "senator",
    }
    return frozenset(words)


def _compare_persons(name1: str, name2: str) -> tuple[float, str]:
    script = _script(name1)
    if script == _script(name2) == "CJK":
        return 0.1, "other characters"
    if script == _script(name2) != "LATIN":
        return _judge(align(name1.split()[:LONGEST], name2.split()[:LONGEST], strict=True), "written as")
    one, two = _person_parts(name1), _person_parts(name2)
    if not one or not two:
        return 0.0, "no letters"
    strict = one[0] in korean_surnames() and two[0] in korean_surnames()
    best, how = align(one, two, strict), ""
    for turned in orders(two):
        aligned = align(one, turned, strict)
        if aligned.total > best.total and all(score != INITIALS for *_, score in aligned.pairs):
            best, how = aligned, "surname first in one"
    if any(pinyin(part) != part for part in one + two):
        aligned = align([pinyin(part) for part in one], [pinyin(part) for part in two], strict)
        best = max(best, aligned, key=lambda a: a.total)
    return _judge(best, how, (one if len(one) > len(two) else two)[0])


def _judge(aligned: Aligned, how: str, first: str = "") -> tuple[float, str]:
    """Score and reason of an alignment of two persons' names."""
    pairs = aligned.pairs
    whole = [pair for pair in pairs if pair[2] != INITIALS]
    if not whole:
        return 0.0, "no part in common"
    sure = sum(score for *_, score in pairs) / len(pairs)
    if aligned.left and aligned.right:
        return min(0.45, 0.4 * sure * len(pairs) / (len(pairs) + 1)), (
            f"{' '.join(aligned.left)} is not {' '.join(aligned.right)}"
        )
    extra = aligned.left + aligned.right
    reasons = [how] if how else []
    reasons += [f"{a} = {b}" for a, b, _ in pairs if a != b]
    if extra:
        reasons.append(f"without {' '.join(extra)} in one")
    score = sure - 0.06 * len(extra)
    if first in extra and len(whole) < len(pairs):
        return 0.4, f"{first} is not the name behind the initial"
    if extra and len(pairs) == 1:
        # A surname alone is weak evidence; a given name alone is none where the other name has more than two parts.
        given = len(extra) > 1 and pairs[0][1] == first
        score = min(score, 0.45 if given else 0.55)
        reasons.append("one part only")
    return max(0.0, min(0.98, score)), "; ".join(reasons) or "the same parts"


@cache
def _forms() -> dict[str, str]:
    return {form: name for name, forms in table("company_forms")["forms"].items() for form in forms}


@cache
def _body_words() -> tuple[frozenset[str], dict[str, str], dict[str, str]]:
    tables = table("company_forms")
    return (
        frozenset(tables["generic"]["words"]),
        dict(pair.split("=") for pair in tables["numbers"]["words"].split()),
        dict(pair.split("=") for pair in tables["short"]["words"].split()),
    )


class Body(NamedTuple):
    """A body's name taken apart: its telling words, the generic ones, its numbers, its legal form."""

    words: tuple[str, ...]
    generic: frozenset[str]
    numbers: frozenset[str]
    form: str


@lru_cache(maxsize=100_000)
def _take_apart(name: str) -> Body:
    generic, numbers, short = _body_words()
    parts = [spelling(short.get(part, part)) for part in fold(name.replace("&", " and "))]
    parts, form = _without_form(parts)
    parts = _joined_numbers([numbers.get(part, part) for part in parts])
    parts = [country for part in parts for country in _country(part)]
    counted = frozenset(part for part in parts if part.isdigit())
    words = tuple(part for part in parts if part not in generic and not part.isdigit())
    return Body(words[:LONGEST], frozenset(parts) & generic, counted, form)


def _joined_numbers(parts: list[str]) -> list[str]:
    """Tens and units as one number: ["40", "4"] -> ["44"]."""
    joined: list[str] = []
    for part in parts:
        if (
            joined
            and part.isdigit()
            and len(part) == 1
            and len(joined[-1]) == 2
            and joined[-1].endswith("0")
            and joined[-1].isdigit()
        ):
            joined[-1] = str(int(joined[-1]) + int(part))
        else:
            joined.append(part)
    return joined


def _country(part: str) -> list[str]:
    """A country's acronym as the words others use: "us" -> ["united", "states"]."""
    long = world.country_of(part.upper()) if len(part) < 5 else ""
    return fold(long) if long else [part]


@lru_cache(maxsize=65536)
def spelling(part: str) -> str:
    """British and American spelling as one: "organisation", "defence", "centre", "labour"."""
    part = re.sub(r"is(e|ation|ing|er)s?$", r"iz\1", part)
    part = re.sub(r"(?<=.{3})our$", "or", part)
    part = re.sub(r"(?<=[^aeiou])tre$", "ter", part)
    return "defense" if part == "defence" else part


def _without_form(parts: list[str]) -> tuple[list[str], str]:
    """Parts without the legal form at either end, and its class."""
    forms, found = _forms(), ""
    changed = True
    while changed and len(parts) > 1:
        changed = False
        for size in (5, 4, 3, 2, 1):
            if size >= len(parts):
                continue
            for ends, rest in ((parts[-size:], parts[:-size]), (parts[:size], parts[size:])):
                form = forms.get(" ".join(ends)) or (forms.get("".join(ends)) if size > 1 else None)
                if form and not (size == 1 and ends is parts[:1] and len(ends[0]) > 4):
                    parts, found, changed = rest, found if found and form in _LOOSE else form, True
                    break
            if changed:
                break
    return parts, found


def _compare_bodies(name1: str, name2: str) -> tuple[float, str]:
    known1, known2 = world.known(name1), world.known(name2)
    if known1 and known2:
        same = known1.name == known2.name
        return (0.97, "names of one body or place") if same else (0.1, "two known names")
    if not (_BRACKETS.search(name1) and _BRACKETS.search(name2)):
        name1, name2 = (
            _BRACKETS.sub(" ", name) if _BRACKETS.sub("", name).strip() else name for name in (name1, name2)
        )
    one, two = _take_apart(name1), _take_apart(name2)
    if _is_acronym(name1, name2) or _is_acronym(name2, name1):
        return 0.8, "initials"
    if reason := _without_trade(one, two) or _without_trade(two, one):
        return 0.9, reason  # SURE in joining: articles use both side by side
    if any(name.isupper() and len(name) < 7 and " " not in name for name in (name1, name2)):
        same = "".join(fold(name1)) == "".join(fold(name2))
        return (0.97, "the same letters") if same else (0.1, "other initials")
    if one.numbers != two.numbers:
        return 0.3, "other numbers"
    if one.form and two.form and one.form != two.form and not _LOOSE & {one.form, two.form}:
        return 0.35, f"other legal form: {one.form}, {two.form}"
    aligned = max(
        (align(one.words, order, False) for order in [two.words, *orders(list(two.words))]), key=lambda a: a.total
    )
    pairs, extra = aligned.pairs, aligned.left + aligned.right
    if not pairs:
        return 0.0, "no word in common"
    sure = sum(score for *_, score in pairs) / len(pairs)
    if aligned.left and aligned.right:
        return min(0.4, 0.4 * sure), f"{' '.join(aligned.left)} is not {' '.join(aligned.right)}"
    spelled = [f"{a} = {b}" for a, b, _ in pairs if a != b]
    longer = one.words if aligned.left else two.words
    home = len(extra) < len(longer) and bool(world.country_of(" ".join(longer[: len(extra)]).title()))
    covered = sum(len(a) for a, *_ in pairs) / (sum(len(a) for a, *_ in pairs) + sum(map(len, extra)))
    score = sure - 0.03 * len(one.generic ^ two.generic)
    if extra:
        # The home country is often left out ("State Department"); other words make another body unless few letters.
        score -= 0.1 if home and " ".join(longer[: len(extra)]) == " ".join(extra) else 0.3 if covered > 0.75 else 0.55
    reason = "; ".join([*spelled, *([f"without {' '.join(extra)} in one"] if extra else [])])
    return max(0.0, min(0.98, score)), reason or "the same words but for legal form"


def _without_trade(short: Body, long: Body) -> str:
    """The reason where a name is another without its trade: "Ostrel" and "Ostrel Airways"; "" where it is not."""
    size = len(short.words)
    rest = long.words[size:]
    if not size or not rest or long.words[:size] != short.words or short.numbers != long.numbers:
        return ""
    if (short.form and short.form != long.form) or any(part in _trades() for part in short.words):
        return ""
    return f"without {' '.join(rest)} in one" if all(part in _trades() for part in rest) else ""


@cache
def _trades() -> frozenset[str]:
    return frozenset(table("company_forms")["trade"]["words"])


def _is_acronym(short: str, long: str) -> bool:
    """Whether `short` is the capitals of `long`: "URC", "U.R.C." for "United Rowing Club"."""
    letters = short.replace(".", "")
    if not (2 <= len(letters) <= 8 and letters.isupper() and letters.isalpha()) or " " not in long.strip():
        return False
    initials = "".join(word[0] for word in re.findall(r"[^\W\d_][\w'’]*", long) if word[0].isupper())
    every = "".join(word[0].upper() for word in re.findall(r"[^\W\d_][\w'’]*", long))
    return letters in (initials, every) or (
        len(letters) > 3 and letters == initials.replace("T", "", 1) and long.startswith("The")
    )
