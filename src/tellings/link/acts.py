"""Acts: what one article tells of one occasion of speaking, with the sentences that tell it.

An occasion is known by who spoke, on which day, in what kind of setting, and to whom; statements that name no day or
setting belong to the occasion of the same speaker that the article named last.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from tellings.lexicon import table
from tellings.link.sayings import concepts_of
from tellings.link.terms import meaning, stem
from tellings.model import OriginKind, Passage, Statement
from tellings.view import StoryView
from tellings.world import country_of_government

_MEDIUM_TOLD = re.compile(
    r"\b(?:told|tells|speaking to|spoke to|spoke with|interview with|talking to)\s+(?:the\s+)?", re.IGNORECASE
)

_RELATION = re.compile(r"\s+(?:about|among|around|at|by|for|from|in|of|on|outside|over|that|to|which|with)\s")
_NEAR = 12  # characters between a time and the words it belongs to, or the beginning of its sentence


@dataclass(slots=True)
class Act:
    """One article's account of one occasion. `kind` is "claim" and `day`, `told` are "" where it does not tell.

    `day` is an ISO day, or two with a slash between for some day among them ("earlier this week"). `via` names the
    media that passed it on.
    """

    article: str
    speaker: str
    who: frozenset[str]
    kind: OriginKind
    day: str
    told: str
    passages: list[Passage] = field(default_factory=list)
    via: set[str] = field(default_factory=set)

    @property
    def known(self) -> bool:
        """Whether the speaker is someone in particular: a person or a body, not "officials" or a country."""
        return any(token[0] != "=" and token not in nobody() for token in self.who)

    @property
    def lands(self) -> frozenset[str]:
        """The countries the speaker is told to be of."""
        return frozenset(token for token in self.who if token[0] == "=")


def find_acts(view: StoryView) -> list[Act]:
    """Every act of the story, article by article; a passage passed on by someone stands in their act as well."""
    acts: list[Act] = []
    titles = _titles(view)
    for key in view.articles:
        mine: dict[frozenset[str], list[Act]] = defaultdict(list)
        for statement in view.marks[key].statements:
            passages = list(sentences_of(view, key, statement))
            day = statement.said_on or _period(view, key, statement)
            for speaker, told in _chain(statement):
                who = concepts_of(view, key, speaker)[0]
                if not who or is_thing(speaker) or (speaker == statement.speaker and _is_told_of(statement, who)):
                    continue
                who |= titles.get(who, frozenset())
                who |= {f"={land}" for token in who if token[0] == "#" and (land := country_of_government(token[1:]))}
                kind, medium = _setting(view, passages, statement, speaker, told)
                via = {
                    name for name in (speaker, *statement.via) if is_medium(name) and not _is_person(view, key, name)
                }
                act = Act(key, speaker, who, kind, day, medium, list(passages), via)
                _add(mine[_known_as(mine, who)], act)
        for handed in _handouts(view, key):
            _add(mine[_known_as(mine, handed.who)], handed)
        found = [act for listed in mine.values() for act in listed]
        _fill(view, key, found)
        acts += found
    return acts


def _is_told_of(statement: Statement, who: frozenset[str]) -> bool:
    """Whether a body or country "says" something only in what another says: "Orr said the claims of NATO were …"."""
    return bool(statement.inside and statement.via) and any(token[0] in "#=" for token in who)


def _period(view: StoryView, article: str, statement: Statement) -> str:
    """The past days, one of which it was said on, where the sentence names no single one: "earlier this week"."""
    near = [span for span in (statement.source, statement.cue) if span]
    published = view.day(article)
    for when in view.marks[article].dates:
        if when.type != "DATE" or not when.earliest < when.latest < published:
            continue
        sentence = view.sentence(article, when.span).span
        begins = when.span.start - sentence.start <= _NEAR
        touches = any(0 <= when.span.start - span.end <= _NEAR for span in near)
        here = any(sentence.start <= span.start < sentence.end for span in near)
        inside = any(span.start <= when.span.start < span.end for span in statement.content)
        if here and not inside and (begins or touches):
            return f"{when.earliest}/{when.latest}"
    return ""


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
                if act in owners.get(after.start, []):
                    act.passages.append(Passage(article, here))


def _handouts(view: StoryView, article: str) -> Iterator[Act]:
    """Pictures that a body released or posted: an act, though nobody says a thing."""
    marks = view.marks[article]
    bodies = [name for name in marks.names if name.kind == "body"]
    for sentence in marks.sentences:
        passage = Passage(article, sentence)
        words = view.words(passage)
        if not all(pattern.search(words) for pattern in _handout()):
            continue
        for name in bodies:
            if sentence.start <= name.span.start < sentence.end and not is_medium(name.full):
                who = concepts_of(view, article, name.full)[0]
                kind = kind_of(words)
                yield Act(article, name.full, who, "document" if kind == "claim" else kind, "", "", [passage])
                break


@cache
def _handout() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rows = table("occasions")["handout"]
    what, how = (re.compile(rf"\b(?:{'|'.join(rows[row])})\b", re.IGNORECASE) for row in ("what", "how"))
    return what, how


def _titles(view: StoryView) -> dict[frozenset[str], frozenset[str]]:
    """Whom a title stands for in this story: "the mayor of Orlen" -> the one person who bears it."""
    bearers: dict[frozenset[str], set[frozenset[str]]] = defaultdict(set)
    for key, marks in view.marks.items():
        for role in marks.roles:
            title = concepts_of(view, key, f"{role.title} {role.of}")[0]
            if len(title) > 1:
                bearers[title].add(concepts_of(view, key, role.person)[0])
    merged: dict[frozenset[str], frozenset[str]] = {}
    for title, people in bearers.items():
        longest = max(people, key=lambda who: (len(who), sorted(who)))
        if all(same_speaker(who, longest) for who in people):
            merged[title] = longest
    return merged


def sentences_of(view: StoryView, article: str, statement: Statement) -> Iterator[Passage]:
    """The sentences that a statement's words stand in, in order."""
    marks = view.marks[article]
    seen: set[int] = set()
    for span in statement.content:
        sentence = view.sentence(article, span)
        while sentence.span.start not in seen:
            seen.add(sentence.span.start)
            yield sentence
            following = [one for one in marks.sentences if sentence.span.end <= one.start < span.end]
            if following:
                sentence = Passage(article, following[0])


