"""The record as triples. What becomes what: the table in docs/exports.md."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tellings import __version__
from tellings.decisions import in_force
from tellings.model import Article, Claim, Decision, Finding, Measure, Origin, Person, Record, make_id
from tellings.show.exports.bearers import bearers
from tellings.show.exports.iris import SOFTWARE, place_of, urn, web_address
from tellings.show.exports.rdf_marks import (
    AGENTS,
    Scene,
    article_name,
    date_triples,
    entity_name,
    figure_name,
    figure_triples,
    marking_name,
    passage_triples,
    statement_name,
    statement_triples,
)
from tellings.show.exports.rdf_terms import Iri, Triple, link, say, term, time, typed, value
from tellings.show.text import heading

_WEIGHING: Final = Iri(urn("activity", "weighing"))


def triples(record: Record) -> Iterator[Triple]:
    """Every triple of a record, some of them twice; the words they speak of come last."""
    articles = {**record.former, **record.articles}
    scene = Scene(articles, bearers(record), {key: {} for key in articles})
    yield from _software(record)
    for article in articles.values():
        yield from _article(article)
    yield from _revisions(record)
    for person in record.people:
        yield from _entry(scene, person)
    for key, marks in record.marks.items():
        for statement in marks.statements:
            yield from statement_triples(scene, key, statement)
        for figure in marks.figures:
            yield from figure_triples(scene, key, figure)
        for when in marks.dates:
            yield from date_triples(scene, key, when)
    yield from _groups(scene, record)
    subjects = _subjects(record)
    for finding in record.findings:
        yield from _finding(scene, finding, subjects.get(finding.subject))
    yield from _decisions(record)
    for key, spans in scene.spans.items():
        yield from passage_triples(articles[key], list(spans))


def _software(record: Record) -> Iterator[Triple]:
    """Tellings, and its weighing of all articles against each other."""
    yield from typed(SOFTWARE, "prov:Agent", "prov:SoftwareAgent")
    yield from say(SOFTWARE, "rdfs:label", f"Tellings {__version__}")
    yield from typed(_WEIGHING, "prov:Activity", "tellings:Weighing")
    yield from link(_WEIGHING, "prov:wasAssociatedWith", Iri(SOFTWARE))
    yield from link(_WEIGHING, "prov:used", *map(article_name, record.articles))
    for role in ("tellings:Speaker", "tellings:Carrier"):
        yield from typed(term(role), "prov:Role")


def _article(one: Article) -> Iterator[Triple]:
    """An article as it was read: of which page, from which bytes, by whom, and what it says it rests on."""
    name, place, reading = article_name(one.id), Iri(place_of(one)), Iri(urn("activity", "reading", one.id))
    yield from typed(name, "prov:Entity", "schema:NewsArticle")
    yield from say(name, "dcterms:identifier", one.id)
    yield from say(name, "dcterms:title", heading(one))
    yield from say(name, "dcterms:language", one.language)
    yield from say(name, "tellings:byline", one.byline)
    yield from say(name, "tellings:credit", *one.credits)
    yield from say(name, "tellings:note", *one.notes)
    yield from link(name, "dcterms:issued", time(one.published))
    yield from link(name, "dcterms:modified", time(one.modified))
    yield from typed(place, "prov:Entity")
    yield from link(name, "prov:specializationOf", place)
    for work in one.based_on:
        address = web_address(work)
        yield from typed(address, "prov:Entity") if address else ()
        yield from link(name, "prov:wasDerivedFrom", Iri(address)) if address else say(name, "tellings:basedOn", work)
    if one.outlet:
        outlet = Iri(urn("outlet", make_id(one.outlet)))
        yield from typed(outlet, "prov:Agent", "prov:Organization", "tellings:Outlet")
        yield from say(outlet, "rdfs:label", one.outlet)
        yield from link(name, "prov:wasAttributedTo", outlet)
    yield from typed(reading, "prov:Activity", "tellings:Reading")
    yield from link(reading, "prov:wasAssociatedWith", Iri(SOFTWARE))
    yield from link(name, "prov:wasGeneratedBy", reading)
    if one.input:
        read = Iri(urn("input", one.input.sha256))
        yield from typed(read, "prov:Entity", "tellings:Input")
        yield from say(read, "tellings:sha256", one.input.sha256)
        yield from say(read, "tellings:bytes", one.input.size)
        yield from link(reading, "prov:used", read)
    marking = marking_name(one.id)
    yield from typed(marking, "prov:Activity", "tellings:Marking")
    yield from link(marking, "prov:wasAssociatedWith", Iri(SOFTWARE))
    yield from link(marking, "prov:used", name)


def _revisions(record: Record) -> Iterator[Triple]:
    """Which articles are newer versions of which."""
    newest = {place_of(one): one.id for one in record.articles.values()}
    for former in record.former.values():
        if (newer := newest.get(place_of(former), former.id)) != former.id:
            yield from link(article_name(newer), "prov:wasRevisionOf", article_name(former.id))


def _entry(scene: Scene, one: Person) -> Iterator[Triple]:
    """A person, body or place: names, mentions, and the titles that articles give."""
    name = entity_name(one.id)
    yield from typed(name, *AGENTS[one.kind])
    yield from say(name, "rdfs:label", one.name)
    yield from say(name, "skos:altLabel", *(other for other in one.spellings if other != one.name))
    yield from link(name, "tellings:mention", *map(scene.words, one.mentions))
    for given in one.titles:
        title = Iri(urn("title", one.id, make_id(given.passage, given.title, given.of)))
        yield from typed(title, "tellings:Title")
        yield from say(title, "rdfs:label", given.title)
        yield from say(title, "tellings:of", given.of)
        yield from link(title, "tellings:words", scene.words(given.passage))
        yield from link(name, "tellings:title", title)


def _groups(scene: Scene, record: Record) -> Iterator[Triple]:
    """Stories, measures, claims, origins, and why names are one bearer's."""
    for story in record.stories:
        name = Iri(urn("story", story.id))
        yield from _weighed(name, story.title, "prov:Collection", "tellings:Story")
        yield from link(name, "prov:hadMember", *map(article_name, story.articles))
    figures = {one.id: figure_name(key, one.id) for key, marks in record.marks.items() for one in marks.figures}
    for measure in record.measures:
        yield from _measure(measure, figures)
    said = {one.id: statement_name(key, one.id) for key, marks in record.marks.items() for one in marks.statements}
    for claim in record.claims:
        yield from _claim(scene, claim, said)
    for origin in record.origins:
        yield from _origin(scene, origin)
    for one in record.joinings:
        name = Iri(urn("joining", one.person, make_id(one.one, one.other)))
        yield from _weighed(name, f"{one.one} = {one.other}", "tellings:Joining")
        yield from link(name, "tellings:person", entity_name(one.person))
        yield from say(name, "tellings:score", one.score)
        yield from say(name, "tellings:reason", one.reason)


