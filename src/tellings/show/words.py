"""Numbers, days, bounds and lists in plain words; an article's words made safe to look at."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from tellings.grammar.bounds import near_words
from tellings.model import Figure

# What would act on a terminal or turn a line's direction is shown as a sign that it was there; what has no width goes.
_UNSEEN: Final = {0x200B, 0x200E, 0x200F, 0x061C, 0xFEFF, 0x00AD, *range(0xE0000, 0xE0080)}
_ACTING: Final = {*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000)}
_VISIBLE: Final[dict[int, int | str | None]] = {
    **{code: 0x2400 + code for code in range(0x20)},
    **dict.fromkeys(_ACTING, "\N{REPLACEMENT CHARACTER}"),
    **dict.fromkeys(_UNSEEN, None),
    0x7F: 0x2421,
    **dict.fromkeys((0x09, 0x0A, 0x0D, 0x2028, 0x2029), " "),
}

_SMALL: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_SIGNS: Final = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}
_PLURALS: Final = {"foot": "feet", "inch": "inches", "hertz": "hertz", "century": "centuries"}
_COUNTED_FIRST: Final = ("degree", "mile per", "kilometre per", "metre per")  # "degrees Celsius", "miles per hour"
_SCALES: Final = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
# not strftime: its names follow the machine's locale
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
STANCE_WORDS: Final[Mapping[str, str]] = {
    "asserts": "asserted",
    "denies": "denied",
    "does_not_deny": "not denied",
    "doubts": "doubted",
    "declines": "left unanswered",
    "open": "said to be not known",
    "possible": "told as possible",
    "disputes": "disputed",
    "asks": "asked",
    "urges": "urged",
    "promises": "promised",
}


def visible(text: str) -> str:
    """`text` on one line, with nothing in it that acts: no escapes, no controls, no marks that turn direction."""
    return text.translate(_VISIBLE)


def revealed(text: str) -> str:
    """`visible`, with signs of no width named where they stand: `⟨U+200B⟩`."""
    return "".join(f"⟨U+{ord(sign):04X}⟩" if ord(sign) in _UNSEEN else sign for sign in text).translate(_VISIBLE)


def clip(text: str, longest: int) -> str:
    """`text`, cut at a word to at most `longest` characters."""
    if len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"


def spelled(number: int) -> str:
    """`three`, `14`: in words up to ten."""
    return _SMALL[number] if 0 <= number < len(_SMALL) else f"{number:,}"


def counted(number: int, noun: str, plural: str = "") -> str:
    """`three outlets`, `one origin`, `14 figures`."""
    return f"{spelled(number)} {noun if number == 1 else plural or noun + 's'}"


def numbered(number: int, noun: str, plural: str = "") -> str:
    """`3 articles`, `1 story`, `1,204 rows`: as `counted`, in figures."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listed(items: Iterable[str], joint: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    *most, last = [*items] or [""]
    return f"{', '.join(most)} {joint} {last}" if most else last


def capital(text: str) -> str:
    """`text` with its first letter a capital."""
    return text[:1].upper() + text[1:]


def headed(words: str) -> str:
    """Words of an article as a heading: with a capital first letter, but for a name that has one later ("iPlayer")."""
    return capital(words) if words.split(maxsplit=1)[:1] == words.lower().split(maxsplit=1)[:1] else words


def number(value: float) -> str:
    """`12,000`, `59 billion`, `4.5`: exact, in the shortest words that are."""
    if not math.isfinite(value):
        return "no number"
    for size, word in _SCALES:
        if abs(value) >= size and value % (size / 100) == 0:
            return f"{value / size:.2f}".rstrip("0").rstrip(".") + f" {word}"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.3f}".rstrip("0").rstrip(".")


def units(unit: str) -> str:
    """The plural of a unit: `square feet`, `miles per hour`."""
    words = unit.split(" ")
    at = 0 if unit.startswith(_COUNTED_FIRST) else -1
    words[at] = _PLURALS.get(words[at], words[at].removesuffix("s") + "s")
    return " ".join(words)


