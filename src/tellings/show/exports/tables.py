"""The record as plain tables by name: what the flat formats write and what everything else builds on."""

from __future__ import annotations

from tellings.decisions import grades
from tellings.model import Passage, Record
from tellings.show.rows import (
    Row,
    article_row,
    date_row,
    decision_row,
    figure_row,
    name_row,
    role_row,
    span_row,
    statement_row,
)


def tables(record: Record) -> dict[str, list[Row]]:
    """Every table of the record by name, as plain rows."""
    paths = {key: article.path for key, article in (*record.former.items(), *record.articles.items())}
    stories = {key: story.id for story in record.stories for key in story.articles}
    measures = {figure: measure.id for measure in record.measures for figure in measure.figures}
    graded = grades(record.decisions, record.people)
    entities = {(m.article, m.span): person.id for person in record.people for m in person.mentions}

    def place(passage: Passage) -> Row:
        return {"path": paths[passage.article], "article": passage.article} | span_row(passage.span)

    def of_article(key: str) -> Row:
        return {"path": paths[key], "article": key}

    marks = record.marks.items()
    return {
        "articles": [
            {"id": key, "story": stories.get(key, ""), "grade": graded.get(article.outlet.casefold(), "")}
            | article_row(article)
            for key, article in record.articles.items()
        ],
        "statements": [of_article(key) | statement_row(s) for key, mine in marks for s in mine.statements],
        "figures": [
            of_article(key) | figure_row(f) | {"measure": measures.get(f.id)}
            for key, mine in marks
            for f in mine.figures
        ],
        "dates": [of_article(key) | date_row(w) for key, mine in marks for w in mine.dates],
        "names": [
            of_article(key) | name_row(n) | {"entity": entities.get((key, n.span))}
            for key, mine in marks
            for n in mine.names
        ],
        "roles": [of_article(key) | role_row(r) for key, mine in marks for r in mine.roles],
        "stories": [
            {"id": s.id, "title": s.title, "first": s.first, "last": s.last, "articles": list(s.articles)}
            for s in record.stories
        ],
        "people": [
            {
                "id": p.id,
                "kind": p.kind,
                "name": p.name,
                "grade": graded.get(p.name.casefold(), ""),
                "spellings": list(p.spellings),
                "titles": [{"title": t.title, "of": t.of} | place(t.passage) for t in p.titles],
                "mentions": [place(m) for m in p.mentions],
            }
            for p in record.people
        ],
        "joinings": [
            {"person": j.person, "one": j.one, "other": j.other, "score": j.score, "reason": j.reason}
            for j in record.joinings
        ],
        "measures": [
            {key: getattr(m, key) for key in ("id", "story", "label", "unit", "counted", "state", "place", "part_of")}
            | {"figures": list(m.figures)}
            for m in record.measures
        ],
        "claims": [
            {
                "id": c.id,
                "story": c.story,
                "label": c.label,
                "voices": [
                    place(v.passage) | {key: getattr(v, key) for key in ("stance", "speaker", "statement", "differs")}
                    for v in c.voices
                ],
            }
            for c in record.claims
        ],
        "origins": [
            {
                "origin": o.id,
                "story": o.story,
                "kind": o.kind,
                "who": o.who,
                "when": o.when,
                "why": list(o.why),
                "spans": [place(p) for p in o.passages],
            }
            for o in record.origins
        ],
        "findings": [
            {
                "id": f.id,
                "kind": f.kind,
                "rank": f.rank,
                "story": f.story,
                "about": f.about,
                "subject": f.subject,
                "score": f.score,
                "reason": dict(f.reason),
                "spans": [place(a.passage) for a in f.accounts],
                "accounts": [
                    {"value": a.value, "source": a.source, "day": a.day, "figure": a.figure} | place(a.passage)
                    for a in f.accounts
                ],
            }
            for f in record.findings
        ],
        "decisions": [decision_row(decision, record.decisions) for decision in record.decisions],
    }
