"""Proposals as plain lines for the terminal, and as rows for machines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from tellings.ledger import Ledger
from tellings.ledger.reads import read_articles
from tellings.model import Article, Passage
from tellings.second_reader.proposals import Proposal
from tellings.second_reader.store import Kept
from tellings.show.rows import span_row, statement_row
from tellings.show.words import STANCE_WORDS, clip, visible

AROUND: Final = 300  # characters of text on either side of what is shown
_CLIPPED: Final = 160
_RULED: Final = {"accept": "accepted", "reject": "rejected", "undo": "taken back"}


def articles_of(ledger: Ledger, found: Sequence[Kept]) -> Mapping[str, Article]:
    """The articles that proposals rest on, by id."""
    ids = {passage.article: None for kept in found for passage in kept.proposal.passages}
    with ledger.reading() as connection:
        return read_articles(connection, [*ids])


def list_lines(found: Sequence[Kept], articles: Mapping[str, Article]) -> Iterator[str]:
    """A line a proposal."""
    for kept in found:
        one = kept.proposal
        places = ", ".join(dict.fromkeys(_place(passage, articles) for passage in one.passages))
        yield visible(f"{one.id}  {kept.state:8}  {clip(_told(one), _CLIPPED)}  ({places}; {one.reader})")


def show_lines(kept: Kept, articles: Mapping[str, Article]) -> Iterator[str]:
    """A proposal with the text around its words, who made it, and what was decided."""
    one = kept.proposal
    yield visible(f"{one.id}  {kept.state}: {_told(one)}")
    yield visible(f"    proposed by {one.reader} on {one.at[:16].replace('T', ' ')}, prompt {one.prompt}")
    if one.why:
        yield visible(f"    the model says why: {one.why}")
    for passage in one.passages:
        article = articles[passage.article]
        start, end = article.at(passage.span)
        before, after = article.text[max(0, start - AROUND) : start], article.text[end : end + AROUND]
        yield visible(f"    {_place(passage, articles)}: … {before}【{article.text[start:end]}】{after} …")
    for verdict in kept.verdicts:
        why = f": {verdict.why}" if verdict.why else ""
        when = verdict.at[:16].replace("T", " ")
        yield visible(f"    {_RULED[verdict.ruling]} by {verdict.who or 'a user'} on {when}{why}")


def proposal_row(kept: Kept, articles: Mapping[str, Article]) -> dict[str, Any]:
    """A proposal for machines."""
    one = kept.proposal
    keys = ("id", "sort", "model", "host", "prompt", "at", "why")
    return {key: getattr(one, key) for key in keys} | {
        "state": kept.state,
        "statement": statement_row(one.statement) if one.statement else None,
        "spans": [{"path": articles[p.article].path} | span_row(p.span) for p in one.passages],
        "verdicts": [asdict(verdict) for verdict in kept.verdicts],
    }


def _told(one: Proposal) -> str:
    """What is proposed, in a line."""
    if one.statement is None:
        return f"joining: {' = '.join(passage.span.text for passage in one.names)}"
    said = one.statement
    words = " … ".join(span.text for span in said.content)
    return f"statement: {said.speaker or 'someone not named'} ({STANCE_WORDS[said.stance]}): “{words}”"


def _place(passage: Passage, articles: Mapping[str, Article]) -> str:
    return f"{articles[passage.article].path} {passage.span.start}-{passage.span.end}"
