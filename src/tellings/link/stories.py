"""Stories: articles about one course of events.

Each article becomes a vector of its most telling terms. Articles that share a rare term are candidates (an inverted
list, so cost grows almost linearly); groups are joined by average link, most alike first, until none are alike enough.
The average link of two groups is the product of their summed vectors, so it needs no table of all pairs.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from tellings.grammar.calendar import read_day
from tellings.link.terms import Rarity, rarity, words
from tellings.model import Article, Marks, Story, make_id

Vector = dict[str, float]
_PHRASE = re.compile(r"[A-Z]\w+(?: [A-Z]\w+){0,2}|[a-z]{4,}")  # a name, or a word

# All tuned on 184 articles of 32 stories, whose dates are wrong by days to a year.
_ALIKE = 0.12  # the least average likeness at which two groups are one story
_TERMS = 80  # terms kept an article
_POSTINGS = 64  # the most articles, nearest in time, that one term proposes for one article
_NEIGHBOURS = 24  # candidates kept an article
_CAPITAL = 2.0  # a capitalised word counts so much more than another
_TITLE = 2.0  # so does a word of the title
_OPENING = 1.5  # and of the first sentences
_OPENING_LENGTH = 400  # characters
_FRESH, _FADED = 10, 120  # days apart up to which dates say nothing, and from which they say no more
_LEAST_FRESH = 0.4  # what likeness keeps when dates are that far apart
_LABEL, _SAME_BEGINNING = 3, 4  # phrases of a label, and letters by which two of its words say the same
_LONGEST = 20_000  # characters read of an article: enough for what it is about


@dataclass(slots=True)
class _Group:
    """Articles taken for one story so far: their summed vector and the days they were published."""

    members: list[str]
    total: Vector
    days: list[int]


def find_stories(articles: Mapping[str, Article], marks: Mapping[str, Marks]) -> tuple[Story, ...]:
    """Every article in exactly one story; largest story first. Order of the articles does not matter."""
    same: dict[str, list[str]] = defaultdict(list)  # copies of one text are one article until the end
    for key in sorted(articles):
        same[articles[key].text].append(key)
    copies = {listed[0]: listed for listed in same.values()}
    keys = list(copies)
    counted = {key: _count(articles[key]) for key in keys}
    rare = rarity(counted.values())
    vectors = {key: _vector(counted[key], rare) for key in keys}
    days = {key: _day(articles[key]) for key in keys}
    groups = _join(keys, vectors, days)
    stories = [_story(group, copies, articles, vectors) for group in groups]
    return tuple(sorted(stories, key=lambda story: (-len(story.articles), story.first, story.id)))


def _count(article: Article) -> dict[str, float]:
    """How much an article speaks of each stem: occurrences, those of names, the title and the opening weighing more."""
    counts: dict[str, float] = defaultdict(float)
    text = article.text[:_LONGEST]
    for word in words(article.title):
        if word.stem:
            counts[word.stem] += _TITLE
    capital: Counter[str] = Counter()
    for word in words(text):
        if word.stem:
            counts[word.stem] += _OPENING if word.start < _OPENING_LENGTH else 1.0
            capital[word.stem] += 1 if word.capital else -1
    return {
        stem: (1 + math.log(max(count, 1))) * (_CAPITAL if capital[stem] > 0 else 1) for stem, count in counts.items()
    }


def _vector(counts: Mapping[str, float], rare: Rarity) -> Vector:
    """The most telling terms of an article, at length 1."""
    weighed = sorted(((count * rare.of(stem), stem) for stem, count in counts.items()), reverse=True)[:_TERMS]
    length = math.sqrt(sum(weight * weight for weight, _ in weighed)) or 1.0
    return {stem: weight / length for weight, stem in weighed}


def _day(article: Article) -> int | None:
    found = read_day(article.published)
    return found.toordinal() if found else None


def _freshness(one: Sequence[int], other: Sequence[int]) -> float:
    """What the days of two groups do to their likeness: 1 for the same days or unknown ones, less far apart."""
    if not one or not other:
        return 1.0
    apart = max(min(one) - max(other), min(other) - max(one), 0)
    return 1 - (1 - _LEAST_FRESH) * min(max(apart - _FRESH, 0) / (_FADED - _FRESH), 1)


def _alike(one: _Group, other: _Group) -> float:
    """The average likeness of the articles of two groups."""
    small, large = sorted((one.total, other.total), key=len)
    product = sum(weight * large.get(stem, 0.0) for stem, weight in small.items())
    return product / (len(one.members) * len(other.members)) * _freshness(one.days, other.days)


def _candidates(
    keys: Sequence[str], vectors: Mapping[str, Vector], days: Mapping[str, int | None]
) -> Iterable[tuple[str, str]]:
    """Pairs of articles that may be alike: for each, its nearest by shared terms, found in order of time."""
    order = sorted(keys, key=lambda key: (days[key] or 0, key))
    postings: dict[str, list[str]] = defaultdict(list)
    for key in order:
        shared: dict[str, float] = defaultdict(float)
        for stem, weight in vectors[key].items():
            listed = postings[stem]
            for other in listed[-_POSTINGS:]:
                shared[other] += weight * vectors[other][stem]
            listed.append(key)
        nearest = sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:_NEIGHBOURS]
        yield from ((key, other) for other, likeness in nearest if likeness >= _ALIKE / 2)


def _join(keys: Sequence[str], vectors: Mapping[str, Vector], days: Mapping[str, int | None]) -> list[list[str]]:
    """Groups of articles by average link, most alike first."""
    groups = {number: _Group([key], dict(vectors[key]), _days(days[key])) for number, key in enumerate(keys)}
    near: dict[int, set[int]] = {number: set() for number in groups}
    at = {key: number for number, key in enumerate(keys)}
    queue: list[tuple[float, int, int]] = []
    for key, other_key in _candidates(keys, vectors, days):
        first, second = at[key], at[other_key]
        near[first].add(second)
        near[second].add(first)
        queue.append((-_alike(groups[first], groups[second]), first, second))
    heapify(queue)
    following = len(keys)
    while queue and -queue[0][0] >= _ALIKE:
        _, first, second = heappop(queue)
        if first not in groups or second not in groups:
            continue
        one, other = groups.pop(first), groups.pop(second)
        near[following] = (near.pop(first) | near.pop(second)) - {first, second}
        groups[following] = _merge(one, other)
        for neighbour in near[following]:
            near[neighbour] -= {first, second}
            near[neighbour].add(following)
            heappush(queue, (-_alike(groups[following], groups[neighbour]), neighbour, following))
        following += 1
    return [group.members for group in groups.values()]


def _days(day: int | None) -> list[int]:
    return [] if day is None else [day]


def _merge(one: _Group, other: _Group) -> _Group:
    """Two groups as one; the larger one's vector is reused."""
    large, small = (one, other) if len(one.total) >= len(other.total) else (other, one)
    for stem, weight in small.total.items():
        large.total[stem] = large.total.get(stem, 0.0) + weight
    return _Group(large.members + small.members, large.total, large.days + small.days)


