"""The words that name a counted thing: from where they start to their head, without what does not help to name it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tellings.lexicon import table

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# A counted phrase is this many tokens at the longest; longer ones are mistakes of the parse.
REACH = 7
NOUNS = ("NOUN", "PROPN")
_FINITE = ("VBD", "VBZ", "VBP", "MD")


@cache
def word_set(name: str) -> frozenset[str]:
    """A list of `data/counted.toml`."""
    return frozenset(table("counted")[name])


def scan(doc: Doc, start: int) -> Token | None:
    """The last noun of the run of adjectives and nouns that starts here."""
    last = None
    for token in doc[start : start + REACH]:
        if last is not None and token.lower_ in ("ages", "age"):
            break
        if token.pos_ in NOUNS or (token.tag_ in ("VBG", "JJ") and token.ent_type_ == "NORP"):
            last = token
        elif (
            token.lower_ == "aged"
            or (token.tag_ in ("VBN", "VBG") and last is not None)
            or (token.pos_ not in ("ADJ", "PART", "DET") and token.tag_ not in ("VBG", "VBN", "HYPH", "RBS", "RBR"))
            or (token.lower_ in table("counted")["state_words"] and last is None)
        ):
            break
    return last


def phrase(doc: Doc, start: int, head: Token) -> str:
    """The words from `start` to the head, less what does not help to name it, with what an empty head needs."""
    start = max(start, head.i - REACH)
    while start < head.i and (
        doc[start].lower_ in word_set("fillers") or doc[start].is_punct or doc[start].pos_ in ("DET", "ADV", "NUM")
    ):
        start += 1
    start = next((i + 1 for i in range(head.i - 1, start, -1) if doc[i].pos_ == "NUM"), start)
    if doc[start].tag_ == "PRP$" and start < head.i:
        start += 1
    end = head.i + 1
    if head.lemma_.lower() in word_set("empty") or head.lower_ in ("people", "persons"):
        joint = doc[end] if end < len(doc) else None
        wanted = ("from",) if head.lower_ in ("people", "persons") else ("of",)
        if joint is not None and joint.lower_ in wanted:
            thing = next((t for t in joint.children if t.dep_ == "pobj"), None)
            # "people from North African countries" says who they are, "people from the water" what befell them
            named = wanted == ("of",) or any(t.text[:1].isupper() for t in doc[end : thing.i + 1]) if thing else False
            if (
                thing is not None
                and named
                and thing.i - end < REACH
                and not any(t.is_punct for t in doc[end : thing.i])
            ):
                end = thing.i + 1
    elif (
        end + 1 < len(doc)
        and doc[end].lower_ == "and"
        and doc[end + 1].head == head
        and (doc[end + 1].tag_ == "NNS" or doc[end + 1].lower_ in ("crew", "staff"))
    ):
        end += 2
    if head.lower_ == "dead" and head.i and doc[head.i - 1].lower_ == "the":
        start = head.i - 1
    return doc[start:end].text.replace("\n", " ")


def stretch(doc: Doc, start: int) -> str:
    """ "northwest of Rivertown": to the end of what depends on it, or the first mark of punctuation.

    Words that become a clause of their own ("after the breach forced many to flee") name nothing: "".
    """
    end = start + 1
    last = min(doc[start].right_edge.i + 1, start + 12)
    head = doc[start].head
    if head.dep_ == "prep" and head.i > start:
        last = min(head.right_edge.i + 1, start + 12)
    if last == start + 1:
        last = start + 5
    while (
        end < last
        and end < len(doc)
        and not (doc[end].is_punct and doc[end].text in ",.;:()—–")
        and doc[end].pos_ != "AUX"
        and doc[end].tag_ not in ("WDT", "WP")
    ):
        end += 1
    if any(t.tag_ in _FINITE or (t.tag_ == "VBN" and t.dep_ != "amod") for t in doc[start + 1 : end]):
        return ""
    while end - 1 > start and doc[end - 1].pos_ in ("DET", "ADP", "SCONJ", "CCONJ", "PART", "PRON", "SPACE"):
        end -= 1
    opened = any(token.text in ('"', "“") for token in doc[start:end])
    if opened and end < len(doc) and doc[end].text in ('"', "”"):
        end += 1
    return doc[start:end].text.replace("\n", " ")
