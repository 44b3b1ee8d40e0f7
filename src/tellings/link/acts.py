"""Acts: what one article tells of one occasion of speaking, with the sentences that tell it.

An occasion is known by who spoke, on which day, in what kind of setting, and to whom; statements that name no day or
setting belong to the occasion of the same speaker that the article named last.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice

from tellings.grammar.calendar import read_day
from tellings.lexicon import table
from tellings.link.concepts import concepts_in, concepts_of
from tellings.link.voices import Speaker, Voices, Who, is_medium, is_thing, same_medium, same_speaker
from tellings.model import OriginKind, Passage, Statement
from tellings.said import period_said
from tellings.view import StoryView, sentence_starts

_MEDIUM_TOLD = re.compile(
    r"\b(?:told|tells|speaking to|spoke to|spoke with|interview with|talking to)\s+(?:the\s+)?", re.IGNORECASE
)

_PLAIN_MEDIA = re.compile(r"(?:a |an )?(?:\w+ ){0,2}(?:media|newspapers?|radio|television|broadcasters?|TV|channel)\b")
_CREDIT = re.compile(r"\((?P<by>[^()\n/]{3,60})(?:/| via )(?P<agency>[A-Z][^()\n/]{1,30})\)")
_POSTED = re.compile(r"\bPosted by\b")
_WEEK = 7  # days
# A body's next statement is of the same occasion within so many sentences, or where it shares so many concepts with
# what the article told of it before. By eye on three stories of companies; nothing changes on those annotated.
_CLOSE, _SHARED = 3, 2
_LOOKED = 20  # acts of one speaker, and passages of one, that are looked at, the last first


@dataclass(slots=True)
class Act:
    """One article's account of one occasion. `kind` is "claim" and `day`, `told` are "" where it does not tell.

    `day` is an ISO day, or two with a slash between for some day among them ("earlier this week"). `via` names the
    media that passed it on.
    """

    article: str
    speaker: str
    voice: Speaker
    kind: OriginKind
    day: str
    told: str
    handout: bool = False
    passages: list[Passage] = field(default_factory=list)
    via: set[str] = field(default_factory=set)


def find_acts(view: StoryView, voices: Voices) -> list[Act]:
    """Every act of the story, article by article; a passage passed on by someone stands in their act as well."""
    acts: list[Act] = []
    for key in view.articles:
        mine: dict[Who, list[Act]] = defaultdict(list)
        for statement in view.marks[key].statements:
            passages = list(sentences_of(view, key, statement))
            day = _day_told(view, key, statement) or period_said(view, key, statement)
            around = _around(view, passages, statement)
            for speaker, told in _chain(statement):
                named = _named(view, key, statement, speaker)
                voice = voices.speaker(key, speaker, named, around)
                if not voice.who or is_thing(speaker) or voices.is_staff(key, voice.who):
                    continue
                if speaker == statement.speaker and _is_told_of(statement, voice.who):
                    continue
                kind, medium = _setting(view, key, around, speaker, told)
                media = (name for name in (speaker, *statement.via) if is_medium(name))
                via = {name for name in media if not _is_person(view, key, name)}
                act = Act(key, speaker, voice, kind, day, medium, passages=list(passages), via=via)
                _add(view, mine[_known_as(mine, voice.who)], act)
        for handed in (*_handouts(view, key, voices), *_credited(view, key, voices), *_posts(view, key, voices)):
            _add(view, mine[_known_as(mine, handed.voice.who)], handed)
        found = [act for listed in mine.values() for act in listed]
        _fill(view, key, found)
        acts += found
    return acts


def _named(view: StoryView, article: str, statement: Statement, speaker: str) -> str:
    """The words that name a speaker at a statement, and where it was said; "" for one who only passed it on."""
    if speaker != statement.speaker or statement.source is None:
        return statement.venue
    return f"{view.words(Passage(article, statement.source))} {statement.venue}"


def _around(view: StoryView, passages: Sequence[Passage], statement: Statement) -> str:
    """The words of a statement's sentences outside what was said."""
    around = " ".join([statement.venue, *(view.words(passage) for passage in passages)])
    for span in statement.content:
        around = around.replace(view.words(Passage(passages[0].article, span)), " ")
    return around


def _day_told(view: StoryView, article: str, statement: Statement) -> str:
    """The ISO day a statement was made, "" where the article does not tell one for certain.

    "Sunday" in an article that its outlet dates to Saturday is tomorrow by the clock of the outlet, today by that of
    the place; read as the Sunday before, it would be six days ago.
    """
    said, published = read_day(statement.said_on), read_day(view.day(article))
    if said and published and (published - said).days == _WEEK - 1:
        return ""
    return statement.said_on


