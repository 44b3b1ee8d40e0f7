"""Titles: where the words that may be a person's title stand, around a name, with the owner's and without.

Before it ("Ruritanian President Ann Hale"), after it ("Ann Hale, the president of Ruritania,"), before it with a comma
("The president of Ruritania, Ann Hale,") and behind a verb ("Ann Hale was president of Ruritania").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from tellings import world
from tellings.lexicon import table
from tellings.mark.parse import Parsed
from tellings.mark.tenure import read_tenure, told_by_verb
from tellings.mark.tokens import (
    KIN,
    OPENING_QUOTES,
    POSSESSIVES,
    Tokens,
    is_capital,
    is_day,
    is_title_word,
    title_words,
)
from tellings.model import Name, Tenure

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

DETERMINERS = frozenset(("the", "a", "an", "its", "his", "her", "their", "our", "whose", "one"))
OF = frozenset(("of", "for", "to", "at", "in", "with", "on", "from"))
_OBLIQUE = OF | {"by", "against", "between", "about"}
_STOPS = OF | {"who", "which", "that", "or", "said", "was", "is", "were", "has", "had"}
# Parts of speech that may stand inside a title before its head; others ("twice", "met") tell that it is none.
_NOMINAL = frozenset(("NN", "NNS", "NNP", "NNPS", "JJ", "JJS", "VBG", "VBN", "HYPH", "POS"))
_FINITE = frozenset(("VBZ", "VBD", "VBP", "MD"))
_TO_COME = frozenset(("elect", "designate"))  # after a head
_ONCE = frozenset(("once", "formerly", "previously"))
_BEFORE_SENTENCE = frozenset(".!?") | (OPENING_QUOTES - POSSESSIVES)
_JOINS = frozenset(("and", "or", "as", "with", "from", "by", "but", "after", "when"))  # with a capital in headlines
_LONGEST_DOMAIN = 6  # words of "of Homeland Security" between a head and a name
_CLOSERS = frozenset((",", ".", ")", ";", ":", "—", "–", "\n", "?", "!", "”", '"', "-"))


class Phrase(NamedTuple):
    """Tokens [start, end) of a title with its owner.

    `when` is what words around it told (None for nothing), `owner` one told elsewhere ("Sheriff Ann Hale of Ostrel").
    """

    start: int
    end: int
    when: Tenure | None = None
    owner: str = ""


class Found(NamedTuple):
    """The parse, and the names of the article by token: where each begins and ends."""

    doc: Doc
    ends: dict[int, int]
    starts: dict[int, int]
    names: dict[int, Name]


def names_by_token(parsed: Parsed, tokens: Tokens, names: Sequence[Name]) -> Found:
    """The names by the tokens that they begin and end with."""
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
    return Found(parsed.doc, ends, starts, by_start)


def find_phrases(tokens: Tokens, found: Found, start: int, end: int) -> Iterator[Phrase]:
    """Where titles may stand around the person in tokens [start, end)."""
    texts, lower = tokens.texts, tokens.lower
    yield from _before(tokens, found, start, end)
    after = end
    told, when = told_by_verb(lower, after)
    if told > 0 and (start == 0 or lower[start - 1] not in _OBLIQUE or "who" in lower[end:told]):
        yield from (phrase._replace(when=when) for phrase in _after(tokens, found, told))
    elif texts[after : after + 1] == [","]:
        after += 1
        if "".join(texts[after : after + 1]).isdigit() and texts[after + 1 : after + 2] == [","]:
            after += 2
        yield from _after(tokens, found, after)
    if start > 1 and texts[start - 1] == "," and (not texts[end : end + 1] or texts[end] in _CLOSERS):
        yield from _apposed(tokens, found, start - 1)


def _is_head(tokens: Tokens, i: int) -> bool:
    return tokens.lower[i] in title_words()[0]


def _before(tokens: Tokens, found: Found, end: int, after: int) -> Iterator[Phrase]:
    """The titles straight before a name in tokens [end, after): "coach and former captain Ann Hale" has two."""
    lower = tokens.lower
    head = _head_before(tokens, found, end)
    if head < 0:
        return
    start = _first_word(tokens, found, head)
    alone = end - start == 1
    if alone and not is_capital(tokens.texts[start]) and lower[start] in table("titles")["titles"]["weak"]:
        return
    if alone and lower[start] in table("titles")["titles"]["given_names"] and after - end == 1:
        return
    owner = _owner_behind(tokens, found, after)
    cut = next((i for i in range(start + 1, head) if lower[i] == "and" and _is_head(tokens, i - 1)), -1)
    if cut < 0:
        yield Phrase(start, end, None, owner)
        return
    shared = read_tenure(lower, start, cut) if not is_capital(tokens.texts[cut + 1]) else None
    yield Phrase(start, cut)
    yield Phrase(cut + 1, end, shared if shared == "former" else None, owner)


def _head_before(tokens: Tokens, found: Found, end: int) -> int:
    """The head of the title that ends before token `end`; -1 where none does.

    It may go on: "president-elect", "Secretary of Homeland Security", "head of the Rowing Club".
    """
    lower = tokens.lower
    if end > 0 and _is_head(tokens, end - 1):
        return end - 1
    if end > 2 and lower[end - 1] in _TO_COME:
        head = end - 2 - (lower[end - 2] == "-")
        return head if _is_head(tokens, head) else -1
    i = end
    while i > 1 and end - i < _LONGEST_DOMAIN:
        if i in found.starts and not _person_at(found, found.starts[i]):
            i = found.starts[i]
        elif is_capital(tokens.texts[i - 1]) and tokens.texts[i - 1].isalpha():
            i -= 1
        else:
            break
    if i == end or i < 2:
        return -1
    i -= lower[i - 1] == "the"
    return i - 2 if i > 1 and lower[i - 1] in ("of", "for") and _is_head(tokens, i - 2) else -1


def _first_word(tokens: Tokens, found: Found, head: int) -> int:
    """Where the title with this head, and its owner before it, begins."""
    texts, lower = tokens.texts, tokens.lower
    i = head
    while i > 0:
        word = texts[i - 1]
        if i in found.starts and found.names[found.starts[i]].kind != "person":
            i = found.starts[i]
        elif (
            (is_title_word(lower[i - 1]) and not _is_verb(tokens, i - 1))
            or (word in POSSESSIVES and (i - 1 in found.starts or (i > 1 and found.doc[i - 2].tag_[:3] == "NNP")))
            or world.country_of_people(word)
            or world.country_of_people(tokens.words(i - 1, i + 1))
            or (
                is_capital(word)
                and word.isalpha()
                and not is_day(lower[i - 1])
                and lower[i - 1] not in _JOINS
                and _opens_with_owner(tokens, found, i - 1)
            )
            or (word == "-" and i > 1 and is_title_word(lower[i - 2]))
            or (lower[i - 1] in ("of", "and") and i > 1 and is_title_word(lower[i - 2]) and lower[i] not in DETERMINERS)
        ):
            i -= 1
        elif (start := _over_nouns(tokens, found, i)) < i:
            i = start
        else:
            break
    while i < head and (texts[i] in POSSESSIVES or lower[i] in ("of", "for", "and", "-") or lower[i] in DETERMINERS):
        i += 1
    return i


def _opens_with_owner(tokens: Tokens, found: Found, i: int) -> bool:
    """Whether a capital is a name's, at the start of a sentence too: "Velmar chief", not "Police chief"."""
    opens = i == 0 or tokens.texts[i - 1] in _CLOSERS or _starts(tokens, i)
    acronym = tokens.texts[i].isupper() and len(tokens.texts[i]) > 1
    return not opens or (found.doc[i].tag_[:3] == "NNP" and (acronym or not is_capital(tokens.texts[i + 1])))


