"""RDF: the graph parses back whole, keeps to PROV-O's own rules, and tells who decided what."""

from __future__ import annotations

import re
from dataclasses import replace
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.namespace import PROV

from tellings.decisions import grade, undo
from tellings.model import Record
from tellings.show.exports.iris import VOCABULARY
from tellings.show.exports.rdf import FILE, write
from tellings.show.exports.rdf_terms import Iri, Triple, expanded
from tellings.show.exports.rdf_triples import triples

# pyshacl still uses what rdflib is about to take away
pytestmark = pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")

T = Namespace(VOCABULARY)
OA = Namespace("http://www.w3.org/ns/oa#")
SHAPES = Path(__file__).with_name("prov.shapes.ttl")
RECORDS = ["record", "demo_record", "hostile_record"]
DERIVED = (PROV.wasDerivedFrom, PROV.wasQuotedFrom, PROV.hadPrimarySource, PROV.wasRevisionOf)


def written(record: Record, folder: Path) -> Graph:
    """The graph that rdflib reads from the file."""
    (path,) = write(record, folder)
    assert path.name == FILE
    return Graph().parse(path, format="turtle")


def plain(one: Triple) -> tuple[str, str, str]:
    subject, predicate, value = one
    return subject, expanded(predicate), value if isinstance(value, Iri) else value.words


@pytest.fixture(scope="module", params=RECORDS)
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Record, Graph]:
    """A record, and the graph that rdflib reads from its file."""
    record: Record = request.getfixturevalue(request.param)
    return record, written(record, tmp_path_factory.mktemp("rdf"))


def test_every_triple_is_read_back(told: tuple[Record, Graph]) -> None:
    record, found = told
    assert {(str(s), str(p), str(o)) for s, p, o in found} == {plain(one) for one in triples(record)}


def test_every_noun_is_counted_once(told: tuple[Record, Graph]) -> None:
    record, found = told
    marks = record.marks.values()
    counts = {
        T.Statement: len({(one.article, said.id) for one in marks for said in one.statements}),
        T.Figure: len({(one.article, figure.id) for one in marks for figure in one.figures}),
        T.Claim: len(record.claims),
        T.Origin: len(record.origins),
        T.Finding: len(record.findings),
        T.Measure: len(record.measures),
    }
    assert {kind: len(set(found.subjects(RDF.type, kind))) for kind in counts} == counts
    passages = sum(len(one.passages) for one in record.origins)
    assert len(list(found.triples((None, PROV.hadPrimarySource, None)))) == passages


def test_the_shapes_are_kept(told: tuple[Record, Graph]) -> None:
    kept, _, report = validate(told[1], shacl_graph=str(SHAPES))
    assert kept, report[:3000]


def test_the_shapes_can_fail(record: Record, tmp_path: Path) -> None:
    found = written(record, tmp_path)
    found.remove((next(found.subjects(RDF.type, T.Statement)), T.words, None))
    assert not validate(found, shacl_graph=str(SHAPES))[0]


def test_nothing_is_derived_from_itself(told: tuple[Record, Graph]) -> None:
    _, found = told
    edges: dict[str, set[str]] = {}
    for predicate in DERIVED:
        for later, earlier in found.subject_objects(predicate):
            edges.setdefault(str(later), set()).add(str(earlier))
    assert list(TopologicalSorter(edges).static_order())  # raises where derivation runs in a circle


def test_every_name_is_a_valid_iri(told: tuple[Record, Graph]) -> None:
    _, found = told
    names = {str(one) for triple in found for one in triple if isinstance(one, URIRef)}
    assert not [one for one in names if not re.fullmatch(r"[a-z]+:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+", one)]


def test_a_statement_leads_to_its_speaker_and_its_words(record: Record, tmp_path: Path) -> None:
    found = written(record, tmp_path)
    (said,) = (
        one
        for one in found.subjects(PROV.value, Literal("no one was missing"))
        if (one, RDF.type, T.Statement) in found
    )
    speaker = found.value(said, PROV.wasAttributedTo)
    assert speaker == URIRef("urn:tellings:entity:p1") and found.value(speaker, RDFS.label) == Literal("Ilse Marn")
    passage = found.value(said, T.words)
    quote = next(
        one for one in found.objects(passage, OA.hasSelector) if (one, RDF.type, OA.TextQuoteSelector) in found
    )
    assert found.value(quote, OA.exact) == Literal("no one was missing")
    assert found.value(passage, OA.hasSource) == URIRef("urn:tellings:file:harbour.txt")


def test_a_decision_is_what_a_user_did(record: Record, tmp_path: Path) -> None:
    graded = grade(record, "Sund Lines", "B2", who="Ada Orm", why="met them")
    back = undo((graded,), graded.id, who="Ben Rask")
    found = written(replace(record, decisions=(graded, back)), tmp_path)
    assert validate(found, shacl_graph=str(SHAPES))[0]
    name = URIRef(f"urn:tellings:decision:{graded.id}")
    agent = found.value(name, PROV.wasAssociatedWith)
    assert found.value(agent, RDFS.label) == Literal("Ada Orm")
    assert (URIRef("urn:tellings:entity:p3"), PROV.wasInfluencedBy, name) in found
    assert found.value(name, T.stands) == Literal(False)
    assert (URIRef(f"urn:tellings:decision:{back.id}"), PROV.wasInformedBy, name) in found


def test_the_same_record_is_the_same_file(record: Record, tmp_path: Path) -> None:
    first = write(record, tmp_path)[0].read_bytes()
    assert write(record, tmp_path)[0].read_bytes() == first
