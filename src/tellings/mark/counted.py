"""What a quantity counts and what is said of it, read from the parse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tellings.grammar.numbers import read_number
from tellings.grammar.quantities import Quantity
from tellings.grammar.units import dimension, is_money, unit_words
from tellings.lexicon import table
from tellings.mark.phrases import NOUNS, REACH, phrase, scan, stretch, word_set

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Tokens looked back for the antecedent of a count, about the longest sentence of news.
_LOOK_BACK = 60
_AWAY = (
    "behind",
    *("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"),
    *("from", "away", "off", "out", "offshore"),
)
_BEFORE_AFTER = ("after", "before", "ahead", "later", "earlier", "above", "below")
_INNER = ("-", '"', "“", "”", "'", "’")
_SUBJECTS = ("nsubj", "nsubjpass")
_PRONOUNS = ("them", "these", "those", "whom", "which", "us", "you", "it")


@dataclass(frozen=True, slots=True)
class Counted:
    """The words for what is counted, its head (None where nothing names it), and whether it is carried over.

    `partitive` is the token after "of" in "10 of them", "10 of the 12 victims".
    """

    words: str
    head: Token | None
    partitive: Token | None = None


def counted(doc: Doc, quantity: Quantity, tokens: tuple[int, int, int]) -> Counted:
    """What a quantity counts; `tokens` are the first, the number's and the one after the last token of it."""
    if quantity.unit == "year" and quantity.after == quantity.end and tokens[0]:
        of_age = next(
            (t for t in reversed(doc[max(0, tokens[0] - 2) : tokens[0]]) if t.lower_ not in (",", "aged")), None
        )
        if of_age is not None and of_age.tag_ == "NNS":  # "children between the ages of five and 11"
            return Counted(phrase(doc, of_age.left_edge.i, of_age), of_age)
    if quantity.unit == "times" and doc[tokens[2] : tokens[2] + 2].text.lower() in ("as many", "as much"):
        thing = scan(doc, tokens[2] + 2)  # "twice as many boats"
        return Counted(phrase(doc, tokens[2] + 2, thing), thing) if thing is not None else Counted("", None)
    if quantity.attributive:
        return _described(doc, quantity, tokens[2])
    if quantity.unit == "count" or quantity.share:
        return _things(doc, tokens)
    return _measured(doc, quantity, tokens)


def _things(doc: Doc, tokens: tuple[int, int, int]) -> Counted:
    """ "12 soldiers", "dozens of women", "10 of them", "12 killed", "a family of five"."""
    first, number, after = tokens
    if after >= len(doc):
        return _held(doc, first)
    tail = doc[after]
    if tail.lower_ == "of":
        return _partitive(doc, number, after)
    if tail.text == "-" and after + 1 < len(doc):
        return Counted(doc[after + 1].text, doc[after + 1])
    head = _head(doc, number, after)
    if head is not None and tail.lower_ in ("last", "this", "next") and head.ent_type_ == "DATE":
        return _held(doc, first)  # "up from 300 last year" counts no years
    if head is not None and _names_the_dead(doc, number, head):
        return Counted(doc[head.i : head.i + 2].text, doc[head.i + 1])
    if head is not None:
        return Counted(phrase(doc, after, head), head)
    if tail.lower_ in table("counted")["state_words"] or tail.tag_ == "VBN":
        return Counted(tail.text, tail)
    held = _held(doc, first)
    if held.words:
        return held
    if tail.lower_ == "from" and after + 1 < len(doc) and doc[after + 1].pos_ == "PROPN":
        origin = scan(doc, after + 1) or doc[after + 1]
        return Counted(doc[after : origin.i + 1].text, origin)
    return held


def _has_named_subject(verb: Token) -> bool:
    """Whether the subject is a thing and not a sum of things."""
    sums = ("number", "total", "count", "figure")
    return any(t.dep_ in _SUBJECTS and t.pos_ in NOUNS and t.lower_ not in sums for t in verb.lefts)


def _names_the_dead(doc: Doc, number: int, head: Token) -> bool:
    """ "31 ferry dead": a singular cannot be what many are counted of, so the word behind it is."""
    many = doc[number].lower_ not in ("one", "1")
    return many and head.tag_ == "NN" and head.i + 1 < len(doc) and doc[head.i + 1].lower_ in ("dead", "missing")