def _is_verb(tokens: Tokens, i: int) -> bool:
    """Whether "fire" or "lead" before another head is what somebody does: "Foxes fire coach Ann Hale"; or "under"."""
    nouns_before = table("titles")["titles"]["verbs"].get(tokens.lower[i])
    return nouns_before is not None and tokens.lower[i + 1] not in nouns_before


def _over_nouns(tokens: Tokens, found: Found, end: int) -> int:
    """Where small nouns before a head begin: the "marketing" of "Velmar's marketing chief", "casting director"."""
    i = end
    while i > 1 and end - i < 3 and tokens.texts[i - 1].islower() and not _is_verb(tokens, i - 1):
        heads_many = tokens.lower[i - 1].removesuffix("s") in title_words()[0]  # "quarterbacks coach"
        if not (heads_many or found.doc[i - 1].tag_ in ("NN", "NNS", "JJ", "VBG")):
            break
        i -= 1
    if is_day(tokens.lower[i]):
        return end
    owned = i in found.starts and not _person_at(found, found.starts[i])
    owned = owned or (
        tokens.texts[i - 1] in POSSESSIVES and (i - 1 in found.starts or found.doc[i - 2].tag_[:3] == "NNP")
    )
    trade = tokens.texts[end].islower() and all(_is_trade(found.doc[k]) for k in range(i, end))
    capital = is_capital(tokens.texts[i - 1]) and not _starts(tokens, i - 1) and found.doc[i - 1].tag_[:3] == "NNP"
    return i if trade or owned or capital or tokens.lower[i - 1] in title_words()[1] else end


