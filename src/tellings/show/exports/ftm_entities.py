"""What becomes what in FollowTheMoney: the table is in docs/exports.md. Each entity leads to its proof."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Final

from tellings import world
from tellings.decisions import grade_words, grades
from tellings.model import Article, Figure, Finding, Name, Passage, Person, Record, Statement, Story, Tenure, make_id
from tellings.show.exports.bearers import bearers
from tellings.show.exports.ftm_values import Entity, Value, entity, entity_id
from tellings.show.exports.iris import web_address
from tellings.show.text import heading
from tellings.show.words import STANCE_WORDS, bounds

Articles = Mapping[str, Article]

_SCHEMATA: Final = {"person": "Person", "body": "Organization", "place": "Address"}
_STATUS: Final[Mapping[Tenure, str]] = {"current": "current", "former": "ended", "future": "future", "acting": "acting"}
_LANGUAGES: Final = {  # ISO 639-1 to 639-3, as FollowTheMoney writes them
    "ar": "ara", "de": "deu", "en": "eng", "es": "spa", "fr": "fra", "it": "ita", "ja": "jpn", "ko": "kor",
    "pt": "por", "ru": "rus", "uk": "ukr", "zh": "zho",
}  # fmt: skip


def entities(record: Record) -> Iterator[Entity]:
    """Every entity of a record; what refers to one comes behind it."""
    articles = {**record.former, **record.articles}
    graded = grades(record.decisions, record.people)
    bearer = bearers(record)
    measures = {figure: one.label for one in record.measures for figure in one.figures}
    yield from map(_article, articles.values())
    yield from (_bearer(one, articles, graded.get(one.name.casefold(), "")) for one in record.people)
    yield from _posts(record, articles)
    for key, marks in record.marks.items():
        article = articles[key]
        yield from (_mention(article, one, bearer(key, article.words(one.span))) for one in marks.names)
        yield from (_saying(article, one, bearer(key, one.speaker)) for one in marks.statements if one.content)
        yield from (_figure(article, one, measures.get(one.id, "")) for one in marks.figures)
    yield from (_story(one, articles) for one in record.stories)
    yield from (_finding(one, articles) for one in record.findings)


def _article(one: Article) -> Entity:
    title = heading(one)
    values = [
        ("title", title), ("name", title), ("fileName", PurePath(one.path).name or one.id), *_source(one),
        ("publishedAt", one.published), ("author", one.byline), ("language", _LANGUAGES.get(one.language[:2], "")),
        ("bodyText", one.text),
    ]  # fmt: skip
    values += [("keywords", credit) for credit in one.credits] + [("notes", note) for note in one.notes]
    return entity("Article", entity_id("article", one.id), values)


def _bearer(one: Person, articles: Articles, grade: str) -> Entity:
    schema = "PublicBody" if one.kind == "body" and _is_public(one.name) else _SCHEMATA[one.kind]
    values = [("name", one.name), *(("alias", other) for other in one.spellings if other != one.name)]
    if one.kind == "place":
        values.append(("full", one.name))
    if one.kind == "person":
        values += [("position", f"{title.title}, {title.of}" if title.of else title.title) for title in one.titles]
    if grade:
        values.append(("notes", f"A user graded this source {grade}: {grade_words(grade)} (Admiralty)"))
    return entity(schema, entity_id(one.kind, one.id), [*values, *_proofs(one.mentions, articles)])


def _is_public(name: str) -> bool:
    """Whether the tables know a body for one of a state."""
    return world.is_state_body(name) or bool(world.country_of_government(name))


def _posts(record: Record, articles: Articles) -> Iterator[Entity]:
    """Positions, and who holds them in which articles' words."""
    bodies = {name.casefold(): one for one in record.people if one.kind == "body" for name in one.spellings}
    tenures = {(key, role.span): role.when for key, marks in record.marks.items() for role in marks.roles}
    for person in record.people:
        for given in person.titles if person.kind == "person" else ():
            owner = bodies.get(given.of.casefold())
            post = entity_id("position", make_id(given.title.casefold(), given.of.casefold()))
            name = f"{given.title}, {given.of}" if given.of else given.title
            organization = [("organization", entity_id("body", owner.id))] if owner else []
            yield entity("Position", post, [("name", name), *organization])
            passage, article = given.passage, articles[given.passage.article]
            status = _STATUS[tenures.get((passage.article, passage.span), "current")]
            own = make_id(person.id, post, passage)
            values = [("holder", entity_id("person", person.id)), ("post", post), ("status", status)]
            words = ("summary", article.words(passage.span))
            yield entity("Occupancy", entity_id("occupancy", own), [*values, words, *_proof(article)])


