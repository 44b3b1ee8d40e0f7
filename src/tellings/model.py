"""The nouns. Frozen and slotted; everything else in Tellings is functions over them.

    read    Article, Input, LeftOut
    mark    Marks: Statement, Figure, When, Name, Role, Event
    link    Story, Person, Joining, Measure, Claim, Origin
    weigh   Finding
    decide  Decision
    all     Record

Offsets are Unicode code points, half-open. A `Span` counts in `Article.source`; the clean `Article.text`, which the
parser sees, is tied to it by `Article.map`. Ids are hashes of content, so reading the same thing twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from tellings.article import Article as Article
from tellings.article import Basis as Basis
from tellings.article import Input as Input
from tellings.article import LeftOut as LeftOut
from tellings.article import Passage as Passage
from tellings.article import Span as Span
from tellings.article import make_id as make_id
from tellings.brief import Brief
from tellings.records import Answers
from tellings.records import Found as Found
from tellings.records import Shown as Shown

Form = Literal["direct", "indirect", "mixed"]
Kind = Literal["says", "believes", "intends"]
Stance = Literal["asserts", "denies", "does_not_deny", "doubts", "declines", "asks", "urges", "promises"]
# When a title is held: now, no more, not yet (elect, nominee), or in another's stead.
Tenure = Literal["current", "former", "future", "acting"]
Bound = Literal["exact", "about", "at_least", "more_than", "at_most", "less_than", "range", "vague"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
NameKind = Literal["person", "body", "place"]
OriginKind = Literal["briefing", "statement", "interview", "post", "document", "report", "broadcast", "claim"]
DecisionKind = Literal["join", "split", "grade", "undo"]
FindingKind = Literal["dispute", "update", "scope", "drift", "denial", "echo", "gap"]


@dataclass(frozen=True, slots=True, repr=False)
class Name(Brief):
    """A name where it stands, at `span`; `kind` is person, body or place.

    `full` is the fullest form this article gives to the same bearer.
    """

    span: Span
    kind: NameKind
    full: str


@dataclass(frozen=True, slots=True, repr=False)
class Role(Brief):
    """A title given to a person where it is given, at `span`.

    `person` is the full name, `title` without its owner, `of` the country or body ("" where not said). `when` tells
    whether the article speaks of it as held now, no more, not yet, or in another's stead.
    """

    span: Span
    person: str
    title: str
    of: str = ""
    when: Tenure = "current"


@dataclass(frozen=True, slots=True, repr=False)
class When(Brief):
    """A time expression at `span`: TIMEX3 `type`, `value` and `mod` (TimeML 1.2.1).

    `earliest` and `latest` are its first and last day as ISO, "" where open. `anchor` is the ISO day or value it was
    worked out from, "" where the expression is complete in itself.
    """

    span: Span
    type: TimexType
    value: str
    earliest: str = ""
    latest: str = ""
    anchor: str = ""
    mod: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Statement(Brief):
    """Something the article attributes to someone.

    `content` are the words said, in one span or several; `source` and `cue` who says it and the verb, None where no
    words do. `form` is direct, indirect or mixed, `kind` says, believes or intends, `stance` what is done to the
    content: asserts, denies, does_not_deny, doubts, declines, asks, urges or promises. `speaker` is the full name, body
    or description, "" where open; `via` who passed it on, outermost first; `addressee` and `venue` to whom and where,
    "" where not said. `said_on` is an ISO day or "". `inside` is the `id` of the statement whose content holds this
    one. `proposed_by` is "" unless a second reader proposed it: then it names the model, where that runs, and who
    accepted it.
    """

    id: str
    content: tuple[Span, ...]
    source: Span | None
    cue: Span | None
    form: Form
    kind: Kind
    stance: Stance
    speaker: str
    via: tuple[str, ...] = ()
    addressee: str = ""
    venue: str = ""
    said_on: str = ""
    inside: str = ""
    proposed_by: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Figure(Brief):
    """A quantity at `span`: the interval asserted, from `low` to `high` (None where open), in `unit`.

    `bound` says how the words put it (exact, about, at_least, more_than, at_most, less_than, range, vague): more_than
    and less_than exclude the bound itself. `unit` is "count", an ISO 4217 currency or a unit's English name in the
    singular; `counted` says of what, `state` in which state, `place` where, each "" where not said. `as_of` is an ISO
    day, "" where unknown; `said_by` the nearest source, "" where the article says it itself. `part_of` is the `id` of
    the whole it is a part of, `statement` that of the enclosing statement, or "".
    """

    id: str
    span: Span
    low: float | None
    high: float | None
    bound: Bound
    unit: str
    counted: str
    state: str = ""
    place: str = ""
    as_of: str = ""
    said_by: str = ""
    statement: str = ""
    part_of: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Event(Brief):
    """Something that happened, may or will, where it is told, at `span`: the verb or noun.

    `lemma` is the verb ("take off" as one) or noun that names it. `actors` are who did it, `patients` to whom or what,
    `times` its time expressions. `negated` says that it did not happen, `planned` that it may or will.
    """

    span: Span
    lemma: str
    actors: tuple[Span, ...] = ()
    patients: tuple[Span, ...] = ()
    times: tuple[Span, ...] = ()
    negated: bool = False
    planned: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Marks(Brief):
    """Everything marked in one article (its id is `article`), each kind in order of the text.

    `sentences` are the parse's; `quotations` the words between quotation marks; `statements`, `figures`, `dates`,
    `names`, `roles` and `events` the marks.
    """

    article: str
    sentences: tuple[Span, ...]
    quotations: tuple[Span, ...] = ()
    statements: tuple[Statement, ...] = ()
    figures: tuple[Figure, ...] = ()
    dates: tuple[When, ...] = ()
    names: tuple[Name, ...] = ()
    roles: tuple[Role, ...] = ()
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Story(Brief):
    """Articles about one course of events.

    `id` is a hash of the first article, `title` that of one of them, `articles` are their ids by day of publication.
    `first` and `last` are ISO days of publication, "" where unknown.
    """

    id: str
    title: str
    articles: tuple[str, ...]
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Title(Brief):
    """A `title` one article gives to a person at `passage`, `of` a country or body ("" where not said)."""

    passage: Passage
    title: str
    of: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Person(Brief):
    """A person, body or place (`kind`): one entry for all spellings, orders and titles, with an `id` of its own.

    `name` is what most articles call it in full; `spellings` come most frequent first; `mentions` are all places, in
    order; `titles` what articles call the bearer.
    """

    id: str
    kind: NameKind
    name: str
    spellings: tuple[str, ...]
    mentions: tuple[Passage, ...]
    titles: tuple[Title, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Joining(Brief):
    """Why two names, `one` and `other`, are taken for one bearer (the id `person`).

    `score` is from 0 to 1; `reason` is one that a user can read.
    """

    person: str
    one: str
    other: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True, repr=False)
class Measure(Brief):
    """Figures that measure the same thing and may be compared, in the `story` with that id.

    `figures` are ids, in order of the day they speak for. `label` names it in the articles' words. `unit`, `counted`,
    `state` and `place` are those its figures share; `part_of` is the `id` of the measure it is a part of, or "".
    """

    id: str
    story: str
    label: str
    unit: str
    counted: str
    figures: tuple[str, ...]
    state: str = ""
    place: str = ""
    part_of: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Voice(Brief):
    """One account of a claim: who says it (`speaker`, "" is the article itself), in which `stance`, in which words.

    `passage` holds the words; `statement` is the id of the statement they are of, or "". `differs` says that they give
    another figure or name than the label of the claim.
    """

    passage: Passage
    stance: Stance
    speaker: str = ""
    statement: str = ""
    differs: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Claim(Brief):
    """Passages of different articles that assert or deny the same thing: `voices`, in the `story` with that id.

    `id` is its own; `label` says what is claimed in the words of one of them.
    """

    id: str
    story: str
    label: str
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Origin(Brief):
    """The occasion that passages came from: a briefing, statement, interview, post, document, report … (`kind`).

    `id` is its own, `story` its story's. `who` spoke or published, `when` as an ISO day, each "" where unknown.
    `passages` carry it; `why` names the evidence (shared text, same speaker and day, credit …).
    """

    id: str
    story: str
    kind: OriginKind
    who: str
    when: str
    passages: tuple[Passage, ...]
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Account(Brief):
    """One side of a finding: a `value` in short, its `source` ("" is the article itself), and the words at `passage`.

    `day` is the ISO day it speaks for, or ""; `figure` the id of the figure it is about, or "".
    """

    value: str
    passage: Passage
    source: str = ""
    day: str = ""
    figure: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Finding(Brief):
    """What accounts do to each other: `kind` is dispute, update, scope, drift, denial, echo or gap.

    `id` is its own, `story` its story's. `rank` counts within the story from 1, `score` (0 to 1) is what it is ranked
    by. `about` names what it concerns in the articles' words; `subject` is the id of the measure, person, claim or
    origin. `accounts` are the sides with their words. `reason` is machine-readable: what was compared and by how much.
    """

    id: str
    kind: FindingKind
    story: str
    about: str
    accounts: tuple[Account, ...]
    subject: str = ""
    rank: int = 0
    score: float = 0.0
    reason: Mapping[str, str | int | float | list[str]] = field(default_factory=dict)

    def _repr_html_(self) -> str:
        from tellings.show.notebook import finding_html

        return finding_html(self)


@dataclass(frozen=True, slots=True, order=True)
class Named:  # its representation is part of a decision's id and may not change
    """A name as a decision speaks of it: its words, and the address (else path) of the one article that is meant.

    Without an article the name is meant wherever it stands, so that it holds for articles yet to come.
    """

    words: str
    article: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Decision(Brief):
    """What a user decided, `when` (ISO, UTC), `who` did and `why`. Decisions are only ever added.

    The `kind` undo takes back the one whose id is `undoes`; join: all `names` are one bearer's; split: no bearer of
    `names` is a bearer of `others`; grade: the source called `names` (an outlet, person or body) has the Admiralty
    `grade`: "B2", or one half of it, "B" or "2".
    """

    id: str
    kind: DecisionKind
    names: tuple[Named, ...] = ()
    others: tuple[Named, ...] = ()
    grade: str = ""
    undoes: str = ""
    who: str = ""
    when: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Record(Answers):
    """Articles with their marks, and all that was linked and weighed: what the ledger holds and `show` shows.

    `articles` and `marks` are by article id; `stories`, `people` (with the `joinings` they rest on), `measures`,
    `claims`, `origins` and `findings` are in order of their stories; `decisions` as they were taken. `former` are older
    versions of these articles that findings rest on. What can be asked of it, from `figures` to `to_pandas`, is in
    `tellings.records`.
    """

    articles: Mapping[str, Article]
    marks: Mapping[str, Marks]
    stories: tuple[Story, ...] = ()
    people: tuple[Person, ...] = ()
    joinings: tuple[Joining, ...] = ()
    measures: tuple[Measure, ...] = ()
    claims: tuple[Claim, ...] = ()
    origins: tuple[Origin, ...] = ()
    findings: tuple[Finding, ...] = ()
    decisions: tuple[Decision, ...] = ()
    former: Mapping[str, Article] = field(default_factory=dict)
