"""Followers: sentences that tell who spoke without a word of speaking, or name nobody, and whose occasion they tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import islice

from tellings.link.acts import Act
from tellings.link.occasions import Likeness, Occasion, days_apart
from tellings.link.voices import Speaker, Voices
from tellings.model import Claim, Passage
from tellings.view import StoryView

# Tuned on three hand-annotated stories (22 articles), F1 over pairs of passages.
_ALIKE = 0.2  # the likeness by which a sentence that names a speaker tells of what that speaker said elsewhere
_ALIKE_UNNAMED = 0.4  # and one that names nobody
_DAYS = 4  # between publications
_COMPARED = 40  # passages of an occasion that are compared with a sentence


def _add(occasion: Occasion, passage: Passage, why: str) -> None:
    occasion.acts.append(Act(passage.article, "", Speaker(frozenset()), "claim", "", "", passages=[passage]))
    occasion.why[why] += 1


def follow_copies(occasions: Sequence[Occasion], copies: Mapping[Passage, set[Passage]], told: set[Passage]) -> None:
    """Sentences that name no speaker join the occasion of what they copy."""
    for occasion in occasions:
        for act in list(occasion.acts):
            for passage in act.passages:
                for copy in sorted(copies.get(passage, ())):
                    if copy not in told:
                        _add(occasion, copy, "shared text")


def follow_names(
    occasions: Sequence[Occasion], likeness: Likeness, told: set[Passage], view: StoryView, voices: Voices
) -> None:
    """Sentences that begin with a speaker, and tell what this speaker said in another article, join that occasion."""
    by_token: dict[str, list[Occasion]] = defaultdict(list)
    for occasion in occasions:
        for token in {token for act in occasion.acts for token in act.voice.who if token[0] in "@#"}:
            by_token[token].append(occasion)
    for key, span in view.sentences():
        passage = Passage(key, span)
        if passage in told:
            continue
        best: tuple[float, Occasion] | None = None
        for token in sorted(voices.heads(key, view.words(passage))):
            for occasion in by_token.get(token, ()):
                alike = _alike(occasion, passage, likeness, view)
                if alike >= _ALIKE and (best is None or alike > best[0]):
                    best = alike, occasion
        if best:
            _add(best[1], passage, "same speaker")


def _alike(occasion: Occasion, passage: Passage, likeness: Likeness, view: StoryView) -> float:
    """How alike a sentence is to what is told of an occasion in other articles of the days around."""
    others = (one for act in occasion.acts if act.article != passage.article for one in act.passages)
    near = (one for one in islice(others, _COMPARED) if days_apart(view, one.article, passage.article) <= _DAYS)
    return likeness.to(passage, near, occasion.called)


def follow_claims(
    occasions: Sequence[Occasion], claims: Sequence[Claim], likeness: Likeness, told: set[Passage], view: StoryView
) -> None:
    """Sentences that name no speaker join the one occasion that all other voices of their claim come from."""
    places: dict[Passage, set[int]] = defaultdict(set)
    for number, occasion in enumerate(occasions):
        for act in occasion.acts:
            for passage in act.passages:
                places[passage].add(number)
    for claim in claims:
        passages = {view.sentence(voice.passage.article, voice.passage.span) for voice in claim.voices}
        common = [places[passage] for passage in passages if passage in told]
        if 2 * len(common) < len(passages):
            continue  # what most tell on their own word is no one's in particular
        numbers = set.intersection(*common) if common else set()
        for passage in sorted(passages - told):
            if len(numbers) == 1 and passage not in places:
                occasion = occasions[min(numbers)]
                if _alike(occasion, passage, likeness, view) >= _ALIKE_UNNAMED:
                    _add(occasion, passage, "same claim")
