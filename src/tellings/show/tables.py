"""The tables of a story's page: the cast, claims by outlet, and origins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tellings.model import Claim, Joining, NameKind, Origin, Passage, Person, Stance, Voice
from tellings.show.reader import Quote, Sheet, quote, wordings
from tellings.show.words import STANCE_WORDS, day, headed, visible
from tellings.view import StoryView

SYMBOLS: Final[dict[Stance, str]] = {"asserts": "●", "denies": "✕"}  # any other stance is ◐; leaving out is ○
OTHER, LEFT_OUT, DIFFERS = "◐", "○", "≠"
SHARED: Final = "shared text"  # the evidence of an origin whose passages are copies
ALIGNED: Final = 6  # passages beside one another; comparing words is quadratic in them


@dataclass(frozen=True, slots=True)
class Form:
    """A spelling or title with the articles that use it."""

    words: str
    tags: tuple[str, ...]
    href: str


@dataclass(frozen=True, slots=True)
class CastRow:
    """A person, body or place: every spelling and title by article, and how often it speaks and is named.

    `why` tells why names that are not spelled alike are taken for one bearer.
    """

    id: str
    name: str
    kind: NameKind
    spellings: tuple[Form, ...]
    titles: tuple[Form, ...]
    tags: tuple[str, ...]
    said: int
    named: int
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """What one outlet does with a claim: symbols, the same in words, and where it stands ("" where it is left out)."""

    symbol: str
    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """One voice of a claim."""

    stance: str
    speaker: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim against all outlets, in the order of the page's letters."""

    id: str
    label: str
    cells: tuple[Cell, ...]
    voices: tuple[Spoken, ...]


@dataclass(frozen=True, slots=True)
class OriginRow:
    """An occasion and the articles that carry it; `aligned` are passages that share their text, with what differs."""

    kind: str
    who: str
    day: str
    tags: tuple[str, ...]
    why: str
    quotes: tuple[Quote, ...]
    aligned: tuple[Quote, ...] = ()

    @property
    def all_quotes(self) -> tuple[Quote, ...]:
        """Every passage that carries it."""
        return (*self.aligned, *self.quotes)


def _tags(passages: Iterable[Passage], sheets: Mapping[str, Sheet]) -> tuple[str, ...]:
    found = {sheets[p.article].tag for p in passages if p.article in sheets}
    return tuple(sheet.tag for sheet in sheets.values() if sheet.tag in found)


def cast(view: StoryView, sheets: Mapping[str, Sheet], joinings: Iterable[Joining] = ()) -> tuple[CastRow, ...]:
    """People and bodies; first those in most articles, then those named most."""
    said: Counter[str] = Counter()
    for key, statement in view.statements():
        if bearer := view.bearer(key, statement.speaker):
            said[bearer.id] += 1
    why: dict[str, dict[str, None]] = {}
    for joining in joinings:
        words = f"“{joining.one}” and “{joining.other}”: {joining.reason} ({joining.score:.2f})"
        why.setdefault(joining.person, {})[visible(words)] = None
    rows = [
        _cast_row(person, said[person.id], tuple(why.get(key, ())), view, sheets) for key, person in view.people.items()
    ]
    rows.sort(key=lambda row: (-len(row.tags), -row.said, -row.named, row.name))
    return tuple(row for row in rows if row.kind != "place")


def _cast_row(person: Person, said: int, why: tuple[str, ...], view: StoryView, sheets: Mapping[str, Sheet]) -> CastRow:
    mentions = [m for m in person.mentions if m.article in sheets]
    spellings: dict[str, list[Passage]] = {}
    for mention in mentions:
        spellings.setdefault(visible(view.words(mention)), []).append(mention)
    titles: dict[str, list[Passage]] = {}
    written: dict[str, str] = {}  # the first way each title is written; capitals make no other title
    for title in person.titles:
        if title.passage.article in sheets:
            words = visible(f"{title.title}, {title.of}" if title.of else title.title)
            titles.setdefault(written.setdefault(words.casefold(), words), []).append(title.passage)
    return CastRow(
        person.id,
        visible(person.name),
        person.kind,
        _forms(spellings, sheets, first=visible(person.name)),
        _forms(titles, sheets),
        _tags(mentions, sheets),
        said,
        len(mentions),
        why,
    )


def _forms(found: Mapping[str, list[Passage]], sheets: Mapping[str, Sheet], first: str = "") -> tuple[Form, ...]:
    """`first` first, then the longest: the short forms of a name say least."""
    rows = [
        Form(words, _tags(places, sheets), sheets[places[0].article].href(places[0].span))
        for words, places in found.items()
    ]
    return tuple(sorted(rows, key=lambda f: (f.words != first, -len(f.words.split()), -len(f.tags), f.words)))


def claims(found: Iterable[Claim], outlets: Sequence[str], sheets: Mapping[str, Sheet]) -> tuple[ClaimRow, ...]:
    """Claims by outlet; first those with more than one stance or figure, then those in most outlets."""
    rows: list[tuple[tuple[int, int, str], ClaimRow]] = []
    for claim in found:
        by_outlet: dict[str, list[tuple[Voice, str]]] = {}
        voices = [voice for voice in claim.voices if voice.passage.article in sheets]
        for voice in voices:
            sheet = sheets[voice.passage.article]
            by_outlet.setdefault(sheet.tag.rstrip("0123456789"), []).append((voice, sheet.href(voice.passage.span)))
        cells = tuple(_cell(by_outlet.get(outlet, [])) for outlet in outlets)
        spoken = tuple(
            Spoken(
                _stance(voice),
                visible(voice.speaker),
                quote(sheets[voice.passage.article], voice.passage.span),
            )
            for voice in voices
        )
        stances = len({_symbol(voice) for voice in voices})
        label = headed(visible(claim.label)) or (spoken[0].quote.text if spoken else "")
        row = ClaimRow(claim.id, label, cells, spoken)
        rows.append(((-min(stances, 2), -len(by_outlet), row.label), row))
    return tuple(row for _, row in sorted(rows, key=lambda pair: pair[0]))


def _cell(voices: Sequence[tuple[Voice, str]]) -> Cell:
    if not voices:
        return Cell(LEFT_OUT, "leaves out", "")
    symbols = dict.fromkeys(_symbol(voice) for voice, _ in voices)
    words = dict.fromkeys(_stance(voice) for voice, _ in voices)
    return Cell("".join(symbols), ", ".join(words), voices[0][1])


def _symbol(voice: Voice) -> str:
    if voice.stance == "asserts" and voice.differs:
        return DIFFERS
    return SYMBOLS.get(voice.stance, OTHER)


def _stance(voice: Voice) -> str:
    words = STANCE_WORDS.get(voice.stance, voice.stance)
    return f"{words} with another figure or name" if voice.differs else words


def origins(found: Iterable[Origin], sheets: Mapping[str, Sheet]) -> tuple[OriginRow, ...]:
    """Occasions, those carried by most articles first."""
    rows = []
    for origin in found:
        passages = [p for p in origin.passages if p.article in sheets]
        places = [(sheets[p.article], p.span) for p in passages]
        shared = len(places) > 1 and SHARED in origin.why
        aligned = tuple(wordings(places[:ALIGNED])) if shared else ()
        quotes = tuple(quote(*place) for place in (places[ALIGNED:] if shared else places))
        why = visible("; ".join(origin.why))
        when = day(origin.when, short=True)
        rows.append(OriginRow(origin.kind, visible(origin.who), when, _tags(passages, sheets), why, quotes, aligned))
    return tuple(sorted(rows, key=lambda row: (-len(row.tags), -len(row.all_quotes), row.who)))
