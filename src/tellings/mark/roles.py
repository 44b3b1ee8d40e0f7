"""Roles: the titles an article gives to its people.

Four patterns over tokens, with the titles of `data/titles.toml` and the names already found:
"Ruritanian President Ann Hale", "Ann Hale, the president of Ruritania,", "The president of Ruritania, Ann Hale,",
"Ann Hale was president of Ruritania".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tellings import world
from tellings.lexicon import table
from tellings.mark.parse import Parsed
from tellings.mark.tokens import Tokens, is_capital, is_day, is_title_word, read_tokens, title_words
from tellings.model import Name, Role

_POSSESSIVES = frozenset(("'s", "’s", "'", "’", "‘s"))
_DETERMINERS = frozenset(("the", "a", "an", "its", "his", "her", "their", "our", "whose", "one"))
_OF = frozenset(("of", "for", "to", "at", "in", "with", "on", "from"))
_STOPS = _OF | {"who", "which", "that", "or", "said", "was", "is", "were", "has", "had"}
_VERBAL = frozenset(("known", "told", "whom", "who", "which", "published", "called", "said", "named", "when", "where"))
_IS = frozenset(("is", "was", "became", "remains", "as"))
_STANDING = frozenset(("former", "ex", "-", "then", "late", "acting", "the"))
_CLOSERS = frozenset((",", ".", ")", ";", ":", "—", "–", "\n", "?", "!", "”", '"', "-"))


class Phrase(NamedTuple):
    """Tokens [start, end) of a title with its owner."""

    start: int
    end: int


class Found(NamedTuple):
    """The names of the article by token: where each begins and ends."""

    ends: dict[int, int]
    starts: dict[int, int]
    names: dict[int, Name]


def find_roles(parsed: Parsed, names: Sequence[Name]) -> tuple[Role, ...]:
    """Roles in order of the text."""
    tokens = read_tokens(parsed.doc)
    found = _by_token(parsed, tokens, names)
    roles: dict[tuple[int, str], Role] = {}
    for start, name in found.names.items():
        if name.kind != "person":
            continue
        for phrase in _phrases(parsed, tokens, found, start, found.ends[start]):
            for role in _read(parsed, tokens, found, phrase, name.full):
                roles.setdefault((role.span.start, role.person), role)
    return tuple(sorted(roles.values(), key=lambda role: role.span))


def _by_token(parsed: Parsed, tokens: Tokens, names: Sequence[Name]) -> Found:
    at = {start: i for i, start in enumerate(tokens.starts)}
    ends, starts, by_start = {}, {}, {}
    for name in names:
        start, end = parsed.article.at(name.span)
        first = at.get(start)
        if first is None:
            continue
        last = first
        while last < len(tokens.texts) and tokens.starts[last] < end:
            last += 1
        ends[first], starts[last], by_start[first] = last, first, name
    return Found(ends, starts, by_start)


def _phrases(parsed: Parsed, tokens: Tokens, found: Found, start: int, end: int) -> Iterator[Phrase]:
    """Where titles may stand around the person in tokens [start, end)."""
    texts, lower = tokens.texts, tokens.lower
    before = _before(tokens, found, start)
    if before.start < before.end:
        yield before
    after = end
    if texts[after : after + 1] == [","]:
        after += 1
        if "".join(texts[after : after + 1]).isdigit() and texts[after + 1 : after + 2] == [","]:
            after += 2
        yield from _after(tokens, found, after)
    elif len(lower) > after + 1 and lower[after] in _IS and lower[after + 1] in _DETERMINERS:
        yield from _after(tokens, found, after + 1)
    if start > 1 and texts[start - 1] == "," and (not texts[end : end + 1] or texts[end] in _CLOSERS):
        yield from _apposed(tokens, found, start - 1)


def _is_head(tokens: Tokens, i: int) -> bool:
    return tokens.lower[i] in title_words()[0]


def _before(tokens: Tokens, found: Found, end: int) -> Phrase:
    """The words straight before a name that make up a title; empty where the last is no title's head."""
    texts, lower = tokens.texts, tokens.lower
    if end == 0 or not _is_head(tokens, end - 1):
        return Phrase(end, end)
    i = end - 1
    while i > 0:
        word = texts[i - 1]
        if i in found.starts and found.names[found.starts[i]].kind != "person":
            i = found.starts[i]
        elif (
            is_title_word(lower[i - 1])
            or (word in _POSSESSIVES and i - 1 in found.starts)
            or world.country_of_people(word)
            or world.country_of_people(tokens.words(i - 1, min(i + 1, end)))
            or (
                is_capital(word)
                and word.isalpha()
                and not is_day(lower[i - 1])
                and i > 1
                and texts[i - 2] not in _CLOSERS
                and not _starts(tokens, i - 1)
            )
            or (word == "-" and i > 1 and is_title_word(lower[i - 2]))
            or (
                lower[i - 1] in ("of", "and") and i > 1 and is_title_word(lower[i - 2]) and lower[i] not in _DETERMINERS
            )
        ):
            i -= 1
        else:
            break
    while i < end - 1 and (
        texts[i] in _POSSESSIVES or lower[i] in ("of", "for", "and", "-") or lower[i] in _DETERMINERS
    ):
        i += 1
    weak = end - i == 1 and lower[i] in table("titles")["titles"]["weak"] and not is_capital(texts[i])
    return Phrase(end, end) if weak else Phrase(i, end)