def _held(doc: Doc, first: int) -> Counted:
    """ "a family of five": the holder; "the number of soldiers as high as 11,000": what its number is of."""
    if first >= 2 and doc[first - 1].lower_ == "of" and doc[first - 2].lemma_.lower() in word_set("holders"):
        return Counted(doc[first - 2].text, doc[first - 2])
    start = _sentence_start(doc, first)
    if first and doc[first - 1].lemma_.lower() in ("number", "total") and doc[first - 1].pos_ == "VERB":
        crowd = next((t for t in doc[first - 1].lefts if t.dep_ in _SUBJECTS), None)
        if crowd is not None and (crowd.pos_ in NOUNS or crowd.lower_ in table("counted")["state_words"]):
            return Counted(phrase(doc, crowd.left_edge.i, crowd), crowd)
    for token in doc[start:first]:
        if token.lower_ in ("number", "total", "estimate", "count", "toll"):
            if token.lower_ == "toll":
                named = token.i > start and doc[token.i - 1].dep_ == "compound"
                return Counted(doc[token.i - named : token.i + 1].text, token)
            if token.lower_ in ("total", "count") and token.dep_ in _SUBJECTS and not _has_of(token):
                return Counted(token.text, token)
            for prep in token.children:
                thing = next((t for t in prep.children if t.dep_ == "pobj" and t.i < first), None)
                if prep.lower_ == "of" and thing is not None and thing.lower_ == "those":
                    thing = doc[thing.i + 1]
                if prep.lower_ == "of" and thing is not None and thing.lower_ in word_set("state_words"):
                    return Counted(thing.text, thing)
                if prep.lower_ == "of" and thing is not None and thing.pos_ in NOUNS:
                    return Counted(phrase(doc, prep.i + 1, thing), thing)
    return _room(doc, start, first)


def _room(doc: Doc, start: int, first: int) -> Counted:
    """How many fit in or came: "whose capacity is 420", "an attendance of 4,000", "the hall seats 420"."""
    for token in doc[start:first]:
        if token.lower_ in word_set("sizes") and (token.dep_ in _SUBJECTS or first - token.i <= 2):
            return Counted(token.text, token)
    number = doc[first]
    verb = number.head
    able = verb.lemma_ != "hold" or any(child.lower_ in ("can", "could") for child in verb.lefts)
    if verb.lemma_.lower() in word_set("holding") and able and number.dep_ in ("dobj", "npadvmod", "attr"):
        return Counted("capacity", number)
    return Counted("", None)


def _has_of(token: Token) -> bool:
    return any(child.lower_ == "of" for child in token.rights)


def asked_for(doc: Doc, number: int) -> Counted | None:
    """What a bare number answers: "How many ships? The ministry says nine."; None where nothing was asked shortly."""
    for token in reversed(doc[max(0, number - _LOOK_BACK) : number]):
        if token.lower_ == "many" and token.i and doc[token.i - 1].lower_ == "how":
            head = scan(doc, token.i + 1)
            return Counted(phrase(doc, token.i + 1, head), head) if head is not None else None
    return None


def is_told(token: Token) -> bool:
    """Whether a bare number is what someone says a count is: "spoke of nine", "says 12", "put it at 29"."""
    for _ in range(3):
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            if token.lemma_ == "be" and _has_named_subject(token):  # "The limit is 12" counts no ships
                return False
            return token.lemma_.lower() in table("counted")["tellers"]["words"]
    return False


def _sentence_start(doc: Doc, at: int) -> int:
    """Where the sentence of token `at` starts, not further back than sentences of news reach."""
    first = max(0, at - _LOOK_BACK)
    return next((i for i in range(at, first, -1) if i < len(doc) and doc[i].is_sent_start), first)


