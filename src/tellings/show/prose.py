"""A finding in plain words, made from its fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tellings.model import Finding, FindingKind, OriginKind
from tellings.show.words import STANCE_WORDS, capital, clip, counted, day, listed, shortened, spelled, visible

Reason = Mapping[str, str | int | float | list[str]]
_MARKS: Final = "\"'“”‘’«»„ \t,;:–—-"  # an apostrophe at an end goes with them
_LEADING: Final = re.compile(r"\A(?:and|but|or|so|that|whether|yet)\b[\s,]*[\"'“”‘’]*", re.IGNORECASE)
_POSSIBLE: Final = ("could", "may", "might", "can ", "would")  # how the state of a figure that may come begins
_PLANS: Final = ("plan", "will", "intend", "expect", "propose", "aim", "want", "seek", "promise", "prepare")
MOST: Final = 6  # values one sentence spells out; the rest stand below it
KINDRED: Final = frozenset({"refined", "grown", "beside", "totals"})  # relations of counts in other words
COUNTED: Final = "counted, and so asserted"  # what an account does to a question that tells how many there are
ONE_SIDE: Final = "one side: "  # how the reason of an update begins that follows one country's or body's own count
FEW: Final = 2  # sources of one value, where there are more accounts than that

KIND_WORDS: Final[dict[FindingKind, str]] = {
    "dispute": "cannot both hold",
    "update": "a later report supersedes an earlier one",
    "scope": "different things are counted",
    "drift": "other words inside quotation marks for one utterance",
    "denial": "asserted by some, denied or doubted by others",
    "echo": "many outlets, one origin",
    "gap": "what an outlet leaves out",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One account as a sentence needs it: the value in words, who is named for it, the day, the article's tag.

    `part` is set where a finding of scope is about this account's measure, and the others are what it is held against;
    `count` is the figure by which it takes a side, "" where it gives none.
    """

    value: str
    source: str = ""
    day: str = ""
    tag: str = ""
    part: bool = False
    count: str = ""


def sentence(finding: Finding, told: Sequence[Told], *, within: bool = False) -> str:
    """One or two sentences that say what the accounts do to each other; never which is right.

    `within` a course, what they are about is told before, and the accounts stand below.
    """
    if within:
        return visible(_within(told, finding.reason, finding.kind))
    about = visible(finding.about).strip()
    tell = _TELL.get(finding.kind, _dispute)
    if finding.reason.get("relation") == "open":  # an update or a dispute too: who leaves it open, who answers
        tell = _denial
    elif "slot" in finding.reason and "relation" not in finding.reason:
        tell = _slot
    return visible(tell(about, told, finding.reason))


def _word(reason: Reason, key: str) -> str:
    value = reason.get(key, "")
    return value.strip() if isinstance(value, str) else ""


def _count(reason: Reason, key: str) -> int:
    value = reason.get(key, 0)
    return int(value) if isinstance(value, int | float) else 0


def _list(reason: Reason, key: str) -> list[str]:
    value = reason.get(key, [])
    return [str(item) for item in value] if isinstance(value, list | tuple) else []


def _grouped(told: Sequence[Told]) -> list[tuple[str, list[Told]]]:
    """The accounts by value, in order of first appearance."""
    groups: dict[str, list[Told]] = {}
    for one in told:
        groups.setdefault(one.value, []).append(one)
    return [*groups.items()]


def _tags(group: Sequence[Told]) -> str:
    return ", ".join(dict.fromkeys(one.tag for one in group if one.tag))


def _sources(group: Sequence[Told], dated: bool) -> list[tuple[str, str, list[Told]]]:
    """Who stands behind a value: source ("" is the article itself), day where it is wanted, and the accounts."""
    found: dict[tuple[str, str], list[Told]] = {}
    for one in group:
        found.setdefault((one.source.strip(), one.day if dated else ""), []).append(one)
    return [(source, when, ones) for (source, when), ones in found.items()]


