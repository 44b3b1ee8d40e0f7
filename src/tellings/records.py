"""What a record answers: its marks with their articles, words and people looked up, tables, and how it shows itself.

`Record` inherits these; they compute nothing that linking and weighing did not, and each answer is made anew.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, TypeVar, cast

from tellings.article import Article, Passage, Span
from tellings.brief import Brief
from tellings.errors import NotFoundError, TellingsError
from tellings.expect import expect

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from tellings.model import (
        Event,
        Figure,
        Finding,
        Joining,
        Marks,
        Measure,
        Name,
        Person,
        Record,
        Role,
        Statement,
        Story,
        When,
    )

S = TypeVar("S")
T = TypeVar("T")


class Found(NamedTuple, Generic[T]):
    """A mark and the article it stands in: `for article, figure in record.figures`."""

    article: Article
    mark: T

    @property
    def words(self) -> str:
        """The article's clean words under the mark, on one line; of a statement, the words of its content."""
        mark: Any = self.mark
        if isinstance(mark, Span):
            return self.article.words(mark)
        return " … ".join(map(self.article.words, mark.content if hasattr(mark, "content") else (mark.span,)))


@dataclass(frozen=True, slots=True, repr=False)
class Shown:
    """Something to look at: `html` for a notebook, without script, and `text`, the same in plain words."""

    html: str
    text: str

    def __repr__(self) -> str:
        """The plain words."""
        return self.text

    def _repr_html_(self) -> str:
        return self.html


class Placed(Protocol):
    """What rests on a passage: an account of a finding, a voice of a claim, a title."""

    @property
    def passage(self) -> Passage:
        """The words it rests on."""


