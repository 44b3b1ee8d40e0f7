"""What users decide: which names are one bearer's and which are not, and how they grade a source.

A decision speaks of names as articles spell them, never of rows, so that it holds after every new article. Decisions
are only ever added; taking one back is a decision too. The functions here make decisions and read them; the ledger
keeps them (`pipeline.decide`), and linking heeds them (`link.decided`).
"""

from __future__ import annotations

import getpass
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime

from tellings import world
from tellings.errors import DecisionError
from tellings.link.forms import canonical
from tellings.model import Article, Decision, DecisionKind, Name, Named, Person, Record, make_id

# NATO AJP-2.1: reliability of the source A-F, credibility of what it says 1-6; F and 6 "cannot be judged".
RELIABILITY: Mapping[str, str] = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
CREDIBILITY: Mapping[str, str] = {
    "1": "confirmed by other sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "truth cannot be judged",
}
_LIST = "`tellings people list` tells who there is"
_SOURCES = "`tellings sources list` tells which sources there are"
_GRADE = re.compile(r"(?=.)[A-F]?[1-6]?")


def address(article: Article) -> str:
    """What a decision calls an article by: its address, else its file."""
    return article.url or article.path


def in_force(decisions: Sequence[Decision], *kinds: DecisionKind) -> tuple[Decision, ...]:
    """The decisions that nobody took back, oldest first; of `kinds` only where any are given.

    An undo may itself be undone, so they are read from the newest back.
    """
    undone: set[str] = set()
    kept = []
    for decision in reversed(decisions):
        if decision.id in undone:
            continue
        if decision.kind == "undo":
            undone.add(decision.undoes)
        elif not kinds or decision.kind in kinds:
            kept.append(decision)
    return tuple(reversed(kept))


def concerns_people(decision: Decision, before: Iterable[Decision]) -> bool:
    """Whether linking heeds a decision: grades and their undoing it does not; `before` are the decisions so far."""
    known = {one.id: one for one in before}
    while decision.kind == "undo" and decision.undoes in known:
        decision = known[decision.undoes]
    return decision.kind != "grade"


def join(record: Record, persons: Sequence[str], *, who: str = "", why: str = "") -> Decision:
    """That several entries are one bearer; each is given by its id, the start of it, or a name it has.

    Raises DecisionError where one is not found, or is not the only one of that name.
    """
    found = [find_person(record, words) for words in persons]
    if len({person.id for person in found}) < 2:
        raise DecisionError("one entry only: name two or more that are to be one")
    names = {name: None for person in found for name in _own_names(record, person)}
    return _decide("join", tuple(names), who=who, why=why)


def split(
    record: Record, person: str, spellings: Sequence[str], *, articles: Sequence[str] = (), who: str = "", why: str = ""
) -> Decision:
    """That some spellings of an entry are another bearer's; with `articles` (path, address or id) only there.

    Raises DecisionError for an unknown entry, a spelling it does not have, or where nothing would stay behind.
    """
    entry = find_person(record, person)
    wanted = {words.casefold() for words in spellings}
    only = {find_article(record, words).id for words in articles}
    apart: dict[Named, None] = {}
    stay: dict[Named, None] = {}
    met = set()
    for article, name in _mentions(record, entry):
        said, full = world.plain(article.words(name.span)), _linked_by(entry, name)
        alone = _is_alone(entry, full)
        hits = wanted & {said.casefold(), full.casefold()}
        if hits and (not only or article.id in only):
            met |= hits
            everywhere = not only and full.casefold() in wanted and not alone
            words = full if full.casefold() in wanted else said
            apart[Named(words, "" if everywhere else address(article))] = None
        else:
            stay[Named(full, address(article) if alone else "")] = None
    if wanted - met:
        has = ", ".join(entry.spellings[:8])
        raise DecisionError(f"{entry.name} has no name {', '.join(sorted(wanted - met))} there; it has {has}")
    if not stay:
        raise DecisionError(f"nothing of {entry.name} would stay behind; name fewer of its names, or articles")
    return _decide("split", tuple(apart), tuple(stay), who=who, why=why)


def grade(record: Record, source: str, grade: str, *, who: str = "", why: str = "") -> Decision:
    """The Admiralty grade a user gives to an outlet, person or body; "B2", or one half of it.

    Raises DecisionError for another grade, or a source that no article has.
    """
    code = grade.strip().upper()
    if not _GRADE.fullmatch(code):
        raise DecisionError(f"{grade}: no Admiralty grade; write A to F for reliability, 1 to 6 for credibility, as B2")
    outlets = {article.outlet.casefold(): article.outlet for article in record.articles.values() if article.outlet}
    words = outlets.get(source.casefold()) or find_person(record, source, _SOURCES).name
    return _decide("grade", (Named(words),), grade=code, who=who, why=why)


