"""A finding in plain words, made from its fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tellings.model import Finding, FindingKind
from tellings.show.words import STANCE_WORDS, capital, clip, counted, day, listed, shortened, spelled, visible

Reason = Mapping[str, str | int | float | list[str]]
_MARKS: Final = "\"'“”‘’«»„ \t,;:–—-"  # an apostrophe at an end goes with them
_LEADING: Final = re.compile(r"(?:and|but|or|so|that|whether|yet)\b[\s,]*[\"'“”‘’]*", re.IGNORECASE)
MOST: Final = 6  # values one sentence spells out; the rest stand below it

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
    """One account as a sentence needs it: the value in words, who is named for it, the day, the article's tag."""

    value: str
    source: str = ""
    day: str = ""
    tag: str = ""


def sentence(finding: Finding, told: Sequence[Told]) -> str:
    """One or two sentences that say what the accounts do to each other; never which is right."""
    about = visible(finding.about).strip()
    return visible(_TELL[finding.kind](about, told, finding.reason))


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


def _who(group: Sequence[Told], alone: bool, dated: bool, own: str) -> str:
    """`South Korea, D; Kirby, A, B`; where only one article speaks, its letter says nothing and is left out."""
    parts = []
    for source, when, ones in _sources(group, dated):
        tags = "" if alone else _tags(ones)
        parts.append(", ".join(filter(None, (source or own, tags, day(when) if when else ""))))
    return "; ".join(shortened(parts, MOST))


def _valued(told: Sequence[Told], joint: str = ", ", dated: bool = False, own: str = "the article’s own") -> str:
    alone = len({one.tag for one in told}) <= 1
    values = []
    for value, group in _grouped(told):
        who = _who(group, alone, dated, own)
        values.append(f"{clip(value, 120)} ({who})" if who else clip(value, 120))
    return joint.join(shortened(values, MOST))


def _one_day(told: Sequence[Told]) -> str:
    known = {one.day for one in told}
    return known.pop() if len(known) == 1 else ""


def _clean(label: str, longest: int) -> str:
    """A claim's label as it stands between quotation marks: without its own marks at the ends, or a leading "and"."""
    return clip(_LEADING.sub("", label.strip(_MARKS)).strip(_MARKS), longest)


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
        return _end(f"{head}: {_valued(told, dated=not when)}")
    return _end(f"{capital(counted(values, 'account'))} of {about or 'the same thing'}: {_valued(told, '; ', own='')}")


def _update(about: str, told: Sequence[Told], reason: Reason) -> str:
    head = capital(about) if about else "The figure"
    return _end(f"{head}, as it was told in turn: {_valued(told, ', then ', dated=True)}")


def _scope(about: str, told: Sequence[Told], reason: Reason) -> str:
    head = f"Figures for {about or 'what looks alike'} that count different things"
    why = _word(reason, "why")
    return _end(f"{head}: {_valued(told)}" + (f". {capital(why)}" if why else ""))


def _drift(about: str, told: Sequence[Told], reason: Reason) -> str:
    sources = {one.source.casefold() for one in told}
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
        by = [
            f"{source} ({_tags(ones)})" if source and not alone else source or f"{_tags(ones)} itself"
            for source, _, ones in _sources(group, dated=False)
        ]
        parts.append(f"{STANCE_WORDS.get(stance, stance)} by {', '.join(shortened(by, MOST))}")
    subject = _word(reason, "claim") or about
    what = f"“{_clean(subject, 160)}”" if subject else "One claim"
    return _end(f"{what}: {'; '.join(parts) or 'asserted and denied'}")


def _echo(about: str, told: Sequence[Told], reason: Reason) -> str:
    outlets = _count(reason, "outlets") or len({one.tag for one in told})
    origins = _count(reason, "origins") or 1
    sources = [s for s in dict.fromkeys(one.source for one in told) if s and s.casefold() not in about.casefold()]
    origin = f" ({listed(sources)})" if sources and origins == 1 else ""
    tags = f" ({_tags(told)})" if _tags(told) else ""
    said = about.rstrip(" …").casefold()
    quoted = any(said in one.value.casefold() for one in told)  # the articles' own words, or a name for the origin
    what = f"“{clip(about, 160)}”" if quoted else clip(capital(about), 160)
    return _end(
        f"{what if about else 'One account'}: {counted(outlets, 'outlet')}{tags}, {counted(origins, 'origin')}{origin}"
    )


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