def _partitive(doc: Doc, number: int, of: int) -> Counted:
    """ "dozens of women": women; "10 of the victims were tourists": tourists; "two of them": what was named before."""
    end = min(len(doc), of + 1 + REACH)
    thing = next((t for t in doc[of].children if t.dep_ in ("pobj", "pcomp") and t.i > of), None)
    if thing is None or thing.i >= end or (thing.i + 1 < end and doc[thing.i + 1].pos_ == "NOUN"):
        thing = scan(doc, of + 1) or thing
    if thing is None:
        return Counted("", None, doc[min(of + 1, len(doc) - 1)])
    if thing.like_num:  # "three of my ten"
        return Counted("", None, thing)
    if thing.i + 2 < end and doc[thing.i + 1].tag_ == "POS":  # "two of the captain's three brothers"
        thing = scan(doc, thing.i + 2 + (doc[thing.i + 2].pos_ == "NUM")) or thing
    definite = any(
        t.lower_ in ("the", "these", "those", "his", "her", "their", "its", "our") for t in doc[of + 1 : thing.i]
    )
    pronoun = thing.lower_ in _PRONOUNS
    if definite or pronoun:
        verb = doc[number].head
        noun = (
            next((t for t in verb.children if t.dep_ == "attr" and t.i > thing.i), None)
            if verb.lemma_ == "be"
            else None
        )
        if noun is not None and noun.pos_ in NOUNS:
            return Counted(phrase(doc, noun.left_edge.i, noun), noun, thing)
    if pronoun:
        told = doc[thing.i + 1] if thing.i + 1 < len(doc) else None
        if told is not None and told.tag_ in ("NNS", "NNPS"):  # "10 of them children"
            return Counted(told.text, told, thing)
        earlier = _looked_back_to(doc, number)
        return (
            Counted(phrase(doc, earlier.left_edge.i, earlier), earlier, thing) if earlier else Counted("", None, thing)
        )
    return Counted(phrase(doc, of + 1, thing), thing, thing if definite else None)


def _looked_back_to(doc: Doc, number: int) -> Token | None:
    """The plural that "15 of them" means in its sentence.

    It is one of which more are counted, else a subject for a subject and the nearest that is none for another.
    """
    here = reversed(doc[_sentence_start(doc, number) : number])
    before = [token for token in here if token.tag_ == "NNS" and token.lower_ not in unit_words()]
    size = read_number(doc[number].text) or 0.0
    want_subject = doc[number].dep_ in _SUBJECTS
    many = [token for token in before if any((read_number(t.text) or 0.0) > size for t in _numbers(token))]
    for token in many or before:
        subject = token.dep_ in _SUBJECTS or (token.dep_ == "pobj" and token.head.head.dep_ in _SUBJECTS)
        if many or subject == want_subject:
            return token
    return None


def _numbers(thing: Token) -> list[Token]:
    return [child for child in thing.lefts if child.dep_ == "nummod"]


def _measured(doc: Doc, quantity: Quantity, tokens: tuple[int, int, int]) -> Counted:
    """What a measure is of: "13 metres of water", "winds of 20 knots", "5 percent of voters", else the subject."""
    first, number, after = tokens
    unit = doc[max(number, after - 1)]
    tail = doc[after] if after < len(doc) else None
    holder = _share_holder(doc, first, after) if quantity.unit == "percent" else None
    if holder is not None:
        return Counted(phrase(doc, holder.left_edge.i, holder), holder)
    if tail is not None and tail.text in ("(", ")"):
        after = _past_bracket(doc, after)
        tail = doc[after] if after < len(doc) else None
    if tail is not None:
        timed = dimension(quantity.unit).kind in ("time", "calendar")
        if (
            tail.lower_ == "of"
            or (tail.lower_ in ("in", "for") and is_money(quantity.unit))
            or (tail.lower_ == "in" and timed)
        ):
            thing = next((t for t in tail.children if t.dep_ in ("pobj", "pcomp")), None)
            period = thing is not None and tail.lower_ != "of" and thing.lower_ in unit_words()  # "6 dinars in a month"
            if thing is not None and not period and thing.pos_ in NOUNS and thing.i - after <= REACH:
                return Counted(phrase(doc, after + 1, thing), thing, thing if doc[after + 1].lower_ == "the" else None)
        if tail.lower_ == "into":  # "three hours into an 11-hour flight"
            thing = next((t for t in tail.children if t.dep_ == "pobj" and t.i - after <= REACH), None)
            if thing is None or any(token.pos_ == "NUM" for token in doc[after : thing.i]):
                return Counted(thing.text if thing is not None else "", thing)
            return Counted(phrase(doc, after + 1, thing), thing)
        sized = timed or dimension(quantity.unit).kind == "length"
        if sized and (tail.lower_ in _AWAY or tail.lower_ in _BEFORE_AFTER):
            return Counted(stretch(doc, after), tail)
        if tail.lower_ in _DIMENSIONS and tail.head.pos_ in NOUNS and tail.head.i < first:
            return Counted(phrase(doc, tail.head.left_edge.i, tail.head), tail.head)  # "a tunnel 11 km long"
        of_time = tail.lower_ in ("last", "this", "next") or tail.ent_type_ in ("DATE", "TIME")
        head = _head(doc, unit.i, after) if tail.pos_ in (*NOUNS, "ADJ") and not of_time else None
        if head is not None:
            return Counted(phrase(doc, after, head), head)
    if first >= 2 and doc[first - 1].lower_ == "of" and doc[first - 2].pos_ in NOUNS and quantity.unit != "magnitude":
        noun = doc[first - 2]
        return Counted(phrase(doc, noun.i, noun), noun)
    if first >= 2 and doc[first - 1].lower_ == "in" and doc[first - 2].pos_ in NOUNS and unit.dep_ == "pobj":
        return Counted(doc[first - 2].text, doc[first - 2])
    if is_money(quantity.unit) and unit.head.lower_ in ("fined", "fining"):
        return Counted("fine", unit)
    changed = _changed_thing(unit)
    if changed is not None:
        return Counted(phrase(doc, changed.left_edge.i, changed), changed)
    subject = _subject(unit)
    if subject is not None and subject.pos_ in NOUNS:
        return Counted(phrase(doc, subject.left_edge.i, subject), subject)
    return Counted("", None)