def _starts(tokens: Tokens, i: int) -> bool:
    """Whether token `i` begins a sentence as far as its neighbour tells."""
    return i == 0 or tokens.texts[i - 1] in (".", "“", '"', "\n", "!", "?") or "\n" in tokens.texts[i - 1]


def _after(tokens: Tokens, found: Found, start: int) -> Iterator[Phrase]:
    """Titles that follow at `start`: "a former pilot and head of the Ruritanian Rowing Club"."""
    texts, lower = tokens.texts, tokens.lower
    i = start
    while i < len(texts) and i - start < 30:
        if lower[i] in _DETERMINERS:
            i += 1
        head = _find_head(tokens, found, i)
        if head < 0:
            return
        end = _owner_end(tokens, found, head + 1)
        if _person_at(found, end):  # the title of the next in a list: "Hale, the treasurer Bo Lind and …"
            return
        yield Phrase(i, end)
        if lower[end : end + 1] != ["and"] and texts[end : end + 1] != [","]:
            return
        i = end + 1 + (lower[end : end + 2] == [",", "and"])


def _person_at(found: Found, i: int) -> bool:
    return i in found.names and found.names[i].kind == "person"


def _find_head(tokens: Tokens, found: Found, start: int, reach: int = 9) -> int:
    """The last head word of the noun phrase at `start`; -1 where the phrase holds none."""
    texts, lower = tokens.texts, tokens.lower
    head, i = -1, start
    while i < len(texts) and i - start < reach:
        if i in found.names:
            i = found.ends[i]
            if found.starts[i] != start and _person_at(found, found.starts[i]):
                break
            if _person_at(found, found.starts[i]) and (i == len(texts) or texts[i] not in _POSSESSIVES):
                break
            continue
        if _is_head(tokens, i) and "".join(texts[i + 1 : i + 2]) not in _POSSESSIVES:
            head = i
        elif texts[i] != "-" and (head >= 0 or texts[i] in _CLOSERS or texts[i].isdigit() or lower[i] in _STOPS):
            break
        i += 1
    return head


def _owner_end(tokens: Tokens, found: Found, i: int) -> int:
    """The token after "of", "for", "at" … and the names or words that follow a title's head at `i`."""
    texts, lower = tokens.texts, tokens.lower
    while i < len(texts) and lower[i] in _OF:
        j = i + 1
        while (
            j < len(texts)
            and j - i < 10
            and (
                j in found.names
                or is_capital(texts[j])
                or lower[j] in _DETERMINERS
                or texts[j].isalpha()
                or texts[j] in ("-", "&")
                or texts[j] in _POSSESSIVES
            )
        ):
            if j in found.names:
                if found.names[j].kind == "person":
                    break
                j = found.ends[j]
                if not (texts[j : j + 1] and (texts[j] in _POSSESSIVES or is_capital(texts[j]))):
                    break
                continue
            if lower[j] in _OF or lower[j] in (
                "and",
                "who",
                "which",
                "that",
                "said",
                "says",
                "told",
                "was",
                "is",
                "has",
                "will",
                "when",
            ):
                break
            j += 1
        if j == i + 1:
            break
        i = j
    return i


