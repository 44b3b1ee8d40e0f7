"""What the ledger answers to an assistant: rows read by index, never the whole, each with the words behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeVar

import sqlalchemy as sa

from tellings import queries, search
from tellings.ledger.reads import read_articles, read_marks
from tellings.model import Article, Figure, NameKind, Person, Span, Statement
from tellings.show.assistants.answers import (
    LONGEST,
    AccountEntry,
    ClaimEntry,
    Claims,
    FigureEntry,
    FindingEntry,
    Findings,
    Hit,
    Hits,
    MeasureEntry,
    Measures,
    People,
    PersonEntry,
    StatementEntry,
    Statements,
    Stories,
    StoryEntry,
    TitleEntry,
    VoiceEntry,
    Words,
)
from tellings.show.cards import lay_cards
from tellings.show.prose import KIND_WORDS
from tellings.show.spread import Spread
from tellings.show.words import bounds
from tellings.view import StoryView

INSIDE: Final = 12  # accounts, voices, titles or mentions shown of one thing
FIGURES: Final = 100  # figures shown of one measure
_OPENS: Final = 300  # characters of how a story starts
_FORMS: Final = 40  # spellings of one entry
_NAMED: Final = 200  # articles that one question about a name looks at

T = TypeVar("T")
Articles = Mapping[str, Article]


def words_at(article: Article, span: Span) -> Words:
    """A span with where it stands."""
    text = span.text[:LONGEST]
    whose = (article.id, article.outlet, article.path, article.url, article.published)
    return Words(text, span.start, span.end, *whose, cut=len(text) < len(span.text))


def part(rows: Sequence[T], offset: int, limit: int) -> tuple[Sequence[T], int]:
    """Some rows of many, and how many are still to come."""
    return rows[offset : offset + limit], max(0, len(rows) - offset - limit)


def find(connection: sa.Connection, query: search.Query, *, limit: int, offset: int) -> Hits:
    """Passages by words, speaker, outlet and days."""
    found, total = search.search(connection, query, limit=limit, offset=offset)
    held = read_articles(connection, [*{hit.article: None for hit in found}])
    hits = [
        Hit(
            hit.kind,
            hit.story,
            hit.speaker,
            hit.day,
            words_at(held[hit.article], _span(held[hit.article], hit.start, hit.end)),
        )
        for hit in found
    ]
    return Hits(hits, total, max(0, total - offset - len(hits)))


def list_stories(connection: sa.Connection, *, limit: int, offset: int) -> Stories:
    """Stories, newest first."""
    rows, total = queries.story_rows(connection, offset=offset, limit=limit)
    entries = []
    for row in rows:
        story, _ = queries.story_counts(connection, row.id)
        first = read_articles(connection, story.articles[:1]).values()
        opens = [words_at(a, a.span(0, min(len(a.text), _OPENS))) for a in first if a.text]
        facts = (row.id, row.title, row.first, row.last, row.articles, row.outlets, row.origins, row.kinds)
        entries.append(StoryEntry(*facts, opens))
    return Stories(entries, total, max(0, total - offset - len(entries)))


def story_findings(spread: Spread, *, kind: str, limit: int, offset: int) -> Findings:
    """A story's findings by rank, all or of one kind."""
    articles = {**spread.record.articles, **spread.record.former}
    wanted = [finding for finding in spread.findings if kind in ("", finding.kind)]
    some, more = part(wanted, offset, limit)
    cards = {card.key: card for card in lay_cards(spread, some, sides=1, voices=1)}
    figures = {figure.id: figure for _, figure in spread.view.figures()}
    entries = []
    for finding in some:
        told = [account for account in finding.accounts if account.passage.article in articles]
        accounts = [
            AccountEntry(
                bounds(figures[one.figure]) if one.figure in figures else one.value[:LONGEST],
                one.source,
                one.day,
                words_at(articles[one.passage.article], one.passage.span),
            )
            for one in told[:INSIDE]
        ]
        facts = (finding.id, finding.kind, KIND_WORDS[finding.kind], finding.rank, cards[finding.id].sentence)
        entries.append(FindingEntry(*facts, accounts, len(told) - len(accounts)))
    return Findings(spread.story.id, spread.story.title, entries, len(wanted), more)


def story_claims(connection: sa.Connection, story: str, *, limit: int, offset: int) -> Claims:
    """A story's claims. Raises KeyError where there is no such story."""
    record = queries.story_part(connection, story, marks=(), linked=("claims",))
    order = sorted(record.claims, key=lambda c: (-len({v.stance for v in c.voices}), -len(c.voices), c.id))
    some, more = part(order, offset, limit)
    entries = []
    for claim in some:
        voices = [voice for voice in claim.voices if voice.passage.article in record.articles]
        shown = [
            VoiceEntry(v.stance, v.speaker, words_at(record.articles[v.passage.article], v.passage.span))
            for v in voices[:INSIDE]
        ]
        entries.append(ClaimEntry(claim.id, claim.label, shown, len(voices) - len(shown)))
    return Claims(story, entries, len(order), more)


