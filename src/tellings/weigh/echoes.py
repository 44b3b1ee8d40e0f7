"""Echo: many outlets, one origin. Gap: what most outlets tell and one leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tellings.link.concepts import concepts_in
from tellings.link.terms import contained_weight, rarity
from tellings.model import Account, Claim, Finding, Origin, Passage, Voice, make_id
from tellings.view import StoryView

_FEWEST_OUTLETS = 3  # two outlets that share an origin are no chorus
# Evidence that passages come from one occasion; "X said" alone may be two.
_SURE = {"shared text", "same claim", "same day", "same speaker and day"}
_MOST_GAPS = 5
_FEWEST_SHARED = 4  # concepts: with fewer two sentences tell the same of nearly anything
_MOST_COMPARED = 80  # passages of one origin
_ALIKE = 0.5  # of the weight of concepts; lower than for a claim, since a wrong gap accuses an outlet


def weigh_echoes(view: StoryView, claims: Sequence[Claim], origins: Sequence[Origin]) -> Iterator[Finding]:
    """Claims told by three outlets or more that go back to one origin; then origins that many carry."""
    owners = _owners(view, origins)
    told: set[str] = set()
    for claim in sorted(claims, key=lambda claim: -len(_outlets(view, (v.passage for v in claim.voices)))):
        outlets = _outlets(view, (voice.passage for voice in claim.voices))
        behind = [owners.get(view.sentence(v.passage.article, v.passage.span), set()) for v in claim.voices]
        shared = set.intersection(*behind) if behind else set()
        if len(outlets) >= _FEWEST_OUTLETS and shared:
            told |= shared
            yield _echo(view, claim.label, claim.id, _first_of_each(view, claim.voices))
    for origin in origins:
        if origin.id in told or not _is_one_occasion(origin):
            continue
        alike = _alike(view, origin.passages) if len(_outlets(view, origin.passages)) >= _FEWEST_OUTLETS else ()
        if len(alike) >= _FEWEST_OUTLETS:
            voices = [Voice(passage, "asserts", _speaker(view, passage)) for passage in alike]
            about = " ".join(filter(None, (origin.who, origin.kind)))
            yield _echo(view, about, origin.id, voices)


def _alike(view: StoryView, passages: Sequence[Passage]) -> list[Passage]:
    """Of an origin's passages those that tell the same, one an outlet: what most outlets have, in their likest words.

    Much is said on one occasion, and two who tell of it may tell different things.
    """
    some = passages[:_MOST_COMPARED]
    about = [concepts_in(view, view.sentence(one.article, one.span)) for one in some]
    rare = rarity(about)
    best: list[Passage] = []
    for centre in about:
        near: dict[str, tuple[float, Passage]] = {}
        for passage, concepts in zip(some, about, strict=True):
            share = contained_weight(centre, concepts, rare)
            outlet = view.outlet(passage.article)
            enough = share >= _ALIKE and len(centre & concepts) >= _FEWEST_SHARED
            if enough and share > near.get(outlet, (0.0, passage))[0]:
                near[outlet] = share, passage
        if len(near) > len(best):
            best = [passage for _, passage in near.values()]
    return best


def _is_one_occasion(origin: Origin) -> bool:
    """Whether more than the speaker ties the passages: words, claim or day; what is handed out once is one anyway."""
    return bool(_SURE & set(origin.why)) or origin.kind in ("statement", "document", "post")


def _speaker(view: StoryView, passage: Passage) -> str:
    """Who says what stands in a passage; "" where it is no one's statement."""
    statement = view.statement_in(passage)
    return statement.speaker if statement else ""


def weigh_gaps(view: StoryView, claims: Sequence[Claim]) -> Iterator[Finding]:
    """Claims that all outlets but one have, those with most outlets first."""
    all_outlets = {view.outlet(article) for article in view.articles}
    if len(all_outlets) <= _FEWEST_OUTLETS:
        return
    found = 0
    for claim in sorted(claims, key=lambda claim: -len(claim.voices)):
        has = _outlets(view, (voice.passage for voice in claim.voices))
        missing = sorted(all_outlets - set(has))
        if len(missing) != 1 or found == _MOST_GAPS or _told_otherwise(view, claim, missing[0]):
            continue
        found += 1
        yield Finding(
            make_id("gap", claim.id, *missing),
            "gap",
            view.story.id,
            claim.label,
            tuple(_account(view, voice) for voice in _first_of_each(view, claim.voices)),
            subject=claim.id,
            reason={"outlet": missing[0], "has": len(has), "of": len(all_outlets)},
        )


def _told_otherwise(view: StoryView, claim: Claim, outlet: str) -> bool:
    """Whether an outlet says something like a claim without being one of its voices: then it leaves nothing out."""
    said = [concepts_in(view, v.passage) for v in claim.voices]
    rare = rarity(said)
    return any(
        contained_weight(concepts_in(view, Passage(article, sentence)), one, rare) >= _ALIKE
        for article, sentence in view.sentences()
        if view.outlet(article) == outlet
        for one in said
    )


def _owners(view: StoryView, origins: Iterable[Origin]) -> dict[Passage, set[str]]:
    """The origins of each sentence that a passage of theirs stands in."""
    owners: dict[Passage, set[str]] = {}
    for origin in origins:
        for passage in origin.passages:
            owners.setdefault(view.sentence(passage.article, passage.span), set()).add(origin.id)
    return owners


def _outlets(view: StoryView, passages: Iterable[Passage]) -> list[str]:
    return list(dict.fromkeys(view.outlet(passage.article) for passage in passages))


def _first_of_each(view: StoryView, voices: Iterable[Voice]) -> list[Voice]:
    """One voice an outlet, in order."""
    first: dict[str, Voice] = {}
    for voice in voices:
        first.setdefault(view.outlet(voice.passage.article), voice)
    return list(first.values())


def _account(view: StoryView, voice: Voice) -> Account:
    return Account(view.words(voice.passage), voice.passage, voice.speaker, view.day(voice.passage.article))


def _echo(view: StoryView, about: str, subject: str, voices: Sequence[Voice]) -> Finding:
    return Finding(
        make_id("echo", subject),
        "echo",
        view.story.id,
        about,
        tuple(_account(view, voice) for voice in voices),
        subject=subject,
        reason={"outlets": len(voices), "origins": 1},
    )
