"""Numbers in words and numerals: where they stand and what they say.

A text is cut into atoms (a numeral, a number word, a scale word) by one regular expression; neighbouring atoms are then
read the way they are spoken: units and tens add up, hundreds and scales multiply what stands before them. Arithmetic is
decimal, so that "1.1 million" is 1,100,000 and not a hair more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

NumberKind = Literal["plain", "part", "vague"]

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
SMALL = {word: Decimal(n) for n, word in enumerate(_UNITS.split())} | {
    word: Decimal(10 * n) for n, word in enumerate(_TENS.split(), 2)
}
SCALES = {
    "dozen": Decimal(12),
    "hundred": Decimal(100),
    "thousand": Decimal(1000),
    "lakh": Decimal(10) ** 5,
    "million": Decimal(10) ** 6,
    "crore": Decimal(10) ** 7,
    "billion": Decimal(10) ** 9,
    "trillion": Decimal(10) ** 12,
    "k": Decimal(1000),
    "m": Decimal(10) ** 6,
    "mn": Decimal(10) ** 6,
    "mln": Decimal(10) ** 6,
    "b": Decimal(10) ** 9,
    "bn": Decimal(10) ** 9,
    "bln": Decimal(10) ** 9,
    "tn": Decimal(10) ** 12,
    "trn": Decimal(10) ** 12,
}
VAGUE = {"tens": Decimal(10), "scores": Decimal(20)} | {
    f"{word}s": SCALES[word]
    for word in ["dozen", "hundred", "thousand", "lakh", "million", "crore", "billion", "trillion"]
}
PARTS = {
    word: Decimal(n)
    for n, words in (
        (2, "half halves"),
        (3, "third thirds"),
        (4, "quarter quarters fourth fourths"),
        (5, "fifth fifths"),
        (6, "sixth sixths"),
        (7, "seventh sevenths"),
        (8, "eighth eighths"),
        (9, "ninth ninths"),
        (10, "tenth tenths"),
    )
    for word in words.split()
}
_VULGAR = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75"), "⅓": Decimal(1) / 3, "⅔": Decimal(2) / 3}

_NUMERAL = (
    r"\d{1,3}(?:[,٬，]\d{3})+(?:[.٫]\d{1,20})?"  # 12,000.5
    r"|\d{1,2}(?:,\d{2})+,\d{3}"  # 1,00,000 in South Asia
    r"|\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?!\d)"  # 12 000 with a space that does not break
    r"|\d{1,3}(?:\ \d{3})*\ 000(?![\d.,])"  # 12 000 with one that does: other groups could be a number of their own
    r"|\d{1,3}(?:\.\d{3}){2,}|\d{1,3}\.000"  # 1.200.000; nobody counts to the third decimal to find nothing there
    r"|\d{1,3}\ [1-9]/[2-9](?!\d)"  # 5 1/2
    r"|\d{0,6}[½¼¾⅓⅔]"
    r"|\d{1,60}(?:[.٫]\d{1,20})?"
    r"|\.\d{1,6}"
)
# The same where a text groups by points and has a comma before decimals.
_CONTINENTAL = r"\d{1,3}(?:\.\d{3})+(?:,\d{1,20})?|\d{1,15},\d{1,2}(?!\d)|" + _NUMERAL
_SPOKEN = {*SMALL, *VAGUE, *PARTS, *(s for s in SCALES if len(s) > 3)}
_WORDS = "|".join(sorted(_SPOKEN, key=len, reverse=True))
_FIRST = "".join(sorted({word[0] for word in _SPOKEN}))  # only where one of these stands can an atom start
# Units that news writes without a space: "59km", "30kg".
_ATTACHED = (
    r"kms?|cm|mm|mi|ft|kgs?|lbs?|oz|mph|kph|kmh|km/h|[mgk]w|[mk]wh|ha|hrs?|mins?|secs?|db|hz|[mgt]b|m²|km²"
    r"|(?<=\d\d)[cf]"
)
# Codes of money that stand before a number without a space: "$US6,500", "Rs500".
_CODES = "|".join(rf"(?<={code})" for code in (r"\$US", r"\$A", r"\bRs", r"\bUSD", r"\bEUR", r"\bGBP", r"\bCHF"))
_SHORT = r"k|m|b|mn|bn|tn|mln|bln|trn|thousand|million|billion|trillion"


def _atoms(numeral: str) -> re.Pattern[str]:
    """Atoms; one ends where its word ends: "1st", "9:30", "1.2.3" and "1e400" hold none."""
    return re.compile(
        rf"""
        (?:(?<![\w\#@])|{_CODES})(?=[\d.½¼¾⅓⅔{_FIRST}])(?<!\d[.,:/])
        (?: (?P<fraction>[1-9]\d?/[1-9]\d{{0,3}})(?:ths?|rds?|nds?)?(?=[ \u00a0]of\b)
          | (?P<plenty>1(?:0{{1,6}}|0{{0,2}}(?:,000){{1,3}}))s(?=[ \u00a0]of\b)
          | (?P<numeral>{numeral})(?:(?P<short>{_SHORT})|[ \u00a0](?P<apart>mn|bn|tn|mln|bln|trn))?
          | (?P<word>{_WORDS}) )
        (?: (?![\w½¼¾⅓⅔])(?![.,:/]\d) | (?=(?:{_ATTACHED})(?!\w)) )
        """,
        re.VERBOSE | re.IGNORECASE,
    )


_ATOM, _ATOM_CONTINENTAL = _atoms(_NUMERAL), _atoms(_CONTINENTAL)
# "1.250.000", "2,5 percent", "3.000": a text that writes so groups by points throughout, unless it groups by commas.
_BY_POINTS = re.compile(
    r"(?<![\w.,])(?:\d{1,3}(?:\.\d{3}){2,}(?![\w.])|\d{1,3}\.000(?![\d.])"
    r"|\d{1,3},\d{1,2}[ \u00a0]?(?:%|percent|per[ ]cent|[mb]illion)\b)"
)
_BY_COMMAS = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?!\d)")
_SPACES = " \u00a0\u202f\u2009"
_AND = re.compile(r"[- \u00a0]and[- \u00a0](?:an?[- \u00a0])?", re.IGNORECASE)
_OF = re.compile(r"[ \u00a0]of[ \u00a0](?:an?[ \u00a0])?", re.IGNORECASE)
_ARTICLE = re.compile(
    r"(?<![\w'’])(?:an?|a few|few|several|many|a couple(?: of)?|couple(?: of)?)[ \u00a0]\Z", re.IGNORECASE
)
_OF_A_SCALE = re.compile(r"[ \u00a0](?:of[ \u00a0])?an?[ \u00a0]|-an?-|[- \u00a0]", re.IGNORECASE)
_ORDINAL_NEXT = re.compile(
    r"[-‐‑](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|th|st|nd|rd)\b", re.IGNORECASE
)
_HYPHENS = "-‐‑"


@dataclass(frozen=True, slots=True)
class Number:
    """A number at `text[start:end]`.

    `value` is what it says; `scale` the scale word it ends with (1 without one), which "10 to 12 thousand" lends to the
    first. A `part` is a share ("a third" is 1/3); of a `vague` one ("dozens", "several hundred") `value` is one unit.
    """

    start: int
    end: int
    value: float
    kind: NumberKind = "plain"
    scale: float = 1.0
    numeral: bool = False


@dataclass(frozen=True, slots=True)
class _Atom:
    start: int
    end: int
    word: str
    value: Decimal
    scale: Decimal

    @property
    def is_scale(self) -> bool:
        return self.word in SCALES


def find_numbers(text: str) -> Iterator[Number]:
    """Numbers in order of the text; they do not overlap."""
    by_points = bool(_BY_POINTS.search(text)) and not _BY_COMMAS.search(text)
    pattern = _ATOM_CONTINENTAL if by_points else _ATOM
    atoms = [_atom(match, by_points=by_points) for match in pattern.finditer(text)]
    at = 0
    while at < len(atoms):
        number, at = _read(text, atoms, at)
        if number is not None:
            yield number


def read_number(words: str) -> float | None:
    """The number that `words` say ("3,000", "two dozen", "1.2 million", "half a million"), None where they say none."""
    words = words.strip()
    first = next(find_numbers(words), None)
    return first.value if first is not None and (first.start, first.end) == (0, len(words)) else None


def _atom(match: re.Match[str], *, by_points: bool) -> _Atom:
    numeral, word = match["numeral"], (match["word"] or "").lower()
    scale = SCALES[(match["short"] or match["apart"] or "").lower()] if match["short"] or match["apart"] else Decimal(1)
    if numeral:
        return _Atom(match.start(), match.end(), "", _numeral(numeral, by_points=by_points) * scale, scale)
    if match["fraction"]:
        part, whole = map(int, match["fraction"].split("/"))
        return _Atom(match.start(), match.end(), "/", Decimal(part) / whole, scale)
    if match["plenty"]:
        return _Atom(match.start(), match.end(), "tens", _numeral(match["plenty"]), scale)
    value = SMALL.get(word) or SCALES.get(word) or VAGUE.get(word) or Decimal(0)
    return _Atom(match.start(), match.end(), word, value, scale)


def _numeral(words: str, *, by_points: bool = False) -> Decimal:
    """The value of a numeral in any script's digits; `by_points` where the text groups by points."""
    if words[-1] in _VULGAR:
        return Decimal(words[:-1] or 0) + _VULGAR[words[-1]]
    if "/" in words:
        whole, _, part = words.partition(" ")
        return Decimal(int(whole)) + Decimal(int(part[0])) / int(part[-1])
    head, point, tail = words.replace("٫", ".").rpartition(".")
    if by_points and "," in words[-3:-1]:
        whole, _, part = words.rpartition(",")
        return Decimal(f"{_digits(whole)}.{_digits(part)}")
    if not point or "." in head or (len(tail) == 3 and (by_points or (tail == "000" and "," not in words))):
        return Decimal(_digits(words))
    return Decimal(f"{_digits(head) or 0}.{_digits(tail)}")


def _digits(words: str) -> str:
    """The digits of a numeral alone."""
    return "".join(c for c in words if c.isdecimal())


def _read(text: str, atoms: Sequence[_Atom], at: int) -> tuple[Number | None, int]:
    """The number that starts at atom `at` (None where the atom is none), and the atom to go on from."""
    atom = atoms[at]
    if atom.start and text[atom.start - 1] in _HYPHENS and text[atom.start - 2 : atom.start - 1].isalpha():
        return None, at + 1  # a name with a number ("F-16"), or the tail of another word
    if atom.word in VAGUE:
        return _vague(text, atoms, at)
    if atom.word in PARTS:
        return _part(text, atoms, at)
    if atom.word == "/":
        return Number(atom.start, atom.end, float(atom.value), "part"), at + 1
    return _cardinal(text, atoms, at)


def _vague(text: str, atoms: Sequence[_Atom], at: int) -> tuple[Number | None, int]:
    """ "dozens", "tens of thousands": one unit."""
    first, value, end, after = atoms[at], atoms[at].value, atoms[at].end, at + 1
    while after < len(atoms) and atoms[after].word in VAGUE and _OF.fullmatch(text, end, atoms[after].start):
        value, end, after = value * atoms[after].value, atoms[after].end, after + 1
    if first.word in ("tens", "scores") and not text.startswith(" of ", first.end):
        return None, at + 1
    return Number(first.start, end, float(value), "vague", float(value)), after


def _part(text: str, atoms: Sequence[_Atom], at: int) -> tuple[Number | None, int]:
    """ "half a million", "a third of": a share, or a share of a scale. A bare "third" is an ordinal."""
    atom = atoms[at]
    start = atom.start
    share = 1 / PARTS[atom.word]
    if not atom.word.startswith("hal"):
        article = _ARTICLE.search(text, max(0, start - 3), start)
        if not article or not _OF.match(text, atom.end):
            return None, at + 1
        start = article.start()
    if at + 1 < len(atoms) and atoms[at + 1].is_scale:
        scale = atoms[at + 1]
        if _OF_A_SCALE.fullmatch(text, atom.end, scale.start):
            return Number(start, scale.end, float(share * scale.value), "plain", float(scale.value)), at + 2
    return Number(start, atom.end, float(share), "part"), at + 1


def _cardinal(text: str, atoms: Sequence[_Atom], at: int) -> tuple[Number | None, int]:
    """A number spoken or written out: units and tens add up, scales multiply what stands before them."""
    first, after = atoms[at], at + 1
    start = first.start
    kind: NumberKind = "plain"
    total, current, scale = Decimal(0), first.value, first.scale
    if first.is_scale:
        article = _ARTICLE.search(text, max(0, start - 14), start)
        if article:
            start = article.start()
            kind = "plain" if article[0].strip().lower() in ("a", "an") else "vague"
        elif first.word != "dozen":
            return None, after  # "the million-dollar question"
        scale = first.value
    end, last = first.end, first
    while after < len(atoms):
        atom, gap = atoms[after], text[end : atoms[after].start]
        close = gap in _SPACES or gap in _HYPHENS
        joined = bool(_AND.fullmatch(gap))
        if close and atom.is_scale and last.scale == 1 and (atom.value > last.value or not last.is_scale):
            scale = atom.value
            current = current * scale
            if scale > 100:
                total, current = total + current, Decimal(0)
        elif atom.word in PARTS and joined and atom.word not in ("third", "fourth", "fifth"):
            step = last.value if last.is_scale else Decimal(1)
            current += step / PARTS[atom.word]
        elif atom.word in PARTS and close and atom.word.endswith("s") and not last.is_scale and current:
            return Number(start, atom.end, float(current / PARTS[atom.word]), "part"), after + 1
        elif atom.word in PARTS and close and first.word == "one" and last is first:
            return Number(start, atom.end, float(1 / PARTS[atom.word]), "part"), after + 1
        elif _adds(last, atom, gap, close=close, joined=joined):
            current += atom.value
        else:
            break
        end, last, after = atom.end, atom, after + 1
    if _ORDINAL_NEXT.match(text, end) or re.match(r"0\d", text[start:end]):
        return None, after
    return Number(start, end, float(total + current), kind, float(scale), not first.word), after


def _adds(last: _Atom, atom: _Atom, gap: str, *, close: bool, joined: bool) -> bool:
    """Whether a spoken number goes on: "twenty-five", "two hundred and six", "a thousand two hundred"."""
    if atom.word not in SMALL or not last.word:
        return False
    if last.is_scale:
        return last.value >= 100 and ((close and gap not in _HYPHENS) or joined)
    return close and 20 <= last.value < 100 and 0 < atom.value < 10
