"""Nouns as JSON, by which a ledger keeps them and they travel to where a story is weighed. Needs no database."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from cattrs.preconf.json import make_converter

from tellings.model import Event, Figure, Marks, Name, Role, Span, Statement, When

T = TypeVar("T")

# What each of the lists of an article's marks holds.
MARKED: Mapping[str, type] = {
    "sentences": Span,
    "quotations": Span,
    "statements": Statement,
    "figures": Figure,
    "dates": When,
    "names": Name,
    "roles": Role,
    "events": Event,
}
_converter = make_converter()


def noun_of(body: str, noun: Callable[..., T] | type[T]) -> T:
    """The noun that JSON holds."""
    return _converter.structure(json.loads(body), noun)  # type: ignore[arg-type]


def marks_of(article: str, rows: Mapping[str, Iterable[str]]) -> Marks:
    """The marks of an article, by its id, that JSON holds by kind; of kinds that lack there are none."""
    found: dict[str, Any] = {kind: tuple(noun_of(body, MARKED[kind]) for body in rows[kind]) for kind in rows}
    return Marks(article, **{"sentences": ()} | found)


def plain_of(noun: Any) -> Any:
    """A noun as what JSON can say."""
    return _converter.unstructure(noun)
