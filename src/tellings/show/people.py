"""People, sources and decisions as plain lines for the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from tellings.decisions import grade_words, grades, in_force
from tellings.model import Decision, Joining, Named, Person, Record
from tellings.show.rows import Row
from tellings.show.words import counted, visible
from tellings.view import view_story

SHOWN: Final = 12  # of titles or reasons of one entry; a list of thousands is read by no one


def people_lines(record: Record, people: Sequence[Person]) -> Iterator[str]:
    """Entries with their spellings, titles, and why names were joined."""
    graded = grades(record.decisions, record.people)
    why: dict[str, list[Joining]] = {}
    for joining in record.joinings:
        why.setdefault(joining.person, []).append(joining)
    for person in people:
        articles = {mention.article for mention in person.mentions}
        facts = [person.kind, f"named {counted(len(person.mentions), 'time')} in {counted(len(articles), 'article')}"]
        grade = graded.get(person.name.casefold(), "")
        facts += [f"graded {grade}, {grade_words(grade)}"] if grade else []
        yield visible(f"{person.id}  {person.name}  ({'; '.join(facts)})")
        yield visible(f"    spelled  {' · '.join(person.spellings)}")
        titles = Counter(f"{t.title}, {t.of}" if t.of else t.title for t in person.titles)
        if titles:
            shown = [words for words, _ in titles.most_common(SHOWN)]
            yield visible(f"    titles   {' · '.join(shown)}")
        reasons = dict.fromkeys(f"{j.score:.2f}  {j.one} = {j.other}: {j.reason}" for j in why.get(person.id, ()))
        yield from (visible(f"    joined   {line}") for line in list(reasons)[:SHOWN])
        if len(reasons) > SHOWN:
            yield f"    and {len(reasons) - SHOWN} more"


def source_lines(record: Record) -> Iterator[str]:
    """Outlets and whoever is quoted, most heard first, with the grades users gave."""
    for row in source_rows(record):
        heard = counted(row["heard"], row["in"])
        grade = f"; {grade_words(row['grade'])}" if row["grade"] else ""
        yield visible(f"{row['grade'] or '–':3} {row['source']}  ({heard}{grade})")


def source_rows(record: Record) -> Iterator[Row]:
    """`source`, how often it is `heard` `in` articles (an outlet) or statements (who is quoted), and its `grade`."""
    graded = grades(record.decisions, record.people)
    outlets = Counter(article.outlet for article in record.articles.values() if article.outlet)
    said: Counter[str] = Counter()
    names = {person.id: person.name for person in record.people}
    for story in record.stories:
        view = view_story(story, record.articles, record.marks, record.people)
        speakers = (view.bearer(key, statement.speaker) for key, statement in view.statements())
        said.update(person.id for person in speakers if person)
    rows = [(name, count, "article") for name, count in outlets.most_common()]
    rows += [(names[key], count, "statement") for key, count in said.most_common()]
    for name, count, where in rows:
        yield {"source": name, "heard": count, "in": where, "grade": graded.get(name.casefold(), "")}


def decision_lines(decisions: Sequence[Decision]) -> Iterator[str]:
    """All decisions, oldest first; those that were taken back say so."""
    standing = in_force(decisions)
    for decision in decisions:
        by = f"{decision.when[:16].replace('T', ' ')} {decision.who}".strip()
        gone = "" if decision.kind == "undo" or decision in standing else "  (taken back)"
        why = f": {decision.why}" if decision.why else ""
        yield visible(f"{decision.id}  {by}  {_decided(decision)}{why}{gone}")


def _decided(decision: Decision) -> str:
    names, others = _listed(decision.names), _listed(decision.others)
    return {
        "join": f"joined {names}",
        "split": f"split {names} from {others}",
        "grade": f"graded {names} {decision.grade}",
        "undo": f"took back {decision.undoes}",
    }[decision.kind]


def _listed(names: Sequence[Named]) -> str:
    return ", ".join(f"{name.words} (in {name.article})" if name.article else name.words for name in names)
