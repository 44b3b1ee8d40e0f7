"""Units of measure and money: the words beside a number, their dimension, and exact conversion."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from tellings.lexicon import table


@dataclass(frozen=True, slots=True)
class Dimension:
    """What a unit measures, how much of that dimension's base unit one of it is, and where its zero lies in that."""

    kind: str
    factor: float
    zero: float = 0.0

    def in_base(self, value: float) -> float:
        """A value of this unit in the dimension's base unit: 212 °F is 100 °C."""
        return value * self.factor + self.zero


@cache
def dimension(unit: str) -> Dimension:
    """The dimension of a unit; a unit that is in no table (a currency, "count") is one of its own."""
    entry = table("units")["unit"].get(unit)
    return (
        Dimension(entry["kind"], float(entry["factor"]), float(entry.get("zero", 0))) if entry else Dimension(unit, 1.0)
    )


@cache
def unit_words() -> dict[str, str]:
    """Spelling in lower case to the unit's name or the currency's code."""
    data = table("units")
    words = {word.lower(): name for name, entry in data["unit"].items() for word in entry["words"]}
    minor = {word: word for word in data["minor"]}
    coins = {word: name for name, spellings in data["coin"].items() for word in spellings}
    return words | coins | {word.lower(): code for word, code in data["money"].items()} | minor


@cache
def unit_after() -> re.Pattern[str]:
    """A unit word, as it follows a number: " km", "km", "-mile", "%"."""
    words = "|".join(
        re.escape(word).replace(r"\ ", "[ \u00a0-]") for word in sorted(unit_words(), key=len, reverse=True)
    )
    between = "more|further|additional|extra|full|whole|straight|consecutive|total"
    gap = rf"[ \u00a0](?:(?:{between})[ \u00a0])?|[-‐‑\u202f]|"
    return re.compile(rf"(?P<gap>{gap})(?P<unit>{words})(?![\w²³])", re.IGNORECASE)


@cache
def sign_before() -> re.Pattern[str]:
    """A currency sign or code that ends where a number starts."""
    signs = sorted(table("units")["sign"], key=len, reverse=True)
    letters = "|".join(re.escape(sign) for sign in signs if sign[0].isalpha())
    symbols = "|".join(re.escape(sign) for sign in signs if not sign[0].isalpha())
    return re.compile(rf"(?:(?<!\w)(?:{letters})[ \u00a0]?|(?:{symbols})[ \u00a0]?)\Z")


def is_money(unit: str) -> bool:
    """Whether a unit is an ISO 4217 code or money whose name does not tell whose it is ("crown")."""
    return (len(unit) == 3 and unit.isupper()) or unit in table("units")["coin"]


def currency(sign: str) -> str:
    """The ISO 4217 code of a sign."""
    code: str = table("units")["sign"][sign.strip()]
    return code


def plain(word: str) -> str:
    """A unit word as `unit_words` spells it."""
    return word.lower().replace("\u00a0", " ").replace("-", " ") if word.lower() not in unit_words() else word.lower()
