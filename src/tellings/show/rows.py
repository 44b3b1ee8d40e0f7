"""The printed interface: each noun as the plain row that `tellings read`, `marks` and `export` print.

Others build on these rows; taking a key away or giving it another meaning is a breaking change.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tellings.decisions import in_force
from tellings.model import Article, Decision, Figure, Marks, Name, Role, Span, Statement, When

Row = dict[str, Any]


def span_row(span: Span) -> Row:
    """`start`, `end`, `text`."""
    return {"start": span.start, "end": span.end, "text": span.text}


def article_row(article: Article) -> Row:
    """One line of `tellings read`."""
    keys = ("path", "url", "outlet", "title", "byline", "published", "published_basis", "language", "modified")
    return {key: getattr(article, key) for key in keys} | {
        "published_words": [span_row(span) for span in article.published_words],
        "published_among": list(article.published_among),
        "published_doubt": [span_row(span) for span in article.published_doubt],
        "credits": list(article.credits),
        "based_on": list(article.based_on),
        "principles": article.principles,
        "notes": list(article.notes),
        "text": article.text,
    }


def statement_row(statement: Statement) -> Row:
    """A statement with its spans."""
    return {
        "id": statement.id,
        "form": statement.form,
        "kind": statement.kind,
        "stance": statement.stance,
        "source": span_row(statement.source) if statement.source else None,
        "cue": span_row(statement.cue) if statement.cue else None,
        "content": [span_row(span) for span in statement.content],
        "speaker": statement.speaker,
        "via": list(statement.via),
        "addressee": statement.addressee,
        "venue": statement.venue,
        "said_on": statement.said_on,
        "inside": statement.inside,
        "proposed_by": statement.proposed_by,
    }


def figure_row(figure: Figure) -> Row:
    """A figure: span keys, the interval and what it says."""
    keys = ("low", "high", "bound", "unit", "counted", "state", "place", "as_of", "said_by", "statement", "part_of")
    return span_row(figure.span) | {"id": figure.id} | {key: getattr(figure, key) for key in keys}


def date_row(when: When) -> Row:
    """A time expression: span keys, TIMEX3 type and value, first and last day."""
    keys = ("type", "value", "earliest", "latest", "anchor", "mod")
    return span_row(when.span) | {key: getattr(when, key) for key in keys}


def name_row(name: Name) -> Row:
    """A name: span keys, kind and the fullest form its article gives."""
    return span_row(name.span) | {"kind": name.kind, "full": name.full}


def role_row(role: Role) -> Row:
    """A role: span keys, whose, which, of what, and whether it is held now."""
    return span_row(role.span) | {"person": role.person, "title": role.title, "of": role.of, "when": role.when}


def decision_row(decision: Decision, decisions: Sequence[Decision]) -> Row:
    """What a user decided, and whether it still stands among all `decisions`."""
    keys = ("id", "kind", "grade", "undoes", "who", "when", "why")
    return {key: getattr(decision, key) for key in keys} | {
        "names": [{"words": name.words, "article": name.article} for name in decision.names],
        "others": [{"words": name.words, "article": name.article} for name in decision.others],
        "stands": decision.kind != "undo" and decision in in_force(decisions),
    }


def marks_row(article: Article, marks: Marks) -> Row:
    """One line of `tellings marks`."""
    keys = ("path", "outlet", "published", "published_basis")
    return {key: getattr(article, key) for key in keys} | {
        "statements": [statement_row(s) for s in marks.statements],
        "figures": [figure_row(f) for f in marks.figures],
        "dates": [date_row(w) for w in marks.dates],
        "names": [name_row(n) for n in marks.names],
        "roles": [role_row(r) for r in marks.roles],
    }