def _who(group: Sequence[Told], alone: bool, dated: bool, own: str, most: int) -> str:
    """`South Korea, D; Kirby, A, B`, so many at most; where only one article speaks, its letter is left out."""
    parts = []
    for source, when, ones in _sources(group, dated):
        tags = "" if alone else _tags(ones)
        parts.append(", ".join(filter(None, (source or own, tags, day(when) if when else ""))))
    return "; ".join(shortened(parts, most))


def _valued(
    told: Sequence[Told],
    joint: str = ", ",
    dated: bool = False,
    own: str = "the article’s own",
    alone: bool | None = None,
) -> str:
    if alone is None:
        alone = len({one.tag for one in told}) <= 1
    values = []
    for value, group in _grouped(told):
        who = _who(group, alone, dated, own, FEW if len(told) > MOST else MOST)
        values.append(f"{clip(value, 120)} ({who})" if who else clip(value, 120))
    return joint.join(shortened(values, MOST))


def _one_day(told: Sequence[Told]) -> str:
    known = {one.day for one in told}
    return known.pop() if len(known) == 1 else ""


def _clean(label: str, longest: int) -> str:
    """A claim's label as it stands between quotation marks: without its own marks at the ends, or a leading "and"."""
    return clip(_LEADING.sub("", label.strip(_MARKS)).strip(_MARKS), longest)


def _slot(about: str, told: Sequence[Told], reason: Reason) -> str:
    """What is no count: "Two times for “crash”: 12:13 pm (B); around 12:20 p.m. (C)."."""
    if event := _word(reason, "event"):
        what, joint = ("time", "for") if reason.get("slot") == "time" else ("list", "of those who")
        head = capital(counted(len(_grouped(told)), what))
        return _end(f"{head} {joint} “{event}”: {_valued(told, '; ', own='')}")
    ways = counted(len(_grouped(told)), "way")
    return _end(f"{capital(about)}, told in {ways}: {_valued(told, '; ', own='')}")


