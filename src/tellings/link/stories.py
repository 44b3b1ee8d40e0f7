"""Stories: articles about one course of events.

Each article becomes a vector of its most telling terms (names before words, the title and the opening before the rest,
countries last, as like events share them), and these are grouped (`grouping`).
"""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from itertools import chain, takewhile

import numpy as np

from tellings.grammar.calendar import read_day
from tellings.lexicon import rows
from tellings.link.grouping import Array, Candidates, Group, Vector, join, summed
from tellings.link.terms import WORD, Rarity, stem, words
from tellings.memory import Spool, without_cycles
from tellings.model import Article, Story, make_id
from tellings.world import country_of, country_of_government, known_names

_PHRASE = re.compile(r"[A-Z]\w+(?: [A-Z]\w+){0,2}|[a-z]{4,}")  # a name, or a word

# All tuned on 184 articles of 32 stories.
_TERMS = 80  # terms kept an article
_CAPITAL = 2.0  # a capitalised word counts so much more than another
_COUNTRY = 0.5  # and the name of a country, its people or its seat so much less
_TITLE = 2.0  # so does a word of the title
_OPENING = 1.5  # and of the first sentences
_OPENING_LENGTH = 400  # characters
_LABEL, _SAME_BEGINNING = 3, 4  # phrases of a label, and letters by which two of its words say the same
_WORDS = 500_000  # whose stems are kept at hand
_LONGEST = 20_000  # characters read of an article: enough for what it is about


@dataclass(frozen=True, slots=True)
class _Text:
    """What is kept of a distinct text: the articles that have it, the first one's title and day, where its counts wait.

    `day` is the first one's day as an ordinal, 0 where it is not known.
    """

    title: str
    day: int
    counts: int
    copies: list[str]