def _is_told_of(statement: Statement, who: Who) -> bool:
    """Whether a body or country "says" something only in what another says: "Orr said the claims of NATO were …"."""
    return bool(statement.inside and statement.via) and any(token[0] in "#=" for token in who)


def _fill(view: StoryView, article: str, acts: Sequence[Act]) -> None:
    """A sentence between two of one act, which nobody else is named for, goes on with it."""
    sentences = view.marks[article].sentences
    owners: dict[int, list[Act]] = defaultdict(list)
    for act in acts:
        for passage in act.passages:
            owners[passage.span.start].append(act)
    for before, here, after in zip(sentences, sentences[1:], sentences[2:], strict=False):
        if here.start not in owners:
            for act in owners.get(before.start, []):
                if any(act is other for other in owners.get(after.start, ())):
                    act.passages.append(Passage(article, here))


def _credited(view: StoryView, article: str, voices: Voices) -> Iterator[Act]:
    """Pictures that an agency credits to a body: "(Ministry of Ports/AP)". They are handed out by it."""
    one, marks = view.articles[article], view.marks[article]
    bodies = {one.at(name.span)[1]: name for name in marks.names if name.kind == "body"}
    for match in _CREDIT.finditer(one.text):
        name = bodies.get(match.end("by"))
        if name and is_medium(match["agency"]) and not is_medium(name.full):
            voice = voices.speaker(article, name.full, "", "")
            yield Act(article, name.full, voice, "document", "", "", True, [view.sentence(article, name.span)])


def _handouts(view: StoryView, article: str, voices: Voices) -> Iterator[Act]:
    """Pictures that a body released or posted: an act, though nobody says a thing."""
    marks = view.marks[article]
    if not all(pattern.search(view.articles[article].text) for pattern in _handout()):
        return
    bodies = [name for name in marks.names if name.kind == "body"]
    for sentence in marks.sentences:
        passage = Passage(article, sentence)
        words = view.words(passage)
        if not all(pattern.search(words) for pattern in _handout()):
            continue
        for name in bodies:
            if sentence.start <= name.span.start < sentence.end and not is_medium(name.full):
                voice = voices.speaker(article, name.full, "", "")
                kind = kind_of(words)
                yield Act(article, name.full, voice, "document" if kind == "claim" else kind, "", "", True, [passage])
                break


def _posts(view: StoryView, article: str, voices: Voices) -> Iterator[Act]:
    """Posts that a page shows whole, with who posted them."""
    one, marks = view.articles[article], view.marks[article]
    for match in _POSTED.finditer(one.text):
        line = one.span(one.text.rfind("\n", 0, match.start()) + 1, match.end())
        for name in marks.names:
            if name.kind != "place" and 0 <= one.at(name.span)[0] - match.end() <= 1:
                passages = [Passage(article, two) for two in marks.sentences if line.start <= two.start < line.end]
                if passages:
                    yield Act(
                        article,
                        view.words(Passage(article, name.span)),
                        voices.speaker(article, name.full, "", ""),
                        "post",
                        "",
                        "",
                        passages=passages,
                    )
                break


@cache
def _handout() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rows = table("occasions")["handout"]
    what, how = (re.compile(rf"\b(?:{'|'.join(rows[row])})\b", re.IGNORECASE) for row in ("what", "how"))
    return what, how


def sentences_of(view: StoryView, article: str, statement: Statement) -> Iterator[Passage]:
    """The sentences that a statement's words stand in, in order."""
    sentences = view.marks[article].sentences
    seen: set[int] = set()
    for span in statement.content:
        sentence = view.sentence(article, span)
        while sentence.span.start not in seen:
            seen.add(sentence.span.start)
            yield sentence
            following = bisect_left(sentences, sentence.span.end, key=lambda one: one.start)
            if following < len(sentences) and sentences[following].start < span.end:
                sentence = Passage(article, sentences[following])


def _chain(statement: Statement) -> Iterator[tuple[str, str]]:
    """Whose acts a statement belongs to, each with the medium it was told to: the speaker, then who passed it on."""
    media = [via for via in statement.via if is_medium(via)]
    yield statement.speaker, media[-1] if media else ""
    for via in statement.via:
        yield via, ""


def _setting(view: StoryView, article: str, around: str, speaker: str, told: str) -> tuple[OriginKind, str]:
    """The kind of occasion that the words around a statement name, and the one medium it was told to."""
    medium = _told_medium(around) or (told if _MEDIUM_TOLD.search(around) else "")
    kind: OriginKind = "report" if is_medium(speaker) else kind_of(around)
    if kind == "interview" and not medium:
        medium = view.outlet(article)
    return ("interview", medium) if medium and kind in {"claim", "interview"} else (kind, "")


