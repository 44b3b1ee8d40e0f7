"""Persons: one person told with two ages, of two towns, or as the only one of a kind and as one of several."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from tellings.link.concepts import concepts_in
from tellings.link.terms import meaning, stem
from tellings.model import Account, Finding, FindingKind, make_id
from tellings.view import StoryView
from tellings.weigh.lines import Line, Lines

_AGE_AFTER = re.compile(r",? (?:who is |aged |age )?(?P<age>\d{1,2})(?=[,.;)]| years old| and )(?!,\d)")
_AGE_BEFORE = re.compile(r"(?P<age>\d{1,2})-year-old (?:[\w-]+ ){0,3}$")
# Somebody without a name: "a 24-year-old student", "the driver, aged 31".
_SOMEBODY = re.compile(
    r"\b(?:[Aa]n?|[Tt]he) "
    r"(?:(?P<age>\d{1,2})-year-old (?P<kind>[a-z]{3,})|(?P<who>[a-z]{3,}),? aged (?P<aged>\d{1,2}))\b"
)
# Concepts that two sentences on somebody without a name share, at least and of the shorter; by eye on 34 stories.
_FEWEST_TOLD, _SAME_TELLING, _MOST_TOLD = 4, 0.65, 60
_REACH = 60  # characters before a name in which its age stands
_TOWN = re.compile(
    r"\b(?:from|of) (?P<town>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}), (?P<region>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)\b"
)
_ONE_OF = re.compile(r"\bone of (?:the|its|their|his|her) (?:\w+ )?(?P<kind>[a-z]+s)\b")
_THE_ONE = re.compile(r"\b(?:was|is|as) the (?P<kind>[a-z]+)\b")
_FEWEST, _ALIKE = 2, 0.12  # concepts two lines share, of what weight of the shorter one, to be of the same person
_MOST, _MOST_SHOWN = 4, 8  # findings of one sort of one story, accounts of one


def weigh_persons(view: StoryView, lines: Lines) -> Iterator[Finding]:
    """Findings of ages, then of home towns, then of who is one of several."""
    yield from _ages(view)
    yield from _ages_without_name(view)
    yield from _towns(view, lines)
    yield from _one_of_several(view, lines)


def _ages(view: StoryView) -> Iterator[Finding]:
    """Persons whom articles give ages that cannot both hold: a birthday may lie between, two years may not."""
    told: dict[str, dict[int, list[Account]]] = defaultdict(lambda: defaultdict(list))
    for article, marks in view.marks.items():
        text = view.articles[article].text
        for name in marks.names:
            bearer = view.bearer(article, view.articles[article].words(name.span)) if name.kind == "person" else None
            if bearer is None or bearer.kind != "person":
                continue
            start, end = view.articles[article].at(name.span)
            match = _AGE_AFTER.match(text, end) or _AGE_BEFORE.search(text[max(0, start - _REACH) : start])
            if match:
                passage = view.sentence(article, name.span)
                told[bearer.id][int(match["age"])].append(Account(match["age"], passage, "", view.day(article)))
    for person, ages in told.items():
        accounts = [account for age in sorted(ages) for account in ages[age]]
        if max(ages) - min(ages) > 1 and len({account.passage.article for account in accounts}) > 1:
            yield _finding(view, "dispute", f"the age of {view.people[person].name}", accounts, "age")


def _ages_without_name(view: StoryView) -> Iterator[Finding]:
    """Ages of somebody whom no article names and all tell the same of: "a student aged 22", "a 24-year-old student"."""
    told: dict[str, list[tuple[int, Account, frozenset[str]]]] = defaultdict(list)
    for article, source in view.articles.items():
        for match in _SOMEBODY.finditer(source.text):
            passage = view.sentence(article, source.span(*match.span()))
            age, kind = (match["age"], match["kind"]) if match["age"] else (match["aged"], match["who"])
            account = Account(age, passage, "", view.day(article))
            told[kind].append((int(age), account, concepts_in(view, passage)))
    for kind, rows in told.items():
        apart = [
            row
            for row in rows[:_MOST_TOLD]
            if any(abs(row[0] - other[0]) > 1 and _same_telling(row, other) for other in rows[:_MOST_TOLD])
        ]
        if apart:
            accounts = [account for _, account, _ in sorted(apart, key=lambda row: row[0])][:_MOST_SHOWN]
            yield _finding(view, "dispute", f"the age of the {kind}", accounts, "age")


def _same_telling(one: tuple[int, Account, frozenset[str]], other: tuple[int, Account, frozenset[str]]) -> bool:
    """Whether two sentences of two articles tell so much the same that they are of one person."""
    shared, least = one[2] & other[2], min(len(one[2]), len(other[2]))
    apart = one[1].passage.article != other[1].passage.article
    return apart and len(shared) >= _FEWEST_TOLD and len(shared) >= _SAME_TELLING * least


def _towns(view: StoryView, lines: Lines) -> Iterator[Finding]:
    """People told to be of two towns of one region by lines on the same people."""
    found: dict[str, list[tuple[str, Line]]] = defaultdict(list)
    for line in lines.lines:
        for match in _TOWN.finditer(line.words):
            found[match["region"]].append((match["town"], line))
    made = 0
    for region, told in found.items():
        apart = {
            number
            for (a, (town, one)), (b, (other_town, other)) in combinations(list(enumerate(told[:40])), 2)
            if town != other_town and one.article != other.article and _same_people(lines, one, other)
            for number in (a, b)
        }
        towns = {told[number][0] for number in apart}
        if len(towns) < 2 or made == _MOST:
            continue
        together = any(all(town in line.words for town in towns) for line in lines.lines)
        if not together:
            made += 1
            shown = [(town, line) for town, line in told if town in towns]
            accounts = [line.account(town) for town, line in shown][:_MOST_SHOWN]
            yield _finding(view, "scope", f"of which town in {region}", accounts, "origin")


def _same_people(lines: Lines, one: Line, other: Line) -> bool:
    """Whether two lines are about the same people, by what they share beside the region."""
    shared = {concept for concept in one.concepts & other.concepts if concept[0] not in "=~"}
    least = min(sum(map(lines.rare.of, each.concepts)) for each in (one, other))
    return len(shared) >= _FEWEST and sum(map(lines.rare.of, shared)) >= _ALIKE * least


def _one_of_several(view: StoryView, lines: Lines) -> Iterator[Finding]:
    """Someone who is the pilot to one article and one of the pilots to another."""
    several = [(line, match) for line in lines.lines if (match := _ONE_OF.search(line.words))]
    values_of = _values(lines) if several else {}
    done: set[int] = set()
    made = 0
    for line, match in several:
        kind = match["kind"]
        people = {concept for concept in line.concepts if concept[0] == "@"}
        if line.number in done or not people or made == _MOST:
            continue
        if set().union(*(values_of[person] for person in people)) <= {match.group()}:
            continue  # all tell the same of them
        others: list[tuple[str, Line]] = [(match.group(), line)]
        for _, other in lines.about(line.concepts):
            shared = line.concepts & other.concepts
            if other.article == line.article or not shared & people or len(shared) < _FEWEST:
                continue
            if again := _ONE_OF.search(other.words):
                others.append((again.group(), other))
            elif (only := _THE_ONE.search(other.words)) and meaning(stem(only["kind"])) == meaning(stem(kind)):
                others.append((f"the {only['kind']}", other))
        values = {value for value, _ in others}
        if len(values) > 1 and any(meaning(stem(kind)) in other.concepts for _, other in others[1:]):
            done |= {other.number for _, other in others}
            made += 1
            accounts = [other.account(value) for value, other in others][:_MOST_SHOWN]
            yield _finding(view, "scope", f"the {kind}", accounts, "post")


def _values(lines: Lines) -> dict[str, set[str]]:
    """What each person is called as one of several, or as the only one of a kind."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in lines.lines:
        people = [concept for concept in line.concepts if concept[0] == "@"]
        if people and (match := _ONE_OF.search(line.words) or _THE_ONE.search(line.words)):
            for person in people:
                found[person].add(match.group())
    return found


def _finding(view: StoryView, kind: FindingKind, about: str, accounts: Sequence[Account], slot: str) -> Finding:
    key = make_id(slot, view.story.id, about, *(account.passage.span.start for account in accounts))
    why = f"{slot}: {', '.join(dict.fromkeys(account.value for account in accounts))}"
    reason: dict[str, str | int | float | list[str]] = {"slot": slot, "why": why, "difference": 0.5}
    return Finding(key, kind, view.story.id, about, tuple(accounts), reason=reason)
