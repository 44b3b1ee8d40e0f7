"""What the tagger sees, mended: titles left out, a source that runs into its words cut apart, and those it cites."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tellings.mark.decode import Attribution
from tellings.mark.parse import Parsed
from tellings.mark.segments import Segment, trim

# Verbs that name a source and no words of it, and where their words begin behind one: "citing a clerk, that …".
ABOUT = frozenset({"cite", "quote"})
CITED = re.compile(r"(?P<who>[^\n\"“”]{2,150}?),? that (?P<what>(?!(?:is|was|has|had|would|will|are|were)\b)[^\n]+)")


def below_titles(parsed: Parsed, tagged: Sequence[Attribution]) -> Iterator[Attribution]:
    """The attributions as `_below_title` leaves them."""
    for one in tagged:
        below = _below_title(parsed, one)
        if below is not None:
            yield below


def _below_title(parsed: Parsed, one: Attribution) -> Attribution | None:
    """The attribution without words of the title where its cue stands below; None where nothing is left.

    No cue reaches back into a title: what it repeats, the article says in its own words.
    """
    title = parsed.article.text.find("\n")
    if one.cue[0] <= title:
        return one
    content = tuple(piece for piece in one.content if piece[1] > title)
    return replace(one, content=content) if content else None


def apart_from_source(text: str, one: Attribution) -> Attribution:
    """The attribution whose source runs into its content, with the source behind the content's clause.

    "The boat sank, its owner, Lind Lines, said" of which the tagger took all for the source.
    """
    if one.source is None or len(one.content) != 1:
        return one
    (start, end), (low, high) = one.source, one.content[0]
    comma = text.find(", ", start, end)
    if start != low or comma < 0 or high > end:
        return one
    content, source = trim(text, low, comma), trim(text, comma, end)
    return replace(one, source=source, content=(content,)) if content and source else one


def cited_apart(text: str, one: Segment) -> Segment:
    """The segment without those cited before its words: "reported, citing a clerk, that …" is the clerk's."""
    match = CITED.match(text, *one.content[0]) if one.lemma in ABOUT and one.cited is None else None
    if match is None:
        return one
    return replace(one, content=(match.span("what"), *one.content[1:]), cited=match.span("who"))