def _chain(statement: Statement) -> Iterator[tuple[str, str]]:
    """Whose acts a statement belongs to, each with the medium it was told to: the speaker, then who passed it on."""
    media = [via for via in statement.via if is_medium(via)]
    yield statement.speaker, media[-1] if media else ""
    for via in statement.via:
        yield via, ""


def _setting(
    view: StoryView, passages: list[Passage], statement: Statement, speaker: str, told: str
) -> tuple[OriginKind, str]:
    """The kind of occasion its sentences name outside what was said, and the medium it was told to."""
    around = " ".join([statement.venue, *(view.words(passage) for passage in passages)])
    for span in statement.content:
        around = around.replace(view.words(Passage(passages[0].article, span)), " ")
    medium = _told_medium(around) or (told if _MEDIUM_TOLD.search(around) else "")
    kind: OriginKind = "report" if is_medium(speaker) else kind_of(around)
    return ("interview", medium) if medium and kind in {"claim", "interview"} else (kind, "")


def _known_as(mine: dict[frozenset[str], list[Act]], who: frozenset[str]) -> frozenset[str]:
    """The speaker of the article that is the same as this one; the speaker itself where there is none."""
    return next((other for other in mine if same_speaker(who, other)), who)


def same_speaker(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two speakers, as concepts of their names or descriptions, are one and the same."""
    if one == other:
        return True
    shared = {token for token in one & other if token not in nobody()}
    if any(token[0] == "@" for token in shared):
        return True
    if {token for token in one if token[0] == "@"} and {token for token in other if token[0] == "@"}:
        return False
    if any(token[0] == "#" for token in shared):
        return True
    shared = {token for token in shared if token[0] != "="}
    return bool(shared) and 3 * len(one & other) >= 2 * min(len(one), len(other))


def _add(acts: list[Act], act: Act) -> None:
    """Puts an act with the last one of the same occasion, or begins a new one."""
    for earlier in reversed(acts):
        # An article's own day is understood; a period of the past is not, and begins an occasion of its own.
        looks_back = "/" in act.day and earlier.day != act.day
        if fits(earlier, act) and not looks_back:
            earlier.kind = act.kind if earlier.kind == "claim" else earlier.kind
            earlier.day, earlier.told = earlier.day or act.day, earlier.told or act.told
            earlier.speaker = max(earlier.speaker, act.speaker, key=len)
            earlier.who |= act.who
            earlier.via |= act.via
            earlier.passages += [passage for passage in act.passages if passage not in earlier.passages]
            acts.remove(earlier)
            acts.append(earlier)  # it is now the one named last
            return
    acts.append(act)


def fits(one: Act, other: Act) -> bool:
    """Whether what two acts tell of day, setting and medium allows one occasion."""
    if not days_meet(one.day, other.day):
        return False
    if one.told and other.told and one.told != other.told:
        return False
    return kinds_meet({one.kind, other.kind} - {"claim"})


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


def is_medium(name: str) -> bool:
    """Whether a name is that of a newspaper, agency or broadcaster."""
    if name.removeprefix("the ").removeprefix("The ") in _agencies():
        return True
    return any(word[0].isupper() and word.casefold() in media_words() for word in re.findall(r"\w+", name))


@cache
def _agencies() -> frozenset[str]:
    return frozenset(form for row in table("agencies")["agency"] for form in row["forms"])


def _is_person(view: StoryView, article: str, name: str) -> bool:
    """Whether a name is that of a person, whatever words it holds ("Radio Rahim", "Press Secretary Ana Brel")."""
    return any(token[0] == "@" for token in concepts_of(view, article, name)[0])


def is_thing(speaker: str) -> bool:
    """Whether a description's head is a thing, which says nothing on an occasion: "a poster", "the confusion over"."""
    phrase = _RELATION.split(speaker, maxsplit=1)[0]
    head = phrase.split()[-1] if phrase.split() else ""
    if not head.islower():
        return False
    rows = table("occasions")["things"]
    abstract = head.endswith(tuple(rows["endings"])) and head not in rows["speaking"]
    return abstract or {head, head.removesuffix("s")} & set(rows["words"]) != set()


@cache
def media_words() -> frozenset[str]:
    """Lower-case words that make of a name a medium's."""
    return frozenset(table("occasions")["media"]["words"])


@cache
def nobody() -> frozenset[str]:
    """Concepts that tell nobody in particular."""
    return frozenset(meaning(stem(word)) for word in table("occasions")["nobody"]["words"].split()) | {""}


def _told_medium(words: str) -> str:
    """The medium a sentence says something was told to: "told the Daily Post" -> "Daily Post"."""
    match = _MEDIUM_TOLD.search(words)
    if match is None:
        return ""
    name = re.match(r"(?:[A-Z][\w.&'’-]*(?:\s+(?:of\s+)?(?=[A-Z]))?){1,6}", words[match.end() :])
    return name.group() if name and is_medium(name.group()) else ""
