"""Contrasts: two voices that one article itself sets against each other ("X says …, but Y disputes that")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tellings.lexicon import table
from tellings.link.concepts import concepts_in
from tellings.link.polarity import apart_in, sides_in
from tellings.model import Account, Finding, Passage, Span, make_id
from tellings.view import StoryView
from tellings.weigh.lines import Line, Lines, widened

DISPUTES = "disputes"  # the value of an account that goes against another, beside the stances
_OPENER = re.compile(r"^[\W_]*(?:But|However|Yet|Still|Despite this|In contrast|On the contrary)\b,?\s", re.IGNORECASE)
_TOKEN = re.compile(r"\w+")
_LEADING = re.compile(r"^(?:(?:that|and|but|or|so)\s+|[^\w$€£(]+)+", re.IGNORECASE)
_UNDONE = re.compile(
    r"(?:\b(?:not|no|never|cannot|without|any|beyond)|n['’]t)(?:\s\w+){0,3}\s$", re.IGNORECASE
)  # "cannot deny"
_AGREES = re.compile(r"^\W*(?:\w+\W+){0,8}?(?:also|likewise|similarly|echoed|agrees?|agreed)\b", re.IGNORECASE)
_PRONOUNS = frozenset(
    ("", "i", "we", "you", "he", "she", "it", "they", "who", "which", "that", "this")
)  # tell two voices apart badly
_FEWEST_WORDS = 3  # in each half of a contrast
_ALIKE = 0.6  # of the weight of what is disputed, that a line of another article holds to tell the same
_MOST_TOLD = 4
_MOST = 12  # contrasts of one story


@dataclass(frozen=True, slots=True)
class Half:
    """One side of a contrast: its words, where they stand and whose they are ("" the article's own)."""

    passage: Passage
    words: str
    speaker: str

    def about(self, view: StoryView) -> frozenset[str]:
        """The concepts it is about."""
        return widened(concepts_in(view, self.passage))


def weigh_contrasts(view: StoryView, lines: Lines) -> Iterator[Finding]:
    """A finding for each contrast of two voices, with the lines of other articles that tell what is disputed."""
    made = 0
    seen: set[str] = set()
    for line in lines.lines:
        before = lines.lines[line.number - 1] if line.number else line
        halves = _inside(view, line) or (_across(view, before, line) if before.article == line.article else None)
        if halves is None or halves[1].words in seen or made == _MOST:
            continue
        seen.add(halves[1].words)
        made += 1
        yield _finding(view, lines, *halves)


def _inside(view: StoryView, line: Line) -> tuple[Half, Half] | None:
    """The halves of a sentence that sets one voice against another."""
    for match in _contrast().finditer(line.words):
        if not _may_oppose(line.words[: match.start()], line.words[match.end() :]):
            continue
        one, other = _half(view, line, 0, match.start()), _half(view, line, match.end(), len(line.words))
        if one and other and _opposed(view, one, other, near=True):
            return one, other
    return None


def _across(view: StoryView, before: Line, line: Line) -> tuple[Half, Half] | None:
    """A sentence and the one before it that it goes against."""
    opener = bool(_OPENER.match(line.words))
    if not opener and not _contests(line.words):
        return None
    one, other = _half(view, before, 0, len(before.words)), _half(view, line, 0, len(line.words))
    if one is None or other is None or one.speaker.casefold() in _PRONOUNS:
        return None  # what nobody in particular says is seldom what is contested
    return (one, other) if _opposed(view, one, other, near=False, opener=opener) else None


def _contests(words: str) -> bool:
    """Whether words may contest something, as quick as that can be told."""
    by_word = not _contest_words().isdisjoint(_TOKEN.findall(words.lower()))
    return by_word or bool(_contest_phrases().search(words))


def _may_oppose(one: str, other: str) -> bool:
    """Whether two halves of a sentence are worth a closer look; most are not."""
    return bool(_back().search(other)) or _opposites(one, other)


def _opposed(view: StoryView, one: Half, other: Half, *, near: bool, opener: bool = False) -> bool:
    """Whether the second half is another voice that goes against the first.

    It says so of what was said ("dispute that"), or says the opposite; between two voices that one sentence joins by
    "but", a word that points back is enough.
    """
    if one.speaker == other.speaker or one.words.endswith("?") or _AGREES.search(other.words):
        return False
    contests = any(not _UNDONE.search(other.words[: found.start()]) for found in _contest().finditer(other.words))
    back = bool(_back().search(other.words))
    if contests and back and (near or opener or _pointed(other.words)):
        return True
    if (near or opener) and _opposites(one.words, other.words) and one.about(view) & other.about(view):
        return True
    named = {one.speaker.casefold(), other.speaker.casefold()}
    return near and back and not named & _PRONOUNS


def _pointed(words: str) -> bool:
    """Whether what is contested is what was said before: "skeptical of that claim"."""
    return bool(_points().search(words))


def _half(view: StoryView, line: Line, start: int, end: int) -> Half | None:
    """The part of a line between two offsets of its words; None where there is next to nothing."""
    words = line.words[start:end]
    if len(words.split()) < _FEWEST_WORDS:
        return None
    start += len(words) - len(words.lstrip())
    article = view.articles[line.article]
    at = article.at(line.passage.span)[0]
    span = article.span(at + start, at + start + len(words.strip()))
    speaker = ""
    for statement in view.marks[line.article].statements:
        told = statement.source or statement.cue
        if told and span.start <= told.start < span.end and not _is_time(view, line.article, told):
            speaker = statement.speaker or (article.words(statement.source) if statement.source else "")
            break
    return Half(Passage(line.article, span), words.strip(), speaker)


def _is_time(view: StoryView, article: str, told: Span) -> bool:
    """Whether what stands for a speaker is a time: "but this week announced"."""
    return any(date.span.start <= told.start and told.end <= date.span.end for date in view.marks[article].dates)


def _finding(view: StoryView, lines: Lines, one: Half, other: Half) -> Finding:
    day = view.day(one.passage.article)
    told = [
        line.account("asserts")
        for share, line in lines.about(one.about(view))
        if share >= _ALIKE and line.article != one.passage.article and one.words not in line.words
    ]
    accounts = (
        Account("asserts", one.passage, one.speaker, day),
        Account(DISPUTES, other.passage, other.speaker, day),
        *told[:_MOST_TOLD],
    )
    about = _LEADING.sub("", _said(view, one)).rstrip(" .,;:”\"'’")
    key = make_id("contrast", view.story.id, one.passage.article, other.passage.span.start)
    reason: dict[str, str | int | float | list[str]] = {
        "claim": about,
        "relation": "contrast",
        "asserts": len(accounts) - 1,
        DISPUTES: 1,
    }
    return Finding(key, "denial", view.story.id, about, accounts, reason=reason)


def _said(view: StoryView, one: Half) -> str:
    """What a half says, without who says it where that is told: the longest of its statements."""
    article, span = one.passage.article, one.passage.span
    contents = [
        " ".join(view.words(Passage(article, part)) for part in statement.content)
        for statement in view.marks[article].statements
        if any(span.start <= part.start and part.end <= span.end for part in statement.content)
    ]
    told = max(contents, key=len, default="")
    return told if len(told.split()) >= _FEWEST_WORDS else one.words


def _opposites(one: str, other: str) -> bool:
    """Whether one half has a word of one side of a pair of opposites and the other half one of the other side."""
    return apart_in(sides_in(one), sides_in(other), "contrary", "turning", "versions")


@cache
def _contrast() -> re.Pattern[str]:
    return re.compile(rf"(?:,|;|—|–)?\s(?:{table('questions')['contest']['contrast']})\s", re.IGNORECASE)


@cache
def _contest_words() -> frozenset[str]:
    return frozenset(table("questions")["contest"]["words"].split())


@cache
def _contest_phrases() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{table('questions')['contest']['phrases']})\b", re.IGNORECASE)


@cache
def _contest() -> re.Pattern[str]:
    of = table("questions")["contest"]
    return re.compile(rf"\b(?:{'|'.join(of['words'].split())}|{of['phrases']})\b", re.IGNORECASE)


@cache
def _back() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{table('questions')['contest']['back']})\b", re.IGNORECASE)


@cache
def _points() -> re.Pattern[str]:
    """What is contested is a claim, or a "that" that ends its clause: "that" with a clause after it begins one."""
    of = table("questions")["contest"]
    claims = rf"(?:that|this|those|these|such|the|his|her|its|their)\s(?:{of['nouns']})\b"
    pointed = rf"{claims}|(?:that|this|it)(?=\s*(?:[.,;:!?]|$))"
    return re.compile(
        rf"\b(?:{'|'.join(of['words'].split())})(?:\s(?:of|about|by|with))?\s(?:{pointed})", re.IGNORECASE
    )
