"""STIX 2.1: a bundle of who speaks, what they said in which words, and a report for each story.

OASIS Standard of 10 June 2021, https://docs.oasis-open.org/cti/stix/v2.1/. What an article says is a `note`, which
asserts nothing but that the words are there. An `opinion` says that its author agrees: only a user's own grade of a
source makes one.

The same record gives the same file: ids are UUIDv5 in a namespace of our own (2.9), times are those of the articles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from tellings import __version__
from tellings.decisions import grade_words, in_force
from tellings.errors import MissingExtraError
from tellings.model import Article, Decision, Figure, Finding, Passage, Person, Record, Statement, Story
from tellings.show.exports.bearers import bearers
from tellings.show.exports.stix_values import (
    Object,
    entity_ref,
    fields_of,
    outlet_of,
    outlet_ref,
    reference,
    said,
    stix_id,
    tidy,
    time_of,
    times_of,
)
from tellings.show.rows import figure_row, statement_row
from tellings.show.words import STANCE_WORDS, bounds

FILE: Final = "stix.json"
_UNKNOWN: Final = "1970-01-01T00:00:00.000Z"  # no article of the record has a day
_SELF: Final = stix_id("identity", "tellings")
_MARKS: Final = stix_id("extension-definition", "marks")
_CLASSES: Final = {"person": "individual", "body": "organization"}
# A credibility of the Admiralty code, and where STIX 2.1, appendix A, puts it on its scale of confidence. What cannot
# be judged (6), and a grade of reliability alone, is no opinion.
_OPINIONS: Final = {"1": "strongly-agree", "2": "agree", "3": "neutral", "4": "disagree", "5": "strongly-disagree"}
_CONFIDENCE: Final = {"1": 90, "2": 70, "3": 50, "4": 30, "5": 10}
_ABOUT: Final = f"Tellings {__version__} marks what articles say. It never says what is true."
_SCHEMA: Final = (
    "The keys of a statement, figure, finding or grade as `tellings export --format jsonl` writes them: who speaks,"
    " through whom, in which stance; low, high, bound and unit; start and end of the words in the article's text."
)


def write(record: Record, folder: Path) -> list[Path]:
    """Write `stix.json`, one bundle. Raises MissingExtraError where stix2 is not installed."""
    path = folder / FILE
    path.write_text(bundle_text(record), encoding="utf-8")
    return [path]


def bundle_text(record: Record) -> str:
    """The bundle as JSON, every object made and checked by the stix2 library."""
    try:
        import stix2.v21 as stix
    except ImportError:
        raise MissingExtraError("STIX needs stix2; install it with `pip install 'tellings[stix]'`") from None
    made = {one["id"]: one for one in _Bundle(record).objects()}
    objects = [stix.OBJ_MAP[one["type"]](**one) for one in made.values()]
    bundle = stix.Bundle(*objects, id=stix_id("bundle", *made))
    return str(bundle.serialize(indent=1, ensure_ascii=False)) + "\n"


class _Bundle:
    """The objects of a record, each with the times of the articles it rests on."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.articles = {**record.former, **record.articles}
        self.bearer = bearers(record)
        self.times = {key: times_of(one) for key, one in self.articles.items()}
        self.first = min((first for first, _ in self.times.values() if first), default=_UNKNOWN)
        self.entries = {one.id: one for one in record.people if one.kind in _CLASSES}
        self.bodies = {
            name.casefold(): one for one in self.entries.values() if one.kind == "body" for name in one.spellings
        }

    def objects(self) -> Iterator[Object]:
        """All objects; what refers to others comes behind them."""
        yield self._new("identity", ("tellings",), (), name="Tellings", identity_class="system", description=_ABOUT)
        yield self._new(
            "extension-definition", ("marks",), (), name="Tellings marks", description=_ABOUT, schema=_SCHEMA,
            version="1.0.0", extension_types=["property-extension"],
        )  # fmt: skip
        yield from self._outlets()
        yield from map(self._bearer, self.entries.values())
        yield from self._titles()
        notes: dict[str, list[Object]] = {}
        for key, marks in self.record.marks.items():
            article = self.articles[key]
            notes[key] = [self._statement(article, one) for one in marks.statements if one.content]
            notes[key] += [self._figure(article, one) for one in marks.figures]
            yield from notes[key]
        yield from self._groups()
        for story in self.record.stories:
            findings = [self._finding(one) for one in self.record.findings if one.story == story.id and one.accounts]
            yield from findings
            yield self._report(story, [note for key in story.articles for note in notes.get(key, ())] + findings)
        told = [note for mine in notes.values() for note in mine]
        for decision in in_force(self.record.decisions, "grade"):
            yield from self._grade(decision, told)

    def _outlets(self) -> Iterator[Object]:
        by_outlet: dict[str, list[Article]] = {}
        for one in self.articles.values():
            by_outlet.setdefault(outlet_of(one), []).append(one)
        for name, mine in by_outlet.items():
            keys = [one.id for one in mine]
            yield self._new(
                "identity", ("outlet", name), keys, name=name, identity_class="organization", roles=["outlet"]
            )

    def _bearer(self, one: Person) -> Object:
        others = [name for name in one.spellings if name != one.name]
        return self._new(
            "identity", ("entity", one.id), _articles(one.mentions), name=said(one.name),
            identity_class=_CLASSES[one.kind], description=f"Also: {'; '.join(others)}" if others else "",
        )  # fmt: skip

    def _titles(self) -> Iterator[Object]:
        """Titles that articles give to people, of bodies that have an entry themselves."""
        for one in self.entries.values():
            for given in one.titles:
                body = self.bodies.get(given.of.casefold())
                if body and body.id != one.id:
                    yield self._new(
                        "relationship", ("title", one.id, body.id, given.title), [given.passage.article],
                        relationship_type="related-to", description=f"{given.title}, {given.of}",
                        source_ref=entity_ref(one.id), target_ref=entity_ref(body.id),
                    )  # fmt: skip

    def _statement(self, article: Article, one: Statement) -> Object:
        stance = STANCE_WORDS.get(one.stance, one.stance)
        return self._new(
            "note", ("statement", article.id, one.id), [article.id], abstract=f"{one.speaker or 'someone'}: {stance}",
            content=said(" … ".join(map(article.words, one.content))), object_refs=self._sources(article, one.speaker),
            labels=["statement", one.stance, one.form, one.kind], fields=fields_of("statement", statement_row(one)),
        )  # fmt: skip

    def _figure(self, article: Article, one: Figure) -> Object:
        start, end = article.at(one.span)
        around = article.text[max(0, start - 100) : end + 100]
        return self._new(
            "note", ("figure", article.id, one.id), [article.id], abstract=f"{bounds(one)} {one.counted}",
            content=f"… {around} …", object_refs=self._sources(article, one.said_by),
            labels=["figure", one.bound], fields=fields_of("figure", figure_row(one)),
        )  # fmt: skip

    def _finding(self, one: Finding) -> Object:
        told = [(account, self.articles[account.passage.article]) for account in one.accounts]
        lines = [
            f"{account.value}{': ' if account.value else ''}“{article.words(account.passage.span)}”"
            f" ({', '.join(filter(None, (account.source, account.day, outlet_of(article))))})"
            for account, article in told
        ]
        refs = dict.fromkeys(outlet_ref(article) for _, article in told)
        if one.subject in self.entries:
            refs[entity_ref(one.subject)] = None
        return self._new(
            "note", ("finding", one.id), [article.id for _, article in told], abstract=f"{one.kind}: {one.about}",
            content="\n".join(lines), object_refs=list(refs),
            labels=["finding", one.kind], fields={"finding_id": one.id, "kind": one.kind, "rank": one.rank},
        )  # fmt: skip

    def _groups(self) -> Iterator[Object]:
        """A measure groups its figures, a claim its statements."""
        homes = {one.id: key for key, marks in self.record.marks.items() for one in marks.figures}
        homes |= {one.id: key for key, marks in self.record.marks.items() for one in marks.statements}
        groups = [("figure", "measure", one.id, one.label, one.figures) for one in self.record.measures]
        groups += [
            ("statement", "claim", one.id, one.label, tuple(voice.statement for voice in one.voices))
            for one in self.record.claims
        ]
        for kind, label, own, name, members in groups:
            if found := [one for one in dict.fromkeys(members) if one in homes]:
                yield self._new(
                    "grouping", (label, own), [homes[one] for one in found], name=said(name), context="unspecified",
                    labels=[label], object_refs=[stix_id("note", kind, homes[one], one) for one in found],
                )  # fmt: skip

    def _report(self, story: Story, notes: Sequence[Object]) -> Object:
        keys = [key for key in story.articles if key in self.articles]
        outlets = [outlet_ref(self.articles[key]) for key in keys]
        about = f"What {len(keys)} articles say, in their words. It asserts none of it."
        refs = dict.fromkeys([*outlets, *(ref for one in notes for ref in (*one["object_refs"], one["id"]))])
        report = self._new(
            "report", ("story", story.id), keys, name=said(story.title), description=about, object_refs=list(refs),
            report_types=["observed-data"],
        )  # fmt: skip
        return report | {"published": report["created"]}

    def _grade(self, decision: Decision, told: Sequence[Object]) -> Iterator[Object]:
        """A user's grade of a source of this record, as an opinion on the notes of what it says; else as a note."""
        name = decision.names[0].words.casefold()
        source = {outlet_ref(one) for one in self.articles.values() if one.outlet.casefold() == name}
        source |= {entity_ref(one.id) for one in self.entries.values() if name in map(str.casefold, one.spellings)}
        if not source:
            return
        notes = [note["id"] for note in told if source & {*note["object_refs"]}]
        digit = decision.grade[-1:]
        words = f"{decision.names[0].words} is graded {decision.grade} ({grade_words(decision.grade)}; Admiralty code)"
        words += f": {decision.why}" if decision.why else ""
        fields = {
            "decision_id": decision.id,
            "admiralty": decision.grade,
            "confidence_in_source": _CONFIDENCE.get(digit),
        }
        kind, more = "note", {"content": words}
        if digit in _OPINIONS:
            kind, more = "opinion", {"explanation": words, "opinion": _OPINIONS[digit]}
        made = self._new(
            kind, ("grade", decision.id), (), object_refs=notes or sorted(source), labels=["grade"],
            authors=[decision.who or "a user"], fields=fields, **more,
        )  # fmt: skip
        when = time_of(decision.when) or self.first
        yield made | {"created": when, "modified": when}

    def _sources(self, article: Article, speaker: str) -> list[str]:
        """The identities a note speaks of: who says it, where an entry is known, and the outlet."""
        one = self.bearer(article.id, speaker)
        return [*([entity_ref(one.id)] if one and one.id in self.entries else ()), outlet_ref(article)]

    def _new(
        self, kind: str, own: tuple[str, ...], keys: Iterable[str], fields: Mapping[str, Any] | None = None, **more: Any
    ) -> Object:
        """An object whose id is made from `own`, with the times of the articles `keys` and references to them."""
        keys = list(dict.fromkeys(keys))
        times = [self.times[key] for key in keys if self.times[key][0]]
        made: Object = tidy({"external_references": [reference(self.articles[key]) for key in keys], **more})
        if fields:
            made["extensions"] = {_MARKS: {"extension_type": "property-extension", **tidy(fields)}}
        if (name := stix_id(kind, *own)) != _SELF:
            made["created_by_ref"] = _SELF
        created = min((first for first, _ in times), default=self.first)
        modified = max((last for _, last in times), default=self.first)
        return {"type": kind, "id": name, "created": created, "modified": modified, **made}


def _articles(passages: Iterable[Passage]) -> list[str]:
    return list(dict.fromkeys(passage.article for passage in passages))
