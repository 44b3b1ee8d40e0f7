"""Annotations: words found again in the pages they came from, in a form that peers read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from pyld import jsonld

from tellings.marking import mark
from tellings.model import Article, Record, Story
from tellings.pipeline import link_and_weigh
from tellings.read.paths import read_paths
from tellings.show.exports.iris import VOCABULARY, whole
from tellings.show.exports.web_annotation import FILE, collection, write

OA = "http://www.w3.org/ns/oa#"
CONTEXT_ADDRESS = "http://www.w3.org/ns/anno.jsonld"
# The terms used here, as appendix A of the Web Annotation Vocabulary maps them: https://www.w3.org/TR/annotation-vocab/
OF_OA = {
    "TextualBody": "TextualBody", "SpecificResource": "SpecificResource", "Annotation": "Annotation",
    "TextQuoteSelector": "TextQuoteSelector", "TextPositionSelector": "TextPositionSelector",
    "describing": "describing", "identifying": "identifying", "linking": "linking",
    "exact": "exact", "prefix": "prefix", "suffix": "suffix",
}  # fmt: skip
TERMS: dict[str, Any] = {
    "oa": OA,
    "as": "http://www.w3.org/ns/activitystreams#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id",
    "type": "@type",
    **{term: f"oa:{name}" for term, name in OF_OA.items()},
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "generator": {"@id": "as:generator", "@type": "@id"},
    "Software": "as:Application",
    "AnnotationCollection": "as:OrderedCollection",
    "AnnotationPage": "as:OrderedCollectionPage",
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
    "first": {"@id": "as:first", "@type": "@id"},
    "total": {"@id": "as:totalItems", "@type": "xsd:nonNegativeInteger"},
    "startIndex": {"@id": "as:startIndex", "@type": "xsd:nonNegativeInteger"},
    "Person": "foaf:Person",
    "Organization": "foaf:Organization",
    "name": "foaf:name",
    "label": {"@id": "http://www.w3.org/2000/01/rdf-schema#label"},
    "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
    "format": "http://purl.org/dc/elements/1.1/format",
    "language": "http://purl.org/dc/elements/1.1/language",
}


def load(address: str, _: object) -> dict[str, Any]:
    assert address == CONTEXT_ADDRESS, f"nothing else may be fetched: {address}"
    return {"contextUrl": None, "documentUrl": address, "document": {"@context": TERMS}}


def expanded(record: Record) -> Any:
    """The collection as JSON-LD understands it."""
    (whole,) = jsonld.expand(json.loads(json.dumps(collection(record))), {"documentLoader": load})
    return whole


def items(record: Record) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = collection(record)["first"]["items"]
    return found


def targets(one: dict[str, Any]) -> list[dict[str, Any]]:
    return one["target"] if isinstance(one["target"], list) else [one["target"]]


def test_every_mark_and_every_account_is_an_annotation(record: Record) -> None:
    marks = sum(
        len(getattr(one, kind))
        for one in record.marks.values()
        for kind in ("statements", "figures", "dates", "names", "roles")
    )
    accounts = sum(len(one.accounts) for one in record.findings)
    found = items(record)
    assert len(found) == len({one["id"] for one in found}) == marks + accounts


def test_names_of_annotations_do_not_change(record: Record) -> None:
    assert items(record) == items(record)
    assert "urn:tellings:annotation:figure:harbour:" in json.dumps(items(record))


def test_the_data_model_is_kept(demo_record: Record, tmp_path: Path) -> None:
    """What the recommendation asks for, section by section, of the annotations that a peer would parse."""
    (path,) = write(demo_record, tmp_path)
    read = json.loads(path.read_text("utf-8"))
    assert path.name == FILE and read["@context"][0] == CONTEXT_ADDRESS
    assert read["total"] == len(read["first"]["items"]) > 100
    for one in read["first"]["items"]:
        assert one["type"] == "Annotation" and one["id"].startswith("urn:")  # 3.1
        text, mark = one["body"]
        assert (text["type"], text["purpose"]) == ("TextualBody", one["motivation"])  # 3.2.4, 3.3.5
        assert text["value"] and mark["type"]
        assert one["motivation"] in ("describing", "identifying", "linking")
        for target in targets(one):  # 4
            assert target["type"] == "SpecificResource" and isinstance(target["source"], str)
            quote, *position = target["selector"]
            assert quote["type"] == "TextQuoteSelector" and quote["exact"]  # 4.2.4
            assert {*quote} == {"type", "exact", "prefix", "suffix"}
            assert all(place["type"] == "TextPositionSelector" for place in position)  # 4.2.5
            assert all(0 <= place["start"] < place["end"] for place in position)


def test_json_ld_keeps_every_annotation_and_every_field(record: Record) -> None:
    page = expanded(record)["http://www.w3.org/ns/activitystreams#first"][0]
    (listed,) = page["http://www.w3.org/ns/activitystreams#items"]
    assert len(listed["@list"]) == len(items(record))
    for ours, theirs in zip(items(record), listed["@list"], strict=True):
        assert theirs["@id"] == ours["id"] and theirs["@type"] == [f"{OA}Annotation"]
        assert [{"@id": f"{OA}{ours['motivation']}"}] == theirs[f"{OA}motivatedBy"]
        mark = ours["body"][1]
        kept = next(one for one in theirs[f"{OA}hasBody"] if f"{OA}TextualBody" not in one["@type"])
        assert len(kept) == len(mark)
        assert all(f"{VOCABULARY}{key.partition(':')[2]}" in kept for key in mark if key.startswith("tellings:"))


def test_words_of_plain_text_are_found_in_the_file(demo_record: Record) -> None:
    files = {one.path: one for one in demo_record.articles.values() if one.input and one.input.kind == "text"}
    assert files
    by_place = {f"file://{path}": Path(path).read_text("utf-8") for path in files} | {
        one.url: Path(one.path).read_text("utf-8") for one in files.values() if one.url
    }
    seen = 0
    for one in items(demo_record):
        for target in targets(one):
            if text := by_place.get(target["source"]):
                quote, place = target["selector"]
                assert text[place["start"] : place["end"]] == quote["exact"]
                assert quote["prefix"] + quote["exact"] + quote["suffix"] in text
                seen += 1
    assert seen > 100


@pytest.fixture(scope="module")
def reread(browser: Browser) -> Callable[[Path], str]:
    """The text content of a page as a browser has it."""

    def text(path: Path) -> str:
        page = browser.new_page()
        page.goto(path.as_uri())
        found: str = page.evaluate("document.body.textContent")
        page.close()
        return found

    return text


PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Ferry sinks off Belmora</title>
<meta property="article:published_time" content="2031-10-07"></head><body><nav>Home &amp; News · Ferry sinks</nav>
<article><h1>Ferry sinks off Belmora</h1>
<p>At least <b>forty</b> people were on board the <i>Morning Star</i> when it sank on Friday, the harbour office said,
and a cargo of tin&nbsp;was lost 🚢 with it.</p>
<p>“We were told <!-- no --> nothing about the storm,” captain Orla Venn said. <em>“We were told nothing at all,”</em>
she said on Sunday of the office&#8217;s forecast for the strait.</p>
<script>var said = "At least 999 people";</script>
<p>The harbour office denied that forty people had drowned, and said that at least twelve had been found by noon.</p>
</article><footer>© At least forty years of news</footer></body></html>"""