def undo(
    decisions: Sequence[Decision], decision: str = "", *kinds: DecisionKind, who: str = "", why: str = ""
) -> Decision:
    """That a decision (its id or the start of it; without, the newest) is taken back; of `kinds` only.

    Raises DecisionError where there is none to take back.
    """
    standing = [one for one in in_force(decisions, *kinds) if one.id.startswith(decision)]
    if not standing:
        raise DecisionError(f"{decision}: no such decision stands" if decision else "no decision stands")
    if decision and len(standing) > 1:
        raise DecisionError(f"{decision}: more than one decision; give more of its id")
    return _decide("undo", undoes=standing[-1].id, who=who, why=why)


def grades(decisions: Sequence[Decision], people: Iterable[Person] = ()) -> dict[str, str]:
    """The grade of each source by its name in small letters, under every name of its entry that nobody else has."""
    found: dict[str, str] = {}
    for one in reversed(in_force(decisions, "grade")):
        found.setdefault(one.names[0].words.casefold(), one.grade)
    if not found:
        return {}
    entries = [(person, {words.casefold() for words in (person.name, *person.spellings)}) for person in people]
    bearers = Counter(words for _, names in entries for words in names)
    for person, names in entries:
        if mine := [words for words in found if words in names and (bearers[words] == 1 or _is_name(person, words))]:
            found |= {words: found[mine[0]] for words in names if bearers[words] == 1}  # the newest of its names
    return found


def grade_words(grade: str) -> str:
    """A grade in words: "B2" -> "usually reliable, probably true"."""
    return ", ".join(RELIABILITY.get(code) or CREDIBILITY.get(code, "") for code in grade)


def find_person(record: Record, words: str, listing: str = _LIST) -> Person:
    """The one entry with this id (or its first four signs or more) or name.

    Raises DecisionError for none or many; where nothing is near, it names the `listing` of what there is.
    """
    small = " ".join(words.split()).casefold()
    found = [p for p in record.people if p.id == words or (len(words) > 3 and p.id.startswith(words))]
    found = found or [p for p in record.people if p.name.casefold() == small]
    found = found or [p for p in record.people if any(small == s.casefold() for s in p.spellings)]
    if len(found) == 1:
        return found[0]
    if found:
        many = "; ".join(f"{p.id} {p.name} ({p.kind}, named {len(p.mentions)} times)" for p in found[:8])
        raise DecisionError(f"{words}: more than one entry has this name; give the id: {many}")
    parts = set(small.split())
    near = [p.name for p in record.people if parts & set(p.name.casefold().split())]
    raise DecisionError(f"{words}: nobody has this name; " + (f"near it: {', '.join(near[:8])}" if near else listing))


def find_article(record: Record, words: str) -> Article:
    """The one article with this path (or its end), address or id; raises DecisionError for none or many."""
    articles = record.articles.values()
    found = [a for a in articles if words in (a.path, a.url, a.id)]
    found = found or [
        a for a in articles if a.path.endswith(f"/{words}") or (len(words) > 3 and a.id.startswith(words))
    ]
    if len(found) != 1:
        raise DecisionError(f"{words}: {'more than one' if found else 'no'} such article; give its path as it was read")
    return found[0]


def _is_name(person: Person, words: str) -> bool:
    """Whether an entry goes by these words."""
    return person.name.casefold() == words


def _mentions(record: Record, person: Person) -> Iterable[tuple[Article, Name]]:
    """Every mention of an entry with the name as it was marked."""
    spans = defaultdict(set)
    for mention in person.mentions:
        spans[mention.article].add(mention.span)
    for article, mine in spans.items():
        for name in record.marks[article].names:
            if name.span in mine:
                yield record.articles[article], name


def _own_names(record: Record, person: Person) -> Collection[Named]:
    """The name an entry goes by, wherever it stands; a surname alone only in the articles that mean this entry."""
    if not _is_alone(person, person.name):
        return (Named(person.name),)
    mine = (article for article, name in _mentions(record, person) if name.full.casefold() == person.name.casefold())
    return [Named(person.name, where) for where in dict.fromkeys(map(address, mine))]


def _linked_by(person: Person, name: Name) -> str:
    """The words a mention of an entry is linked by."""
    return name.full if person.kind == "person" else canonical(name.full)


def _is_alone(person: Person, words: str) -> bool:
    """Whether words are a surname or given name alone, which in every article may be another's."""
    return person.kind == "person" and " " not in words


def _decide(
    kind: DecisionKind,
    names: tuple[Named, ...] = (),
    others: tuple[Named, ...] = (),
    *,
    grade: str = "",
    undoes: str = "",
    who: str = "",
    why: str = "",
) -> Decision:
    """A decision taken now; without a name, by the user who is signed in to this machine."""
    when = datetime.now(UTC).isoformat()
    who = who or user_name()
    return Decision(
        make_id(kind, names, others, grade, undoes, who, when), kind, names, others, grade, undoes, who, when, why
    )


def user_name() -> str:
    """The user who is signed in to this machine."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name, as in a container
        return ""
