"""One story with its articles and marks, as linking, weighing and showing look at it.

Computes nothing but where marks stand, which words they have and who is meant, each once however many steps ask.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar, cast

from tellings.link.bare import find_unmarked
from tellings.model import Article, Figure, Marks, Passage, Person, Span, Statement, Story

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story's articles and marks, by article id in the story's order, and who is meant by a name in an article.

    `known` keeps what several steps ask of the story, by who made it and of what (see `once`).
    """

    story: Story
    articles: Mapping[str, Article]
    marks: Mapping[str, Marks]
    people: Mapping[str, Person]
    bearers: Mapping[tuple[str, str], str]
    known: dict[Hashable, object] = field(default_factory=dict, compare=False, repr=False)

    def once(self, make: Callable[[StoryView], T]) -> T:
        """What a function makes of this story, made once."""
        if make not in self.known:
            self.known[make] = make(self)
        return cast(T, self.known[make])

    def bearer(self, article: str, name: str) -> Person | None:
        """The person or body that an article means by `name` (a name's words or its full form); None if unknown."""
        return self.people.get(self.bearers.get((article, name), ""))

    def at(self, article: str, span: Span) -> tuple[int, int]:
        """The clean offsets of a span of an article."""
        key = (article, span.start, span.end)
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = self.articles[article].at(span)
        return cast(tuple[int, int], found)

    def words(self, passage: Passage) -> str:
        """The clean words of a passage."""
        start, end = self.at(passage.article, passage.span)
        return self.articles[passage.article].text[start:end].replace("\n", " ")

    def day(self, article: str) -> str:
        """The ISO day an article was published, "" where unknown."""
        return self.articles[article].published[:10]

    def outlet(self, article: str) -> str:
        """The outlet of an article; its path where no outlet is known, so that two unknowns stay two."""
        return self.articles[article].outlet or self.articles[article].path

    def sentence(self, article: str, span: Span) -> Passage:
        """The sentence a span starts in; the span itself where it stands in none."""
        sentences = self.marks[article].sentences
        found = bisect_right(self.once(sentence_starts)[article], span.start) - 1
        return Passage(article, sentences[found] if found >= 0 and sentences[found].end > span.start else span)

    def in_title(self, passage: Passage) -> bool:
        """Whether a passage starts in its article's title."""
        article = self.articles[passage.article]
        headed = bool(article.title) and article.text.startswith(article.title)
        return headed and self.at(passage.article, passage.span)[0] < len(article.title)

    def statement_in(self, passage: Passage) -> Statement | None:
        """The first statement whose content a passage touches; None where it is no one's."""
        start, end = passage.span.start, passage.span.end
        for first, last, statement in self.once(_contents)[passage.article]:
            if first < end and start < last:
                return statement
        return None

    def statements(self) -> Iterator[tuple[str, Statement]]:
        """Every statement with its article's id."""
        return ((key, statement) for key, marks in self.marks.items() for statement in marks.statements)

    def figures(self) -> Iterator[tuple[str, Figure]]:
        """Every figure with its article's id."""
        return ((key, figure) for key, marks in self.marks.items() for figure in marks.figures)

    def sentences(self) -> Iterator[tuple[str, Span]]:
        """Every sentence with its article's id."""
        return ((key, sentence) for key, marks in self.marks.items() for sentence in marks.sentences)


def sentence_starts(view: StoryView) -> dict[str, list[int]]:
    """Where the sentences of each article start."""
    return {key: [sentence.start for sentence in marks.sentences] for key, marks in view.marks.items()}


def _contents(view: StoryView) -> dict[str, list[tuple[int, int, Statement]]]:
    """Where the statements of each article stand, in their order."""
    return {
        key: [(part.start, part.end, one) for one in marks.statements for part in one.content]
        for key, marks in view.marks.items()
    }


def people_by_story(stories: Iterable[Story], people: Iterable[Person]) -> dict[str, list[Person]]:
    """The people named in each story, by its id, in one walk over all mentions."""
    story_of = {article: story.id for story in stories for article in story.articles}
    found: dict[str, list[Person]] = {key: [] for key in story_of.values()}
    for person in people:
        for key in {story_of[mention.article]: None for mention in person.mentions if mention.article in story_of}:
            found[key].append(person)
    return found


def view_story(
    story: Story, articles: Mapping[str, Article], marks: Mapping[str, Marks], people: Iterable[Person]
) -> StoryView:
    """The view of one story; `people` may hold more than this story's."""
    here = set(story.articles)
    mine = {person.id: person for person in people if any(m.article in here for m in person.mentions)}
    bearers: dict[tuple[str, str], str] = {}
    view = StoryView(
        story,
        {key: articles[key] for key in story.articles},
        {key: marks[key] for key in story.articles},
        mine,
        bearers,
    )
    for person in mine.values():
        for mention in person.mentions:
            if mention.article in here:
                bearers.setdefault((mention.article, view.words(mention)), person.id)
    for key in story.articles:
        for name in marks[key].names:
            owner = bearers.get((key, view.words(Passage(key, name.span))))
            if owner:
                bearers.setdefault((key, name.full), owner)
    unmarked = list(find_unmarked(view.articles, view.marks, mine, bearers))
    bearers.update(((key, surname), owner) for key, surname, owner in unmarked)
    return view
