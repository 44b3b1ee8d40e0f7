"""Segments: (source, cue, content) as they stand in the text, found by rules on the parse.

This is the seam for another finder, a trained tagger say: everything after it (form, stance, speaker, chain, day)
works on segments alone. Offsets are clean.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tellings.lexicon import table

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Range = tuple[int, int]

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
# What may stand between an auxiliary and its verb, or right before the verb, and is part of the cue.
BEFORE_VERB = frozenset({"aux", "auxpass", "neg", "advmod"})
# What completes the object of a reporting verb: "called it a lie", "accused him of lying", "urged him to go".
COMPLEMENTS = frozenset({"dobj", "oprd", "xcomp", "ccomp", "dative", "prep", "attr", "acomp"})
# Prepositions that complete an object rather than say when or where.
COMPLETING = frozenset({"as", "of", "for", "to", "that", "against", "about", "from", "with", "over", "into"})
TRAILING = " \n\t,;:.—–-"
LEADING = " \n\t,;:.—–-"


@dataclass(frozen=True, slots=True)
class Segment:
    """Source, cue and content as half-open clean ranges. `lemma` heads the cue; `quoted`: content is a quotation."""

    source: Range | None
    cue: Range | None
    content: tuple[Range, ...]
    lemma: str = ""
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Reporting words by frame."""

    clause: frozenset[str]
    object: frozenset[str]
    infinitive: frozenset[str]
    preposition: dict[str, frozenset[str]]
    noun_clause: frozenset[str]
    noun_infinitive: frozenset[str]
    noun_object: frozenset[str]
    anything: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The reporting words, loaded once per process."""
    data = table("reporting")
    frames, nouns = data["frames"], data["nouns"]
    clause, thing, infinitive = (frozenset(frames[key].split()) for key in ("clause", "object", "infinitive"))
    preposition = {key: frozenset(words.split()) for key, words in frames["preposition"].items()}
    noun_sets = [frozenset(nouns[key].split()) for key in ("clause", "infinitive", "object")]
    anything = clause | thing | infinitive | frozenset().union(*preposition.values())
    return Lexicon(clause, thing, infinitive, preposition, *noun_sets, anything)


def trim(text: str, start: int, end: int) -> Range | None:
    """The range without white space and punctuation around it that belongs to the sentence; None where empty."""
    while start < end and text[start] in LEADING:
        start += 1
    while end > start and text[end - 1] in TRAILING:
        if text[end - 1] == "." and _abbreviated(text, start, end):
            break
        end -= 1
    return (start, end) if start < end else None


def _abbreviated(text: str, start: int, end: int) -> bool:
    """Whether the full stop before `end` belongs to an abbreviation such as U.S."""
    return end - start > 3 and text[end - 3] == "." and text[end - 2].isalpha()


def edges(token: Token) -> Range:
    """The clean range of a token's subtree."""
    return token.left_edge.idx, token.right_edge.idx + len(token.right_edge)


def subject_of(verb: Token) -> Token | None:
    """The one who does what `verb` says: its subject, its head's for a participle or a second verb, its agent."""
    seen = 0
    passive = False
    while seen < 6:
        for child in verb.children:
            if child.dep_ == "agent" and seen == 0:
                return next((c for c in child.children if c.dep_ == "pobj"), None)
        for child in verb.children:
            if child.dep_ == "nsubj" or (child.dep_ == "csubj" and seen == 0):
                return None if child.dep_ == "csubj" else child
            if child.dep_ == "nsubjpass":
                passive = True
                if seen:
                    return child
        if passive:
            return None
        if verb.dep_ == "acl":
            return verb.head if verb.tag_ == "VBG" else None
        if verb.dep_ in {"conj", "xcomp", "advcl", "ccomp", "pcomp", "dep"} and verb.head is not verb:
            if verb.dep_ == "ccomp" and verb.tag_ != "VBG":
                return None
            if verb.dep_ == "xcomp":
                asked = next((c for c in verb.head.children if c.dep_ in {"dobj", "dative"}), None)
                if asked is not None:
                    return asked
            verb = verb.head.head if verb.dep_ == "pcomp" else verb.head
            seen += 1
            continue
        return None
    return None


