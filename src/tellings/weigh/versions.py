"""What an article silently changed from one version to the next: a figure, a name, a date, a quotation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Indel

from tellings.grammar.align import changes
from tellings.model import Account, Article, Finding, Marks, Passage, Record, Span, make_id

Version = tuple[Article, Marks]

_ALIKE = 0.5  # of two sentences' words, in order, for the later to be the earlier one changed: other ones share less
_MOST = 40  # sentences of one stretch that are held against each other: a longer one was written anew
# An article that changes what it said is wanted as much as a small dispute between two others, a figure most.
_WANTED: Mapping[str, float] = {"figure": 0.6, "name": 0.5, "date": 0.5, "quotation": 0.55}


@dataclass(frozen=True, slots=True)
class _Marked:
    """A mark as versions are compared by it: its words, what it comes to, and its id where it is a figure."""

    words: str
    value: object
    figure: str = ""


def with_versions(record: Record, versions: Mapping[str, Sequence[Version]]) -> Record:
    """The record with what changed between versions among its findings, ranked with them.

    `versions` are the versions of an article in order, the current one last, by the id of that one.
    """
    findings = [one for one in record.findings if one.reason.get("relation") != "version"]
    former: dict[str, Article] = {}
    for story in record.stories:
        for key in story.articles:
            for before, after in zip(versions.get(key, ()), versions.get(key, ())[1:], strict=False):
                if found := list(weigh_versions(story.id, before, after)):
                    findings += found
                    former |= {one.id: one for one, _ in (before, after) if one.id not in record.articles}
    ranks: dict[str, int] = {}
    ranked = []
    for finding in sorted(findings, key=lambda one: (one.story, -one.score, one.rank, one.id)):
        ranks[finding.story] = ranks.get(finding.story, 0) + 1
        ranked.append(replace(finding, rank=ranks[finding.story]))
    return replace(record, findings=tuple(ranked), former=former)


def weigh_versions(story: str, before: Version, after: Version) -> Iterator[Finding]:
    """A finding for each figure, name, date or quotation that the later version tells otherwise."""
    old, new = before[0], after[0]
    for was, now in _changed_sentences(before, after):
        told: list[str] = []
        for what in _WANTED:
            first, second = (_marked(version, span, what) for version, span in ((before, was), (after, now)))
            gone = [one for one in first if one.value not in {other.value for other in second}]
            come = [one for one in second if one.value not in {other.value for other in first}]
            if what != "figure":
                gone = [one for one in gone if one.words not in new.words(now)]
                come = [one for one in come if one.words not in old.words(was)]
            if not gone or not come or any(words in gone[0].words for words in told):
                continue  # a figure inside a quotation is told as a figure
            told.append(gone[0].words)
            accounts = (_account(old, was, gone[0]), _account(new, now, come[0]))
            about = " ".join((new.title or new.text.partition("\n")[0]).split())[:120]
            key = make_id("version", old.id, new.id, what, was.start, now.start)
            reason: dict[str, str | int | float | list[str]] = {"relation": "version", "what": what}
            yield Finding(key, "update", story, about, accounts, new.id, score=_WANTED[what], reason=reason)


def _changed_sentences(before: Version, after: Version) -> Iterator[tuple[Span, Span]]:
    """Sentences of the earlier version with what became of them in the later."""
    (old, old_marks), (new, new_marks) = before, after
    was = [old.words(span) for span in old_marks.sentences]
    now = [new.words(span) for span in new_marks.sentences]
    for a, b, c, d in changes(was, now):
        if a == b or c == d or max(b - a, d - c) > _MOST:
            continue
        left = set(range(c, d))
        for i in range(a, b):
            words = was[i].split()
            likest = max(left, key=lambda j: (Indel.normalized_similarity(words, now[j].split()), -j), default=-1)
            if likest >= 0 and Indel.normalized_similarity(words, now[likest].split()) >= _ALIKE:
                left.discard(likest)
                yield old_marks.sentences[i], new_marks.sentences[likest]


def _marked(version: Version, sentence: Span, what: str) -> list[_Marked]:
    """The marks of one kind in a sentence."""
    article, marks = version
    if what == "figure":
        return [
            _Marked(article.words(one.span), (one.low, one.high, one.unit), one.id)
            for one in marks.figures
            if _in(one.span, sentence)
        ]
    spans = {
        "quotation": marks.quotations,
        "name": tuple(one.span for one in marks.names),
        "date": tuple(one.span for one in marks.dates),
    }[what]
    return [_Marked(article.words(span), article.words(span)) for span in spans if _in(span, sentence)]


def _in(span: Span, sentence: Span) -> bool:
    return sentence.start <= span.start and span.end <= sentence.end


def _account(article: Article, sentence: Span, mark: _Marked) -> Account:
    day = (article.modified or article.published)[:10]
    return Account(mark.words, Passage(article.id, sentence), day=day, figure=mark.figure)
