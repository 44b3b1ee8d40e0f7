"""schema.org as JSON-LD: articles, who is named, what they said, claims and where they appear, reviews to fill in.

https://schema.org, version 30. A `Quotation` holds words between quotation marks. A `Claim` has an `author` only where
somebody asserts it: who denies, doubts or asks is not its author. `claim_reviews.jsonld` holds a `ClaimReview` for each
claim of the record without a rating, an author or an address: those are the user's. Tellings rates nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from tellings.model import Article, Claim, NameKind, Person, Record, Statement, Story
from tellings.show.exports.bearers import bearers
from tellings.show.exports.iris import VOCABULARY, urn, web_address, whole
from tellings.show.text import heading

Node = dict[str, Any]

FILE: Final = "schema_org.jsonld"
REVIEWS: Final = "claim_reviews.jsonld"
CONTEXT: Final = {"@vocab": "https://schema.org/", "tellings": VOCABULARY}
_TYPES: Final[Mapping[NameKind, str]] = {"person": "Person", "body": "Organization", "place": "Place"}


def write(record: Record, folder: Path) -> list[Path]:
    """Write `schema_org.jsonld`, one graph, and `claim_reviews.jsonld`, the reviews that users may fill in."""
    paths = [folder / FILE, folder / REVIEWS]
    for path, nodes in zip(paths, (graph(record), reviews(record)), strict=True):
        document = {"@context": CONTEXT, "@graph": list({one["@id"]: _tidy(one) for one in nodes}.values())}
        path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return paths


def graph(record: Record) -> Iterator[Node]:
    """Articles, people, bodies and places, what is said, the claims of the record, and its stories."""
    articles = {**record.former, **record.articles}
    named: dict[str, dict[str, None]] = {}
    for person in record.people:
        for mention in person.mentions:
            named.setdefault(mention.article, {})[person.id] = None
    bearer = bearers(record)
    yield from (_article(one, list(named.get(key, ()))) for key, one in articles.items())
    yield from map(_named, record.people)
    for key, marks in record.marks.items():
        for one in marks.statements:
            if one.content:
                yield _saying(articles[key], one, bearer(key, one.speaker))
    homes = {one.id: key for key, marks in record.marks.items() for one in marks.statements if one.content}
    yield from (_claim(one, articles, homes) for one in record.claims)
    yield from map(_story, record.stories)


def reviews(record: Record) -> Iterator[Node]:
    """A review for each claim, complete in itself but for what only its author can say."""
    articles = {**record.former, **record.articles}
    for one in record.claims:
        cited = {_ref(key): _cited(articles[key]) for key in _articles_of(one)}
        claim = _claim(one, articles, {})
        claim["appearance"] = list(cited.values())
        yield {"@id": urn("review", one.id), "@type": "ClaimReview", "claimReviewed": one.label, "itemReviewed": claim}


def _article(one: Article, named: list[str]) -> Node:
    return _cited(one) | {
        "identifier": one.id,
        "creditText": one.byline,
        "dateModified": one.modified,
        "inLanguage": one.language,
        "isBasedOn": [web_address(work) or work for work in one.based_on],
        "publishingPrinciples": web_address(one.principles),
        "mentions": [{"@id": urn("entity", key)} for key in named],
    }


def _cited(one: Article) -> Node:
    """An article as others cite it."""
    return {
        "@id": _ref(one.id),
        "@type": "NewsArticle",
        "headline": heading(one),
        "url": web_address(one.url),
        "publisher": {"@type": "Organization", "name": one.outlet} if one.outlet else "",
        "datePublished": one.published,
    }


def _named(one: Person) -> Node:
    return {
        "@id": urn("entity", one.id),
        "@type": _TYPES[one.kind],
        "name": one.name,
        "alternateName": [name for name in one.spellings if name != one.name],
        "jobTitle": _titles(one) if one.kind == "person" else [],
    }


def _titles(one: Person) -> list[str]:
    return list(dict.fromkeys(f"{given.title}, {given.of}" if given.of else given.title for given in one.titles))


def _saying(article: Article, one: Statement, speaker: Person | None) -> Node:
    """A quotation where all words stand between quotation marks, a claim otherwise."""
    node: Node = {"@id": urn("statement", article.id, one.id), "text": " … ".join(map(article.words, one.content))}
    node |= {"tellings:stance": one.stance, "tellings:form": one.form, "tellings:kind": one.kind}
    node |= {"tellings:speaker": one.speaker, "tellings:saidOn": one.said_on, "tellings:via": list(one.via)}
    who = {"@id": urn("entity", speaker.id)} if speaker and speaker.kind != "place" else ""
    if one.form == "direct":
        return node | {"@type": "Quotation", "spokenByCharacter": who, "isPartOf": {"@id": _ref(article.id)}}
    claim = {"@type": "Claim", "appearance": {"@id": _ref(article.id)}}
    return node | claim | {"author" if one.stance in ("asserts", "promises") else "mentions": who}


def _claim(one: Claim, articles: Mapping[str, Article], homes: Mapping[str, str]) -> Node:
    """A claim of the record; its first appearance is known where one article is dated before all others."""
    keys = _articles_of(one)
    dated = sorted((articles[key].published, key) for key in keys if articles[key].published)
    alone = len(dated) == len(keys) and (len(dated) == 1 or dated[0][0][:10] < dated[1][0][:10])
    return {
        "@id": urn("claim", one.id),
        "@type": "Claim",
        "text": one.label,
        "appearance": [{"@id": _ref(key)} for key in keys],
        "firstAppearance": {"@id": _ref(dated[0][1])} if alone else "",
        "hasPart": [
            {"@id": urn("statement", homes[voice.statement], voice.statement)}
            for voice in one.voices
            if voice.statement in homes
        ],
    }


def _story(one: Story) -> Node:
    parts = [{"@id": _ref(key)} for key in one.articles]
    return {"@id": urn("story", one.id), "@type": "Collection", "name": one.title, "hasPart": parts}


def _articles_of(one: Claim) -> list[str]:
    return list(dict.fromkeys(voice.passage.article for voice in one.voices))


def _ref(article: str) -> str:
    return urn("article", article)


def _tidy(value: Any) -> Any:
    """A tree without empty values, its strings such as JSON can hold."""
    if isinstance(value, dict):
        return {key: one for key, one in zip(value, map(_tidy, value.values()), strict=True) if one not in ("", [])}
    if isinstance(value, list):
        return [_tidy(one) for one in value]
    return whole(value) if isinstance(value, str) else value
