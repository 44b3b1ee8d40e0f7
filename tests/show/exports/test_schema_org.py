"""schema.org: every term is one of its own, rdflib reads the graph offline, and nothing is rated or put in a mouth."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from rdflib import RDF, Graph
from rdflib.namespace import SDO
from tests.show.exports.peers import run_peer

from tellings.model import Record
from tellings.show.exports.schema_org import FILE, REVIEWS, write

Node = dict[str, Any]
RECORDS = ["record", "demo_record", "hostile_record"]

# Each node by the vocabulary itself: its type, which properties that type has, and of which types their values may be.
CHECK = """
import json, sys
import schema_org
def check(node, types):
    kind = getattr(schema_org, node["@type"])
    known = {one.schema_name: one for base in kind.__mro__ for one in vars(base).get("SCHEMA_PROPERTIES", ())}
    for key, values in node.items():
        if key[0] == "@" or ":" in key:
            continue
        assert key in known and not known[key].superseded_by, (node["@type"], key)
        for value in values if isinstance(values, list) else [values]:
            if isinstance(value, dict):
                if "@type" in value:
                    check(value, types)
                found = getattr(schema_org, value.get("@type") or types[value["@id"]])
                ranges = {getattr(schema_org, name, None) for name in known[key].ranges}
                assert ranges & {*found.__mro__}, (node["@type"], key, value)
            else:
                texts = {"Text", "URL", "Date", "DateTime", "CssSelectorType", "PronounceableText"}
                assert texts & {*known[key].ranges}, (node["@type"], key, known[key].ranges)
def named(value):
    if isinstance(value, dict):
        return {value["@id"]: value["@type"]} | named([*value.values()]) if "@type" in value and "@id" in value else {}
    return {key: kind for one in value for key, kind in named(one).items()} if isinstance(value, list) else {}
seen = 0
for path in sys.argv[1:]:
    nodes = json.load(open(path, encoding="utf-8"))["@graph"]
    for node in nodes:
        check(node, named(nodes))
        seen += 1
print(seen)
"""


def nodes(record: Record, folder: Path, file: str = FILE) -> dict[str, Node]:
    paths = {path.name: path for path in write(record, folder)}
    return {one["@id"]: one for one in json.loads(paths[file].read_text("utf-8"))["@graph"]}


def test_types_and_properties_fit_as_the_vocabulary_says(
    record: Record, demo_record: Record, hostile_record: Record, tmp_path: Path
) -> None:
    paths: list[Path] = []
    for number, one in enumerate((record, demo_record, hostile_record)):
        (folder := tmp_path / str(number)).mkdir()
        paths += write(one, folder)
    assert int(run_peer("schema_org", "-c", CHECK, *paths)) > 100


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own parser uses it
@pytest.mark.parametrize("name", RECORDS)
@pytest.mark.parametrize("file", [FILE, REVIEWS])
def test_rdflib_reads_it_offline_and_knows_every_term(
    name: str, file: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    made = nodes(request.getfixturevalue(name), tmp_path, file)
    text = (tmp_path / file).read_text("utf-8")
    found = Graph().parse(data=text, format="json-ld")
    assert {str(subject) for subject, term, _ in found if term == RDF.type} >= {*made}
    terms = {str(one) for _, *pair in found for one in pair if str(one).startswith(str(SDO))}
    assert terms and all(term.removeprefix(str(SDO)) in SDO for term in terms)


def test_every_article_statement_and_claim_is_there(record: Record, tmp_path: Path) -> None:
    types = [one["@type"] for one in nodes(record, tmp_path).values()]
    said = sum(len(one.statements) for one in record.marks.values())
    assert types.count("NewsArticle") == len(record.articles)
    assert types.count("Quotation") + types.count("Claim") == said + len(record.claims)
    assert types.count("Person") + types.count("Organization") == len(record.people)


def test_a_quotation_tells_who_spoke_and_where(record: Record, tmp_path: Path) -> None:
    made = nodes(record, tmp_path)
    quoted = [one for one in made.values() if one["@type"] == "Quotation"]
    assert {one["text"] for one in quoted} == {
        "We searched the dark hull twice and found nobody left behind,",
        "We went through the black hull two times and there was no one in it,",
    }
    (first,) = (one for one in quoted if "dark" in one["text"])
    assert made[first["spokenByCharacter"]["@id"]]["name"] == "Ilse Marn"
    assert made[first["isPartOf"]["@id"]]["publisher"]["name"] == "Harbour Post"


def test_who_denies_a_claim_is_not_its_author(demo_record: Record, tmp_path: Path) -> None:
    claims = [one for one in nodes(demo_record, tmp_path).values() if "tellings:stance" in one]
    assert {one["tellings:stance"] for one in claims if "author" in one} <= {"asserts", "promises"}
    assert any(one["tellings:stance"] == "denies" for one in claims)


def test_a_first_appearance_is_given_only_where_one_article_came_first(record: Record, tmp_path: Path) -> None:
    made = nodes(record, tmp_path)
    passed = made["urn:tellings:claim:c1"]  # two articles of the first day
    assert len(passed["appearance"]) == 3 and "firstAppearance" not in passed


def test_a_review_rates_nothing(record: Record, tmp_path: Path) -> None:
    found = nodes(record, tmp_path, REVIEWS)
    assert [one["claimReviewed"] for one in found.values()] == [one.label for one in record.claims]
    for one in found.values():
        assert {*one} == {"@id", "@type", "claimReviewed", "itemReviewed"}
        assert all(cited["headline"] and cited["datePublished"] for cited in one["itemReviewed"]["appearance"])
