"""W3C Web Annotation (JSON-LD): every mark, and every account of a finding, as an annotation of the article's words.

W3C Recommendation of 23 February 2017, https://www.w3.org/TR/annotation-model/. The motivation says what an annotation
does: a statement, figure or role describes, a date or name identifies, an account of a finding links its words to those
of the other accounts. The first body is a line for people, the second the mark with our own fields.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Final

from tellings import __version__
from tellings.model import (
    Account,
    Article,
    Figure,
    Finding,
    Marks,
    Name,
    NameKind,
    Person,
    Record,
    Role,
    Span,
    Statement,
    When,
    make_id,
)
from tellings.show.exports.bearers import Bearer, bearers
from tellings.show.exports.iris import SOFTWARE, VOCABULARY, place_of, urn, whole
from tellings.show.exports.places import selectors
from tellings.show.rows import date_row, figure_row, role_row, statement_row
from tellings.show.words import STANCE_WORDS, bounds

Node = dict[str, Any]
Draft = tuple[str, str, Sequence[Span], str, Node]  # name, motivation, words, line for people, the mark itself

FILE: Final = "annotations.jsonld"
_ORDERED: Final = ("content", "via")
CONTEXT: Final = [
    "http://www.w3.org/ns/anno.jsonld",
    {
        "tellings": VOCABULARY,
        **{f"tellings:{key}": {"@id": f"{VOCABULARY}{key}", "@container": "@list"} for key in _ORDERED},
    },
]
_AGENTS: Final[Mapping[NameKind, str]] = {"person": "Person", "body": "Organization", "place": "tellings:Place"}


def write(record: Record, folder: Path) -> list[Path]:
    """Write `annotations.jsonld`, one AnnotationCollection with one page."""
    path = folder / FILE
    path.write_text(json.dumps(collection(record), ensure_ascii=False, indent=1, allow_nan=False) + "\n", "utf-8")
    return [path]


def collection(record: Record) -> Node:
    """All annotations of a record, in order of its articles and their words."""
    items = list({one["id"]: one for one in annotate(record)}.values())
    page = {"id": urn("annotations", "1"), "type": "AnnotationPage", "startIndex": 0, "items": items}
    return {
        "@context": CONTEXT,
        "id": urn("annotations"),
        "type": "AnnotationCollection",
        "label": "What articles say, as Tellings marked it",
        "total": len(items),
        "first": page,
    }


def annotate(record: Record) -> Iterator[Node]:
    """Each mark of each article, then each account of each finding in it."""
    accounts: dict[str, list[tuple[Finding, Account]]] = {}
    for finding in record.findings:
        for account in finding.accounts:
            accounts.setdefault(account.passage.article, []).append((finding, account))
    bearer = bearers(record)
    for key, article in (*record.articles.items(), *record.former.items()):
        marks = record.marks.get(key)
        drafts = chain(_marked(article, marks, bearer) if marks else (), _weighed(accounts.get(key, ())))
        yield from _anchored(article, list(drafts))


def _anchored(article: Article, drafts: Sequence[Draft]) -> Iterator[Node]:
    """Drafts with their words found in the article's input, all of an article at once."""
    found = iter(selectors(article, [span for draft in drafts for span in draft[2]]))
    source = place_of(article)
    for name, motivation, spans, line, mark in drafts:
        targets = [{"type": "SpecificResource", "source": source, "selector": next(found)} for _ in spans]
        text = {"type": "TextualBody", "purpose": motivation, "format": "text/plain", "language": "en", "value": line}
        yield _plain(
            {
                "id": name,
                "type": "Annotation",
                "motivation": motivation,
                "generator": {"id": SOFTWARE, "type": "Software", "name": f"Tellings {__version__}"},
                "body": [text, mark],
                "target": targets if len(targets) > 1 else targets[0],
            }
        )


def _marked(article: Article, marks: Marks, bearer: Bearer) -> Iterator[Draft]:
    key = article.id
    yield from (_statement(key, one, bearer(key, one.speaker)) for one in marks.statements if one.content)
    yield from (_figure(key, one) for one in marks.figures)
    yield from (_date(key, one) for one in marks.dates)
    yield from (_name(key, one, bearer(key, article.words(one.span))) for one in marks.names)
    yield from (_role(key, one) for one in marks.roles)


def _statement(article: str, one: Statement, speaker: Person | None) -> Draft:
    line = f"{one.speaker or 'someone'}: {STANCE_WORDS.get(one.stance, one.stance)}"
    mark = {"id": urn("statement", article, one.id), "type": "tellings:Statement", **_fields(statement_row(one))}
    if speaker:
        mark["tellings:sayer"] = _agent(speaker)
    return urn("annotation", "statement", article, one.id), "describing", one.content, line, mark


def _figure(article: str, one: Figure) -> Draft:
    line = f"{bounds(one)} {one.counted}".strip()
    mark = {"id": urn("figure", article, one.id), "type": "tellings:Figure", **_fields(figure_row(one))}
    return urn("annotation", "figure", article, one.id), "describing", (one.span,), line, mark


def _date(article: str, one: When) -> Draft:
    own = make_id(one.span, one.type, one.value)
    mark = {"id": urn("date", article, own), "type": "tellings:Date", **_fields(date_row(one))}
    return urn("annotation", "date", article, own), "identifying", (one.span,), one.value or one.type, mark


def _name(article: str, one: Name, person: Person | None) -> Draft:
    agent = _agent(person) if person else {"type": _AGENTS[one.kind], "name": one.full}
    name = urn("annotation", "name", article, make_id(one.span, one.kind))
    return name, "identifying", (one.span,), person.name if person else one.full, agent


def _role(article: str, one: Role) -> Draft:
    own = make_id(one.span, one.person, one.title)
    line = f"{one.person}: {one.title}{f' of {one.of}' if one.of else ''}"
    mark = {"id": urn("role", article, own), "type": "tellings:Role", **_fields(role_row(one))}
    return urn("annotation", "role", article, own), "describing", (one.span,), line, mark


def _weighed(accounts: Iterable[tuple[Finding, Account]]) -> Iterator[Draft]:
    for finding, one in accounts:
        own = make_id(finding.id, one.passage, one.value, one.source, one.figure)
        about: Node = {"id": urn("finding", finding.id), "type": "tellings:Finding"}
        about |= _fields({"kind": finding.kind, "about": finding.about, "rank": finding.rank})
        mark = {"id": urn("account", own), "type": "tellings:Account"}
        mark |= _fields({"value": one.value, "speaker": one.source, "day": one.day}) | {"tellings:finding": about}
        line = f"{finding.kind}: {finding.about}{f' ({one.value})' if one.value else ''}"
        yield urn("annotation", "account", own), "linking", (one.passage.span,), line, mark


def _agent(person: Person) -> Node:
    return {"id": urn("entity", person.id), "type": _AGENTS[person.kind], "name": person.name}


def _fields(row: Mapping[str, Any]) -> Node:
    """The fields of a row that say something, under our own prefix; what the target says already is left out."""
    dropped = ("id", "start", "end", "text")
    return {
        f"tellings:{key}": [part["text"] for part in value] if key == "content" else _value(value)
        for key, value in row.items()
        if key not in dropped and value not in (None, "", [])
    }


def _value(value: Any) -> Any:
    return value["text"] if isinstance(value, dict) else value


def _plain(value: Any) -> Any:
    """A tree that is valid JSON: no half characters, no number that is none."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return whole(value) if isinstance(value, str) else value
