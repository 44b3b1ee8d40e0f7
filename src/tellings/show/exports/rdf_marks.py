"""What is marked in an article as triples, and the words of every passage with their selectors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tellings.model import Article, Figure, NameKind, Passage, Span, Statement, When, make_id
from tellings.show.exports.bearers import Bearer
from tellings.show.exports.iris import place_of, urn
from tellings.show.exports.places import selectors
from tellings.show.exports.rdf_terms import Iri, Triple, link, say, term, time, typed

AGENTS: Final[dict[NameKind, tuple[str, ...]]] = {
    "person": ("prov:Agent", "prov:Person"),
    "body": ("prov:Agent", "prov:Organization"),
    "place": ("prov:Location",),
}


@dataclass(frozen=True, slots=True)
class Scene:
    """Articles, who is meant by a name in them, and the spans that triples spoke of, by article."""

    articles: dict[str, Article]
    bearer: Bearer
    spans: dict[str, dict[Span, None]]

    def words(self, passage: Passage) -> Iri:
        """The name of a passage, which is then told with its selectors."""
        self.spans[passage.article][passage.span] = None
        return passage_name(passage.article, passage.span)

    def attributed(self, name: str, article: str, speaker: str) -> Iterator[Triple]:
        """Whom a thing comes from: an entry of the record, else an agent of this article's words."""
        if speaker:
            yield from link(name, "prov:wasAttributedTo", self.agent(article, speaker))
            yield from self.agent_told(article, speaker)

    def agent(self, article: str, speaker: str) -> Iri:
        """The name of a speaker."""
        found = self.bearer(article, speaker)
        return entity_name(found.id) if found else Iri(urn("speaker", article, make_id(speaker)))

    def agent_told(self, article: str, speaker: str) -> Iterator[Triple]:
        """That a speaker is an agent: also one without an entry, and a place that speaks ("Velmar said")."""
        name = self.agent(article, speaker)
        yield from typed(name, "prov:Agent")
        if not self.bearer(article, speaker):
            yield from say(name, "rdfs:label", speaker)


def article_name(article: str) -> Iri:
    """The name of an article as it was read."""
    return Iri(urn("article", article))


def entity_name(person: str) -> Iri:
    """The name of a person, body or place."""
    return Iri(urn("entity", person))


def statement_name(article: str, statement: str) -> Iri:
    """The name of a statement."""
    return Iri(urn("statement", article, statement))


def figure_name(article: str, figure: str) -> Iri:
    """The name of a figure."""
    return Iri(urn("figure", article, figure))


def marking_name(article: str) -> Iri:
    """The name of the activity that marked an article."""
    return Iri(urn("activity", "marking", article))


def passage_name(article: str, span: Span) -> Iri:
    """The name of words at their place."""
    return Iri(urn("passage", article, f"{span.start}-{span.end}"))


def statement_triples(scene: Scene, key: str, one: Statement) -> Iterator[Triple]:
    """A statement: its words, its stance, and who said it through whom."""
    name = statement_name(key, one.id)
    yield from typed(name, "prov:Entity", "tellings:Statement")
    yield from say(name, "prov:value", " … ".join(map(scene.articles[key].words, one.content)))
    yield from link(name, "prov:wasQuotedFrom" if one.form == "direct" else "prov:wasDerivedFrom", article_name(key))
    yield from link(name, "prov:wasGeneratedBy", marking_name(key))
    for part in ("form", "kind", "stance", "addressee", "venue"):
        yield from say(name, f"tellings:{part}", getattr(one, part))
    yield from link(name, "tellings:saidOn", time(one.said_on))
    yield from link(name, "tellings:words", *(scene.words(Passage(key, span)) for span in one.content))
    for part, span in (("source", one.source), ("cue", one.cue)):
        yield from link(name, f"tellings:{part}", scene.words(Passage(key, span)) if span else None)
    yield from link(name, "tellings:inside", statement_name(key, one.inside) if one.inside else None)
    yield from scene.attributed(name, key, one.speaker)
    for step, speaker in enumerate((one.speaker, *one.via)):
        if speaker:
            share = Iri(urn("attribution", key, one.id, str(step)))
            yield from typed(share, "prov:Attribution")
            yield from link(share, "prov:agent", scene.agent(key, speaker))
            yield from link(share, "prov:hadRole", term("tellings:Carrier" if step else "tellings:Speaker"))
            yield from say(share, "tellings:step", step)
            yield from scene.agent_told(key, speaker)
            yield from link(name, "prov:qualifiedAttribution", share)


def figure_triples(scene: Scene, key: str, one: Figure) -> Iterator[Triple]:
    """A figure: its interval, what it counts, and whose it is."""
    name = figure_name(key, one.id)
    yield from typed(name, "prov:Entity", "tellings:Figure")
    for part, edge in (("low", one.low), ("high", one.high)):
        yield from say(name, f"tellings:{part}", None if edge is None else float(edge))
    for part in ("bound", "unit", "counted", "state", "place"):
        yield from say(name, f"tellings:{part}", getattr(one, part))
    yield from link(name, "tellings:asOf", time(one.as_of))
    yield from link(name, "tellings:inside", statement_name(key, one.statement) if one.statement else None)
    yield from _standing(scene, name, key, one.span)
    yield from scene.attributed(name, key, one.said_by)


def date_triples(scene: Scene, key: str, one: When) -> Iterator[Triple]:
    """A time expression: its TIMEX3 type and value, first and last day."""
    name = Iri(urn("date", key, make_id(one.span, one.type, one.value)))
    yield from typed(name, "prov:Entity", "tellings:Date")
    yield from say(name, "tellings:type", one.type)
    yield from say(name, "tellings:timex", one.value)
    yield from link(name, "tellings:earliest", time(one.earliest))
    yield from link(name, "tellings:latest", time(one.latest))
    yield from _standing(scene, name, key, one.span)


def _standing(scene: Scene, name: str, key: str, span: Span) -> Iterator[Triple]:
    """Where a mark of a few words stands, and what marked it."""
    yield from say(name, "prov:value", scene.articles[key].words(span))
    yield from link(name, "tellings:words", scene.words(Passage(key, span)))
    yield from link(name, "prov:wasDerivedFrom", article_name(key))
    yield from link(name, "prov:wasGeneratedBy", marking_name(key))


def passage_triples(article: Article, spans: list[Span]) -> Iterator[Triple]:
    """Words at their places: quoted from the article, selected in the page or file (`places`)."""
    place = Iri(place_of(article))
    for span, found in zip(spans, selectors(article, spans), strict=True):
        name = passage_name(article.id, span)
        yield from typed(name, "prov:Entity", "oa:SpecificResource")
        yield from say(name, "prov:value", article.words(span))
        yield from link(name, "prov:wasQuotedFrom", article_name(article.id))
        yield from link(name, "oa:hasSource", place)
        for selector in found:
            kind = str(selector["type"])
            part = Iri(f"{name}:{'quote' if kind == 'TextQuoteSelector' else 'position'}")
            yield from link(name, "oa:hasSelector", part)
            yield from typed(part, f"oa:{kind}")
            for key in ("exact", "prefix", "suffix", "start", "end"):
                if key in selector:
                    yield from say(part, f"oa:{key}", selector[key])