def _mention(article: Article, one: Name, bearer: Person | None) -> Entity:
    values = [("document", entity_id("article", article.id)), ("name", article.words(one.span))]
    if bearer and bearer.kind != "place":  # a mention is resolved to a legal entity only
        values.append(("resolved", entity_id(bearer.kind, bearer.id)))
    values.append(("detectedSchema", _SCHEMATA[one.kind]))
    return entity("Mention", entity_id("mention", article.id, make_id(one.span, one.kind)), values)


def _saying(article: Article, one: Statement, speaker: Person | None) -> Entity:
    """What someone said: a link from the article to the speaker, a note on the article where nobody knows who."""
    stance = STANCE_WORDS.get(one.stance, one.stance)
    words = " … ".join(map(article.words, one.content))
    said = [("via", ", ".join(one.via)), ("addressee", one.addressee), ("venue", one.venue)]
    more = "; ".join(f"{key}: {value}" for key, value in [("speaker", one.speaker), *said] if value)
    own, source = entity_id("statement", article.id, one.id), ("document", entity_id("article", article.id))
    if speaker is None:
        values = [("entity", source[1]), ("name", f"{one.speaker or 'someone'}: {stance}"), ("description", words)]
        return entity("Note", own, [*values, ("summary", more), *_proof(article)])
    values = [source, ("entity", entity_id(speaker.kind, speaker.id)), ("role", f"{stance} ({one.form}, {one.kind})")]
    values += [("summary", words), ("description", more), ("date", one.said_on), ("recordId", one.id)]
    return entity("Documentation", own, [*values, *_proof(article)])


def _figure(article: Article, one: Figure, measure: str) -> Entity:
    facts = [
        ("words", article.words(one.span)), ("measure", measure), ("unit", one.unit), ("state", one.state),
        ("place", one.place), ("as of", one.as_of), ("said by", one.said_by),
    ]  # fmt: skip
    summary = "; ".join(f"{key}: {value}" for key, value in facts if value)
    values = [("entity", entity_id("article", article.id)), ("name", f"{bounds(one)} {one.counted}".strip())]
    values += [("description", _around(article, one)), ("summary", summary), ("keywords", measure), *_proof(article)]
    return entity("Note", entity_id("figure", article.id, one.id), values)


def _around(article: Article, one: Figure) -> str:
    """The paragraph a figure stands in."""
    start, end = article.at(one.span)
    close = article.text.find("\n", end)
    return article.text[article.text.rfind("\n", 0, start) + 1 : close if close >= 0 else len(article.text)]


def _story(one: Story, articles: Articles) -> Entity:
    values = [("name", one.title or one.id), ("startDate", one.first), ("endDate", one.last)]
    values += [proof for key in one.articles if key in articles for proof in _proof(articles[key])]
    return entity("Event", entity_id("story", one.id), values)


def _finding(one: Finding, articles: Articles) -> Entity:
    told = [(account, articles[account.passage.article]) for account in one.accounts]
    lines = [
        f"{account.value + ': ' if account.value else ''}“{article.words(account.passage.span)}”"
        f" ({', '.join(filter(None, (account.source, account.day, article.outlet or article.path)))})"
        for account, article in told
    ]
    values = [("name", f"{one.kind}: {one.about}"), ("summary", one.about), *(("description", line) for line in lines)]
    values += [
        value for _, article in told for value in (("entity", entity_id("article", article.id)), *_proof(article))
    ]
    return entity("Note", entity_id("finding", one.id), values)


def _source(article: Article) -> list[Value]:
    return [("sourceUrl", web_address(article.url)), ("publisher", article.outlet)]


def _proof(article: Article) -> list[Value]:
    return [("proof", entity_id("article", article.id)), *_source(article)]


def _proofs(passages: Sequence[Passage], articles: Articles) -> list[Value]:
    """The articles of passages as proof, each once."""
    keys = dict.fromkeys(passage.article for passage in passages)
    return [value for key in keys for value in _proof(articles[key])]
