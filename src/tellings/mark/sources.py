"""Sources and cues on the parse: who does what a reporting word says, and the words of both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.mark.segments import Range, edges, trim

if TYPE_CHECKING:
    from spacy.tokens import Token

# What may stand between an auxiliary and its verb, or right before the verb, and is part of the cue.
BEFORE_VERB = frozenset({"aux", "auxpass", "neg", "advmod"})
# A verb whose subject stands with the verb it depends on: "… , adding that", "went on to say", "and told".
LEANING = frozenset({"conj", "xcomp", "advcl", "ccomp", "pcomp", "dep", "parataxis"})
# How far up the parse a subject is looked for; deeper ones belong to somebody else.
HIGHEST = 5
DAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday"])


def subject_of(verb: Token) -> Token | None:
    """The one who does what `verb` says: its agent, its subject, or that of the verb it leans on; None if unsaid."""
    for child in verb.children:
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    if any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children):
        return None
    if verb.tag_ == "VBN" and verb.dep_ == "advcl" and not any(c.dep_ in {"aux", "nsubj"} for c in verb.children):
        return None  # "Asked about it, X said": somebody else asked
    for step in range(HIGHEST):
        for child in verb.children:
            if child.dep_ == "nsubj" or (step and child.dep_ == "nsubjpass"):
                return None if child.lower_ == "all" and any(c.pos_ == "PROPN" for c in child.lefts) else child
        if verb.dep_ == "acl":
            return verb.head if verb.tag_ == "VBG" or step else None
        if verb.dep_ == "relcl" or verb.dep_ not in LEANING or verb.head == verb:
            return None
        if verb.dep_ == "ccomp" and verb.tag_ not in {"VBG", "VB"}:
            return None
        if verb.dep_ == "xcomp":
            asked = next((c for c in verb.head.children if c.dep_ in {"dobj", "dative"}), None)
            if asked is not None:
                return asked
        verb = verb.head.head if verb.dep_ == "pcomp" and verb.head.pos_ == "ADP" else verb.head
        if verb.pos_ not in {"VERB", "AUX"}:
            return verb if verb.pos_ in {"NOUN", "PROPN"} and verb.dep_ not in {"pobj", "dobj"} else None
    return None


def source_range(text: str, subject: Token) -> Range | None:
    """The words of a source: its phrase with apposition, without a clause that stands apart by a comma."""
    start, end = edges(subject)
    for child in subject.children:
        if child.i <= subject.i:
            continue
        before = subject.doc[child.left_edge.i - 1].text
        apart = child.dep_ in {"acl", "advcl", "parataxis"} and before in {",", "—", "–", "-", "("}
        if apart or (child.dep_ in {"npadvmod", "prep"} and tells_time(child)):
            end = min(end, child.left_edge.idx)
        elif child.dep_ in {"cc", "conj"} and any(c.dep_ in {"nsubj", "nsubjpass"} for c in child.children):
            cut = child.left_edge  # the parser took the next clause for a second subject
            cut = cut.nbor(-1) if cut.i > subject.i + 1 and cut.nbor(-1).dep_ == "cc" else cut
            end = min(end, cut.idx)
    if text[end - 2 : end] in {"'s", "’s"} and subject.dep_ == "poss":
        end -= 2
    return trim(text, start, end)


def tells_time(phrase: Token) -> bool:
    """Whether a phrase after a name says when: "on Friday", "Thursday"."""
    if phrase.dep_ == "prep" and phrase.lower_ not in {"on", "in", "at", "during", "since"}:
        return False
    inner = phrase if phrase.dep_ == "npadvmod" else next((c for c in phrase.children if c.dep_ == "pobj"), phrase)
    return inner.ent_type_ in {"DATE", "TIME"} or inner.lower_.rstrip("s") in DAYS


def cue_start(verb: Token) -> int:
    """The index of the first of a verb's auxiliaries and adverbs that stand right before it, or of the verb."""
    left = {child.i for child in verb.lefts if child.dep_ in BEFORE_VERB and child.left_edge.i == child.right_edge.i}
    first = verb.i
    while first - 1 in left:
        first -= 1
    return first


def cue_range(verb: Token, extra: Token | None = None) -> Range:
    """The cue: the verb with its auxiliaries, negation, particle and, where it reports with one, its preposition."""
    doc = verb.doc
    first = cue_start(verb)
    last = verb.i
    for child in verb.rights:
        if child.dep_ in {"prt", "neg"} and child.i == last + 1:
            last = child.i
    if extra is not None and extra.i == last + 1:
        last = extra.i
    return doc[first].idx, doc[last].idx + len(doc[last])


def neighbour(verb: Token) -> Token | None:
    """For a finite verb the parser gave no subject: the head of the name that ends right before it."""
    if verb.tag_ not in {"VBD", "VBZ", "VBP"} or any(c.dep_ in {"nsubjpass", "auxpass"} for c in verb.children):
        return None
    doc, at = verb.doc, cue_start(verb) - 1
    if at > 0 and doc[at].text == ",":
        at -= 1
    if at < 0 or doc[at].pos_ not in {"PROPN", "NOUN"} or doc[at].sent != verb.sent:
        return None
    token = doc[at]
    while token.head.i < verb.i and token.head != token:
        renamed = token.dep_ == "appos" and token.pos_ == "PROPN" and token.head.pos_ == "NOUN"
        if token.dep_ in {"appos", "compound", "flat"} and token.head.pos_ in {"PROPN", "NOUN"} and not renamed:
            token = token.head
        elif token.dep_ == "pobj" and token.head.dep_ == "prep" and token.head.head.pos_ in {"PROPN", "NOUN"}:
            token = token.head.head
        elif token.dep_ == "pobj" and token.head.dep_ == "pobj":  # two names run together after "of"
            token = token.head
        else:
            break
    return token if token.dep_ not in {"pobj", "dobj", "npadvmod"} else None


def cited_by(text: str, verb: Token) -> Range | None:
    """Y in "X reported …, citing Y", "X cited Y, indicating …" and "X quoted Y as saying …"."""
    for child in verb.children:
        if child.pos_ == "VERB" and child.lower_ in {"citing", "quoting"}:
            return _object_range(text, child)
    giver = verb.head.head if verb.dep_ == "pcomp" and verb.head.lower_ == "as" else verb.head
    if verb.tag_ == "VBG" and giver != verb and giver.lemma_.lower() in {"cite", "quote"}:
        return _object_range(text, giver)
    return None


def _object_range(text: str, verb: Token) -> Range | None:
    target = next((c for c in verb.children if c.dep_ == "dobj"), None)
    return source_range(text, target) if target is not None else None