def _known_as(mine: dict[frozenset[str], list[Act]], who: Who) -> frozenset[str]:
    """The speaker of the article that is the same as this one; the speaker itself where there is none."""
    return next((other for other in mine if same_speaker(who, other)), who)


def _add(view: StoryView, acts: list[Act], act: Act) -> None:
    """Puts an act with the last one of the same occasion, or begins a new one."""
    for earlier in islice(reversed(acts), _LOOKED):
        # An article's own day is understood; a period of the past is not, and begins an occasion of its own.
        looks_back = "/" in act.day and earlier.day != act.day
        if fits(earlier, act) and not looks_back and _goes_on(view, earlier, act):
            earlier.kind = act.kind if earlier.kind == "claim" else earlier.kind
            earlier.day, earlier.told = earlier.day or act.day, earlier.told or act.told
            earlier.speaker = max(earlier.speaker, act.speaker, key=len)
            earlier.voice = earlier.voice.joined(act.voice)
            earlier.via |= act.via
            earlier.passages += [passage for passage in act.passages if passage not in earlier.passages]
            acts.remove(earlier)
            acts.append(earlier)  # it is now the one named last
            return
    acts.append(act)


def _goes_on(view: StoryView, earlier: Act, act: Act) -> bool:
    """Whether an article goes on with what it told: a body speaks on many occasions, a person mostly on one.

    Of a body it goes on where it speaks of the same day, close by, or of the same things.
    """
    if act.voice.is_person or not any(token[0] == "#" for token in act.voice.who):
        return True
    if earlier.day and earlier.day == act.day:
        return True
    starts = view.once(sentence_starts)[act.article]
    told_last = earlier.passages[-_LOOKED:]
    last = max(bisect_left(starts, passage.span.start) for passage in told_last)
    if abs(bisect_left(starts, act.passages[0].span.start) - last) <= _CLOSE:
        return True
    names = earlier.voice.called | act.voice.called
    told, tells = (
        frozenset().union(*(concepts_in(view, passage) for passage in passages)) - names
        for passages in (told_last, act.passages)
    )
    return len(told & tells) >= _SHARED


def fits(one: Act, other: Act) -> bool:
    """Whether what two acts tell of day, setting and medium allows one occasion."""
    if not days_meet(one.day, other.day) or one.handout != other.handout:
        return False
    if one.told and other.told and not same_medium(one.told, other.told):
        return False
    return kinds_meet({one.kind, other.kind} - {"claim"})


def tie_fits(one: Act, other: Act) -> bool:
    """Whether acts of two articles may be of one occasion: what one medium was told, others know only from it."""
    return fits(one, other) and bool(one.told) == bool(other.told)


def days_meet(one: str, other: str) -> bool:
    """Whether two days, or periods of them, may be of one; "" is a day that is not told."""
    if not (one and other) or one == other:
        return True
    (first, _, last), (begin, _, end) = one.partition("/"), other.partition("/")
    return first <= (end or begin) and begin <= (last or first)


def kinds_meet(kinds: Collection[OriginKind]) -> bool:
    """Whether kinds of occasions may be told of one: what is written may be called by any of its names."""
    return len(kinds) < 2 or set(kinds) <= {"statement", "post", "document", "broadcast", "report"}


def kind_of(words: str) -> OriginKind:
    """The kind of occasion a sentence names outside what was said there; "claim" where it names none."""
    match = _kinds().search(words)
    found: OriginKind = match.lastgroup if match else "claim"  # type: ignore[assignment]
    return found


@cache
def _kinds() -> re.Pattern[str]:
    kinds: dict[str, list[str]] = table("occasions")["kinds"]
    # One group a kind, as the sentence is searched from its start: the first word that tells a kind counts.
    return re.compile(
        "|".join(rf"(?P<{kind}>\b(?:{'|'.join(map(re.escape, words))})\b)" for kind, words in kinds.items())
    )


def _is_person(view: StoryView, article: str, name: str) -> bool:
    """Whether a name is that of a person, whatever words it holds ("Radio Rahim", "Press Secretary Ana Brel")."""
    return any(token[0] == "@" for token in concepts_of(view, article, name))


def _told_medium(words: str) -> str:
    """The medium a sentence says something was told to: "told the Daily Post" -> "Daily Post"."""
    match = _MEDIUM_TOLD.search(words)
    if match is None:
        return ""
    if plain := _PLAIN_MEDIA.match(words, match.end()):
        return plain.group()
    name = re.match(r"(?:[A-Z][\w.&'’-]*(?:\s+(?:of\s+)?(?=[A-Z]))?){1,6}", words[match.end() :])
    return name.group() if name and is_medium(name.group()) else ""
