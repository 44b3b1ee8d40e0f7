"""What a doc and a span answer: `doc._.statements`, `span._.value` and the rest, read off `doc.user_data`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any, Literal

from spacy.tokens import Doc, Span

from tellings import model
from tellings.errors import PipelineError
from tellings.model import Figure, Statement, When
from tellings.spacy_parts.rows import held

Kind = Literal["statements", "figures", "dates"]


@dataclass(frozen=True, slots=True, repr=False)
class DocStatement(Statement):
    """A statement in a doc: as `tellings.Statement`, its spans in characters of `doc.text`.

    `content_tokens`, `source_tokens` and `cue_tokens` are the same as spaCy spans, None where they do not align to
    tokens or are absent.
    """

    content_tokens: tuple[Span | None, ...] = ()
    source_tokens: Span | None = None
    cue_tokens: Span | None = None


@dataclass(frozen=True, slots=True, repr=False)
class DocFigure(Figure):
    """A figure in a doc: as `tellings.Figure`; `tokens` is its span as spaCy has it, None where it does not align."""

    tokens: Span | None = None


@dataclass(frozen=True, slots=True, repr=False)
class DocDate(When):
    """A date or time in a doc: as `tellings.When`; `tokens` is its span as spaCy has it, or None."""

    tokens: Span | None = None


def _tokens(doc: Doc, span: model.Span | None) -> Span | None:
    return doc.char_span(span.start, span.end) if span else None


def _fields(noun: Any) -> dict[str, Any]:
    return {one.name: getattr(noun, one.name) for one in fields(noun)}


def doc_statements(doc: Doc) -> tuple[DocStatement, ...]:
    """The statements of a doc, in order of the text: `doc._.statements`."""
    return tuple(
        DocStatement(
            **_fields(noun),
            content_tokens=tuple(_tokens(doc, span) for span in noun.content),
            source_tokens=_tokens(doc, noun.source),
            cue_tokens=_tokens(doc, noun.cue),
        )
        for noun in held(doc, "statements", Statement)
    )


def doc_figures(doc: Doc) -> tuple[DocFigure, ...]:
    """The figures of a doc, in order of the text: `doc._.figures`."""
    return tuple(DocFigure(**_fields(one), tokens=_tokens(doc, one.span)) for one in held(doc, "figures", Figure))


def doc_dates(doc: Doc) -> tuple[DocDate, ...]:
    """The time expressions of a doc, in order of the text: `doc._.dates`."""
    return tuple(DocDate(**_fields(one), tokens=_tokens(doc, one.span)) for one in held(doc, "dates", When))


def span_statements(span: Span) -> tuple[DocStatement, ...]:
    """The statements some of whose content lies in a span: `span._.statements`."""
    return tuple(
        one
        for one in doc_statements(span.doc)
        if any(part.start < span.end_char and span.start_char < part.end for part in one.content)
    )


def span_figures(span: Span) -> tuple[DocFigure, ...]:
    """The figures that lie in a span: `span._.figures`."""
    return tuple(one for one in doc_figures(span.doc) if _inside(one.span, span))


def span_dates(span: Span) -> tuple[DocDate, ...]:
    """The time expressions that lie in a span: `span._.dates`."""
    return tuple(one for one in doc_dates(span.doc) if _inside(one.span, span))


def span_value(span: Span) -> str | tuple[float | None, float | None] | None:
    """What exactly these words say, `span._.value`: a date's TIMEX3 value, a figure's (low, high), else None."""
    here = (span.start_char, span.end_char)
    for date in held(span.doc, "dates", When):
        if (date.span.start, date.span.end) == here:
            return date.value
    for figure in held(span.doc, "figures", Figure):
        if (figure.span.start, figure.span.end) == here:
            return figure.low, figure.high
    return None


def _inside(one: model.Span, span: Span) -> bool:
    return span.start_char <= one.start and one.end <= span.end_char


def group(doc: Doc, kind: str) -> list[Span]:
    """The marks of a kind that align to tokens, labelled, as `displacy` shows a group of spans."""
    if kind == "statements":
        parts = [
            (label, tokens)
            for one in doc_statements(doc)
            for label, group in (
                ("CONTENT", one.content_tokens),
                ("SOURCE", (one.source_tokens,)),
                ("CUE", (one.cue_tokens,)),
            )
            for tokens in group
        ]
    elif kind == "figures":
        parts = [("FIGURE", one.tokens) for one in doc_figures(doc)]
    else:
        parts = [(one.type, one.tokens) for one in doc_dates(doc)]
    return [Span(doc, tokens.start, tokens.end, label) for label, tokens in parts if tokens is not None]


def set_extensions() -> None:
    """Set the extensions of `Doc` and `Span`, to read docs that were marked before; the components do it themselves.

    Raises PipelineError where another package has set one of the same name.
    """
    for kind, of_doc, of_span in (
        ("statements", doc_statements, span_statements),
        ("figures", doc_figures, span_figures),
        ("dates", doc_dates, span_dates),
    ):
        _extend(Doc, kind, of_doc)
        _extend(Span, kind, of_span)
    _extend(Span, "value", span_value)
    if not Doc.has_extension("published"):
        Doc.set_extension("published", default="")


def _extend(owner: type[Doc] | type[Span], name: str, getter: Callable[[Any], Any]) -> None:
    if owner.has_extension(name):
        known = owner.get_extension(name)[2]
        if getattr(known, "__module__", "") != __name__:
            raise PipelineError(f"{owner.__name__}._.{name} is another package's extension; remove it first")
    owner.set_extension(name, getter=getter, force=True)