def amount(value: float, unit: str) -> str:
    """A number with its unit: `$59 billion`, `12%`, `17 miles`; a count has none."""
    words = number(value)
    if unit in ("", "count"):
        return words
    if unit == "percent":
        return words + "%"
    if unit in _SIGNS:
        return _SIGNS[unit] + words
    if len(unit) == 3 and unit.isupper():
        return f"{words} {unit}"
    return f"{words} {unit if value == 1 else units(unit)}"


def nearly(figure: Figure) -> str:
    """The article's words for a value just below the figure's number: `nearly`; "" for any other figure."""
    return near_words(figure.span.text) if figure.bound == "less_than" else ""


def bounds(figure: Figure) -> str:
    """What a figure asserts: `less than 10,000`, `nearly 10,000`, `at least 3,000`, `500 to 600`, `dozens`."""
    if figure.bound == "vague":
        return visible(" ".join(figure.span.text.split())).casefold()
    low, high = figure.low, figure.high
    if low is not None and high is not None:
        if low != high:
            return f"{number(low)} to {amount(high, figure.unit)}"
        about = "about " if figure.bound == "about" else ""
        return about + amount(low, figure.unit)
    if low is not None:
        words = "more than" if figure.bound == "more_than" else "at least"
        return f"{words} {amount(low, figure.unit)}"
    if high is not None:
        words = nearly(figure).lower() or ("less than" if figure.bound == "less_than" else "at most")
        return f"{words} {amount(high, figure.unit)}"
    return "no number"


def _parsed(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso[:10])
    except ValueError:
        return None


def day(iso: str, short: bool = False) -> str:
    """`31 October 2024`, short `31 Oct 2024`; `October 2024` and `2024` for less; anything else as it stands.

    Two days with "/" between are the first and the last that are meant: `29 – 31 October 2024`.
    """
    first, slash, last = iso.partition("/")
    if slash and _parsed(first) and _parsed(last):
        return days(first, last, short=short)
    if found := _parsed(iso):
        month = _MONTHS[found.month - 1]
        return f"{found.day} {month[:3] if short else month} {found.year}"
    year, _, month = iso.partition("-")
    if year.isdigit() and month.isdigit() and 1 <= int(month) <= 12:
        name = _MONTHS[int(month) - 1]
        return f"{name[:3] if short else name} {year}"
    return visible(iso)


def days(first: str, last: str, *, short: bool = True) -> str:
    """`25 Oct – 1 Nov 2024`; a month or year in one word where the two days are its edges; "" where both are open."""
    start, end = _parsed(first), _parsed(last)
    if start is None or end is None or start == end:
        if start is None and end is not None:
            return f"until {day(last, short)}"
        if start is not None and end is None and not last:
            return f"since {day(first, short)}"
        return day(first or last, short)
    if start.day == 1 and (end.toordinal() + 1) == _next_month(end).toordinal():
        if (start.year, start.month) == (end.year, end.month):
            return day(first[:7], short)
        if (start.month, end.month, start.year) == (1, 12, end.year):
            return str(start.year)
    if start.year == end.year:
        month = _MONTHS[start.month - 1][: 3 if short else None]
        left = str(start.day) if start.month == end.month else f"{start.day} {month}"
        return f"{left} – {day(last, short)}"
    return f"{day(first, short)} – {day(last, short)}"


def _next_month(of: date) -> date:
    if of.month < 12:
        return date(of.year, of.month + 1, 1)
    return date(of.year + 1, 1, 1) if of.year < 9999 else of


def shortened(items: Sequence[str], most: int) -> list[str]:
    """The first `most` items, and how many more there are."""
    if len(items) <= most:
        return [*items]
    return [*items[:most], f"{len(items) - most} more"]
