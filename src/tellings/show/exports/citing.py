"""What is cited of an article, whatever the style: on one line, with nothing in it that acts on who looks at it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from tellings.model import Article
from tellings.show.exports.iris import web_address
from tellings.show.text import heading
from tellings.show.words import clip, visible

_LONGEST: Final = 300  # characters; what is longer is no title and no name
_BY: Final = re.compile(r"(?:by|from)\s+", re.IGNORECASE)
_JOINTS: Final = re.compile(r"\s*(?:,|;|\band\b|&|\|)\s*", re.IGNORECASE)
_NAME: Final = re.compile(r"(?:[^\W\d_][\w.'’-]*\s+){1,3}[^\W\d_][\w.'’-]*")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Citation:
    """An article as a list of references has it; `day` is None and every text "" where it is not known.

    `authors` are names as printed, or the whole byline where it is not plainly a list of names.
    """

    id: str
    title: str
    outlet: str
    authors: tuple[str, ...]
    day: date | None
    url: str
    language: str
    agencies: tuple[str, ...]


def cite(article: Article) -> Citation:
    """What is cited of an article."""
    title = heading(article)
    return Citation(
        article.id,
        _line(title),
        _line(article.outlet),
        _authors(_line(article.byline)),
        _day(article.published),
        web_address(article.url),
        _line(article.language),
        tuple(_line(one) for one in article.credits),
    )


def _line(text: str) -> str:
    return clip(" ".join(visible(text[: _LONGEST * 2]).split()), _LONGEST)


def _authors(byline: str) -> tuple[str, ...]:
    """`By Ana Brel and Tomas Orn` as two; what holds more than names stays as it is."""
    bare = _BY.sub("", byline, count=1) if _BY.match(byline) else byline
    names = [name for name in _JOINTS.split(bare) if name]
    if all(_NAME.fullmatch(name) and name[0].isupper() for name in names):
        return tuple(names)
    return (bare,)


def _day(published: str) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if _DAY.match(published) else None
    except ValueError:  # the thirtieth of February
        return None
