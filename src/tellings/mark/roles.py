"""Roles: the titles an article gives to its people, of what they are, and whether they are held now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tellings import world
from tellings.lexicon import table
from tellings.mark.parse import Parsed
from tellings.mark.tenure import read_tenure
from tellings.mark.titles import DETERMINERS, OF, Found, Phrase, find_phrases, names_by_token
from tellings.mark.tokens import POSSESSIVES, Tokens, is_capital, is_title_word, read_tokens
from tellings.model import Name, Role

_VERBAL = frozenset(("known", "told", "whom", "who", "which", "published", "called", "said", "named", "when", "where"))
_ENDS = frozenset(("in", "on", "with", "from", "to"))  # a body's name does not go on behind these
# An adjective in capitals for effect: "GRIEVING nurse Ann Hale". Names of bodies seldom end so.
_SHOUTED = re.compile(r"[A-Z]{3,}(?:ED|ING|FUL|LESS|OUS|ISH|IVE)")
# What may stand before the owner in a title: "former Ruritanian president".
_STANDING = frozenset(("-", "the", *(word for words in table("titles")["tenure"].values() for word in words)))


def find_roles(parsed: Parsed, names: Sequence[Name]) -> tuple[Role, ...]:
    """Roles in order of the text."""
    tokens = read_tokens(parsed.doc)
    found = names_by_token(parsed, tokens, names)
    roles: dict[tuple[int, str], Role] = {}
    for start, name in found.names.items():
        if name.kind != "person" or world.kind_by_ending(name.full) == "body":
            continue
        for phrase in find_phrases(tokens, found, start, found.ends[start]):
            for role in _read(parsed, tokens, found, phrase, name.full):
                roles.setdefault((role.span.start, role.person), role)
    return tuple(sorted(roles.values(), key=lambda role: role.span))


def _read(parsed: Parsed, tokens: Tokens, found: Found, phrase: Phrase, person: str) -> Iterator[Role]:
    """The role in a phrase: its owner taken out of the title where it stands first or after "of"."""
    texts, lower = tokens.texts, tokens.lower
    start, end = phrase.start, phrase.end
    while start < end and (lower[start] in ("and", "or") or texts[start] in POSSESSIVES):
        start += 1
    start = _past_opinion(tokens, start, end)
    first = start
    while first < end - 1 and lower[first] in _STANDING:
        first += 1
    owner, after = _owner_at(tokens, found, first, end)
    while after < end and (texts[after] in POSSESSIVES or (owner and texts[after] == "-")):
        after += 1
        after += texts[after - 1] == "-" and lower[after] == "based" and after < end - 1  # "a Velmar-based historian"
    when = phrase.when or "current"
    if (told := read_tenure(lower, start, end)) != "current":
        when = told
    standing = ""
    if owner and lower[after : after + 1] == ["and"] and found.ends.get(after + 1, end) < end:
        after = found.ends[after + 1]  # "a former Velmar and Ostrel executive"
    served, cut = _owner_after(tokens, found, after if owner else start, end)
    held = after > first and texts[after - 1] in POSSESSIVES and not world.country_of(owner)
    # "a Kenyan expert at the Rowing Club" serves the club; "Velmar's manager for Asia" serves Velmar
    if served and (not owner or not (held or world.country_of(served))):
        by_people = owner and first not in found.names
        standing = tokens.words(start, first).lower().removesuffix("-").strip() if by_people else ""
        start, end, owner = after if by_people else start, cut, served
    elif owner:
        standing = tokens.words(start, first).lower().removesuffix("-").strip()
        start = after
    else:
        named = next((i for i in range(start + 1, end) if lower[i] in OF), end)
        start = next((i + 1 for i in range(named - 2, start, -1) if texts[i] in POSSESSIVES), start)
        end = next((i for i in range(start + 1, cut) if lower[i] in _ENDS and lower[i] != "to"), cut)
        owner = _owner(phrase.owner)
    start = _past_opinion(tokens, start, end)
    if not owner and end - start > 5:  # "lead author of a study that …": the head alone is the title
        end = next((i for i in range(start + 1, end) if lower[i] in OF), end)
    if not {lower[start], lower[end - 1]}.isdisjoint(table("titles")["titles"]["no_roles"]):
        return
    if start < end <= start + 8 and not _VERBAL & set(lower[start:end]):
        title = " ".join(filter(None, (standing, " ".join(tokens.words(start, end).split()))))
        yield Role(parsed.span(tokens.starts[start], tokens.last(end)), person, title, owner, when)


def _past_opinion(tokens: Tokens, start: int, end: int) -> int:
    """Where a title begins behind words that only tell what its writer thinks: "smirking", "BRAVE", "hero"."""
    opinions = table("titles")["titles"]["opinions"]
    while start < end - 1 and (
        tokens.lower[start] in opinions or _SHOUTED.fullmatch(tokens.texts[start]) or tokens.texts[start] == ","
    ):
        start += 1
    return start


def _owner_at(tokens: Tokens, found: Found, start: int, end: int) -> tuple[str, int]:
    """The country or body that stands at `start` inside a title, and the token after it; "" where there is none."""
    name = found.names.get(start)
    if name is not None and found.ends[start] < end:
        after = found.ends[start]
        if not world.country_of(name.full):  # "Ostrel Foxes coach": all of the club's name
            after = _over_capitals(tokens, found, after, end)
        return _owner(name.full if after == found.ends[start] else tokens.words(start, after)), after
    for stop in range(min(end - 1, start + 3), start, -1):
        country = world.country_of_people(tokens.words(start, stop))
        if country:
            return country, stop
    if not is_title_word(tokens.lower[start]) and found.doc[start].tag_[:3] == "NNP":
        after = _over_capitals(tokens, found, start, end)
        acronym = tokens.texts[start].isupper() and len(tokens.texts[start]) > 1
        if start < after < end and (acronym or not is_capital(tokens.texts[after])):
            return _owner(tokens.words(start, after)), after
    return "", start


def _over_capitals(tokens: Tokens, found: Found, i: int, end: int) -> int:
    """The token after the capitals from `i` that are no part of a title; the last token stays one, and a known name."""
    while i < end - 1 and is_capital(tokens.texts[i]) and not is_title_word(tokens.lower[i]):
        if i in found.names and found.names[i].kind == "body" and world.known(found.names[i].full):
            break  # "Ostrel News White House correspondent"
        i += 1
    return i


def _owner_after(tokens: Tokens, found: Found, start: int, end: int) -> tuple[str, int]:
    """The owner named after "of", "for", "at" in a title, and the token where the title without it ends."""
    titles = table("titles")["titles"]
    for i in range(start + 1, end - 1):
        if tokens.lower[i] not in OF:
            continue
        first = i + 1 + (tokens.lower[i + 1] in DETERMINERS)
        named = [k for k in range(first, end) if k in found.names]
        body = first in found.names and found.names[first].kind == "body"
        joins = ("of", "for", "at", "from", "with") if body else ("of", "for", "at")
        if first >= end or tokens.lower[i] not in joins:
            break
        region = first in found.names and found.names[first].kind == "place" and found.ends[first]
        if tokens.lower[i] == "for" and region and tokens.lower[region : region + 1] == ["at"]:
            continue  # "an adviser for Asia at the Institute"
        if tokens.lower[i - 1] in titles["of_works"]:
            return "", i
        served = range(first + 1, end)
        stop = next((k for k in served if tokens.lower[k] in _ENDS or _ends_country(tokens, found, first, k)), end)
        words = " ".join(tokens.words(first, stop).split())
        if tokens.lower[i - 1] in titles["of_domain"] and not world.country_of(words):
            continue  # "Minister of Trade"
        cut_off = tokens.lower[stop : stop + 1] == ["and"] and tokens.texts[stop - 1].islower()
        if is_capital(tokens.texts[first]) and not cut_off:
            return _owner(words), i  # "Ruritania’s coast guard", all of it
        if named and named[0] - first <= 3:
            return _owner(found.names[named[0]].full), i  # "the advisory firm Hale and Lind"
        break
    return "", end


def _ends_country(tokens: Tokens, found: Found, first: int, i: int) -> bool:
    """Whether the "for" at `i` goes on after a country: "of Ruritania for nine years"."""
    return tokens.lower[i] == "for" and found.ends.get(first) == i and bool(world.country_of(found.names[first].full))


def _owner(words: str) -> str:
    """The country or body of a title in the words others use: "U.S." -> "United States"."""
    return world.country_of(words) or words