def _share_holder(doc: Doc, first: int, after: int) -> Token | None:
    """Whose a share is that is told beside another's: "42 percent for Orr", "Orr 29 percent", "to Orr's 29 percent"."""
    tail = doc[after] if after < len(doc) else None
    if tail is not None and tail.lower_ == "for":
        holder = next((t for t in tail.children if t.dep_ == "pobj" and t.pos_ == "PROPN"), None)
        if holder is not None and holder.ent_type_ not in ("DATE", "TIME"):
            return holder
    before = doc[first - 1] if first else None
    if before is not None and (before.tag_ == "POS" or before.lower_ == "with") and first > 1:
        before = doc[first - 2]
    elif before is not None and before.dep_ == "pobj":
        return None  # "in Rivertown 29 percent"
    if before is None or before.pos_ != "PROPN" or before.ent_type_ not in ("PERSON", "ORG", ""):
        return None
    return before


def _past_bracket(doc: Doc, after: int) -> int:
    """The token behind the bracket that closes soon: "230 km (140 miles) west"."""
    return next((token.i + 1 for token in doc[after : after + REACH] if token.text == ")"), after)


def _described(doc: Doc, quantity: Quantity, after: int) -> Counted:
    """ "a 140-ton rocket": the rocket; adjectives of the measure ("-long", "-tall") are skipped."""
    if after < len(doc) and doc[after].text in ("(", ")"):
        after = _past_bracket(doc, after)
    while after < len(doc) and (
        doc[after].text in ("-", ",") or doc[after].lower_ in _DIMENSIONS or doc[after].pos_ == "NUM"
    ):
        after += 1
        if after < len(doc) and doc[after - 1].text == "," and doc[after].pos_ == "NUM":
            after += 2
    thing = scan(doc, after)
    return Counted(phrase(doc, after, thing), thing) if thing is not None else Counted("", None)


_DIMENSIONS = ("long", "tall", "high", "wide", "deep", "foot", "feet", "thick")


def _head(doc: Doc, number: int, after: int) -> Token | None:
    """The noun that a number belongs to: its head in the parse where that is near on the right, else the next noun."""
    head = doc[number].head
    near = doc[number].dep_ in ("nummod", "compound", "amod", "nmod") and after <= head.i < after + REACH
    if near and head.pos_ in NOUNS and not any(t.is_punct and t.text not in _INNER for t in doc[after : head.i]):
        return head
    return scan(doc, after)


def _changed_thing(unit: Token) -> Token | None:
    """What a measure on a preposition is given to: "raised its bid to $3 billion", "cut staff by 5 percent"."""
    prep = unit.head
    if unit.dep_ != "pobj" or prep.lower_ not in ("to", "at", "by", "from", "for") or prep.head.pos_ != "VERB":
        return None
    thing = next((t for t in prep.head.children if t.dep_ == "dobj" and t.i < prep.i), None)
    return thing if thing is not None and thing.pos_ in NOUNS and thing.ent_type_ not in ("DATE", "TIME") else None


def _subject(token: Token) -> Token | None:
    """The subject of the nearest verb above."""
    for _ in range(8):
        if token.pos_ in ("VERB", "AUX"):
            found = next(
                (t for t in token.children if t.dep_ in ("nsubj", "nsubjpass") and t.lower_ not in _PRONOUNS), None
            )
            if found is not None:
                return found
        if token.head is token:
            return None
        token = token.head
    return None