def _is_trade(token: Token) -> bool:
    """Whether a noun before a title's head belongs to it: "casting director", not "husband actor"."""
    return token.tag_ in ("NN", "VBG") and token.dep_ == "compound" and token.lower_ not in KIN


def _owner_behind(tokens: Tokens, found: Found, after: int) -> str:
    """The owner straight behind a name: "Sheriff Ann Hale of the Ostrel police"."""
    first = after + 1 + (tokens.lower[after + 1 : after + 2] == ["the"])
    if tokens.lower[after : after + 1] != ["of"] or first not in found.names or _person_at(found, first):
        return ""
    return tokens.words(first, found.ends[first])


def _starts(tokens: Tokens, i: int) -> bool:
    """Whether token `i` begins a sentence as far as its neighbour tells."""
    return i == 0 or tokens.texts[i - 1] in _BEFORE_SENTENCE or "\n" in tokens.texts[i - 1]


def _after(tokens: Tokens, found: Found, start: int) -> Iterator[Phrase]:
    """Titles that follow at `start`: "a former pilot and head of the Ruritanian Rowing Club"."""
    texts, lower = tokens.texts, tokens.lower
    once: Tenure | None = None
    if lower[start : start + 1] and lower[start] in _ONCE:
        once, start = "former", start + 1
    i = start
    while i < len(texts) and i - start < 30:
        determined = lower[i]
        if determined in DETERMINERS:
            i += 1
        head = _find_head(tokens, found, i)
        if head < 0:
            return
        end = _owner_end(tokens, found, head + 1)
        if _person_at(found, end):  # the title of the next in a list: "Hale, the treasurer Bo Lind and …"
            return
        following = end + ("".join(texts[end : end + 1]) in OPENING_QUOTES)
        if determined not in ("a", "an") and following < len(texts) and found.doc[following].tag_ in _FINITE:
            return  # "According to Hale, the president will …"
        if determined not in DETERMINERS and end - i == 1 and lower[i] in table("titles")["titles"]["weak"]:
            return
        yield Phrase(i, end, once)
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
            if _person_at(found, found.starts[i]) and (i == len(texts) or texts[i] not in POSSESSIVES):
                break
            continue
        if _is_head(tokens, i) and "".join(texts[i + 1 : i + 2]) not in POSSESSIVES:
            head = i
            if texts[i + 1 : i + 2] == ["-"] and "".join(lower[i + 2 : i + 3]) in _TO_COME:
                head = i = i + 2
        elif (
            texts[i] != "-" and (head >= 0 or texts[i] in _CLOSERS or texts[i].isdigit() or lower[i] in _STOPS)
        ) or not _fits(tokens, found, i):
            break
        i += 1
    return head


def _fits(tokens: Tokens, found: Found, i: int) -> bool:
    """Whether a token may stand inside a title before its head."""
    if is_title_word(tokens.lower[i]) or tokens.texts[i] in ("-", "&", "and") or tokens.texts[i] in POSSESSIVES:
        return True
    return tokens.lower[i] not in ("and", "or", *DETERMINERS) and found.doc[i].tag_ in _NOMINAL


def _owner_end(tokens: Tokens, found: Found, i: int) -> int:
    """The token after "of", "for", "at" … and the names or words that follow a title's head at `i`."""
    texts, lower = tokens.texts, tokens.lower
    while i < len(texts) and lower[i] in OF:
        j = i + 1
        while (
            j < len(texts)
            and j - i < 10
            and (
                j in found.names
                or is_capital(texts[j])
                or lower[j] in DETERMINERS
                or texts[j].isalpha()
                or texts[j] in ("-", "&")
                or texts[j] in POSSESSIVES
            )
        ):
            if j in found.names:
                if found.names[j].kind == "person":
                    break
                j = found.ends[j]
                if lower[j : j + 1] and lower[j] in table("titles")["titles"]["bodies"]:  # "Ruritania's Coast agency"
                    j += 1
                    break
                if not (texts[j : j + 1] and (texts[j] in POSSESSIVES or is_capital(texts[j]))):
                    break
                continue
            if lower[j] in OF or lower[j] in (
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
        if lower[i] in DETERMINERS and not (i > 0 and lower[i - 1] in OF):
            break
        if _starts(tokens, i):
            break
    if lower[i] in DETERMINERS:
        i += 1
    head = _find_head(tokens, found, i)
    if head >= 0 and _owner_end(tokens, found, head + 1) == comma:
        yield Phrase(i, comma)