def _measure(one: Measure, figures: dict[str, Iri]) -> Iterator[Triple]:
    name = Iri(urn("measure", one.id))
    yield from _weighed(name, one.label, "prov:Collection", "tellings:Measure")
    yield from link(name, "prov:hadMember", *(figures[key] for key in one.figures if key in figures))
    for part in ("unit", "counted", "state", "place"):
        yield from say(name, f"tellings:{part}", getattr(one, part))


def _claim(scene: Scene, one: Claim, said: dict[str, Iri]) -> Iterator[Triple]:
    """A claim and each account of it, with its stance."""
    name = Iri(urn("claim", one.id))
    yield from _weighed(name, one.label, "prov:Collection", "tellings:Claim")
    for voice in one.voices:
        account = Iri(urn("voice", one.id, make_id(voice.passage, voice.speaker, voice.stance)))
        yield from typed(account, "prov:Entity", "tellings:Voice")
        yield from say(account, "tellings:stance", voice.stance)
        yield from link(account, "tellings:words", words := scene.words(voice.passage))
        yield from link(account, "prov:wasDerivedFrom", words, said.get(voice.statement))
        yield from scene.attributed(account, voice.passage.article, voice.speaker)
        yield from link(name, "prov:hadMember", account)


def _origin(scene: Scene, one: Origin) -> Iterator[Triple]:
    """An occasion, and the passages whose primary source it was."""
    name = Iri(urn("origin", one.id))
    yield from _weighed(name, one.who, "tellings:Origin")
    yield from say(name, "tellings:kind", one.kind)
    yield from say(name, "tellings:reason", *one.why)
    yield from link(name, "tellings:on", time(one.when))
    for passage in one.passages:
        yield from link(scene.words(passage), "prov:hadPrimarySource", name)
    if one.passages:
        yield from scene.attributed(name, one.passages[0].article, one.who)


