"""Figures: quantities with bound, unit, what they count, in which state, where, as of when and by whom."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tellings.grammar.bounds import negated
from tellings.grammar.quantities import Quantity, find_quantities
from tellings.grammar.units import dimension, is_money
from tellings.lexicon import table
from tellings.mark.corrections import is_taken_back
from tellings.mark.counted import Counted, asked_for, counted, is_told
from tellings.mark.parse import Parsed
from tellings.mark.rejects import Rejects
from tellings.mark.spoken_for import Days, Sources
from tellings.mark.states import is_general, is_planned, state_of
from tellings.mark.tokens import read_tokens
from tellings.model import Figure, Name, Statement, When, make_id
from tellings.world import country_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# What leads from a figure to its place: "in", "to the", "into eastern", "in the city of".
_LEADS_IN = re.compile(
    r"(?<!\w)(?:in|into|to|at|near|across|inside|on|outside|around|throughout|within|(?:city|town|village|province|region|"
    r"district|state|island|border) of)[ \u00a0](?:the[ \u00a0])?(?:[\w-]+ern[ \u00a0]|central[ \u00a0])?\Z",
    re.IGNORECASE,
)
_INCLUDING = ("including", "include", "includes", "included", "among", "amongst")
# Figures looked back over for a whole or an antecedent: more than one sentence of news holds.
_EARLIER = 12
# Verbs whose negation is that of what they report: "do not think there are more than five".
_DENIED_ABOVE = ("think", "believe", "expect", "want", "suppose", "plan", "intend", "need")
# Characters from a figure within which its place stands.
_NEAR_PLACE = 300
# Figures looked at behind one that may be named "among the 84".
_AMONG = 3
# How many times one telling of a count may be another: widest where first counts are revised, tuned on news of tolls.
_ALIKE = 5
# Characters from a measure within which a bare number has its unit, and words that may stand behind such a number.
_NEAR_UNIT = 90
_UNIT_LEFT_OUT = ("wide", "long", "tall", "deep", "high", "and", "or", "behind", "to", "this", "last", "in", "on")
# "Fell to 40 euros from 60": what stands between a sum of money and the one before.
_CHANGED_FROM = re.compile(
    r",?[ \u00a0](?:(?:up|down)[ \u00a0])?from[ \u00a0](?:around[ \u00a0]|about[ \u00a0])?", re.IGNORECASE
)
# Characters between a whole and "10 of them" in a later sentence: two sentences of news.
_CARRY = 400


@dataclass(frozen=True, slots=True)
class _Draft:
    """A quantity in its sentence, before it knows its source."""

    quantity: Quantity
    tokens: tuple[int, int, int]
    counted: Counted
    words: str
    state: str
    place: str
    sentence: tuple[int, int]
    taken_back: bool = False


def find_figures(
    parsed: Parsed, names: Sequence[Name], dates: Sequence[When], statements: Sequence[Statement]
) -> tuple[Figure, ...]:
    """Figures in order of the text."""
    article, doc = parsed.article, parsed.doc
    starts = read_tokens(doc).starts
    ends = [sentence.end_char for sentence in doc.sents]
    rejects = Rejects.of(parsed, names, dates)
    places = sorted(article.at(name.span) for name in names if name.kind == "place")
    countries = Counter(country for name in names if name.kind == "place" and (country := country_of(name.full)))
    said = Sources.of(parsed, statements)
    when = Days.of(parsed, dates, ends)
    drafts: list[_Draft] = []
    for found in find_quantities(article.text):
        quantity, tokens = _unbound(doc, found, _tokens(starts, found))
        if rejects.by_marks(quantity):
            continue
        quantity = _with_local_money(article.text, quantity, countries)
        what = counted(doc, quantity, tokens)
        quantity = _negated(doc, quantity, tokens, what)
        if rejects.by_parse(doc, quantity, tokens, what):
            continue
        sentence = bisect_right(ends, quantity.number)
        here = (ends[sentence - 1] if sentence else 0, ends[min(sentence, len(ends) - 1)])
        last = drafts[-1].quantity.end if drafts and drafts[-1].sentence == here else None
        back = is_taken_back(article.text, quantity.start, quantity.end, here[0], last)
        with_unit = _with_unit(doc, quantity, tokens, what, drafts)
        if with_unit.unit != quantity.unit and not what.words:
            what = replace(what, words=drafts[-1].words)
        quantity = with_unit
        place = _place(article.text, quantity, here, places, said.reach(quantity))
        drafts.append(_draft(doc, _Draft(quantity, tokens, what, what.words, "", place, here, back), drafts))
        _lend_to_first(article.text, drafts)
    ids = [make_id(article.id, "figure", draft.quantity.start, draft.quantity.end) for draft in drafts]
    figures = []
    for at, draft in enumerate(drafts):
        if draft.taken_back:  # it only lends to others what it counts
            continue
        quantity = draft.quantity
        statement = said.around(quantity)
        whole = _whole(doc, drafts, at)
        number = doc[draft.tokens[1]]
        general = quantity.bound == "vague" and is_general(number)  # rhetoric is of no place and no day
        as_of = "" if general else when.of_figure(quantity, number, statement, planned=is_planned(draft.state))
        figures.append(
            Figure(
                id=ids[at],
                span=parsed.span(quantity.start, quantity.end),
                low=quantity.low,
                high=quantity.high,
                bound=quantity.bound,
                unit=quantity.unit,
                counted=draft.words,
                state=draft.state or (drafts[whole].state if whole is not None and whole > at else ""),
                place="" if general else draft.place,
                as_of=as_of,
                said_by=said.name(statement) or said.teller(number),
                statement=statement.id if statement else "",
                part_of=ids[whole] if whole is not None else "",
            )
        )
    return tuple(figures)


def _tokens(starts: Sequence[int], quantity: Quantity) -> tuple[int, int, int]:
    """The first token of a quantity, that of its number, and the one after its last."""
    return (
        bisect_right(starts, quantity.start) - 1,
        bisect_right(starts, quantity.number) - 1,
        bisect_right(starts, quantity.after - 1),
    )


def _unbound(doc: Doc, quantity: Quantity, tokens: tuple[int, int, int]) -> tuple[Quantity, tuple[int, int, int]]:
    """The quantity without a bound word that is none: "turned around four hours in", "paid over three years"."""
    first, number, after = tokens
    word = doc[first]
    if (
        first == number
        or quantity.bound not in ("about", "more_than")
        or word.lower_ not in ("around", "about", "over")
    ):
        return quantity, tokens
    particle = word.dep_ == "prt" or (word.lower_ == "around" and first > 0 and doc[first - 1].lemma_ == "turn")
    span_of_time = (
        word.lower_ == "over" and word.dep_ == "prep" and dimension(quantity.unit).kind in ("time", "calendar")
    )
    if not (particle or span_of_time):
        return quantity, tokens
    value = quantity.low
    return replace(quantity, start=doc[first + 1].idx, high=value, bound="exact"), (first + 1, number, after)


def _with_unit(
    doc: Doc, quantity: Quantity, tokens: tuple[int, int, int], what: Counted, before: Sequence[_Draft]
) -> Quantity:
    """The quantity with the unit that a bare number leaves out: "88 metres tall, 12 wide", "down 28 percent or 24"."""
    after = doc[tokens[2]] if tokens[2] < len(doc) else None
    ends = after is None or after.is_punct or after.is_space or after.lower_ in _UNIT_LEFT_OUT
    if quantity.unit != "count" or what.head is not None or what.partitive is not None or not ends or not before:
        return quantity
    last = before[-1].quantity
    here = quantity.start - last.after < _NEAR_UNIT and last.after < quantity.start
    between = doc.text[last.after : quantity.start]
    money = is_money(last.unit) and not _CHANGED_FROM.fullmatch(between)
    if not here or last.unit in ("count", "magnitude") or last.attributive or last.share or money:
        return quantity
    if any(mark in between for mark in ".;:()\n") or dimension(last.unit).kind in ("calendar",):
        return quantity
    return replace(quantity, unit=last.unit)


def _with_local_money(text: str, quantity: Quantity, countries: Mapping[str, int]) -> Quantity:
    """The quantity in the money of the country the article is about: "30,000 pounds" in Egypt are Egyptian."""
    if not is_money(quantity.unit) or quantity.after == quantity.end:
        return quantity
    word = text[quantity.end : quantity.after].strip(" \u00a0-").lower().rstrip("s")
    local_money = table("units")["local"]
    money = local_money.get(word) or local_money.get(quantity.unit)
    if money is None or countries.get(money["home"]):
        return quantity
    local = max(money["codes"], key=lambda country: countries.get(country, 0))
    return replace(quantity, unit=money["codes"][local]) if countries.get(local) else quantity


def _negated(doc: Doc, quantity: Quantity, tokens: tuple[int, int, int], what: Counted) -> Quantity:
    """The quantity under a negation: "does not expect more than 100 guests" says at most 100.

    Behind a preposition it stays: "has not slept for more than three days" is more than three.
    """
    if quantity.bound not in ("more_than", "less_than"):
        return quantity
    token = what.head if what.head is not None and what.head.i >= tokens[1] else doc[tokens[1]]
    token = token.head if token.dep_ in ("nummod", "quantmod") else token
    if token.dep_ not in ("dobj", "attr", "npadvmod", "nsubjpass"):
        return quantity
    verb = token.head
    if not _is_denied(verb, tokens[0]) and not (
        verb.dep_ in ("ccomp", "xcomp") and verb.head.lemma_ in _DENIED_ABOVE and _is_denied(verb.head, tokens[0])
    ):
        return quantity
    value = quantity.low if quantity.low is not None else quantity.high
    bound = negated(quantity.bound)
    low, high = (None, value) if bound == "at_most" else (value, None)
    return replace(quantity, bound=bound, low=low, high=high)


def _lend_to_first(text: str, drafts: list[_Draft]) -> None:
    """Give what the last draft counts to the one it is told as a change from: "grew from 300 to 450 members"."""
    if len(drafts) < 2:
        return
    one, last = drafts[-2:]
    change = text[one.quantity.after : last.quantity.start].strip(" \u00a0") == "to"
    if change and not one.words and one.quantity.unit == last.quantity.unit:
        drafts[-2] = replace(one, words=last.words, state=last.state, place=last.place)


def _is_denied(verb: Token, before: int) -> bool:
    return any(child.dep_ == "neg" and child.i < before for child in verb.children)


def _draft(doc: Doc, draft: _Draft, before: Sequence[_Draft]) -> _Draft:
    """The draft with its state, and with what an earlier figure lends to one that leaves it out."""
    quantity, tokens, what = draft.quantity, draft.tokens, draft.counted
    hyphenated = tokens[2] < len(doc) and doc[tokens[2]].text == "-"
    state = "" if hyphenated else state_of(doc, what.head if what.head is not None else doc[tokens[1]], tokens[2])
    done = doc[tokens[0] - 1] if tokens[0] else None
    if (
        done is not None
        and done.tag_ in ("VBD", "VBG", "VBZ", "VBN")
        and done.lemma_ in table("counted")["vital"]["states"]
    ):
        state = done.lemma_  # "killed 59 people and injured hundreds": the parse often hangs them on the second verb
    more = tokens[0] > 0 and doc[tokens[0] - 1].lower_ in ("another", "other")
    earlier = _antecedent(quantity, what, before, draft.sentence[0] - (_CARRY if more else 0))
    bare = what.head is None and quantity.unit == "count" and quantity.bound != "vague"
    if earlier is None and bare and _is_bare(doc, tokens[1]):
        asked = asked_for(doc, tokens[1])
        if asked is not None:
            return replace(draft, counted=asked, words=asked.words, state=state)
        earlier = _same_size(quantity, before, draft.sentence[0] - _CARRY)
    if earlier is None:
        return replace(draft, state=state)
    return replace(draft, words=earlier.words, state=state or earlier.state, place=draft.place or earlier.place)


def _antecedent(quantity: Quantity, what: Counted, before: Sequence[_Draft], start: int) -> _Draft | None:
    """The figure whose counted words one without its own takes over: "10,000 troops, with 3,000 already sent"."""
    ages = quantity.unit == "year" and quantity.bound != "exact" and quantity.after == quantity.end
    if quantity.share and what.partitive is not None and what.head is None:
        ages = True  # "a third of them"
    if not ages and (quantity.unit != "count" or (what.head is not None and not _is_mere_participle(what.head))):
        return None
    reach = start - (_CARRY if what.partitive is not None or ages else 1)
    of = what.partitive.head.head if what.partitive is not None else None
    for at in range(len(before) - 1, max(-1, len(before) - 1 - _EARLIER), -1):
        draft = before[at]
        if draft.quantity.start < reach:
            return None
        if of is not None and _is_aside(of, draft, before[:at]):
            continue
        noun = draft.counted.head
        if draft.quantity.unit == "count" and draft.words and noun is not None and noun.pos_ in ("NOUN", "PROPN"):
            return draft
    return None


def _is_aside(number: Token, draft: _Draft, before: Sequence[_Draft]) -> bool:
    """Whether a figure only lists what another counts, so that "five of them were hit" in a clause behind means those.

    Of "13 ships, including two ferries, and five of them were hit" the five are ships; "200 guests, including 20 from
    Ostrel, five of them ill" says how many of the 20.
    """
    earlier = [one for one in before[-_AMONG:] if one.sentence == draft.sentence]
    apart = number.dep_ in ("nsubj", "nsubjpass") or number.idx >= draft.sentence[1]
    return apart and any(_is_listed(number.doc, one.tokens[2], draft.tokens[0]) for one in earlier)


def _is_bare(doc: Doc, number: int) -> bool:
    """Whether a number without a noun stands for what was counted before: "spoke of nine", "three stayed behind"."""
    token = doc[number]
    return is_told(token) or token.dep_ in ("nsubj", "nsubjpass") or (number > 0 and doc[number - 1].tag_ == "PRP$")


def _same_size(quantity: Quantity, before: Sequence[_Draft], start: int) -> _Draft | None:
    """The count told last before a bare number that could be another telling of it: "The ministry spoke of nine"."""
    counts = (one for one in reversed(before[-_EARLIER:]) if one.quantity.unit == "count" and one.words)
    draft = next((one for one in counts if one.counted.head is not None), None)
    if draft is None or draft.quantity.start < start or draft.counted.head is None:
        return None
    one, other = draft.quantity.low or draft.quantity.high or 0.0, quantity.low or quantity.high or 0.0
    near = max(one, other) <= _ALIKE * min(one, other)
    return draft if near and draft.counted.head.pos_ in ("NOUN", "PROPN") else None


def _is_mere_participle(head: Token) -> bool:
    """Whether a head says what was done and not what is counted; "12 killed" names the killed."""
    return head.tag_ in ("VBN", "VBD") and head.lower_ not in table("counted")["state_words"]


def _place(
    text: str, quantity: Quantity, here: tuple[int, int], places: Sequence[tuple[int, int]], said: tuple[int, int]
) -> str:
    """The place of a figure: the first behind it in its sentence that a preposition leads in, else the last before.

    Inside a statement, clean offsets `said`, it is one the statement names: "told reporters in Ostrel that 12 died"
    says nothing of where they died; a place that opens the sentence holds for all of it.
    """
    first, last = max(here[0], quantity.start - _NEAR_PLACE), min(here[1], quantity.end + _NEAR_PLACE)
    found = ""
    for start, end in places[bisect_left(places, (first,)) :]:
        if start >= last:
            break
        lead = _LEADS_IN.search(text, max(here[0], start - 32), start)
        if lead and (said[0] <= start < said[1] or lead.start() <= here[0] + 1):
            found = text[start:end]
            if start > quantity.start:
                break
    return found


def _whole(doc: Doc, drafts: Sequence[_Draft], at: int) -> int | None:
    """The draft that this one is a part of: "12,000 soldiers, including 500 officers", "10 of the 12 victims"."""
    draft = drafts[at]
    partitive = draft.counted.partitive
    if draft.quantity.unit != "count":
        return None
    among = _named_among(doc, draft, drafts[at + 1 : at + 1 + _AMONG])
    if among is not None:
        return at + 1 + among
    if partitive is not None and at + 1 < len(drafts) and draft.tokens[2] < drafts[at + 1].tokens[1] < partitive.i:
        return at + 1
    for other in range(at - 1, max(-1, at - 1 - _EARLIER), -1):
        whole = drafts[other]
        if whole.taken_back:
            continue
        if draft.sentence[0] - whole.sentence[1] > (_CARRY if partitive is not None else -1):
            return None
        if whole.quantity.unit != "count" or _size(whole) <= _size(draft):
            continue
        if partitive is not None or _is_listed(doc, whole.tokens[2], draft.tokens[0]):
            return other
    return None


def _named_among(doc: Doc, draft: _Draft, after: Sequence[_Draft]) -> int | None:
    """Which of the figures behind is the whole of "three divers were among the 84 people killed"."""
    for at, whole in enumerate(after):
        if whole.sentence != draft.sentence:
            return None
        lead = doc[max(draft.tokens[2], whole.tokens[0] - 3) : whole.tokens[0]]
        if any(token.lower_ in ("among", "amongst") for token in lead) and _size(whole) > _size(draft):
            between = doc[draft.tokens[2] : whole.tokens[0]]
            return at if all(token.lemma_ == "be" for token in between if token.pos_ in ("VERB", "AUX")) else None
    return None


def _is_listed(doc: Doc, start: int, end: int) -> bool:
    """Whether "including" or "among them" opens the list that token `end` stands in."""
    listed = next((token.i for token in reversed(doc[start:end]) if token.lower_ in _INCLUDING), None)
    return listed is not None and not any(token.pos_ in ("VERB", "AUX") for token in doc[listed + 1 : end])


def _size(draft: _Draft) -> float:
    """How many a figure says, at its closed end."""
    return draft.quantity.low or draft.quantity.high or 0.0
