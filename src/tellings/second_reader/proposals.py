"""Proposals: what a model says it found, as far as the article's own words bear it out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from tellings.decisions import address
from tellings.mark.quotes import Quote, pair_quotes
from tellings.model import Article, Form, Passage, Person, Span, Statement, make_id
from tellings.second_reader.places import Folded, NotThereError, Range, fold, folded_words, place, places
from tellings.second_reader.prompts import Entry
from tellings.second_reader.replies import Said, Same

Sort = Literal["statement", "joining"]
State = Literal["open", "accepted", "rejected"]
_LONGEST: Final = 3000  # characters of a content; a longer one is no statement but an article
_ALIKE: Final = 0.5  # of the words of two contents together: from there on they are the same statement
_WHY: Final = 300  # characters of the model's reason


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a model proposes: a statement of an article, or two names that are one bearer's, with where they stand.

    `reader` names model, host and prompt; `at` is when (ISO, UTC). `why` are the model's own words and prove nothing.
    """

    id: str
    sort: Sort
    article: str
    address: str
    words: tuple[str, ...]
    model: str = ""
    host: str = ""
    prompt: str = ""
    at: str = ""
    statement: Statement | None = None
    names: tuple[Passage, ...] = ()
    why: str = ""

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Where its words stand."""
        if self.statement:
            return tuple(Passage(self.article, span) for span in self.statement.content)
        return self.names

    @property
    def reader(self) -> str:
        """Who proposes it."""
        return f"{self.model} at {self.host}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """An article as proposals are looked up in it: its text folded, its quotations, the statements it is known for."""

    article: Article
    text: Folded
    quotes: tuple[Quote, ...]
    known: tuple[Statement, ...]


def make_sheet(article: Article, known: Sequence[Statement]) -> Sheet:
    """The sheet of an article."""
    return Sheet(article, fold(article.text), tuple(pair_quotes(article.text)), tuple(known))


def check_statement(sheet: Sheet, window: Range, said: Said) -> Proposal | None:
    """The proposal, None where the article's marks have it already.

    Raises NotThereError where the article does not have the words: the passage once in the window that was read, the
    content once in the passage, source and cue in the passage, next to the content; the speaker anywhere.
    """
    article, text = sheet.article, sheet.text
    passage = place(text, said.passage, text.under(window))
    content = place(text, said.content, passage)
    if content[1] - content[0] > _LONGEST:
        raise NotThereError("its words are too many for one statement")
    cue = place(text, said.cue, passage, content) if said.cue.strip() else None
    source = place(text, said.source, passage, content) if said.source.strip() else None
    speaker = " ".join((said.speaker.strip() or said.source.strip()).split())
    if speaker and not places(text, speaker):
        raise NotThereError("its speaker is not named in the article")
    clean = text.back(*content)
    span = article.span(*clean)
    statement = Statement(
        id=make_id(article.id, *clean),
        content=(span,),
        source=article.span(*text.back(*source)) if source else None,
        cue=article.span(*text.back(*cue)) if cue else None,
        form=_form(clean, sheet.quotes),
        kind="says",
        stance=said.stance,  # type: ignore[arg-type]
        speaker=speaker,
    )
    if any(_same_statement(article, statement, other) for other in sheet.known):
        return None
    words = (folded_words(said.content), speaker.casefold())
    key = make_id("statement", address(article), *words)
    return Proposal(key, "statement", article.id, address(article), words, statement=statement)


def _form(content: Range, quotes: Iterable[Quote]) -> Form:
    """Direct inside one quotation, mixed where it holds or meets one, else indirect."""
    meeting = [q for q in quotes if q.inner_start < content[1] and content[0] < q.inner_end]
    if any(q.inner_start <= content[0] and content[1] <= q.inner_end for q in meeting):
        return "direct"
    return "mixed" if meeting else "indirect"


def _same_statement(article: Article, one: Statement, other: Statement) -> bool:
    """Whether two statements have mostly the same words, or one speaker and much the same words."""
    if other.content[-1].end <= one.content[0].start or one.content[-1].end <= other.content[0].start:
        return False
    mine = {*_places(article, one.content)}
    theirs = {*_places(article, other.content)}
    shared = len(mine & theirs)
    likeness = shared / len(mine | theirs)
    speakers = {*one.speaker.casefold().split()}, {*other.speaker.casefold().split()}
    return likeness >= _ALIKE or (bool(speakers[0] & speakers[1]) and shared >= _ALIKE * len(mine))


def _places(article: Article, spans: Iterable[Span]) -> Iterable[int]:
    for span in spans:
        yield from range(*article.at(span))


def check_joining(
    entries: Mapping[int, tuple[Entry, Person]], articles: Mapping[str, Article], same: Same
) -> Proposal | None:
    """The proposal that two entries are one, None where they are one already.

    Raises NotThereError where a number or a name is not one of the entry's, or they are of two kinds.
    """
    found = [_mention(entries, articles, *side) for side in (same.one, same.other)]
    (one, first), (other, second) = sorted(found, key=lambda pair: (pair[0].name.casefold(), pair[1]))
    if one.id == other.id:
        return None
    if one.kind != other.kind:
        raise NotThereError("its two entries are of two kinds")
    words = (one.name.casefold(), other.name.casefold())
    where = [address(articles[first.article]), address(articles[second.article])] if words[0] == words[1] else []
    key = make_id("joining", *words, *where)
    at = address(articles[first.article])
    return Proposal(key, "joining", first.article, at, words, names=(first, second), why=same.why[:_WHY])


def _mention(
    entries: Mapping[int, tuple[Entry, Person]], articles: Mapping[str, Article], number: int, name: str
) -> tuple[Person, Passage]:
    """The entry of a number, and the first place where an article gives it this name."""
    if number not in entries:
        raise NotThereError("it speaks of an entry that is not there")
    person = entries[number][1]
    wanted = folded_words(name)
    for mention in person.mentions:
        if folded_words(articles[mention.article].words(mention.span)) == wanted:
            return person, mention
    raise NotThereError("its words are not in the article")


def signed(proposal: Proposal, *, model: str, host: str, prompt: str, at: str) -> Proposal:
    """A proposal with who made it and when; its statement says the same."""
    statement = proposal.statement
    if statement:
        statement = replace(statement, proposed_by=f"{model} at {host}")
    return replace(proposal, model=model, host=host, prompt=prompt, at=at, statement=statement)
