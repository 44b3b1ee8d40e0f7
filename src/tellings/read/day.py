"""Days in the forms that sidecars, page metadata and datelines write them, as ISO."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
DAY = re.compile(
    rf"\b(?:(?P<y1>\d{{4}})-(?P<m1>\d\d)-(?P<d1>\d\d)"
    rf"|(?P<m2>{MONTH})\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y2>\d{{4}})"
    rf"|(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<m3>{MONTH}),?\s(?P<y3>\d{{4}}))(?!\d)",
    re.IGNORECASE,
)
_URL_DAY = re.compile(r"[/-](?P<y>(?:19|20)\d\d)[/-](?P<m>\d\d?|[a-z]{3})[/-](?P<d>\d\d?)(?=[/-]|$)")


def _iso(year: str, month: str, day: str) -> str:
    """The ISO day; "" for one that is in no calendar."""
    try:
        number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
        return date(int(year), number, int(day)).isoformat()
    except ValueError:
        return ""


def find_day(text: str, start: int = 0, end: int | None = None) -> tuple[str, int, int] | None:
    """The first complete day in `text[start:end]`: ISO day and its offsets; None where there is none."""
    for match in DAY.finditer(text, start, len(text) if end is None else end):
        for form in "123":
            if match[f"y{form}"] and (iso := _iso(match[f"y{form}"], match[f"m{form}"], match[f"d{form}"])):
                return iso, match.start(), match.end()
    return None


def read_day(words: str) -> str:
    """A date somebody wrote into a field, as ISO day or date-time; "" where it cannot be read."""
    words = words.strip()
    try:
        datetime.fromisoformat(words)
        if words[4:5] == "-":
            return words
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(words).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        found = find_day(words)
        return found[0] if found else ""


def url_day(url: str) -> str:
    """The ISO day in the path of an address (`/2024/10/25/`, `/2024/oct/25/`), "" where there is none."""
    match = _URL_DAY.search(url)
    return _iso(match["y"], match["m"], match["d"]) if match else ""


def days_between(one: str, other: str) -> int:
    """The days between two ISO days or date-times, by the days they name."""
    return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days)