def _end(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else text + "."


def _dispute(about: str, told: Sequence[Told], reason: Reason) -> str:
    values = len(_grouped(told))
    if office := _word(reason, "office"):
        of = _word(reason, "of")
        whose = f"{of}’s {office}" if of else f"the {office}"
        return _end(f"{capital(counted(values, 'name'))} for {whose}: {_valued(told, own='')}")
    if "relation" in reason:
        when = _one_day(told)
        on = f" on {day(when)}" if when else ""
        head = f"{capital(counted(values, 'figure'))} for {about or 'the same thing'}{on}"
        if reason.get("meet") and values > 2:
            head += " that cannot all hold"
        return _end(f"{head}: {_valued(told, dated=not when)}")
    return _end(f"{capital(counted(values, 'account'))} of {about or 'the same thing'}: {_valued(told, '; ', own='')}")


def _within(told: Sequence[Told], reason: Reason, kind: FindingKind) -> str:
    """A finding of a course: "Two figures of 24 October that cannot both hold: …"."""
    if kind == "scope":
        mine = [one for one in told if one.part]
        which, what = scope_words(reason)
        verb = ("count", "tell")[which == "tells"] + ("s" if len(_grouped(mine)) == 1 else "")
        return _end(f"{capital(_valued(mine, alone=False))} {verb} {what or 'something else'}")
    when = _one_day(told)
    if kind == "update":
        side = _word(reason, "why").partition(ONE_SIDE)[2]
        told_by = f"As told in turn by {side}" if side else "As it was told in turn"
        return _end(f"{told_by}: {_valued(told, ', then ', dated=True)}")
    on = f" of {day(when)}" if when else ""
    many = len(_grouped(told))
    held = "cannot both hold" if many == 2 else "cannot all hold"
    return _end(f"{capital(counted(many, 'figure'))}{on} that {held}: {_valued(told, dated=not when)}")


def course(about: str, told: Sequence[Told], least: str, most: str) -> str:
    """The head of a course: "Divers in the harbour, 1 – 4 May 2031: five figures from four sources, from 9 to 14"."""
    mine = [one for one in told if not one.part] or told
    known = sorted(part for one in mine for part in one.day.split("/") if part)
    when = f", {day(f'{known[0]}/{known[-1]}')}" if known else ""
    values = {one.value for one in mine}
    sources = {one.source.casefold() or one.tag for one in mine}
    head = f"{capital(about)}{when}: {counted(len(values), 'figure')} from {counted(len(sources), 'source')}"
    return visible(_end(f"{head}, from {least} to {most}"))


def _update(about: str, told: Sequence[Told], reason: Reason) -> str:
    if _word(reason, "relation") == "version":
        values = ", then ".join(f"{clip(one.value, 120)} ({one.tag})" for one in told)
        return _end(f"A {_word(reason, 'what')} changed between two versions of “{_clean(about, 160)}”: {values}")
    if reason.get("relation") == "refined":
        return _end(f"One number, of people whom some name more closely: {_valued(told)}")
    if reason.get("relation") in KINDRED:
        return _end(f"As it was told in turn: {_valued(told, ', then ', dated=True)}")
    head = capital(about) if about else "The figure"
    return _end(f"{head}, as it was told in turn: {_valued(told, ', then ', dated=True)}")


def _scope(about: str, told: Sequence[Told], reason: Reason) -> str:
    if reason.get("relation") in KINDRED:
        return _end(f"Counts of different things that look alike: {_valued(told)}")
    parts, others = [one for one in told if one.part], [one for one in told if not one.part]
    which, what = scope_words(reason)
    if parts and others and which:
        verb = ("count", "tell")[which == "tells"] + ("s" if len(_grouped(parts)) == 1 else "")
        alone = len({one.tag for one in told}) <= 1
        head = _word(reason, "whole") or about.removesuffix(" planned")
        mine = _valued(parts, alone=alone)
        mine = f"{capital(head)}: {mine}" if head else capital(mine)
        return _end(f"{mine} {verb} {what}, beside {_valued(others, alone=alone)}")
    head = f"Figures for {about or 'what looks alike'} that count different things"
    why = _word(reason, "why")
    return _end(f"{head}: {_valued(told)}" + (f". {capital(why)}" if why else ""))


def scope_words(reason: Reason) -> tuple[str, str]:
    """What sets the part of a finding of scope apart: "counts" or "tells", and what; ("", "") where nothing is known.

    The reason's `why` is "place: …, not …", "state: …, not …", "counted: …, not …" or "part".
    """
    key, _, words = _word(reason, "why").partition(": ")
    mine, _, theirs = words.partition(", not ")
    if key == "place":
        return "counts", f"those in {mine}"
    if key == "counted":
        return "counts", mine
    if key == "state":
        if mine.startswith(_POSSIBLE):
            return "tells", "what may come"
        planned = mine == "planned" or mine.startswith(_PLANS) or not theirs.startswith((*_PLANS, *_POSSIBLE))
        return "tells", "what is planned" if planned else "what is, not what is planned"
    if key == "part":
        return "counts", "a part"
    return "", ""


def _drift(about: str, told: Sequence[Told], reason: Reason) -> str:
    sources = {one.source.casefold() for one in told}
    if len(sources) > 1 and len(_grouped(told)) == 1:
        whose = [" ".join(filter(None, (one.source or "nobody named", f"({one.tag})"))) for one in told]
        return _end(f"One wording in quotation marks, given to {listed(dict.fromkeys(whose))}")
    speaker = _word(reason, "speaker") or (about if about.casefold() in sources else "")
    wordings = max(2, len(_grouped(told)))
    of = f" of {speaker}" if speaker else ""
    head = f"One utterance{of}, {counted(wordings, 'wording')} in quotation marks"
    where = [_tags(group) for _, group in _grouped(told) if _tags(group)]
    head += f" ({' / '.join(shortened(where, MOST))})" if len(where) > 1 else ""
    changed = _list(reason, "changed")
    if not changed:
        return _end(head)
    if len(changed) > MOST:
        return f"{head}; {len(changed)} words differ."
    return f"{head}; what differs: {', '.join(f'“{clip(word, 40)}”' for word in changed)}."


def _denial(about: str, told: Sequence[Told], reason: Reason) -> str:
    alone = len({one.tag for one in told}) <= 1
    parts = []
    for stance, group in _grouped(told):
        by = []
        for source, _, ones in _sources(group, dated=False):
            known = [*({_tags(ones): None} if source and not alone else {}), *dict.fromkeys(one.count for one in ones)]
            by.append((source or _itself(ones)) + (f" ({', '.join(filter(None, known))})" if any(known) else ""))
        words = STANCE_WORDS.get(stance, stance)
        parts.append(f"{words}{',' if ',' in words else ''} by {', '.join(shortened(by, MOST))}")
    subject = _word(reason, "claim") or about
    what = f"“{_clean(subject, 160)}”" if subject else "One claim"
    return _end(f"{what}: {'; '.join(parts) or 'asserted and denied'}")


def _itself(ones: Sequence[Told]) -> str:
    """`A itself`; `A and B themselves`."""
    tags = [*dict.fromkeys(one.tag for one in ones if one.tag)] or ["the article"]
    return f"{listed(tags)} {'itself' if len(tags) == 1 else 'themselves'}"


def _echo(about: str, told: Sequence[Told], reason: Reason) -> str:
    outlets = counted(_count(reason, "outlets") or len({one.tag for one in told}), "outlet")
    outlets += f" ({_tags(told)})" if _tags(told) else ""
    origins = _count(reason, "origins") or 1
    origin = _word(reason, "origin")
    if origin and not about:
        return _end(f"{capital(outlets)}, one origin: {clip(origin, 160)}")
    sources = [s for s in dict.fromkeys(one.source for one in told) if s and s.casefold() not in about.casefold()]
    whose = origin or (listed(sources) if origins == 1 else "")
    said = about.rstrip(" …").casefold()
    quoted = any(said in one.value.casefold() for one in told)  # the articles' own words, or a name for the origin
    what = f"“{_clean(about, 160)}”" if quoted else clip(capital(about), 160)
    from_ = f" ({clip(whose, 160)})" if whose else ""
    return _end(f"{what if about else 'One account'}: {outlets}, {counted(origins, 'origin')}{from_}")


def occasion(kind: OriginKind, who: str, when: str) -> str:
    """An origin in words: `a briefing by the coast guard, 6 May 2031`; a claim is its speaker's."""
    words = {"claim": who or "a claim", "interview": f"an interview with {who}" if who else "an interview"}.get(
        kind, f"a {kind} by {who}" if who else f"a {kind}"
    )
    return f"{words}, {day(when)}" if when else words


def _gap(about: str, told: Sequence[Told], reason: Reason) -> str:
    outlet = _word(reason, "outlet") or "one outlet"
    of, has = _count(reason, "of"), _count(reason, "has")
    what = f"“{_clean(about, 160)}”" if about else "what others carry"
    if not of:
        return _end(f"{capital(outlet)} leaves out {what}")
    tell = (
        f"{capital(spelled(has)) if has else 'None'} of the {counted(of, 'outlet')} {'tells' if has == 1 else 'tell'}"
    )
    return _end(f"{tell} {what}; {outlet} leaves it out")


_TELL: Final[dict[FindingKind, Callable[[str, Sequence[Told], Reason], str]]] = {
    "dispute": _dispute,
    "update": _update,
    "scope": _scope,
    "drift": _drift,
    "denial": _denial,
    "echo": _echo,
    "gap": _gap,
}
