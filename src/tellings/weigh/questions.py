"""Questions: what some leave open ("not yet known") and others answer, at the same time or later."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from tellings.lexicon import table
from tellings.link.concepts import concepts_of
from tellings.link.polarity import negates
from tellings.link.traits import state_class
from tellings.model import Account, Finding, FindingKind, Measure, Passage, make_id
from tellings.view import StoryView
from tellings.weigh.lines import Line, Lines, widened

OPEN = "open"  # the value of an account that leaves a question open, beside the stances
POSSIBLE = "possible"  # that of one that answers it as a guess, a fear or a plan
_CLAUSE = re.compile(r"[,;:—–]\s|\s(?:but|although|though|while|because|since|which)\s")
_LEADING = re.compile(r"^(?:(?:that|and|but|or|so|whether|even|though)\s+|[^\w$€£(]+)+", re.IGNORECASE)
_MOST_TOLD, _MOST_OPEN, _EACH = 5, 6, 2  # accounts shown: answers, open ones, and of one article
_SHARED, _FEWEST = 0.5, 2  # of the weight of what is left open, and how many concepts of it, an answer holds
_HARM = frozenset(("die", "injure", "miss"))  # states of people whose number is asked for
_KEYS = 2  # concepts that a question turns on
_MOST_ASKED = 8  # open questions of no known aspect in one story


@dataclass(frozen=True, slots=True)
class Aspect:
    """What can be asked of any event; `kind` is the finding it makes where the answers do not settle it by time."""

    name: str
    about: str
    kind: FindingKind
    asks: re.Pattern[str]
    tells: re.Pattern[str]
    holds: str


@dataclass(frozen=True, slots=True)
class Open:
    """A line that leaves a question open: the clause, the aspect it asks for (None for any other), of whom."""

    line: Line
    clause: str
    aspect: Aspect | None
    whose: str


def weigh_questions(view: StoryView, lines: Lines, measures: Sequence[Measure] = ()) -> Iterator[Finding]:
    """A finding for each aspect that some leave open and others tell, then for each other open question."""
    asked = [found for line in lines.lines for found in _opened(line)]
    left = {found.line.number for found in asked}
    held = _held(view, measures)
    groups: dict[tuple[str, str], list[Open]] = {}
    for one in asked:
        if one.aspect:
            groups.setdefault((one.aspect.name, one.whose), []).append(one)
    for group in groups.values():
        told = _answers(lines, group, left, held)
        if _articles(group, told) > 1:
            about = frozenset().union(*(one.line.concepts for one in group[:_MOST_OPEN]))
            yield _finding(view, group[0].aspect, group[0].whose, _few(group), _told(view, lines, told, about))
    yield from _others(view, lines, [one for one in asked if one.aspect is None], left)


def _held(view: StoryView, measures: Sequence[Measure]) -> dict[str, set[Passage]]:
    """The sentences that hold a person's name, and those with the count of people harmed that is told most."""
    people = {
        view.sentence(key, name.span)
        for key, marks in view.marks.items()
        for name in marks.names
        if name.kind == "person"
    }
    figures = {figure.id: (key, figure) for key, figure in view.figures()}
    tolls = [m for m in measures if state_class(m.state)[0] in _HARM and not m.part_of]
    told = max(tolls, key=lambda measure: (len(measure.figures), measure.id)).figures if tolls else ()
    counts = {view.sentence(figures[key][0], figures[key][1].span) for key in told}
    return {"person": people, "figure": counts}


def _opened(line: Line) -> Iterator[Open]:
    """The questions that a line leaves open: one for each aspect its open clause names."""
    for clause in _clauses(line.words):
        if _opening(clause) and not _words("own").search(clause):
            whose = next((name for name, pattern in _whose().items() if pattern.search(clause)), "")
            aspects = [aspect for aspect in _aspects() if aspect.asks.search(clause)]
            for aspect in aspects[: 2 if aspects and aspects[0].holds == "figure" else 1]:
                yield Open(line, clause, aspect, whose if aspect.holds else "")
            if not aspects:
                yield Open(line, clause, None, "")
            return


