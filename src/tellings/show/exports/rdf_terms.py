"""Terms of RDF as plain values: names, literals and triples, before a library writes them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from tellings.show.exports.iris import VOCABULARY, readable

PREFIXES: Final[Mapping[str, str]] = {
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "tellings": VOCABULARY,
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


class Iri(str):
    """A name as the object of a triple."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Value:
    """A literal: its words, and its datatype with a prefix, "" for a string."""

    words: str
    datatype: str = ""


Triple = tuple[str, str, Iri | Value]  # subject, predicate with a prefix, object


def expanded(term: str) -> str:
    """`prov:Entity` in full."""
    prefix, _, name = term.partition(":")
    return PREFIXES[prefix] + name


def term(name: str) -> Iri:
    """A term of a vocabulary as an object: `prov:Entity`."""
    return Iri(expanded(name))


def value(of: object) -> Value | None:
    """A literal; None for what says nothing: an empty text, a number that is none."""
    if isinstance(of, bool):
        return Value(str(of).lower(), "xsd:boolean")
    if isinstance(of, int):
        return Value(str(of), "xsd:integer")
    if isinstance(of, float):
        return Value(repr(of), "xsd:double") if math.isfinite(of) else None
    return Value(readable(of)) if isinstance(of, str) and of else None


def time(iso: str) -> Value | None:
    """A day or date-time; as a plain text where it is neither, None where there is none."""
    for kind, parse in (("xsd:date", date.fromisoformat), ("xsd:dateTime", datetime.fromisoformat)):
        try:
            return Value(parse(iso).isoformat(), kind)
        except ValueError:
            continue
    return value(iso)


def typed(subject: str, *types: str) -> Iterator[Triple]:
    """What kinds of thing a subject is."""
    return ((subject, "rdf:type", term(name)) for name in types)


def say(subject: str, predicate: str, *values: object) -> Iterator[Triple]:
    """What is said of a subject; nothing where a value says nothing."""
    return link(subject, predicate, *map(value, values))


def link(subject: str, predicate: str, *objects: Iri | Value | None) -> Iterator[Triple]:
    """What a subject is tied to; nothing for None."""
    return ((subject, predicate, one) for one in objects if one is not None)
