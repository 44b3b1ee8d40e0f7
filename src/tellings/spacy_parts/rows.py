"""Marks as rows in `doc.user_data`: texts, numbers and lists only, so that whatever keeps a doc keeps them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeVar

from spacy.tokens import Doc

if TYPE_CHECKING:
    from cattrs import Converter

T = TypeVar("T")

KEY: Final = "tellings"  # in `doc.user_data`: {"published": day, "dates": rows, …}


@cache
def _converter() -> Converter:
    import cattrs

    return cattrs.Converter()


def to_row(noun: Any) -> dict[str, Any]:
    """A noun as lists, texts and numbers only: what msgpack keeps."""
    row: dict[str, Any] = _converter().unstructure(noun)
    return row


def from_rows(rows: list[dict[str, Any]], noun: type[T]) -> tuple[T, ...]:
    """The nouns of rows."""
    return tuple(_converter().structure(row, noun) for row in rows)


def held(doc: Doc, kind: str, noun: type[T]) -> tuple[T, ...]:
    """The nouns of a kind that are kept in a doc; none where its component was not in the pipeline."""
    return from_rows(doc.user_data.get(KEY, {}).get(kind, []), noun)