def _clauses(words: str) -> list[str]:
    """A sentence's clauses; one that opens a question and the next one that says which belong together."""
    cuts = [0, *(match.start() for match in _CLAUSE.finditer(words)), len(words)]
    return [words[start:end].strip() for start, end in pairwise(cuts)]


def _answers(lines: Lines, group: Sequence[Open], left: set[int], held: Mapping[str, set[Passage]]) -> list[Line]:
    """Lines that tell the aspect, likest first, those of other articles before; never one that leaves it open."""
    aspect = group[0].aspect
    if aspect is None:
        return []
    whose = _whose().get(group[0].whose)
    others = [pattern for name, pattern in _whose().items() if name != group[0].whose]
    articles = {one.line.article for one in group}
    about = frozenset().union(*(one.line.concepts for one in group[:_MOST_OPEN]))
    found = []
    for line in lines.lines:
        if line.number in left or not aspect.tells.search(line.words) or _words("seeks").search(line.words):
            continue
        if aspect.holds and line.passage not in held[aspect.holds]:
            continue
        if (whose and not whose.search(line.words)) or (
            not whose and aspect.holds and any(p.search(line.words) for p in others)
        ):
            continue
        before = lines.lines[line.number - 1] if line.number else line
        context = before.concepts if before.article == line.article else frozenset()
        if near := math.fsum(map(lines.rare.of, (line.concepts | context) & about)):
            found.append((line.article in articles, -near, line.number, line))
    return _spread(line for *_, line in sorted(found, key=lambda row: row[:3]))


def _spread(told: Iterable[Line]) -> list[Line]:
    """The first few of each article."""
    kept: list[Line] = []
    for line in told:
        if sum(one.article == line.article for one in kept) < _EACH:
            kept.append(line)
    return kept[:_MOST_TOLD]


def _others(view: StoryView, lines: Lines, asked: Sequence[Open], left: set[int]) -> Iterator[Finding]:
    """Questions of no known aspect ("whether they were coordinated") against lines that tell it as a fact."""
    done: set[int] = set()
    made = 0
    for one in asked:
        concepts = widened(concepts_of(view, one.line.article, _subject(one.clause)))
        if one.line.number in done or len(concepts) < _FEWEST or made == _MOST_ASKED or not _is_polar(one.clause):
            continue
        # without one of the two words that say most it is another question
        keys = set(_keys(lines, concepts))
        near = [
            line
            for share, line in lines.about(concepts)
            if share >= _SHARED and keys & line.concepts and len(line.concepts & concepts) >= _FEWEST
        ]
        same = [other for other in asked if other.line in near and other.line.number not in done and other is not one]
        told = [line for line in near if line.number not in left and negates(line.words, concepts) is False]
        if told and len({one.line.article, *(line.article for line in told)}) > 1:
            answers = _told(view, lines, _spread(told), concepts)
            if all(answer.value == POSSIBLE for answer in answers):
                continue  # who thinks it possible does not go against who leaves it open
            done |= {one.line.number, *(other.line.number for other in same)}
            made += 1
            yield _finding(view, None, "", [one, *same][:_MOST_OPEN], answers)


def _leaves_open(view: StoryView, one: Open) -> str:
    """Who says that it is not known: whose statement has words in the clause that says so, else the article itself.

    "It was not known, but Brel said …" is not Brel's.
    """
    article = view.articles[one.line.article]
    first = view.at(article.id, one.line.passage.span)[0] + one.line.words.index(one.clause)
    said = view.statement_in(Passage(article.id, article.span(first, first + len(one.clause))))
    return said.speaker if said else ""


def _opening(clause: str) -> re.Match[str] | None:
    """The words of a clause that leave something open; None where there are none."""
    return _inquiry().search(clause) or _not_known().search(clause)


def _subject(clause: str) -> str:
    """What a clause leaves open: what follows the words that do so, else all without them."""
    match = _opening(clause)
    if match is None:
        return clause
    return clause[match.end() :] if clause[match.end() :].count(" ") > 1 else clause[: match.start()]


def _is_polar(clause: str) -> bool:
    """Whether yes or no would answer what a clause leaves open; what, how and why take more to be answered."""
    match = _opening(clause)
    return bool(match and _words("polar").search(clause, match.start()))


def _articles(group: Sequence[Open], told: Sequence[Line]) -> int:
    return len({one.line.article for one in group} | {line.article for line in told}) if told else 0