def test_words_of_a_page_are_found_in_the_browser(tmp_path: Path, reread: Callable[[Path], str]) -> None:
    page = tmp_path / "a ferry.html"
    page.write_text(PAGE, "utf-8")
    (article,) = (one for one in read_paths([page]) if isinstance(one, Article))
    ((article, marks),) = mark([article])
    found = items(link_and_weigh({article.id: article}, {article.id: marks}))
    shown = reread(page)
    kinds = set()
    for one in found:
        for target in targets(one):
            quote, place = target["selector"]
            assert target["source"] == page.as_uri()
            assert shown[place["start"] : place["end"]] == quote["exact"]
            around = quote["prefix"] + quote["exact"] + quote["suffix"]
            assert shown.count(around) == 1 and shown.find(around) == place["start"] - len(quote["prefix"])
            kinds.add(one["body"][1]["type"])
    assert {"tellings:Statement", "tellings:Figure", "tellings:Date"} <= kinds


def test_a_page_that_changed_gets_no_positions(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text(PAGE, "utf-8")
    (article,) = (one for one in read_paths([page]) if isinstance(one, Article))
    ((article, marks),) = mark([article])
    page.write_text(PAGE.replace("Home", "News"), "utf-8")
    record = Record({article.id: article}, {article.id: marks}, (Story("s", "", (article.id,)),))
    selectors = [target["selector"] for one in items(record) for target in targets(one)]
    assert selectors and all([one["type"] for one in pair] == ["TextQuoteSelector"] for pair in selectors)


def test_hostile_words_stay_words(hostile_record: Record, tmp_path: Path) -> None:
    (path,) = write(hostile_record, tmp_path)
    read = json.loads(path.read_text("utf-8"))
    jsonld.expand(read, {"documentLoader": load})
    exact = {target["selector"][0]["exact"] for one in read["first"]["items"] for target in targets(one)}
    said = {part.text for one in hostile_record.marks.values() for mine in one.statements for part in mine.content}
    assert said and {whole(words) for words in said} <= exact
