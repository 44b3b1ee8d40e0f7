"""Votes: whose share of a vote a percentage is.

"Samarin won with 52.4 percent, against 42.3 percent for Dorel": each share is of the candidate or party it is told of,
not of what the sentence begins with.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from tellings.lexicon import table
from tellings.link.sums import Meaning
from tellings.model import Figure, Person
from tellings.view import StoryView

_UNIT = re.compile(r"[ \u00a0]?(?:%|per[ \u00a0]?cent)", re.IGNORECASE)
# "52.6 percent for", "of the vote went to": who the share is of stands behind it.
_FOR = re.compile(
    r"(?:[ \u00a0]of[ \u00a0](?:the[ \u00a0])?votes?)?[ \u00a0](?:for|goes to|went to)[ \u00a0](?:the[ \u00a0])?",
    re.IGNORECASE,
)
# "She won with", "showed her ahead with": who speaks of herself.
_PRONOUN = re.compile(r"\b(?:she|he|her|him|his)\b[^.;\d]{0,40}\Z", re.IGNORECASE)
_LED_BY = re.compile(r"[ \u00a0](?:of|under|led by)[ \u00a0](?:[\w’'-]+[ \u00a0]){0,4}", re.IGNORECASE)
_CAPITAL = re.compile(
    r"\b(?P<name>[A-Z][\w-]{2,})(?:[ \u00a0](?:won|led))?"
    r"(?:[ \u00a0](?:with|had|has|won|took|got|received))?[ \u00a0]\Z"
)
_SENTENCE = 400  # characters on either side of a share in which its sentence is: a long one
_REACH = 90  # characters before a share in which who it is of stands
_TITLE = 30  # characters behind "for" in which the name begins: "for former mayor Ana Dorel"


def votes_of(view: StoryView) -> dict[str, Meaning]:
    """Shares of a vote among the figures of a story, by figure."""
    found: dict[str, Meaning] = {}
    for key, marks in view.marks.items():
        article = view.articles[key]
        if not _words()["vote"].search(article.text):
            continue
        names = sorted((*article.at(name.span), article.words(name.span)) for name in marks.names)
        names = [name for name in names if _may_stand(view, key, name[2])]
        taken: set[int] = set()
        for figure in marks.figures:
            if figure.unit == "percent" and (whose := _whose(view, key, figure, names, taken)):
                found[figure.id] = whose
    return found


def _whose(
    view: StoryView, key: str, figure: Figure, names: Sequence[tuple[int, int, str]], taken: set[int]
) -> Meaning | None:
    """Whose share a percentage is; `taken` are the offsets of names that an earlier one in the text is of."""
    text, words = view.articles[key].text, _words()
    start, end = view.at(key, figure.span)
    low, high = view.at(key, view.sentence(key, figure.span).span)
    low, high = max(low, start - _SENTENCE), min(high, end + _SENTENCE)
    of_votes = words["vote"].search(text, low, high) or words["result"].search(text, low, start)
    if not of_votes or words["poll"].search(text, low, high):
        return None
    unit = _UNIT.match(text, end)
    end = unit.end() if unit else end
    if words["behind"].match(text, end) or words["before"].search(text, max(low, start - _REACH), start):
        return None
    name = _named_behind(text, names, end)
    if name is None and _PRONOUN.search(text, low, start):
        speaker = view.bearer(key, figure.said_by)
        return _share_of(speaker.id, speaker.name) if speaker else None
    name = name or _unmarked(text, names, low, start)
    name = name or _named_before(text, names, taken, (max(low, start - _REACH), start))
    if name is None:
        return None
    taken.add(name[0])
    bearer = view.bearer(key, name[2]) or _surnamed(view, name[2])
    called = bearer.name if bearer and bearer.kind == "person" else name[2]  # a party is often taken for one well known
    return _share_of(bearer.id if bearer else name[2].lower(), called)


def _may_stand(view: StoryView, key: str, words: str) -> bool:
    """Whether one may vote for whom a name names: no places, unless the story knows a person by that name."""
    bearer = view.bearer(key, words)
    return bearer is None or bearer.kind != "place"


def _surnamed(view: StoryView, words: str) -> Person | None:
    """The one person of a story with a surname; None where there is none or more."""
    named = [one for one in view.people.values() if one.kind == "person" and one.name.rpartition(" ")[2] == words]
    return named[0] if len(named) == 1 else None


def _share_of(who: str, called: str) -> Meaning:
    owner = "’" if called.endswith("s") else "’s"
    return Meaning("vote", who, frozenset(), f"{called}{owner} share of the vote")


def _named_behind(text: str, names: Sequence[tuple[int, int, str]], end: int) -> tuple[int, int, str] | None:
    """The name behind "percent for"."""
    lead = _FOR.match(text, end)
    if lead is None:
        return None
    at = bisect_left(names, (lead.end(),))
    near = at < len(names) and names[at][0] <= lead.end() + _TITLE and "," not in text[lead.end() : names[at][0]]
    return names[at] if near else None


def _unmarked(text: str, names: Sequence[tuple[int, int, str]], low: int, start: int) -> tuple[int, int, str] | None:
    """A capitalised word right before a share that is not marked as a name: "the Greens with 12.5 percent"."""
    match = _CAPITAL.search(text, low, start)
    if match is None or match["name"].lower() in _no_names():
        return None
    at = bisect_left(names, (match.start("name") + 1,)) - 1
    held = at >= 0 and names[at][1] >= match.end("name")
    return None if held else (match.start("name"), match.end("name"), match["name"])


def _named_before(
    text: str, names: Sequence[tuple[int, int, str]], taken: set[int], reach: tuple[int, int]
) -> tuple[int, int, str] | None:
    """The last name before a share, where no other share is of it: the party in "the party of Prime Minister Dorel"."""
    at = bisect_left(names, (reach[1],)) - 1
    if at > 0 and names[at - 1][0] >= reach[0] and _LED_BY.fullmatch(text, names[at - 1][1], names[at][0]):
        at -= 1
    return names[at] if at >= 0 and names[at][0] >= reach[0] and names[at][0] not in taken else None


@cache
def _no_names() -> frozenset[str]:
    """Capitalised words before a share that nobody could vote for: "on Monday with", "The President received"."""
    days, titles = table("calendar"), table("titles")["titles"]
    posts = {str(word) for words in titles.values() for word in words}
    return frozenset((*days["months"], *days["weekdays"], *posts, "he", "she", "they", "this", "that", "party"))


@cache
def _words() -> dict[str, re.Pattern[str]]:
    """Words that tell of a vote, of its result, of a poll, and of what else is told in percent there."""
    words = table("measures")["votes"]
    found = {name: "|".join(words[name]) for name in words}
    return {
        "vote": re.compile(rf"\b(?:{found['vote']})\b", re.IGNORECASE),
        "result": re.compile(rf"\b(?:{found['result']})\b", re.IGNORECASE),
        "poll": re.compile(rf"\b(?:{found['poll']})", re.IGNORECASE),
        "behind": re.compile(r"[ \u00a0](?:of[ \u00a0](?!(?:the[ \u00a0])?votes?\b)|points?\b)", re.IGNORECASE),
        "before": re.compile(rf"\b(?:(?:{found['other']})\b[^.;\d]*|(?:{found['change']})[ \u00a0])\Z", re.IGNORECASE),
    }