def _few(group: Sequence[Open]) -> list[Open]:
    """The first open account of each article, as many as are shown."""
    first: dict[str, Open] = {}
    for one in group:
        first.setdefault(one.line.article, one)
    return list(first.values())[:_MOST_OPEN]


def _told(view: StoryView, lines: Lines, told: Iterable[Line], asked: frozenset[str]) -> list[Account]:
    """Lines as answers: possible where one of the words the question turns on stands in guesses alone."""
    answers = []
    for line in told:
        clauses = [(one, widened(concepts_of(view, line.article, one))) for one in _clauses(line.words)]
        telling = [
            [one for one, concepts in clauses if key in concepts] or [line.words]
            for key in _keys(lines, asked & line.concepts)
        ]
        guessed = any(all(_words("hedges").search(clause) for clause in holding) for holding in telling)
        answers.append(line.account(POSSIBLE if guessed else "asserts"))
    return answers


def _keys(lines: Lines, concepts: Iterable[str]) -> list[str]:
    """The rarest concepts of a question: what it turns on."""
    return sorted(concepts, key=lambda concept: (-lines.rare.of(concept), concept))[:_KEYS]


def _kind(aspect: Aspect | None, group: Sequence[Open], answers: Sequence[Account]) -> FindingKind:
    """An update where what was open for the time being is told as settled; a dispute where it is open for good.

    Causes and motives that are guessed at are not settled: some doubt what others tell.
    """
    if aspect is None or aspect.kind != "update" or all(answer.value == POSSIBLE for answer in answers):
        return "denial"
    return "update" if any(_words("provisional").search(one.clause) for one in group) else "dispute"


def _finding(
    view: StoryView, aspect: Aspect | None, whose: str, group: Sequence[Open], answers: Sequence[Account]
) -> Finding:
    kind = _kind(aspect, group, answers)
    clause = _LEADING.sub("", group[0].clause).rstrip(" .,;:”\"'’")
    about = clause if aspect is None or kind == "denial" else aspect.about.format(whose=whose or "those concerned")
    sure = [answer for answer in answers if answer.value != POSSIBLE]
    left = [replace(one.line.account(OPEN), source=_leaves_open(view, one)) for one in group]
    accounts = left + sure + [one for one in answers if one not in sure]
    if kind != "denial":
        accounts.sort(key=lambda account: (account.day, account.value != OPEN))
    key = make_id("open", view.story.id, aspect.name if aspect else clause, whose)
    reason: dict[str, str | int | float | list[str]] = {
        "claim": clause,
        "relation": "open",
        "slot": aspect.name if aspect else "whether",
        OPEN: len(group),
        "asserts": len(sure),
        POSSIBLE: len(answers) - len(sure),
    }
    if not sure:  # what is not known and what is thought possible hardly differ
        reason["difference"] = 0.0
    return Finding(key, kind, view.story.id, about, tuple(accounts), reason=reason)


@cache
def _aspects() -> tuple[Aspect, ...]:
    return tuple(
        Aspect(row["name"], row["about"], row["kind"], _whole(row["asks"]), _whole(row["tells"]), row.get("holds", ""))
        for row in table("questions")["aspect"]
    )


@cache
def _whose() -> dict[str, re.Pattern[str]]:
    return {name: _whole(words) for name, words in table("questions")["whose"].items()}


@cache
def _words(name: str) -> re.Pattern[str]:
    return _whole(table("questions")["open"][name])


@cache
def _not_known() -> re.Pattern[str]:
    of = table("questions")["open"]
    verbs, words = "|".join(of["verbs"].split()), "|".join([*of["words"].split(), *of["phrases"]])
    return re.compile(
        rf"(?:\b(?:not|never|yet to)\b|n[’']t\b)(?:\W+\w+){{0,4}}?\W+(?:{verbs})\b|\b(?:{words})\b", re.IGNORECASE
    )


@cache
def _inquiry() -> re.Pattern[str]:
    of = table("questions")["open"]
    return re.compile(rf"\b(?:{of['inquiry']})\s(?:\w+\s){{0,3}}?(?:{of['objects']})\b", re.IGNORECASE)


def _whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
