"""Statements: who said what, through whom, in which stance, on which day."""

from __future__ import annotations

from collections.abc import Sequence

from tellings.mark.attributions import find_segments
from tellings.mark.chains import Nested, nest
from tellings.mark.circumstances import Outlets, circumstances, is_day, names_outlet, said_on
from tellings.mark.makers import Speaker
from tellings.mark.mentions import Mentions
from tellings.mark.parse import Parsed
from tellings.mark.quotes import pair_quotes
from tellings.mark.speakers import NOBODY, Speakers
from tellings.mark.stance import form_of, kind_of, stance_of
from tellings.mark.transcripts import TURN
from tellings.model import Name, Role, Statement, When, make_id

# Nobody passes on more than this many hands deep; nonsense ("he said he said …") would.
LONGEST_CHAIN = 6


def find_statements(
    parsed: Parsed, names: Sequence[Name], roles: Sequence[Role], dates: Sequence[When]
) -> tuple[Statement, ...]:
    """Statements in order of the text. `names`, `roles` and `dates` may be empty: then speakers stay as they stand."""
    article = parsed.article
    quotes = pair_quotes(article.text)
    segments, speech = find_segments(parsed, quotes)
    nested = nest(segments, lambda segment: names_outlet(article.text, segment.source))
    mentions = Mentions(parsed, names, roles, speech)
    chains = _chains(nested, Speakers(mentions))
    days = [(article.at(date.span)[0], date.earliest[:10]) for date in dates if is_day(date)]
    ids = [make_id(article.id, *one.segment.content[0]) for one in nested]
    outlets = Outlets(article, mentions)
    statements = []
    for one, (speaker, via), own in zip(nested, chains, ids, strict=True):
        segment = one.segment
        around = circumstances(segment, mentions)
        outlet = outlets.of(segment, speaker.name, around.outlet)
        through = (*via, outlet) if outlet and outlet not in via else via
        statements.append(
            Statement(
                id=own,
                content=tuple(parsed.span(*piece) for piece in segment.content),
                source=parsed.span(*segment.source) if segment.source else None,
                cue=parsed.span(*segment.cue) if segment.cue else None,
                form=form_of(article.text, segment, quotes),
                kind=kind_of(segment),
                stance=stance_of(article.text, segment),
                speaker=speaker.name,
                via=through,
                addressee=around.addressee,
                venue=around.venue,
                said_on=said_on(segment, days, mentions),
                inside=ids[one.outer] if one.outer >= 0 else "",
            )
        )
    return tuple(statements)


def _is_inner(nested: Sequence[Nested], i: int) -> bool:
    """Whether a segment's speaker is out of the account's own line: quoted by another, or the turn of a transcript."""
    outer = nested[i].outer
    return nested[i].segment.lemma == TURN or (outer >= 0 and nested[outer].segment.lemma != TURN)


def _chains(nested: Sequence[Nested], speakers: Speakers) -> list[tuple[Speaker, tuple[str, ...]]]:
    """For each statement its speaker and who passed it on, outermost first."""
    order = sorted(range(len(nested)), key=lambda i: (nested[i].segment.source or nested[i].segment.content[0])[0])
    said: dict[int, Speaker] = {}
    through: dict[int, list[str]] = {}
    for i in order:
        segment = nested[i].segment
        through[i] = [
            speakers.resolve(words).name
            for outer in nested[i].through
            for words in (outer.source, outer.cited)
            if words
        ]
        before = segment.cited is not None and segment.cue is not None and segment.cited < segment.cue
        client = speakers.resolve(segment.cited) if before and segment.cited else NOBODY
        said[i] = speakers.of(segment, inner=_is_inner(nested, i))
        if segment.cited is not None:
            through[i].append(said[i].name)
            said[i] = client if before else speakers.resolve(segment.cited)
    found = []
    for i, one in enumerate(nested):
        chain, outer = list(through[i]), one.outer
        for _ in range(LONGEST_CHAIN):
            if outer < 0:
                break
            if nested[outer].segment.firm:
                chain = [*through[outer], said[outer].name, *chain]
            outer = nested[outer].outer
        via = [name for k, name in enumerate(chain) if name and name not in chain[:k] and name != said[i].name]
        found.append((said.get(i, NOBODY), tuple(via)))
    return found
