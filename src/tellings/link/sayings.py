"""Sayings: passages with who speaks and what is said, in a form that can be compared between articles.

A saying is a statement, or a sentence that the article says itself. What it is about is a set of concepts: names by
their bearer ("Pyongyang", "the D.P.R.K." and "North Korea" are one), other words by stem and meaning, numbers apart.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from tellings.link.terms import Word, meaning, moods, prospect_words, stems, words
from tellings.model import NameKind, Passage, Span, Stance, Statement
from tellings.view import StoryView
from tellings.world import body_of, country_of, country_of_government

# Not "without", which denies what goes along and not what is said, nor idioms that hold a negation and deny nothing.
_NEGATION = re.compile(
    r"(?:\b(?:not|no|never|none|neither|nor|cannot|lacks?|lacked)\b|n['’]t\b)"
    r"(?![ \u00a0](?:only|just|merely|simply|solely|alone|necessarily|matter|doubt|less|fewer|more|later)\b)",
    re.IGNORECASE,
)
# What is said under a condition, of another time, of anyone or as a question neither asserts nor denies a fact.
_NOT_PLAIN = re.compile(
    r"\b(?:if|unless|until|yet|would|could|should|might|whether)\b|['’]d\b|\?"
    r"|\b(?:you|one)[ \u00a0](?:\w{1,12}['’]t|cannot|(?:\w{1,12}[ \u00a0])?(?:not|never))\b"
    r"|\bhad(?:n['’]t|[ \u00a0](?:not|never|no))\b",  # what had not been so before may be so now
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[,;:()—–]|[.!?](?!\w)|[ \u00a0](?:-|&|and|but|while|whereas|although|though|because|since)(?=[ \u00a0])",
    re.IGNORECASE,
)
_MARK: dict[NameKind, str] = {"person": "@", "body": "#", "place": "="}  # what the token of a name begins with
_LONGEST_NAME = 5  # words
_REACH = 4  # words after a negation that it may deny
_DENIED = 2  # concepts of a claim at least that the clause of a negation holds, where the passage has so many
PROSPECT = "~"  # the mood of what may or will be
_COVERED = 0.5  # a sentence with so much of its length inside statements is theirs, not the article's own word


@dataclass(frozen=True, slots=True)
class Saying:
    """What one passage says. `speaker` and `statement` are "" and None where the article says it itself.

    `mood` is what it does beside telling (see `synonyms.toml`): a feeling, a wish, a prospect; empty for a plain fact.
    """

    passage: Passage
    stance: Stance
    speaker: str
    statement: Statement | None
    concepts: frozenset[str]
    numbers: frozenset[str]
    mood: frozenset[str]


def find_sayings(view: StoryView) -> Iterator[Saying]:
    """Every statement, then every sentence no statement covers, article by article."""
    for key, marks in view.marks.items():
        said = [(span.start, span.end) for one in marks.statements for span in one.content]
        for one in marks.statements:
            content = " ".join(view.articles[key].words(span) for span in one.content)
            longest = max(one.content, key=lambda span: span.end - span.start)
            yield _saying(view, Passage(key, longest), content, one)
        for sentence in marks.sentences:
            if _covered(sentence, said) < _COVERED:
                yield _saying(view, Passage(key, sentence), view.articles[key].words(sentence), None)


def _saying(view: StoryView, passage: Passage, content: str, statement: Statement | None) -> Saying:
    concepts, numbers = concepts_of(view, passage.article, content)
    return Saying(
        passage,
        statement.stance if statement else "asserts",
        statement.speaker if statement else "",
        statement,
        concepts,
        numbers,
        frozenset(_mood(view, passage.article, content, concepts, statement)),
    )


def _mood(
    view: StoryView, article: str, content: str, concepts: frozenset[str], statement: Statement | None
) -> Iterator[str]:
    yield from concepts & moods()
    if not prospect_words().isdisjoint(content.lower().split()):
        yield PROSPECT
    if statement and statement.stance == "urges":
        yield meaning("urge")
    if statement and statement.cue:
        yield from moods().intersection(meaning(found) for found in stems(view.articles[article].words(statement.cue)))


def negates(text: str, concepts: frozenset[str]) -> bool | None:
    """Whether a passage says that the concepts of a claim are not so; None where it is no plain telling.

    The negation stands close before one of them and in a clause that holds half of them: "did not find divers in the
    harbour", but not "found divers in the harbour, and did not give their names".
    """
    if _NOT_PLAIN.search(text):
        return None
    found = [(word.start, meaning(word.stem) if word.stem else "") for word in words(text)]
    shared = {concept for _, concept in found} & concepts
    cuts = [0, *(match.start() for match in _CLAUSE.finditer(text)), len(text)]
    denied = False
    for match in _NEGATION.finditer(text):
        after = bisect_right(cuts, match.start())
        first, last = cuts[after - 1], cuts[min(after, len(cuts) - 1)]
        clause = {concept for start, concept in found if first <= start < last}
        near = [concept for start, concept in found if match.end() <= start < last][:_REACH]
        most = len(clause & shared) >= max(len(shared) / 2, min(_DENIED, len(shared)))
        denied ^= most and not concepts.isdisjoint(near)
    return denied


def _covered(sentence: Span, said: Iterable[tuple[int, int]]) -> float:
    """The share of a sentence that stands inside statements."""
    inside = sum(max(0, min(end, sentence.end) - max(start, sentence.start)) for start, end in said)
    return inside / max(1, sentence.end - sentence.start)


def concepts_of(view: StoryView, article: str, text: str) -> tuple[frozenset[str], frozenset[str]]:
    """What a text of an article is about, and the numbers in it."""
    key = (article, text)
    if key not in view.memo:
        view.memo[key] = _concepts(view, article, text)
    return view.memo[key]


def _concepts(view: StoryView, article: str, text: str) -> tuple[frozenset[str], frozenset[str]]:
    found = words(text)
    concepts: set[str] = set()
    numbers: set[str] = set()
    at = 0
    while at < len(found):
        word = found[at]
        name, length = _name(view, article, text, found, at) if word.capital else ("", 1)
        if name:
            concepts.add(name)
        elif word.text[0].isdigit():
            numbers.add(word.stem)
        elif word.stem:
            concepts.add(meaning(word.stem))
        at += length
    return frozenset(concepts), frozenset(numbers)


@lru_cache(maxsize=65536)
def _well_known(form: str) -> str:
    """The token of a country, by its own name or its government's, or of a well-known body; "" for other words."""
    if land := country_of(form) or country_of_government(form):
        return f"={land}"
    body = body_of(form)
    return f"#{body}" if body else ""


def _name(view: StoryView, article: str, text: str, found: list[Word], at: int) -> tuple[str, int]:
    """The longest name that starts at a word: a token for its bearer ("" for none) and its length in words."""
    for length in range(min(_LONGEST_NAME, len(found) - at), 0, -1):
        last = found[at + length - 1]
        if length > 1 and not last.capital:
            continue
        form = text[found[at].start : last.end + text.startswith(".", last.end) * ("." in last.text)]
        if token := _well_known(form):
            return token, length
        if bearer := view.bearer(article, form) or view.bearer(article, form.removesuffix("'s").removesuffix("’s")):
            return _MARK[bearer.kind] + bearer.id, length
    return "", 1
