"""RDF with PROV-O, as Turtle: what each article says, where its words stand, whom it comes from, and who decided what.

PROV-O: W3C Recommendation of 30 April 2013, https://www.w3.org/TR/prov-o/. Words are specific resources of the Web
Annotation Vocabulary (`oa:`); terms of our own stand under `urn:tellings:vocabulary:`. There are no blank nodes, so the
same record gives the same graph.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tellings.errors import MissingExtraError
from tellings.model import Record
from tellings.show.exports.rdf_terms import PREFIXES, Iri, Triple, expanded
from tellings.show.exports.rdf_triples import triples

FILE: Final = "record.ttl"


def write(record: Record, folder: Path) -> list[Path]:
    """Write `record.ttl`. Raises MissingExtraError where rdflib is not installed."""
    try:
        from rdflib import Graph, Literal, URIRef
    except ImportError:
        raise MissingExtraError("RDF needs rdflib; install it with `pip install 'tellings[rdf]'`") from None

    def node(one: Triple) -> tuple[URIRef, URIRef, URIRef | Literal]:
        subject, predicate, value = one
        if isinstance(value, Iri):
            return URIRef(subject), URIRef(expanded(predicate)), URIRef(value)
        datatype = URIRef(expanded(value.datatype)) if value.datatype else None
        return URIRef(subject), URIRef(expanded(predicate)), Literal(value.words, datatype=datatype)

    graph = Graph(bind_namespaces="none")
    for prefix, address in PREFIXES.items():
        graph.bind(prefix, address)
    for one in triples(record):
        graph.add(node(one))
    path = folder / FILE
    graph.serialize(path, format="turtle", encoding="utf-8")
    return [path]
