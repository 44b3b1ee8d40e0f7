"""Contents on the parse: what a reporting verb reports, by the construction it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tellings.mark.reporting import lexicon
from tellings.mark.segments import Range, edges

if TYPE_CHECKING:
    from spacy.tokens import Token

# What completes the object of a reporting verb: "called it a lie", "accused him of lying", "urged him to go".
COMPLEMENTS = frozenset({"dobj", "oprd", "xcomp", "ccomp", "dative", "attr", "acomp"})
# Prepositions that complete an object rather than say when or where.
COMPLETING = frozenset({"as", "of", "for", "to", "against", "about", "from", "with", "over", "into"})
# An aside is shorter than this, in tokens: "It was, she said after the meeting, late".
ASIDE = 14
# A clause that hangs on a word after the verb ends at most this many tokens on.
FAR = 120
# What may stand between a verb and its "that" clause; verbs of telling have the one who is told there, too.
BETWEEN = frozenset({"prep", "npadvmod", "advmod"})
TOLD = frozenset({"tell", "inform", "assure", "remind", "warn", "advise", "notify", "convince"})


@dataclass(frozen=True, slots=True)
class Content:
    """Ranges of a content, the preposition that belongs to its cue, whether the report is plain (see Segment).

    `aside`: the reporting clause stands inside the content and is cut out of it whole.
    """

    ranges: tuple[Range, ...]
    preposition: Token | None = None
    firm: bool = False
    aside: bool = False


def content_of(verb: Token, lemma: str) -> Content | None:
    """What a reporting verb reports, by the first of its constructions that is complete; None where none is."""
    words = lexicon()
    children = list(verb.children)
    if verb.dep_ == "amod":
        return None  # "pledged delegates"
    if any(child.dep_ == "auxpass" for child in children):
        return _of_passive(verb, children, lemma)
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        return _of_participle(verb, children, lemma)
    if lemma in words.clause:
        clause = next((c for c in children if c.dep_ == "ccomp"), None)
        if clause is not None:
            return Content((edges(clause),), firm=True)
    thing = next((c for c in children if c.dep_ == "dobj" and c.i > verb.i), None)
    called = _of_preposition(children, lemma, words.preposition, thing)
    if called is not None and called.preposition is not None and called.preposition.i == verb.i + 1:
        return called
    if lemma in words.clause:
        if verb.head != verb and _is_aside(verb):
            return Content((edges(verb.head),), firm=True, aside=True)
        clause = _far_clause(verb)
        if clause is not None:
            return Content((edges(clause),), firm=True)
    if thing is not None:
        whole = _completed(children, thing)
        inside = verb.doc[thing.i : thing.right_edge.i + 1]
        after = [c for c in children if c.i > thing.i]
        if lemma in words.infinitive and any(c.dep_ == "xcomp" for c in after):
            return Content((whole,))
        if lemma in words.object:
            return Content((whole,))
        if (
            lemma in words.puts
            and thing.lemma_.lower() in words.sums
            and any(c.lower_ in {"at", "as"} for c in verb.subtree)
        ):
            ends = [edges(c)[1] for c in children if c.i >= thing.i and c.dep_ not in {"advcl", "conj", "cc", "punct"}]
            return Content(((edges(thing)[0], max(ends)),))
        if lemma in words.object_as and (
            any(c.lower_ == "as" for c in after) or any(t.lower_ == "as" and t.head == thing for t in inside)
        ):
            return Content((whole,))
    if lemma in words.infinitive:
        action = next((c for c in children if c.dep_ == "xcomp" and c.i > verb.i), None)
        if action is not None and action.pos_ in {"VERB", "AUX"}:
            return Content((edges(action),))
    return called


def _is_aside(verb: Token) -> bool:
    """Whether a reporting verb stands as an aside in the clause it reports: "It was, he said, late", "as he said"."""
    start, end = verb.left_edge.i, verb.right_edge.i
    if end - start >= ASIDE:
        return False
    if verb.dep_ == "advcl" and verb.doc[start].lower_ == "as" and verb.head.pos_ in {"VERB", "AUX"}:
        return not any(c.dep_ in {"dobj", "xcomp"} for c in verb.children)
    return verb.dep_ in {"parataxis", "ccomp"} and start > 0 and verb.doc[start - 1].text in {",", "—", "–"}


def _far_clause(verb: Token) -> Token | None:
    """The "that" clause which the parser hung on a word between: "said in a note on its site that …"."""
    between = BETWEEN | {"dobj", "dative"} if verb.lemma_.lower() in TOLD else BETWEEN
    for child in verb.rights:
        if child.dep_ in between and child.right_edge.i - child.i < FAR:
            for token in child.subtree:
                first = token.left_edge
                if token.dep_ in {"ccomp", "acl", "relcl"} and first.lower_ == "that" and first.dep_ == "mark":
                    return token
    return None


def _completed(children: list[Token], thing: Token) -> Range:
    """The range of an object and of what completes it."""
    start, end = edges(thing)
    for child in children:
        near = child.i > thing.i and child.left_edge.idx <= end + 2
        if near and (child.dep_ in COMPLEMENTS or (child.dep_ == "prep" and child.lower_ in COMPLETING)):
            end = edges(child)[1]
    return start, end


def _of_passive(verb: Token, children: list[Token], lemma: str) -> Content | None:
    """ "The plan was criticised by X", "They are believed to be safe", "It is seen as a sign"."""
    words = lexicon()
    about = next((c for c in children if c.dep_ == "nsubjpass"), None)
    clause = next((c for c in children if c.dep_ == "ccomp" and c.i > verb.i), None)
    if clause is not None and lemma in words.clause:
        return Content((edges(clause),), firm=True)
    agent = any(c.dep_ == "agent" for c in children)
    rest = next(
        (
            c
            for c in children
            if c.i > verb.i and (c.dep_ in {"xcomp", "oprd"} or (c.dep_ == "prep" and c.lower_ == "as"))
        ),
        None,
    )
    if about is None or about.tag_ in {"WDT", "WP"}:
        return None
    if rest is not None and lemma in words.passive:
        return Content((edges(about), edges(rest)), firm=True)
    if agent and lemma in words.object:
        return Content((edges(about),))
    for child in children:
        if child.dep_ == "prep" and child.i == verb.i + 1 and lemma in words.preposition.get(child.lower_, ()):
            return Content((edges(about), edges(child)), firm=True)
    return None


def _of_participle(verb: Token, children: list[Token], lemma: str) -> Content | None:
    """ "a move widely seen as a threat": the noun up to the participle, and what it is seen as."""
    rest = next((c for c in children if c.i > verb.i and (c.dep_ in {"xcomp", "oprd"} or c.lower_ == "as")), None)
    if rest is None or lemma not in lexicon().passive or verb.head.pos_ not in {"NOUN", "PROPN"}:
        return None
    return Content(((verb.head.left_edge.idx, verb.left_edge.idx), edges(rest)))


def _of_preposition(
    children: list[Token], lemma: str, table_: dict[str, frozenset[str]], thing: Token | None
) -> Content | None:
    """ "She warned of a flood", "called on them to go", "accused (somebody) of"."""
    for child in children:
        first = child.left_edge
        if child.dep_ in {"advcl", "xcomp", "ccomp"} and first.lower_ == "for" and lemma in table_.get("for", ()):
            return Content(((first.idx + len(first), edges(child)[1]),), first)  # "called for them to go"
        if child.dep_ == "prep" and lemma in table_.get(child.lower_, ()) and (thing is None or child.i > thing.i):
            inner = next((c for c in child.children if c.dep_ in {"pobj", "pcomp"}), None)
            if inner is not None:
                return Content((_completed(children, inner),), child)
    return None