def source_range(text: str, subject: Token) -> Range | None:
    """The words of a source: its phrase with apposition, without a clause about it or a second bearer of the verb."""
    start, end = edges(subject)
    for child in subject.children:
        if child.i > subject.i and child.dep_ in {"relcl", "acl", "advcl", "cc", "conj", "parataxis"}:
            comma = child.left_edge.i > 0 and child.doc[child.left_edge.i - 1].text in {",", "—", "–", "-", "("}
            if child.dep_ in {"cc", "conj"} or not comma:
                continue
            end = min(end, child.left_edge.idx)
    if text[start:end].endswith("'s"):
        return trim(text, start, end)
    return trim(text, start, end)


def cue_range(verb: Token, extra: Token | None = None) -> Range:
    """The cue: the verb with its auxiliaries, negation, particle and, where it reports with one, its preposition."""
    doc = verb.doc
    left = {child.i for child in verb.lefts if child.dep_ in BEFORE_VERB and child.left_edge.i == child.right_edge.i}
    first = verb.i
    while first - 1 in left:
        first -= 1
    last = verb.i
    for child in verb.rights:
        if (child.dep_ == "prt" and child.i == last + 1) or (child.dep_ == "neg" and child.i == last + 1):
            last = child.i
    if extra is not None and extra.i == last + 1:
        last = extra.i
    return doc[first].idx, doc[last].idx + len(doc[last])


def cut_out(whole: Range, parts: list[Range]) -> list[Range]:
    """`whole` without `parts`."""
    pieces, start = [], whole[0]
    for low, high in sorted(parts):
        if low > start:
            pieces.append((start, min(low, whole[1])))
        start = max(start, high)
    if start < whole[1]:
        pieces.append((start, whole[1]))
    return [piece for piece in pieces if piece[0] < piece[1]]


def clause_segments(doc: Doc, text: str) -> Iterator[tuple[Token, Segment]]:
    """Segments of every reporting verb and noun with a complement, in order of the text."""
    words = lexicon()
    for token in doc:
        if token.pos_ in {"VERB", "AUX"}:
            lemma = token.lemma_.lower()
            if lemma in words.anything:
                segment = verb_segment(text, token, lemma, words)
                if segment is not None:
                    yield token, segment
        elif token.lower_ == "according" and token.i + 1 < len(doc):
            segment = according(doc, text, token)
            if segment is not None:
                yield token, segment
        elif token.pos_ == "NOUN":
            lemma = token.lemma_.lower()
            if lemma in words.noun_clause or lemma in words.noun_infinitive or lemma in words.noun_object:
                segment = noun_segment(text, token, lemma, words)
                if segment is not None:
                    yield token, segment


def verb_segment(text: str, verb: Token, lemma: str, words: Lexicon) -> Segment | None:
    """The segment of a reporting verb in the first of its frames that is complete; None where none is."""
    subject = subject_of(verb)
    source = source_range(text, subject) if subject is not None else None
    found = complement(text, verb, lemma, words)
    if found is None:
        return None
    extra, ranges = found
    cue = cue_range(verb, extra)
    parts = [cue] + ([source] if source else [])
    content = [piece for whole in ranges for piece in cut_out(whole, _gap(text, parts, whole))]
    trimmed = [piece for piece in (trim(text, *one) for one in content) if piece]
    return Segment(source, cue, tuple(trimmed), lemma) if trimmed else None


def _gap(text: str, parts: list[Range], whole: Range) -> list[Range]:
    """The parts that lie inside `whole`, joined where only white space or commas part them."""
    inside = [part for part in parts if part[0] < whole[1] and part[1] > whole[0]]
    return [(min(p[0] for p in inside), max(p[1] for p in inside))] if inside else []