def story_measures(spread: Spread, *, measure: str, about: str, limit: int, offset: int) -> Measures:
    """A story's measures: one by its id, those whose label has all words of `about`, or all. Raises KeyError."""
    record = spread.record
    placed = {figure.id: (key, figure) for key, marks in record.marks.items() for figure in marks.figures}
    asked = about.casefold().split()
    wanted = [
        one
        for one in record.measures
        if (not measure or one.id == measure)
        and all(word in f"{one.label} {one.counted} {one.state} {one.place}".casefold() for word in asked)
    ]
    if measure and not wanted:
        raise KeyError(measure)
    wanted.sort(key=lambda one: (-len(one.figures), one.label, one.id))
    some, more = part(wanted, offset, limit)
    entries = []
    for one in some:
        figures = [placed[key] for key in one.figures if key in placed]
        shown = [_figure(spread.view, key, figure) for key, figure in figures[:FIGURES]]
        entries.append(MeasureEntry(one.id, one.label, one.unit, shown, len(figures) - len(shown)))
    return Measures(spread.story.id, entries, len(wanted), more)


def _figure(view: StoryView, key: str, figure: Figure) -> FigureEntry:
    article, sentence = view.articles[key], view.sentence(key, figure.span).span
    facts = (bounds(figure), figure.low, figure.high, figure.bound, figure.as_of, figure.said_by)
    return FigureEntry(*facts, words_at(article, figure.span), words_at(article, sentence))


def statements(connection: sa.Connection, query: search.Query, *, limit: int, offset: int) -> Statements:
    """Who said what: statements by their words, their speaker, or both."""
    found, total = search.search(connection, query, limit=limit, offset=offset)
    ids = [*{hit.article: None for hit in found}]
    held = read_articles(connection, ids)
    marks = read_marks(connection, ids, ("statements",))
    starts = {(key, s.content[0].start): s for key, mine in marks.items() for s in mine.statements}
    entries = [
        statement_entry(held[hit.article], starts[hit.article, hit.start], hit.story)
        for hit in found
        if (hit.article, hit.start) in starts
    ]
    forms = _other_forms(connection, query.speaker) if query.speaker else []
    return Statements(entries, total, max(0, total - offset - len(found)), forms)


def statement_entry(article: Article, statement: Statement, story: str) -> StatementEntry:
    """A statement with all its words."""
    s = statement
    words = [words_at(article, span) for span in s.content]
    facts = (s.id, s.speaker, [*s.via], s.stance, s.form, s.said_on, story, s.proposed_by)
    return StatementEntry(*facts, words)


def _other_forms(connection: sa.Connection, name: str) -> list[str]:
    """Spellings of whoever has this name which a search for it does not find."""
    small = name.casefold()
    forms = {form for person in _named(connection, name) for form in person.spellings}
    return sorted(form for form in forms if small not in form.casefold())[:_FORMS]


def _named(connection: sa.Connection, name: str) -> list[Person]:
    """Entries one of whose spellings has all words of a name, with their mentions in articles that name them so."""
    hits, _ = search.search(connection, search.Query(name, kind="name"), limit=_NAMED)
    people = queries.read_people(connection, [*{hit.article: None for hit in hits}])
    wanted = name.casefold().split()
    return [p for p in people if any(all(w in form.casefold() for w in wanted) for form in (p.name, *p.spellings))]


def people(
    connection: sa.Connection, *, story: str, name: str, kind: NameKind | None, limit: int, offset: int
) -> People:
    """People, bodies and places of a story, or with a name, most named first. Raises KeyError for an unknown story."""
    if story:
        told, _ = queries.story_counts(connection, story)
        wanted = name.casefold().split()
        found = [
            person
            for person in queries.read_people(connection, told.articles)
            if any(all(w in form.casefold() for w in wanted) for form in (person.name, *person.spellings))
        ]
    else:
        found = _named(connection, name)
    found = sorted((p for p in found if kind in (None, p.kind)), key=lambda p: (-len(p.mentions), p.name, p.id))
    some, more = part(found, offset, limit)
    shown = {title.passage.article for p in some for title in p.titles[:INSIDE]}
    held = read_articles(connection, sorted(shown | {m.article for p in some for m in p.mentions[:INSIDE]}))
    return People([_person(person, held) for person in some], len(found), more)


def _person(person: Person, held: Articles) -> PersonEntry:
    told = person.titles[:INSIDE]
    titles = [TitleEntry(t.title, t.of, words_at(held[t.passage.article], t.passage.span)) for t in told]
    mentions = [words_at(held[m.article], m.span) for m in person.mentions[:INSIDE]]
    forms = [*person.spellings[:_FORMS]]
    return PersonEntry(person.id, person.kind, person.name, forms, titles, len(person.mentions), mentions)


def _span(article: Article, start: int, end: int) -> Span:
    return Span(start, end, article.source[start:end])