class Gathered:
    """What stories are found by, gathered article by article; what each speaks of waits on disk until all are known.

    Use in `with`.
    """

    def __init__(self) -> None:
        """Nothing yet."""
        self.texts: dict[str, _Text] = {}  # by the id of the first article that has it
        self.published: dict[str, str] = {}  # of every article
        self.numbers: dict[str, int] = {}  # of stems, in the order in which they came
        self.capitals = array("i")  # by a stem's number: in how many more texts it has a capital than has none
        self.articles_of = array("i")  # by a stem's number: how many distinct texts have it
        self._words = _Words(self.numbers)
        self.spool = Spool()
        self._same: dict[bytes, str] = {}

    def __enter__(self) -> Gathered:
        """For use in `with`."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let what waits go."""
        self.spool.__exit__()

    def add(self, article: Article) -> None:
        """Take in an article that follows all others in order of the ids. Copies of one text are one until the end."""
        self.published[article.id] = article.published
        digest = blake2b(article.text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        first = self._same.setdefault(digest, article.id)
        if first == article.id:
            self.texts[first] = _Text(article.title, _day(article), self.spool.put(self._count(article)), [])
        self.texts[first].copies.append(article.id)

    def _count(self, article: Article) -> tuple[Array, Array]:
        """The numbers of the stems of an article, and how much it speaks of each.

        Occurrences count, those of names, of the title and of the opening more than others.
        """
        text = article.text[:_LONGEST]
        opening = takewhile(lambda match: match.start() < _OPENING_LENGTH, WORD.finditer(text))
        said = [
            [one for word in part if (one := self._words[word]) >= 0]
            for part in (WORD.findall(article.title), [match.group() for match in opening], WORD.findall(text))
        ]
        found = np.array([*chain(*said)], np.int32)
        numbers, back = np.unique(found >> 1, return_inverse=True)
        counts = np.bincount(back, np.repeat([_TITLE, _OPENING - 1, 1.0], [*map(len, said)]), len(numbers))
        in_text = slice(len(found) - len(said[-1]), None)
        capital = np.bincount(back[in_text], 2 * (found[in_text] & 1) - 1, len(numbers)) > 0
        new = [0] * (len(self.numbers) - len(self.capitals))
        for totals, more in ((self.capitals, 2 * capital - 1), (self.articles_of, 1)):
            totals.extend(new)
            np.frombuffer(totals, np.int32)[numbers] += more
        return numbers, (1 + np.log(np.maximum(counts, 1))) * np.where(capital, _CAPITAL, 1)


class _Words(dict[str, int]):
    """What words say: twice the number of the stem, and one more with a capital; -1 for a word that says nothing."""

    def __init__(self, numbers: dict[str, int]) -> None:
        super().__init__()
        self._numbers = numbers

    def __missing__(self, word: str) -> int:
        if len(self) == _WORDS:
            self.clear()
        found = stem(word)
        self[word] = 2 * self._numbers.setdefault(found, len(self._numbers)) + word[0].isupper() if found else -1
        return self[word]


def find_stories(articles: Mapping[str, Article], candidates: Candidates | None = None) -> tuple[Story, ...]:
    """Every article in exactly one story; largest story first. Order of the articles does not matter.

    `candidates` is that of `grouping.join`.
    """
    with Gathered() as gathered:
        for key in sorted(articles):
            gathered.add(articles[key])
        return group_stories(gathered, lambda key: articles[key], candidates)


@without_cycles()
def group_stories(
    gathered: Gathered, article_of: Callable[[str], Article], candidates: Candidates | None = None
) -> tuple[Story, ...]:
    """The stories of what was gathered; an article is only asked for where none of its story has a title."""
    texts = gathered.texts
    terms = _Terms(gathered)
    vectors = {key: terms.vector(*gathered.spool.get(text.counts)) for key, text in texts.items()}
    groups = join(
        [Group([key], vectors[key], text.day, text.day) for key, text in texts.items()], terms.named, candidates
    )
    stories = []
    for group in groups:
        members = sorted(
            (copy for key in group.members for copy in texts[key].copies),
            key=lambda key: (gathered.published[key] or "9999", key),
        )
        days = sorted(day[:10] for key in members if (day := gathered.published[key]))
        total = summed([vectors[key] for key in group.members])
        central = _central(group.members, vectors, total)
        title = next((title for key in central if (title := texts[key].title)), "")
        title = title or _label(article_of(central[0]), terms.spoken(total))
        # the id is that of the earliest, so that more may be added
        stories.append(
            Story(
                make_id("story", members[0]), title, tuple(members), days[0] if days else "", days[-1] if days else ""
            )
        )
    return tuple(sorted(stories, key=lambda story: (-len(story.articles), story.first, story.id)))


@cache
def _countries() -> frozenset[str]:
    """The stems of the words that countries, their people and capitals are called by."""
    names = [name for name, _ in known_names() if country_of(name) or country_of_government(name)]
    names += [name for row in rows("world") for name in row["demonyms"].split("|")]
    return frozenset(word.stem for name in names for word in words(name) if word.stem)


class _Terms:
    """The stems of all texts as terms, numbered by the alphabet, so that the order of the articles does not matter."""

    def __init__(self, gathered: Gathered) -> None:
        self.stems = sorted(gathered.numbers)
        numbers = np.fromiter((gathered.numbers[found] for found in self.stems), np.int32, len(self.stems))
        self._term = np.empty(len(self.stems), np.int32)  # by the number of its stem
        self._term[numbers] = np.arange(len(self.stems), dtype=np.int32)
        capitals, articles_of = (np.array(counts)[numbers] for counts in (gathered.capitals, gathered.articles_of))
        country = np.array([found in _countries() for found in self.stems], bool)
        self.named = (capitals > 0) & ~country
        rare = Rarity(dict(zip(self.stems, articles_of.tolist(), strict=True)), len(gathered.texts))
        self._weight = np.array([rare.of(found) for found in self.stems]) * np.where(country, _COUNTRY, 1)

    def vector(self, numbers: Array, counts: Array) -> Vector:
        """The most telling terms of an article, at length 1."""
        terms = self._term[numbers]
        weights = counts * self._weight[terms]
        kept = np.lexsort((-terms, -weights))[:_TERMS]
        kept = kept[np.argsort(terms[kept])]
        return Vector(terms[kept], weights[kept] / (np.linalg.norm(weights[kept]) or 1.0))

    def spoken(self, total: Vector) -> dict[str, float]:
        """How much is spoken of each stem."""
        return {self.stems[term]: weight for term, weight in zip(total.terms, total.weights.tolist(), strict=True)}


def _day(article: Article) -> int:
    """The day an article was published, as an ordinal; 0 where it is not known."""
    found = read_day(article.published)
    return found.toordinal() if found else 0


def _central(members: Sequence[str], vectors: Mapping[str, Vector], total: Vector) -> list[str]:
    """The articles of a story, that first which speaks most of what all speak of."""

    def speaks(key: str) -> float:
        terms, weights = vectors[key]
        return float(weights @ total.weights[np.searchsorted(total.terms, terms)])

    return sorted(members, key=lambda key: (-speaks(key), key))


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