def _finding(scene: Scene, one: Finding, subject: Iri | None) -> Iterator[Triple]:
    """A finding, its accounts, and the words it was derived from."""
    name = Iri(urn("finding", one.id))
    yield from _weighed(name, one.about, "tellings:Finding")
    yield from say(name, "tellings:kind", one.kind)
    yield from say(name, "tellings:rank", one.rank)
    yield from say(name, "tellings:score", one.score)
    yield from link(name, "tellings:subject", subject)
    for account in one.accounts:
        told = Iri(urn("account", one.id, make_id(account.passage, account.value, account.source, account.figure)))
        words = scene.words(account.passage)
        yield from typed(told, "prov:Entity", "tellings:Account")
        yield from say(told, "prov:value", account.value)
        yield from link(told, "tellings:on", time(account.day))
        yield from link(told, "tellings:words", words)
        yield from link(told, "prov:wasDerivedFrom", words)
        yield from scene.attributed(told, account.passage.article, account.source)
        yield from link(name, "tellings:account", told)
        yield from link(name, "prov:wasDerivedFrom", words)


def _subjects(record: Record) -> dict[str, Iri]:
    """What findings are about, by its id."""
    kinds = (
        ("measure", record.measures), ("entity", record.people), ("claim", record.claims), ("origin", record.origins),
    )  # fmt: skip
    return {one.id: Iri(urn(kind, one.id)) for kind, ones in kinds for one in ones}


def _decisions(record: Record) -> Iterator[Triple]:
    """What users decided: an activity of theirs, which influenced the entries it names."""
    standing = {one.id for one in in_force(record.decisions)}
    entries: dict[str, list[Iri]] = {}
    for person in record.people:
        for spelling in person.spellings:
            entries.setdefault(spelling.casefold(), []).append(entity_name(person.id))
    for one in record.decisions:
        name = Iri(urn("decision", one.id))
        yield from typed(name, "prov:Activity", "tellings:Decision")
        yield from _decided(name, one, one.id in standing)
        for named in (*one.names, *one.others):
            for entry in entries.get(named.words.casefold(), ()):
                yield from link(entry, "prov:wasInfluencedBy", name)


def _decided(name: Iri, one: Decision, stands: bool) -> Iterator[Triple]:
    for part in ("kind", "grade"):
        yield from say(name, f"tellings:{part}", getattr(one, part))
    yield from say(name, "tellings:stands", stands)
    yield from say(name, "rdfs:comment", one.why)
    yield from say(name, "tellings:name", *(named.words for named in one.names))
    yield from say(name, "tellings:other", *(named.words for named in one.others))
    yield from link(name, "prov:endedAtTime", time(one.when))
    yield from link(name, "prov:wasInformedBy", Iri(urn("decision", one.undoes)) if one.undoes else None)
    user = Iri(urn("user", make_id(one.who)))
    yield from typed(user, "prov:Agent", "prov:Person")
    yield from say(user, "rdfs:label", one.who or "a user")
    yield from link(name, "prov:wasAssociatedWith", user)


def _weighed(name: Iri, label: str, *types: str) -> Iterator[Triple]:
    """A thing that weighing all articles gave."""
    yield from typed(name, "prov:Entity", *types)
    yield from link(name, "rdfs:label", value(label))
    yield from link(name, "prov:wasGeneratedBy", _WEIGHING)