def _story(
    distinct: Sequence[str],
    copies: Mapping[str, Sequence[str]],
    articles: Mapping[str, Article],
    vectors: Mapping[str, Vector],
) -> Story:
    """The story of its articles, in order of publication; its id is that of the earliest, so that more may be added."""
    members = [copy for key in distinct for copy in copies[key]]
    ordered = sorted(members, key=lambda key: (articles[key].published or "9999", key))
    days = sorted(articles[key].published[:10] for key in members if articles[key].published)
    title = _title(distinct, articles, vectors)
    return Story(make_id("story", ordered[0]), title, tuple(ordered), days[0] if days else "", days[-1] if days else "")


def _title(members: Sequence[str], articles: Mapping[str, Article], vectors: Mapping[str, Vector]) -> str:
    """The title of the most central article that has one; else its most telling names and words."""
    total: Vector = defaultdict(float)
    for key in members:
        for stem, weight in vectors[key].items():
            total[stem] += weight
    central = sorted(
        members, key=lambda key: (-sum(weight * total[stem] for stem, weight in vectors[key].items()), key)
    )
    for key in central:
        if articles[key].title:
            return articles[key].title
    return _label(articles[central[0]], total) if central else ""


def _label(article: Article, total: Mapping[str, float]) -> str:
    """The most telling names and words of a story as one of its articles writes them, joined by a middle dot."""
    counts = Counter(match.group() for match in _PHRASE.finditer(article.text[:_LONGEST]))
    phrases = {
        phrase: (1 + math.log(count)) * sum(total.get(word.stem, 0.0) for word in words(phrase) if word.stem)
        for phrase, count in counts.items()
    }
    chosen: list[str] = []
    told: set[str] = set()
    for phrase in sorted(phrases, key=lambda phrase: (-phrases[phrase], phrase)):
        beginnings = {word.stem[:_SAME_BEGINNING] for word in words(phrase) if word.stem}  # "Korea", "Korean"
        if not beginnings & told:
            chosen.append(phrase)
            told |= beginnings
        if len(chosen) == _LABEL:
            break
    return " · ".join(chosen)