def complement(text: str, verb: Token, lemma: str, words: Lexicon) -> tuple[Token | None, list[Range]] | None:
    """(preposition that belongs to the cue, content ranges) of a reporting verb."""
    children = list(verb.children)
    if lemma in words.clause:
        clause = next((c for c in children if c.dep_ == "ccomp"), None)
        if clause is not None:
            return None, [edges(clause)]
        if verb.dep_ in {"parataxis", "ccomp"} and verb.head is not verb and _aside(verb):
            return None, [edges(verb.head)]
    if lemma in words.object:
        thing = next((c for c in children if c.dep_ in {"dobj", "nsubjpass"}), None)
        if thing is not None and thing.dep_ == "nsubjpass":
            return None, [edges(thing)]
        if thing is not None:
            start, end = edges(thing)
            for child in children:
                if child.i > thing.i and child.dep_ in COMPLEMENTS and child.left_edge.idx <= end + 2:
                    if child.dep_ != "prep" or child.lower_ in COMPLETING:
                        end = edges(child)[1]
            return None, [(start, end)]
        clause = next((c for c in children if c.dep_ == "ccomp" and c.i > verb.i), None)
        if clause is not None and lemma in {"call", "describe", "label", "urge", "accuse", "order", "request", "ask"}:
            return None, [edges(clause)]
    if lemma in words.infinitive:
        verbal = next((c for c in children if c.dep_ == "xcomp" and c.i > verb.i), None)
        if verbal is not None:
            return None, [edges(verbal)]
    for child in children:
        if child.dep_ == "prep" and lemma in words.preposition.get(child.lower_, ()):
            ranges = [edges(c) for c in child.children if c.dep_ in {"pobj", "pcomp"}]
            if ranges:
                end = max(r[1] for r in ranges)
                for other in children:
                    if (
                        other.i > child.i
                        and other.dep_ in {"xcomp", "advcl", "prep"}
                        and other.left_edge.idx <= end + 2
                    ):
                        if other.dep_ == "xcomp" or other.lower_ in COMPLETING:
                            end = edges(other)[1]
                return child, [(ranges[0][0], end)]
    return None


def _aside(verb: Token) -> bool:
    """Whether a reporting verb stands as an aside in the clause it reports: "It was, he said, late"."""
    start, end = verb.left_edge.i, verb.right_edge.i
    doc = verb.doc
    return end - start < 12 and start > 0 and doc[start - 1].text in {",", "—", "–"}


def according(doc: Doc, text: str, token: Token) -> Segment | None:
    """ "According to X, …" and "…, according to X"."""
    to = doc[token.i + 1]
    if to.lower_ != "to":
        return None
    target = next((c for c in to.children if c.dep_ in {"pobj", "pcomp"}), None)
    if target is None:
        return None
    source = source_range(text, target)
    head = token.head
    while head.dep_ in {"prep", "pobj", "amod"} and head.head is not head and head.pos_ not in {"VERB", "AUX"}:
        head = head.head
    clause = head
    if source is None or clause.i == token.i:
        return None
    cue = (token.idx, to.idx + len(to))
    whole = edges(clause)
    aside = (min(token.idx, source[0]), max(source[1], edges(to)[1]))
    pieces = [piece for piece in (trim(text, *one) for one in cut_out(whole, [aside])) if piece]
    return Segment(source, cue, tuple(pieces), "according") if pieces else None


def noun_segment(text: str, noun: Token, lemma: str, words: Lexicon) -> Segment | None:
    """ "X's claim that …", "reports of …", "his promise to …"."""
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    clause = None
    extra = None
    for child in noun.children:
        if child.i < noun.i:
            continue
        if lemma in words.noun_clause and child.dep_ in {"acl", "ccomp", "relcl"} and child.pos_ in {"VERB", "AUX"}:
            if any(
                (c.dep_ == "mark"
                and c.lower_ == "that")
                or (c.lower_ == "that"
                and c.i == child.left_edge.i
                and any(d.dep_ in SUBJECTS and d.lower_ != "that" for d in child.children))
                for c in child.subtree
            ):
                clause = child
        elif lemma in words.noun_infinitive and child.dep_ == "acl" and any(c.lower_ == "to" for c in child.lefts):
            clause = child if owner is not None else None
        elif lemma in words.noun_object and child.dep_ == "prep" and child.lower_ in {"of", "for", "on", "about"}:
            if owner is not None or lemma in {"criticism", "allegation", "report", "accusation", "claim"}:
                clause = next((c for c in child.children if c.dep_ in {"pobj", "pcomp"}), None)
                extra = child
        if clause is not None:
            break
    if clause is None:
        return None
    source = None
    if owner is not None:
        start, end = edges(owner)
        words_ = text[start:end]
        for tail in ("'s", "’s", "'", "’"):
            if words_.endswith(tail):
                end -= len(tail)
                break
        source = trim(text, start, end)
    stop = extra.idx + len(extra) if extra is not None else noun.idx + len(noun)
    content = trim(text, *edges(clause))
    return Segment(source, (noun.idx, stop), (content,), lemma) if content else None