def _apposed(tokens: Tokens, found: Found, comma: int) -> Iterator[Phrase]:
    """The title before a comma and a name: "The director of the Ruritanian Rowing Club, Ann Hale,"."""
    texts, lower = tokens.texts, tokens.lower
    i = comma
    while i > 0 and comma - i < 12:
        if i in found.starts:
            if found.names[found.starts[i]].kind == "person":
                break
            i = found.starts[i]
            continue
        word = texts[i - 1]
        if word in _CLOSERS and word != "-":
            break
        i -= 1
        if lower[i] in _DETERMINERS and not (i > 0 and lower[i - 1] in _OF):
            break
        if _starts(tokens, i):
            break
    if lower[i] in _DETERMINERS:
        i += 1
    head = _find_head(tokens, found, i)
    if head >= 0 and _owner_end(tokens, found, head + 1) == comma:
        yield Phrase(i, comma)


def _read(parsed: Parsed, tokens: Tokens, found: Found, phrase: Phrase, person: str) -> Iterator[Role]:
    """The role in a phrase: its owner taken out of the title where it stands first or after "of"."""
    texts, lower = tokens.texts, tokens.lower
    start, end = phrase.start, phrase.end
    while start < end and (lower[start] in ("and", "or") or texts[start] in _POSSESSIVES):
        start += 1
    first = start
    while first < end - 1 and lower[first] in _STANDING:
        first += 1
    owner, after = _owner_at(tokens, found, first, end)
    while after < end and (texts[after] in _POSSESSIVES or (owner and texts[after] == "-")):
        after += 1
    standing = ""
    if owner:
        standing = tokens.words(start, first).lower().removesuffix("-").strip()
        start = after
    else:
        owner, end = _owner_after(tokens, found, start, end)
    if not owner and end - start > 5:  # "lead author of a study that …": the head alone is the title
        end = next((i for i in range(start + 1, end) if lower[i] in _OF), end)
    if start < end <= start + 8 and not _VERBAL & set(lower[start:end]):
        title = " ".join(filter(None, (standing, " ".join(tokens.words(start, end).split()))))
        yield Role(parsed.span(tokens.starts[start], tokens.last(end)), person, title, owner)


def _owner_at(tokens: Tokens, found: Found, start: int, end: int) -> tuple[str, int]:
    """The country or body that stands at `start` inside a title, and the token after it; "" where there is none."""
    name = found.names.get(start)
    if name is not None and found.ends[start] < end:
        return _owner(name.full), found.ends[start]
    for stop in range(min(end - 1, start + 3), start, -1):
        country = world.country_of_people(tokens.words(start, stop))
        if country:
            return country, stop
    return "", start


def _owner_after(tokens: Tokens, found: Found, start: int, end: int) -> tuple[str, int]:
    """The owner named after "of", "for", "at" in a title, and the token where the title without it ends."""
    for i in range(start + 1, end - 1):
        if tokens.lower[i] not in _OF:
            continue
        first = i + 1 + (tokens.lower[i + 1] in _DETERMINERS)
        named = [k for k in range(first, end) if k in found.names]
        if first >= end or tokens.lower[i] not in ("of", "for", "at"):
            break
        if is_capital(tokens.texts[first]):
            return _owner(" ".join(tokens.words(first, end).split())), i  # "Ruritania’s coast guard", all of it
        if named and named[0] - first <= 3:
            return _owner(found.names[named[0]].full), i  # "the advisory firm Hale and Lind"
        break
    return "", end


def _owner(words: str) -> str:
    """The country or body of a title in the words others use: "U.S." -> "United States"."""
    return world.country_of(words) or words