class Answers(Brief):
    """What can be asked of a record."""

    __slots__ = ()

    if TYPE_CHECKING:
        articles: Mapping[str, Article]
        marks: Mapping[str, Marks]
        former: Mapping[str, Article]
        stories: tuple[Story, ...]
        people: tuple[Person, ...]
        joinings: tuple[Joining, ...]
        measures: tuple[Measure, ...]
        findings: tuple[Finding, ...]

    @property
    def _record(self) -> Record:
        return cast("Record", self)

    # --- marks with their articles

    @property
    def statements(self) -> tuple[Found[Statement], ...]:
        """Every statement as an (article, statement) pair, article by article in order of the text."""
        return self._all("statements")

    @property
    def figures(self) -> tuple[Found[Figure], ...]:
        """Every figure as an (article, figure) pair, article by article in order of the text."""
        return self._all("figures")

    @property
    def dates(self) -> tuple[Found[When], ...]:
        """Every time expression as an (article, date) pair, article by article in order of the text."""
        return self._all("dates")

    @property
    def names(self) -> tuple[Found[Name], ...]:
        """Every name where it stands as an (article, name) pair; `people` holds each bearer once."""
        return self._all("names")

    @property
    def roles(self) -> tuple[Found[Role], ...]:
        """Every title given to a person as an (article, role) pair."""
        return self._all("roles")

    @property
    def events(self) -> tuple[Found[Event], ...]:
        """Every event as an (article, event) pair."""
        return self._all("events")

    @property
    def quotations(self) -> tuple[Found[Span], ...]:
        """The words between quotation marks as (article, span) pairs."""
        return self._all("quotations")

    def _all(self, kind: str) -> tuple[Found[Any], ...]:
        pairs = ((self.articles[key], marks) for key, marks in self.marks.items())
        return tuple(Found(article, mark) for article, marks in pairs for mark in getattr(marks, kind))

    # --- looking up

    def words(self, place: Passage | Placed) -> str:
        """The clean words, on one line, of a `place`: a passage, or an account, voice or title that rests on one.

        Raises NotFoundError where its article is not in the record.
        """
        passage = _passage(place)
        return self.article(passage).words(passage.span)

    def article(self, place: str | Passage | Placed) -> Article:
        """The article of a `place`, or the one with this id, address, path or end of a path.

        Raises NotFoundError where there is none, or several.
        """
        if isinstance(place, str):
            from tellings.decisions import find_article

            return _found(find_article, self._record, place)
        key = _passage(place).article
        article = self.articles.get(key) or self.former.get(key)
        if article is None:
            raise NotFoundError(f"{key}: no article of this record has this id")
        return article

    def outlet_of(self, place: str | Passage | Placed) -> str:
        """The outlet whose article a `place` stands in; the article's path where no outlet is known.

        Raises NotFoundError where its article is not in the record.
        """
        article = self.article(place)
        return article.outlet or article.path

    def person(self, name: str) -> Person:
        """The one person, body or place with this `name`, in any of its spellings, or this id.

        Raises NotFoundError where there is none, naming those near it, or several, naming their ids.
        """
        from tellings.decisions import find_person

        expect("person", name, str)
        return _found(partial(find_person, listing="`record.people` has all there are"), self._record, name)

    def said_by(self, person: Person | str) -> tuple[Found[Statement], ...]:
        """Every statement whose speaker is `person` (a name or id will do), under whatever name each article has.

        As (article, statement) pairs, article by article in order of the text. Raises NotFoundError as `person` does.
        """
        from tellings.view import view_story

        who = self.person(person) if isinstance(person, str) else person
        mentioned = {mention.article for mention in who.mentions}
        found: list[Found[Statement]] = []
        for story in self.stories:
            if mentioned.intersection(story.articles):
                view = view_story(story, self.articles, self.marks, self.people)
                for key, statement in view.statements():
                    bearer = view.bearer(key, statement.speaker)
                    if bearer is not None and bearer.id == who.id:
                        found.append(Found(self.articles[key], statement))
        return tuple(found)

    def figures_of(self, measure: Measure) -> tuple[Found[Figure], ...]:
        """The figures of a `measure` as (article, figure) pairs, in order of the day they speak for."""
        by_id = {found.mark.id: found for found in self.figures}
        return tuple(by_id[key] for key in measure.figures if key in by_id)

    def story(self, id: str = "") -> Story:
        """The story with this `id`, or the only one whose id starts so; without an id the one with the most articles.

        Raises NotFoundError where there is none, or several.
        """
        from tellings.show.spread import pick_story

        if not self.stories:
            raise NotFoundError("this record holds no article, and so no story")
        return _found(pick_story, self._record, id or None)

    def part(self, story: Story | str) -> Record:
        """A record of one `story` alone (an id will do): people hold only their mentions in it.

        Decisions stay, for they speak of all. Raises NotFoundError as `story` does.
        """
        one = self.story(story) if isinstance(story, str) else story
        here = set(one.articles)
        people = tuple(
            _within(person, here) for person in self.people if any(m.article in here for m in person.mentions)
        )
        known = {person.id for person in people}
        linked = {
            name: tuple(noun for noun in getattr(self, name) if noun.story == one.id)
            for name in ("measures", "claims", "origins", "findings")
        }
        resting = {account.passage.article for finding in linked["findings"] for account in finding.accounts}
        return replace(
            self._record,
            articles={key: self.articles[key] for key in one.articles},
            marks={key: self.marks[key] for key in one.articles},
            former={key: article for key, article in self.former.items() if key in resting},
            stories=(one,),
            people=people,
            joinings=tuple(joining for joining in self.joinings if joining.person in known),
            **linked,
        )

    # --- tables

    def to_pandas(self, table: str = "figures") -> pd.DataFrame:
        """One `table` of the record as a pandas DataFrame: a row a noun, with the columns that docs/record.md lists.

        Numbers are float64, NaN where open, offsets int64, days ISO text; lists and objects stay what they are. Tables
        are those of `tellings export`: articles, statements, figures, dates, names, roles, stories, people, joinings,
        measures, claims, origins, findings, decisions. Raises NotFoundError for another name and MissingExtraError
        where pandas is not installed.
        """
        from tellings.show.frames import to_pandas

        return to_pandas(self._record, table)

    def to_arrow(self, table: str = "figures") -> pa.Table:
        """One `table` of the record as an Arrow table, as the Parquet export has it: nested values are JSON text.

        Its schema does not depend on what the record holds, and its metadata say what each column is. Raises
        NotFoundError for a name that is no table's and MissingExtraError where pyarrow is not installed.
        """
        from tellings.show.frames import to_arrow

        return to_arrow(self._record, table)

    def to_polars(self, table: str = "figures") -> pl.DataFrame:
        """One `table` of the record as a polars DataFrame, as `to_arrow`: open numbers are null.

        Raises NotFoundError for a name that is no table's and MissingExtraError where polars is not installed.
        """
        from tellings.show.frames import to_polars

        return to_polars(self._record, table)

    # --- showing

    def show(self, what: Finding | Measure | Article | Story | None = None) -> Shown:
        """Something of the record to look at in a notebook: `what` is a finding, a measure, an article or a story.

        A finding comes with the words of every account, a measure as its chart (SVG), an article with its marks and
        the findings that rest on it, a story as its findings; without `what`, the largest story. There is no script in
        it, and nothing an article says acts as markup. Raises NotFoundError for what is not in the record.
        """
        from tellings.model import Finding, Measure, Story
        from tellings.show.notebook import show

        if what is not None:
            expect("show", what, Finding, Measure, Article, Story)
        return show(self._record, what)

    def _repr_html_(self) -> str:
        from tellings.show.notebook import record_html

        return record_html(self._record)


def _passage(place: Passage | Placed) -> Passage:
    return place if isinstance(place, Passage) else place.passage


def _found(find: Callable[[Record, S], T], record: Record, words: S) -> T:
    """What `find` finds in a record; its errors, which the command line shares, as NotFoundError."""
    try:
        return find(record, words)
    except TellingsError as error:
        raise NotFoundError(str(error)) from None


def _within(person: Person, articles: Collection[str]) -> Person:
    """A person as some articles have it."""
    return replace(
        person,
        mentions=tuple(mention for mention in person.mentions if mention.article in articles),
        titles=tuple(title for title in person.titles if title.passage.article in articles),
    )
